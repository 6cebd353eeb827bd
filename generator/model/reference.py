"""How reports stand to each other, what was found and decided, and whether a notice was looked for."""

import re
from typing import Literal, get_args

from generator.model.record import record

NOTICES = ("retraction", "concern", "erratum")
DEFAULT_NOTICE = "default"
_SEEN = re.compile(r"(?:seen|retracted)\b")
_NOT_SEEN = re.compile(r"(?:none seen|not yet checked)\b")


@record
class Relation:
    """One report stands in a relation to another: cites, cited-by, similar, report-of, extends, overlaps."""

    subject: str
    relation: str
    object: str
    source: str
    line: int


Decision = Literal["included", "excluded", "awaiting", "duplicate"]
DECISIONS: tuple[Decision, ...] = get_args(Decision)
SCREENING_COLUMNS = ("date_found", "found_by", "identifier", "title", "decision", "reason", "study")


@record
class ScreeningRecord:
    """A report that was found, and what was decided about it: one of DECISIONS.

    A duplicate is a report that was found a second time under another name; its reason says of which.
    """

    date_found: str
    found_by: str
    identifier: str
    title: str
    decision: str
    reason: str
    study: str
    line: int


@record
class CitationNotice:
    """Whether a retraction, a concern or an erratum was looked for, where and when."""

    citation: str
    retraction: str
    concern: str
    erratum: str
    looked_at: str
    date: str
    note: str | None = None

    @property
    def is_retracted(self) -> bool:
        """Tell whether a retraction of the report was seen."""
        return was_seen(self.retraction) is True


def was_seen(words: str) -> bool | None:
    """Tell whether a notice was seen, from how its words begin; None where the words say neither.

    "seen" and "retracted" mean that there is one, "none seen" and "not yet checked" that none is known.
    """
    start = words.strip().casefold()
    if _SEEN.match(start):
        return True
    return False if _NOT_SEEN.match(start) else None
