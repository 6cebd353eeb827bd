"""RIS from many programs: each record is there, with its identifiers wherever they were put."""

import pytest

from generator.formats.ris import read_ris, write_ris
from generator.model.citation import Author
from generator.model.found import FoundRecord
from generator.model.identifier import Doi, Pmcid, Pmid, Registration

ZOTERO = """TY  - JOUR
TI  - Water in <i>small</i> rivers
AU  - van der Brook, Ada B.
AU  - River Study Group
T2  - Journal of Rivers
AB  - Ten rivers were seen
and all of them flowed.
DA  - 2020/02/03/
PY  - 2020
DO  - 10.5555/own.1
DP  - Some catalogue
VL  - 12
IS  - 3
SP  - 858
EP  - 65
J2  - J Rivers
SN  - 0000-0001
UR  - https://example.org/own.1
L1  - file:///home/somebody/own.pdf
KW  - rivers
KW  - water
ER  -

"""
ENDNOTE = """TY  - JOUR
AU  - Ford, F. G., Jr.
DA  - Mar 15
DP  - NLM
AN  - 90000002
J2  - J Rivers
LA  - eng
PY  - 2021
SP  - 12-9
ST  - Fords
T2  - J Rivers
TI  - Fords and bridges
VL  - 13
ER  -

"""
SCOPUS = """TY  - JOUR
TI  - A bridge
T2  - Journal of Rivers
J2  - J. Rivers
VL  - 14
PY  - 2022
DO  - 10.5555/bridge
UR  - https://www.example.com/record?doi=10.5555%2fbridge
AU  - Bridge, B.B.
C7  - e12345
M3  - Retracted
DB  - Scopus
N1  - Export Date: 1 January 2023; Cited By: 3
ER  -

"""
OVID = """2.
TY  - JOUR
DB  - Embase
DB  - Medline
ID  - 2021-00001-001
DO  - https://dx.doi.org/10.5555/ovid
T1  - Canals.
A1  - Canal, Carla
A2  - Cited, C., Other, O., et al.
C5  - 90000011
PG  -
M1  - Cited, C. (2018). Locks. https://pubmed.ncbi.nlm.nih.gov/90000099 https://dx.doi.org/10.5555/cited
JF  - Canals
Y1  - 2021//
ER  -

Record #2 of 2
Provider: A Publisher

"""
EMBASE = """TY  - JOUR
T1  - Wells
A1  - Well W.
A1  - Spring S.T.
Y1  - 2019//
VL  - 1
IS  - 1
SP  - e7
JF  - Wells and Springs
JA  - Wells
AN  - L2000000001
DB  - Embase
M3  - Conference Abstract
L3  - https://dx.doi.org/10.5555/wells
ER  -
"""
COCHRANE = """Record #1 of 2
Provider: A Publisher

TY  - JOUR
AN  - CN-00000001
T1  - Dams
AU  - Dam D
Y1  - 2018
C3  - PUBMED 90000009,EMBASE 2000000009
US  - https://example.org/CN-00000001/full
KW  - water; walls
ER  -
"""
PUBMED_TOOL = """TY  - JOUR
T1  - Locks
A1  - Lock,L.
Y1  - 2017/07/15/
N1  - LR: 20200101; PMC9000007
JF  - Locks
U1  - 90000007[pmid]
U2  - PMC9000007[pmcid]
UR  - https://pubmed.ncbi.nlm.nih.gov/90000007/
ER  -
"""


def only(text: str) -> FoundRecord:
    (record,), findings = read_ris(text, "x.ris")
    assert findings == []
    return record


def test_zotero() -> None:
    record = only(ZOTERO)
    citation = record.citation
    assert citation.title == "Water in small rivers"
    assert len(record.title) == 3
    assert citation.authors == (
        Author(particle="van der", family="Brook", given="Ada B."),
        Author(literal="River Study Group"),
    )
    assert (citation.journal, citation.volume, citation.number, citation.pages) == (
        "Journal of Rivers",
        "12",
        "3",
        "858–865",
    )
    assert (citation.year, citation.month, citation.day) == (2020, 2, 3)
    assert citation.doi == Doi("10.5555/own.1")
    assert record.subjects == ("rivers", "water")
    assert record.abstract[0].text == "Ten rivers were seen and all of them flowed."
    assert dict(citation.other) == {"dp": "Some catalogue", "sn": "0000-0001"}
    assert "somebody" not in repr(record)


