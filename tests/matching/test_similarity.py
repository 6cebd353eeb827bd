"""How alike two reports are: each condition alone, and the last value on either side of a limit."""

from dataclasses import replace
from typing import Any

import pytest
from made_records import found

from generator.matching.profile import Sketch, sketch_of_found
from generator.matching.relation import Stands
from generator.matching.similarity import likeness, marker_of
from generator.matching.title import (
    counts_in,
    read_title,
    says_little,
    telling_words,
    title_key,
    title_words,
)
from generator.model.identifier import Registration

TEN = "alphaone against sugar pills among grown people having river fever"
NUMBER = Registration.parse("NCT01234567")


def sketch(title: str = TEN, **changes: Any) -> Sketch:
    return sketch_of_found(found(title, **changes), "known-1")


def degree(here: str, there: str, **changes: Any) -> str:
    return likeness(sketch(here, **changes), sketch(there)).title


def stands(here: Sketch, there: Sketch) -> Stands | None:
    return likeness(here, there).stands


def words(count: int, name: str = "w") -> str:
    return " ".join(f"{name}{letter}" for letter in "abcdefghijklmnopqrst"[:count])


@pytest.mark.parametrize(
    ("here", "there", "title"),
    [
        (words(9), words(9), "same"),
        # Three quarters of all words.
        (words(9), f"{words(9)} ya yb yc", "nearly"),
        (words(6), f"{words(6)} ya yb", "nearly"),
        # Half of the words suffice only where the letters agree nearly all.
        (
            "aaaaaaaaaaaa bbbbbbbbbbbb cccccccccccc d",
            "aaaaaaaaaaaa bbbbbbbbbbbb cccccccccccc e",
            "nearly",
        ),
        ("aaaaaaaaaaaa bbbbbbbbbbbb ccccc d", "aaaaaaaaaaaa bbbbbbbbbbbb xyzvw e", ""),
        ("abcdefghij klmnopqrst uvwxyz ee", "abcdefghijk lmnopqrst uvwxyz e", ""),
        # Five words are the fewest that can be a part.
        (words(5), f"{words(5)} {words(5, 'x')}", "part"),
        (f"{words(5)} {words(5, 'x')}", words(5), "part"),
        (words(4), f"{words(4)} {words(5, 'x')}", ""),
        (f"{words(5)} other", f"{words(5)} {words(5, 'x')}", ""),
        # Titles of fewer than four words are the same or nothing.
        (words(3), words(3), "same"),
        (words(3), words(4), ""),
        (words(4), words(3), ""),
        # What counts must count the same.
        (f"{words(9)} part 1", f"{words(9)} part 2", ""),
        (f"{words(9)} part 1", f"{words(9)} part", ""),
        ("", words(4), ""),
        (words(4), "", ""),
        ("", "", ""),
        ("…", "?!", ""),
        ("…", words(4), ""),
    ],
)
def test_titles_are_the_same_nearly_the_same_a_part_or_nothing(
    here: str, there: str, title: str
) -> None:
    assert degree(here, there) == title


@pytest.mark.parametrize(
    ("here", "there", "title"),
    [
        # Half of the telling words, and three at least.
        (words(6), f"{words(3)} {words(3, 'x')}", ""),
        (f"{words(4)} {words(2, 'x')}", f"{words(4)} {words(2, 'y')}", "much"),
        (f"{words(4)} {words(2, 'x')}", f"{words(4)} {words(3, 'y')}", ""),
        (f"{words(3)} xa", f"{words(3)} ya ye", "much"),
        (f"{words(2)} of the xa", f"{words(2)} of the ya", ""),
    ],
)
def test_an_abstract_and_its_paper_need_half_of_the_telling_words(
    here: str, there: str, title: str
) -> None:
    assert degree(here, there, publication_types=("Meeting Abstract",)) == title
    assert degree(here, there) == ""


@pytest.mark.parametrize(
    ("here", "title"),
    [
        (f"Long-term extension of {words(3)}", "part"),
        (f"Long-term extension of {words(3)} xa", ""),
        (f"Long-term extension of {words(2)}", ""),
    ],
)
def test_an_extension_names_three_words_of_its_trial(here: str, title: str) -> None:
    there = f"{words(3)} {words(5, 'y')}"
    assert degree(here, there) == degree(there, here) == title


