"""How current the record is: counted from files, without a clock."""

import dataclasses
from datetime import date

import pytest

from generator.model.date import Interval, PartialDate
from generator.model.evidence import Evidence
from generator.model.reference import CitationNotice
from generator.model.release import Published, Stated, Version
from generator.model.topic import Retirement
from generator.synthesis.currency import currency, latest_look


def topic(small: Evidence, **changes: object) -> Evidence:
    return dataclasses.replace(small, topic=dataclasses.replace(small.topic, **changes))  # type: ignore[arg-type]


def look(citation: str, day: str, words: str = "none seen") -> CitationNotice:
    return CitationNotice(
        citation=citation, retraction=words, concern=words, erratum=words, looked_at="x", date=day
    )


def test_the_small_project_s_status(small: Evidence) -> None:
    state = currency(small)
    assert (state.found, state.awaiting, state.to_extract) == (3, 0, 0)
    assert (state.last.text, state.due) == ("2024-08-31", date(2025, 2, 28))
    assert state.retired is None
    assert (state.looked, state.unlooked) == (None, len(small.citations))


@pytest.mark.parametrize(("last", "interval", "due"), [
    ("2026-11-22", "3 months", date(2027, 2, 22)), ("2026-11-30", "3 months", date(2027, 2, 28)),
    ("2026-11", "6 weeks", date(2026, 12, 13)),
])  # fmt: skip
def test_the_next_search_is_due_an_interval_after_the_last(
    small: Evidence, last: str, interval: str, due: date
) -> None:
    changed = topic(
        small, last_search=PartialDate.parse(last), search_interval=Interval.parse(interval)
    )
    assert currency(changed).due == due


def test_what_was_found_on_or_after_the_last_search_is_new(small: Evidence) -> None:
    assert currency(topic(small, last_search=PartialDate.parse("2024-08-02"))).new == 1
    assert currency(topic(small, last_search=PartialDate.parse("2024-08-01"))).new == 3
    assert currency(small).new == 0


def test_awaiting_drafts_and_retirement_are_told(small: Evidence) -> None:
    waiting = dataclasses.replace(small.screening[0], decision="awaiting")
    retired = Retirement(date=PartialDate.parse("2025-01-01"), reason="No more searches.")
    changed = dataclasses.replace(
        topic(small, retired=retired),
        screening=(*small.screening, waiting),
        drafts={"x": small.studies["second-2003"]},
    )
    state = currency(changed)
    assert (state.awaiting, state.to_extract, state.retired) == (1, 1, retired)


def test_the_oldest_latest_look_counts(small: Evidence) -> None:
    looks = (
        look("example-2001", "2024-01-01"),
        look("example-2001", "2024-06-01"),
        look("second-2003", "2024-05-01"),
    )
    state = currency(dataclasses.replace(small, citation_notices=looks))
    assert state.looked == date(2024, 5, 1)
    assert state.unlooked == len(small.citations) - 2


def test_a_look_for_errata_alone_is_none_for_retractions(small: Evidence) -> None:
    errata = dataclasses.replace(look("example-2001", "2024-06-01"), retraction="not yet checked")
    changed = dataclasses.replace(small, citation_notices=(errata,))
    assert latest_look(changed, "example-2001") == errata
    assert (currency(changed).looked, currency(changed).unlooked) == (None, len(small.citations))


def test_a_report_without_an_entry_has_the_default_s(small: Evidence) -> None:
    default = look("default", "2024-06-01")
    unchecked = look("example-2001", "not yet", "not yet checked")
    changed = dataclasses.replace(small, citation_notices=(default, unchecked))
    assert latest_look(changed, "second-2003") == default
    assert latest_look(changed, "example-2001") == default
    assert (
        latest_look(dataclasses.replace(small, citation_notices=(unchecked,)), "example-2001")
        is None
    )


def test_a_day_that_cannot_be_read_is_not_new(small: Evidence) -> None:
    on_the_day, unread = (
        dataclasses.replace(small.screening[0], date_found=day) for day in ("2024-08-31", "soon")
    )
    assert currency(dataclasses.replace(small, screening=(unread,))).new == 0
    assert currency(dataclasses.replace(small, screening=(unread, on_the_day))).new == 1


def test_what_the_last_version_did_not_screen_is_new(small: Evidence) -> None:
    def published(address: str) -> Evidence:
        stated = Stated(address=address, words="", values={"identifier": "PMID 22222222"})
        last = Published(version=Version(2024, 1, 0), statements={address: stated})
        return dataclasses.replace(small, published=last)

    assert currency(published("screening/2")).new == 2
    assert currency(published("screening/2")).version == "2024.1.0"
    # Another record may have the identifier too: that is no screening.
    assert currency(published("bibliography/other")).new == 3
    assert currency(small).version is None


def latest(small: Evidence, *looks: CitationNotice) -> CitationNotice | None:
    return latest_look(dataclasses.replace(small, citation_notices=looks), "example-2001")


def test_a_look_on_a_known_day_comes_before_one_without_and_a_later_entry_before_an_earlier(
    small: Evidence,
) -> None:
    undated, dated = look("example-2001", "some day"), look("example-2001", "2024-06-01")
    assert latest(small, undated, dated) == latest(small, dated, undated) == dated
    again = dataclasses.replace(dated, looked_at="y")
    assert latest(small, dated, again) == again
    assert latest(small, again, dated) == dated
    assert latest(small, undated) == undated


def test_a_look_at_another_report_is_none_at_this(small: Evidence) -> None:
    assert latest(small, look("second-2003", "2024-06-01")) is None


def test_a_look_without_a_day_leaves_its_report_unlooked_at(small: Evidence) -> None:
    state = currency(
        dataclasses.replace(small, citation_notices=(look("example-2001", "some day"),))
    )
    assert (state.looked, state.unlooked) == (None, len(small.citations))
