"""How alike two reports are that share no identifier, in words, and what the one may be to the other."""

from difflib import SequenceMatcher
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
from generator.model.identifier import Doi, Pmid

TitleLikeness = Literal["same", "nearly", "part", "much", ""]

_ALIKE_WORDS = 0.75
_ALIKE_LETTERS = 0.92
_WORTH_READING = 0.5
_PART = 5
_MUCH = 0.5
_FEWEST_SHARED = 3
_LONGEST_WAY_TO_PRINT = 3  # years from a meeting or a preprint to the paper
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
    """What two reports have in common, and what the one may be to the other; None where nothing suggests anything."""

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
        (title == "same" and _same_title_counts(newcomer, known, author, gap, place=place))
        or (
            title == "nearly"
            and ((author is not False and gap in {None, 0, 1}) or place or bool(trial))
        )
        or (title == "part" and (author is True or bool(trial)))
        or (bool(title) and on_its_way)
        or (place and author is True)
        or bool(trial)
    )
    stands = _stands(newcomer, known, title, trial=bool(trial)) if may_be else None
    reasons = (
        *_title_words(title),
        *_year_words(newcomer, known, gap),
        *_author_words(newcomer, known, author),
        *((f"same volume and first page ({known.volume}:{known.first_page})",) if place else ()),
        *((f"both name {', '.join(trial)}",) if trial else ()),
        *(_other_identifiers(newcomer, known) if stands is Stands.SAME else ()),
    )
    return Likeness(stands, reasons, title, author, place)


def marker_of(sketch: Sketch) -> Marker:
    """Return what a report announces itself to be, by its publication types or its title."""
    for kind, marker in _OF_TYPE.items():
        said = read_title(sketch.titles[0]).marker if sketch.titles else ""
        if kind in sketch.types:
            return "reply" if said == "reply" else marker
    return read_title(sketch.titles[0]).marker if sketch.titles else ""


def _titles(newcomer: Sketch, known: Sketch, *, loosely: bool) -> TitleLikeness:
    """Return how alike the most alike of their titles are."""
    found = {
        _title(read_title(ours), read_title(theirs), loosely=loosely)
        for ours in newcomer.titles
        for theirs in known.titles
    }
    order: tuple[TitleLikeness, ...] = ("same", "nearly", "part", "much")
    return next((kind for kind in order if kind in found), "")


def _title(ours: Reading, theirs: Reading, *, loosely: bool) -> TitleLikeness:
    here, there = title_words(ours.core), title_words(theirs.core)
    if not here or not there:
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
    """Tell whether the one may be what the other became: titles change on the way, and years go by."""
    natures = {newcomer.nature, known.nature}
    in_time = gap is None or gap <= _LONGEST_WAY_TO_PRINT
    return (
        in_time
        and len(natures) > 1
        and bool(natures & {"abstract", "preprint"})
        and "register entry" not in natures
    )


def _same_title_counts(
    newcomer: Sketch, known: Sketch, author: bool | None, gap: int | None, *, place: bool
) -> bool:
    """Tell whether an equal title means anything: "Reply" by somebody else in another year does not."""
    words = title_words(read_title(newcomer.titles[0]).core) if newcomer.titles else ()
    markers = {marker_of(newcomer), marker_of(known)}
    if len(markers) > 1 and markers & set(_OF_MARKER) and not says_little(words):
        # A correction, reply or comment that names a whole title speaks of that paper, whoever
        # wrote it and when.
        return True
    if says_little(words):
        return place or (author is True and gap == 0)
    if author is False:
        return place or (gap in {0, 1} and len(words) >= _MANY_WORDS)
    return True


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
    if here != there and "extension" in {here, there} and title != "same":
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
    places = [(one.volume.casefold(), one.first_page) for one in (newcomer, known)]
    years = {newcomer.year, known.year} - {None}
    return places[0] == places[1] and all(places[0]) and len(years) <= 1


def _shared_trial(newcomer: Sketch, known: Sketch) -> tuple[str, ...]:
    """Return the numbers by which both name one trial, or the one is its entry in a register."""
    ours = newcomer.registrations | (
        newcomer.identifiers if newcomer.nature == "register entry" else frozenset()
    )
    theirs = known.registrations | (
        known.identifiers if known.nature == "register entry" else frozenset()
    )
    return tuple(sorted(str(one) for one in ours & theirs))


def _title_words(title: TitleLikeness) -> tuple[str, ...]:
    words = {
        "same": "same title",
        "nearly": "nearly the same title",
        "part": "all words of the shorter title",
        "much": "half of the words of the titles",
    }
    return (words[title],) if title else ()


def _year_words(newcomer: Sketch, known: Sketch, gap: int | None) -> tuple[str, ...]:
    if gap is None:
        return ()
    return (f"both of {known.year}",) if gap == 0 else (f"of {newcomer.year} and not {known.year}",)


def _author_words(newcomer: Sketch, known: Sketch, author: bool | None) -> tuple[str, ...]:
    if author is None:
        return ()
    if author:
        return (f"same first author {known.surname}",)
    return (f"first author {newcomer.surname} and not {known.surname}",)


def _other_identifiers(newcomer: Sketch, known: Sketch) -> tuple[str, ...]:
    """Return what speaks against one report: both have an identifier of a kind, and not the same."""
    kinds = [
        name
        for name, kind in (("DOI", Doi), ("PMID", Pmid))
        if newcomer.known_as(kind) and known.known_as(kind)
    ]
    return (f"but another {' and '.join(kinds)}",) if kinds else ()