def test_an_extension_may_name_all_the_words_of_its_trial() -> None:
    assert degree(f"Long-term extension of {words(3)}", words(3)) == "part"


def test_a_correction_of_a_part_of_a_title_is_no_extension() -> None:
    assert degree(f"Correction to: {words(3)}", f"{words(3)} {words(5, 'y')}") == ""


def test_two_extensions_of_nearly_one_title_may_be_one_report() -> None:
    here, there = (sketch(f"Long-term extension of {TEN}{end}") for end in (" results", ""))
    assert stands(here, there) is Stands.SAME


def test_an_equal_second_title_makes_an_extension_no_more_than_any_equal_title() -> None:
    twofold = replace(sketch(author="Li"), titles=("Long-term view of alphaone", TEN))
    assert stands(replace(twofold, surname="Kim"), sketch()) is Stands.SAME
    assert stands(replace(twofold, year=1990), sketch()) is None


def test_an_abstract_of_the_author_about_something_else_is_no_relation() -> None:
    assert stands(sketch("Weights", genre="meeting abstract"), sketch()) is None


def test_two_abstracts_are_not_on_their_way_to_print() -> None:
    here = sketch(f"{words(4)} {words(2, 'x')}", genre="meeting abstract")
    there = sketch(f"{words(4)} {words(2, 'y')}", genre="meeting abstract")
    assert stands(here, there) is None


def test_two_extensions_are_held_against_each_other_by_all_their_words() -> None:
    title = f"extension {words(3)}"
    assert degree(title, f"extension {words(3)} {words(5, 'y')}") == ""


@pytest.mark.parametrize(
    ("changes", "is_proposed"),
    [
        ({}, True),
        ({"author": ""}, True),
        ({"year": None}, True),
        ({"year": 2025}, True),
        ({"year": 2023}, True),
        ({"year": 2026}, False),
        ({"author": "Li"}, False),
        ({"author": "Li", "volume": "12", "pages": "3"}, True),
        ({"year": 2026, "volume": "12", "pages": "3"}, False),
        ({"year": 2026, "nct": "NCT01234567"}, True),
        ({"author": "Li", "nct": "NCT01234567"}, True),
    ],
)
def test_nearly_a_title_needs_author_and_year_or_place_or_trial(
    changes: dict[str, Any], is_proposed: bool
) -> None:
    known = sketch(volume="12", pages="3", nct="NCT01234567")
    assert bool(stands(sketch(f"{TEN} results", **changes), known)) is is_proposed


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Stands.SAME),
        ({"author": ""}, None),
        ({"author": "Li"}, None),
        ({"author": "Li", "nct": "NCT01234567"}, Stands.TRIAL),
        ({"year": 1990}, Stands.SAME),
    ],
)
def test_a_part_of_a_title_needs_the_author_or_the_trial(
    changes: dict[str, Any], expected: Stands | None
) -> None:
    known = sketch(f"{words(5)} {words(5, 'x')}", nct="NCT01234567")
    assert stands(sketch(words(5), **changes), known) is expected


@pytest.mark.parametrize(
    ("title", "changes", "is_proposed"),
    [
        (TEN, {"author": "Li", "year": 2024}, True),
        (TEN, {"author": "Li", "year": 2025}, True),
        (TEN, {"author": "Li", "year": 2026}, False),
        (TEN, {"author": "Li", "year": None}, False),
        (TEN, {"year": 1990}, True),
        (TEN, {"author": "", "year": 1990}, True),
        (words(5), {"author": "Li"}, True),
        (words(4), {"author": "Li"}, False),
        (words(4), {"author": ""}, True),
        (words(3), {}, True),
        (words(3), {"author": ""}, False),
        (words(3), {"year": 2025}, False),
        (words(3), {"author": "Li", "volume": "12", "pages": "3"}, True),
        (words(4), {"author": "Li", "volume": "12", "pages": "3"}, True),
    ],
)
def test_an_equal_title_counts_the_less_the_shorter_it_is(
    title: str, changes: dict[str, Any], is_proposed: bool
) -> None:
    known = sketch(title, volume="12", pages="3")
    assert bool(stands(sketch(title, **changes), known)) is is_proposed


