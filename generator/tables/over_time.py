"""The growth of the evidence as a table: one row a year of publication, with what was added and what it adds up to."""

from collections.abc import Sequence

from generator.html.counts import shown_taking
from generator.html.element import missing, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.people import people_so_far
from generator.synthesis.over_time import Year
from generator.tables.table import Cell, Column, Row, Table, render_table

_KEY = (
    "By year of the main report, each row with all before it. Counts are computed from the records."
)


def years_table(page: OpenPage, years: Sequence[Year], name: str, caption: str) -> Safe:
    """Return one row a year."""
    columns = [
        Column("Year"),
        Column("Added in it"),
        Column("Studies so far", number=True),
        Column("People so far", number=True),
        Column("With a control group so far", number=True),
    ]
    rows = [
        Row(
            (
                str(year.year) if year.year else missing("year not known"),
                together((page.study(study) for study in (*year.added, *year.retracted)), ", "),
                str(year.studies),
                Cell(people_so_far(year.people), sort=str(year.people.high)),
                str(year.controlled),
            )
        )
        for year in years
    ]
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=shown_taking(
                page.evidence,
                (study for year in years for study in (*year.added, *year.retracted)),
            ),
            key=_KEY,
            columns=columns,
            rows=rows,
            how=page.how("computed"),
        )
    )
