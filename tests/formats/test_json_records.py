"""JSON of records: CSL in every state, Crossref, Europe PMC, ClinicalTrials.gov; broken files lose one object."""

import json
from typing import Any

import pytest

from generator.formats.json_records import read_json_records
from generator.model.citation import Author
from generator.model.found import FoundRecord, RecordLink, RecordNotice, RegisteredOutcome
from generator.model.identifier import Doi, Pmcid, Pmid
from generator.model.inline import Span

WORK: dict[str, Any] = {
    "id": "x", "type": "article-journal", "title": "Water in <i>small</i> rivers &amp; H<sub>2</sub>O",
    "author": [{"family": "Brook", "given": "Ada", "non-dropping-particle": "van der", "suffix": "3rd"},
               {"literal": "River Group"}],
    "container-title": "Journal of Rivers", "issued": {"date-parts": [["2020", "02", 3, 9]]},
    "volume": 12, "issue": "3",
    "page": "858-65", "DOI": "https://doi.org/10.5555/own.1", "note": "PMID: 90000001\nPMCID: PMC9000001",
    "abstract": "<jats:p>Ten.</jats:p>",
}  # fmt: skip
STUDY: dict[str, Any] = {
    "protocolSection": {
        "identificationModule": {
            "nctId": "NCT90000001", "briefTitle": "Water \\> rivers", "officialTitle": "A Study of Water",
            "secondaryIdInfos": [{"id": "2019-123456-12", "type": "EUDRACT_NUMBER"}, {"id": "R1", "type": "NIH"}],
        },
        "statusModule": {"overallStatus": "COMPLETED", "studyFirstPostDateStruct": {"date": "2019-05-02"}},
        "designModule": {"studyType": "INTERVENTIONAL", "phases": ["PHASE2"],
                         "enrollmentInfo": {"count": 10, "type": "ACTUAL"}},
        "armsInterventionsModule": {"armGroups": [
            {"label": "Water", "type": "EXPERIMENTAL", "interventionNames": ["Drug: W"]}]},
        "outcomesModule": {"primaryOutcomes": [{"measure": "Flow", "timeFrame": "12 weeks"}]},
        "eligibilityModule": {"eligibilityCriteria": "* Age \\>= 18\n* CK &gt; 5", "minimumAge": "18 Years"},
        "referencesModule": {"references": [{"pmid": "90000002", "type": "RESULT", "citation": "Brook A. Water."}]},
    },
    "hasResults": False,
}  # fmt: skip


def only(entry: object) -> FoundRecord:
    (record,), findings = read_json_records(json.dumps(entry), "x.json")
    assert findings == []
    return record


def test_csl_json_is_read_whole() -> None:
    record = only([WORK])
    citation = record.citation
    assert citation.title == "Water in small rivers & H2O"
    assert record.title[1] == Span("italic", ("small",))
    assert citation.authors == (
        Author(family="Brook", given="Ada", particle="van der", suffix="3rd"),
        Author(literal="River Group"),
    )
    assert (citation.year, citation.month, citation.day) == (2020, 2, 3)
    assert (citation.volume, citation.number, citation.pages) == ("12", "3", "858–865")
    assert record.identifiers == (Doi("10.5555/own.1"), Pmid(90000001), Pmcid(9000001))
    assert record.abstract[0].text == "Ten."


@pytest.mark.parametrize(
    "whole",
    [
        WORK,
        [WORK],
        {"items": [WORK]},
        {"message": WORK},
        {"message": {"items": [WORK]}},
        {"a": WORK, "b": WORK},
    ],
)
def test_every_wrapping_is_opened(whole: object) -> None:
    records, findings = read_json_records(json.dumps(whole, indent=1), "x.json")
    assert {record.citation.doi for record in records} == {Doi("10.5555/own.1")}
    assert findings == []


@pytest.mark.parametrize(
    "issued",
    [
        {"date-parts": [[]]},
        {"date-parts": [[None]]},
        {"date-parts": []},
        {},
        None,
        [],
        "soon",
        {"date-parts": 3},
    ],
)
def test_a_date_that_says_nothing_is_no_date(issued: object) -> None:
    assert only({**WORK, "issued": issued}).citation.year is None


