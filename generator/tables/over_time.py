"""The growth of the evidence as a table: one row a year of publication, with what was added and what it adds up to."""

from collections.abc import Sequence

from generator.html.counts import shown_taking
from generator.html.element import link, missing, paragraph, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.study import Study
from generator.synthesis.over_time import Year
from generator.synthesis.participants import People
from generator.tables.studies import heading
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


def people_so_far(people: People) -> Safe:
    """Return a count of people, as a range where studies may share people, with the studies that do not say."""
    if people.high == 0:
        return missing("not reported")
    count = (
        f"{people.high:,}" if people.low == people.high else f"{people.low:,} to {people.high:,}"
    )
    unknown = (
        f" and {people.unknown} {'study' if people.unknown == 1 else 'studies'} of unknown size"
    )
    shown = tag("span", count, class_="ev-computed ev-num")
    return together((shown, tag("small", unknown) if people.unknown else None))


def about_averages(page: OpenPage) -> Safe:
    """Return where averages stand as they were after each year, or why there is none."""
    pages = [
        (population, domain)
        for (population, domain), comparison in page.site.comparisons.items()
        if any(found.pooled for found in comparison.estimates)
    ]
    if not pages:
        return paragraph(
            "No average is drawn over time, because no group of results may be averaged."
        )
    links = (
        link(
            page.address(f"compare/{population}/{domain}.html#_together"),
            f"{heading(domain)}, {page.evidence.populations[population].label}",
        )
        for population, domain in pages
    )
    return paragraph(
        "Averages as they stood after each year, with what they rest on: ",
        together(links, "; "),
        ".",
    )


def without_year(page: OpenPage, years: Sequence[Year]) -> Safe | None:
    """Return the studies of which no year of publication is known; None where every year is known."""
    studies: list[Study] = [
        study for year in years if year.year is None for study in (*year.added, *year.retracted)
    ]
    if not studies:
        return None
    return paragraph(
        missing("Year not known:"),
        " ",
        together((page.study(study) for study in studies), ", "),
        ".",
    )
