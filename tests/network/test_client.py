"""The client against a server that misbehaves: how often it asks, how long it waits, what it says and keeps."""

import gzip
import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import misbehaving as bad
import pytest
from leaping_clock import LeapingClock
from misbehaving import Server, article, serving

from generator.model.topic import Intake
from generator.network.client import Client, Means, Reply
from generator.network.faults import NoReplyError
from generator.network.limits import Limits
from generator.network.rate_limit import Pace
from generator.network.reply import Expected

pytestmark = pytest.mark.usefixtures("leaping")
DAY = date(2026, 11, 20)
ARTICLES = Expected("xml", ("PubmedArticleSet",))
QUICK = Limits(connect=1.0, read=0.3, deadline=2.0, backoff=0.01)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        server.shelf.articles = {pmid: article(pmid) for pmid in (11, 12)}
        yield server


@pytest.fixture
def client(server: Server, tmp_path: Path) -> Client:
    return client_of(server, tmp_path)


def client_of(
    server: Server, root: Path, limits: Limits = QUICK, intake: Intake | None = None, **more: str
) -> Client:
    means = Means(
        environment={**server.environment, **more}, limits=limits, pace=Pace(root / "pace")
    )
    return Client(root, intake, DAY, means=means)


def ask(client: Client, pmids: str = "11") -> Reply:
    return client.ask(
        "pubmed", "efetch.fcgi", [("db", "pubmed"), ("id", pmids), ("retmode", "xml")], ARTICLES
    )


def refusal(client: Client) -> str:
    with pytest.raises(NoReplyError) as caught:
        ask(client)
    line = str(caught.value.finding("PMID 11"))
    assert "\n" not in line
    assert len(line) < 320
    return line


def files(root: Path) -> dict[str, bytes]:
    folder = root / "bibliography"
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("good", [bad.well, bad.chunked, bad.packed])
def test_a_good_reply_is_kept_as_it_came(
    client: Client, server: Server, tmp_path: Path, good: bad.Behaviour
) -> None:
    server.plan = [good]
    reply = ask(client)
    assert article(11).encode() in reply.body
    kept = files(tmp_path)
    body = next(content for name, content in kept.items() if name.endswith(".xml"))
    assert body == reply.body
    assert kept["bibliography/snapshots.csv"].count(b"\n") == 2
    assert ask(client).kept
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("behaviour", "tries", "words"),
    [
        (bad.hang, 4, "was silent for 0.3 s (4 tries)"),
        (bad.hang_in_body, 4, "was silent for 0.3 s (4 tries)"),
        (bad.short, 4, "broke off in the middle of its reply (4 tries)"),
        (bad.short_without_length, 4, "not whole XML"),
        (bad.broken_chunk, 4, "broke off in the middle of its reply (4 tries)"),
        (bad.reset, 4, "broke the connection off (4 tries)"),
        (bad.status(503), 4, "answered 503 (4 tries)"),
        (
            bad.status(429, b'{"error":"API rate limit exceeded"}'),
            4,
            "too many requests (429) (4 tries)",
        ),
        (bad.drip, 1, "gave no whole answer within 2 s"),
        (bad.drip_headers, 1, "gave no whole answer within 2 s"),
        (bad.status(404, b"not here"), 1, "answered 404"),
        (
            bad.status(400, b"<eFetchResult><ERROR>Bad id</ERROR></eFetchResult>"),
            1,
            "answered 400: “Bad id”",
        ),
        (
            bad.content(b"<!DOCTYPE html><html><title>Down</title></html>", "text/html"),
            1,
            "a web page (“Down”)",
        ),
        (bad.content(b"<!DOCTYPE html><html><title>Down</title></html>"), 1, "a web page (“Down”)"),
        (
            bad.content(b'{"error":"API rate limit exceeded"}', "application/json"),
            1,
            "type “application/json”",
        ),
        (bad.content(b"<eFetchResult><ERROR>No db</ERROR></eFetchResult>"), 1, "an error: “No db”"),
        (
            bad.content(b"<eSearchResult><Count>0</Count></eSearchResult>"),
            1,
            "XML with “eSearchResult”",
        ),
        (bad.content(b"<PubmedArticleSet><a></PubmedArticleSet>"), 1, "not whole XML"),
        (bad.content(b""), 1, "an empty reply"),
        (
            bad.content("<PubmedArticleSet>é</PubmedArticleSet>".encode("latin-1")),
            1,
            "not UTF-8 (byte 19)",
        ),
        (
            bad.content(
                "<PubmedArticleSet>é</PubmedArticleSet>".encode(), "text/xml; charset=iso-8859-1"
            ),
            1,
            "charset “iso-8859-1”",
        ),
        (
            bad.content(
                '<?xml version="1.0" encoding="latin1"?><PubmedArticleSet>é</PubmedArticleSet>'.encode()
            ),
            1,
            "charset “latin1”",
        ),
        (bad.content("<PubmedArticleSet/>".encode("utf-16")), 1, "not UTF-8"),
        (bad.content(b"not packed", Content_Encoding="gzip"), 1, "says it is gzip and is not"),
        (
            bad.content(b"<PubmedArticleSet/>", Content_Encoding="br"),
            1,
            "packed in a way nobody asked for",
        ),
        (bad.content(b"<PubmedArticleSet/>", Content_Length="99999999999"), 1, "more than 25 MB"),
        (bad.zeros, 1, "unpacks to more than 200 times its size"),
        (bad.status(302, Location="http://127.0.0.2:9/x"), 1, "redirects to http://127.0.0.2"),
        (bad.status(302, Location="/eutils/again"), 6, "redirects more than 5 times"),
        (bad.status(302), 1, "redirects to nowhere"),
        (bad.status(302, Location="/eutils/a b\x7f"), 1, "redirects to an address that is none"),
    ],
)
def test_what_is_no_reply_is_refused_by_name_and_nothing_kept(
    client: Client, server: Server, tmp_path: Path, behaviour: bad.Behaviour, tries: int, words: str
) -> None:
    server.plan = [behaviour] * 9
    start = time.monotonic()
    line = refusal(client)
    assert words in line
    assert line.startswith("PubMed: PMID 11 ")
    assert len(server.asked) == tries
    assert time.monotonic() - start < 4
    assert files(tmp_path) == {}


