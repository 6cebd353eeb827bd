"""How alike two reports without a common identifier are, and what one may be to the other."""

from difflib import SequenceMatcher
from itertools import product
from typing import Literal, NamedTuple

from generator.matching.profile import Sketch
from generator.matching.relation import Stands, seen_from_there
from generator.matching.title import (
    Marker,
    Reading,
    counts_in,
    read_title,
    says_little,
    telling_words,
    title_key,
    title_words,
)
from generator.model.identifier import Doi, Identifier, Pmid

TitleLikeness = Literal["same", "nearly", "part", "much", ""]

# Shares of all words of two titles, and of their letters in order, from which they count as nearly
# the same; letters are compared only where enough words are shared, because that takes long.
_ALIKE_WORDS = 0.75
_ALIKE_LETTERS = 0.92
_WORTH_READING = 0.5
# The fewest words of a title that may be a part of another one.
_PART = 5
# The share and the least number of telling words that make an abstract and its paper alike.
_MUCH = 0.5
_FEWEST_SHARED = 3
# Years from a meeting or a preprint to the paper.
_LONGEST_WAY_TO_PRINT = 3
# A title of so many words is hardly given twice by different authors in one year.
_MANY_WORDS = 5
_OF_MARKER: dict[Marker, Stands] = {
    "erratum": Stands.ERRATUM,
    "retraction": Stands.RETRACTION,
    "concern": Stands.CONCERN,
    "reply": Stands.REPLY,
    "comment": Stands.COMMENT,
}
_OF_TYPE: dict[str, Marker] = {
    "published erratum": "erratum",
    "retraction of publication": "retraction",
    "retraction notice": "retraction",
    "expression of concern": "concern",
    "comment": "comment",
}


class Likeness(NamedTuple):
    """What two reports have in common, and what one may be to the other, if anything."""

    stands: Stands | None
    reasons: tuple[str, ...]
    title: TitleLikeness
    same_author: bool | None
    same_place: bool


def likeness(newcomer: Sketch, known: Sketch) -> Likeness:
    """Return how alike two reports are."""
    author = _same_author(newcomer, known)
    gap = abs(newcomer.year - known.year) if newcomer.year and known.year else None
    on_its_way = author is True and _on_its_way_to_print(newcomer, known, gap)
    title = _titles(newcomer, known, loosely=on_its_way)
    place = _same_place(newcomer, known)
    trial = _shared_trial(newcomer, known)
    may_be = (
        bool(trial)
        or (place and author is True)
        or (bool(title) and on_its_way)
        or (title == "same" and _same_title_counts(newcomer, known, author, gap, place=place))
        or (title == "nearly" and (place or (author is not False and gap in {None, 0, 1})))
        or (title == "part" and author is True)
    )
    stands = _stands(newcomer, known, title, trial=bool(trial)) if may_be else None
    reasons = (
        *_title_reason(title),
        *_year_reason(newcomer, known, gap),
        *_author_reason(newcomer, known, author),
    )
    if place:
        reasons += (f"same volume and first page ({known.volume}:{known.first_page})",)
    if trial:
        reasons += (f"both name {', '.join(trial)}",)
    if stands is Stands.SAME:
        reasons += _other_identifiers(newcomer, known)
    return Likeness(stands, reasons, title, author, place)


def marker_of(sketch: Sketch) -> Marker:
    """Return what a report announces itself to be, by its publication types or its title."""
    of_title: Marker = read_title(sketch.titles[0]).marker if sketch.titles else ""
    for kind, marker in _OF_TYPE.items():
        if kind in sketch.types:
            # MEDLINE calls replies comments too.
            return "reply" if of_title == "reply" else marker
    return of_title


def _titles(newcomer: Sketch, known: Sketch, *, loosely: bool) -> TitleLikeness:
    """Return how alike the most alike of their titles are."""
    pairs = product(map(read_title, newcomer.titles), map(read_title, known.titles))
    degrees = {_title(ours, theirs, loosely=loosely) for ours, theirs in pairs}
    order: tuple[TitleLikeness, ...] = ("same", "nearly", "part", "much")
    return next((degree for degree in order if degree in degrees), "")


def _title(ours: Reading, theirs: Reading, *, loosely: bool) -> TitleLikeness:
    here, there = title_words(ours.core), title_words(theirs.core)
    # Titles of nothing but signs have no words in common.
    if not here:
        return ""
    if "".join(here) == "".join(there):
        return "same"
    if (
        ours.marker != theirs.marker
        and "extension" in {ours.marker, theirs.marker}
        and _is_within(ours, theirs)
    ):
        return "part"
    if counts_in(here) == counts_in(there) and not says_little(here) and not says_little(there):
        shared = len(set(here) & set(there)) / len(set(here) | set(there))
        letters = (title_key(ours.core), title_key(theirs.core))
        if shared >= _ALIKE_WORDS or (
            shared >= _WORTH_READING and SequenceMatcher(None, *letters).ratio() >= _ALIKE_LETTERS
        ):
            return "nearly"
        short, long = sorted((here, there), key=len)
        if len(short) >= _PART and set(short) <= set(long):
            return "part"
    return "much" if loosely and _shares_much(telling_words(ours), telling_words(theirs)) else ""


def _is_within(ours: Reading, theirs: Reading) -> bool:
    """Tell whether the telling words of the shorter title all stand in the other one."""
    short, long = sorted((telling_words(ours), telling_words(theirs)), key=len)
    return len(short) >= _FEWEST_SHARED and short <= long


