"""Real replies of NCBI, where they stand beside the project: used or refused by name, never taken for another."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import misbehaving as bad
import pytest
from misbehaving import Server, serving

from generator.model.identifier import Pmid
from generator.network import pubmed
from generator.network.client import Client, Means
from generator.network.faults import NoReplyError
from generator.network.limits import Limits
from generator.network.rate_limit import Pace

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def client(server: Server, tmp_path: Path) -> Client:
    means = Means(
        environment={**server.environment, "NCBI_API_KEY": "x"},
        limits=Limits(),
        pace=Pace(tmp_path),
    )
    return Client(tmp_path, None, date(2026, 11, 20), means=means)


if CORPORA.exists():

    @pytest.mark.parametrize(
        "path", sorted(CORPORA.glob("entrez/*.xml")), ids=lambda path: path.stem
    )
    def test_a_reply_of_another_kind_is_refused(client: Client, server: Server, path: Path) -> None:
        server.plan = [bad.content(path.read_bytes(), "text/xml")]
        gathered = pubmed.fetch([Pmid(1)], client)
        assert gathered.records == {}
        if path.stem.startswith("pubmed"):
            assert {finding.code for finding in gathered.all_findings()} >= {"W271", "E274"}
        else:
            assert [finding.code for finding in gathered.all_findings()] == ["E273"]
            assert not (client.snapshots and client.snapshots.rows())

    @pytest.mark.parametrize(
        "path", sorted(CORPORA.glob("entrez/esearch*.xml")), ids=lambda path: path.stem
    )
    def test_a_search_is_whole_or_refused(client: Client, server: Server, path: Path) -> None:
        content = path.read_bytes()
        listed, counted = content.count(b"<Id>"), int(content.split(b"<Count>")[1].split(b"<")[0])
        server.plan = [bad.content(content, "text/xml")] * 2
        if b"<ERROR>" in content or listed < counted:
            with pytest.raises(NoReplyError):
                pubmed.search("x", client)
        else:
            assert len(pubmed.search("x", client).pmids) == counted

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("eutils-429-body.json", "type “application/json”"),
            ("html-error-with-status-200.xml", "a web page (“Error”)"),
            ("truncated.xml", "not whole XML"),
            ("billion-laughs.xml", "gave a reply that defines entities of its own"),
            ("external-entity.xml", "gave a reply that defines entities of its own"),
        ],
    )
    def test_made_replies_are_refused_by_name(
        client: Client, server: Server, name: str, words: str
    ) -> None:
        kind = "application/json" if name.endswith("json") else "text/xml"
        server.plan = [bad.content((CORPORA / "made" / name).read_bytes(), kind)] * 4
        (finding,) = pubmed.fetch([Pmid(1)], client).all_findings()
        assert words in str(finding)
        assert len(server.asked) == 1
