"""What stands beside a name or a count on any page: notices, dates, sources, colours, and their absence."""

import dataclasses
import re
from datetime import date
from typing import Any

import pytest
from made_up import Made, count

from generator.audit.verdict import Audit
from generator.html.control_figures import of_how_many
from generator.html.currency_line import footer_line, status_line
from generator.html.drug_facts import approvals, targets
from generator.html.glossary import explain
from generator.html.open_page import OpenPage
from generator.html.people import people_so_far
from generator.html.provenance import extraction_words, ranks
from generator.html.retractions import banner, left_out
from generator.html.site_evidence import SiteEvidence
from generator.model.citation import Citation
from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.reference import CitationNotice
from generator.model.topic import SavedSearch
from generator.synthesis.currency import Currency, currency
from generator.synthesis.groups import Entry
from generator.synthesis.participants import People

replace: Any = dataclasses.replace


def page_of(evidence: Evidence, path: str = "index.html") -> OpenPage:
    return OpenPage(SiteEvidence(evidence, Audit(())), path)


def notice(**seen: str) -> CitationNotice:
    none = {"retraction": "none seen", "concern": "none seen", "erratum": "none seen"}
    fields = {"citation": "one", "looked_at": "PubMed", "date": "2024-08-30"}
    return CitationNotice(**{**none, **fields, **seen})


@pytest.mark.parametrize(
    ("seen", "marks", "picture"),
    [
        ({}, "One", "One"),
        ({"erratum": "seen"}, "One erratum", "One"),
        ({"concern": "seen"}, "One expression of concern", "One (expression of concern)"),
        ({"retraction": "seen"}, "One retracted", "One (retracted)"),
        (
            {"retraction": "seen", "concern": "seen"},
            "One retractedexpression of concern",
            "One (retracted, expression of concern)",
        ),
    ],
)
def test_a_study_is_never_named_without_its_notices(
    made: Made, seen: dict[str, str], marks: str, picture: str
) -> None:
    made.share("one", 3, 10)
    page = page_of(replace(made.evidence, citation_notices=(notice(**seen),)))
    study = page.evidence.studies["one"]
    assert page.study(study).striptags() == marks
    assert ("<s>" in page.study(study)) is ("retraction" in seen)
    assert page.picture_name(study) == picture


@pytest.mark.parametrize(
    ("path", "anchor", "address"),
    [
        ("index.html", "", "studies/one.html"),
        ("index.html", "x", "studies/one.html#x"),
        ("drugs/a.html", "x", "../studies/one.html#x"),
        ("studies/one.html", "x", "#x"),
        ("studies/one.html", "", "../studies/one.html"),
    ],
)
def test_an_address_starts_at_the_page(made: Made, path: str, anchor: str, address: str) -> None:
    made.share("one", 3, 10)
    page = page_of(made.evidence, path)
    assert page.study_address(made.evidence.studies["one"], anchor) == address


def test_a_drug_is_linked_only_where_it_has_a_page_and_coloured_only_with_a_slot(
    made: Made,
) -> None:
    made.share("one", 3, 10)
    page = page_of(made.evidence)
    assert 'href="drugs/alphaone.html"' in page.drug("alphaone")
    assert "href" not in page.drug("alphaone", linked=False)
    assert "href" not in page.drug("alphatwo")
    assert "data-ev-slot" in page.drug("alphaone")
    assert "data-ev-slot" not in page.drug("sugar-pill")
    assert page.drug_mark("sugar-pill") == "○"


def test_a_word_is_explained_once_a_page_and_never_inside_another(small: Evidence) -> None:
    page = page_of(small)
    first = explain(page, "River score and River score; RSV")
    assert first.count('role="tooltip"') == 1
    assert 'role="tooltip"' in explain(page, "RS")
    assert 'role="tooltip"' not in explain(page, "RS, River score")
    assert page.named("see example-2001, not-a-study") == "see Example 2001, not-a-study"
    assert "tooltip" not in explain(page_of(replace(small, glossary=())), "River score")


def state(**changes: Any) -> Currency:
    fields = {"last": PartialDate.parse("2024-08-31"), "due": date(2025, 2, 28), "found": 1200}
    rest = {"new": 0, "version": None, "as_of": date(2024, 8, 31), "awaiting": 1, "to_extract": 0}
    none = {"retired": None, "looked": None, "unlooked": 0}
    return Currency(**{**fields, **rest, **none, **changes})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "1,200 reports found in all, none on or after 31 August 2024; 1 report waits"),
        ({"version": "2024.1.0", "new": 3}, "3 of them since version 2024.1.0;"),
        ({"awaiting": 2}, "2 reports wait for a decision."),
        ({"to_extract": 1}, "1 report waits for a decision, 1 study waits for extraction."),
        ({"to_extract": 2}, "2 studies wait for extraction."),
        ({"unlooked": 1}, "No report has been checked for retraction yet."),
        ({"looked": date(2024, 8, 1)}, "The oldest look for retractions is of 1 August 2024."),
        (
            {"looked": date(2024, 8, 1), "unlooked": 1},
            "is of 1 August 2024; 1 report has not been checked for retraction yet.",
        ),
        ({"looked": date(2024, 8, 1), "unlooked": 2}, "; 2 reports have not been checked"),
    ],
)
def test_how_current_the_record_is_says_what_waits(
    small: Evidence, changes: dict[str, Any], words: str
) -> None:
    line = status_line(page_of(small), state(**changes)).striptags()
    assert words in line
    assert "Next search due by 28 February 2025" in line


