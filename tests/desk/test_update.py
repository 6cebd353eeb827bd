"""An update: what comes in, what is noted, what stays, and what happens when it is interrupted or half refused."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import misbehaving as bad
import pytest
from leaping_clock import COMMAND
from misbehaving import Server, article, serving, trial

from generator.cli import main

pytestmark = pytest.mark.usefixtures("leaping")
DAY = "1764115200"  # 26 November 2025
TODAY = "2025-11-26"
TOPIC = """
intake:
  tool: river-evidence
searches:
  - id: pubmed-rivers   # the main one
    service: pubmed
    query: river fever AND alphadrug*
    last: 2025-09-01
    not_yet_run: true
  - id: register-rivers
    service: register
    query: river fever
"""
NOTICES = """# Looked up by hand first.
- citation: default
  retraction: not yet checked
  concern: not yet checked
  erratum: not yet checked
  looked_at: nowhere yet
  date: not yet

# This one was read on paper.
- citation: example-2001
  retraction: none seen
  concern: "seen: a letter of the editor"   # in the library
  erratum: not yet checked
  looked_at: https://example.org/paper
  date: 2024-01-01
  note: kept
"""
TRIALS = """# Trials, as read.
- id: river-trial
  registration: NCT00000001
  title: "Alphaone in river fever"   # as printed
  drugs: [alphaone]
  status: Recruiting; see the news of May
  url: https://clinicaltrials.gov/study/NCT00000001
  where: register page
  as_of: 2024-02-01
  seen: 2024-08-01
  extraction: {first: 2024-08-01, second: 2024-08-01, status: agreed, corrections: []}
- id: copied-trial
  registration: NCT00000002
  title: Alphatwo in river fever
  drugs: [alphaone]
  status: Completed
  url: https://example.org/copy
  where: copy of the register entry
  seen: 2024-08-01
  extraction: {first: 2024-08-01, second: 2024-08-01, status: agreed, corrections: []}
