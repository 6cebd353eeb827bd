"""Versions of the evidence: what was stated in the last one, and what each changed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, Self, get_args

from generator.model.date import PartialDate
from generator.model.meaning import means
from generator.model.number import Count
from generator.model.record import record

# What a statement is: it decides how it is shown, and whether its change can change a result.
Kind = Literal[
    "reported",
    "computed",
    "judged",
    "defined",
    "notice",
    "register",
    "screening",
    "bibliography",
    "words",
]
# Under which heading a change is told; the order is that of the page.
Group = Literal[
    "study-added",
    "study-removed",
    "notices",
    "values",
    "estimates",
    "certainty",
    "appraisals",
    "definitions",
    "trials",
    "drafts",
    "searches",
    "screening",
    "bibliography",
    "looks",
    "words",
]
GROUPS: tuple[Group, ...] = get_args(Group)
Turn = Literal["added", "removed", "changed"]
_VERSION = re.compile(r"(\d{4})\.(\d{1,6})\.(\d{1,6})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A version of the evidence: year of the last search, changes of values, other changes.

    >>> Version.parse("2026.2.0") > Version.parse("2026.1.9")
    True
    """

    year: int
    minor: int
    patch: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2026.1.0`; ValueError says what a version looks like."""
        match = _VERSION.fullmatch(text.strip())
        if match is None:
            raise ValueError("a version: year, changes of values, other changes, as in 2026.1.0")
        return cls(*(int(part) for part in match.groups()))

    def __str__(self) -> str:
        """Return the version as it is cited."""
        return f"{self.year}.{self.minor}.{self.patch}"


@record
class Stated:
    """What one record states, value by value as printed; `words` say what it is about."""

    address: str
    words: str
    values: Mapping[str, str]


Statements = Mapping[str, Stated]


@record
class Published:
    """All that was stated in the last recorded version."""

    version: Version
    statements: Statements


@record
class Change:
    """One statement that came, went or changed; `at` is its permanent address."""

    at: str
    what: str
    kind: Kind
    was: str | None = None
    now: str | None = None
    why: str | None = None


@record
class ChangedRecord:
    """A study or another record with what changed in it.

    `size` is how many statements came with a new one.
    `affects` names in words what follows from it: estimates that moved, ratings to be judged again.
    """

    at: str
    title: str
    group: Group
    turn: Turn
    size: Count | None = None
    why: str | None = None
    affects: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


@record
class Release:
    """A recorded version: when it was recorded and what it changed."""

    version: Version
    date: PartialDate
    title: str
    summary: str | None = None
    changed: tuple[ChangedRecord, ...] = ()


@record
class Reason:
    """Why something at an address, or below it, changed: a line of the curator."""

    at: Annotated[
        str,
        means("address of what changed, as `evidence diff` shows it", "paper-2021#fever-free-4w"),
    ]
    reason: Annotated[str, means("why it changed, as readers see it")]


@record
class NextRelease:
    """What the curator says in advance of the version to come."""

    title: Annotated[str | None, means("what the next version is about, as readers see it")] = None
    summary: Annotated[str | None, means("what it means for readers, in a sentence or two")] = None
    reasons: Annotated[
        tuple[Reason, ...], means("why something changed, where the change does not say it itself")
    ] = ()
