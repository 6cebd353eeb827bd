"""One way in for all formats: what a file is stands in its content; whatever stands in it, nothing is lost unsaid."""

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.formats.any_file import read_records
from generator.model.identifier import Doi, Pmcid, Pmid, Registration

PUBMED = (Path(__file__).parent / "collections" / "pubmed.xml").read_bytes()
NBIB = b"PMID- 90000001\nOWN - NLM\nTI  - Water.\nFAU - Brook, Ada\nDP  - 2020 Feb\n\n"
RIS = b"TY  - JOUR\nTI  - Water\nAU  - Brook, A\nPY  - 2020\nER  -\n"
BIB = b"@article{a, title={Water}, author={Brook, Ada}, year={2020}}\n"
CSL = b'[{"title": "Water", "DOI": "10.5555/a", "issued": {"date-parts": [[2020]]}}]'
STUDY = b'{"protocolSection": {"identificationModule": {"nctId": "NCT90000001", "briefTitle": "Water"}}}'
FILES = {
    "pubmed-xml": PUBMED,
    "nbib": NBIB,
    "ris": RIS,
    "bibtex": BIB,
    "csl-json": CSL,
    "clinicaltrials.gov": STUDY,
}
QUIET = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("name", FILES)
def test_a_format_is_known_by_its_content(name: str) -> None:
    collection = read_records(FILES[name], "export.wrong")
    assert collection.records
    assert {record.origin.format for record in collection.records} == {name}
    assert {record.origin.file for record in collection.records} == {"export.wrong"}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "encoded",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
        lambda text: b"\n\n  " + text.encode(),
    ],
    ids=["mark", "crlf", "cr", "utf-16", "blank"],
)  # fmt: skip
def test_marks_and_line_ends_change_nothing_and_are_not_complained_of(
    name: str, encoded: object
) -> None:
    before = read_records(FILES[name], "x")
    assert callable(encoded)
    after = read_records(encoded(FILES[name].decode()), "x")
    assert [record.citation for record in after.records] == [
        record.citation for record in before.records
    ]
    assert [finding.code for finding in after.findings] == [
        finding.code for finding in before.findings
    ]


def test_windows_letters_are_read_and_told() -> None:
    collection = read_records(
        "@misc{a, title={Über}, author={Müller, J}}".encode("cp1252"), "x.bib"
    )
    assert collection.records[0].citation.title == "Über"
    assert [finding.code for finding in collection.findings] == ["W231"]


def test_xml_keeps_to_the_encoding_it_states() -> None:
    text = '<?xml version="1.0" encoding="windows-1251"?><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID>'
    text += "<Article><ArticleTitle>Вода</ArticleTitle></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"
    collection = read_records(text.encode("cp1251"), "x.xml")
    assert collection.records[0].citation.title == "Вода"
    assert collection.findings == ()


@pytest.mark.parametrize(
    ("content", "code", "word"),
    [
        (b"", "N261", "empty"), (b" \n\n", "N261", "empty"), (b"%PDF-1.4\n\x00", "E261", "PDF"),
        (gzip.compress(BIB, mtime=0), "E261", "gzip"), (b"PK\x03\x04abc", "E261", "zip"),
        (b"a\x00b", "E261", "no text"),
        (b"Just some words about water.", "E261", "Just some words"),
        (b"%0 Journal Article\n%T Water\n", "E261", "EndNote"),
        (b"<html><head><title>Busy</title></head></html>", "E261", "Busy"), (b'{"error": "limit"}', "E261", "limit"),
        (b"@string{a = {b}}", "N261", "no record"), (b"title,year\nWater,2020\n", "E261", "title,year"),
    ],
)  # fmt: skip
def test_what_holds_no_records_is_named_in_one_line(content: bytes, code: str, word: str) -> None:
    collection = read_records(content, "x")
    assert collection.records == ()
    (finding,) = collection.findings
    assert finding.code == code
    assert word in str(finding)
    assert "\n" not in str(finding)


