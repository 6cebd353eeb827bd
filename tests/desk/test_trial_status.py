"""What the register says now, beside what was noted: in words, once, and only where it is new."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from generator.desk.trial_status import TrialsStep, numbers_of, with_status
from generator.files.load import load_evidence
from generator.model.citation import Citation
from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.found import FoundRecord, RegisterEntry
from generator.model.identifier import Registration
from generator.model.reference import ScreeningRecord
from generator.model.register import RegisteredTrial

DAY = date(2025, 11, 26)
NUMBER = Registration.parse("NCT00000001")
ENTRY = """- id: river-trial
  registration: NCT00000001
  title: Alphaone in river fever
  drugs: [alphaone]
  status: {status}
  url: https://clinicaltrials.gov/study/NCT00000001
  where: register page
  {as_of}seen: 2024-08-01
  extraction: {{first: 2024-08-01, second: 2024-08-01, status: agreed, corrections: []}}
"""


def noted(
    project: Path, status: str, as_of: str = "as_of: 2024-02-01\n  "
) -> tuple[bytes, tuple[RegisteredTrial, ...]]:
    content = ENTRY.format(status=status, as_of=as_of).encode()
    (project / "data/registered_trials.yml").write_bytes(content)
    evidence, findings = load_evidence(project)
    assert evidence is not None, findings
    return content, evidence.registered_trials


def looked(
    project: Path,
    status: str,
    register: RegisterEntry,
    screening: list[ScreeningRecord],
    **more: str,
) -> TrialsStep:
    content, trials = noted(project, status, **more)
    record = FoundRecord(citation=Citation(key="", title="Alphaone"), register=register)
    return with_status(content, trials, {NUMBER: record}, screening, DAY)


def entry(
    status: str = "COMPLETED", results_posted: str = "", why_stopped: str = ""
) -> RegisterEntry:
    return RegisterEntry(
        registration=NUMBER,
        status=status,
        has_results=bool(results_posted),
        results_posted=results_posted,
        why_stopped=why_stopped,
        last_update_posted="2025-10-02",
    )


@pytest.mark.parametrize(
    ("before", "now", "after"),
    [
        ("Recruiting", entry(), "Completed"),
        ("Completed", entry(), "Completed"),
        ("completed, says the copy", entry(), "completed, says the copy"),
        (
            "Unknown (one page); Recruiting (another)",
            entry(),
            '"Completed; noted before: Unknown (one page); Recruiting (another)"',
        ),
        ('"Completed; noted before: old words"', entry("TERMINATED"), "Terminated"),
        (
            "Recruiting",
            entry("TERMINATED", why_stopped="no money: none."),
            '"Terminated (no money: none)"',
        ),
        ("Active, not recruiting", entry("ACTIVE_NOT_RECRUITING"), "Active, not recruiting"),
        ("Recruiting", entry("NEW_KIND"), "New kind"),
        ("Recruiting", entry(""), "Recruiting"),
    ],
)
def test_a_status_is_written_in_words_and_remarks_stay(
    project: Path, before: str, now: RegisterEntry, after: str
) -> None:
    done = looked(project, before, now, [])
    assert f"  status: {after}\n".encode() in done.content
    assert bool(done.changes) == (f"status: {before}" != f"status: {after}")
    (project / "data/registered_trials.yml").write_bytes(done.content)
    again, findings = load_evidence(project)
    assert again is not None, findings
    assert with_status(done.content, again.registered_trials, {}, [], DAY).content == done.content


ROW = ScreeningRecord(
    date_found="2025-11-01",
    found_by="register",
    identifier="NCT00000001",
    title="",
    decision="excluded",
    reason="results posted on the register on 2025-10-02",
    study="",
    line=2,
)


@pytest.mark.parametrize(
    ("posted", "as_of", "rows", "is_new"),
    [
        ("2025-10-02", "as_of: 2024-02-01\n  ", [], True),
        ("2025-10-02", "as_of: 2024-02-01\n  ", [ROW], False),
        ("2024-01-01", "as_of: 2024-02-01\n  ", [], False),
        ("2020-01-01", "", [], True),
        ("", "", [], False),
    ],
)
def test_results_are_new_once(
    project: Path, posted: str, as_of: str, rows: list[ScreeningRecord], is_new: bool
) -> None:
    done = looked(project, "Completed", entry(results_posted=posted), rows, as_of=as_of)
    assert bool(done.posted) == is_new


def test_trials_of_other_registers_are_not_asked_for(evidence: Evidence) -> None:
    numbers = numbers_of(evidence.registered_trials)
    assert len(numbers) > 5
    assert {number.register for number in numbers.values()} == {"ClinicalTrials.gov"}


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("RECRUITING", "Recruiting"),
        ("Active not recruiting", "Active, not recruiting"),
        ("NOT_YET_RECRUITING", "Not yet recruiting"),
        ("TEMPORARILY_NOT_AVAILABLE", "Temporarily not available"),
    ],
)
def test_a_new_status_is_told_with_the_one_before_and_its_day(
    project: Path, status: str, words: str
) -> None:
    done = looked(project, "Withdrawn", entry(status), [])
    assert done.changes == (
        f"NCT00000001: status was Withdrawn; is {words} (register, last update posted 2025-10-02)",
    )


def test_a_status_that_only_begins_alike_is_another_one(project: Path) -> None:
    done = looked(project, "Completedly", entry(), [])
    assert len(done.changes) == 1
    assert looked(project, "Completed (2024)", entry(), []).changes == ()


def test_the_day_of_the_look_and_of_the_page_are_written_and_nothing_else(project: Path) -> None:
    done = looked(project, "Completed", entry(), [])
    before, _ = noted(project, "Completed")
    expected = before.replace(b"as_of: 2024-02-01", b"as_of: 2025-10-02")
    assert done.content == expected.replace(b"seen: 2024-08-01", b"seen: 2025-11-26")
    assert (done.changes, done.posted, done.findings) == ((), (), ())
    undated = dataclasses.replace(entry(), last_update_posted="")
    done = looked(project, "Completed", undated, [])
    assert done.content == before.replace(b"seen: 2024-08-01", b"seen: 2025-11-26")


def test_what_was_seen_today_and_says_the_same_stays_to_the_byte(project: Path) -> None:
    same = dataclasses.replace(entry(), last_update_posted="2024-02-01")
    content, trials = noted(project, "Completed")
    trials = tuple(
        dataclasses.replace(trial, seen=PartialDate.parse("2025-11-26")) for trial in trials
    )
    record = FoundRecord(citation=Citation(key="", title="Alphaone"), register=same)
    assert with_status(content, trials, {NUMBER: record}, [], DAY).content == content


@pytest.mark.parametrize("record", [None, FoundRecord(citation=Citation(key="", title="x"))])
def test_a_trial_of_which_the_register_gave_nothing_stays(
    project: Path, record: FoundRecord | None
) -> None:
    content, trials = noted(project, "Recruiting")
    records = {} if record is None else {NUMBER: record}
    assert with_status(content, trials, records, [], DAY) == TrialsStep(content, (), (), ())


def test_the_page_of_the_register_is_added_where_the_entry_was_read_elsewhere(
    project: Path,
) -> None:
    path = project / "data/registered_trials.yml"
    for also, listed in (
        ("", "[https://clinicaltrials.gov/study/NCT00000001]"),
        (
            '\n  also: ["https://example.org/?a=1&b=2"]',
            '["https://example.org/?a=1&b=2", https://clinicaltrials.gov/study/NCT00000001]',
        ),
    ):
        text = ENTRY.format(status="Recruiting", as_of="").replace(
            "url: https://clinicaltrials.gov/study/NCT00000001", f"url: https://example.org{also}"
        )
        path.write_text(text, encoding="utf-8")
        evidence, findings = load_evidence(project)
        assert evidence is not None, findings
        record = FoundRecord(citation=Citation(key="", title="Alphaone"), register=entry())
        trials = evidence.registered_trials
        done = with_status(text.encode(), trials, {NUMBER: record}, [], DAY)
        assert f"  also: {listed}\n".encode() in done.content


def test_an_entry_of_another_shape_is_a_finding_and_the_others_go_on(project: Path) -> None:
    content, trials = noted(project, "Recruiting")
    flow = b"- {id: river-trial, status: Recruiting}\n"
    record = FoundRecord(citation=Citation(key="", title="Alphaone"), register=entry())
    done = with_status(flow, trials, {NUMBER: record}, [], DAY)
    assert done.content == flow
    assert done.changes == ()
    (finding,) = done.findings
    assert finding.place.file == "data/registered_trials.yml"
    assert content != flow


@pytest.mark.parametrize(
    ("posted", "is_new"),
    [("2024-02-01", False), ("2024-02-02", True), ("2024-02", False), ("in spring", True)],
)
def test_results_posted_after_the_day_of_the_page_are_new(
    project: Path, posted: str, is_new: bool
) -> None:
    done = looked(project, "Completed", entry(results_posted=posted), [])
    assert bool(done.posted) is is_new
    if is_new:
        assert done.changes == (f"NCT00000001: results posted on the register on {posted}",)
        assert done.posted[0].title == "Alphaone"


@pytest.mark.parametrize(
    ("changes", "is_new"),
    [({"identifier": "NCT00000002"}, True), ({"reason": "no results"}, True), ({}, False)],
)
def test_results_are_new_unless_a_row_of_that_trial_says_so(
    project: Path, changes: dict[str, str], is_new: bool
) -> None:
    row = dataclasses.replace(ROW, **changes)
    assert bool(looked(project, "Completed", entry("", "2025-01-01"), [row]).posted) is is_new


def test_results_without_a_day_are_new(project: Path) -> None:
    undated = dataclasses.replace(entry(), has_results=True)
    done = looked(project, "Completed", undated, [])
    assert done.posted[0].reason == "results posted on the register on a day not given"
