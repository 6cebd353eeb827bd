"""A hundred people as dots: as many filled as the figures above them say."""

from collections.abc import Sequence

import pytest
from lxml import html
from made_up import POPULATION, Made, measured, summary

from generator.html.dot_field import dot_fields
from generator.model.evidence import Evidence
from generator.synthesis.bodies_of_evidence import form_bodies
from generator.synthesis.candidates import candidates
from generator.synthesis.estimate import estimate
from generator.synthesis.trial_findings import TrialFinding, finding_of


def finding(evidence: Evidence, domain: str = "fever") -> TrialFinding:
    (body,) = form_bodies(evidence, candidates(evidence, POPULATION, domain))
    return finding_of(estimate(evidence, body))


@pytest.mark.parametrize(
    ("tables", "filled"),
    [
        # A ratio of 0.5 in both: of 20 in 100 without the drug, 10 are left with it.
        ([(10, 100, 20, 100), (20, 200, 40, 200)], {"control": 20, "drug": 10}),
        ([(90, 100, 45, 100), (90, 100, 45, 100)], {"control": 45, "drug": 90}),
    ],
)
def test_as_many_dots_are_filled_as_people_had_the_outcome(
    made: Made, tables: Sequence[tuple[int, int, int, int]], filled: dict[str, int]
) -> None:
    made.counted_trials(tables)
    fields = dot_fields(finding(made.evidence))
    assert fields is not None
    drawn = {}
    for field in html.fromstring(str(fields)).xpath("./*[@data-ev-group]"):
        assert len(field.xpath(".//circle")) == 100
        drawn[field.get("data-ev-group")] = len(field.xpath(".//*[@class='ev-dot-filled']"))
        assert f"{drawn[field.get('data-ev-group')]} of 100" in field.text_content()
    assert drawn == filled


def test_a_rare_outcome_is_not_told_of_a_hundred_dots(made: Made) -> None:
    made.counted_trials([(10, 1000, 20, 1000), (10, 1000, 20, 1000)])
    assert dot_fields(finding(made.evidence)) is None


def test_means_are_no_people(made: Made) -> None:
    groups = {"on": ("alphaone", 40), "pill": ("sugar-pill", 40)}
    rows = [measured(arm, 40, summary(mean="20", sd="4")) for arm in groups]
    made.trial("one", groups, rows)
    made.trial("two", groups, rows)
    assert dot_fields(finding(made.evidence, "strength")) is None
