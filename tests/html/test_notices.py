"""Notices of a report: what was seen, what was looked for in vain, what nobody looked for, and when."""

import dataclasses

import pytest
from made_up import Made

from generator.audit.verdict import Audit
from generator.html.notices import (
    concern_banner,
    doubts,
    look_line,
    notice_states,
    report_line,
    retraction_state,
    where_looked,
)
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.citation import Citation
from generator.model.reference import CitationNotice

NONE = "none seen"


def look(**changes: str | None) -> CitationNotice:
    fields = {"citation": "one", "retraction": NONE, "concern": NONE, "erratum": NONE}
    given = {**fields, "looked_at": "PubMed", "date": "2024-08-30", **changes}
    return CitationNotice(**given)  # type: ignore[arg-type]


def page_with(made: Made, *looks: CitationNotice) -> OpenPage:
    made.share("one", 3, 10)
    evidence = dataclasses.replace(made.evidence, citation_notices=looks)
    return OpenPage(SiteEvidence(evidence, Audit(())), "index.html")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Retraction, expression of concern and erratum: none seen."),
        (
            {"retraction": "seen: By the journal", "concern": "not yet checked"},
            (
                "Retraction seen: By the journal. Erratum: none seen. "
                "Expression of concern: not yet checked."
            ),
        ),
        (
            {"concern": "seen", "erratum": "seen"},
            "Expression of concern seen. Erratum seen. Retraction: none seen.",
        ),
        (
            {"erratum": "not yet checked", "retraction": "not yet checked"},
            "Expression of concern: none seen. Retraction and erratum: not yet checked.",
        ),
    ],
)
def test_each_kind_of_notice_is_seen_not_seen_or_not_looked_for(
    made: Made, changes: dict[str, str], said: str
) -> None:
    line = look_line(page_with(made, look(**changes)), "one").striptags()
    assert line == f"{said} Looked on 30 August 2024 in PubMed."


def test_nobody_looked_is_never_none_seen(made: Made) -> None:
    page = page_with(made)
    assert look_line(page, "one").striptags() == (
        "Retraction, expression of concern, erratum: not yet checked."
    )
    assert notice_states(page, "one") == ("not yet checked",)


@pytest.mark.parametrize(
    ("changes", "states"),
    [
        ({}, ("none seen",)),
        ({"erratum": "not yet checked"}, ("not yet checked",)),
        ({"concern": "seen", "erratum": "not yet checked"}, ("expression of concern",)),
        ({"erratum": "seen", "retraction": "seen"}, ("retraction", "erratum")),
    ],
)
def test_none_seen_is_a_state_only_after_looking_for_every_kind(
    made: Made, changes: dict[str, str], states: tuple[str, ...]
) -> None:
    assert notice_states(page_with(made, look(**changes)), "one") == states


@pytest.mark.parametrize(
    ("day", "late"), [("2024-06-02", False), ("2024-06-03", False), ("2024-06-01", True)]
)
def test_a_look_is_late_after_ninety_days(made: Made, day: str, *, late: bool) -> None:
    markup = look_line(page_with(made, look(date=day)), "one")
    assert ("More than 90 days before the day of the record" in markup) is late
    assert ("data-ev-fresh" in markup) is not late


def test_a_look_on_no_day_says_so_and_its_note_stays(made: Made) -> None:
    markup = look_line(page_with(made, look(date="in spring", note="By hand.")), "one")
    assert "Looked in PubMed, on no day that can be read (in spring)." in markup.striptags()
    assert markup.striptags().endswith("By hand.")


def test_places_are_links_only_where_they_are_addresses() -> None:
    places = where_looked(look(looked_at="https://example.org/a; PubMed ;; see https://b.org c"))
    assert places.striptags() == "https://example.org/a; PubMed; see https://b.org c"
    assert places.count("<a ") == 1


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({}, None),
        ({"retraction": "seen"}, None),
        ({"erratum": "seen"}, "Erratum."),
        ({"concern": "seen"}, "Expression of concern."),
        ({"concern": "seen", "erratum": "seen"}, "Expression of concern."),
    ],
)
def test_a_banner_names_the_gravest_of_concern_and_correction(
    made: Made, changes: dict[str, str], label: str | None
) -> None:
    page = page_with(made, look(**changes))
    banner = concern_banner(page, page.evidence.studies["one"])
    assert (banner is None) is (label is None)
    if banner:
        assert banner.striptags().startswith(label)
        assert ("every estimate that rests on them says so" in banner) is ("concern" in changes)


def test_a_figure_names_each_doubted_study_once_and_no_corrected_one(made: Made) -> None:
    made.share("two", 3, 10)
    page = page_with(made, look(concern="seen"), look(citation="two", erratum="seen"))
    one, two = page.evidence.studies["one"], page.evidence.studies["two"]
    badge = doubts(page, [one, two, one])
    assert badge is not None
    assert badge.striptags() == "rests on One: expression of concern"
    assert doubts(page, [two]) is None


def test_a_report_is_named_only_where_the_study_has_several(made: Made) -> None:
    page = page_with(made, look())
    citations = {"one": Citation(key="one", title="The paper"), "two": Citation(key="two")}
    evidence = dataclasses.replace(page.evidence, citations=citations)
    page = OpenPage(SiteEvidence(evidence, Audit(())), "index.html")
    alone = evidence.studies["one"]
    both = dataclasses.replace(alone, reports=("one", "two", "three"))
    assert report_line(page, alone, "one").striptags().startswith("Retraction, ")
    assert report_line(page, both, "one").striptags().startswith("The paper: Retraction, ")
    assert report_line(page, both, "two").striptags().startswith("two: Retraction, ")
    assert report_line(page, both, "three").striptags().startswith("Retraction, ")


@pytest.mark.parametrize(
    ("looks", "said"),
    [
        ((), "not yet checked for retraction"),
        (({"retraction": "not yet checked"},), "not yet checked for retraction"),
        (({"date": "some day"},), "not yet checked for retraction"),
        (({},), "1 of 2 reports checked: no retraction seen (30 August 2024)"),
        (
            ({}, {"citation": "two", "date": "2024-08-01"}),
            "no retraction seen (1 August 2024)",
        ),
        (({}, {"citation": "two", "retraction": "seen: by the journal"}), "retracted"),
    ],
)
def test_the_head_of_a_study_says_whether_it_was_retracted(
    made: Made, looks: tuple[dict[str, str], ...], said: str
) -> None:
    page = page_with(made, *(look(**changes) for changes in looks))
    study = dataclasses.replace(page.evidence.studies["one"], reports=("one", "two"))
    evidence = dataclasses.replace(page.evidence, studies={"one": study})
    page = OpenPage(SiteEvidence(evidence, Audit(())), "index.html")
    assert retraction_state(page, study) == said
