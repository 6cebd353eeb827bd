"""What matching reads from a record, a row, a citation and a register entry."""

from dataclasses import replace
from typing import Any

import pytest
from made_records import found, trial

from generator.matching.profile import (
    Sketch,
    identifiers_in,
    registrations_of,
    sketch_of_citation,
    sketch_of_found,
    sketch_of_row,
    sketch_of_trial,
    standing_of,
    surname_of,
)
from generator.matching.relation import Stands
from generator.model.citation import Author, Citation
from generator.model.evidence import Evidence
from generator.model.found import RecordLink, RecordNotice
from generator.model.identifier import Doi, Pmid, Registration
from generator.model.reference import ScreeningRecord
from generator.model.register import RegisteredTrial

NUMBER = Registration.parse("NCT01234567")


def row(identifier: str = "PMID 1", decision: str = "awaiting", **changes: str) -> ScreeningRecord:
    cells = {"title": "Alphaone", "reason": "", "study": "", **changes}
    return ScreeningRecord(
        date_found="2024-08-01",
        found_by="search",
        identifier=identifier,
        decision=decision,
        line=2,
        **cells,
    )


@pytest.mark.parametrize(
    ("decision", "reason", "study", "standing"),
    [
        ("included", "", "kim-2024", "included as kim-2024"),
        ("included", "", "", "included"),
        ("excluded", "another disease", "", "excluded: another disease"),
        ("duplicate", "of PMID 2", "", "duplicate: of PMID 2"),
        ("excluded", "", "kim-2024", "excluded"),
        ("awaiting", "", "", "awaiting a decision"),
        ("awaiting", "too late", "kim-2024", "awaiting a decision"),
        ("unheard-of", "why", "kim-2024", "unheard-of"),
    ],
)
def test_a_decision_in_words(decision: str, reason: str, study: str, standing: str) -> None:
    assert standing_of(row(decision=decision, reason=reason, study=study)) == standing


def test_a_row_is_a_paper_or_the_entry_of_a_register() -> None:
    paper, entry = sketch_of_row(row(study="kim-2024")), sketch_of_row(row("NCT01234567", title=""))
    assert (paper.nature, paper.titles, paper.identifiers) == (
        "paper",
        ("Alphaone",),
        {Pmid(1)},
    )
    assert (paper.name, paper.study) == ("PMID 1", "kim-2024")
    assert (entry.nature, entry.titles, entry.identifiers) == ("register entry", (), {NUMBER})
    assert sketch_of_row(row("a letter")).nature == "paper"


@pytest.mark.parametrize(
    ("text", "identifiers"),
    [
        ("PMID 7; doi: 10.1234/a", ["PMID 7", "doi:10.1234/a"]),
        ("(10.1234/a, pmid: 7)", ["PMID 7", "doi:10.1234/a"]),
        ("10.1234/a see there", []),
        ("10.1234/a reprint", []),
        ("EudraCT 2011-001234-56", ["EudraCT 2011-001234-56"]),
        ("10.1234/(a)b;c", ["doi:10.1234/(a)b;c"]),
        ("a letter", []),
        ("", []),
    ],
)
def test_identifiers_stand_alone_in_their_cell(text: str, identifiers: list[str]) -> None:
    assert sorted(map(str, identifiers_in(text))) == identifiers


def test_a_registered_trial_is_known_by_its_number_or_its_id_if_that_is_one(
    evidence: Evidence,
) -> None:
    pattern: RegisteredTrial = evidence.registered_trials[0]
    entry = replace(pattern, id="a", registration="NCT01234567", study="kim-2024")
    assert sketch_of_trial(entry) == Sketch(
        name="a",
        standing="a registered trial, study kim-2024",
        study="kim-2024",
        titles=(pattern.title,),
        nature="register entry",
        identifiers=frozenset({NUMBER}),
    )
    for number in ("NCT01234567", "PMID 7"):
        unnamed = sketch_of_trial(replace(pattern, id=number, registration=None, study=None))
        assert (unnamed.standing, unnamed.study) == ("a registered trial", "")
        assert unnamed.identifiers == ({NUMBER} if number == str(NUMBER) else frozenset())


def test_only_numbers_of_registers_are_registrations() -> None:
    assert registrations_of(["NCT01234567", "PMID 7", "the first trial", ""]) == {NUMBER}


def test_a_citation_is_known_by_its_key_and_what_was_decided() -> None:
    citation = Citation(key="kim-2024", kind="article-journal", title="", doi=Doi("10.1234/a"))
    sketch = sketch_of_citation(citation)
    assert (sketch.standing, sketch.titles) == ("in the bibliography as kim-2024", ())
    sketch = sketch_of_citation(replace(citation, title="Alphaone"), "included as kim", "kim")
    assert (sketch.standing, sketch.titles, sketch.study) == (
        "included as kim",
        ("Alphaone",),
        "kim",
    )
    assert sketch.identifiers == {Doi("10.1234/a")}


def test_a_surname_is_that_of_the_first_author() -> None:
    authors = (Author(family="Kim", given="A."), Author(family="Li", given="B."))
    citation = Citation(key="", kind="article-journal", title="", authors=authors)
    assert surname_of(citation) == "Kim"
    assert surname_of(replace(citation, authors=())) == ""


