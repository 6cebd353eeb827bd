"""The flow of records: every one is counted once, and the boxes sum to the whole."""

import dataclasses
import random

import pytest

from generator.model.evidence import Evidence
from generator.model.reference import DECISIONS, ScreeningRecord
from generator.model.topic import SavedSearch
from generator.synthesis.flow import NO_REASON, Kind, flow, reason_in_short, way_found

SEARCHES = (
    SavedSearch(id="pm", service="pubmed", query="q"),
    SavedSearch(id="epmc", service="europe-pmc", query="q"),
    SavedSearch(id="ct", service="register", query="q"),
)


def row(
    decision: str, reason: str = "", study: str = "", found_by: str = "search: pm", line: int = 2
) -> ScreeningRecord:
    return ScreeningRecord(date_found="2024-08-01", found_by=found_by, identifier="none", title="T", decision=decision,
                           reason=reason, study=study, line=line)  # fmt: skip


def screened(small: Evidence, *rows: ScreeningRecord) -> Evidence:
    topic = dataclasses.replace(small.topic, searches=SEARCHES)
    return dataclasses.replace(small, topic=topic, screening=rows)


def test_the_project_s_own_flow_adds_up(evidence: Evidence) -> None:
    found = flow(evidence)
    assert found.adds_up
    assert len(found.found) == len(evidence.screening) > 100
    assert {study.id for study in found.studies} == set(evidence.every_study)
    reports = {key for study in evidence.every_study.values() for key in study.reports}
    assert set(found.reports) == reports & set(evidence.citations)


def test_whatever_was_decided_the_boxes_sum_to_the_whole(small: Evidence) -> None:
    chance = random.Random(5)  # noqa: S311 - the same decisions each time
    ways = [
        "search: pm",
        "search: ct",
        "search: another",
        "file: a.nbib",
        "identifier given",
        "",
        "seed: named",
    ]
    for size in (0, 1, 7, 300):
        rows = [
            row(
                chance.choice(DECISIONS),
                chance.choice(["a; b", "a: c", "A", "z", ""]),
                "",
                chance.choice(ways),
            )
            for _ in range(size)
        ]
        found = flow(screened(small, *rows))
        assert found.adds_up
        parts = (found.duplicates, found.excluded, found.awaiting, found.included)
        assert sum(map(len, parts)) == size
        assert found.to_screen == size - len(found.duplicates)


def test_an_unknown_decision_does_not_add_up(small: Evidence) -> None:
    found = flow(screened(small, row("included"), row("perhaps")))
    assert [one.decision for one in found.undecided] == ["perhaps"]
    assert not found.adds_up


@pytest.mark.parametrize(("found_by", "kind", "name"), [
    ("search: pm", Kind.DATABASES, "PubMed"),
    ("search: epmc", Kind.DATABASES, "Europe PMC"),
    ("search: ct", Kind.REGISTERS, "ClinicalTrials.gov"),
    ("search: words that nobody saved", Kind.OTHER, "searches without a saved query"),
    ("file: export.ris", Kind.OTHER, "files"),
    ("file: pm", Kind.OTHER, "files"),
    ("  search :  pm  ", Kind.DATABASES, "PubMed"),
    ("identifier given", Kind.OTHER, "identifiers given"),
    ("seed list: cited by", Kind.OTHER, "seed list"),
    ("", Kind.OTHER, "not recorded"),
])  # fmt: skip
def test_only_a_saved_search_is_a_search_of_a_database(
    small: Evidence, found_by: str, kind: Kind, name: str
) -> None:
    assert way_found(screened(small).topic, found_by) == (kind, name)


def test_reasons_are_put_together_up_to_their_first_stop_and_the_largest_stands_first(
    small: Evidence,
) -> None:
    rows = [
        row("excluded", "another disease"),
        row("excluded", "no own data; a review"),
        row("excluded", "No own data: x"),
    ]
    found = flow(screened(small, *rows))
    assert [(reason.label, len(reason.rows)) for reason in found.reasons] == [
        ("no own data", 2),
        ("another disease", 1),
    ]
    assert reason_in_short(" ; x") == NO_REASON


def test_a_study_is_counted_once_however_many_of_its_reports_were_found(small: Evidence) -> None:
    rows = [
        row("included", study="example-2001"),
        row("included", study="example-2001"),
        row("included", study="nobody"),
    ]
    found = flow(screened(small, *rows))
    assert [study.id for study in found.studies] == ["example-2001"]
    assert len(found.included) == 3


@pytest.mark.parametrize("part", ["ways", "excluded", "reasons", "awaiting", "included", "found"])
def test_a_record_missing_from_any_box_does_not_add_up(small: Evidence, part: str) -> None:
    rows = (row(decision) for decision in ("excluded", "awaiting", "included", "duplicate"))
    whole = flow(screened(small, *rows))
    assert whole.adds_up
    assert not dataclasses.replace(whole, **{part: ()}).adds_up  # type: ignore[arg-type]
    assert not dataclasses.replace(whole, undecided=whole.found[:1]).adds_up


def test_ways_are_told_by_kind_the_one_with_most_records_first(small: Evidence) -> None:
    ways = ("search: epmc", "search: pm", "search: pm", "search: ct", "file: b", "search: epmc")
    whole = flow(screened(small, *(row("awaiting", found_by=way) for way in ways)))
    labels = {kind: [way.label for way in whole.of_kind(kind)] for kind in Kind}
    assert labels == {
        Kind.DATABASES: ["Europe PMC", "PubMed"],
        Kind.REGISTERS: ["ClinicalTrials.gov"],
        Kind.OTHER: ["files"],
    }


def test_drafts_are_the_included_studies_still_to_be_read(small: Evidence) -> None:
    draft = small.studies["second-2003"]
    extraction = dataclasses.replace(draft.extraction, status="to-be-extracted")
    draft = dataclasses.replace(draft, extraction=extraction)
    studies = {name: study for name, study in small.studies.items() if name != draft.id}
    evidence = dataclasses.replace(small, studies=studies, drafts={draft.id: draft})
    rows = (row("included", study=name) for name in ("second-2003", "example-2001"))
    whole = flow(screened(evidence, *rows))
    assert [study.id for study in whole.studies] == ["second-2003", "example-2001"]
    assert [study.id for study in whole.drafts] == ["second-2003"]


def test_only_reports_in_the_bibliography_are_counted_as_reports(small: Evidence) -> None:
    study = small.studies["example-2001"]
    study = dataclasses.replace(study, reports=("example-2001", "letter-nobody-has"))
    evidence = dataclasses.replace(small, studies={study.id: study})
    whole = flow(screened(evidence, row("included", study=study.id)))
    assert whole.reports == ("example-2001",)