def _shares_much(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    shared = len(ours & theirs)
    return shared >= _FEWEST_SHARED and shared >= _MUCH * len(ours | theirs)


def _on_its_way_to_print(newcomer: Sketch, known: Sketch, gap: int | None) -> bool:
    """Tell whether one may be what the other became; titles change on the way, and years go by."""
    natures = {newcomer.nature, known.nature}
    in_time = gap is None or gap <= _LONGEST_WAY_TO_PRINT
    return in_time and len(natures) > 1 and "register entry" not in natures


def _same_title_counts(
    newcomer: Sketch, known: Sketch, author: bool | None, gap: int | None, *, place: bool
) -> bool:
    """Tell whether an equal title means anything: another author's "Reply" does not."""
    in_title = _shared_title(newcomer, known)
    markers = {marker_of(newcomer), marker_of(known)}
    if len(markers) > 1 and markers & set(_OF_MARKER) and not says_little(in_title):
        # A correction, reply or comment that names a whole title speaks of that paper, whoever
        # wrote it and when.
        return True
    if says_little(in_title):
        return place or (author is True and gap == 0)
    if author is False:
        return place or (gap in {0, 1} and len(in_title) >= _MANY_WORDS)
    return True


def _shared_title(newcomer: Sketch, known: Sketch) -> tuple[str, ...]:
    """Return the words of the title that both have; the longest, where they share several."""
    theirs = {"".join(title_words(read_title(title).core)) for title in known.titles}
    ours = (title_words(read_title(title).core) for title in newcomer.titles)
    return max((words for words in ours if "".join(words) in theirs), key=len)


def _stands(newcomer: Sketch, known: Sketch, title: TitleLikeness, *, trial: bool) -> Stands:
    here, there = marker_of(newcomer), marker_of(known)
    if here != there:
        if here in _OF_MARKER:
            return _OF_MARKER[here]
        if there in _OF_MARKER:
            return seen_from_there(_OF_MARKER[there])
    by_nature = _by_nature(newcomer, known)
    if by_nature and (title or not trial):
        return by_nature
    if here != there and title != "same":
        return Stands.EXTENDS if here == "extension" else Stands.EXTENDED
    if trial and title != "same":
        return Stands.TRIAL
    return Stands.SERIES if _is_series(newcomer, known) else Stands.SAME


def _by_nature(newcomer: Sketch, known: Sketch) -> Stands | None:
    natures = (newcomer.nature, known.nature)
    if natures[0] == natures[1]:
        return None
    if "register entry" in natures:
        return Stands.TRIAL
    if "abstract" in natures:
        return Stands.ABSTRACT if natures[0] == "abstract" else Stands.PAPER
    return Stands.PREPRINT if natures[0] == "preprint" else Stands.JOURNAL


def _is_series(newcomer: Sketch, known: Sketch) -> bool:
    """Tell whether one journal printed one title in two volumes: a yearly report, or a column."""
    one_home = bool(newcomer.journal) and title_key(newcomer.journal) == title_key(known.journal)
    volumes = newcomer.volume and known.volume and newcomer.volume != known.volume
    return bool(one_home and volumes and newcomer.year != known.year)


def _same_author(newcomer: Sketch, known: Sketch) -> bool | None:
    ours, theirs = title_key(newcomer.surname), title_key(known.surname)
    return ours == theirs if ours and theirs else None


def _same_place(newcomer: Sketch, known: Sketch) -> bool:
    """Tell whether two reports begin on one page of one volume in one year."""
    ours = (newcomer.volume.casefold(), newcomer.first_page)
    theirs = (known.volume.casefold(), known.first_page)
    years = {newcomer.year, known.year} - {None}
    return ours == theirs and all(ours) and len(years) <= 1


def _shared_trial(newcomer: Sketch, known: Sketch) -> tuple[str, ...]:
    """Return the numbers by which both name one trial, or one is its entry in a register."""
    return tuple(sorted(map(str, _numbers_of_trial(newcomer) & _numbers_of_trial(known))))


def _numbers_of_trial(sketch: Sketch) -> frozenset[Identifier]:
    if sketch.nature == "register entry":
        return sketch.registrations | sketch.identifiers
    return frozenset(sketch.registrations)


def _title_reason(title: TitleLikeness) -> tuple[str, ...]:
    reasons = {
        "same": "same title",
        "nearly": "nearly the same title",
        "part": "all words of the shorter title",
        "much": "half of the words of the titles",
    }
    return (reasons[title],) if title else ()


def _year_reason(newcomer: Sketch, known: Sketch, gap: int | None) -> tuple[str, ...]:
    if gap is None:
        return ()
    return (f"both of {known.year}",) if gap == 0 else (f"of {newcomer.year} and not {known.year}",)


def _author_reason(newcomer: Sketch, known: Sketch, author: bool | None) -> tuple[str, ...]:
    if author is None:
        return ()
    if author:
        return (f"same first author {known.surname}",)
    return (f"first author {newcomer.surname} and not {known.surname}",)


def _other_identifiers(newcomer: Sketch, known: Sketch) -> tuple[str, ...]:
    """Return what speaks against one report: each has an identifier of a kind, and they differ."""
    named = (("DOI", Doi), ("PMID", Pmid))
    kinds = [name for name, kind in named if newcomer.known_as(kind) and known.known_as(kind)]
    return (f"but another {' and '.join(kinds)}",) if kinds else ()