def test_endnote() -> None:
    citation = only(ENDNOTE).citation
    assert citation.pmid == Pmid(90000002)
    assert citation.authors == (Author(family="Ford", given="F. G.", suffix="Jr."),)
    assert (citation.year, citation.pages) == (2021, "12–19")


def test_scopus_with_an_article_number_and_a_retraction() -> None:
    record = only(SCOPUS)
    assert (record.citation.pages, record.citation.doi) == ("e12345", Doi("10.5555/bridge"))
    assert record.is_retracted


def test_embase() -> None:
    record = only(EMBASE)
    assert record.citation.doi == Doi("10.5555/wells")
    assert record.citation.pmid is None
    assert record.citation.authors == (
        Author(family="Well", given="W."),
        Author(family="Spring", given="S.T."),
    )
    assert (record.citation.year, record.citation.journal) == (2019, "Wells and Springs")
    assert record.publication_types == ("Conference Abstract",)


def test_ovid_puts_what_it_cites_into_tags_that_are_not_the_record_s_own() -> None:
    citation = only(OVID).citation
    assert (citation.doi, citation.pmid, citation.title) == (
        Doi("10.5555/ovid"),
        Pmid(90000011),
        "Canals",
    )
    assert citation.editors == ()


def test_headings_between_records_are_no_records() -> None:
    records, findings = read_ris(OVID + COCHRANE, "x.ris")
    assert len(records) == 2
    assert findings == []


def test_long_foreign_text_is_kept_in_short_only() -> None:
    text = ZOTERO.replace("DP  - Some", "DP  - " + "x" * 900 + " Some")
    assert max(len(value) for _, value in only(text).citation.other) == 300


def test_cochrane_names_the_number_in_words() -> None:
    assert only(COCHRANE).citation.pmid == Pmid(90000009)


def test_tools_that_export_from_pubmed() -> None:
    citation = only(PUBMED_TOOL).citation
    assert (citation.pmid, citation.pmcid) == (Pmid(90000007), Pmcid(9000007))


@pytest.mark.parametrize(
    "form", ["TY - JOUR", "TY  -JOUR", "TY-  JOUR", "TY\t-\tJOUR", "  TY  - JOUR", "ty  - jour"]
)
def test_odd_spacing_loses_no_record(form: str) -> None:
    text = ZOTERO.replace("TY  - JOUR", form)
    records, _ = read_ris(text + text, "x.ris")
    assert [record.citation.title for record in records] == ["Water in small rivers"] * 2


def test_a_record_that_is_not_closed_is_read_and_told() -> None:
    records, findings = read_ris(ZOTERO.replace("ER  -\n", "") + ENDNOTE, "x.ris")
    assert [record.citation.title for record in records] == [
        "Water in small rivers",
        "Fords and bridges",
    ]
    assert [(finding.code, finding.place.line) for finding in findings] == [("W261", 1)]


def test_records_on_one_line_are_taken_apart() -> None:
    records, _ = read_ris(ZOTERO.rstrip() + " " + ENDNOTE, "x.ris")
    assert len(records) == 2


def test_a_record_without_its_type_is_read_and_told() -> None:
    records, findings = read_ris(ZOTERO + ENDNOTE.replace("TY  - JOUR\n", ""), "x.ris")
    assert len(records) == 2
    assert [finding.code for finding in findings] == ["W261"]


def test_two_records_without_anything_between_are_told() -> None:
    text = ZOTERO.replace("ER  -\n", "") + ENDNOTE.replace("TY  - JOUR\n", "")
    records, findings = read_ris(text, "x.ris")
    assert len(records) == 1
    assert [finding.code for finding in findings] == ["W261"]


def test_a_record_that_names_nothing_is_a_finding() -> None:
    records, findings = read_ris("TY  - JOUR\nVL  - 3\nER  - \n" + ENDNOTE, "x.ris")
    assert len(records) == 1
    assert [(finding.code, finding.place.line) for finding in findings] == [("E262", 1)]


def test_words_with_a_hyphen_do_not_begin_a_tag() -> None:
    record = only("TY  - JOUR\nTI  - Levels of\nIL-6 and T1-weighted\nimages\nER  - \n")
    assert record.citation.title == "Levels of IL-6 and T1-weighted images"