"""
RETRACTED = (
    '<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>J Rivers. 2025;9:1</RefSource>'
    '<PMID Version="1">33333333</PMID></CommentsCorrections></CommentsCorrectionsList>'
)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        shelf = server.shelf
        shelf.articles = {number: article(number) for number in (101, 102)}
        shelf.articles[11111111] = article(11111111, "Alphaone in river fever")
        shelf.found = [101, 102, 11111111]
        shelf.trials = {
            "NCT00000001": trial("NCT00000001", "COMPLETED", "2025-10-02", updated="2025-10-02"),
            "NCT00000002": trial("NCT00000002", "COMPLETED", updated="2024-03-01"),
            "NCT00000003": trial("NCT00000003", "RECRUITING"),
        }
        shelf.works = {
            "10.1234/rivers.1": {"DOI": "10.1234/rivers.1", "title": ["Alphaone in river fever"]}
        }
        yield server


@pytest.fixture
def rivers(project: Path) -> Path:
    """The small project with searches, notices and trials."""
    with (project / "data/topic.yml").open("a") as topic:
        topic.write(TOPIC)
    (project / "bibliography/notices.yml").write_text(NOTICES)
    (project / "data/registered_trials.yml").write_text(TRIALS)
    return project


@pytest.fixture
def run(
    rivers: Path,
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., tuple[int, dict[str, object]]]:
    surroundings = environment(server, tmp_path)
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)

    def update(*arguments: str) -> tuple[int, dict[str, object]]:
        capsys.readouterr()
        status = main(["update", "--root", str(rivers), "--json", *arguments])
        return status, json.loads(capsys.readouterr().out)

    return update


def environment(server: Server, tmp_path: Path) -> dict[str, str]:
    return {
        **server.environment,
        "SOURCE_DATE_EPOCH": DAY,
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "EVIDENCE_DEADLINE": "8",
        "NCBI_API_KEY": "s3cret-key",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }


def state(root: Path) -> dict[str, str]:
    """The files of a project that belong to it: no bodies of replies, no traces of work."""
    paths = [
        path
        for name in ("data", "bibliography")
        for path in (root / name).rglob("*")
        if path.is_file()
    ]
    return {
        str(path.relative_to(root)): path.read_text()
        for path in sorted(paths)
        if "snapshots" not in str(path)
    }


def changed(before: dict[str, str], after: dict[str, str]) -> dict[str, list[str]]:
    """The lines of each file that are new."""
    return {
        name: [line for line in text.splitlines() if line not in before.get(name, "").splitlines()]
        for name, text in after.items()
        if text != before.get(name)
    }


def test_everything_new_comes_in_and_everything_else_stays(
    rivers: Path, run: Callable[..., tuple[int, dict[str, object]]], server: Server
) -> None:
    before = state(rivers)
    status, told = run()
    assert status == 0, told["findings"]
    new = changed(before, state(rivers))
    assert sorted(new) == [
        "bibliography/found.jsonl",
        "bibliography/notices.yml",
        "data/registered_trials.yml",
        "data/screening.csv",
        "data/topic.yml",
    ]
    assert new["data/topic.yml"] == [
        "last_search: 2025-11-26",
        "    last: 2025-11-26",
        "    not_yet_run: false",
        "    last: 2025-11-26",
    ]
    assert (
        (rivers / "data/topic.yml")
        .read_text()
        .endswith("    query: river fever\n    last: 2025-11-26\n")
    )
    assert [line.split(",")[:3] for line in new["data/screening.csv"]] == [
        [TODAY, "search: pubmed-rivers", "PMID 101"],
        [TODAY, "search: pubmed-rivers", "PMID 102"],
        [TODAY, "search: register-rivers", "NCT00000003"],
        [TODAY, "register entry of a noted trial", "NCT00000001"],
    ]
    assert new["data/screening.csv"][3].endswith(
        ",awaiting,results posted on the register on 2025-10-02,"
    )
    assert new["data/registered_trials.yml"] == [
        '  status: "Completed; noted before: Recruiting; see the news of May"',
        "  as_of: 2025-10-02",
        "  seen: 2025-11-26",
        "  seen: 2025-11-26",
        "  as_of: 2024-03-01",
        "  also: [https://clinicaltrials.gov/study/NCT00000002]",
    ]
    assert new["bibliography/notices.yml"] == [
        "  erratum: none seen",
        '  looked_at: "https://example.org/paper; PubMed, Crossref"',
        "  date: 2025-11-26",
    ]
    assert [one["code"] for one in told["findings"] if one["severity"] == "warning"] == ["W273"]  # type: ignore[index, attr-defined]
    assert b"s3cret" not in b"".join(
        path.read_bytes() for path in rivers.rglob("*") if path.is_file()
    )
    searched = next(one for one in server.asked if one.path.endswith("esearch.fcgi"))
    assert searched.parameters["mindate"] == "2025/08/25"


def test_a_second_run_on_the_same_day_changes_nothing(
    rivers: Path, run: Callable[..., tuple[int, dict[str, object]]], server: Server
) -> None:
    run()
    first, asked = state(rivers), len(server.asked)
    status, told = run()
    assert (status, state(rivers)) == (0, first)
    assert len(server.asked) == asked
    assert [one["found"] for one in told["searches"]] == [0, 0]  # type: ignore[index, attr-defined]
    assert told["trials"][0]["changes"] == []  # type: ignore[index]


def test_a_query_that_was_changed_is_asked_on_the_same_day(
    rivers: Path, run: Callable[..., tuple[int, dict[str, object]]], server: Server
) -> None:
    run()
    topic = rivers / "data/topic.yml"
    topic.write_text(topic.read_text().replace("query: river fever\n", "query: fever of rivers\n"))
    asked = len(server.asked)
    run("--only", "searches")
    assert [one.path for one in server.asked[asked:]] == ["/register/studies"]


def test_a_retraction_is_written_down_where_it_is_seen(
    rivers: Path, run: Callable[..., tuple[int, dict[str, object]]], server: Server
) -> None:
    server.shelf.articles[11111111] = article(11111111, extra=RETRACTED)
    status, told = run("--only", "notices")
    assert status == 0
    text = (rivers / "bibliography/notices.yml").read_text()
    assert '  retraction: "seen: J Rivers. 2025;9:1, PMID 33333333"\n' in text
    assert 'concern: "seen: a letter of the editor"   # in the library\n' in text
    assert len(told["notices"][0]["changes"]) == 1  # type: ignore[index, arg-type]
    # What was seen stays, whatever the services say later.
    server.shelf.articles[11111111] = article(11111111)
    shutil.rmtree(rivers / "bibliography/snapshots")
    status, told = run("--only", "notices")
    assert (rivers / "bibliography/notices.yml").read_text() == text
    assert [one["code"] for one in told["findings"]].count("W273") == 2  # type: ignore[index, attr-defined]


def test_a_dry_run_writes_nothing(
    rivers: Path, run: Callable[..., tuple[int, dict[str, object]]], server: Server
) -> None:
    before = sorted(path for path in rivers.rglob("*") if ".evidence" not in str(path))
    content = state(rivers)
    status, told = run("--dry-run")
    assert status == 0
    assert told["dry_run"]
    assert told["searches"][0]["new"] == ["PMID 101", "PMID 102"]  # type: ignore[index]
    assert state(rivers) == content
    assert sorted(path for path in rivers.rglob("*") if ".evidence" not in str(path)) == before
    assert server.asked


def test_what_succeeds_is_kept_when_something_fails(
    rivers: Path, run: Callable[..., tuple[int, dict[str, object]]], server: Server
) -> None:
    before = state(rivers)
    server.plan = [bad.status(503)] * 4
    status, told = run("--only", "searches")
    assert status == 1
    lines = [one["message"] for one in told["findings"] if one["severity"] == "error"]  # type: ignore[index, attr-defined]
    assert len(lines) == 1
    assert lines[0].startswith(
        "PubMed: the search pubmed-rivers could not be looked up: the service answered 503 (4 tries)"
    )
    new = changed(before, state(rivers))
    assert [line.split(",")[2] for line in new["data/screening.csv"]] == ["NCT00000003"]
    # The search that failed stays due, and so does the whole.
    assert new["data/topic.yml"] == ["    last: 2025-11-26"]
    status, told = run("--only", "searches")
    assert status == 0
    assert changed(before, state(rivers))["data/topic.yml"] == [
        "last_search: 2025-11-26",
        "    last: 2025-11-26",
        "    not_yet_run: false",
        "    last: 2025-11-26",
    ]


def test_a_record_left_out_of_the_reply_keeps_the_search_due(
    rivers: Path, run: Callable[..., tuple[int, dict[str, object]]], server: Server
) -> None:
    del server.shelf.articles[102]
    status, told = run("--only", "searches")
    assert status == 1
    assert [one["code"] for one in told["findings"] if one["severity"] == "error"] == ["E274"]  # type: ignore[index, attr-defined]
    text = (rivers / "data/screening.csv").read_text()
    assert "PMID 101" in text
    assert "last: 2025-09-01" in (rivers / "data/topic.yml").read_text()


def test_without_network_each_service_is_told_once(
    rivers: Path, run: Callable[..., tuple[int, dict[str, object]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(rivers)
    for name in ("PUBMED", "REGISTER", "CROSSREF", "EUROPE_PMC"):
        monkeypatch.setenv(f"EVIDENCE_{name}", "http://127.0.0.1:9/")
    status, told = run()
    assert status == 1
    errors = [one for one in told["findings"] if one["severity"] == "error"]  # type: ignore[index, attr-defined]
    assert len(errors) == 5
    assert all("Is there a network?" in one["message"] for one in errors)
    assert state(rivers) == before


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_any_moment_it_ends_as_if_it_had_not_been(
    rivers: Path, server: Server, tmp_path: Path, seed: int
) -> None:
    server.shelf.articles |= {number: article(number) for number in range(200, 230)}
    server.shelf.found = [*server.shelf.found, *range(200, 230)]
    undisturbed = tmp_path / "undisturbed"
    shutil.copytree(rivers, undisturbed)
    surroundings = {**os.environ, **environment(server, tmp_path)}
    # The same as `evidence update`, but for the waits between requests.
    command = [*COMMAND, "update", "--json", "--root"]
    start = time.monotonic()
    whole = subprocess.run(
        [*command, str(undisturbed)], env=surroundings, capture_output=True, check=True
    )
    duration = time.monotonic() - start
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    for _ in range(4):
        running = subprocess.Popen(
            [*command, str(rivers)], env=surroundings, stdout=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.2, 1.0) * duration)
        running.kill()
        running.wait()
    last = subprocess.run(
        [*command, str(rivers)], env=surroundings, capture_output=True, check=True
    )
    assert state(rivers) == state(undisturbed)
    assert json.loads(whole.stdout)["ok"]
    assert json.loads(last.stdout)["ok"]