def test_crossref_says_what_happened_to_a_work_and_what_it_does_to_others() -> None:
    record = only({
        "message": {
            "title": ["Water"], "container-title": ["Rivers"], "DOI": "10.5555/a", "type": "journal-article",
            "updated-by": [{"type": "retraction", "DOI": "10.5555/r", "label": "Retraction",
                            "updated": {"date-parts": [[2022, 1, 5]]}}],
            "update-to": [{"type": "correction", "DOI": "10.5555/old", "label": "Correction"}],
            "relation": {"has-preprint": [{"id": "10.5555/pre", "id-type": "doi"}]},
        }
    })  # fmt: skip
    assert record.notices == (
        RecordNotice("retraction", "Retraction", None, Doi("10.5555/r"), "2022-01-05"),
    )
    assert record.links == (
        RecordLink("erratum-for", "Correction", None, Doi("10.5555/old")),
        RecordLink("preprint-in", "", None, Doi("10.5555/pre")),
    )


def test_europe_pmc_is_read() -> None:
    record = only({
        "resultList": {"result": [{
            "id": "90000001", "source": "MED", "pmid": "90000001", "pmcid": "PMC9000001", "doi": "10.5555/own.1",
            "title": "Water in <i>small</i> rivers.",
            "authorString": "Brook A, River Group.", "journalTitle": "J Rivers",
            "journalVolume": "12", "issue": "3", "pubYear": "2020", "pageInfo": "858-65",
            "pubType": "retracted publication",
        }]}
    })  # fmt: skip
    assert record.citation.title == "Water in small rivers"
    assert record.identifiers == (Doi("10.5555/own.1"), Pmid(90000001), Pmcid(9000001))
    assert record.is_retracted


def test_a_registered_trial_is_read_with_what_it_says() -> None:
    record = only(STUDY)
    entry = record.register
    assert entry is not None
    assert [one.number for one in record.registrations] == ["NCT90000001", "2019-123456-12"]
    assert (record.citation.title, record.citation.year) == ("Water > rivers", 2019)
    assert (entry.status, entry.phase, entry.enrollment, entry.has_results) == (
        "COMPLETED",
        "PHASE2",
        10,
        False,
    )
    assert entry.criteria == "* Age >= 18\n* CK > 5"
    assert entry.ages == "18 Years and older"
    assert entry.outcomes == (RegisteredOutcome("primary", "Flow", "12 weeks"),)
    assert entry.arms[0].interventions == ("Drug: W",)
    assert [(link.kind, link.pmid) for link in record.links] == [("other", Pmid(90000002))]


@pytest.mark.parametrize("whole", [STUDY, [STUDY], {"studies": [STUDY]}])
def test_studies_come_one_or_many(whole: object) -> None:
    assert only(whole).register is not None


def test_missing_modules_read_as_not_given() -> None:
    record = only(
        {
            "protocolSection": {
                "identificationModule": {"nctId": "NCT90000001", "briefTitle": "Bare"}
            }
        }
    )
    assert record.register is not None
    assert (record.register.status, record.register.enrollment, record.register.arms) == (
        "",
        None,
        (),
    )


def test_broken_json_loses_the_broken_object_only() -> None:
    whole = json.dumps([{**WORK, "id": str(number)} for number in range(4)], indent=2)
    cut = whole[: whole.rindex('"id"')]
    records, findings = read_json_records(cut, "x.json")
    assert [record.citation.key for record in records] == ["0", "1", "2"]
    assert [(finding.code, finding.place.line) for finding in findings] == [
        ("E262", 1 + cut[: cut.rindex("\n  {")].count("\n") + 1)
    ]
    second = whole.replace('"id": "1",', '"id": "1"', 1)
    records, findings = read_json_records(second, "x.json")
    assert [record.citation.key for record in records] == ["0", "2", "3"]
    assert [finding.code for finding in findings] == ["E262"]


def test_one_object_a_line_is_read() -> None:
    text = "\n".join(json.dumps({**WORK, "id": str(number)}) for number in range(3))
    records, findings = read_json_records(text, "x.json")
    assert [(record.citation.key, record.origin.line) for record in records] == [
        ("0", 1),
        ("1", 2),
        ("2", 3),
    ]
    assert findings == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("[]", ["N261"]),
        ("[{}]", ["E262"]),
        ("[1, null]", ["E262", "E262"]),
        ('{"error": "limit"}', ["E261"]),
        ("{", ["E262"]),
    ],
)
def test_what_is_no_record_is_a_finding(text: str, codes: list[str]) -> None:
    records, findings = read_json_records(text, "x.json")
    assert (records, [finding.code for finding in findings]) == ([], codes)
