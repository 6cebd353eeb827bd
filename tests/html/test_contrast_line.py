"""A drug beside its control: the study's own estimate first, a computed difference only without one."""

import dataclasses
from typing import Any

import pytest
from made_up import Made, count, number

from generator.audit.verdict import Audit
from generator.html.contrast_line import contrast_line, figure_line
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.result import NarrativeResult
from generator.model.study import Harm
from generator.synthesis.contrast import Contrast, ReportedFigure

replace: Any = dataclasses.replace
TOLD = NarrativeResult(
    id="told",
    measure="fever-free",
    reported_as="Fever free",
    role="other",
    kind="narrative",
    finding="Better on the drug.",
    direction="better",
    source="abstract",
    where="Results",
)


def page_of(made: Made) -> OpenPage:
    return OpenPage(SiteEvidence(made.evidence, Audit(())), "index.html")


def contrast(made: Made, happened: int = 3, beside: int = 8, **changes: Any) -> Contrast:
    drug = made.share("one", happened, 10, design="randomised-trial")
    study = made.evidence.studies["one"]
    control = replace(drug, id="control", arm="pill", events=count(beside))
    pair = Contrast(study, study.arms[0], study.arms[1], drug, control, (), concurrent=True)
    return replace(pair, **changes)  # type: ignore[no-any-return]


def said(made: Made, pair: Contrast) -> str:
    return " ".join(contrast_line(page_of(made), pair).striptags().split())


@pytest.mark.parametrize(
    ("happened", "beside", "words"),
    [
        (
            1,
            9,
            "−92 to −37 computed Newcombe's 95 % interval, not adjusted: excludes no difference",
        ),
        (
            9,
            1,
            "+37 to +92 computed Newcombe's 95 % interval, not adjusted: excludes no difference",
        ),
        (
            5,
            5,
            "−37 to +37 computed Newcombe's 95 % interval, not adjusted: includes no difference",
        ),
    ],
)
def test_a_difference_is_computed_where_the_study_prints_none(
    made: Made, happened: int, beside: int, words: str
) -> None:
    line = said(made, contrast(made, happened, beside))
    assert "difference of 100:" in line
    assert line.endswith(words)


def test_an_estimate_of_the_study_stands_instead_of_a_difference(made: Made) -> None:
    estimate = made.ratio("two", "0.4", "0.2", "0.8", p=number("0.03"))
    line = said(made, contrast(made, estimates=(estimate,)))
    assert "0.4 (0.2 to 0.8)" in line
    assert "0.03" in line
    assert "difference of 100" not in line
    one_end = replace(estimate, ci_high=None)
    assert "(0.2" not in said(made, contrast(made, estimates=(one_end,)))
    tested = replace(estimate, value=None)
    assert "difference tested" in said(made, contrast(made, estimates=(tested,)))


def test_a_comparison_in_words_leaves_the_difference_to_be_computed(made: Made) -> None:
    line = said(made, contrast(made, estimates=(TOLD,)))
    assert "in words: " in line
    assert "difference of 100:" in line


def test_earlier_patients_are_called_so_and_never_put_side_by_side(made: Made) -> None:
    line = said(made, contrast(made, concurrent=False))
    assert "earlier patients, not a fair comparison" in line
    assert "of 100" not in line
    fair = said(made, contrast(made))
    assert "not a fair comparison" not in fair
    assert "30 of 100 3 of 10" in fair
    assert "against 80 of 100 8 of 10" in fair


def test_without_both_figures_only_the_groups_are_named(made: Made) -> None:
    line = said(made, contrast(made, control=None))
    assert "alphaone group against sugar pill" in line
    assert "of 100" not in line


def test_a_figure_without_a_control_says_what_and_when(made: Made) -> None:
    result = made.share("one", 3, 10)
    study = made.evidence.studies["one"]
    page = page_of(made)
    line = figure_line(page, ReportedFigure(study, result)).striptags()
    assert line == "One: Fever free, 12 weeks3 of 10"
    untimed = replace(result, time=None)
    assert "weeks" not in figure_line(page, ReportedFigure(study, untimed))
    told = figure_line(page, ReportedFigure(study, TOLD))
    assert "Better on the drug." in told.striptags()
    harm = Harm(
        id="chills",
        event="Chills",
        arm="one",
        counted="participants",
        events=count(1),
        total=count(10),
        source="abstract",
        where="Results",
    )
    words = figure_line(page, ReportedFigure(study, harm)).striptags()
    assert " ".join(words.split()).startswith("One: Chills")