@pytest.mark.parametrize(
    ("title", "is_retracted", "codes"),
    [
        ("RETRACTED: Water", True, []), ("RETRACTED ARTICLE: Water", True, []),
        ("Retraction notice to Water", False, ["W264"]),
        ("Retracted: Water", False, ["W264"]), ("Withdrawal of water", False, []),
    ],
)  # fmt: skip
def test_a_title_in_capitals_marks_a_retraction_and_others_are_told(
    title: str, is_retracted: bool, codes: list[str]
) -> None:
    records, findings = read_ris(f"TY  - JOUR\nTI  - {title}\nER  - \n", "x.ris")
    assert (records[0].is_retracted, [finding.code for finding in findings]) == (
        is_retracted,
        codes,
    )


@pytest.mark.parametrize(("depth", "codes"), [(19, []), (20, ["W261"]), (400, ["W261"])])
def test_a_title_of_tags_one_in_another_is_read_and_told(depth: int, codes: list[str]) -> None:
    title = "<i>" * depth + "Water" + "</i>" * depth
    text = f"TY  - JOUR\nTI  - {title}\nER  - \nTY  - JOUR\nTI  - Air\nER  - \n"
    records, findings = read_ris(text, "x.ris")
    assert [record.citation.title for record in records] == ["Water", "Air"]
    assert [finding.code for finding in findings] == codes


def test_our_own_export_reads_back_as_the_same_work() -> None:
    record = only(ZOTERO)
    again = only(write_ris([record.citation]).replace("\r\n", "\n"))
    assert again.citation.authors == record.citation.authors
    assert (again.citation.title, again.citation.doi, again.citation.pages) == (
        record.citation.title, record.citation.doi, record.citation.pages,
    )  # fmt: skip


def test_a_number_without_the_name_of_its_database_is_no_pmid() -> None:
    text = "TY  - JOUR\nAN  - {}\nTI  - Weirs\nER  - \n"
    assert only(text.format("90000002")).citation.pmid is None
    assert only(text.format("PMID: 90000002")).citation.pmid == Pmid(90000002)
    assert only(text.replace("TI", "DB  - PubMed\nTI").format("90000002")).citation.pmid == Pmid(
        90000002
    )


@pytest.mark.parametrize(
    "line",
    [
        "C7  - NCT00000001",
        "AN  - NCT00000001",
        "UR  - https://clinicaltrials.gov/ct2/show/NCT00000001",
    ],
)
def test_a_trial_s_number_in_a_tag_of_its_own_is_a_registration_and_no_page(line: str) -> None:
    record = only(f"TY  - JOUR\nTI  - Weirs\n{line}\nER  - \n")
    assert record.registrations == (Registration.parse("NCT00000001"),)
    assert record.citation.pages == ""


def test_keywords_and_addresses_on_lines_of_their_own_stay_apart() -> None:
    text = "TY  - JOUR\nTI  - Weirs\nKW  - water\nwalls\n"
    text += "UR  - https://example.org/1\nhttps://example.org/2\nER  - \n"
    record = only(text)
    assert record.subjects == ("water", "walls")
    assert record.citation.url == "https://example.org/1"


def test_of_two_titles_the_whole_one_is_read() -> None:
    records, findings = read_ris(
        "TY  - JOUR\nTI  - Weirs\nT1  - Weirs: a survey\nER  - \n", "x.ris"
    )
    assert [record.citation.title for record in records] == ["Weirs: a survey"]
    assert findings == []


def test_what_a_database_writes_after_a_record_or_instead_of_pages_is_not_read() -> None:
    text = "1.\nTY  - JOUR\nT1  - Weirs.\nSP  - No\nEP  - Specified\nER  -\nNL  - J Rivers\n\nLink to it: x\n\n2.\n"
    records, findings = read_ris(text + ENDNOTE, "x.ris")
    assert [record.citation.pages for record in records] == ["", "12–19"]
    assert findings == []


@pytest.mark.parametrize(
    ("printed", "author"),
    [
        ("Brook A.B.", Author(family="Brook", given="A.B.")),
        ("van der Brook J.-P.", Author(particle="van der", family="Brook", given="J.-P.")),
        ("Brook Jr. A.B.", Author(family="Brook", given="A.B.", suffix="Jr.")),
        ("A. B. van der Brook", Author(particle="van der", family="Brook", given="A. B.")),
        ("River Study Group", Author(literal="River Study Group")),
        ("U.S. River Authority", Author(literal="U.S. River Authority")),
        ("E. coli Consortium", Author(literal="E. coli Consortium")),
        ("A. B.", Author(literal="A. B.")),
    ],
)
def test_initials_with_dots_make_a_person(printed: str, author: Author) -> None:
    assert only(f"TY  - JOUR\nTI  - Weirs\nAU  - {printed}\nER  - \n").citation.authors == (author,)
