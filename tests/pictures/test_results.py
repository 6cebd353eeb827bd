"""Results as pictures: what may be drawn, in which picture, with which name, and what is left out."""

import dataclasses
from typing import Any

import pytest
from lxml import html
from made_up import Made, count, number, summary

from generator.audit.verdict import Audit
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.model.result import TimePoint
from generator.model.taken import Taken
from generator.pictures.categories import category_picture
from generator.pictures.changes import change_picture
from generator.pictures.gallery import Gallery
from generator.pictures.results import (
    Heading,
    about_control,
    about_earlier,
    about_uncounted,
    counts_of,
    drug_slot,
    group_words,
    name_in_a_sentence,
)
from generator.pictures.shares import share_pictures
from generator.synthesis.complement import counted_alike
from generator.synthesis.groups import Entry, all_results

replace: Any = dataclasses.replace
HEADING = Heading("fever", "Fever", "By size.")


def page_of(evidence: Evidence) -> OpenPage:
    return OpenPage(SiteEvidence(evidence, Audit(())), "index.html")


def rows(figure: Safe) -> list[list[str]]:
    tree = html.fromstring(f"<main>{figure.replace(chr(0), '')}</main>")
    return [[cell.text_content() for cell in row] for row in tree.findall(".//tbody/tr")]


def caption(figure: Safe) -> str:
    tree = html.fromstring(f"<main>{figure.replace(chr(0), '')}</main>")
    return " ".join(tree.find(".//figcaption").text_content().split())


@pytest.mark.parametrize(
    ("changes", "drawn"),
    [
        ({}, True),
        ({"events": count(0)}, True),
        ({"events": count(10)}, True),
        ({"events": count(11)}, False),
        ({"events": None}, False),
        ({"total": None}, False),
        ({"events": count(0), "total": count(0)}, False),
        ({"interim": True}, False),
        ({"same_as": "two#x"}, False),
    ],
)
def test_a_share_is_drawn_only_of_a_final_count_among_people(
    made: Made, changes: dict[str, Any], *, drawn: bool
) -> None:
    result = replace(made.share("one", 3, 10), **changes)
    assert (counts_of(result) is not None) is drawn
    change = made.change("two", 10, summary(mean="28"), summary(mean="12"))
    assert counts_of(change) is None


@pytest.mark.parametrize(
    ("changes", "alone", "among"),
    [
        ({}, "12 weeks", "alphaone group, 12 weeks"),
        ({"time": None}, "", "alphaone group"),
        ({"arm": None}, "12 weeks", "12 weeks"),
        ({"subgroup": "men"}, "12 weeks, men", "alphaone group, 12 weeks, men"),
        ({"interim": True}, "12 weeks, interim", "alphaone group, 12 weeks, interim"),
    ],
)
def test_a_row_names_its_group_where_there_are_several(
    made: Made, changes: dict[str, Any], alone: str, among: str
) -> None:
    result = replace(made.share("one", 3, 10), **changes)
    study = made.evidence.studies["one"]
    assert group_words(study, result, one_study=True) == alone
    assert group_words(study, result, one_study=False) == among
    made.share("two", 3, 10, design="randomised-trial")
    two_groups = made.evidence.studies["two"]
    assert group_words(two_groups, result, one_study=True) == among


def test_a_group_without_a_drug_has_no_colour(made: Made) -> None:
    made.share("one", 3, 10)
    study, page = made.evidence.studies["one"], page_of(made.evidence)
    assert drug_slot(page, study, "one") == page.site.slots["alphaone"]
    assert drug_slot(page, study, None) is None
    bare = replace(study, arms=(replace(study.arms[0], drug=None),))
    assert drug_slot(page, bare, "one") is None


@pytest.mark.parametrize(
    ("designs", "words"),
    [
        (("open-series",), "No control group: what would have happened without the drug"),
        (("randomised-trial",), ""),
        (
            ("open-series", "randomised-trial"),
            "No control group’s figure for this in 1 of these 2 studies.",
        ),
        (
            ("open-series", "open-series"),
            "No control group’s figure for this in any of these 2 studies.",
        ),
        ((), ""),
    ],
)
def test_a_missing_control_group_is_said_under_the_picture(
    made: Made, designs: tuple[str, ...], words: str
) -> None:
    for place, design in enumerate(designs):
        made.share(f"s{place}", 3, 10, design=design, answered=design == "randomised-trial")
    entries = all_results(made.evidence.studies.values())
    said = about_control(page_of(made.evidence), entries)
    assert said.startswith(words)
    assert bool(said) is bool(words)


