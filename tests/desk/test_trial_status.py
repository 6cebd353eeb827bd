"""What the register says now, beside what was noted: in words, once, and only where it is new."""

from datetime import date
from pathlib import Path

import pytest

from generator.desk.trial_status import TrialsStep, numbers_of, with_status
from generator.files.load import load_evidence
from generator.model.citation import Citation
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