ASKED = (("PubMed", PartialDate.parse("2024-08-01")),)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Last search: 31 August 2024. Next search due"),
        (
            {"searched": ("PubMed", "PubMed", "Europe PMC")},
            "Last search: 31 August 2024, of PubMed and Europe PMC. Next search due",
        ),
        (
            {"unasked": ("PubMed",)},
            "Sources last looked for on 31 August 2024. PubMed has not been searched yet. First",
        ),
        (
            {"unasked": ("PubMed", "A register", "Europe PMC")},
            "PubMed, A register and Europe PMC have not been searched yet. First search due by",
        ),
        (
            {"asked": ASKED},
            (
                "Sources last looked for on 31 August 2024. PubMed was last searched on 1 August 2024. "
                "Next search due"
            ),
        ),
        (
            {"asked": ASKED, "unasked": ("A register",)},
            "on 1 August 2024. A register has not been searched yet. Next search due",
        ),
    ],
)
def test_a_day_without_a_database_is_not_called_a_search(
    small: Evidence, changes: dict[str, Any], words: str
) -> None:
    line = status_line(page_of(small), state(**changes)).striptags()
    assert words in line
    foot = footer_line(state(**changes), frozenset()).striptags()
    assert re.split(" First| Next", words)[0].rstrip(".") in foot
    assert ("Last search" in foot) is not bool(changes.keys() & {"asked", "unasked"})


def test_a_saved_search_that_never_ran_is_no_search(small: Evidence) -> None:
    fields = {"id": "pm", "service": "pubmed", "query": "fever"}
    day = small.topic.last_search
    earlier = PartialDate.parse("2024-08-01")
    for last, pending, asked, unasked, searched in (
        (day, False, (), (), ("PubMed",)),
        (None, False, (), (), ()),
        (earlier, False, (("PubMed", earlier),), (), ()),
        (earlier, True, (), ("PubMed",), ()),
    ):
        search = SavedSearch(**fields, last=last, not_yet_run=pending)
        told = currency(replace(small, topic=replace(small.topic, searches=(search,))))
        assert (told.asked, told.unasked, told.searched) == (asked, unasked, searched)


def test_the_foot_of_a_page_links_what_is_new_where_that_page_is_there() -> None:
    plain = footer_line(state(), frozenset()).striptags()
    assert plain == (
        "Last search: 31 August 2024 · 1,200 reports found, none new, 1 awaiting a decision · "
        "Next search due by 28 February 2025; after that day this record is overdue"
    )
    more = footer_line(state(to_extract=2), frozenset({"whats-new.html"})).striptags()
    assert "1 awaiting a decision, 2 studies to be extracted · What is new · " in more


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (People(0, 0, 2, 2), "not reported"),
        (People(10, 10, 2, 0), "10"),
        (People(10, 12, 2, 0), "10 to 12"),
        (People(10, 10, 2, 1), "10 and 1 study of unknown size"),
        (People(10, 10, 4, 2), "10 and 2 studies of unknown size"),
    ],
)
def test_a_sum_of_unknown_numbers_is_not_zero(people: People, words: str) -> None:
    assert " ".join(people_so_far(people).striptags().split()) == words


@pytest.mark.parametrize(
    ("changes", "group", "words"),
    [
        ({}, 10, None),
        ({"events": None}, 10, "of 10"),
        ({"events": None, "total": None}, 12, "total not stated; 12 were on sugar pill"),
        ({"events": None, "total": None}, None, "total not stated"),
    ],
)  # fmt: skip
def test_a_share_of_a_control_group_says_of_how_many_it_is(
    made: Made, changes: dict[str, Any], group: int | None, words: str | None
) -> None:
    share = made.share("one", 3, 10, design="randomised-trial", arm="pill")
    result = replace(share, **changes)
    study = made.evidence.studies["one"]
    size = count(group) if group else None
    arms = tuple(replace(arm, total=size) for arm in study.arms)
    said = of_how_many(page_of(made.evidence), Entry(replace(study, arms=arms), result))
    assert (said.striptags() if said else None) == words


def test_what_a_drug_acts_on_and_where_it_is_approved_may_be_unknown(small: Evidence) -> None:
    drug = small.drugs["alphaone"]
    known = targets(small, drug)
    assert known is not None
    assert known.striptags() == "ALF1"
    assert "<a " not in known
    assert targets(small, replace(drug, targets=())) is None
    assert approvals(small, drug) is None


def test_a_retracted_study_is_named_where_it_is_left_out(made: Made) -> None:
    made.share("one", 3, 10)
    made.share("two", 3, 10)
    page = page_of(made.evidence)
    assert left_out(page, page.evidence.studies.values()) is None
    assert banner(page, page.evidence.studies["one"]) is None
    made.retract("one")
    citations = {"one": Citation(key="one", title="The paper")}
    page = page_of(replace(made.evidence, citations=citations))
    one, two = page.evidence.studies.values()
    line = left_out(page, [one, two])
    assert line is not None
    assert line.striptags().startswith("Retracted: One retracted. Still shown")
    said = banner(page, one)
    assert said is not None
    assert said.striptags().endswith(
        "The retraction was seen on 2024-08-30: made up. "
        "In the words of the record: seen: notice of retraction."
    )
    several = banner(page, replace(one, reports=("one", "lost")))
    assert several is not None
    assert "Report: The paper. The retraction" in several.striptags()


def test_a_study_says_how_near_its_sources_stand_and_when_they_were_read(small: Evidence) -> None:
    study = small.studies["example-2001"]
    assert ranks(study).striptags() == "primary"
    second = replace(study.results[0], source="news")
    both = replace(study, results=(*study.results, second))
    assert ranks(both).striptags() == "primary secondary"
    assert extraction_words(study.extraction).startswith(
        "1 August 2024, read again 2 August 2024; "
    )
    once = small.studies["second-2003"].extraction
    assert "read again" not in extraction_words(once)