def test_people_treated_earlier_are_named_as_such(made: Made) -> None:
    made.share("one", 3, 10)
    evidence = made.evidence
    other = replace(evidence.drugs["sugar-pill"], id="tea", role="comparator")
    evidence = replace(evidence, drugs={**evidence.drugs, "tea": other})
    study = evidence.studies["one"]
    earlier = replace(study.arms[0], id="earlier", drug="tea", label="Earlier")
    study = replace(study, arms=(*study.arms, earlier))
    evidence = replace(evidence, studies={**evidence.studies, "one": study})
    said = about_control(page_of(evidence), all_results([study]))
    assert said.startswith("No control group at the same time: the other people")


def test_what_has_no_count_is_named_once(made: Made) -> None:
    assert about_uncounted([]) == ""
    assert about_uncounted(["One", "Two", "One"]) == (
        "Not drawn, because no count is printed: One, Two."
    )
    page = page_of(made.evidence)
    assert name_in_a_sentence(page, "fever-free") == "fever free"
    assert name_in_a_sentence(page, "lost") == "lost"


def shares(evidence: Evidence) -> list[Safe]:
    entries = list(all_results(evidence.studies.values()))
    return share_pictures(page_of(evidence), Gallery(), entries, HEADING)


def test_one_picture_for_each_good_direction_names_what_it_leaves_out(made: Made) -> None:
    deaths = replace(made.share("x", 1, 10), id="deaths", measure="deaths", events=count(2))
    printed = replace(made.share("x", 1, 10), id="printed", events=None)
    made.share("one", 3, 10, others=(deaths, printed))
    made.study("x", made.share("gone", 9, 10), 10)
    made.retract("x")
    made.retract("gone")
    evidence = made.evidence
    lower = replace(evidence.measures["fever-free"], id="deaths", label="Deaths", better="lower")
    evidence = replace(evidence, measures={**evidence.measures, "deaths": lower})
    more, fewer = shares(evidence)
    assert "figure-fever-higher" in more
    assert rows(more) == [["Fever free", "12 weeks", "3 of 10"]]
    assert caption(more).startswith("Fever: more is better.")
    assert "Not drawn, because no count is printed: One (fever free, 12 weeks)." in caption(more)
    assert "figure-fever-lower" in fewer
    assert rows(fewer) == [["Deaths", "12 weeks", "2 of 10"]]


def test_without_a_good_direction_none_is_claimed(made: Made) -> None:
    made.share("one", 3, 10, measure="lost")
    (figure,) = shares(made.evidence)
    assert "figure-fever-other" in figure
    assert caption(figure).startswith("Fever. ")
    assert shares(replace(made.evidence, studies={})) == []


def test_rows_of_several_studies_carry_their_names_and_what_was_counted(made: Made) -> None:
    made.share("one", 3, 10, note="unit: samples; of skin")
    made.share("two", 4, 10, unit="joints")
    made.share("three", 5, 10, note="unit of care: ward")
    (figure,) = shares(made.evidence)
    assert rows(figure) == [
        ["One, Fever free", "alphaone group, 12 weeks, samples", "3 of 10"],
        ["Two, Fever free", "alphaone group, 12 weeks, joints", "4 of 10"],
        ["Three, Fever free", "alphaone group, 12 weeks", "5 of 10"],
    ]


def changes(evidence: Evidence) -> Safe | None:
    entries = all_results(evidence.studies.values())
    return change_picture(page_of(evidence), Gallery(), entries, "river-score", "c", "By size.")


def test_a_change_is_drawn_with_both_middles_and_its_spread_is_explained(made: Made) -> None:
    made.change("one", 10, summary(mean="28", sd="6"), summary(mean="12"))
    figure = changes(made.evidence)
    assert figure is not None
    assert [row[:2] for row in rows(figure)] == [["River score", "12 weeks"]]
    assert "Thin lines: one SD" in caption(figure)
    made.change("one", 10, summary(mean="28"), summary(median="12"))
    bare = changes(made.evidence)
    assert bare is not None
    assert "Thin lines" not in caption(bare)
    made.change("two", 10, summary(median="28"), summary(median="12", q1="9", q3="20"))
    both = changes(made.evidence)
    assert both is not None
    assert [row[0] for row in rows(both)] == ["One", "Two"]
    assert "Thin lines" in caption(both)


