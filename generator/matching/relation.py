"""How a newcomer may stand to something known: in words, and as a row of relations.csv."""

from enum import StrEnum
from typing import NamedTuple

from generator.model.found import LinkKind, NoticeKind


class Stands(StrEnum):
    """How one report or register entry stands to another."""

    SAME = "the same report as"
    ABSTRACT = "the conference abstract of"
    PAPER = "the full paper of the conference abstract"
    PREPRINT = "the preprint of"
    JOURNAL = "the journal version of the preprint"
    ERRATUM = "a correction of"
    CORRECTED = "corrected by"
    RETRACTION = "the retraction notice of"
    RETRACTED = "retracted by"
    CONCERN = "an expression of concern about"
    DOUBTED = "doubted by"
    REPLY = "a reply to"
    ANSWERED = "answered by"
    COMMENT = "a comment on"
    COMMENTED = "commented on by"
    EXTENDS = "an extension or longer follow-up of"
    EXTENDED = "followed up by"
    UPDATE = "an update of"
    UPDATED = "updated by"
    REPUBLISHED = "a republication of"
    PUBLISHED_AGAIN = "published again as"
    TRIAL = "another report of the same trial as"
    SERIES = "another part of the series of"


# Each relation and the same seen from the other side; all others are their own inverse.
_PAIRS = (
    (Stands.ABSTRACT, Stands.PAPER),
    (Stands.PREPRINT, Stands.JOURNAL),
    (Stands.ERRATUM, Stands.CORRECTED),
    (Stands.RETRACTION, Stands.RETRACTED),
    (Stands.CONCERN, Stands.DOUBTED),
    (Stands.REPLY, Stands.ANSWERED),
    (Stands.COMMENT, Stands.COMMENTED),
    (Stands.EXTENDS, Stands.EXTENDED),
    (Stands.UPDATE, Stands.UPDATED),
    (Stands.REPUBLISHED, Stands.PUBLISHED_AGAIN),
)
_INVERSE = {**dict(_PAIRS), **{there: here for here, there in _PAIRS}}
# The words of bibliography/relations.csv, read from the first of each pair to the second.
_WRITTEN = {
    Stands.ABSTRACT: "report-of",
    Stands.PREPRINT: "report-of",
    Stands.TRIAL: "report-of",
    Stands.REPUBLISHED: "report-of",
    Stands.UPDATE: "extends",
    Stands.EXTENDS: "extends",
    Stands.ERRATUM: "comments-on",
    Stands.RETRACTION: "comments-on",
    Stands.CONCERN: "comments-on",
    Stands.REPLY: "comments-on",
    Stands.COMMENT: "comments-on",
}
OF_LINK: dict[LinkKind, Stands] = {
    "comment-on": Stands.COMMENT,
    "comment-in": Stands.COMMENTED,
    "reply-to": Stands.REPLY,
    "erratum-for": Stands.ERRATUM,
    "retraction-of": Stands.RETRACTION,
    "concern-for": Stands.CONCERN,
    "update-of": Stands.UPDATE,
    "republished-from": Stands.REPUBLISHED,
    "preprint-of": Stands.PREPRINT,
    "preprint-in": Stands.JOURNAL,
}
OF_NOTICE: dict[NoticeKind, Stands] = {
    "retraction": Stands.RETRACTED,
    "partial-retraction": Stands.RETRACTED,
    "concern": Stands.DOUBTED,
    "erratum": Stands.CORRECTED,
    "update": Stands.UPDATED,
    "republication": Stands.PUBLISHED_AGAIN,
}


def seen_from_there(stands: Stands) -> Stands:
    """Return the same relation from the other side.

    >>> seen_from_there(Stands.ERRATUM) is Stands.CORRECTED
    True
    """
    return _INVERSE.get(stands, stands)


class Written(NamedTuple):
    """A row of relations.csv without its source."""

    subject: str
    relation: str
    object: str


def written(subject: str, stands: Stands, other: str) -> Written | None:
    """Return the row that says how `subject` stands to `other`; None where no word says it."""
    if stands in _WRITTEN:
        return Written(subject, _WRITTEN[stands], other)
    # Of each pair the first has its word.
    there = _INVERSE.get(stands)
    return Written(other, _WRITTEN[there], subject) if there else None
