"""Numbers, counts, dates and intervals: what was printed stays, what it means is exact."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.date import Interval, PartialDate
from generator.model.identifier import Doi, Pmcid, Pmid, Registration, parse_identifier
from generator.model.number import Count, Number, bare_decimal
from generator.model.result import with_unit


@pytest.mark.parametrize(
    ("text", "value", "relation"),
    [
        ("28", "28", "="), ("15.40", "15.40", "="), ("<0.001", "0.001", "<"), ("≤ 5", "5", "<="), (">=2", "2", ">="),
        ("−17.67", "-17.67", "="), ("-3", "-3", "="), ("1,218", "1218", "="), (".5", "0.5", "="), ("+4", "4", "="),
    ],
)  # fmt: skip
def test_a_number_keeps_its_text_and_its_exact_value(text: str, value: str, relation: str) -> None:
    number = Number.parse(text)
    assert (number.text, number.value, number.relation) == (text, Decimal(value), relation)
    assert str(number) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "seven", "1 2", "1,21", "5%", "1e5", "nan", "inf", "1.2.3", "--1", "٣", "0,027", "<0,001",
        "00,027", "-0,5", "1,02", "1.027,5", "1'027", "0,027.5", "1,0270", "9" * 41,
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="number"):
        Number.parse(text)


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=3
    )
)
def test_any_printed_decimal_comes_back_exactly(value: Decimal) -> None:
    assert Number.parse(f"{value:f}").value == value


@pytest.mark.parametrize(
    "text", ["-1", "1.5", "ten", "", "<5", "0,027", "00,027", "1,02", "1 000", "9" * 41]
)
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="whole number"):
        Count.parse(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0,027", "with a decimal point: a comma stands between thousands alone, as in 1,027"),
        ("1.027,5", "with a decimal point"),
        ("1 027", "with nothing but a comma between thousands"),
        ("1'027", "with nothing but a comma between thousands"),
    ],
)
def test_the_mark_that_makes_a_text_no_number_is_named(text: str, words: str) -> None:
    for kind in (Number, Count):
        with pytest.raises(ValueError, match=words):
            kind.parse(text)


def test_thousands_are_read_and_a_decimal_comma_is_never_taken_for_them() -> None:
    assert Count.parse("1,027").value == 1027
    assert Count.parse("10,000,000").value == 10_000_000
    assert [bare_decimal(text) for text in ("1,027", "0,027", "12,5", "<3", "better")] == [
        Decimal(1027), None, None, None, None,
    ]  # fmt: skip


def test_dates_may_be_partial() -> None:
    assert PartialDate.parse("2024-08-31").words() == "31 August 2024"
    assert PartialDate.parse("2024-08").words() == "August 2024"
    assert PartialDate.parse("2024").words() == "2024"
    with pytest.raises(ValueError, match="calendar"):
        PartialDate.parse("2023-02-29")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("3 months", date(2026, 11, 22), date(2027, 2, 22)),
        ("6 months", date(2024, 8, 31), date(2025, 2, 28)),
        ("1 year", date(2024, 2, 29), date(2025, 2, 28)),
        ("6 weeks", date(2024, 12, 1), date(2025, 1, 12)),
    ],
)
def test_an_interval_ends_on_a_day_that_exists(text: str, start: date, end: date) -> None:
    assert Interval.parse(text).after(start) == end


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("10 days", date(2024, 2, 25), date(2024, 3, 6)),
        ("1 day", date(2024, 12, 31), date(2025, 1, 1)),
        ("0 months", date(2024, 1, 31), date(2024, 1, 31)),
        ("1 month", date(2024, 1, 31), date(2024, 2, 29)),
        ("11 months", date(2024, 1, 1), date(2024, 12, 1)),
        ("12 months", date(2024, 12, 15), date(2025, 12, 15)),
        ("2 years", date(2024, 1, 1), date(2026, 1, 1)),
    ],
)
def test_an_interval_counts_days_weeks_months_and_years(text: str, start: date, end: date) -> None:
    interval = Interval.parse(f" {text} ")
    assert interval.after(start) == end
    assert str(interval) == text


@pytest.mark.parametrize(
    "text", ["", "3", "months", "3 fortnights", "3months", "1.5 years", "-1 day"]
)
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a length of time, as in 3 months"):
        Interval.parse(text)


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("2024-08-31", date(2024, 8, 31), date(2024, 8, 31), "31 August 2024"),
        (" 2024-02 ", date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "2024"),
    ],
)
def test_a_partial_date_may_be_as_early_as_its_first_day_and_as_late_as_its_last(
    text: str, first: date, last: date, words: str
) -> None:
    partial = PartialDate.parse(text)
    assert (partial.first_day, partial.last_day) == (first, last)
    assert (partial.words(), str(partial)) == (words, text.strip())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-13", "calendar"),
        ("2024-00", "calendar"),
        ("2024-08-00", "calendar"),
        ("2024-04-31", "calendar"),
        ("0000", "calendar"),
        ("2024-4", "as in 2026-11-22"),
        ("24", "as in 2026-11-22"),
        ("2024-04-1", "as in 2026-11-22"),
        ("April 2024", "as in 2026-11-22"),
        ("", "as in 2026-11-22"),
    ],
)
def test_what_is_no_date_is_refused(text: str, expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("text", "exact", "decimals"),
    [
        ("28", "28", 0),
        ("15.40", "15.40", 2),
        (".5", "0.5", 1),
        ("1,218.5", "1218.5", 1),
        ("1,218,000", "1218000", 0),
        ("-0.001", "-0.001", 3),
        ("<0.001", None, 3),
        (">= 3", None, 0),
    ],
)
def test_only_a_number_printed_without_a_bound_is_exact(
    text: str, exact: str | None, decimals: int
) -> None:
    number = Number.parse(f" {text} ")
    assert number.exact == (None if exact is None else Decimal(exact))
    assert number.decimals == decimals
    assert str(number) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,218", 1218), ("0", 0), (" 12 ", 12), ("007", 7)],
)
def test_a_count_keeps_its_text_and_its_value(text: str, value: int) -> None:
    count = Count.parse(text)
    assert (count.value, str(count)) == (value, text.strip())


@pytest.mark.parametrize("text", ["1,21", "12,3456", "1 218", "1,218.0"])
def test_a_count_with_misplaced_commas_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="whole number"):
        Count.parse(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,218.5", Decimal("1218.5")),
        ("-3", Decimal(-3)),
        ("<5", None),
        ("seven", None),
        ("NaN", None),
        ("Infinity", None),
        ("", None),
    ],
)
def test_a_bare_figure_has_a_value_and_nothing_else_has(text: str, value: Decimal | None) -> None:
    assert bare_decimal(text) == value


def test_identifiers_are_compared_however_they_are_written() -> None:
    assert Pmid.parse("PMID: 33258553") == Pmid.parse("https://pubmed.ncbi.nlm.nih.gov/33258553/")
    assert Pmcid.parse("PMC8084900") == Pmcid.parse(
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC8084900/"
    )
    assert Doi.parse("doi:10.1002/ART.41602") == Doi.parse("https://doi.org/10.1002/art.41602")
    assert str(Registration.parse("nct03002649")) == "NCT03002649"
    assert (
        Registration.parse("NCT03002649").address == "https://clinicaltrials.gov/study/NCT03002649"
    )
    assert parse_identifier("hello") is None


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("24", "week", "24 weeks"),
        ("24", "weeks", "24 weeks"),
        ("1", "years", "1 year"),
        ("3", "points", "3 points"),
    ],
)
def test_a_length_of_time_is_one_or_many(value: str, unit: str, words: str) -> None:
    assert with_unit(Number.parse(value), unit) == words
