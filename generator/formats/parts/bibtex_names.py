"""Names as BibTeX writes them; a plain one is taken apart without its parser."""

import re
from functools import lru_cache
from typing import NamedTuple

import pybtex.errors
from pybtex.database import InvalidNameString, Person
from pybtex.exceptions import PybtexError

from generator.formats.parts.latex_text import unlatexed, with_letters
from generator.formats.parts.printed_names import is_suffix
from generator.model.citation import Author

# Where each word of the family name begins with a capital, there is no particle to look for.
_WORD = r"[^\W\d_a-zß-öø-ÿ][^\s{}\\~$%,\"`]*"
_SIMPLE = re.compile(rf"({_WORD}(?: {_WORD})*), ({_WORD}(?: {_WORD})*)")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)


class ReadName(NamedTuple):
    """An author, and whether the name could be taken apart."""

    author: Author
    is_clear: bool = True


def split_names(text: str) -> list[str]:
    """Return the names between the `and`s that stand outside braces."""
    text = text.strip()
    if "{" not in text and "}" not in text:
        return _without_ends(_AND.split(text))
    names: list[str] = []
    current: list[str] = []
    depth = 0
    for word in re.split(r"(\s+)", text):
        if depth == 0 and word.lower() == "and":
            names.append("".join(current).strip())
            current = []
            continue
        depth += word.count("{") - word.count("}")
        current.append(word)
    return [name for name in [*names, "".join(current).strip()] if name]


@lru_cache(maxsize=65536)
def read_name(name: str) -> ReadName:
    """Return a name, taken apart; one in braces is a group, one that is not clear stays whole."""
    if name.startswith("{") and name.endswith("}") and _balanced(name[1:-1]):
        return ReadName(Author(literal=unlatexed(name)))
    name = with_letters(name)
    simple = _SIMPLE.fullmatch(name)
    if simple and "--" not in name and "''" not in name:
        return ReadName(Author(family=simple[1], given=simple[2]))
    return _parsed(name)


def _parsed(name: str) -> ReadName:
    try:
        with pybtex.errors.capture() as faults:
            person = Person(name)
    except (PybtexError, InvalidNameString, ValueError, IndexError, RecursionError):
        return ReadName(Author(literal=unlatexed(name)), is_clear=False)
    if faults:
        return ReadName(Author(literal=unlatexed(name)), is_clear=False)
    given = " ".join((*person.first_names, *person.middle_names))
    suffix = " ".join(person.lineage_names)
    # Some write `Family, Given, Jr` where BibTeX wants `Family, Jr, Given`.
    if is_suffix(given) and suffix and not is_suffix(suffix):
        given, suffix = suffix, given
    return ReadName(
        Author(
            family=unlatexed(" ".join(person.last_names)),
            particle=unlatexed(" ".join(person.prelast_names)),
            given=unlatexed(given),
            suffix=unlatexed(suffix),
        )
    )


def _without_ends(names: list[str]) -> list[str]:
    """Return names without an `and` that joins nothing."""
    stripped = (re.sub(r"^and\s+|\s+and$", "", name.strip(), flags=re.IGNORECASE) for name in names)
    return [name for name in stripped if name and name.lower() != "and"]


def _balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0
