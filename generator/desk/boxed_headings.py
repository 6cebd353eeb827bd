"""The headings of a boxed warning, as a label prints them, held against those of the record.

A boxed warning has a heading in capitals, with the word WARNING and what it is about (21 CFR
201.57(c)(1)); openFDA gives heading and text as one paragraph.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

_OPENING = re.compile(r"(?:BOXED\s+)?WARNINGS?\s*:?\s*", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:[,;]|\band\b)\s*", re.IGNORECASE)
_ASIDE = re.compile(r"\([^)]*\)")
# Words of a heading in capitals that are printed small.
_SMALL = frozenset({"and", "or", "of", "in", "with", "to", "the", "for"})
# A heading that runs on for so long is a text in capitals, of which nobody can tell the heading.
_LONGEST_HEADING = 300
# “His” and “as” are no plurals.
_SHORTEST_PLURAL = 3
# The same word in the spelling of the two sides of the Atlantic.
_SPELLINGS = (("ae", "e"), ("oe", "e"), ("our", "or"))


def headings_in(boxed_warning: str) -> tuple[str, ...]:
    """Return what a boxed warning is about, by its heading; nothing where no heading is told.

    >>> headings_in("WARNING: FLOODS, and COLD FEET FLOODS Rivers can rise within hours.")
    ('floods', 'cold feet')
    """
    text = boxed_warning
    while opening := _OPENING.match(text):
        text = text[opening.end() :]
    heading = " ".join(_in_capitals(text))
    if len(heading) > _LONGEST_HEADING:
        return ()
    parts = [part for part in map(_plain, _PARTS.split(_ASIDE.sub("", heading))) if part]
    return tuple(dict.fromkeys(_without_first_subheading(parts)))


def not_among(headings: Iterable[str], others: Sequence[str]) -> tuple[str, ...]:
    """Return the headings that others do not name, in whatever number, spelling or abbreviation."""
    known = [*chain.from_iterable(map(_parts_of, others))]
    return tuple(heading for heading in headings if not _is_named(heading, known))


def _in_capitals(text: str) -> Iterator[str]:
    """Yield the words before the first one that is printed as in a sentence."""
    for word in text.split():
        if word not in _SMALL and word != word.upper():
            return
        if _OPENING.fullmatch(word):
            # The heading comes twice: above the section, and in its first line.
            return
        yield word


def _plain(part: str) -> str:
    return part.strip(" .:-").lower()


def _without_first_subheading(parts: list[str]) -> list[str]:
    """Return the parts of a heading without the subheading that follows it in the same capitals."""
    last = parts[-1] if parts else ""
    for earlier in parts[:-1]:
        if last.endswith(f" {earlier}"):
            return [*parts[:-1], last.removesuffix(f" {earlier}")]
    return parts


def _parts_of(heading: str) -> list[str]:
    return [part for part in _PARTS.split(_ASIDE.sub("", heading)) if part.strip()]


def _is_named(heading: str, known: Sequence[str]) -> bool:
    """Tell whether each part of a heading is known."""
    return all(_is_among(part, known) for part in _parts_of(heading))


def _is_among(heading: str, known: Iterable[str]) -> bool:
    words = _words(heading)
    return any(words == others or _is_short_for(words, others) for others in map(_words, known))


def _is_short_for(first: Sequence[str], second: Sequence[str]) -> bool:
    """Tell whether one is the initials of the other, as “RF” is of river fever."""
    return _initials(first) == "".join(second) or _initials(second) == "".join(first)


def _initials(name: Sequence[str]) -> str:
    return "".join(word[0] for word in name) if len(name) > 1 else ""


def _words(heading: str) -> tuple[str, ...]:
    text = re.sub(r"[’']s?\b", "", heading.casefold())
    for british, american in _SPELLINGS:
        text = text.replace(british, american)
    return tuple(map(_singular, re.findall(r"\w+", text)))


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    is_plural = len(word) > _SHORTEST_PLURAL and word.endswith("s") and not word.endswith("ss")
    return word.removesuffix("s") if is_plural else word
