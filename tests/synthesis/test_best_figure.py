"""The figure that stands for a row is chosen by what it is of, and never by its size."""

from dataclasses import replace
from typing import Any

from made_up import Made

from generator.model.judgement import Certainty
from generator.synthesis.best_figure import Against, BestFigure, best_figure
from generator.synthesis.contrast import ReportedFigure
from generator.synthesis.findings import Outcome, summary_of_findings

TRIAL = "randomised-trial"


def outcome_of(made: Made) -> Outcome:
    (outcome,) = summary_of_findings(made.evidence, "grown-ups")
    return outcome


def chosen(made: Made, *outcomes: Outcome, drug: str | None = None) -> BestFigure:
    best = best_figure(made.evidence, outcomes or (outcome_of(made),), drug)
    assert best is not None
    return best


def rated(outcome: Outcome, importance: str) -> Outcome:
    fields: dict[str, Any] = {"importance": importance}
    rating = Certainty.__new__(Certainty)
    for name in Certainty.__dataclass_fields__:
        object.__setattr__(rating, name, fields.get(name))
    return replace(outcome, id=importance, rating=rating)


def test_placebo_at_random_goes_before_nobody_however_large_or_good(made: Made) -> None:
    made.share("series", 990, 1000)
    made.share("trial", 1, 10, design=TRIAL, answered=True)
    best = chosen(made)
    assert (best.study, best.against, best.people) == ("trial", Against.PLACEBO_AT_RANDOM, 20)
    assert best.contrast is not None


def test_another_control_goes_between_placebo_and_nobody(made: Made) -> None:
    made.share("series", 90, 100)
    made.share("other", 5, 40, design=TRIAL, answered=True, beside="alphatwo")
    assert chosen(made).study in {"other", "series"}
    made.share("trial", 1, 10, design=TRIAL, answered=True)
    assert chosen(made).study == "trial"
    (contrast,) = [each for each in outcome_of(made).contrasts if each.study.id == "trial"]
    by_choice = replace(contrast, against=replace(contrast.against, id="elsewhere"))
    earlier = replace(contrast, concurrent=False)
    for changed, against in ((by_choice, Against.CONTROL), (earlier, Against.NOBODY)):
        only = replace(outcome_of(made), contrasts=(changed,), alone=())
        assert chosen(made, only).against is against


def test_of_figures_alike_the_one_of_most_people_stands_not_the_best(made: Made) -> None:
    made.share("best", 20, 20)
    made.share("largest", 1, 50)
    assert (chosen(made).study, chosen(made).people) == ("largest", 50)
    made.share("trial-best", 10, 10, design=TRIAL, answered=True)
    made.share("trial-largest", 1, 30, design=TRIAL, answered=True)
    assert (chosen(made).study, chosen(made).people) == ("trial-largest", 60)


def test_of_figures_alike_in_all_the_first_by_name_stands(made: Made) -> None:
    made.share("b", 9, 10)
    made.share("a", 1, 10)
    assert chosen(made).study == "a"


def test_a_critical_outcome_goes_before_one_chosen_earlier(made: Made) -> None:
    made.share("series", 5, 10)
    important, critical = (rated(outcome_of(made), each) for each in ("important", "critical"))
    assert chosen(made, important, critical).outcome.id == "critical"
    empty = replace(critical, contrasts=(), alone=())
    assert chosen(made, empty, important).outcome.id == "important"
    second = replace(critical, id="second")
    assert chosen(made, empty, second, critical).outcome.id == "second"


def test_a_figure_without_a_number_or_of_another_drug_is_none(made: Made) -> None:
    made.share("series", 5, 10)
    outcome = outcome_of(made)
    (figure,) = outcome.alone
    bare = replace(outcome, alone=(ReportedFigure(figure.study, replace(figure.row, total=None)),))
    assert best_figure(made.evidence, (bare,)) is None
    assert best_figure(made.evidence, (outcome,), "alphatwo") is None
    assert chosen(made, outcome, drug="alphaone").study == "series"
    assert best_figure(made.evidence, ()) is None
