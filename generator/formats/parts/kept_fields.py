"""Fields without a place of their own: kept by name, in short, so that no long foreign text is carried along."""

from collections.abc import Iterable

_LONGEST = 300


def kept_fields(fields: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the fields that say something, sorted by name; a long text is cut."""
    return tuple(sorted((name, shortened(text)) for name, text in fields if text))


def shortened(text: str, longest: int = _LONGEST) -> str:
    """Return a text that is not longer than `longest`; the sign … says that some of it was left out."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
