"""Names as bibliographies print them: `Smith, J. J.`, `Smith JC Jr`, `van der Berg, Anna, 3rd`."""

import re

from generator.model.citation import Author

_SUFFIX = re.compile(r"(?:jr|sr|[1-9](?:st|nd|rd|th)|ii|iii|iv|v)\.?", re.IGNORECASE)
# A longer text is no name; the search for its particle would take long.
_LONGEST_NAME = 200
_FIGURES = {"i": "I", "v": "V"}
_PARTICLES = re.compile(r"((?:[a-zà-öø-ÿ'’]+[ ]+|[a-z]+['’])+)(?=\S)")
_INITIALS = re.compile(r"[^\W\d_a-zà-öø-ÿ]{1,4}(?:-[^\W\d_a-zà-öø-ÿ]{1,2})?")
_DOTTED = re.compile(r"(?:[^\W\d_a-zà-öø-ÿ][a-zà-öø-ÿ]?\.-?){1,6}")
# Words with dots that are no initials, and the particles that may stand after initials.
_NO_INITIALS = {"U.S.", "U.K.", "U.N.", "E.U.", "Co.", "St.", "Mt.", "Dr."}
_AFTER_INITIALS = set(
    re.findall(
        "[a-z]+",
        "af al bin da das de del della den der di do dos du el la le ten ter van von zu zur",
    )
)
# With more words it is a group whose name begins with initials.
_MOST_WORDS = 5


def person(family: str, given: str = "", suffix: str = "") -> Author:
    """Return a person; words in small letters before the family name are its particle.

    >>> person("van der Berg", "Anna")
    Author(family='Berg', given='Anna', particle='van der', suffix='', literal='')
    """
    family, given, suffix = _line(family), _line(given), _line(suffix)
    # A single name is a family name.
    if not family:
        family, given = given, ""
    match = _PARTICLES.match(family) if len(family) <= _LONGEST_NAME else None
    if match and match.end() < len(family) and not family[match.end() :].islower():
        return Author(
            family=family[match.end() :], given=given, particle=match[1].strip(), suffix=suffix
        )
    return Author(family=family, given=given, suffix=suffix)


def group(name: str) -> Author:
    """Return a group of people by its name."""
    return Author(literal=_line(name))


def read_inverted(text: str) -> Author | None:
    """Return a name written `Family, Given, Suffix`, `Family GI` or alike; others are groups.

    >>> read_inverted("Smith, John C., Jr").suffix, read_inverted("River Trial Group").literal
    ('Jr', 'River Trial Group')
    """
    parts = list(filter(None, map(str.strip, _line(text).split(","))))
    if not parts:
        return None
    if len(parts) == 1:
        return read_bare(parts[0])
    suffix = next((part for part in parts[1:] if is_suffix(part)), "")
    given = " ".join(part for part in parts[1:] if part != suffix)
    *before, last = given.split() or [""]
    # Capitals are initials: V, II.
    if before and not suffix and is_suffix(last) and not last.isupper():
        given, suffix = " ".join(before), last
    return person(parts[0], given, suffix)


def read_bare(text: str) -> Author | None:
    """Return a name without a comma: a person where initials stand in it, else a group.

    >>> read_bare("Smith JC Jr").suffix, read_bare("J.C. Smith").family, read_bare("WHO").literal
    ('Jr', 'Smith', 'WHO')
    """
    parts = text.split()
    if not parts:
        return None
    dotted = _with_dots(parts)
    if dotted:
        return dotted
    suffix = ""
    if len(parts) > len(("family", "initials")) and is_suffix(parts[-1]):
        suffix = parts.pop() if _INITIALS.fullmatch(parts[-2]) else ""
    *family, last = parts
    if family and _INITIALS.fullmatch(last) and not any(map(str.isupper, family)):
        return person(" ".join(family), last, suffix)
    return group(text)


def _with_dots(parts: list[str]) -> Author | None:
    """Return a person whose initials have dots and stand after the family name, or before it."""
    suffix = next((part for part in parts[1:] if is_suffix(part)), "")
    rest = [part for part in parts if part != suffix]
    if not 1 < len(rest) <= _MOST_WORDS or _NO_INITIALS & set(parts):
        return None
    dotted = [_DOTTED.fullmatch(part) is not None for part in rest]
    # How many words stand before the first initial, and before the first other word.
    last = dotted.index(True) if True in dotted else len(rest)
    first = dotted.index(False) if False in dotted else len(rest)
    before, after = rest[:last], rest[last:]
    if before and after and all(dotted[last:]):
        return person(" ".join(before), " ".join(after), suffix)
    is_one_name = 0 < first < len(rest) and set(rest[first:-1]) <= _AFTER_INITIALS
    return person(" ".join(rest[first:]), " ".join(rest[:first]), suffix) if is_one_name else None


def is_suffix(word: str) -> bool:
    """Tell whether a word is a suffix; a single V is an initial."""
    return _SUFFIX.fullmatch(word) is not None and word.rstrip(".").lower() not in _FIGURES


def _line(text: str) -> str:
    return " ".join(text.split())
