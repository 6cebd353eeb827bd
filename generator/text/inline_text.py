"""Trees of inline parts made neat: single spaces, nothing empty, no full stop of MEDLINE's."""

import re
from collections.abc import Callable, Iterable

from generator.model.inline import Inline, Span

# Stops that belong to the title itself: an ellipsis, or an abbreviation as in U.S.
_WITH_STOPS = re.compile(r"(?:\.\.|\b[A-Z]\.[A-Z]\.)$")


def tidy(parts: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return a tree with single spaces, none at its ends, and no empty parts."""
    spaced, _ = _spaced(parts, after_space=True)
    return _without_end(spaced, lambda text: text.rstrip())


def without_stop(parts: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return a title without the full stop that MEDLINE puts after each title.

    >>> without_stop(("It works in the U.S.",)), without_stop(("It works.",))
    (('It works in the U.S.',), ('It works',))
    """
    return _without_end(
        parts, lambda text: text if _WITH_STOPS.search(text) else text.removesuffix(".")
    )


def _spaced(parts: Iterable[Inline], *, after_space: bool) -> tuple[tuple[Inline, ...], bool]:
    """Return parts with single spaces, and whether they end in one."""
    kept: list[Inline] = []
    for part in parts:
        if isinstance(part, str):
            text = _with_single_spaces(part, after_space=after_space)
            after_space = text.endswith(" ") if text else after_space
            if text and kept and isinstance(kept[-1], str):
                kept[-1] += text
            elif text:
                kept.append(text)
        else:
            children, after_space = _spaced(part.children, after_space=after_space)
            if children:
                kept.append(Span(part.style, children))
    return tuple(kept), after_space


def _with_single_spaces(text: str, *, after_space: bool) -> str:
    """Return a text with single spaces, one of which may begin and one end it."""
    inner = " ".join(text.split())
    before = " " if text[:1].isspace() and not after_space else ""
    after = " " if text[-1:].isspace() and inner else ""
    return f"{before}{inner}{after}"


def _without_end(parts: tuple[Inline, ...], shorten: Callable[[str], str]) -> tuple[Inline, ...]:
    """Return a tree whose last words are shortened; parts that become empty are dropped."""
    while parts:
        *before, last = parts
        if isinstance(last, str):
            if shorter := shorten(last):
                return (*before, shorter)
        elif children := _without_end(last.children, shorten):
            return (*before, Span(last.style, children))
        parts = tuple(before)
    return ()
