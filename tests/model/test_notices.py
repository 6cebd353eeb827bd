"""A look for notices: what it found, when it was made, and until when it is trusted."""

from datetime import date, timedelta

import pytest

from generator.model.reference import NOTICE_DAYS, CitationNotice


def look(
    retraction: str = "none seen",
    concern: str = "none seen",
    erratum: str = "none seen",
    **more: str,
) -> CitationNotice:
    fields = {"looked_at": "PubMed, Crossref", "date": "2026-11-22", **more}
    return CitationNotice(
        citation="a-2020", retraction=retraction, concern=concern, erratum=erratum, **fields
    )


def test_what_was_seen_is_told_gravest_first() -> None:
    assert look().kinds_seen == ()
    assert look(erratum="seen: table 2").kinds_seen == ("erratum",)
    assert look("retracted by the editors", "seen", "Seen: x").kinds_seen == (
        "retraction",
        "concern",
        "erratum",
    )
    assert look("not yet checked", "none seen", "not yet checked: later").kinds_looked_for == (
        "concern",
    )


@pytest.mark.parametrize(("written", "day"), [
    ("2026-11-22", date(2026, 11, 22)), ("2026-11", date(2026, 11, 1)), ("not yet", None), ("", None),
    ("2026-02-30", None),
])  # fmt: skip
def test_the_day_of_a_look_is_the_first_it_can_have_been(written: str, day: date | None) -> None:
    assert look(date=written).day == day


def test_a_look_is_trusted_for_ninety_days() -> None:
    day = date(2026, 11, 22)
    assert look().fresh_until == day + timedelta(days=NOTICE_DAYS) == date(2027, 2, 20)
    assert not look().is_stale_on(date(2027, 2, 20))
    assert look().is_stale_on(date(2027, 2, 21))


def test_where_nobody_looked_nothing_can_grow_old() -> None:
    never = look("not yet checked", "not yet checked", "not yet checked")
    assert never.fresh_until is None
    assert not never.is_stale_on(date(2099, 1, 1))
    assert not look(date="not yet").is_stale_on(date(2099, 1, 1))
