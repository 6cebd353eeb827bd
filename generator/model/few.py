"""What of a list fits where it stands, and how many more there are: nothing is cut unsaid."""

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

_Entry = TypeVar("_Entry")


class Few(NamedTuple, Generic[_Entry]):
    """The first entries of a list, and how many `more` there are."""

    shown: tuple[_Entry, ...]
    rest: tuple[_Entry, ...]

    @property
    def more(self) -> int:
        """Return how many entries are not shown."""
        return len(self.rest)

    def and_more(self, noun: str = "", plural: str = "") -> str:
        """Return how many more there are in words; nothing where there are none.

        >>> few("abcd", 3).and_more("comparison")
        '1 more comparison'
        >>> few("abc", 3).and_more("comparison")
        ''
        """
        if not self.more:
            return ""
        several = plural or (f"{noun}s" if noun else "")
        return f"{self.more:,} more {noun if self.more == 1 else several}".strip()


def few(entries: Iterable[_Entry], most: int) -> Few[_Entry]:
    """Return the first entries of a list, at most so many, and those that are left."""
    every = tuple(entries)
    return Few(every[:most], every[most:])


def named(names: Iterable[str], most: int, separator: str = ", ") -> str:
    """Return the first names of a list, and how many more there are.

    >>> named(["fever", "rash", "cough"], 2)
    'fever, rash and 1 more'
    """
    some = few(names, most)
    shown = separator.join(some.shown)
    return f"{shown} and {some.and_more()}" if some.more else shown