@pytest.mark.parametrize(
    ("before", "after", "fields"),
    [
        ({"q1": "28"}, {"mean": "12"}, {}),
        ({"mean": "28"}, {"q1": "12"}, {}),
        ({"mean": "28"}, {"mean": "12"}, {"interim": True}),
        ({"mean": "28"}, {"mean": "12"}, {"measure": "cup-count"}),
    ],
)
def test_no_change_is_drawn_without_both_middles_of_a_final_result(
    made: Made, before: dict[str, str], after: dict[str, str], fields: dict[str, Any]
) -> None:
    result = replace(made.change("one", 10, summary(**before), summary(**after)), **fields)
    made.study("one", result, 10)
    assert changes(made.evidence) is None


def test_two_units_are_never_drawn_on_one_scale(made: Made) -> None:
    made.change("one", 10, summary(mean="28"), summary(mean="12"))
    made.change("two", 10, summary(mean="28"), summary(mean="12"), unit="percent")
    assert changes(made.evidence) is None
    made.retract("two")
    assert changes(made.evidence) is not None


def categories(made: Made, partly: int, wholly: int, **fields: Any) -> Safe | None:
    """Return the picture of ten people, some partly and some wholly free of fever."""
    first = replace(made.share("one", wholly, 10, measure="fever-wholly"), id="wholly")
    second = replace(first, id="partly", measure="fever-partly", events=count(partly))
    made.study("one", first, 10, others=(replace(second, **fields),))
    evidence = made.evidence
    return category_picture(page_of(evidence), Gallery(), evidence.studies["one"], "1 study")


def test_categories_are_drawn_in_order_where_they_add_up_to_the_whole(made: Made) -> None:
    figure = categories(made, 4, 6)
    assert figure is not None
    assert [row[1:] for row in rows(figure)] == [
        ["Fever lower", "4 of 10"],
        ["Fever gone", "6 of 10"],
    ]
    assert categories(made, 3, 6) is None
    assert categories(made, 0, 10) is not None
    made.retract("one")
    assert categories(made, 4, 6) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"time": TimePoint(value=number("8"), unit="weeks")},
        {"arm": "pill"},
        {"total": count(12)},
        {"subgroup": "men"},
        {"interim": True},
        {"measure": "fever-free"},
    ],
)
def test_categories_of_other_groups_times_or_totals_do_not_add_up(
    made: Made, fields: dict[str, Any]
) -> None:
    assert categories(made, 4, 6) is not None
    assert categories(made, 4, 6, **fields) is None


def test_a_single_category_is_no_composition(made: Made) -> None:
    made.share("one", 10, 10, measure="fever-wholly")
    evidence = made.evidence
    assert (
        category_picture(page_of(evidence), Gallery(), evidence.studies["one"], "1 study") is None
    )


def test_of_a_study_that_is_drawn_the_result_is_named_that_is_not(made: Made) -> None:
    drawn = made.share("one", 3, 10)
    matched = replace(drawn, id="matched", subgroup="matched people", events=None)
    made.share("one", 3, 10, others=(matched,))
    made.share("two", 3, 10, events=None)
    said = caption(shares(made.evidence)[0])
    assert "is printed: One (fever free, 12 weeks, matched people), Two." in said


def test_people_on_a_like_drug_are_named_as_such(made: Made) -> None:
    made.share("one", 3, 10, design="randomised-trial")
    evidence = made.evidence
    study = evidence.studies["one"]
    one, pill = study.arms
    pill = replace(pill, took=(Taken(drug="alphaone", percent=number("78.5")),))
    study = replace(study, arms=(one, pill))
    evidence = replace(evidence, studies={"one": study})
    said = about_control(page_of(evidence), all_results([study]))
    assert said == (
        "No control group: most people it was compared with took another drug of the class."
    )


def test_people_treated_earlier_are_named_where_they_are_not_drawn(evidence: Evidence) -> None:
    page = page_of(evidence)
    study = evidence.studies["kurasawa-2018"]
    counted = counted_alike(evidence, study)
    on_drug = [Entry(counted, row) for row in counted.results if row.arm == study.arms[0].id]
    assert about_earlier(page, on_drug).endswith("those beside Kurasawa 2018 (6 of 6).")
    every = [Entry(counted, row) for row in counted.results]
    assert about_earlier(page, every) == ""
    assert about_earlier(page, ()) == ""
