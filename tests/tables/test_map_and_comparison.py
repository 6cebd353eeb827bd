"""The map in numbers, a comparison and the summary of findings as rows: counts, gaps and warnings."""

import dataclasses
from typing import Any

import pytest
from lxml import html
from made_up import Made
from rated_outcomes import ALONE, CONTROL, DRUG, ESTIMATE, rated

from generator.audit.verdict import Audit
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.model.study import Harm
from generator.synthesis.compare import compare
from generator.synthesis.evidence_map import View, evidence_map
from generator.tables.comparison import comparison_table, further_table
from generator.tables.evidence_map_numbers import numbers_table
from generator.tables.findings import findings_made, findings_tables

replace: Any = dataclasses.replace


def page_of(evidence: Evidence) -> OpenPage:
    return OpenPage(SiteEvidence(evidence, Audit(())), "index.html")


def rows(table: Safe | None) -> list[list[str]]:
    assert table is not None
    found = html.fromstring(f"<main>{table}</main>").findall(".//tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found]


def map_rows(evidence: Evidence, view: View = "outcome") -> list[list[str]]:
    return rows(numbers_table(page_of(evidence), evidence_map(evidence, view)))


def test_a_cell_counts_studies_people_and_controls(made: Made) -> None:
    made.share("one", 3, 10)
    control = dataclasses.replace(made.share("two", 5, 20), id="control", arm="pill")
    made.share("two", 5, 20, design="randomised-trial", size=40, others=(control,))
    (row,) = map_rows(made.evidence)
    assert row[0] == "Fever"
    assert row[1].endswith("Alphaone")
    assert row[2:5] == ["2", "30 people", "1"]
    assert "10 took it; open series" in row[8]
    assert "20 took it; randomised trial" in row[8]
    assert "Fever free, 12 weeks" in row[8]
    assert row[7] == "not rated"


def test_a_size_that_is_not_known_is_said_beside_the_others_or_alone(made: Made) -> None:
    made.share("one", 3, 10)
    silent = made.evidence.studies["one"]
    bare = tuple(replace(arm, total=None) for arm in silent.arms)
    result = replace(silent.results[0], total=None)
    silent = replace(silent, id="two", label="Two", participants=None, arms=bare, results=(result,))
    alone = replace(made.evidence, studies={"two": silent})
    (row,) = map_rows(alone)
    assert row[3] == "not reported"
    assert "number on the drug not reported; open series" in row[8]
    both = replace(alone, studies={**made.evidence.studies, "two": silent})
    assert map_rows(both)[0][3] == "10 people and 1 study of unknown size"


def test_several_results_of_a_domain_lead_to_the_main_one(made: Made) -> None:
    first = made.share("one", 3, 10)
    later = replace(first, id="later", role="secondary")
    made.share("one", 3, 10, others=(later,))
    assert "Fever free, 12 weeks and 1 more" in map_rows(made.evidence)[0][8]
    assert "Fever and 1 more" in map_rows(made.evidence, "population")[0][8]
    made.share("one", 3, 10, interim=True)
    study = made.evidence.studies["one"]
    interim = replace(study.results[0], interim=True)
    made.study("one", interim, 10)
    assert "(interim or part of the group)" in map_rows(made.evidence)[0][8]


def test_harms_are_counted_in_the_row_of_safety(made: Made) -> None:
    chills = Harm(
        id="chills",
        event="Chills",
        arm="one",
        counted="participants",
        source="abstract",
        where="Results",
    )
    made.share("one", 3, 10)
    study = replace(made.evidence.studies["one"], harms=(chills, replace(chills, id="rash")))
    evidence = replace(made.evidence, studies={"one": study})
    safety, *_ = [row for row in map_rows(evidence) if row[0] == "Safety"]
    assert safety[8].endswith("2 harms looked for")
    (whole,) = map_rows(evidence, "population")
    assert "looked for" not in whole[8]


def test_certainty_of_a_class_says_so_and_a_retraction_asks_to_judge_again(
    small: Evidence,
) -> None:
    evidence = rated(small, "low", DRUG, CONTROL, ESTIMATE)
    with_signs = (DRUG, CONTROL, ESTIMATE)
    by_drug = {row[1].split()[-1]: row for row in map_rows(evidence) if row[0] == "Fever"}
    cell = by_drug["Alphatwo"][7]
    assert cell.startswith("⊕⊕◯◯ low")
    assert "of the class (Alphadrug, not named); all figures are of this drug" in cell
    assert "1 rating" in cell
    assert "Fever (Grown-ups): low" in cell
    assert "judged again" not in cell
    own = replace(evidence.certainty[0].comparison, drug="alphatwo")
    alone = replace(evidence, certainty=(replace(evidence.certainty[0], comparison=own),))
    cells = [row[7] for row in map_rows(alone) if row[7] != "not rated"]
    assert cells
    assert all("the class" not in cell for cell in cells)
    # Where the rating rests on other drugs too, or nothing was compared, it is beside no sign.
    for figures in ((*with_signs, ALONE), (ALONE,)):
        beside = [
            row[7] for row in map_rows(rated(small, "low", *figures)) if row[7] != "not rated"
        ]
        assert beside
        assert all(cell.startswith("none on the same evidence as a sign") for cell in beside)


def compared(evidence: Evidence, domain: str = "fever") -> list[list[str]]:
    comparison = compare(evidence, "grown-ups", domain)
    return rows(comparison_table(page_of(evidence), comparison, "All"))


@pytest.mark.parametrize(
    ("people", "words"), [(1, "1 study, 1 person took it"), (10, "1 study, 10 people took it")]
)
def test_each_drug_is_a_band_with_its_people(made: Made, people: int, words: str) -> None:
    made.share("one", 1, people)
    band, row = compared(made.evidence)
    assert band[0].endswith(words)
    assert row[1] == "alphaone group"
    assert row[3].startswith("Fever free at 12 weeks")


def test_a_group_or_time_that_is_not_stated_is_called_so(made: Made) -> None:
    result = replace(made.share("one", 3, 10), arm=None, time=None)
    made.study("one", result, 10)
    row = compared(made.evidence)[1]
    assert row[1] == "group not stated"
    assert row[3].startswith("Fever free time not stated")


def test_a_drug_that_is_not_certain_has_a_band_of_its_own(made: Made) -> None:
    result = replace(made.share("one", 3, 10), arm=None)
    study = replace(made.evidence.studies["one"], results=(result,), drugs=("alphaone", "alphatwo"))
    evidence = replace(made.evidence, studies={"one": study})
    assert compared(evidence)[0] == ["Drug not certain, or several groups together"]


def test_a_dose_is_said_where_the_name_does_not_hold_it(made: Made) -> None:
    made.share("one", 3, 10)
    study = made.evidence.studies["one"]
    arm = replace(study.arms[0], label="Alphaone 5 MG", dose="5 mg", frequency="daily")
    evidence = replace(made.evidence, studies={"one": replace(study, arms=(arm,))})
    assert compared(evidence)[1][1] == "Alphaone 5 MG daily"
    made.ratio("two", "0.4", "0.2", "0.8")
    assert any(row[1:2] == ["alphaone group against Sugar pill"] for row in compared(made.evidence))


def test_other_treatments_stand_last_as_background(made: Made) -> None:
    made.share("one", 3, 10)
    assert not any("Trials of other" in row[0] for row in compared(made.evidence))
    made.share("two", 4, 10, evidence="comparator")
    table = compared(made.evidence)
    assert [row[0] for row in table if len(row) == 1][-1].startswith("Trials of other treatments")
    assert table[-1][0].startswith("Two")


def test_figures_that_stand_beside_no_others_have_their_own_table(made: Made) -> None:
    first = made.share("one", 3, 10)
    made.share("one", 3, 10)
    page = page_of(made.evidence)
    assert further_table(page, compare(made.evidence, "grown-ups", "fever"), "More") is None
    part = replace(first, id="men", subgroup="men")
    made.share("one", 3, 10, others=(part,))
    evidence = made.evidence
    table = further_table(page_of(evidence), compare(evidence, "grown-ups", "fever"), "More")
    assert [row[3] for row in rows(table)] == [
        "Fever free at 12 weeks primary outcome subgroup: men"
    ]


def findings(evidence: Evidence) -> list[list[str]]:
    return rows(findings_tables(page_of(evidence), "grown-ups"))


def test_an_outcome_shows_its_comparisons_its_people_and_its_certainty(small: Evidence) -> None:
    (row,) = findings(rated(small, "low", DRUG, CONTROL, ESTIMATE, ALONE))
    assert row[0].startswith("Fever critical")
    assert row[1] == "21 of 100its control group"
    assert row[2].startswith("31 more of 100")
    assert row[3].startswith("2.49risk ratio0.95 to 6.51")
    assert row[4] == "40one trial, not averaged"
    assert row[5].startswith("⊕⊕◯◯ low")
    assert "reasons" in row[5]
    assert row[6].startswith("No difference in fever on alphatwo was shown, but ")
    # What has no control group is there too, folded away and called so.
    assert "11 of 21" in row[6]
    assert "No control group for this" in row[6]
    assert "7 of 12" in row[6]


def test_figures_without_a_control_group_have_no_columns_of_trials(small: Evidence) -> None:
    (row,) = findings(rated(small, "low", ALONE))
    assert row[1].startswith("No control group for this")
    assert "on the drug" in row[2]
    assert row[3].startswith("⊕⊕◯◯ low")


def test_a_harm_that_no_trial_counts_stands_in_the_columns_of_trials(vaccines: Evidence) -> None:
    (adults,) = vaccines.topic.summary_of_findings
    fever, *_, arm = adults.outcomes
    chosen = (replace(fever, certainty="fever"), replace(arm, certainty="arm"))
    children = replace(adults, population="travelling-children", outcomes=chosen)
    topic = replace(vaccines.topic, summary_of_findings=(children,))
    evidence = replace(vaccines, topic=topic)
    tables = html.fromstring(f"<div>{findings_tables(page_of(evidence), 'travelling-children')}")
    assert [len(table.findall(".//thead//th")) for table in tables.iter("table")] == [7, 7]
    *_, row = tables.iter("tr")
    cells = [cell.text_content() for cell in row]
    assert cells[1:5] == ["not counted", "no figure", "none", "none"]
    assert cells[5] == "◌◌◌◌ not yet rated rating due"
    assert "Not counted is not the same as none." in cells[6]


def test_an_outcome_that_nobody_reports_or_rated_says_so(small: Evidence) -> None:
    (empty,) = findings(rated(small, "no evidence"))
    assert empty[1].startswith("no study that could be read reports this")
    assert empty[2] == "no study"
    (unrated,) = findings(small)
    assert unrated[1] == "21 of 100its control group"
    assert unrated[5] == "◌◌◌◌ not yet rated rating due"
    assert unrated[6].startswith(
        "Not yet rated. The figures are complete; the judgement is not. computed"
    )
    assert findings_tables(page_of(small), "children") is None


def test_how_the_findings_came_about_names_raters_and_what_waits(small: Evidence) -> None:
    assert "1 not yet rated." in findings_made(page_of(small), "grown-ups").striptags()
    assert "Certainty was judged" not in findings_made(page_of(small), "grown-ups")
    said = findings_made(page_of(rated(small, "low", DRUG)), "grown-ups").striptags()
    assert "Certainty was judged by GRADE (one rater, 31 August 2024)." in said
    assert "not yet rated" not in said


@pytest.mark.parametrize(("figures", "more"), [(4, ""), (5, "1 more without a control group")])
def test_four_figures_are_in_sight_and_the_rest_is_folded(
    made: Made, figures: int, more: str
) -> None:
    for place in range(figures):
        made.share(f"s{place}", 3, 10)
    results = tuple(f"s{place}#response" for place in range(figures))
    (row,) = findings(rated(made.evidence, "low", *results))
    assert more in row[1]
    assert ("more without" in row[1]) is bool(more)
    assert row[1].count("3 of 10") == figures
