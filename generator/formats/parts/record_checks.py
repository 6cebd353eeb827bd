"""What makes a record of any format doubtful: no title, an unreadable date, words of retraction."""

import re

from generator.formats.collection import DOUBTFUL_RECORD, FOREIGN_DATE, RETRACTED_IN_WORDS
from generator.formats.parts.identity import Identity
from generator.model.found import FoundRecord, RecordNotice

# Publishers print this in capitals before the title of a report they retracted.
_RETRACTED = re.compile(
    r"\W*(?:RETRACTED|WITHDRAWN)(?: ARTICLE| PAPER| CHAPTER)?\s*(?::|\]|[-–—] )"
)
# In other letters the same words may also begin the title of the notice.
_MAYBE_RETRACTED = re.compile(r"\W*(?:retracted|withdrawn|retraction)\b", re.IGNORECASE)


def check_record(record: FoundRecord, identity: Identity, *, date: str = "") -> None:
    """Note what a curator should look at before the record is used."""
    citation = record.citation
    if not citation.title and not record.original_title:
        identity.note(DOUBTFUL_RECORD, "has no title", "a title", "It was read; look the title up.")
    if date.strip() and citation.year is None:
        seen = f"has the date {date.strip()[:60]!r}"
        identity.note(FOREIGN_DATE, seen, "a year of four figures", "Look the year up.")


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
