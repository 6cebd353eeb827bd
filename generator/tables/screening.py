"""Every record that was found, with what was decided about it and why: one table for each decision."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.html.counts import shown_rows
from generator.html.element import link, missing, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import small
from generator.model.date import PartialDate
from generator.model.identifier import parse_identifier
from generator.model.reference import Decision, ScreeningRecord
from generator.model.text import ADDRESS_PATTERN
from generator.synthesis.flow import Flow, RecordGroup, reason_in_short, way_found
from generator.tables.table import Cell, Column, Row, Table, render_table

_HEADINGS: tuple[tuple[Decision, str], ...] = (
    ("awaiting", "Awaiting classification"),
    ("included", "Included"),
    ("excluded", "Excluded"),
    ("duplicate", "Duplicates"),
)


class Decided(NamedTuple):
    """The records of one decision: its name, its heading, how many there are, and their table."""

    name: str
    heading: str
    records: int
    table: Safe | None


def decided(page: OpenPage, flow: Flow) -> list[Decided]:
    """Return the records by decision: what waits first, then what is in, then what is out."""
    groups = {
        "awaiting": flow.awaiting,
        "included": flow.included,
        "excluded": flow.excluded,
        "duplicate": flow.duplicates,
    }
    return [
        Decided(
            name,
            heading,
            len(groups[name]),
            _table(page, name, heading, groups[name]) if groups[name] else None,
        )
        for name, heading in _HEADINGS
    ]


def ways_table(page: OpenPage, shares: Sequence[RecordGroup], name: str, caption: str) -> Safe:
    """Return how records were found, search by search."""
    rows = [
        Row(
            (
                share.label,
                together(_searches(share), "; "),
                tag("span", f"{len(share.rows):,}", class_="ev-computed ev-num"),
            )
        )
        for share in shares
    ]
    columns = (Column("Way"), Column("As it stands in the log"), Column("Records", number=True))
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=shown_rows(sum(len(share.rows) for share in shares), "record"),
            key="In the order of the log.",
            columns=columns,
            rows=rows,
            how=page.how("finding"),
        )
    )


def _searches(share: RecordGroup) -> list[str]:
    counts: dict[str, int] = {}
    for row in share.rows:
        counts[row.found_by] = counts.get(row.found_by, 0) + 1
    return [f"{words} ({count})" for words, count in counts.items()]


def _table(page: OpenPage, name: str, heading: str, rows: Sequence[ScreeningRecord]) -> Safe:
    columns = (
        Column("Report"),
        *([Column("Study")] if name == "included" else []),
        Column("Remark" if name == "included" else "Reason"),
        Column("Found by"),
        Column("Found on"),
    )
    table = Table(
        name=f"{name}-records",
        caption=f"{heading}: every report",
        shows=shown_rows(len(rows), "report"),
        key="In the order of the log.",
        columns=columns,
        how=page.how("finding"),
        rows=[Row(tuple(_cells(page, row)), facets=_facets(page, row)) for row in rows],
        sortable=True,
    )
    return render_table(table)


def _cells(page: OpenPage, row: ScreeningRecord) -> Iterator[Cell]:
    yield Cell(
        together((row.title or missing("title not seen"), _identifier(row.identifier)), " "),
        sort=row.title,
    )
    if row.decision == "included":
        study = page.evidence.every_study[row.study]
        yield Cell(page.study(study), sort=study.label)
    yield Cell(row.reason or None)
    yield Cell(row.found_by)
    yield Cell(_day(row.date_found), sort=row.date_found)


def _facets(page: OpenPage, row: ScreeningRecord) -> Mapping[str, str]:
    """Return by what readers filter: the reason in short, the kind of way it was found, and the month."""
    kind, way = way_found(page.evidence.topic, row.found_by)
    reason = {"reason": reason_in_short(row.reason)} if row.reason else {}
    return {**reason, "found-by": f"{kind}: {way}", "month": row.date_found[:7]}


def _day(written: str) -> str:
    try:
        return PartialDate.parse(written).words()
    except ValueError:
        return written


def _identifier(text: str) -> Safe:
    """Return an identifier, as a link where it leads somewhere."""
    known = parse_identifier(text)
    address = known.address if known else text if ADDRESS_PATTERN.fullmatch(text) else None
    return tag("small", link(address, text)) if address else small(text)
