"""The picture of the flow of reports, from those found to the studies included (PRISMA 2020)."""

from collections.abc import Iterable, Iterator, Sequence

from generator.charts.flow import NARROW, WIDE, Box, FlowPicture, Step, draw_flow
from generator.html.counts import computed_count, shown
from generator.html.element import together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.few import few
from generator.pictures.gallery import Caption, Numbers, figure_in_two_widths
from generator.synthesis.flow import Flow, Kind, RecordGroup
from generator.tables.table import Column, Row

# More reasons than these would make one box taller than the rest of the picture.
_MOST_REASONS = 6
_TITLE = "From the reports found to the studies included"


def screening_flow(page: OpenPage, flow: Flow) -> Safe:
    """Return the flow of reports as a picture with its caption and its numbers."""
    picture = flow_picture(flow)
    reports, studies = computed_count(len(flow.found), "report"), shown(page.evidence, flow.studies)
    caption = Caption(
        shows=together((reports, studies), "; included: "),
        about="The flow of PRISMA 2020 (Page MJ and others, BMJ 2021;372:n71). Each box leads to "
        "its list. A search counts as one of a database or register where its query is saved with "
        "this record.",
        key="In the order of the work, from what was found to what was included.",
        how=page.how("finding"),
    )
    drawings = (draw_flow(picture, WIDE), draw_flow(picture, NARROW))
    return figure_in_two_widths("flow", picture.title, drawings, caption, _numbers(picture))


def flow_picture(flow: Flow) -> FlowPicture:
    """Return the boxes of the flow; the parts of each box add up to its count."""
    formal = (*flow.of_kind(Kind.DATABASES), *flow.of_kind(Kind.REGISTERS))
    return FlowPicture(
        title=_TITLE,
        sources=(
            _identified("Found in databases and registers", formal, "#_ways"),
            _identified("Found by other methods", flow.of_kind(Kind.OTHER), "#_found-other"),
        ),
        steps=tuple(_steps(flow)),
    )


def _steps(flow: Flow) -> Iterator[Step]:
    yield Step(
        Box("Reports found", len(flow.found), "#_records"),
        (Box("Duplicates removed", len(flow.duplicates), "#_duplicate"),),
    )
    yield Step(
        Box("Reports to be screened", flow.to_screen, "#_records"),
        (
            Box("Excluded", len(flow.excluded), "#_excluded", _shortened(flow.reasons)),
            Box("Awaiting classification", len(flow.awaiting), "#_awaiting"),
        ),
    )
    yield Step(Box("Reports included", len(flow.included), "#_included"))
    in_bibliography = "Reports of these studies in the bibliography"
    yield Step(
        Box("Studies included", len(flow.studies), "#_included"),
        (
            Box(in_bibliography, len(flow.reports), "bibliography.html"),
            Box("Of these studies, still to be extracted", len(flow.drafts), "#_to-extract"),
        ),
    )


def _identified(title: str, shares: Sequence[RecordGroup], address: str) -> Box:
    return Box(title, sum(len(share.rows) for share in shares), address, _parts(shares))


def _parts(groups: Iterable[RecordGroup]) -> tuple[tuple[str, int], ...]:
    return tuple((group.label, len(group.rows)) for group in groups)


def _shortened(reasons: tuple[RecordGroup, ...]) -> tuple[tuple[str, int], ...]:
    """Return the reasons with most records, and all others as one."""
    parts = _parts(reasons)
    # One reason too many is named all the same: "1 other reason" would take the same line.
    if len(parts) <= _MOST_REASONS + 1:
        return parts
    some = few(parts, _MOST_REASONS)
    records = sum(count for _, count in some.rest)
    return (*some.shown, (f"{some.more} other reasons", records)) if records else some.shown


def _numbers(picture: FlowPicture) -> Numbers:
    rows: list[Row] = []
    for box in picture.boxes:
        rows.append(Row((box.title, f"{box.count:,}")))
        rows += [Row((f"{box.title}: {label}", f"{count:,}")) for label, count in box.parts]
    return Numbers((Column("Box"), Column("How many", number=True)), rows)