def test_identifiers_that_need_a_network_are_named() -> None:
    content = b"# my list\n90000001\nPMID: 90000002, PMC9000003\n10.5555/a  # a DOI\nhttps://doi.org/10.5555/B\nNCT90000001\n90000001\nwater\n"
    collection = read_records(content, "list.txt")
    assert collection.identifiers == (
        Pmid(90000001), Pmid(90000002), Pmcid(9000003), Doi("10.5555/a"), Doi("10.5555/b"),
        Registration("ClinicalTrials.gov", "NCT90000001"),
    )  # fmt: skip
    assert [(finding.code, finding.place.line) for finding in collection.findings] == [("E264", 8)]


@QUIET
@given(st.binary(max_size=300))
def test_any_bytes_end_in_records_or_findings(content: bytes) -> None:
    collection = read_records(content, "x")
    assert collection.records or collection.findings or collection.identifiers
    assert all("\n" not in str(finding) for finding in collection.findings)


SIGNS = [
    "@misc{a,", "title={", "}", "{", '"', "=", "\n", "TY  - JOUR\n", "TI  - ", "ER  -\n", "PMID- 1\n", "AU  - A\n", "[",
    "]", '{"title": "W"', ",", "<PubmedArticle>", "</PubmedArticle>", "<PMID>1</PMID>", "<", "&", "%", "\\", "$", "é",
    "\x00",
]  # fmt: skip


@QUIET
@given(st.lists(st.sampled_from(SIGNS), max_size=25))
def test_the_signs_of_all_formats_in_any_order_end_in_records_or_findings(signs: list[str]) -> None:
    collection = read_records("".join(signs).encode(), "x")
    assert collection.records or collection.findings or collection.identifiers


@QUIET
@given(st.sampled_from(sorted(FILES)), st.floats(0, 1), st.binary(max_size=3))
def test_a_file_cut_off_or_damaged_anywhere_is_read_or_refused(
    name: str, share: float, damage: bytes
) -> None:
    content = FILES[name]
    place = int(len(content) * share)
    for broken in (
        content[:place] + damage,
        content[:place] + damage + content[place + len(damage) :],
    ):
        collection = read_records(broken, "x")
        assert collection.records or collection.findings or collection.identifiers


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["nbib", "ris", "bibtex"]), st.integers(1, 6), st.integers(0, 400))
def test_a_cut_loses_no_more_than_the_record_it_falls_into(
    name: str, count: int, place: int
) -> None:
    whole = FILES[name] * count
    cut = whole[: min(place, len(whole))]
    before = cut.count(FILES[name].strip()[:8])
    collection = read_records(cut, "x")
    assert len(collection.records) >= cut.count(FILES[name].strip())
    assert len(collection.records) + len(collection.findings) >= before


@pytest.mark.parametrize("first", ["nbib", "ris", "bibtex", "pubmed-xml"])
@pytest.mark.parametrize("second", ["nbib", "ris", "bibtex", "pubmed-xml"])
@pytest.mark.parametrize("between", ["\n", "\n\n\ufeff", ""])
def test_two_files_of_any_kinds_put_together_lose_nothing(
    first: str, second: str, between: str
) -> None:
    ends_in_a_sign = first in {"bibtex", "pubmed-xml"}
    text = (
        FILES[first].decode().rstrip()
        + (between if ends_in_a_sign or between else "\n")
        + FILES[second].decode()
    )
    alone = [*read_records(FILES[first], "x").records, *read_records(FILES[second], "x").records]
    together = read_records(text.encode(), "x").records
    assert [record.citation.title for record in together] == [
        record.citation.title for record in alone
    ]


def test_records_of_a_second_kind_keep_their_lines() -> None:
    collection = read_records(RIS + b"\n\n" + BIB + NBIB, "x")
    assert [record.origin.line for record in collection.records] == [1, 8, 9]
    assert collection.format == "ris and bibtex and nbib"
