"""Every record that was found, what was decided about it and why: one table a decision."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.html.counts import computed_count
from generator.html.element import computed_number, link, missing, small, spaced, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.page_read import page_read
from generator.model.date import PartialDate
from generator.model.identifier import parse_identifier
from generator.model.reference import Decision, ScreeningRecord
from generator.model.text import ADDRESS_PATTERN
from generator.synthesis.flow import Flow, RecordGroup, reason_in_short, way_found
from generator.tables.table import Cell, Column, Facet, Row, Table, render_table

_WAYS = (Column("Way"), Column("As it stands in the log"), Column("Records", number=True))


class Decided(NamedTuple):
    """The records of one decision: its name, its heading, how many there are, and their table."""

    name: str
    heading: str
    records: int
    table: Safe | None


def decided(page: OpenPage, flow: Flow) -> list[Decided]:
    """Return the records by decision: what waits first, then what is in, then what is out."""
    return [
        _decided(page, "awaiting", "Awaiting classification", flow.awaiting),
        _decided(page, "included", "Included", flow.included),
        _decided(page, "excluded", "Excluded", flow.excluded),
        _decided(page, "duplicate", "Duplicates", flow.duplicates),
    ]


def ways_table(page: OpenPage, groups: Sequence[RecordGroup], name: str, caption: str) -> Safe:
    """Return how records were found, search by search."""
    rows = [
        Row(
            (group.label, together(_searches(group), "; "), computed_number(f"{len(group.rows):,}"))
        )
        for group in groups
    ]
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=computed_count(sum(len(group.rows) for group in groups), "record"),
            key="In the order of the log.",
            columns=_WAYS,
            rows=rows,
            how=page.how("finding"),
        )
    )


def _searches(group: RecordGroup) -> list[str]:
    counts = Counter(record.found_by for record in group.rows)
    return [f"{search} ({count})" for search, count in counts.items()]


def _decided(
    page: OpenPage, decision: Decision, heading: str, records: Sequence[ScreeningRecord]
) -> Decided:
    table = _table(page, decision, heading, records) if records else None
    return Decided(decision, heading, len(records), table)


def _table(
    page: OpenPage, decision: Decision, heading: str, records: Sequence[ScreeningRecord]
) -> Safe:
    return render_table(
        Table(
            name=f"{decision}-records",
            caption=f"{heading}: every report",
            shows=computed_count(len(records), "report"),
            key="In the order of the log.",
            columns=tuple(_columns(decision)),
            how=page.how("finding"),
            rows=[
                Row(tuple(_cells(page, record)), facets=_facets(page, record)) for record in records
            ],
            sortable=True,
        )
    )


def _columns(decision: Decision) -> Iterator[Column]:
    yield Column("Report")
    # Whoever includes a record owes no reason; what was written is a remark.
    if decision == "included":
        yield Column("Study")
        yield Column("Remark")
    else:
        yield Column("Reason")
    yield Column("Found by")
    yield Column("Found on")


def _cells(page: OpenPage, record: ScreeningRecord) -> Iterator[Cell]:
    title = record.title or missing("title not seen")
    yield Cell(spaced(title, _identifier(page, record.identifier)), sort=record.title)
    if record.decision == "included":
        study = page.evidence.every_study[record.study]
        yield Cell(page.study(study), sort=study.label)
    yield Cell(record.reason or None)
    yield Cell(record.found_by)
    yield Cell(_day(record.date_found), sort=record.date_found)


def _facets(page: OpenPage, record: ScreeningRecord) -> Mapping[Facet, str]:
    """Return what readers filter by: the reason in short, how it was found, and the month."""
    kind, way = way_found(page.evidence.topic, record.found_by)
    # A month is the first seven characters of a date: 2026-11.
    found: dict[Facet, str] = {"found-by": f"{kind}: {way}", "month": record.date_found[:7]}
    return {"reason": reason_in_short(record.reason), **found} if record.reason else found


def _day(written: str) -> str:
    # A log keeps what somebody wrote: a day that cannot be read is shown as it stands.
    try:
        return PartialDate.parse(written).words()
    except ValueError:
        return written


def _identifier(page: OpenPage, text: str) -> Safe:
    """Return an identifier, as a link where it leads somewhere."""
    known = parse_identifier(text)
    if known and known.address:
        return small(link(known.address, text))
    if ADDRESS_PATTERN.fullmatch(text):
        return page_read(page.evidence, text)
    return small(text)
