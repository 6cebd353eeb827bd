"""Numbers, counts, dates and intervals: what was printed stays, what it means is exact."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.date import Interval, PartialDate
from generator.model.identifier import Doi, Pmcid, Pmid, Registration, parse_identifier
from generator.model.number import Count, Number
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
    "text", ["", "seven", "1 2", "1,21", "5%", "1e5", "nan", "inf", "1.2.3", "--1", "٣"]
)
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


@pytest.mark.parametrize("text", ["-1", "1.5", "ten", "", "<5"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="whole number"):
        Count.parse(text)


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
