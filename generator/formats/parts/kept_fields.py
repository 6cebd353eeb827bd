"""Fields that a citation has no place for, kept by name and cut short."""

from collections.abc import Iterable

# Enough to recognise a field by; an abstract or a long note is not carried along.
_LONGEST = 300


def kept_fields(fields: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the fields that say something, sorted by name; a long text is cut."""
    return tuple(sorted((name, shortened(text)) for name, text in fields if text))


def shortened(text: str, longest: int = _LONGEST) -> str:
    """Return a text of at most `longest` characters; … at its end says that some were left out."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