@pytest.mark.parametrize("here", ["Correction to: ", "Comment on: ", "Reply to: "])
def test_what_names_a_whole_title_speaks_of_it_whoever_wrote_it_and_when(here: str) -> None:
    known = sketch(words(4), author="Li", year=1990)
    assert stands(sketch(here + words(4)), known)
    assert stands(sketch(here + words(3)), sketch(words(3), author="Li", year=1990)) is None
    assert stands(sketch(here + words(4)), sketch(here + words(4), author="Li", year=1990)) is None


@pytest.mark.parametrize(
    ("year", "author", "expected"),
    [
        (2021, "Kim", Stands.ABSTRACT),
        (2020, "Kim", None),
        (2027, "Kim", Stands.ABSTRACT),
        (2028, "Kim", None),
        (None, "Kim", Stands.ABSTRACT),
        (2023, "Li", None),
        (2023, "", None),
    ],
)
def test_an_abstract_becomes_a_paper_of_its_author_within_three_years(
    year: int | None, author: str, expected: Stands | None
) -> None:
    abstract = sketch(
        f"{words(4)} {words(2, 'x')}", year=year, author=author, genre="meeting abstract"
    )
    assert stands(abstract, sketch(f"{words(4)} {words(2, 'y')}")) is expected


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ("abstract", "paper", Stands.ABSTRACT),
        ("paper", "abstract", Stands.PAPER),
        ("preprint", "paper", Stands.PREPRINT),
        ("paper", "preprint", Stands.JOURNAL),
        ("abstract", "preprint", Stands.ABSTRACT),
        ("preprint", "abstract", Stands.PAPER),
        ("register entry", "paper", Stands.TRIAL),
        ("abstract", "register entry", Stands.TRIAL),
        ("paper", "paper", Stands.SAME),
        ("preprint", "preprint", Stands.SAME),
    ],
)
def test_what_one_report_is_to_another_follows_from_what_each_is(
    here: Any, there: Any, expected: Stands
) -> None:
    assert stands(replace(sketch(), nature=here), replace(sketch(), nature=there)) is expected


def test_an_entry_of_a_register_is_not_on_its_way_to_print() -> None:
    entry = replace(sketch(f"{words(4)} {words(2, 'x')}"), nature="register entry")
    abstract = replace(sketch(f"{words(4)} {words(2, 'y')}"), nature="abstract")
    assert stands(abstract, entry) is None


def test_reports_of_one_trial_are_that_unless_their_titles_say_more() -> None:
    known = sketch(nct="NCT01234567")
    other = sketch("Weights", author="Li", year=1990, nct="NCT01234567")
    assert stands(other, known) is Stands.TRIAL
    assert stands(replace(other, nature="abstract"), known) is Stands.TRIAL
    assert stands(replace(other, nature="abstract", titles=known.titles), known) is Stands.ABSTRACT
    assert stands(replace(other, titles=known.titles), known) is Stands.SAME
    comment = replace(other, titles=("Comment on: Weights",))
    assert stands(comment, known) is Stands.COMMENT
    assert stands(known, comment) is Stands.COMMENTED
    longer = replace(other, titles=(f"Long-term extension of {TEN}",))
    assert stands(longer, known) is Stands.EXTENDS
    assert stands(known, longer) is Stands.EXTENDED
    numbered = replace(known, registrations=frozenset(), identifiers=frozenset({NUMBER}))
    assert stands(other, numbered) is None
    assert stands(other, replace(numbered, nature="register entry")) is Stands.TRIAL


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Stands.SERIES),
        ({"year": 2023}, Stands.SAME),
        ({"volume": "11"}, Stands.SAME),
        ({"volume": ""}, Stands.SAME),
        ({"journal": "J Lakes"}, Stands.SAME),
        ({"journal": ""}, Stands.SAME),
    ],
)
def test_a_series_is_one_journal_two_volumes_and_two_years(
    changes: dict[str, Any], expected: Stands
) -> None:
    known = sketch(volume="11", year=2023)
    assert stands(sketch(**{"volume": "12", "year": 2024, **changes}), known) is expected
    bare = sketch(volume="11", year=2023, journal="")
    assert stands(sketch(volume="12", journal=""), bare) is Stands.SAME
    assert stands(sketch(volume="12"), replace(known, volume="")) is Stands.SAME