@pytest.mark.parametrize(
    "fault",
    [
        bad.hang,
        bad.short,
        bad.broken_chunk,
        bad.reset,
        bad.status(500),
        bad.status(429),
        bad.status(408),
    ],
)
def test_a_fault_that_passes_is_got_over(
    client: Client, server: Server, tmp_path: Path, fault: bad.Behaviour
) -> None:
    server.plan = [fault, fault]
    assert article(11).encode() in ask(client).body
    assert len(server.asked) == 3
    assert len(files(tmp_path)) == 2


@pytest.mark.parametrize(
    ("wait", "least", "most"),
    [
        ("1", 1.0, 1.8),
        ("0", 0.0, 0.9),
        (format_datetime(datetime.now(UTC) - timedelta(days=9), usegmt=True), 0.0, 0.9),
        ("soon", 0.0, 0.9),
        ("-5", 0.0, 0.9),
    ],
    ids=["a second", "nothing", "a day gone by", "words", "less than nothing"],
)
def test_the_wait_that_is_asked_for_is_kept(
    client: Client, server: Server, leaping: LeapingClock, wait: str, least: float, most: float
) -> None:
    server.plan = [bad.status(429, Retry_After=wait)]
    ask(client)
    assert least <= leaping.slept < most
    assert len(server.asked) == 2


def test_a_date_to_wait_for_is_kept(server: Server, leaping: LeapingClock, tmp_path: Path) -> None:
    client = client_of(server, tmp_path, Limits(deadline=5.0, backoff=0.01))
    until = datetime.now(UTC) + timedelta(seconds=2)
    server.plan = [bad.status(503, Retry_After=format_datetime(until, usegmt=True))]
    ask(client)
    assert leaping.time() >= int(until.timestamp())
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        ("3600", "asks to wait 3,600 s, longer than the 2 s allowed"),
        ("9" * 400, "asks to wait for years"),
        (
            format_datetime(datetime.now(UTC) + timedelta(days=2), usegmt=True),
            "asks to wait 48 hours",
        ),
    ],
    ids=["an hour", "years", "two days"],
)
def test_a_wait_that_does_not_fit_ends_at_once(
    client: Client, server: Server, leaping: LeapingClock, wait: str, words: str
) -> None:
    server.plan = [bad.status(429, Retry_After=wait)]
    assert words in refusal(client)
    assert leaping.slept < 0.9
    # What asks to be left alone is left alone for the rest of the run.
    with pytest.raises(NoReplyError, match="asks to wait"):
        ask(client, "12")
    assert len(server.asked) == 1


def test_zeros_need_little_memory(client: Client, server: Server) -> None:
    content = gzip.compress(bytes(100_000_000), compresslevel=1)
    server.plan = [bad.content(content, Content_Encoding="gzip")]
    tracemalloc.start()
    try:
        refusal(client)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_redirects_at_home_are_followed(client: Client, server: Server) -> None:
    server.plan = [bad.status(302, Location="/eutils/efetch.fcgi?id=12"), bad.well]
    assert article(12).encode() in ask(client).body


def test_a_service_that_failed_twice_is_not_asked_on_and_on(client: Client, server: Server) -> None:
    server.plan = [bad.status(503)] * 99
    for _ in range(5):
        refusal(client)
    assert len(server.asked) == 8


def test_without_network_one_line_says_so(tmp_path: Path) -> None:
    with serving() as server:
        environment = server.environment
    means = Means(environment=environment, limits=QUICK, pace=Pace(tmp_path / "pace"))
    line = refusal(Client(tmp_path, None, DAY, means=means))
    assert "cannot be connected to" in line
    assert (
        "Is there a network? Files can be added without a network: evidence add FILE. [E271]"
        in line
    )
    nameless = Means(
        environment={"EVIDENCE_PUBMED": "http://nowhere.invalid/"},
        limits=QUICK,
        pace=Pace(tmp_path),
    )
    assert "cannot be found" in refusal(Client(tmp_path, None, DAY, means=nameless))


