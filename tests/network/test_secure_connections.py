"""Encrypted connections and proxies: trusted only where they may be, and never left for open ones."""

import contextlib
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import misbehaving as bad
import pytest
from misbehaving import Server, article, serving

from generator.model.identifier import Pmid
from generator.network.client import Client, Means
from generator.network.faults import NoReplyError
from generator.network.limits import Limits
from generator.network.pubmed import fetch
from generator.network.rate_limit import Pace
from generator.network.services import service_of

pytestmark = pytest.mark.usefixtures("leaping")
QUICK = Limits(connect=1.0, read=1.0, deadline=2.0, backoff=0.01)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        server.shelf.articles = {11: article(11)}
        yield server


def client_of(base: str, tmp_path: Path) -> Client:
    means = Means(environment={"EVIDENCE_PUBMED": base}, limits=QUICK, pace=Pace(tmp_path / "pace"))
    return Client(None, None, date(2026, 11, 20), means=means)


def test_a_proxy_of_the_environment_is_used(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.address)
    monkeypatch.delenv("no_proxy", raising=False)
    gathered = fetch([Pmid(11)], client_of("http://mirror.invalid/eutils/", tmp_path))
    assert list(gathered.records) == [Pmid(11)]
    assert server.asked[0].headers["Host"] == "mirror.invalid"


@pytest.mark.parametrize(
    ("address", "is_own"),
    [
        ("https://eutils.ncbi.nlm.nih.gov/x", True),
        ("https://EUTILS.ncbi.nlm.nih.gov:443/x", True),
        ("https://mirror.example/x", True),
        ("http://mirror.example/x", True),
        ("http://mirror.example:8080/x", False),
        ("http://eutils.ncbi.nlm.nih.gov/x", False),
        ("https://eutils.ncbi.nlm.nih.gov.evil.example/x", False),
        ("https://evil.example/eutils.ncbi.nlm.nih.gov", False),
        ("https://eutils.ncbi.nlm.nih.gov@evil.example/x", False),
        ("ftp://mirror.example/x", False),
        ("https://[broken/x", False),
        ("file:///etc/passwd", False),
    ],
)
def test_only_its_own_addresses_belong_to_a_service(address: str, is_own: bool) -> None:
    service = service_of("pubmed", None, {"EVIDENCE_PUBMED": "http://mirror.example/eutils"})
    assert service.base == "http://mirror.example/eutils/"
    assert service.owns(address) == is_own


@pytest.mark.parametrize(
    "base", ["file:///etc", "eutils", "http://ann:word@mirror.example/", "http://x:99999999/"]
)
def test_an_address_that_cannot_be_used_is_said(base: str) -> None:
    with pytest.raises(NoReplyError) as caught:
        service_of("pubmed", None, {"EVIDENCE_PUBMED": base})
    line = str(caught.value.finding())
    assert "EVIDENCE_PUBMED" in line
    assert "word" not in line


@contextmanager
def tunnel(server: Server) -> Iterator[tuple[str, list[bytes]]]:
    """A proxy that leads every connection to a server; yield its address, and what it was asked."""
    heads: list[bytes] = []

    def pump(source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(1 << 16):
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)

    def lead(listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            near, _ = listening.accept()
            with near, socket.create_connection(server.server_address[:2]) as far:
                heads.append(near.recv(1 << 16))
                near.sendall(b"HTTP/1.1 200 here you are\r\n\r\n")
                back = threading.Thread(target=pump, args=(far, near))
                back.start()
                pump(near, far)
                back.join()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        leading = threading.Thread(target=lead, args=(listening,))
        leading.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", heads
        leading.join()


if shutil.which("openssl"):

    @pytest.fixture
    def certificate(tmp_path: Path) -> Path:
        """A certificate for 127.0.0.1 that nobody signed but itself."""
        words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1,DNS:mirror.invalid"
        files = ["-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem")]
        subprocess.run(["openssl", *words.split(), *files], check=True, capture_output=True)
        return tmp_path / "cert.pem"

    @pytest.fixture
    def secure(server: Server, certificate: Path) -> str:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, certificate.with_name("key.pem"))
        server.socket = context.wrap_socket(server.socket, server_side=True)
        return server.address.replace("http:", "https:") + "/eutils/"

    def test_a_certificate_nobody_trusts_is_refused_at_once(
        server: Server, secure: str, tmp_path: Path
    ) -> None:
        (finding,) = fetch([Pmid(11)], client_of(secure, tmp_path)).all_findings()
        assert "shows a certificate that cannot be trusted;" in str(finding)
        assert server.asked == []

    def test_a_trusted_one_is_used_and_never_left_for_an_open_way(
        server: Server,
        secure: str,
        certificate: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert list(fetch([Pmid(11)], client_of(secure, tmp_path)).records) == [Pmid(11)]
        server.plan = [
            bad.status(302, Location=secure.replace("https:", "http:") + "efetch.fcgi?id=11")
        ]
        (finding,) = fetch([Pmid(11)], client_of(secure, tmp_path)).all_findings()
        assert "redirects to http://127.0.0.1" in str(finding)
        assert len(server.asked) == 2

    @pytest.mark.usefixtures("secure")
    def test_a_proxy_leads_to_an_encrypted_service_and_reads_nothing(
        server: Server,
        certificate: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        monkeypatch.delenv("no_proxy", raising=False)
        with tunnel(server) as (address, heads):
            monkeypatch.setenv("https_proxy", address)
            client = client_of("https://mirror.invalid/eutils/", tmp_path)
            assert list(fetch([Pmid(11)], client).records) == [Pmid(11)]
        assert [head.split(b" HTTP")[0] for head in heads] == [b"CONNECT mirror.invalid:443"]

    def test_a_drip_over_tls_ends_in_time(
        server: Server,
        secure: str,
        certificate: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        server.plan = [bad.drip]
        (finding,) = fetch([Pmid(11)], client_of(secure, tmp_path)).all_findings()
        assert "gave no whole answer within 2 s" in str(finding)
