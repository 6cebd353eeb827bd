"""Matching: identifiers decide, look-alikes are proposed with reasons, and different things stay apart."""

import random
import time
from dataclasses import replace
from typing import Any

import pytest
from made_records import found, trial

from generator.matching.match import Catalogue, Match
from generator.matching.profile import Sketch, sketch_of_found
from generator.matching.relation import Stands, seen_from_there, written
from generator.matching.title import read_title, title_key, title_words
from generator.model.found import RecordLink, RecordNotice
from generator.model.identifier import Doi, Pmid, Registration

TITLE = "Alphaone against a sugar pill in grown-ups with river fever"


def sketch(title: str = TITLE, name: str = "known-1", **changes: Any) -> Sketch:
    return sketch_of_found(found(title, **changes), name)


def matched(newcomer: Sketch, *known: Sketch) -> Match:
    return Catalogue(known).match(newcomer)


def proposed(newcomer: Sketch, *known: Sketch) -> list[Stands]:
    found_there = matched(newcomer, *known)
    assert found_there.same is None
    return [proposal.stands for proposal in found_there.proposals]


def test_one_shared_identifier_is_the_same_report_whatever_else_differs() -> None:
    known = sketch(doi="10.1234/Rivers.1")
    newcomer = sketch(
        "Quite another title",
        "new",
        doi="https://doi.org/10.1234/RIVERS.1",
        pmid="7",
        author="Li",
        year=2001,
    )
    match = matched(newcomer, known)
    assert match.same == known
    assert match.unknown_there == (Pmid(7),)
    assert (match.clashes, match.proposals) == ((), ())


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ({"doi": "10.1234/a", "pmid": "1"}, {"doi": "10.1234/a", "pmid": "2"}),
        ({"doi": "10.1234/a", "pmid": "1"}, {"doi": "10.1234/b", "pmid": "1"}),
        ({"pmcid": "PMC5", "pmid": "1"}, {"pmcid": "PMC5", "pmid": "2"}),
    ],
)
def test_a_clash_of_identifiers_is_told_and_nothing_is_merged(
    here: dict[str, str], there: dict[str, str]
) -> None:
    match = matched(sketch(name="new", **here), sketch(name="known-1", **there))
    assert match.same is None
    (clash,) = match.clashes
    assert clash.known.name == "known-1"
    assert len(clash.shared) == len(clash.here) == len(clash.there) == 1
    assert "is also that of known-1, which has" in clash.words


def test_two_numbers_of_a_register_clash_as_two_identifiers_of_a_paper_do() -> None:
    def entry(number: str, name: str) -> Sketch:
        registration = Registration("ClinicalTrials.gov", number)
        return replace(sketch(name=name), identifiers=frozenset({Pmid(1), registration}))

    match = matched(entry("NCT00000001", "new"), entry("NCT00000002", "known-1"))
    assert match.same is None
    (clash,) = match.clashes
    assert [str(number) for number in clash.there] == ["NCT00000002"]


def test_a_clash_does_not_hide_the_record_that_fits() -> None:
    known = (
        sketch(name="known-1", doi="10.1234/a", pmid="2"),
        sketch(name="known-2", doi="10.1234/a", pmid="1"),
    )
    catalogue = Catalogue(known)
    assert len(catalogue) == 2
    same = catalogue.match(sketch(name="new", doi="10.1234/a", pmid="1")).same
    assert same is not None
    assert same.name == "known-2"


def test_two_known_reports_that_a_newcomer_brings_together_are_both_named() -> None:
    match = matched(
        sketch(name="new", doi="10.1234/a", pmid="1"),
        sketch(name="k1", pmid="1"),
        sketch(name="k2", doi="10.1234/a"),
    )
    assert match.same is not None
    assert [match.same.name, *(known.name for known in match.also)] == ["k1", "k2"]


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("IFN-γ and alphaone in Sjögren's fever", "IFNγ and Alphaone in Sjogrens fever."),
        ("[Alphaone against river fever in adults]", "Alphaone Against River Fever in Adults"),
        ("Effekt von Alphaone bei Flußfieber", "EFFEKT VON ALPHAONE BEI FLUSSFIEBER"),
    ],
)
def test_one_title_in_two_writings_is_proposed(title: str, other: str) -> None:
    (proposal,) = matched(sketch(title, "new"), sketch(other)).proposals
    assert proposal.stands is Stands.SAME
    assert (
        proposal.words
        == "may be the same report as known-1: same title, both of 2024, same first author Kim"
    )


def test_a_translated_title_is_found_under_either_language() -> None:
    here = sketch_of_found(
        found(
            "Alphaone beim Flussfieber der Alten",
            translated_title="[Alphaone in river fever of the old]",
        ),
        "new",
    )
    assert proposed(here, sketch("Alphaone in river fever of the old")) == [Stands.SAME]


