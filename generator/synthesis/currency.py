"""How current the record is, by its files alone: what was searched, found and decided, is due."""

from collections.abc import Iterator
from datetime import date

from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.record import record
from generator.model.reference import DEFAULT_NOTICE, CitationNotice, NoticeKind
from generator.model.topic import Retirement, Topic


@record
class Currency:
    """Where the upkeep of a record stands; it asks no clock whether the next search is late.

    `new` counts records that the last recorded version, `version`, did not know; as long as there
    is none, those found on `as_of`, the day of the last search, or later. `looked` is the oldest
    day on which a retraction of a report was looked for; None where there was no look. `unlooked`
    counts the reports of which nobody has looked for a retraction: a look for errata alone is none.
    `unasked` names databases that no saved search has asked yet, `asked` those asked before `last`,
    each with the day: what was looked for on `last` is then no search of them. `searched` names the
    databases asked on that day.
    """

    last: PartialDate
    due: date
    found: int
    new: int
    version: str | None
    as_of: date
    awaiting: int
    to_extract: int
    retired: Retirement | None
    looked: date | None
    unlooked: int
    asked: tuple[tuple[str, PartialDate], ...] = ()
    unasked: tuple[str, ...] = ()
    searched: tuple[str, ...] = ()

    @property
    def was_search(self) -> bool:
        """Tell whether a database was asked on the last day on which sources were looked for."""
        return not self.unasked and not self.asked


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
        version=str(evidence.published.version) if evidence.published else None,
        # The day of the data and not today's: a build never asks the clock.
        as_of=evidence.date,
        awaiting=sum(row.decision == "awaiting" for row in evidence.screening),
        to_extract=len(evidence.drafts),
        retired=topic.retired,
        # The oldest look: the record is only as current as the report looked at longest ago.
        looked=min(days, default=None),
        unlooked=len(looks) - len(days),
        asked=tuple(_asked_before(topic)),
        unasked=tuple(
            search.service_words for search in topic.literature_searches if search.not_yet_run
        ),
        searched=tuple(_asked_on_the_day(topic)),
    )


def _asked_on_the_day(topic: Topic) -> Iterator[str]:
    for search in topic.literature_searches:
        day = search.run_on
        if day and day.first_day >= topic.last_search.first_day:
            yield search.service_words


def _asked_before(topic: Topic) -> Iterator[tuple[str, PartialDate]]:
    """Yield the databases that were last asked on an earlier day than sources were looked for."""
    for search in topic.literature_searches:
        day = search.run_on
        if day and day.first_day < topic.last_search.first_day:
            yield search.service_words, day


def _new(evidence: Evidence) -> int:
    if evidence.published is None:
        return sum(_found_from(evidence.date, row.date_found) for row in evidence.screening)
    known = {
        stated.values.get("identifier")
        for address, stated in evidence.published.statements.items()
        if address.startswith("screening/")
    }
    return sum(row.identifier not in known for row in evidence.screening)


def latest_look(
    evidence: Evidence, citation: str, kind: NoticeKind | None = None
) -> CitationNotice | None:
    """Return the latest look at the notices of a report; None if there was none.

    Without a look of its own, what holds for reports that are not named. A look on a known day
    comes before one without a date, and a later entry of the file before an earlier one. With a
    kind, only looks for notices of that kind are looks.
    """
    looks = [notice for notice in evidence.citation_notices if _is_look(notice, kind)]
    of_report = [notice for notice in looks if notice.citation == citation]
    of_all = [notice for notice in looks if notice.citation == DEFAULT_NOTICE]
    # max keeps the first of equals: read backwards, that is the later entry.
    latest_first = reversed(of_report or of_all)
    return max(latest_first, key=lambda notice: notice.day or date.min, default=None)


def _is_look(notice: CitationNotice, kind: NoticeKind | None) -> bool:
    looked_for = notice.kinds_looked_for
    return kind in looked_for if kind else bool(looked_for)


def _found_from(since: date, day: str) -> bool:
    """Tell whether a record was found on a day or later; a day that cannot be read is none."""
    try:
        return PartialDate.parse(day).first_day >= since
    except ValueError:
        return False
