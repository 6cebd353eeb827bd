"""An average of trials on its page: answer, doubt, people of a hundred, elsewhere, other ways."""

import dataclasses
from collections.abc import Sequence

import pytest
from lxml import html
from made_up import COLLINS, POPULATION, Made

from generator.audit.verdict import Audit
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.pooling_override import PoolingOverride
from generator.pages.trial_estimate import answer_box, expectations, other_ways, script_line
from generator.synthesis.bodies_of_evidence import form_bodies
from generator.synthesis.candidates import candidates
from generator.synthesis.estimate import Estimate, estimate

Tables = Sequence[tuple[int, int, int, int]]
# Without an event in a group, and without any in a trial.
RARE = ((0, 200, 4, 200), (5, 50, 10, 50), (0, 30, 0, 30))


def body(evidence: Evidence) -> Estimate:
    (whole,) = form_bodies(evidence, candidates(evidence, POPULATION, "fever"))
    return estimate(evidence, whole)


def page_of(evidence: Evidence) -> OpenPage:
    return OpenPage(SiteEvidence(evidence, Audit(())), "compare/grown-ups/fever.html")


def words(part: Safe | None) -> str:
    assert part is not None
    root = html.fromstring(f"<div>{part}</div>")
    return " ".join(" ".join(root.itertext()).split())


def box(made: Made, tables: Tables) -> str:
    made.counted_trials(tables)
    found = body(made.evidence)
    assert found.pooled is not None
    return words(answer_box(page_of(made.evidence), found, found.pooled))


def elsewhere(made: Made, tables: Tables) -> str:
    made.counted_trials(tables)
    return words(expectations(page_of(made.evidence), body(made.evidence), "fever"))


@pytest.mark.parametrize(
    "told",
    [
        # exp(-0.439), and 17 of 134 without the drug, the middle of nine groups.
        "On average of 9 trials: risk ratio 0.64, 5 fewer of 100.",
        "How sure that is has not been rated.",
        "No difference between the groups also fits: the interval holds it.",
        "13 of 100 without",
        "8 of 100 (5 to 13) with",
        "Risk ratio 0.64 (0.41 to 1.02)",
        "From 9 randomised trials, 6,942 people",
        "Risk without 13 of 100",
        "middle of these nine control groups, range 2 to 50",
        "Certainty these results are not rated",
        "Left out no result of this outcome",
    ],
)
def test_the_answer_says_ratio_people_and_risk_without(made: Made, told: str) -> None:
    assert told in box(made, COLLINS)


def test_trials_that_say_nothing_of_a_ratio_are_counted(made: Made) -> None:
    answer = box(made, RARE)
    assert "On average of 2 trials" in answer
    assert "From 3 randomised trials, 560 people; nobody had it in 1 of them" in answer
    assert "Mantel-Haenszel risk ratio with nothing added" in answer


def test_what_a_curator_set_aside_stands_in_the_answer(made: Made) -> None:
    made.counted_trials(COLLINS[:2])
    aside = PoolingOverride(
        result="trial-1#share-on",
        reason="different time",
        because="the people had recovered by then.",
        by="A. Curator",
        date=PartialDate.parse("2026-11-22"),
    )
    evidence = dataclasses.replace(made.evidence, pooling_overrides=(aside,))
    found = body(evidence)
    assert found.pooled is not None
    answer = words(answer_box(page_of(evidence), found, found.pooled))
    assert "Set aside Trial-1" in answer
    assert "different time, set aside. The people had recovered by then" in answer
    assert "(A. Curator, 22 November 2026)" in answer
    assert "Set aside" not in box(made, COLLINS[:2])


def test_nine_trials_say_what_a_new_setting_may_show(made: Made) -> None:
    told = elsewhere(made, COLLINS)
    assert "the risk ratio would probably lie from 0.21 to 1.99" in told
    # t on 8 degrees of freedom: 0.439 / 0.488 leaves 80 of 100 below no difference.
    assert "About 80 of 100 such settings would see fewer on the drug, 20 more." in told
    assert "tau 0.45 (0.22 to 1.26) on the log scale; I² 77 %" in told


@pytest.mark.parametrize(
    ("tables", "told", "cell"),
    [
        (COLLINS[:4], "4 trials in the average: too few to say what a new setting would show.", "too few trials to predict"),
        (RARE, "it predicts nothing.", "not predicted by this method"),
    ],
)  # fmt: skip
def test_why_nothing_is_predicted_is_said(made: Made, tables: Tables, told: str, cell: str) -> None:
    text = elsewhere(made, tables)
    assert told in text
    assert text.count(cell) == 3
    assert "such settings would see" not in text


def test_other_risks_are_told_each_in_its_unit(made: Made) -> None:
    made.counted_trials(COLLINS)
    part = expectations(page_of(made.evidence), body(made.evidence), "fever")
    rows = html.fromstring(str(part)).xpath(".//tbody/tr")
    lowest, middle, highest = (" ".join(row.text_content().split()) for row in rows)
    # 2 of 103 at a ratio of 0.645: 19.4 and 12.5 of 1,000; 24 of 48 at it: 50 and 32 of 100.
    assert lowest.startswith("19.4 of 1,000 as in Trial-712.5 of 1,000")
    assert "6.9 fewer of 1,000" in lowest
    assert middle.startswith("13 of 100 the middle8 of 100 (5 to 13)5 fewer of 100")
    assert highest.startswith("50 of 100 as in Trial-232 of 100 (20 to 51)18 fewer of 100")


def test_control_groups_alike_need_no_table_of_other_risks(made: Made) -> None:
    alike = [(5, 100, 10, 100), (9, 100, 20, 100), (14, 100, 30, 100)]
    # Threefold exactly is not apart.
    assert "People at other risks" not in elsewhere(made, alike)
    assert "People at other risks" in elsewhere(made, [*alike, (12, 100, 31, 100)])


def test_leaving_out_one_trial_marks_where_the_conclusion_changes(made: Made) -> None:
    made.counted_trials(COLLINS)
    part = other_ways(page_of(made.evidence), body(made.evidence))
    assert "Leaving out one study at a time: 0.59 to 0.72" in words(part)
    bold = [" ".join(item.text_content().split()) for item in html.fromstring(f"<div>{part}</div>").xpath(".//li[strong]")]  # fmt: skip
    # Without them the interval no longer holds no difference.
    assert [item.partition(":")[0] for item in bold] == ["without Trial-8", "without Trial-7"]
    assert "Other ways to average: 2 of 2 would say otherwise of no difference" in words(part)


def test_the_script_is_offered_where_there_is_an_average(made: Made) -> None:
    made.counted_trials(COLLINS[:2])
    two = body(made.evidence)
    assert "fever.R" in str(script_line(two, "fever.R"))
    assert script_line(two, None) is None
    assert script_line(dataclasses.replace(two, pooled=None), "fever.R") is None