def test_who_asks_is_said_and_never_written_down(server: Server, tmp_path: Path) -> None:
    intake = Intake(tool="river evidence", email="ann@example.org")
    client = client_of(server, tmp_path, intake=intake, NCBI_API_KEY="s3cret-key")
    server.plan = [bad.content(b"<PubmedArticleSet>s3cret-key</PubmedArticleSet>")]
    reply = ask(client)
    asked = server.asked[0]
    assert asked.parameters["tool"] == "river-evidence"
    assert asked.parameters["email"] == "ann@example.org"
    assert asked.parameters["api_key"] == "s3cret-key"
    assert asked.headers["User-Agent"].startswith("river-evidence/")
    assert "mailto:ann@example.org" in asked.headers["User-Agent"]
    assert "Cookie" not in asked.headers
    written = b"".join(files(tmp_path).values()) + reply.address.encode()
    assert b"s3cret" not in written + reply.body
    assert b"ann@example.org" not in written
    assert b"tool=" not in written


@pytest.mark.parametrize(
    "answer",
    [
        bad.status(400, b'{"error":"bad key s3cret-key"}', "application/json"),
        bad.content(b"<e><ERROR>s3cret-key</ERROR></e>"),
        bad.status(302, Location="http://s3cret-key.example/?api_key=s3cret-key"),
        bad.hang,
    ],
)
def test_no_message_holds_the_key(server: Server, tmp_path: Path, answer: bad.Behaviour) -> None:
    server.plan = [answer] * 9
    client = client_of(server, tmp_path, NCBI_API_KEY="s3cret-key")
    with pytest.raises(NoReplyError) as caught:
        ask(client)
    assert "s3cret" not in f"{caught.value!r} {caught.value.detail} {caught.value.finding()}"


def test_a_long_question_is_posted(client: Client, server: Server) -> None:
    pmids = ",".join(str(number) for number in range(10_000_000, 10_000_400))
    ask(client, pmids)
    assert server.asked[0].method == "POST"
    assert server.asked[0].parameters["id"] == pmids
    assert ask(client, pmids).kept


@pytest.mark.parametrize("text", ["soon", "0", "-1", "nan", "1e99"])
def test_a_deadline_that_is_none_is_said(server: Server, tmp_path: Path, text: str) -> None:
    with pytest.raises(NoReplyError, match="EVIDENCE_DEADLINE"):
        Client(
            tmp_path,
            None,
            DAY,
            means=Means(environment={**server.environment, "EVIDENCE_DEADLINE": text}),
        )


def test_the_deadline_of_the_environment_holds(server: Server, tmp_path: Path) -> None:
    means = Means(
        environment={**server.environment, "EVIDENCE_DEADLINE": "1.5"}, pace=Pace(tmp_path / "pace")
    )
    server.plan = [bad.hang] * 9
    start = time.monotonic()
    refusal(Client(tmp_path, None, DAY, means=means))
    assert time.monotonic() - start < 2.5


def test_a_reply_that_cannot_be_kept_is_not_used(client: Client, tmp_path: Path) -> None:
    (tmp_path / "bibliography").mkdir()
    (tmp_path / "bibliography/snapshots").write_text("in the way")
    assert "its reply cannot be kept below bibliography/snapshots" in refusal(client)


def test_a_refusal_that_hangs_costs_no_second_wait(client: Client, server: Server) -> None:
    def hang_after_503(handler: bad.Handler) -> None:
        handler.send_response(503)
        handler.send_header("Content-Length", "500")
        handler.end_headers()
        handler.server.closing.wait(30)

    server.plan = [hang_after_503] * 2
    start = time.monotonic()
    ask(client)
    assert time.monotonic() - start < 1.2
    assert len(server.asked) == 3


def test_no_log_holds_the_key(
    server: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    client = client_of(server, tmp_path, NCBI_API_KEY="s3cret-key")
    server.plan = [bad.reset, bad.status(302, Location="/eutils/efetch.fcgi?id=11"), bad.hang] * 3
    with pytest.raises(NoReplyError):
        ask(client)
    assert len(server.asked) > 4
    assert "s3cret" not in caplog.text


def test_the_body_of_a_redirect_is_not_waited_for(client: Client, server: Server) -> None:
    def redirect_and_hang(handler: bad.Handler) -> None:
        handler.send_response(302)
        handler.send_header("Location", "/eutils/efetch.fcgi?id=11")
        handler.send_header("Content-Length", "500")
        handler.end_headers()
        handler.server.closing.wait(30)

    server.plan = [redirect_and_hang]
    assert article(11).encode() in ask(client).body
    assert len(server.asked) == 2
