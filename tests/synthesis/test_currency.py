"""How current the record is: counted from files, without a clock."""

import dataclasses
from datetime import date

import pytest

from generator.model.date import Interval, PartialDate
from generator.model.evidence import Evidence
from generator.model.reference import CitationNotice
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