def test_one_place_and_one_author_are_one_report_under_any_titles() -> None:
    here, there = (sketch(title, volume="12", pages="3") for title in ("Weights", "Sleep"))
    assert stands(here, there) is Stands.SAME
    assert stands(replace(here, nature="abstract"), there) is Stands.ABSTRACT
    for surname in ("", "Li"):
        assert stands(replace(here, surname=surname), there) is None


def test_one_place_is_one_page_of_one_volume_in_one_year_or_an_unknown_one() -> None:
    known = sketch("Weights", volume="12", pages="3")

    def is_place(**changes: Any) -> bool:
        return likeness(
            sketch("Sleep", **{"volume": "12", "pages": "3", **changes}), known
        ).same_place

    assert is_place()
    assert is_place(year=None)
    assert not is_place(year=2023)
    assert not is_place(pages="4")
    assert not is_place(volume="13")
    assert not likeness(sketch(), sketch()).same_place


@pytest.mark.parametrize(
    ("here", "there", "reasons"),
    [
        ({}, {}, ("same title", "both of 2024", "same first author Kim")),
        (
            {"author": "Li", "year": 2025},
            {},
            ("same title", "of 2025 and not 2024", "first author Li and not Kim"),
        ),
        ({"author": "", "year": None}, {}, ("same title",)),
        ({}, {"author": "", "year": None}, ("same title",)),
        (
            {"pmid": "1", "volume": "12", "pages": "3–4"},
            {"pmid": "2", "volume": "12", "pages": "3–9", "doi": "10.1234/a"},
            (
                "same title",
                "both of 2024",
                "same first author Kim",
                "same volume and first page (12:3)",
                "but another PMID",
            ),
        ),
        (
            {"doi": "10.1234/b", "genre": "meeting abstract"},
            {"doi": "10.1234/a"},
            ("same title", "both of 2024", "same first author Kim"),
        ),
        (
            {"doi": "10.1234/b"},
            {"doi": "10.1234/a", "pmid": "1"},
            ("same title", "both of 2024", "same first author Kim", "but another DOI"),
        ),
    ],
)
def test_a_curator_reads_why(
    here: dict[str, Any], there: dict[str, Any], reasons: tuple[str, ...]
) -> None:
    assert likeness(sketch(**here), sketch(**there)).reasons == reasons


def test_the_trial_that_both_name_is_a_reason() -> None:
    numbers = frozenset({NUMBER, Registration.parse("NCT00000001")})
    here = replace(sketch("Sleep"), registrations=numbers)
    assert likeness(here, replace(sketch("Weights"), registrations=numbers)).reasons == (
        "both of 2024",
        "same first author Kim",
        "both name NCT00000001, NCT01234567",
    )


@pytest.mark.parametrize(
    ("title", "types", "marker"),
    [
        ("Sleep", (), ""),
        ("Sleep", ("Comment",), "comment"),
        ("Reply to: Sleep", ("Comment",), "reply"),
        ("Comment on: Sleep", ("Published Erratum",), "erratum"),
        ("Sleep", ("Retraction of Publication",), "retraction"),
        ("Sleep", ("Retraction Notice",), "retraction"),
        ("Sleep", ("Expression of Concern",), "concern"),
        ("Sleep", ("Letter",), ""),
    ],
)
def test_a_report_is_what_its_types_say_and_else_what_its_title_says(
    title: str, types: tuple[str, ...], marker: str
) -> None:
    assert marker_of(sketch(title, publication_types=types)) == marker


