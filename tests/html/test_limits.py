"""Limits around an estimate are called what they are, wherever they are printed."""

import dataclasses
from typing import Any

import pytest
from made_up import Made, count, number

from generator.audit.verdict import Audit
from generator.html.contrast_line import contrast_line, figure_line
from generator.html.harm_line import harm_remarks
from generator.html.open_page import OpenPage
from generator.html.result_line import figure_link, interval_of
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.model.result import ComparisonResult
from generator.model.study import Arm, Harm, Study
from generator.synthesis.complement import counted_alike
from generator.synthesis.contrast import Contrast, ReportedFigure
from generator.tables.results import study_results
from generator.wording.inline_figures import size

replace: Any = dataclasses.replace
KINDS = [
    (None, "95 % interval 0.3 to 0.8", "(0.3 to 0.8)", "interval 0.3 to 0.8"),
    ("97.5% CI", "97.5 % interval 0.3 to 0.8", "97.5 % interval", "97.5 % interval 0.3 to 0.8"),
    (
        "not stated",
        "brackets, kind not stated 0.3 to 0.8",
        "brackets, kind not stated",
        "brackets, kind not stated 0.3 to 0.8",
    ),
]


def page_of(evidence: Evidence) -> OpenPage:
    return OpenPage(SiteEvidence(evidence, Audit(())), "index.html")


def plain(markup: object) -> str:
    return " ".join(str(markup.striptags()).split())  # type: ignore[attr-defined]


def with_limits(made: Made, kind: str | None) -> tuple[OpenPage, Study, ComparisonResult]:
    made.ratio("one", "0.5", "0.3", "0.8")
    study = made.evidence.studies["one"]
    result = replace(study.results[0], interval_kind=kind)
    study = replace(study, results=(result,))
    return page_of(replace(made.evidence, studies={"one": study})), study, result


@pytest.mark.parametrize(("kind", "behind", "in_a_line", "in_a_sentence"), KINDS)
def test_limits_are_named_behind_a_figure_in_a_line_and_in_a_sentence(
    made: Made, kind: str | None, behind: str, in_a_line: str, in_a_sentence: str
) -> None:
    page, study, result = with_limits(made, kind)
    assert plain(interval_of(page, study, result)) == behind
    pair = Contrast(study, *study.arms, None, None, (result,), concurrent=True)
    assert in_a_line in plain(contrast_line(page, pair))
    sentence = "".join(getattr(piece, "text", piece) for piece in size(page.evidence, pair))
    assert in_a_sentence in sentence


@pytest.mark.parametrize(("kind", "named"), [(None, False), ("90% CI", True)])
def test_a_table_names_limits_that_are_not_what_the_head_of_the_column_says(
    made: Made, kind: str | None, *, named: bool
) -> None:
    page, study, result = with_limits(made, kind)
    table = plain(study_results(page, study, [result], "results", "Results", "1 study"))
    assert "95 % interval, unless named" in table
    assert ("0.3 to 0.8 90 % interval" in table) is named


def test_published_cases_told_from_the_other_side_are_said_once(made: Made) -> None:
    made.share("one", 8, 10, collected=True, events=None, percent=None)
    free = replace(made.evidence.measures["fever-free"], complement="in-fever")
    in_fever = replace(free, id="in-fever", label="Still in fever", complement=None)
    measures = {**made.evidence.measures, "fever-free": free, "in-fever": in_fever}
    evidence = replace(made.evidence, measures=measures)
    study = evidence.studies["one"]
    for percent, events, said in (
        ("80", None, "cases collected from publications: no share is shown"),
        ("80", "8", "cases collected from publications: 8 reported"),
    ):
        counted = replace(
            study.results[0],
            percent=number(percent),
            events=events and count(int(events)),
        )
        changed = replace(study, results=(counted,))
        known = replace(evidence, studies={"one": changed})
        (turned,) = counted_alike(known, changed).results
        assert turned.measure == "in-fever"
        line = plain(figure_link(page_of(known), changed, turned))
        assert line == f"{said} (counted as fever free)"


def test_a_harm_of_all_groups_together_says_so(made: Made) -> None:
    made.share("one", 3, 10, design="randomised-trial")
    study = made.evidence.studies["one"]
    whole = Arm(id="all", label="Whole sample", drug=None, total=count(20))
    study = replace(study, arms=(*study.arms, whole))
    page = page_of(replace(made.evidence, studies={"one": study}))
    harm = Harm(
        id="infection",
        event="infection",
        arm="all",
        events=count(4),
        total=count(20),
        counted="participants",
        source="abstract",
        where="Results",
    )
    assert "all groups together" in plain(harm_remarks(page, study, harm))
    assert "all groups together" not in plain(harm_remarks(page, study, replace(harm, arm="one")))


def test_a_time_that_the_name_holds_is_not_said_again(made: Made) -> None:
    made.share("one", 3, 10, time="12 weeks")
    study = made.evidence.studies["one"]
    result = replace(study.results[0], reported_as="Fever free by 12 weeks")
    line = plain(figure_line(page_of(made.evidence), ReportedFigure(study, result)))
    assert line.startswith("One: Fever free by 12 weeks3 of 10")
