"""The growth of the evidence: one row a year, with what was added and what it adds up to."""

from collections.abc import Iterator, Sequence

from generator.html.counts import shown_taking
from generator.html.element import missing, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.people import people_so_far
from generator.model.study import Study
from generator.synthesis.over_time import Year
from generator.tables.table import Cell, Column, Row, Table, render_table
from generator.wording.control_sentence import AGAINST_A_CONTROL

_COLUMNS = (
    Column("Year"),
    Column("Added in it"),
    Column("Studies so far", number=True),
    Column("People so far", number=True),
    Column(f"{AGAINST_A_CONTROL} so far", number=True),
)
_KEY = (
    "By year of the main report, each row with all before it. Counts are computed from the records."
)


def years_table(page: OpenPage, years: Sequence[Year], name: str, caption: str) -> Safe:
    """Return one row a year."""
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=shown_taking(page.evidence, _studies(years)),
            key=_KEY,
            columns=_COLUMNS,
            rows=[_row(page, year) for year in years],
            how=page.how("computed"),
        )
    )


def _studies(years: Sequence[Year]) -> Iterator[Study]:
    for year in years:
        # A retracted study is named in its year, though it counts nowhere.
        yield from year.added
        yield from year.retracted


def _row(page: OpenPage, year: Year) -> Row:
    added = (page.study(study) for study in _studies([year]))
    return Row(
        (
            str(year.year) if year.year else missing("year not known"),
            together(added, ", "),
            str(year.studies),
            Cell(people_so_far(year.people), sort=str(year.people.high)),
            str(year.controlled),
        )
    )
