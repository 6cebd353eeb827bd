"""Titles as matching reads them: their bare words, and what a title says of its own kind."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

Marker = Literal["erratum", "retraction", "concern", "reply", "comment", "extension", ""]

# One source writes TGF-β, another TGF-beta.
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu",
    "ν": "nu", "ξ": "xi", "ο": "omicron", "π": "pi", "ρ": "rho", "σ": "sigma",
    "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip
# Letters that no normal form takes apart into a plain one and a mark.
_PLAIN = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "&": " and ",
}
_LETTERS = str.maketrans(_GREEK | _PLAIN)
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ](?=\w)")
_COUNTING = re.compile(
    r"\d+|[ivx]+|first|second|third|fourth|fifth|one|two|three|four|five|six|seven|eight|nine|ten"
)
# Shorter titles are given to many papers: "Reply", "Annual report".
_FEW = 4
_SAY_NOTHING = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
)
_QUOTED = re.compile(r"[\s:]*[“\"‘„«](?P<title>.{12,}?)[”\"’“»](?:\W|$)")
_BY_AUTHORS = r"(?:the\s+)?(?:authors?['’]?s?['’]?\s+)?"
_SIGN = r"(?:\s*[:.–—-]|$)"


def _said(*parts: str) -> re.Pattern[str]:
    return re.compile("".join(parts), re.IGNORECASE)


# A paper that was itself retracted carries the word in front of its own title: that is no marker of
# another paper.
_STARTS: tuple[tuple[Marker, re.Pattern[str]], ...] = (
    # The number of an abstract at a meeting.
    ("", re.compile(r"(?:AB|OP|POS|FRI|SAT|THU|WED|LB)\d{3,4}\b[\s:.–—-]*(?=\S)")),
    ("", _said(r"(?:retracted(?:\s+article)?|withdrawn|removed)\s*[:.]\s*(?=\S)")),
    (
        "retraction",
        _said(
            r"(?:notice of\s+)?retraction(?:\s+(?:notice|note))?",
            rf"(?:{_SIGN}|\s+(?:to|of|for)\b)",
        ),
    ),
    (
        "concern",
        _said(
            r"(?:editorial )?expression of concern",
            rf"(?:{_SIGN}|\s+(?:to|on|for|about|regarding)\b)",
        ),
    ),
    (
        "erratum",
        _said(
            r"(?:(?:author|publisher)(?:['’]?s)?\s+)?",
            r"(?:erratum|errata|corrigendum|corrigenda|correction|addendum)",
            rf"(?:{_SIGN}|\s+(?:to|for|in)\b(?=.*\S))",
        ),
    ),
    ("reply", _said(_BY_AUTHORS, r"(?:in\s+)?reply\s+to\b")),
    (
        "reply",
        _said(
            _BY_AUTHORS,
            r"(?:in\s+)?(?:reply|response|rebuttal)\s*(?:$|[:.–—]|to\s*[:“\"'‘]|",
            r"to\s+(?:the\s+)?(?:comments?|letters?|correspondence|editorial|commentary)\b",
            r"(?:\s+(?:on|by|about|to)\b)?)",
        ),
    ),
    (
        "comment",
        _said(
            r"(?:invited\s+)?(?:comments?|commentary|correspondence|editorial",
            r"|letter(?:\s+to\s+the\s+editor)?)",
            r"(?:\s*[:.–—]|\s+(?:on|to|about|regarding|re)\b\s*:?|$)|re\s*:",
        ),
    ),
)
_ENDS: tuple[tuple[Marker, re.Pattern[str]], ...] = (
    ("reply", _said(r"[:.;,–—-]\s*", _BY_AUTHORS, r"(?:reply|response|rebuttal)\s*$")),
    ("comment", _said(r"[:.;,–—-]\s*(?:comments?|commentary|letter|editorial|correspondence)\s*$")),
    ("erratum", _said(r"[:.;,–—-]\s*(?:erratum|corrigendum|correction)\s*$")),
)
_EXTENSION = re.compile(
    r"\blong[- ]term\b|\bextension\b|\bfollow[- ]?up\b"
    r"|\b\d+[- ](?:year|month|week)s?\s+(?:results|outcomes|data)\b|\bfinal (?:results|analysis)\b",
    re.IGNORECASE,
)
_QUOTES = " \t\"'“”‘’«»„[]().:–—-"


class Reading(NamedTuple):
    """What a title says of its own kind, and the title of the paper it speaks about or is."""

    marker: Marker
    core: str


# Each newcomer is held against the same titles again and again.
@lru_cache(maxsize=65536)
def read_title(title: str) -> Reading:
    """Return the kind a title announces, and the rest of it.

    >>> read_title("Correction to: River fever in adults")
    Reading(marker='erratum', core='River fever in adults')
    >>> read_title("Response to alphaone in river fever").marker
    ''
    """
    written = " ".join(title.split()).strip().strip("[]").rstrip(". ")
    marker, written = _without_start(written)
    for kind, pattern in _ENDS:
        match = pattern.search(written)
        if match:
            marker, written = marker or kind, written[: match.start()]
            break
    core = _named_title(written) if marker else written.strip()
    return Reading(marker or ("extension" if _EXTENSION.search(written) else ""), core)


def _without_start(written: str) -> tuple[Marker, str]:
    """Return the marker before a title, if any, and what follows it.

    >>> _without_start("RETRACTED: Comment on: River fever")
    ('comment', ' River fever')
    """
    marker: Marker = ""
    while not marker:
        for kind, pattern in _STARTS:
            if match := pattern.match(written):
                marker, written = kind, written[match.end() :]
                break
        else:
            break
    return marker, written


def _named_title(written: str) -> str:
    """Return the title of the paper that a correction, reply or comment names."""
    quoted = _QUOTED.match(written)
    return (quoted["title"] if quoted else written).strip(_QUOTES)


@lru_cache(maxsize=65536)
def title_words(title: str) -> tuple[str, ...]:
    """Return the words of a title without case, accents and punctuation, Greek letters by name.

    >>> title_words("Type I Factor-β in <Sjögren’s> disease.")
    ('type', 'i', 'factor', 'beta', 'in', 'sjogrens', 'disease')
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", title).casefold())
    bare = "".join(char for char in folded if not unicodedata.combining(char)).translate(_LETTERS)
    return tuple(_WORD.findall(_APOSTROPHE.sub("", bare)))


def telling_words(title: Reading) -> frozenset[str]:
    """Return the words that say what a paper is about, without those that call it an extension.

    >>> sorted(telling_words(read_title("Long-term extension of alphaone: 52-week results")))
    ['alphaone']
    """
    if title.marker != "extension":
        return frozenset(title_words(title.core)) - _SAY_NOTHING
    telling = frozenset(title_words(_EXTENSION.sub(" ", title.core))) - _SAY_NOTHING
    return telling - counts_in(telling)


def title_key(title: str) -> str:
    """Return what two writings of one title have in common: its letters and figures alone.

    >>> title_key("Anti-ALF1 fever: FACγ") == title_key("Anti ALF1 fever – FAC-gamma.")
    True
    """
    return "".join(title_words(title))


def counts_in(title: Iterable[str]) -> frozenset[str]:
    """Return the words of a title that count: figures, Roman numerals, first and second."""
    return frozenset(word for word in title if _COUNTING.fullmatch(word))


def says_little(title: tuple[str, ...]) -> bool:
    """Tell whether the words of a title are too few to tell one paper from another."""
    return len(title) < _FEW
