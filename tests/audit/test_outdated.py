"""What became old by itself: told by the day of whoever looks, and by no acceptance for good."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.audit.catalogue import audit
from generator.audit.rules.outdated import planned_end
from generator.cli import main
from generator.files.load import load_evidence
from generator.model.evidence import Evidence

DRUGS = """- id: alphaone
  label: Alphaone
  role: alphadrug
  approvals:
    - region: United States (FDA)
      indication: river fever
      status: not approved at the date of the source
      decision: not-approved
      date: 2024-08-20
      url: https://example.org/approval
      where: page 1
      seen: 2024-08-20
- {id: alphatwo, label: Alphatwo, role: alphadrug}
- {id: alphadrug, label: "Alphadrug, not named", role: class}
- {id: sugar-pill, label: Sugar pill, role: control}
"""
ACCEPTED = """- code: W385
  at: "data/vocabulary/drugs.yml:alphaone"
  reason: The regulator could not be asked.
  by: a curator
  date: 2024-12-01
"""
SEARCH = """searches:
  - {id: openfda, service: openfda, query: QUERY, last: 2024-12-01}
"""


@pytest.fixture
def old(project: Path) -> Path:
    """The small project with an approval status of 20 August 2024."""
    (project / "data/vocabulary/drugs.yml").write_text(DRUGS)
    return project


def codes(root: Path, today: date | None = None) -> list[str]:
    evidence, _ = load_evidence(root)
    assert evidence is not None
    findings = audit(replace(evidence, today=today)).findings
    return [finding.code for finding in findings if finding.code in {"W385", "W400"}]


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (None, []),
        (date(2024, 11, 20), []),
        (date(2024, 11, 21), ["W385"]),
        # A clock that goes wrong makes nothing younger than the data.
        (date(1999, 1, 1), []),
    ],
)
def test_a_status_grows_old_by_the_day_of_whoever_looks(
    old: Path, today: date | None, found: list[str]
) -> None:
    assert codes(old, today) == found


def test_the_check_goes_by_the_clock_and_a_build_by_the_data(
    old: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for epoch, found in (("1725100000", False), ("1764115200", True)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert main(["check", "--root", str(old), "--json"]) == 0
        told = json.loads(capsys.readouterr().out)["findings"]
        assert ("W385" in {finding["code"] for finding in told}) is found
    assert codes(old) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("every drug", []),
        ("alphaone", []),
        ("alphadrug, sugar-pill", []),
        ("alphatwo", ["W385"]),
    ],
)
def test_a_regulator_that_was_asked_is_a_look_at_the_drugs_it_was_asked_about(
    old: Path, query: str, found: list[str]
) -> None:
    with (old / "data/topic.yml").open("a") as topic:
        topic.write(SEARCH.replace("QUERY", f'"{query}"'))
    assert codes(old, date(2025, 1, 1)) == found
    assert codes(old, date(2025, 3, 2)) == ["W385"]


def test_a_look_at_one_regulator_is_none_at_another(old: Path) -> None:
    drugs = old / "data/vocabulary/drugs.yml"
    drugs.write_text(drugs.read_text().replace("United States (FDA)", "European Union (EMA)"))
    with (old / "data/topic.yml").open("a") as topic:
        topic.write(SEARCH.replace("QUERY", "every drug"))
    assert codes(old, date(2025, 1, 1)) == ["W385"]


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (date(2024, 12, 1), []),
        (date(2025, 3, 1), []),
        # Accepted for three months, and then to be looked at again.
        (date(2025, 3, 2), ["W385"]),
        (date(2024, 9, 1), ["W400"]),
    ],
)
def test_an_acceptance_of_what_ages_lapses(old: Path, today: date, found: list[str]) -> None:
    (old / "data/accepted.yml").write_text(ACCEPTED)
    assert codes(old, today) == found


def test_a_retired_record_grows_old_without_a_word(old: Path) -> None:
    with (old / "data/topic.yml").open("a") as topic:
        topic.write('retired: {date: 2024-09-01, reason: "The review ended."}\n')
    assert codes(old, date(2030, 1, 1)) == []


@pytest.mark.parametrize(
    ("printed", "end"),
    [
        ("2026-02-28", date(2026, 2, 28)),
        ("2022-02-28 (planned, on the copy seen)", date(2022, 2, 28)),
        ("2026-02", date(2026, 2, 28)),
        ("2026", date(2026, 12, 31)),
        ("February 28, 2026", date(2026, 2, 28)),
        ("28 February 2026", date(2026, 2, 28)),
        ("Feb. 2026 (estimated)", date(2026, 2, 28)),
        ("planned: September 30, 2020", date(2020, 9, 30)),
        ("Q3 2026", date(2026, 12, 31)),
        ("2026-13-01", None),
        ("31 February 2026", None),
        ("Monsoon 2026", date(2026, 12, 31)),
        ("when the river falls", None),
        ("10 people", None),
        ("", None),
    ],
)
def test_the_end_of_a_trial_is_read_from_the_words_of_the_register(
    printed: str, end: date | None
) -> None:
    assert planned_end(printed) == end


def test_the_record_explains_all_that_is_old_on_the_day_of_its_data(evidence: Evidence) -> None:
    open_findings = [
        finding for finding in audit(evidence).findings if "W385" <= finding.code <= "W388"
    ]
    assert open_findings == []
    assert {"W385", "W386", "W387", "W388"} <= {acceptance.code for acceptance in evidence.accepted}
