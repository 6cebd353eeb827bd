"""What makes a record of any format doubtful: no title, an unreadable date, words of retraction."""

import re
from dataclasses import replace
from itertools import chain

from generator.formats.collection import DOUBTFUL_RECORD, FOREIGN_DATE, RETRACTED_IN_WORDS
from generator.formats.parts.identity import Identity
from generator.formats.parts.printed_date import PrintedDate
from generator.model.found import FoundRecord, Origin, RecordNotice
from generator.model.inline import Inline, Span
from generator.text.text_markup import DEEPEST

# Publishers print this in capitals before the title of a report they retracted.
_RETRACTED = re.compile(
    r"\W*(?:RETRACTED|WITHDRAWN)(?: ARTICLE| PAPER| CHAPTER)?\s*(?::|\]|[-–—] )"
)
# In other letters the same words may also begin the title of the notice.
_MAYBE_RETRACTED = re.compile(r"\W*(?:retracted|withdrawn|retraction)\b", re.IGNORECASE)


def completed(
    record: FoundRecord,
    identity: Identity,
    format_name: str,
    date: PrintedDate,
    *,
    doubt_date: bool = True,
) -> FoundRecord:
    """Return a record with its identifiers, its date and its origin, and note what is doubtful.

    `doubt_date` is false for formats whose dates stand in parts: one without a year says nothing.
    """
    citation = replace(
        record.citation,
        year=date.year,
        month=date.month,
        day=date.day,
        doi=identity.doi,
        pmid=identity.pmid,
        pmcid=identity.pmcid,
    )
    if not citation.title and not record.original_title:
        identity.note(DOUBTFUL_RECORD, "has no title", "a title", "It was read; look the title up.")
    if _depth(record.title) >= DEEPEST:
        seen, expected = f"has a title with {DEEPEST} or more tags one in another", "a few tags"
        identity.note(DOUBTFUL_RECORD, seen, expected, "Deeper ones were left out; look it up.")
    if doubt_date and date.text.strip() and date.year is None:
        seen = f"has the date {date.text.strip()[:60]!r}"
        identity.note(FOREIGN_DATE, seen, "a year of four figures", "Look the year up.")
    return replace(
        record,
        citation=citation,
        published=record.published or date.text,
        other_dois=tuple(identity.dois[1:]),
        other_pmids=tuple(identity.pmids[1:]),
        origin=Origin(identity.file, identity.line, format_name),
    )


def _depth(tree: tuple[Inline, ...]) -> int:
    """Return how many parts stand one in another at most."""
    depth, level = 0, tree
    while spans := [part for part in level if isinstance(part, Span)]:
        depth += 1
        level = tuple(chain.from_iterable(span.children for span in spans))
    return depth


def notices_in_title(title: str, identity: Identity) -> tuple[RecordNotice, ...]:
    """Return the retraction that a title states, for sources that mark retractions nowhere else."""
    if _RETRACTED.match(title):
        return (RecordNotice("retraction"),)
    if _MAYBE_RETRACTED.match(title):
        identity.note(
            RETRACTED_IN_WORDS,
            "has a title that begins with a retraction",
            "to know whether it is the retracted report or the notice about one",
            "Look it up in PubMed, and record what you see in bibliography/notices.yml.",
        )
    return ()
