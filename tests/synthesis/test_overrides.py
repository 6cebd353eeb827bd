"""Reasons that a curator set aside: for one number, on one page, and never what is false."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from made_up import Made, counted, number

from generator.files.load import load_evidence
from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.pooling_override import PoolingOverride
from generator.synthesis.bodies_of_evidence import form_bodies
from generator.synthesis.candidates import candidates
from generator.synthesis.estimate import Estimate, estimate
from generator.synthesis.overrides import OVERRIDABLE, is_known
from generator.synthesis.reasons import Reason

GROUPS = {"on": ("alphaone", 40), "pill": ("sugar-pill", 40)}
LATE = "two#share-on"
FILE = """\
- result: two#share-on
  reason: different time
  because: the people had long recovered by then
  by: A. Curator
  date: 2026-11-22
  population: grown-ups
"""


def override(reason: str, result: str = LATE, **fields: Any) -> PoolingOverride:
    return PoolingOverride(
        result=result,
        reason=reason,
        because="the people had long recovered by then",
        by="A. Curator",
        date=PartialDate.parse("2026-11-22"),
        **fields,
    )


def averaged(evidence: Evidence, *overrides: PoolingOverride) -> Estimate:
    changed = dataclasses.replace(evidence, pooling_overrides=overrides)
    first, *_ = form_bodies(changed, candidates(changed, "grown-ups", "fever"))
    return estimate(changed, first)


def two_trials(made: Made, **changes: Any) -> Evidence:
    """Return two trials of which the second was measured much later, or otherwise changed."""
    rows = (counted("on", 12, 40), counted("pill", 20, 40))
    made.trial("one", GROUPS, rows)
    changes = changes or {"time": dataclasses.replace(rows[0].time, value=number("48"))}
    made.trial("two", GROUPS, [dataclasses.replace(row, **changes) for row in rows])
    return made.evidence


def members(found: Estimate) -> list[str]:
    return sorted(entry.candidate.study.id for entry in found.inputs)


def test_a_reason_that_is_set_aside_keeps_nothing_out_and_stands_with_the_average(
    made: Made,
) -> None:
    evidence = two_trials(made)
    assert averaged(evidence).pooled is None
    aside = override("different time")
    found = averaged(evidence, aside)
    assert members(found) == ["one", "two"]
    assert found.pooled is not None
    assert found.overrides == (aside,)


@pytest.mark.parametrize(
    "fields",
    [
        {"reason": "different subtype"},
        {"reason": "different time", "result": "two#another"},
        {"reason": "different time", "population": "children"},
        {"reason": "no such reason"},
    ],
)
def test_it_holds_for_its_number_its_reason_and_its_page_alone(made: Made, fields: Any) -> None:
    assert len(averaged(two_trials(made), override(**fields)).inputs) == 1


def test_a_page_that_is_named_is_the_page_on_which_it_holds(made: Made) -> None:
    found = averaged(two_trials(made), override("different time", population="grown-ups"))
    assert members(found) == ["one", "two"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"interim": True}, Reason.INTERIM),
        ({"same_as": "other"}, Reason.REPEAT),
        ({"collected": True}, Reason.COLLECTED),
        ({"unit": "knees"}, Reason.NOT_PEOPLE),
        ({"events": None}, Reason.NO_COUNT),
        ({"measure": "unlisted", "domain": "fever"}, Reason.NO_DEFINITION),
    ],
)
def test_what_is_false_or_counted_twice_stays_out_whoever_wishes_it_in(
    made: Made, changes: Any, reason: Reason
) -> None:
    aside = override(reason.value)
    assert reason not in OVERRIDABLE
    assert not is_known(aside)
    assert members(averaged(two_trials(made, **changes), aside)) == ["one"]


def test_one_group_of_a_trial_stays_out_too(made: Made) -> None:
    evidence = two_trials(made)
    late = evidence.studies["two"]
    made.trial("two", GROUPS, late.results[:1])
    assert members(averaged(made.evidence, override(Reason.ONE_GROUP.value))) == ["one"]
    assert {Reason.RETRACTED, Reason.ONE_GROUP, Reason.OVERLAP}.isdisjoint(OVERRIDABLE)


def test_the_file_of_a_project_is_read(project: Path) -> None:
    (project / "data" / "pooling_overrides.yml").write_text(FILE, encoding="utf-8")
    evidence, _ = load_evidence(project)
    assert evidence is not None
    (read,) = evidence.pooling_overrides
    assert read == override("different time", population="grown-ups")
