"""Pages as bibliographies print them, in one form: last pages in full, an en dash between."""

import re

_RANGE = re.compile(
    r"([A-Za-z]*)([0-9]+)([A-Za-z]?)\s*(?:-{1,3}|[‐‑‒–—−])\s*([A-Za-z]*)([0-9]+)([A-Za-z]?)"
)
_OTHER_RANGE = re.compile(
    r"([A-Za-z0-9.]{1,12})\s*(?:--+|[‐‑‒–—−])\s*([A-Za-z0-9.]{1,12})"
    r"|([ivxlcdm]+)-([ivxlcdm]+)"
)
_DOTTED = re.compile(r"([A-Za-z]?[0-9]+\.[a-z]?[0-9]+)-([A-Za-z]?[0-9]+\.[a-z]?[0-9]+)")


def page_range(text: str) -> str:
    """Return pages with an en dash in each range and its last page in full.

    What is no range stays as printed.

    >>> page_range("858-65"), page_range("S1-10"), page_range("e12"), page_range("397-409, 415")
    ('858–865', 'S1–S10', 'e12', '397–409, 415')
    """
    return "".join(
        part if part[:1] in {",", ";", ""} else _one_range(part)
        for part in re.split(r"([,;]\s*)", _tidy(text))
    )


def pages_between(first: str, last: str) -> str:
    """Return the pages from a first to a last one; either may be missing or hold the range."""
    first, last = _tidy(first), _tidy(last)
    # What a database writes where it has no pages.
    if (first.lower(), last.lower()) == ("no", "specified"):
        return ""
    if not first or not last or first == last:
        return page_range(first or last)
    known = page_range(first)
    if "–" in known:
        return known
    both = f"{first}-{last}"
    return page_range(both) if _RANGE.fullmatch(both) else f"{first}–{last}"


def _tidy(text: str) -> str:
    bare = " ".join(text.split()).rstrip(".,;")
    return re.sub(r"^(?:pp?\.?|pages?)\s+(?=\S)", "", bare, flags=re.IGNORECASE)


def _one_range(part: str) -> str:
    match = _RANGE.fullmatch(part)
    if match is None:
        other = _OTHER_RANGE.fullmatch(part) or _DOTTED.fullmatch(part)
        return "–".join(page for page in other.groups() if page) if other else part
    before, first, after, prefix, last, suffix = match.groups()
    if prefix and prefix != before:
        return f"{before}{first}{after}–{prefix}{last}{suffix}"
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    if int(last) < int(first):
        # `012-009` counts down: it is no range of pages, and neither is its last page short.
        if len(last) == len(first) and last.startswith("0"):
            return part
        return f"{before}{first}{after}–{match[4]}{match[5]}{suffix}"
    return f"{before}{first}{after}–{before}{last}{suffix}"
