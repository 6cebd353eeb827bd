"""What a study offers to a synthesis: on which drug, in which form, beside whom, after how long."""

import dataclasses
from decimal import Decimal
from typing import Any

import pytest
from made_up import Made, count, number, summary

from generator.model.evidence import Evidence
from generator.model.result import ContinuousResult, NarrativeResult, Result, TimePoint
from generator.synthesis.candidates import (
    Candidate,
    candidate,
    candidates,
    class_of,
    drugs_of,
    weeks_of,
)

TRIAL = "randomised-trial"


def ids(evidence: Evidence, domain: str = "fever") -> list[str]:
    return [offered.address for offered in candidates(evidence, "grown-ups", domain)]


def first(made: Made, name: str) -> Candidate:
    study = made.evidence.studies[name]
    return candidate(made.evidence, study, study.results[0])


def controlled(made: Made, *controls: dict[str, Any], **changes: Any) -> Candidate:
    """Return what a share of a trial offers beside these shares of its other groups."""
    beside = tuple(
        made.share(
            "trial", 4, 20, **{"design": TRIAL, "id": f"beside{place}", "arm": "pill"} | each
        )
        for place, each in enumerate(controls)
    )
    made.share("trial", 9, 21, design=TRIAL, others=beside, **changes)
    return first(made, "trial")


@pytest.mark.parametrize(
    ("value", "unit", "weeks"),
    [
        ("14", "days", Decimal(2)),
        ("14", "Day", Decimal(2)),
        ("12", " weeks ", Decimal(12)),
        ("84", "months", Decimal("365.25")),
        ("28", "years", 4 * Decimal("365.25")),
        ("12", "hours", None),
        ("12", None, None),
        (">12", "weeks", None),
        (None, "weeks", None),
    ],
)
def test_twelve_months_are_a_year_of_weeks(
    value: str | None, unit: str | None, weeks: Decimal | None
) -> None:
    found = weeks_of(TimePoint(value=value and number(value), unit=unit))  # type: ignore[arg-type]
    assert (found and round(found, 9)) == weeks


def test_no_time_is_no_length_of_time() -> None:
    assert weeks_of(None) is None
    assert weeks_of(TimePoint(label="at the end")) is None


def test_a_drug_belongs_to_the_class_of_its_role_and_else_stands_for_itself(
    small: Evidence,
) -> None:
    assert class_of(small, "alphaone") == class_of(small, "alphatwo") == "alphadrug"
    assert class_of(small, "alphadrug") == "alphadrug"
    assert class_of(small, "sugar-pill") == "sugar-pill"
    assert class_of(small, "no-such-drug") is None
    assert class_of(small, None) is None


def test_drugs_are_named_once_in_the_order_of_the_vocabulary_without_controls(made: Made) -> None:
    made.share("large", 5, 90, drug="alphatwo")
    made.share("small", 5, 10, drug="alphaone")
    made.share("again", 5, 10, drug="alphaone")
    everyone = candidates(made.evidence, "grown-ups", "fever")
    assert drugs_of(made.evidence, everyone) == ("alphaone", "alphatwo")
    placebo = dataclasses.replace(everyone[0], drug="sugar-pill")
    unknown = dataclasses.replace(everyone[0], drug=None)
    assert drugs_of(made.evidence, [placebo, unknown]) == ()


def test_treatment_studies_stand_before_others_and_the_largest_first(made: Made) -> None:
    made.share("other", 5, 99, evidence="comparator")
    made.share("few", 5, 10)
    made.share("many", 5, 20)
    made.share("safety", 5, 50, evidence="safety")
    made.share("elsewhere", 5, 50, populations=("children",))
    made.share("strong", 5, 50, measure="river-score")
    assert ids(made.evidence) == ["many#response", "few#response", "other#response"]
    assert ids(made.evidence, "strength") == ["strong#response"]


@pytest.mark.parametrize(
    ("kind", "beside", "offered"),
    [
        ("treatment", "sugar-pill", False),
        ("treatment", "old-drug", False),
        ("treatment", "alphatwo", True),
        ("treatment", "unknown-drug", True),
        ("comparator", "sugar-pill", False),
        # In a trial of the old drug the old drug is what was studied.
        ("comparator", "old-drug", True),
    ],
)
def test_a_group_that_only_serves_as_control_is_offered_by_none(
    made: Made, kind: str, beside: str, offered: bool
) -> None:
    control = made.share("trial", 4, 20, design=TRIAL, id="beside", arm="pill")
    made.share("trial", 9, 21, design=TRIAL, others=(control,), evidence=kind, beside=beside)
    old = dataclasses.replace(made.evidence.drugs["alphaone"], id="old-drug", role="comparator")
    evidence = dataclasses.replace(made.evidence, drugs={**made.evidence.drugs, "old-drug": old})
    assert ("trial#beside" in ids(evidence)) is offered
    assert "trial#response" in ids(evidence)


