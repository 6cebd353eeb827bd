"""A decision changes its files together, each by as little as can be."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from made_records import found

from generator.desk.bibliography_file import add_entry
from generator.desk.decisions import Duplicate, Excluded, Included, UndecidableError, files_of
from generator.files.bibliography_file import read_bibliography
from generator.matching.relation import Written
from generator.model.citation import Author, Citation
from generator.model.evidence import Evidence
from generator.model.found import RecordNotice
from generator.model.identifier import Doi
from generator.model.inline import Span
from generator.model.reference import ScreeningRecord

DAY = date(2024, 9, 1)
LOG = "data/screening.csv"
AWAITING = '2024-08-30,file: a.xml,PMID 5,"Alphaone, again",awaiting,may be another,\n'


@pytest.fixture
def row(project: Path) -> ScreeningRecord:
    with (project / LOG).open("a", encoding="utf-8") as log:
        log.write(AWAITING + AWAITING.replace("PMID 5", "PMID 6"))
    return ScreeningRecord(
        date_found="2024-08-30",
        found_by="file: a.xml",
        identifier="PMID 5",
        title="Alphaone, again",
        decision="awaiting",
        reason="may be another",
        study="",
        line=5,
    )


def test_an_exclusion_changes_one_row(project: Path, small: Evidence, row: ScreeningRecord) -> None:
    before = (project / LOG).read_text("utf-8")
    files = files_of(project, row, Excluded("another disease"), small, DAY)
    new = AWAITING.replace("awaiting,may be another,", "excluded,another disease,")
    assert files == {LOG: before.replace(AWAITING, new, 1).encode()}


def test_a_duplicate_names_the_other_report(
    project: Path, small: Evidence, row: ScreeningRecord
) -> None:
    files = files_of(project, row, Duplicate("example-2001"), small, DAY)
    assert b"duplicate,the same report as example-2001,\n" in (files[LOG] or b"")


def test_a_row_that_moved_is_found_and_one_that_was_decided_is_not(
    project: Path, small: Evidence, row: ScreeningRecord
) -> None:
    text = (project / LOG).read_text("utf-8")
    (project / LOG).write_text(
        text.replace(
            "2024-08-01,search,PMID 22222222,Something else,excluded,another disease,\n", ""
        )
    )
    assert b"PMID 5" in (files_of(project, row, Excluded("x"), small, DAY)[LOG] or b"")
    (project / LOG).write_text(text.replace(AWAITING, AWAITING.replace("awaiting", "excluded")))
    with pytest.raises(UndecidableError, match="no longer has this record as awaiting"):
        files_of(project, row, Excluded("x"), small, DAY)


def test_a_further_report_enters_log_bibliography_study_relations_and_notices(
    project: Path, small: Evidence, row: ScreeningRecord
) -> None:
    record = found(
        "Alphaone, again",
        pmid="5",
        notices=(RecordNotice("erratum", "J Rivers 9", doi=Doi.parse("10.1234/e")),),
    )
    relation = Written("kim-2024", "report-of", "example-2001")
    included = Included(
        citekey="kim-2024", record=record, study="example-2001", relations=(relation, relation)
    )
    before = {
        path: (project / path).read_bytes()
        for path in ("data/studies/example-2001.yml", "bibliography/relations.csv")
    }
    files = files_of(project, row, included, small, DAY)
    assert set(files) == {LOG, *before, "bibliography/references.bib", "bibliography/notices.yml"}
    study, relations = (files[path] or b"" for path in before)
    assert study == before["data/studies/example-2001.yml"].replace(
        b"reports: [example-2001]", b"reports: [example-2001, kim-2024]"
    )
    added = b"kim-2024,report-of,example-2001,https://pubmed.ncbi.nlm.nih.gov/5/\n"
    assert relations == before["bibliography/relations.csv"] + added
    assert b"included,,example-2001\n" in (files[LOG] or b"")


def test_a_study_that_is_gone_or_an_id_that_is_taken_changes_nothing(
    project: Path, small: Evidence, row: ScreeningRecord
) -> None:
    with pytest.raises(UndecidableError, match="does not exist"):
        files_of(
            project, row, Included(citekey="a-1", record=found(), study="nobody-1999"), small, DAY
        )


def test_an_entry_reads_back_and_keeps_to_the_manner_of_the_file() -> None:
    citation = Citation(
        key="new-1", kind="article-journal", title="50 % of {all} & more\x07",
        authors=(Author(family="Ōta"), Author(literal="A and B")),
        year=2024, pages="1–9", note="", keywords=("left out",), other=(("abstract", "left out"),),
    )  # fmt: skip
    for before in (
        b"",
        b"@misc{a,\n  title = {X},\n}\n\n@misc{b,\n  title = {Y},\n}\n",
        b"@misc{a, title = {{X}}}",
        b"% c\r\n@misc{a,\r\n}\r\n",
    ):
        after = add_entry(before, citation)
        assert after.startswith(before)
        assert (b"\r\n" in before) == (b"\r\n" in after)
        citations, _, findings = read_bibliography(after.decode().replace("\r\n", "\n"), "f")
        assert findings == []
        again = citations["new-1"]
        assert (again.title, again.authors, again.pages) == (
            "50 % of {all} & more",
            citation.authors,
            "1–9",
        )
        assert b"left out" not in after
    assert b"}\n\n@article{new-1,\n" in add_entry(
        b"@misc{a,\n  title = {X},\n}\n\n@misc{b,\n  title = {Y},\n}\n", citation
    )
    assert b"  title = {50 " in add_entry(b"@misc{a,\n  title = {X},\n}\n", citation)


@pytest.mark.parametrize(
    "doi",
    [
        "10.1000/a_b%c&d#e~f^g$",
        "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2",
        "10.1000/–ü",
    ],
)
def test_odd_identifiers_addresses_and_names_read_back(doi: str) -> None:
    citation = Citation(
        key="new-1",
        kind="article-journal",
        title="CD8+ T cells in vivo",
        title_tree=("CD8", Span("superscript", ("+",)), " T cells ", Span("italic", ("in vivo",))),
        authors=(Author(family="O'Neil", given="A. and B"),),
        doi=Doi.parse(doi),
        url="https://example.org/~kim/a_b%20c#d&e=$",
        number="Suppl 1, part {2}",
    )
    citations, _, findings = read_bibliography(add_entry(b"", citation).decode(), "f")
    assert findings == []
    assert citations["new-1"] == citation
    odd = add_entry(
        b"",
        replace(
            citation, url="javascript:alert(1)", title_tree=("a\x1b", Span("bold", ("b\x07",)))
        ),
    )
    assert b"javascript" not in odd
    assert not set(odd) & set(b"\x1b\x07")
