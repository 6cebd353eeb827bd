"""Where a value was read: the source, its kind, and how near it stands to the study itself."""

from enum import StrEnum
from typing import Literal

from generator.model.date import PartialDate
from generator.model.record import record
from generator.model.text import Address

SourceKind = Literal[
    "full-text",
    "abstract",
    "conference-abstract",
    "register",
    "regulator",
    "review",
    "index-copy",
    "news",
    "press-release",
    "other",
]


class Rank(StrEnum):
    """How near a page stands to the study: the report itself, a copy of its text, or someone's account."""

    PRIMARY = "primary"
    COPY = "copy of the primary text"
    SECONDARY = "secondary"


_PRIMARY = frozenset({"full-text", "abstract", "conference-abstract", "register"})


@record
class Source:
    """A page on which values of a study were read."""

    kind: SourceKind
    url: Address
    title: str
    seen: PartialDate
    report: str | None = None
    note: str | None = None

    @property
    def rank(self) -> Rank:
        """Return whether the page is primary, a copy of the primary text, or secondary."""
        if self.kind in _PRIMARY:
            return Rank.PRIMARY
        return Rank.COPY if self.kind == "index-copy" else Rank.SECONDARY

    @property
    def kind_words(self) -> str:
        """Return the kind as a reader says it."""
        return self.kind.replace("-", " ")


@record
class Extraction:
    """When the values of a record were taken from their sources and when they were read again."""

    first: PartialDate
    second: PartialDate | None = None
    status: Literal["once", "agreed", "corrected", "partly", "not-seen-again", "to-be-extracted"]
    corrections: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Return what the second reading found, in words."""
        return {
            "once": "read once",
            "agreed": "second reading agreed",
            "corrected": "corrected after a second reading",
            "partly": "partly read a second time",
            "not-seen-again": "the source did not come up a second time",
            "to-be-extracted": "still to be extracted",
        }[self.status]
