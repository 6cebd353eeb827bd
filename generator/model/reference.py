"""How reports stand to each other, what was found and decided, and whether a notice was looked for."""

from generator.model.record import record


@record
class Relation:
    """One report stands in a relation to another: cites, cited-by, similar, report-of, extends, overlaps."""

    subject: str
    relation: str
    object: str
    source: str
    line: int


@record
class ScreeningRecord:
    """A report that was found, and what was decided about it."""

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
