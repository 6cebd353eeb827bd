"""The catalogue: what is known is one thing each, found again by all it has, the likeliest first."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from made_records import found, trial

from generator.matching.match import Catalogue, clash_of
from generator.matching.profile import Sketch, sketch_of_found
from generator.matching.relation import Stands, seen_from_there, written
from generator.model.found import RecordLink
from generator.model.identifier import Doi, Pmcid, Pmid, Registration

TITLE = "Alphaone against a sugar pill in grown-ups with river fever"
NUMBER = Registration.parse("NCT01234567")


def sketch(title: str = TITLE, name: str = "known-1", study: str = "", **changes: Any) -> Sketch:
    return replace(sketch_of_found(found(title, **changes), name), study=study)


def names_proposed(newcomer: Sketch, *known: Sketch) -> list[str]:
    return [proposal.known.name for proposal in Catalogue(known).match(newcomer).proposals]


def test_what_is_known_twice_is_one_thing_with_what_either_says() -> None:
    catalogue = Catalogue([sketch(pmid="1"), sketch(name="again", pmid="1", doi="10.1234/a")])
    assert len(catalogue) == 1
    for name in ("known-1", "again"):
        known = catalogue.named(name)
        assert known is not None
        assert known.name == "known-1"
        assert known.identifiers == {Pmid(1), Doi("10.1234/a")}


def test_what_clashes_with_the_known_is_another_thing() -> None:
    first, second = sketch(pmid="1", doi="10.1234/a"), sketch(name="b", pmid="2", doi="10.1234/a")
    third = sketch(name="c", pmid="2")
    catalogue = Catalogue([first, second, third])
    assert len(catalogue) == 2
    assert catalogue.named("known-1") == first
    assert catalogue.named("c") == catalogue.named("b")


def test_something_known_is_found_by_its_name_first_and_else_by_its_identifier() -> None:
    first, second = sketch(pmid="1"), sketch(name="known-2", pmid="2")
    catalogue = Catalogue([first, second])
    assert catalogue.known_as("known-2", Pmid(1)) == second
    assert catalogue.known_as("elsewhere", Pmid(1)) == first
    assert catalogue.known_as("known-2", None) == second
    assert catalogue.known_as("elsewhere", None) is None
    assert catalogue.known_as("elsewhere", Pmid(3)) is None
    assert Catalogue().named("known-1") is None


def test_a_clash_is_told_with_the_name_a_curator_knows() -> None:
    newcomer = sketch(name="new", pmid="1", doi="10.1234/b")
    clash = clash_of(newcomer, sketch(pmid="1", doi="10.1234/a"))
    assert clash is not None
    assert (
        clash.words
        == "PMID 1 is also that of known-1, which has doi:10.1234/a and not doi:10.1234/b"
    )
    clash = clash_of(newcomer, sketch(name="PMID 1", pmid="1", doi="10.1234/a"))
    assert clash is not None
    assert clash.words == "PMID 1 is known already with doi:10.1234/a and not doi:10.1234/b"


def test_an_identifier_that_only_one_side_has_is_no_clash() -> None:
    bare = sketch(name="new", doi="10.1234/a")
    assert clash_of(bare, sketch(doi="10.1234/a", pmid="1")) is None
    assert clash_of(sketch(doi="10.1234/a", pmid="1"), bare) is None
    here = sketch(name="new", doi="10.1234/b", pmcid="PMC5", pmid="8")
    clash = clash_of(here, sketch(doi="10.1234/a", pmcid="PMC5"))
    assert clash is not None
    assert (clash.shared, clash.here, clash.there) == (
        (Pmcid(5),),
        (Doi("10.1234/b"),),
        (Doi("10.1234/a"),),
    )
    clash = clash_of(sketch(doi="10.1234/a", pmcid="PMC5"), here)
    assert clash is not None
    assert clash.there == (Doi("10.1234/b"),)


def test_new_identifiers_are_listed_pmid_doi_pmcid_registration() -> None:
    numbers = (NUMBER, Pmcid(5), Doi("10.1234/a"), Pmid(2), Pmid(10))
    newcomer = replace(sketch(name="known-1"), identifiers=frozenset(numbers))
    lacking = Catalogue([sketch()]).match(newcomer).unknown_there
    assert lacking == (Pmid(10), Pmid(2), Doi("10.1234/a"), Pmcid(5), NUMBER)


def test_a_report_has_no_proposal_of_itself_under_whatever_name() -> None:
    known = sketch(pmid="1")
    other = sketch(name="other", pmid="2")
    catalogue = Catalogue([known, other])
    for itself in (known, replace(known, name="PMID 1")):
        assert [proposal.known.name for proposal in catalogue.proposals(itself)] == ["other"]
    catalogue = Catalogue([other])
    assert [proposal.known.name for proposal in catalogue.proposals(known)] == ["other"]


def test_what_clashes_is_no_proposal_when_it_comes_in_and_one_for_the_curator_who_asks() -> None:
    newcomer = sketch(name="new", pmid="1", doi="10.1234/b")
    catalogue = Catalogue([sketch(pmid="1", doi="10.1234/a")])
    assert catalogue.match(newcomer).proposals == ()
    assert [proposal.known.name for proposal in catalogue.proposals(newcomer)] == ["known-1"]


def test_titles_of_one_writing_in_other_words_are_found() -> None:
    assert names_proposed(sketch("Alpha-one", "new"), sketch("Alphaone")) == ["known-1"]


@pytest.mark.parametrize(
    ("here", "there", "is_found"),
    [
        ({"volume": "12", "pages": "101–3"}, {"volume": "12", "pages": "101–9"}, True),
        ({"volume": "S2", "pages": "e7"}, {"volume": "s2", "pages": "E7"}, True),
        ({"volume": "12", "pages": "101–3"}, {"volume": "13", "pages": "101–3"}, False),
        ({"volume": "12", "pages": "101–3"}, {"volume": "12", "pages": "102–3"}, False),
        ({"pages": "101–3"}, {"pages": "101–3"}, False),
        ({"volume": "12"}, {"volume": "12"}, False),
    ],
)
def test_a_place_is_a_volume_and_a_page(
    here: dict[str, str], there: dict[str, str], is_found: bool
) -> None:
    names = names_proposed(sketch("Dolphins", "new", **here), sketch("Weights", **there))
    assert names == (["known-1"] if is_found else [])


def test_reports_of_one_trial_are_found_under_any_titles() -> None:
    report, other = sketch("Dolphins", "new", nct="NCT01234567"), sketch("Weights", author="Li")
    entry = sketch_of_found(trial("NCT01234567"), "entry")
    assert names_proposed(report, entry) == ["entry"]
    assert names_proposed(entry, report) == ["new"]
    assert names_proposed(report, replace(other, registrations=frozenset({NUMBER}))) == ["known-1"]
    assert names_proposed(report, other) == []


def test_a_record_points_at_no_other_than_the_one_it_names() -> None:
    original, bystander = sketch("Weights", pmid="6"), sketch(name="bystander", pmid="7")
    erratum = sketch_of_found(
        found("Mend", author="", pmid="8", links=(RecordLink("erratum-for", pmid=Pmid(6)),)), "new"
    )
    (proposal,) = Catalogue([original, bystander]).match(erratum).proposals
    assert (proposal.known.name, proposal.stands) == ("known-1", Stands.ERRATUM)
    (proposal,) = Catalogue([erratum]).match(original).proposals
    assert (proposal.known.name, proposal.stands) == ("new", Stands.CORRECTED)
    alike = sketch_of_found(
        found(TITLE, pmid="8", links=(RecordLink("erratum-for", pmid=Pmid(6)),)), "new"
    )
    (proposal,) = Catalogue([bystander]).match(alike).proposals
    assert proposal.stands is Stands.SAME
    (proposal,) = Catalogue([alike]).match(bystander).proposals
    assert proposal.stands is Stands.SAME


def test_the_likeliest_proposal_stands_first() -> None:
    """What a record states, then an equal title, then place or a similar title, then the author."""
    newcomer = sketch_of_found(
        found(
            pmid="1",
            title=TITLE,
            volume="12",
            pages="101",
            nct="NCT01234567",
            links=(RecordLink("update-of", pmid=Pmid(6)),),
        ),
        "new",
    )
    near = f"{TITLE}: results"
    same_place = {"volume": "12", "pages": "101"}
    place_and_author = sketch("Weights", "place and author", **same_place)
    by_strength = [
        sketch("Weights", "stated", pmid="6", author="Li"),
        sketch(TITLE, "all", **same_place),
        sketch(TITLE, "title and place", author="Li", **same_place),
        sketch(TITLE, "title and author"),
        sketch(TITLE, "title", author=""),
        sketch(near, "near and author"),
        sketch(near, "near", author=""),
        sketch("Sleep", "author", nct="NCT01234567"),
        sketch("Swimming", "trial", author="Li", nct="NCT01234567"),
    ]
    pairs = [
        *pairwise(by_strength),
        (by_strength[4], place_and_author),
        (place_and_author, by_strength[6]),
        (sketch(near, "all but the title", **same_place), by_strength[4]),
    ]
    for stronger, weaker in pairs:
        assert names_proposed(newcomer, weaker, stronger) == [stronger.name, weaker.name]


@pytest.mark.parametrize(
    ("genre", "alike"),
    [
        ("", f"{TITLE}, and whatever else went on during all the long dry summers in other towns"),
        ("meeting abstract", "Alphaone against pills in grown-ups with river fever: later towns"),
    ],
)
def test_titles_that_are_only_alike_stand_in_the_order_in_which_they_are_known(
    genre: str, alike: str
) -> None:
    """Nearly the same, a part of the other, or half of its words: none of them outweighs another."""
    newcomer = sketch(name="new", genre=genre)
    pair = [sketch(f"{TITLE}: results", "near"), sketch(alike, "alike")]
    assert names_proposed(newcomer, *pair) == ["near", "alike"]
    assert names_proposed(newcomer, *reversed(pair)) == ["alike", "near"]


def test_a_curator_reads_at_most_five_proposals_the_strongest() -> None:
    known = [sketch(name=f"k{number}", author="Li", year=2024) for number in range(7)]
    known.append(sketch(name="strongest"))
    names = names_proposed(sketch(name="new"), *known)
    assert names == ["strongest", "k0", "k1", "k2", "k3"]


def test_of_the_reports_of_one_study_one_stands_for_their_trial() -> None:
    def report(name: str, study: str, title: str = "Weights") -> Sketch:
        return sketch(title, name, study, author="Li", nct="NCT01234567")

    newcomer = sketch("Dolphins", "new", nct="NCT01234567")
    assert names_proposed(newcomer, report("a", "s1"), report("b", "s1"), report("c", "s2")) == [
        "a",
        "c",
    ]
    assert names_proposed(newcomer, report("a", ""), report("b", "")) == ["a", "b"]
    # One that may be the very same report is always named.
    same = report("same", "s1", "Dolphins")
    entry = replace(report("entry", "s1"), nature="register entry", year=None, surname="")
    assert names_proposed(newcomer, entry, same, report("b", "s1")) == ["same", "entry"]


@pytest.mark.parametrize(
    ("shared", "is_found"),
    [((0, 1, 2, 3), True), ((0, 1, 2, 7), True), ((0, 1, 2), False), ((0, 1, 2, 8), False)],
)
def test_half_of_the_eight_rarest_words_are_worth_a_closer_look(
    shared: tuple[int, ...], is_found: bool
) -> None:
    """A title whose rare words stand nowhere else is not lost for the common ones it has."""
    rare, common = [f"rare{number}" for number in range(9)], "fever river adults trial results"
    background = [sketch(common, f"b{n}", author=f"B{n}", pmid=f"{n + 1}") for n in range(3)]
    shared_words = " ".join(rare[number] for number in shared)
    known = sketch(f"{shared_words} {common}", doi="10.1101/2023.01.02", year=2023)
    lacking = " ".join(word for word in rare if word not in shared_words)
    others = sketch(f"{lacking} mice kidneys livers", "others", author="Ro", year=1990)
    newcomer = sketch(" ".join([*rare, common]), "new", year=2024)
    names = names_proposed(newcomer, *background, known, others)
    assert ("known-1" in names) is is_found


@pytest.mark.parametrize("stands", Stands)
def test_a_relation_seen_twice_from_the_other_side_is_itself(stands: Stands) -> None:
    assert seen_from_there(seen_from_there(stands)) is stands


@pytest.mark.parametrize("stands", Stands)
def test_every_relation_but_sameness_and_series_can_be_written_from_either_side(
    stands: Stands,
) -> None:
    row = written("a", stands, "b")
    assert (row is None) is (stands in {Stands.SAME, Stands.SERIES})
    if row and seen_from_there(stands) is not stands:
        assert written("b", seen_from_there(stands), "a") == row


@pytest.mark.parametrize(
    ("stands", "row"),
    [
        (Stands.TRIAL, ("a", "report-of", "b")),
        (Stands.EXTENDS, ("a", "extends", "b")),
        (Stands.EXTENDED, ("b", "extends", "a")),
        (Stands.CORRECTED, ("b", "comments-on", "a")),
        (Stands.JOURNAL, ("b", "report-of", "a")),
        (Stands.SAME, None),
        (Stands.SERIES, None),
    ],
)
def test_relations_csv_has_one_word_for_either_side(
    stands: Stands, row: tuple[str, str, str] | None
) -> None:
    assert written("a", stands, "b") == row
