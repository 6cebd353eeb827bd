"""Of how many people a printed percentage can be: by enumeration, by reference numbers, by what may follow from it."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.statistics.denominators import (
    Basis,
    PrintedShare,
    denominators,
    denominators_cut_off,
    denominators_half_even,
    denominators_half_up,
    work_out,
)

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "trials"


@pytest.mark.parametrize(
    ("count", "percent", "highest", "fitting"),
    [
        (15, "75", 88, (20,)),
        (16, "18.2", 88, (88,)),
        (3, "3.4", 88, (87, 88)),
        (3, "3.4", 86, ()),
        (5, "12", 40, (40,)),
        (5, "13", 40, (38, 39, 40)),
        (0, "0", 3, (1, 2, 3)),
        (0, "1", 3, ()),
        (2, "100", 3, (2,)),
        (1, "-5", 3, ()),
        (1, "50", 0, ()),
    ],
)
def test_both_ends_of_a_rounded_percentage_are_in(
    count: int, percent: str, highest: int, fitting: tuple[int, ...]
) -> None:
    assert denominators(count, Decimal(percent), highest) == fitting


@given(total=st.integers(1, 300), data=st.data(), decimals=st.integers(0, 2))
def test_every_way_of_rounding_finds_its_own_denominator(
    total: int, data: st.DataObject, decimals: int
) -> None:
    count = data.draw(st.integers(0, total))
    unit = Decimal(1).scaleb(-decimals)
    exact = Decimal(100 * count) / total
    ways = {
        "ROUND_HALF_UP": denominators_half_up,
        "ROUND_HALF_EVEN": denominators_half_even,
        "ROUND_DOWN": denominators_cut_off,
    }
    for rounding, way in ways.items():
        printed = exact.quantize(unit, rounding=rounding)
        assert total in way(count, printed, total)
        if rounding != "ROUND_DOWN":
            assert set(way(count, printed, total)) <= set(denominators(count, printed, total))


def test_denominators_are_those_of_the_reference_numbers() -> None:
    if not REFERENCE.is_dir():
        pytest.skip("the reference numbers are not beside the project")
    cases = json.loads((REFERENCE / "denominators.json").read_text(encoding="utf-8"))["cases"]
    with (REFERENCE / "denominators.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(cases)
    for row in rows:
        asked = int(row["count"]), Decimal(row["percent"]), int(row["max"])
        answer = {
            "denominators": list(denominators(*asked)),
            "unique": len(denominators(*asked)) == 1,
            "half_up": list(denominators_half_up(*asked)),
            "half_even": list(denominators_half_even(*asked)),
            "cut_off": list(denominators_cut_off(*asked)),
        }
        assert answer == cases[row["id"]], row["id"]


PRINTED = Basis.PRINTED
ONLY, GROUP, WHOLE = Basis.ONLY_ONE_FITS, Basis.GROUP_FITS, Basis.WHOLE_GROUP


@pytest.mark.parametrize(
    ("share", "answer"),
    [
        # Printed: nothing to work out, and what cannot be is not made a share.
        (PrintedShare(5, 10, None), (5, 10, PRINTED)),
        (PrintedShare(5, 10, Decimal(51)), (5, 10, PRINTED)),
        (PrintedShare(11, 10, None), None),
        (PrintedShare(0, 0, None), None),
        # A total: one fits; the group among several; several without it; none.
        (PrintedShare(15, None, Decimal(75), group=88, highest=88), (15, 20, ONLY)),
        (PrintedShare(15, None, Decimal(75), highest=88), (15, 20, ONLY)),
        (PrintedShare(3, None, Decimal("3.4"), group=88, highest=88), (3, 88, GROUP)),
        (PrintedShare(3, None, Decimal("3.4"), group=90, highest=90), None),
        (PrintedShare(3, None, Decimal("3.4"), highest=88), None),
        (PrintedShare(0, None, Decimal(0), group=30, highest=30), (0, 30, GROUP)),
        (PrintedShare(7, None, Decimal("58.9"), group=12, highest=12), None),
        (PrintedShare(15, None, Decimal(75)), None),
        (PrintedShare(15, None, None, group=88, highest=88), None),
        # A count: of a printed total, of the whole group, of too many people, of an estimate.
        (PrintedShare(None, 26, Decimal("38.5")), (10, 26, ONLY)),
        (PrintedShare(None, 26, Decimal("44.0")), None),
        (PrintedShare(None, 300, Decimal(50)), None),
        (PrintedShare(None, None, Decimal(42), group=95, highest=95), (40, 95, WHOLE)),
        (PrintedShare(None, None, Decimal(42), highest=95), None),
        (PrintedShare(None, 26, Decimal("38.5"), estimated=True), None),
        (PrintedShare(None, 0, Decimal(0)), None),
    ],
)
def test_what_follows_from_a_printed_share(
    share: PrintedShare, answer: tuple[int, int, Basis] | None
) -> None:
    share_worked_out = work_out(share)
    assert (share_worked_out and share_worked_out[:3]) == answer
    if share_worked_out:
        assert share_worked_out.count_is_printed == (share.events is not None)
        assert share_worked_out.total_is_printed == (share.total is not None)
        assert share_worked_out.follows == (share_worked_out.basis in {PRINTED, ONLY})
