"""How current the record is, from its files alone: what was searched, found and decided, and what is due."""

from datetime import date

from generator.model.date import PartialDate, day_words
from generator.model.evidence import Evidence
from generator.model.record import record
from generator.model.reference import DEFAULT_NOTICE, CitationNotice, NoticeKind
from generator.model.topic import Retirement


@record
class Currency:
    """Where the upkeep of a record stands; it needs no clock, and leaves to the reader's whether the next is late.

    `new` counts records that the last recorded version did not know, or, as long as there is none,
    those found on the day of the last search or later; `new_since` says which, in words. `looked`
    is the oldest day on which a retraction of a report was looked for; None where there was no
    look. `unlooked` counts the reports of which nobody has looked for a retraction: a look for
    errata alone is none.
    """

    last: PartialDate
    due: date
    found: int
    new: int
    new_since: str
    awaiting: int
    to_extract: int
    retired: Retirement | None
    looked: date | None
    unlooked: int

    @property
    def due_words(self) -> str:
        """Return the day the next search is due as a reader says it."""
        return day_words(self.due)


def currency(evidence: Evidence) -> Currency:
    """Return where the upkeep of the record stands."""
    topic = evidence.topic
    looks = [latest_look(evidence, key, "retraction") for key in evidence.citations]
    days = [look.day for look in looks if look and look.day]
    return Currency(
        last=topic.last_search,
        due=topic.search_interval.after(topic.last_search.first_day),
        found=len(evidence.screening),
        new=_new(evidence),
        new_since=_new_since(evidence),
        awaiting=sum(row.decision == "awaiting" for row in evidence.screening),
        to_extract=len(evidence.drafts),
        retired=topic.retired,
        looked=min(days, default=None),
        unlooked=len(looks) - len(days),
    )


def _new(evidence: Evidence) -> int:
    if evidence.published is None:
        return sum(_found_from(evidence.date, row.date_found) for row in evidence.screening)
    known = {
        stated.values.get("identifier")
        for address, stated in evidence.published.statements.items()
        if address.startswith("screening/")
    }
    return sum(row.identifier not in known for row in evidence.screening)


def _new_since(evidence: Evidence) -> str:
    if evidence.published is None:
        return f"on or after {day_words(evidence.date)}"
    return f"since version {evidence.published.version}"


def latest_look(
    evidence: Evidence, citation: str, kind: NoticeKind | None = None
) -> CitationNotice | None:
    """Return the latest look at the notices of a report, else what holds for reports that are not named; None if none.

    A look on a known day comes before one without a date, and a later entry of the file before an
    earlier one. With a kind, only looks for notices of that kind are looks.
    """
    looks = [item for item in evidence.citation_notices if _is_look(item, kind)]
    own = [item for item in looks if item.citation == citation]
    if not own:
        own = [item for item in looks if item.citation == DEFAULT_NOTICE]
    return max(reversed(own), key=lambda item: item.day or date.min, default=None)


def _is_look(item: CitationNotice, kind: NoticeKind | None) -> bool:
    looked_for = item.kinds_looked_for
    return kind in looked_for if kind else bool(looked_for)


def _found_from(since: date, found: str) -> bool:
    try:
        return PartialDate.parse(found).first_day >= since
    except ValueError:
        return False