def test_a_nearly_equal_title_needs_author_and_year() -> None:
    near = "Alphaone against a sugar pill in grown-ups with the river fever: results"
    assert proposed(sketch(near, "new", year=2025), sketch()) == [Stands.SAME]
    assert proposed(sketch(near, "new", year=2028), sketch()) == []
    assert proposed(sketch(near, "new", author="Li"), sketch()) == []


@pytest.mark.parametrize(
    ("title", "changes", "known", "there"),
    [
        (
            "River fever in grown-ups, part 1: courses",
            {},
            "River fever in grown-ups, part 2: courses",
            {},
        ),
        (
            "River fever register: annual report 2019",
            {"year": 2019},
            "River fever register: annual report 2020",
            {"year": 2020},
        ),
        ("Reply", {"author": "Li"}, "Reply", {}),
        ("Reply", {"year": 2021}, "Reply", {}),
        ("Editorial", {"author": "Li"}, "Editorial", {}),
        ("Alphaone in the hearts of mice", {}, TITLE, {}),
        ("Alphatwo for stones of the kidney", {}, "Sleep in river fever: a survey of nurses", {}),
        ("River fever", {"author": "Li", "year": 1999}, "River fever", {}),
    ],
)
def test_what_only_sounds_alike_is_not_proposed(
    title: str, changes: dict[str, Any], known: str, there: dict[str, Any]
) -> None:
    assert proposed(sketch(title, "new", **changes), sketch(known, **there)) == []


def test_one_title_in_two_volumes_of_a_journal_is_a_series() -> None:
    title = "Yearly account of the river fever register"
    newcomer = sketch(title, "new", year=2023, volume="12", pages="1–9")
    assert proposed(newcomer, sketch(title, year=2022, volume="11", pages="1–8")) == [Stands.SERIES]


@pytest.mark.parametrize(
    ("title", "changes", "stands"),
    [
        (f"Correction to: {TITLE}", {}, Stands.ERRATUM),
        (f"Erratum: {TITLE}", {"year": 2025, "author": ""}, Stands.ERRATUM),
        (TITLE, {"publication_types": ("Published Erratum",)}, Stands.ERRATUM),
        (
            f"Retraction notice to “{TITLE}” [J Rivers 12 (2024) 3]",
            {"author": ""},
            Stands.RETRACTION,
        ),
        (f"Expression of concern: {TITLE}", {}, Stands.CONCERN),
        (f"Comment on “{TITLE}”", {"author": "Li"}, Stands.COMMENT),
        (f"{TITLE}: reply", {}, Stands.REPLY),
        (f"RETRACTED: {TITLE}", {}, Stands.SAME),
        (TITLE, {"doi": "10.1101/2023.01.02.23284567", "journal": "medRxiv"}, Stands.PREPRINT),
        (TITLE, {"publication_types": ("Meeting Abstract",), "year": 2022}, Stands.ABSTRACT),
        (TITLE, {"number": "Suppl 1", "volume": "82", "pages": "1173–4"}, Stands.ABSTRACT),
        (
            TITLE,
            {"kind": "paper-conference", "journal": "", "booktitle": "River Meeting"},
            Stands.ABSTRACT,
        ),
        (f"OP0123 {TITLE.upper()}", {"year": 2021}, Stands.ABSTRACT),
        (
            "POS0456 Alphaone in adults with river fever: a trial against a sugar pill",
            {"year": 2022},
            Stands.ABSTRACT,
        ),
        (
            "Alphaone treatment in grown-ups with fever of the river",
            {"doi": "10.1101/2023.01.02"},
            Stands.PREPRINT,
        ),
        (f"Long-term extension of {TITLE}: 52-week results", {"year": 2026}, Stands.EXTENDS),
        (
            "Alphaone in grown-ups with river fever: long-term follow-up",
            {"year": 2026},
            Stands.EXTENDS,
        ),
        ("Long-term follow-up of alphaone in river fever", {"year": 2026}, Stands.EXTENDS),
    ],
)
def test_a_relation_is_proposed_and_seen_from_the_other_side(
    title: str, changes: dict[str, Any], stands: Stands
) -> None:
    here, there = (
        sketch(title, "new", **changes),
        sketch(doi="10.1234/rivers.9", volume="12", pages="101–9"),
    )
    assert proposed(here, there) == [stands]
    assert proposed(there, here) == [seen_from_there(stands)]


@pytest.mark.parametrize(
    ("title", "changes"),
    [
        ("Alphaone in adults with river fever: a trial against a sugar pill", {"year": 2022}),
        (
            "POS0456 Alphaone in adults with river fever: a trial against a sugar pill",
            {"year": 2022, "author": "Li"},
        ),
        (
            "POS0456 Alphaone in adults with river fever: a trial against a sugar pill",
            {"year": 2016},
        ),
        ("POS0456 Alphaone and swimming", {"year": 2022}),
        ("Long-term follow-up of grown-ups", {"year": 2026}),
        (
            "Long-term extension of alphatwo against a sugar pill in river fever: 52-week results",
            {"year": 2026},
        ),
    ],
)
def test_words_in_common_alone_are_no_relation(title: str, changes: dict[str, Any]) -> None:
    here, there = sketch(title, "new", **changes), sketch(doi="10.1234/rivers.9")
    assert proposed(here, there) == proposed(there, here) == []


