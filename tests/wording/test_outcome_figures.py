"""The figures behind a sentence: comparisons by verdict, earlier patients, groups without a control."""

import dataclasses
from typing import Any

import pytest
from made_up import POPULATION, Made, count, number
from rated_outcomes import DRUG, rated

from generator.model.evidence import Evidence
from generator.model.result import NarrativeResult, Result
from generator.synthesis.contrast import Contrast, ReportedFigure
from generator.synthesis.findings import Outcome
from generator.wording.inline_figures import plain
from generator.wording.outcome_figures import figures_behind, printed_so_far

replace: Any = dataclasses.replace
FAVOUR = {"better": (9, 1), "worse": (1, 9), "unclear": (5, 5), "perhaps": (7, 4)}


def outcome(small: Evidence, **changes: Any) -> Outcome:
    fields = {"id": "fever", "population": POPULATION, "label": "Fever", "measure": "fever-free"}
    rating = rated(small, "low", DRUG).certainty[0]
    return Outcome(**{**fields, "is_harm": False, "rating": rating, **changes})


def contrast(made: Made, name: str, verdict: str, **changes: Any) -> Contrast:
    """Return a comparison of ten people with ten, whose counts say what the verdict is."""
    happened, beside = FAVOUR[verdict]
    fields = {"populations": changes.pop("populations", (POPULATION,))}
    drug = made.share(name, happened, 10, design="randomised-trial", **fields)
    study = made.evidence.studies[name]
    control = replace(drug, id="control", arm="pill", events=count(beside))
    pair = Contrast(study, study.arms[0], study.arms[1], drug, control, (), concurrent=True)
    return replace(pair, **changes)  # type: ignore[no-any-return]


def told(finding: str, **changes: Any) -> NarrativeResult:
    fields = {"id": "told", "measure": "fever-free", "reported_as": "Fever free", "role": "other"}
    rest = {"kind": "narrative", "direction": finding, "source": "abstract", "where": "Results"}
    return NarrativeResult(**{**fields, **rest, "finding": "In words.", **changes})


def behind(made: Made, row: Outcome, *, in_lead: bool = False) -> str:
    return plain(figures_behind(made.evidence, row, compared_in_lead=in_lead))


def test_comparisons_stand_under_what_they_say(made: Made, small: Evidence) -> None:
    pairs = (contrast(made, "one", "better"), contrast(made, "two", "better"))
    said = behind(made, outcome(small, contrasts=pairs))
    assert said.startswith("Better on the drug: fever free, 90 of 100 v 10 of 100 on")
    assert "One); fever free, 90 of 100" in said.replace("not adjusted; ", "")
    assert "disagree" not in said
    mixed = (*pairs, contrast(made, "three", "worse"), contrast(made, "four", "unclear"))
    said = behind(made, outcome(small, contrasts=mixed))
    assert said.startswith("Studies disagree: their intervals do not overlap: fever free, 90 of")
    # One that shows no difference beside one that does is no disagreement.
    alike = (contrast(made, "five", "better"), contrast(made, "six", "perhaps"))
    said = behind(made, outcome(small, contrasts=alike))
    assert said.startswith("Better on the drug: fever free, 90 of 100 v 10 of 100 on")
    assert "70 of 100 v 40 of 100" in said
    assert "disagree" not in said
    in_lead = behind(made, outcome(small, contrasts=pairs), in_lead=True)
    assert in_lead == "How large a difference matters is not known."


@pytest.mark.parametrize(("comparisons", "more"), [(4, False), (5, True)])
def test_four_comparisons_are_said_and_the_rest_is_counted(
    made: Made, small: Evidence, comparisons: int, *, more: bool
) -> None:
    pairs = tuple(contrast(made, f"s{place}", "better") for place in range(comparisons))
    said = behind(made, outcome(small, contrasts=pairs))
    assert said.count("v 10 of 100") == 4
    assert said.endswith("1 more comparison in the summary of findings.") is more


def test_comparisons_among_other_people_say_among_whom(made: Made, small: Evidence) -> None:
    first = contrast(made, "one", "better", populations=("children",))
    said = behind(made, outcome(small, contrasts=(first,)))
    assert said.startswith("Compared among other people (children). Better on the drug: ")
    assert "on sugar pill" in said
    second = replace(first, drug=replace(first.drug, id="again"))
    shared = behind(made, outcome(small, contrasts=(first, second)))
    assert shared.startswith("Compared among other people (children; One, against sugar pill). ")
    assert "on sugar pill" not in shared
    here = contrast(made, "two", "better")
    twice = replace(here, drug=replace(here.drug, id="again"))
    assert "on sugar pill" in behind(made, outcome(small, contrasts=(here, twice)))


def test_of_a_bad_event_there_are_fewer_or_more(made: Made, small: Evidence) -> None:
    measures = made.evidence.measures
    event = replace(measures["fever-free"], id="fever", kind="event", better="lower", label="Fever")
    evidence = replace(made.evidence, measures={**measures, "fever": event})
    for verdict, words in (("worse", "Fewer on the drug: "), ("better", "More on the drug: ")):
        pair = contrast(made, verdict, verdict)
        bad = {side: replace(getattr(pair, side), measure="fever") for side in ("drug", "control")}
        row = outcome(small, contrasts=(replace(pair, **bad),))
        said = plain(figures_behind(evidence, row, compared_in_lead=False))
        assert said.startswith(words)


