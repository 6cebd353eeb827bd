"""`evidence add` against a server that misbehaves: what is asked, what is said, and what the files become."""

from collections.abc import Callable, Iterator
from pathlib import Path

import misbehaving as bad
import pytest
from misbehaving import Server, article, serving

from generator.cli import main


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        server.shelf.articles = {pmid: article(pmid) for pmid in (101, 102, 103)}
        yield server


Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def add(
    project: Path,
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    given = {
        **server.environment,
        "SOURCE_DATE_EPOCH": "1764115200",
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    for name, value in {**given, "EVIDENCE_DEADLINE": "1.6", "NCBI_API_KEY": "s3cret-key"}.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str) -> tuple[int, list[str]]:
        capsys.readouterr()
        status = main(["add", *arguments, "--root", str(project)])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        assert "s3cret" not in said.out + said.err
        return status, said.out.splitlines()

    return run


def state(root: Path) -> dict[str, bytes]:
    paths = [
        path
        for name in ("data", "bibliography")
        for path in (root / name).rglob("*")
        if path.is_file()
    ]
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(paths)}


BAD: list[tuple[bad.Behaviour, int, int, str]] = [
    (bad.hang, 4, 4, "was silent"),
    (bad.hang_in_body, 4, 4, "was silent"),
    (bad.drip, 1, 1, "gave no whole answer within 1.6 s"),
    (bad.short, 4, 4, "broke off in the middle of its reply"),
    (bad.content(b"<html><title>Down</title></html>", "text/html"), 1, 1, "a web page (“Down”)"),
    (bad.status(429, Retry_After="3600"), 1, 1, "asks to wait 3,600 s"),
    (bad.status(429, Retry_After="Wed, 01 Jan 2200 00:00:00 GMT"), 1, 1, "asks to wait"),
    (bad.content("<PubmedArticleSet>é</PubmedArticleSet>".encode("latin-1")), 1, 1, "not UTF-8"),
    (bad.status(302, Location="http://127.0.0.2:9/x"), 1, 1, "redirects to"),
    (bad.zeros, 1, 1, "unpacks to more than 200 times"),
]


@pytest.mark.usefixtures("leaping")
@pytest.mark.parametrize(("behaviour", "least", "most", "words"), BAD)
def test_nothing_changes_and_one_line_says_why(
    project: Path,
    server: Server,
    add: Run,
    behaviour: bad.Behaviour,
    least: int,
    most: int,
    words: str,
) -> None:
    add("101")
    before, asked = state(project), len(server.asked)
    server.plan = [behaviour] * 9
    status, lines = add("102")
    assert status == 1
    assert least <= len(server.asked) - asked <= most
    telling = [line for line in lines if line.startswith("PubMed:")]
    assert len(telling) == 1
    assert words in telling[0]
    assert state(project) == before
    # The same command gets it once the service is well again.
    server.plan = []
    assert add("102")[0] == 0
    after = state(project)
    assert all(
        after[name] == content
        for name, content in before.items()
        if name.startswith("bibliography/snapshots/")
    )
    assert b"PMID 102" in after["data/screening.csv"]


@pytest.mark.parametrize(
    "fault", [bad.status(503), bad.status(429, Retry_After="0"), bad.reset, bad.broken_chunk]
)
def test_what_passes_is_got_over_and_asked_for_in_time(
    project: Path, server: Server, add: Run, fault: bad.Behaviour
) -> None:
    server.plan = [fault, fault]
    status, _ = add("101", "102")
    assert status == 0
    assert len(server.asked) == 3
    assert min(server.gaps) >= 0.1
    assert state(project)["data/screening.csv"].count(b"awaiting") == 2


def test_one_missing_and_one_extra(project: Path, server: Server, add: Run) -> None:
    server.shelf.extra = [103]
    status, lines = add("101", "999")
    assert status == 1
    assert any(line.startswith("PubMed: PMID 999 has no record") for line in lines)
    assert any(
        line.startswith("PubMed: PMID 103 came in the reply and was not asked for")
        for line in lines
    )
    screening = state(project)["data/screening.csv"]
    assert b"PMID 101" in screening
    assert b"PMID 103" not in screening


def test_a_second_run_asks_nothing_and_changes_nothing(
    project: Path, server: Server, add: Run
) -> None:
    add("101", "102")
    before, asked = state(project), len(server.asked)
    assert add("101", "102")[0] == 0
    assert len(server.asked) == asked
    assert state(project) == before