def test_a_supplement_may_hold_a_whole_paper() -> None:
    whole = sketch(name="new", number="Suppl 1", volume="82", pages="1173–1189")
    assert proposed(whole, sketch(doi="10.1234/rivers.9")) == [Stands.SAME]


def test_the_number_of_a_trial_is_a_strong_hint_and_never_the_same_report() -> None:
    here = sketch(
        "Weights after a year of alphaone", "new", author="Li", nct="NCT01234567", pmid="5"
    )
    (proposal,) = matched(here, sketch(nct="nct01234567", pmid="6")).proposals
    assert proposal.stands is Stands.TRIAL
    assert "both name NCT01234567" in proposal.reasons
    longer = sketch("Long-term follow-up of people on alphaone", "new", nct="NCT01234567")
    assert proposed(longer, sketch(nct="NCT01234567")) == [Stands.EXTENDS]
    entry = sketch_of_found(trial("NCT01234567"), "NCT01234567")
    assert proposed(here, entry) == [Stands.TRIAL]
    assert proposed(entry, here) == [Stands.TRIAL]


def test_a_record_that_says_what_it_is_about_is_believed() -> None:
    original = sketch(pmid="6")
    erratum = sketch_of_found(
        found("Erratum", author="", links=(RecordLink("erratum-for", pmid=Pmid(6)),)), "new"
    )
    assert proposed(erratum, original) == [Stands.ERRATUM]
    told = sketch_of_found(
        found(pmid="6", notices=(RecordNotice("erratum", doi=Doi.parse("10.1234/err")),)), "known-1"
    )
    assert proposed(sketch("Erratum", "new", author="", doi="10.1234/ERR"), told) == [
        Stands.ERRATUM
    ]
    assert proposed(sketch("Sources", "new", author="Li"), sketch()) == []


def test_another_identifier_speaks_against_one_report() -> None:
    (proposal,) = matched(
        sketch(name="new", pmid="1", doi="10.1234/a"), sketch(pmid="2", doi="10.1234/b")
    ).proposals
    assert proposal.reasons[-1] == "but another DOI and PMID"


def test_same_volume_and_page_by_the_same_author_is_proposed_under_any_title() -> None:
    here = sketch("Dolphins", "new", volume="12", pages="101–3")
    assert proposed(here, sketch(volume="12", pages="101–9")) == [Stands.SAME]
    assert proposed(here, sketch(volume="12", pages="101–9", author="Li")) == []


@pytest.mark.parametrize(
    ("title", "marker"),
    [
        ("Response to alphaone in children", ""),
        ("Correction of anaemia with alphaone", ""),
        ("Comments on nothing", "comment"),
        ("Re: River fever", "comment"),
        ("Authors' response: river fever", "reply"),
        ("Publisher Correction: river fever", "erratum"),
    ],
)
def test_a_title_says_what_it_is(title: str, marker: str) -> None:
    assert read_title(title).marker == marker


def test_a_relation_is_written_from_the_side_that_relations_csv_knows() -> None:
    assert written("new-2024", Stands.PAPER, "abstract-2022") == (
        "abstract-2022",
        "report-of",
        "new-2024",
    )
    assert written("new-2024", Stands.COMMENT, "old-2020") == (
        "new-2024",
        "comments-on",
        "old-2020",
    )
    assert written("new-2024", Stands.SAME, "old-2020") is None


def test_any_title_matches_itself() -> None:
    for char in map(chr, range(33, 0x2FFF)):
        assert (
            title_key(f"a{char}b") == title_key(f"A{char.upper()}B".strip())
            or len(char.upper()) > 1
            or not char.isalpha()
        )


def test_thousands_of_newcomers_meet_thousands_of_known_in_seconds() -> None:
    chance = random.Random(5)  # noqa: S311 - the same titles each time
    words = [f"word{number}" for number in range(3000)]
    common = [
        "river",
        "fever",
        "alphaone",
        "patients",
        "treatment",
        "study",
        "in",
        "of",
        "the",
        "and",
        "with",
    ]

    def title() -> str:
        return " ".join([*chance.sample(common, 7), *chance.sample(words, 5)])

    known = [sketch(title(), f"k{n}", doi=f"10.1234/k{n}", year=2000 + n % 25) for n in range(2400)]
    new = [
        sketch(one.titles[0] if n % 10 == 0 else title(), f"n{n}", pmid=f"{n + 1}")
        for n, one in enumerate(known)
    ]
    start = time.process_time()
    catalogue = Catalogue(known)
    found_there = [catalogue.match(one) for one in new]
    spent = time.process_time() - start
    assert sum(bool(match.proposals) for match in found_there) >= 240
    assert spent < 12, spent
    assert len(title_words(title())) == 12
