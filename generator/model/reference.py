"""How reports stand to each other, what was decided of each, and the notices looked for."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from generator.model.date import PartialDate
from generator.model.meaning import means
from generator.model.record import record
from generator.model.shared_fields import Note

# The gravest first: pages name the notices of a report in this order.
NoticeKind = Literal["retraction", "concern", "erratum"]
NOTICES: tuple[NoticeKind, ...] = get_args(NoticeKind)
DEFAULT_NOTICE = "default"
# A look at the notices of a report is trusted for so long; then it has to be made again.
NOTICE_DAYS = 90
_SEEN = re.compile(r"(?:seen|retracted)\b")
_NOT_SEEN = re.compile(r"(?:none seen|not yet checked)\b")


@record
class Relation:
    """One report stands in a relation to another: it cites it, extends it, overlaps with it."""

    subject: Annotated[str, means("key of the report the relation starts from")]
    relation: Annotated[
        str,
        means(
            "how it stands to the other",
            "cites",
            "cited-by",
            "similar",
            "report-of",
            "extends",
            "overlaps",
        ),
    ]
    object: Annotated[str, means("key of the other report")]
    source: Annotated[str, means("page that shows the relation")]
    line: Annotated[int, means("line in the file the record was read from")]


Decision = Literal["included", "excluded", "awaiting", "duplicate"]
DECISIONS: tuple[Decision, ...] = get_args(Decision)
SCREENING_COLUMNS = ("date_found", "found_by", "identifier", "title", "decision", "reason", "study")


@record
class ScreeningRecord:
    """A report that was found, and what was decided about it: one of DECISIONS.

    A duplicate is a report that was found a second time under another name; its reason says of
    which.
    """

    date_found: Annotated[str, means("day it was found", "2026-11-22")]
    found_by: Annotated[str, means("how it was found", "search: pubmed-drugs", "file: export.ris")]
    identifier: Annotated[str, means("PMID, DOI, register number or address", "PMID 12345678")]
    title: Annotated[str, means("title of the report")]
    decision: Annotated[str, means("included, excluded, awaiting (not yet decided) or duplicate")]
    reason: Annotated[
        str, means("why; needed where it is excluded, and which report where it is a duplicate")
    ]
    study: Annotated[str, means("id of the study it belongs to, where it is included")]
    line: Annotated[int, means("line in the file the record was read from")]


@record
class CitationNotice:
    """Whether a retraction, a concern or an erratum was looked for, where and when."""

    citation: Annotated[
        str,
        means(
            "key of the report in the bibliography; `default` stands for all that have no "
            "entry of their own"
        ),
    ]
    retraction: Annotated[
        str,
        means(
            "begins with seen, none seen or not yet checked, details after a colon; seen: "
            "the study counts nowhere",
            "none seen",
            "not yet checked",
            "seen: retracted by the journal on 2026-03-01",
        ),
    ]
    concern: Annotated[
        str,
        means("expression of concern: begins with seen, none seen or not yet checked", "none seen"),
    ]
    erratum: Annotated[
        str, means("correction: begins with seen, none seen or not yet checked", "none seen")
    ]
    looked_at: Annotated[str, means("where it was looked up")]
    date: Annotated[str, means("day it was looked up", "2026-11-22")]
    note: Note | None = None

    @property
    def is_retracted(self) -> bool:
        """Tell whether a retraction of the report was seen."""
        return self.has_seen("retraction")

    @property
    def kinds_seen(self) -> tuple[NoticeKind, ...]:
        """Return the kinds of notice that were seen, the gravest first."""
        return tuple(kind for kind in NOTICES if self.has_seen(kind))

    @property
    def kinds_looked_for(self) -> tuple[NoticeKind, ...]:
        """Return the kinds of notice that somebody looked for, found or not."""
        return tuple(kind for kind in NOTICES if not is_unchecked(self.statements[kind]))

    @property
    def day(self) -> dt.date | None:
        """Return the first day on which the look can have been; None where no date is given."""
        try:
            return PartialDate.parse(self.date).first_day
        except ValueError:
            return None

    @property
    def fresh_until(self) -> dt.date | None:
        """Return the last day on which the look is trusted; None where its day is not known."""
        # An entry that was not yet checked for anything is no look, whatever day it carries.
        if self.day is None or not self.kinds_looked_for:
            return None
        return self.day + dt.timedelta(days=NOTICE_DAYS)

    @property
    def statements(self) -> Mapping[NoticeKind, str]:
        """Return what the record says of each kind of notice."""
        return {"retraction": self.retraction, "concern": self.concern, "erratum": self.erratum}

    def has_seen(self, kind: NoticeKind) -> bool:
        """Tell whether a notice of this kind was seen."""
        return was_seen(self.statements[kind]) is True

    def is_stale_on(self, day: dt.date) -> bool:
        """Tell whether on that day the look is too old to be trusted."""
        return self.fresh_until is not None and day > self.fresh_until


def is_unchecked(statement: str) -> bool:
    """Tell whether a notice was not looked for, from how its words begin."""
    return statement.strip().casefold().startswith("not yet checked")


def was_seen(statement: str) -> bool | None:
    """Tell whether a notice was seen, from how its words begin; None where the words say neither.

    "seen" and "retracted" mean that there is one, "none seen" and "not yet checked" that none is
    known.
    """
    start = statement.strip().casefold()
    if _SEEN.match(start):
        return True
    return False if _NOT_SEEN.match(start) else None