@pytest.mark.parametrize("title", ["Comment on: Sleep", "Correction to: Sleep", "Reply to: Sleep"])
def test_two_that_announce_the_same_may_be_one_report(title: str) -> None:
    assert stands(sketch(title), sketch(title)) is Stands.SAME


def test_what_a_report_announces_stands_in_its_first_title() -> None:
    assert marker_of(replace(sketch(), titles=("Comment on: Sleep", "Sleep"))) == "comment"
    assert marker_of(replace(sketch(), titles=("Sleep", "Comment on: Sleep"))) == ""


def test_without_a_title_nothing_is_announced_and_nothing_alike() -> None:
    bare = replace(sketch(), titles=())
    assert marker_of(bare) == ""
    alike = likeness(bare, sketch())
    assert (alike.title, alike.stands) == ("", None)


def test_the_most_alike_of_several_titles_counts() -> None:
    here = replace(sketch(), titles=("Sleep", f"{TEN} results", TEN))
    assert likeness(here, sketch()).title == "same"
    assert likeness(sketch(), replace(here, titles=here.titles[:2])).title == "nearly"


@pytest.mark.parametrize("turned", [False, True])
def test_what_counts_is_the_title_that_both_have(*, turned: bool) -> None:
    other = {"author": "Li W", "year": 2024}
    known, little = sketch(**other), sketch("Letter from readers", **other)
    newcomer = replace(sketch(), titles=(words(5), TEN, "Letter from readers"))
    if turned:
        newcomer = replace(newcomer, titles=("Letter from readers", TEN))
    assert stands(newcomer, known) is Stands.SAME
    assert stands(replace(newcomer, titles=newcomer.titles[::-1]), known) is Stands.SAME
    alone = replace(newcomer, titles=tuple(t for t in newcomer.titles if t != TEN))
    assert stands(alone, little) is None


@pytest.mark.parametrize(
    ("title", "marker", "core"),
    [
        ("Correction to: A. B. ", "erratum", "A. B"),
        ("Comment on “River fever in adults” by Kim", "comment", "River fever in adults"),
        ("River fever: reply", "reply", "River fever"),
        # What is spoken of may itself speak of another paper.
        ("Correction to: Comment on: River fever", "erratum", "Comment on: River fever"),
        ("River fever: comment – reply", "reply", "River fever: comment"),
        ("Comment on: River fever – reply", "comment", "River fever"),
        ("RETRACTED: River fever", "", "River fever"),
        # A comment, reply or correction can be retracted itself.
        ("RETRACTED: Comment on: River fever", "comment", "River fever"),
        ("WITHDRAWN: Retracted: Reply to: River fever", "reply", "River fever"),
        ("OP0123 Correction to: River fever", "erratum", "River fever"),
        ("Comment on: RETRACTED: River fever", "comment", "RETRACTED: River fever"),
        ("OP0123 River fever", "", "River fever"),
        ("River fever: final results", "extension", "River fever: final results"),
        ("Correction to: Long-term results", "erratum", "Long-term results"),
        ("[River fever.]", "", "River fever"),
        ("“River fever”", "", "“River fever”"),
        ("", "", ""),
    ],
)
def test_a_title_is_what_it_announces_and_the_rest(title: str, marker: str, core: str) -> None:
    assert read_title(title) == (marker, core)


def test_words_count_that_are_figures_numerals_or_ordinals() -> None:
    assert counts_in(title_words("Part IV of 12: the second of two, civil")) == {
        "iv",
        "12",
        "second",
        "two",
    }


@pytest.mark.parametrize(("count", "too_few"), [(0, True), (3, True), (4, False)])
def test_fewer_than_four_words_say_little(count: int, too_few: bool) -> None:
    assert says_little(title_words(words(count))) is too_few


def test_telling_words_are_without_small_words_and_without_what_calls_it_an_extension() -> None:
    assert telling_words(read_title("The river of the fevers, part 2")) == {
        "river",
        "fevers",
        "part",
        "2",
    }
    assert telling_words(read_title("Follow-up of the river at 2")) == {"river"}


def test_a_key_is_letters_and_figures_alone() -> None:
    assert title_key("Łódź & Ærø – ﬁve_5") == "lodzandaerofive5"