def test_a_result_without_a_group_is_offered_and_has_the_drug_of_its_study(made: Made) -> None:
    made.share("one", 5, 10, arm=None)
    (offered,) = candidates(made.evidence, "grown-ups", "fever")
    assert (offered.drug, offered.control, offered.comparator) == ("alphaone", None, None)


def test_the_one_count_beside_a_share_is_its_control(made: Made) -> None:
    offered = controlled(made, {})
    assert offered.control is not None
    assert offered.control.id == "beside0"
    assert (offered.comparator, offered.contrast) == ("sugar-pill", "randomised")
    assert offered.people == 21 + 20
    assert offered.definition == ("fever-free", "two groups", "risk-ratio", "")


@pytest.mark.parametrize(
    "controls",
    [
        [],
        [{}, {}],
        [{"time": "24 weeks"}],
        [{"measure": "fever-wholly"}],
        [{"interim": True}],
    ],
)
def test_of_no_or_several_counts_beside_a_share_none_is_chosen(
    made: Made, controls: list[dict[str, Any]]
) -> None:
    offered = controlled(made, *controls)
    assert (offered.control, offered.comparator, offered.people) == (None, "sugar-pill", 21)
    assert offered.definition == ("fever-free", "share", "", "")


@pytest.mark.parametrize("changes", [{"subgroup": "the oldest"}, {"beside": "alphatwo"}])
def test_a_part_of_a_group_and_two_drugs_of_the_topic_have_no_control(
    made: Made, changes: dict[str, Any]
) -> None:
    assert controlled(made, {}, **changes).control is None


def test_a_control_without_its_total_adds_nobody(made: Made) -> None:
    assert controlled(made, {"total": None}).people == 21
    assert controlled(made, {}, total=None).people == 20


def test_counts_are_said_only_where_both_are_printed(made: Made) -> None:
    made.share("one", 5, 10)
    offered = first(made, "one")
    assert offered.counts == (5, 10)
    for lacking in ("events", "total"):
        bare = dataclasses.replace(offered.result, **{lacking: None})
        with pytest.raises(ValueError, match="one#response has no count of people"):
            _ = dataclasses.replace(offered, treated=(bare,)).counts


def test_each_kind_of_result_has_its_form(made: Made) -> None:
    share = made.share("one", 5, 10)
    shared = {name: getattr(share, name) for name in Result.__dataclass_fields__}
    end = summary(mean="20")
    level = ContinuousResult(**{**shared, "kind": "continuous"}, follow_up=end)
    told = NarrativeResult(**{**shared, "kind": "narrative"}, finding="In words.", direction="better")  # fmt: skip
    made.ratio("two", "0.5", "0.3", "0.8")
    study = made.evidence.studies["two"]
    made.change("three", 10, end, end)
    forms = {
        "share": share,
        "level": level,
        "change": made.evidence.studies["three"].results[0],
        "comparison": study.results[0],
        "words": told,
    }
    for form, result in forms.items():
        assert candidate(made.evidence, study, result).form == form
    for more in ({"baseline": end}, {"change": end}):
        known = dataclasses.replace(level, **more)
        assert candidate(made.evidence, study, known).form == "change"


def test_a_comparison_is_defined_by_its_effect_and_a_figure_by_its_unit(made: Made) -> None:
    made.ratio("two", "0.5", "0.3", "0.8", effect="odds-ratio")
    offered = first(made, "two")
    assert offered.definition == ("fever-free", "two groups", "odds-ratio", "")
    assert (offered.comparator, offered.address) == ("sugar-pill", "two#response")
    made.share("one", 5, 10, unit="knees")
    assert first(made, "one").definition == ("fever-free", "share", "", "knees")
    assert first(made, "one").contrast == "single-arm"


def test_a_comparison_with_its_own_number_of_people_stands_on_that(made: Made) -> None:
    made.ratio("two", "0.5", "0.3", "0.8", total=count(30))
    assert first(made, "two").people == 30
    made.ratio("two", "0.5", "0.3", "0.8", total=None)
    assert first(made, "two").people == 40 + 40
