"""MEDLINE's tagged text: wrapped lines, authors in order, notices, files put together, records without a number."""

from generator.formats.nbib import read_nbib
from generator.model.citation import Author
from generator.model.found import RecordNotice
from generator.model.identifier import Doi, Pmid

ONE = """PMID- 90000001
OWN - NLM
STAT- MEDLINE
IS  - 0000-0001 (Print)
VI  - 12
IP  - 3
DP  - 2020 Feb 3
TI  - Water in rivers that are so long that their titles have to be
      wrapped over two lines.
PG  - 858-65
LID - 10.5555/own.1 [doi]
LID - S0001 [pii]
AB  - BACKGROUND: Rivers flow. RESULTS: They did, in all of
      ten. TRIAL REGISTRATION: NCT90000001.
FAU - van der Brook, Ada B 3rd
AU  - van der Brook AB 3rd
AD  - House by the river.
AU  - Ford FG
CN  - River Study Group
FAU - Last, Lee
AU  - Last L
LA  - eng
SI  - ClinicalTrials.gov/NCT90000002
SI  - GENBANK/AB000001
PT  - Journal Article
PT  - Retracted Publication
TA  - J Rivers
JT  - Journal of rivers
RIN - J Rivers. 2022 Jan;14(1):12. PMID: 90000101
CIN - J Rivers. 2020;12(4):1. PMID: 90000102
MH  - *Rivers
PMC - PMC9000001
AID - 10.5555/own.1 [doi]
SO  - J Rivers. 2020 Feb 3;12(3):858-65. doi: 10.5555/own.1.
"""
TWO = """PMID- 90000002
OWN - NLM
TI  - Another river.
DEP - 20210405
DP  - 2021 Spring
PT  - Published Erratum
EFR - J Rivers. 2020;12:1. PMID: 90000001
SO  - J Rivers. 2021.
"""


def test_a_record_is_read_whole() -> None:
    (record,), findings = read_nbib(ONE, "x.nbib")
    assert findings == []
    citation = record.citation
    assert (
        citation.title
        == "Water in rivers that are so long that their titles have to be wrapped over two lines"
    )
    assert citation.authors == (
        Author(particle="van der", family="Brook", given="Ada B", suffix="3rd"),
        Author(family="Ford", given="FG"),
        Author(literal="River Study Group"),
        Author(family="Last", given="Lee"),
    )
    assert record.identifiers == (Doi("10.5555/own.1"), Pmid(90000001), citation.pmcid)
    assert (citation.journal, citation.year, citation.month, citation.day) == (
        "J Rivers",
        2020,
        2,
        3,
    )
    assert (citation.volume, citation.number, citation.pages) == ("12", "3", "858–865")
    assert [one.number for one in record.registrations] == ["NCT90000002", "NCT90000001"]
    assert [part.label for part in record.abstract] == [
        "BACKGROUND",
        "RESULTS",
        "TRIAL REGISTRATION",
    ]
    assert record.notices == (
        RecordNotice("retraction", "J Rivers. 2022 Jan;14(1):12.", Pmid(90000101), None, "2022-01"),
    )
    assert [(link.kind, link.pmid) for link in record.links] == [("comment-in", Pmid(90000102))]


def test_an_erratum_of_another_report_is_no_notice() -> None:
    (record,), _ = read_nbib(TWO, "x.nbib")
    assert (record.notices, [link.kind for link in record.links]) == ((), ["erratum-for"])
    assert (record.citation.year, record.citation.month, record.published) == (
        2021,
        None,
        "2021 Spring",
    )


def test_files_put_together_without_a_blank_line_are_two_records() -> None:
    for between in ("", "\n", "\n\n\n", "\ufeff"):
        records, findings = read_nbib(ONE + between + TWO, "x.nbib")
        assert [record.citation.pmid for record in records] == [Pmid(90000001), Pmid(90000002)], (
            between
        )
        assert records[1].origin.line == ONE.count("\n") + 1 + between.count("\n")
        assert findings == []


def test_records_without_a_number_are_told_and_kept_apart() -> None:
    bare = TWO.replace("PMID- 90000002\n", "")
    records, findings = read_nbib(f"{bare}\n{bare.replace('Another', 'A third')}", "x.nbib")
    assert [record.citation.title for record in records] == ["Another river", "A third river"]
    assert [(finding.code, finding.place.line) for finding in findings] == [
        ("W261", 1),
        ("W261", 9),
    ]


def test_a_blank_line_inside_a_record_ends_nothing() -> None:
    (record,), _ = read_nbib(ONE.replace("AB  - ", "\nAB  - "), "x.nbib")
    assert record.citation.pmcid is not None


def test_a_short_name_with_a_comma_is_a_person() -> None:
    records, _ = read_nbib("\nOWN - ERIC\nTI  - Weirs\nAU  - Brook, Ada\nSO  - v1 n1\n", "x.nbib")
    assert [record.citation.authors for record in records] == [
        (Author(family="Brook", given="Ada"),)
    ]


def test_a_short_name_before_its_full_form_is_no_second_author() -> None:
    text = "PMID- 1\nTI  - Weirs\nAU  - Brook A\nFAU - Brook, Ada\nAU  - Reed B\nFAU - Reed, Bo\nAU  - Ford F\n"
    records, _ = read_nbib(text, "x.nbib")
    assert [(author.family, author.given) for author in records[0].citation.authors] == [
        ("Brook", "Ada"),
        ("Reed", "Bo"),
        ("Ford", "F"),
    ]
