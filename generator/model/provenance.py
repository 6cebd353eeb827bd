"""Where a value was read: the source, its kind, and how near it stands to the study itself."""

from enum import StrEnum
from typing import Annotated, Literal

from generator.model.date import PartialDate
from generator.model.meaning import means
from generator.model.record import record
from generator.model.shared_fields import DaySeen, Note, PageAddress, ReadThrough

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
    """How near a page stands to the study: the report, a copy of its text, or an account."""

    PRIMARY = "primary"
    COPY = "copy of the primary text"
    SECONDARY = "secondary"


# Written by those who did the study, in a report, at a meeting or in a register.
_PRIMARY = frozenset({"full-text", "abstract", "conference-abstract", "register"})


@record
class Source:
    """A page on which values of a study were read."""

    kind: Annotated[
        SourceKind,
        means(
            "what was read: full text, abstract, meeting abstract, register and the like. "
            "It decides how near the study the value stands"
        ),
    ]
    url: PageAddress
    title: Annotated[str, means("title of the page, or what it is")]
    seen: DaySeen
    report: Annotated[
        str | None,
        means("key of the report in the bibliography that the page shows, if it shows one"),
    ] = None
    read_through: ReadThrough | None = None
    note: Note | None = None

    @property
    def rank(self) -> Rank:
        """Return whether the page is primary, a copy of the primary text, or secondary."""
        # Whatever the page is, an account of it by another was read.
        if self.read_through:
            return Rank.SECONDARY
        if self.kind in _PRIMARY:
            return Rank.PRIMARY
        # An index page carries the abstract itself; every other kind is an account of the study.
        return Rank.COPY if self.kind == "index-copy" else Rank.SECONDARY

    @property
    def kind_words(self) -> str:
        """Return the kind as a reader says it."""
        return self.kind.replace("-", " ")


@record
class Extraction:
    """When the values of a record were taken from their sources and when they were read again."""

    first: Annotated[
        PartialDate, means("day the values were taken from their sources", "2026-11-22")
    ]
    second: Annotated[
        PartialDate | None, means("day the sources were read again", "2026-11-23")
    ] = None
    status: Annotated[
        Literal["once", "agreed", "corrected", "partly", "not-seen-again", "to-be-extracted"],
        means(
            "once, or what a second reading found; to-be-extracted marks a draft, which "
            "counts nowhere"
        ),
    ]
    corrections: Annotated[
        tuple[str, ...], means("what the second reading changed, in our own words")
    ] = ()

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


Extracted = Annotated[
    Extraction,
    means("when the values were taken from their sources, and when they were read again"),
]