@pytest.mark.parametrize(
    ("changes", "nature"),
    [
        ({}, "paper"),
        ({"publication_types": ("Preprint",)}, "preprint"),
        ({"genre": "preprint"}, "preprint"),
        ({"doi": "10.21203/rs.3.rs-1"}, "preprint"),
        ({"doi": "10.1234/10.1101/x"}, "paper"),
        ({"journal": "Research Square"}, "preprint"),
        ({"publication_types": ("Meeting Abstract", "Preprint")}, "preprint"),
        ({"publication_types": ("Journal Article", "Congress")}, "abstract"),
        ({"genre": "conference abstract"}, "abstract"),
        ({"kind": "paper-conference"}, "abstract"),
        ({"title": "P123 Alphaone"}, "abstract"),
        ({"title": "Alphaone [abstract]"}, "abstract"),
        ({"title": "P1234 Alphaone"}, "paper"),
        ({"volume": "82 Suppl 1", "pages": "1173–4"}, "abstract"),
        ({"number": "Suppl 1", "pages": "AB123"}, "abstract"),
        ({"number": "Suppl 1", "pages": "POS0123–9999"}, "abstract"),
        ({"number": "Suppl 1", "pages": "1173"}, "abstract"),
        ({"number": "Suppl 1", "pages": "1173–1174"}, "abstract"),
        ({"number": "Suppl 1", "pages": "82:1173–82:1174"}, "abstract"),
        ({"number": "Suppl 1", "pages": "1199–200"}, "abstract"),
        ({"number": "Suppl 1", "pages": "1173–1175"}, "paper"),
        ({"number": "Suppl 1", "pages": "1173–5"}, "paper"),
        ({"number": "Suppl 1", "pages": "1174–1173"}, "paper"),
        ({"number": "Suppl 1", "pages": "999–1000"}, "abstract"),
        ({"number": "Suppl 1", "pages": "99–1000"}, "paper"),
        ({"number": "Suppl 1", "pages": "xii"}, "paper"),
        ({"number": "Suppl 1", "pages": "12–xii"}, "paper"),
        ({"number": "Suppl 1", "pages": "xii–12"}, "paper"),
        ({"number": "Suppl 1", "pages": ""}, "paper"),
        ({"number": "1", "pages": "1173"}, "paper"),
    ],
)
def test_a_record_is_a_paper_an_abstract_or_a_preprint(
    changes: dict[str, Any], nature: str
) -> None:
    assert sketch_of_found(found(**changes), "x").nature == nature


def test_an_entry_of_a_register_is_known_by_both_its_titles() -> None:
    sketch = sketch_of_found(trial(brief_title="Alphaone trial"), "NCT01234567", "awaiting")
    assert sketch.nature == "register entry"
    assert sketch.titles == ("Trial of alphaone in river fever", "Alphaone trial")
    assert sketch.standing == "awaiting"


def test_a_record_points_at_what_it_and_its_notices_name_by_pmid_or_doi() -> None:
    record = found(
        publication_types=("Published Erratum",),
        links=(
            RecordLink("comment-in", pmid=Pmid(6), doi=Doi("10.1234/c")),
            RecordLink("reply-to", reference="J Rivers 2023"),
            RecordLink("cites", pmid=Pmid(9)),
        ),
        notices=(RecordNotice("concern", doi=Doi("10.1234/d")),),
    )
    sketch = sketch_of_found(record, "new")
    assert [(pointer.stands, str(pointer.identifier)) for pointer in sketch.pointers] == [
        (Stands.COMMENTED, "PMID 6"),
        (Stands.COMMENTED, "doi:10.1234/c"),
        (Stands.DOUBTED, "doi:10.1234/d"),
    ]
    assert sketch.types == {"published erratum"}


@pytest.mark.parametrize(
    ("pages", "first"),
    [("E7–E9", "e7"), ("101-9", "101"), (" 12 ", "12"), ("", "")],
)
def test_the_first_page_is_compared_without_case(pages: str, first: str) -> None:
    assert Sketch(name="x", pages=pages).first_page == first


def test_of_two_sketches_of_a_report_the_first_is_completed_and_never_overruled() -> None:
    full = sketch_of_found(
        found(
            "Alphaone",
            pmid="1",
            volume="12",
            pages="3",
            nct="NCT01234567",
            publication_types=("Review",),
            links=(RecordLink("reply-to", pmid=Pmid(6)),),
        ),
        "full",
        "awaiting a decision",
    )
    full = replace(full, study="kim-2024", nature="abstract")
    bare = Sketch(name="bare", identifiers=frozenset({Doi("10.1234/a")}))
    both = full.identifiers | bare.identifiers
    assert bare.together_with(full) == replace(full, name="bare", identifiers=both)
    assert full.together_with(bare) == replace(full, identifiers=both)
    other = Sketch(
        name="other",
        standing="excluded",
        study="li-2020",
        titles=("Alphatwo", "Alphaone"),
        surname="Li",
        year=2020,
        journal="J Lakes",
        volume="1",
        pages="2",
        nature="preprint",
        pointers=full.pointers,
    )
    assert full.together_with(other) == replace(full, titles=("Alphaone", "Alphatwo"))