def test_comparisons_in_words_are_counted_by_what_they_say(made: Made, small: Evidence) -> None:
    pair = contrast(made, "one", "better")
    words = [
        replace(pair, drug=None, control=None, estimates=(told(finding),))
        for finding in ("better", "better", "worse")
    ]
    assert behind(made, outcome(small, contrasts=tuple(words))).startswith(
        "Comparisons told in words only: better on the drug (2), worse on the drug (1)."
    )


def test_people_treated_earlier_are_told_with_both_counts_or_not_at_all(
    made: Made, small: Evidence
) -> None:
    pair = contrast(made, "one", "better", concurrent=False)
    earlier = "Against people treated earlier, which is no fair comparison: 9 of 10 against 1 of 10"
    assert behind(made, outcome(small, contrasts=(pair,))) == f"{earlier} (One)."
    assert behind(made, outcome(small, contrasts=(replace(pair, control=None),))) == ""
    uncounted = replace(pair.control, events=None)
    assert behind(made, outcome(small, contrasts=(replace(pair, control=uncounted),))) == ""


def alone(made: Made, names: int, **changes: Any) -> tuple[ReportedFigure, ...]:
    for place in range(names):
        made.share(f"a{place}", 3, 10, **changes)
    studies = made.evidence.studies
    return tuple(
        ReportedFigure(studies[f"a{place}"], studies[f"a{place}"].results[0])
        for place in range(names)
    )


@pytest.mark.parametrize(("among", "shown"), [(None, 3), ((POPULATION,), 2), (("children",), 1)])
def test_fewer_figures_without_a_control_stand_beside_comparisons(
    made: Made, small: Evidence, among: tuple[str, ...] | None, shown: int
) -> None:
    pairs = (contrast(made, "one", "better", populations=among),) if among else ()
    row = outcome(small, contrasts=pairs, alone=alone(made, 5))
    said = behind(made, row, in_lead=True).removeprefix(
        "How large a difference matters is not known. "
    )
    assert said.startswith("Without a control group: 3 of 10 (fever free at 12 weeks; A0)")
    assert said.count("3 of 10") == shown
    assert said.endswith(f"; {5 - shown} more figures in the summary of findings.")
    whole = behind(made, replace(row, alone=row.alone[:shown]), in_lead=True)
    assert "more" not in whole


def test_other_people_without_a_control_are_named(made: Made, small: Evidence) -> None:
    there = alone(made, 1, populations=("children",))
    assert "A0, children)" in behind(made, outcome(small, alone=there))
    nobody = tuple(ReportedFigure(replace(figure.study, populations=()), figure.row)
                   for figure in there)  # fmt: skip
    assert "A0)" in behind(made, outcome(small, alone=nobody))


def figures(made: Made, *rows: Result) -> tuple[ReportedFigure, ...]:
    made.share("one", 3, 10)
    study = made.evidence.studies["one"]
    return tuple(ReportedFigure(study, row) for row in rows)


def test_figures_without_people_and_words_are_counted(made: Made, small: Evidence) -> None:
    share: Result = made.share("one", 3, 10)
    silent = replace(share, id="silent", total=None)
    words = [told("worse"), told("better"), told("better")]
    said = behind(made, outcome(small, alone=figures(made, share, silent, *words)))
    assert said == (
        "Without a control group: 3 of 10 (fever free at 12 weeks; One); "
        "1 figure without the number of people, 3 told in words only."
    )
    two = behind(made, outcome(small, alone=figures(made, silent, silent)))
    assert two == "Without a control group: 2 figures without the number of people."
    only_words = behind(made, outcome(small, alone=figures(made, *words)))
    assert only_words == "Without a control group: 3 told in words only."


@pytest.mark.parametrize("certainty", ["not yet assessable", None, "low"])
def test_nothing_is_said_of_an_outcome_that_was_not_judged(
    made: Made, small: Evidence, certainty: str | None
) -> None:
    row = outcome(small, alone=alone(made, 1))
    rating = replace(row.rating, rating=certainty) if certainty else None
    assert bool(behind(made, replace(row, rating=rating))) is (certainty == "low")
    assert behind(made, outcome(small)) == ""


def test_before_a_rating_only_printed_figures_of_both_groups_are_told(
    made: Made, small: Evidence
) -> None:
    pair = contrast(made, "one", "better")
    drug = replace(pair.drug, percent=number("90"))
    control = replace(pair.control, percent=number("10"))
    full = replace(pair, drug=drug, control=control)
    row = outcome(small, rating=None, contrasts=(full, pair, replace(full, concurrent=False)))
    said = plain(printed_so_far(made.evidence, row))
    assert said.startswith("One, alphaone group: fever free 90 of 100 v 10 of 100 on")
    assert said.count("One, alphaone group") == 1
    half = replace(full, control=pair.control)
    assert plain(printed_so_far(made.evidence, replace(row, contrasts=(half,)))) == ""
