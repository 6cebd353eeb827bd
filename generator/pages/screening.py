"""The screening page: the flow of every record from finding to decision, and every record with its reason."""

from generator.charts.flow import NARROW, WIDE, Box, FlowPicture, Step, draw_flow
from generator.html.counts import shown, shown_rows
from generator.html.currency_line import status_line
from generator.html.element import tag, together
from generator.html.escape import Safe
from generator.html.menu import menu
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.pages.page import make_page
from generator.pictures.gallery import Caption, Numbers, numbers_fold
from generator.synthesis.currency import currency
from generator.synthesis.flow import Flow, Kind, RecordGroup, flow
from generator.tables.drafts import drafts_table
from generator.tables.screening import decided, ways_table
from generator.tables.table import Column, Row

_REASONS = 6
_TITLE = "From the reports found to the studies included"


def screening_page(page: OpenPage) -> Page:
    """Return the page on which every record ever found stands with its decision."""
    evidence, found = page.evidence, flow(page.evidence)
    if not found.adds_up:
        raise ValueError("the flow does not add up, which the rules on screening should have said")
    picture = flow_picture(found)
    named = {study.id for study in found.studies}
    return make_page(
        page,
        "screening.md",
        title="Screening",
        description=f"Every report that was found, and what was decided about it: {evidence.topic.title}",
        flow=found,
        status=status_line(page, currency(evidence)),
        picture=_figure(page, picture, found),
        decided=decided(page, found),
        identified=[
            (kind, f"_found-{kind.name.lower()}", _ways(page, kind, found.of_kind(kind)))
            for kind in Kind
        ],
        drafts=drafts_table(page, evidence.drafts.values(), "drafts"),
        unnamed=[
            page.study(study) for study in evidence.every_study.values() if study.id not in named
        ],
    )


def flow_picture(found: Flow) -> FlowPicture:
    """Return the boxes of the flow; the parts of each box add up to its count."""
    formal = (*found.of_kind(Kind.DATABASES), *found.of_kind(Kind.REGISTERS))
    return FlowPicture(
        title=_TITLE,
        sources=(
            _identified("Found in databases and registers", formal, "#_ways"),
            _identified("Found by other methods", found.of_kind(Kind.OTHER), "#_found-other"),
        ),
        steps=(
            Step(
                Box("Reports found", len(found.found), "#_records"),
                (Box("Duplicates removed", len(found.duplicates), "#_duplicate"),),
            ),
            Step(
                Box("Reports to be screened", found.to_screen, "#_records"),
                (
                    Box("Excluded", len(found.excluded), "#_excluded", _shortened(found.reasons)),
                    Box("Awaiting classification", len(found.awaiting), "#_awaiting"),
                ),
            ),
            Step(Box("Reports included", len(found.included), "#_included")),
            Step(
                Box("Studies included", len(found.studies), "#_included"),
                (
                    Box("Reports of these studies in the bibliography", len(found.reports), "bibliography.html"),
                    Box("Of these studies, still to be extracted", len(found.drafts), "#_to-extract"),
                ),
            ),
        ),
    )  # fmt: skip


def _identified(title: str, shares: tuple[RecordGroup, ...], address: str) -> Box:
    parts = tuple((share.label, len(share.rows)) for share in shares)
    return Box(title, sum(count for _, count in parts), address, parts)


def _shortened(reasons: tuple[RecordGroup, ...]) -> tuple[tuple[str, int], ...]:
    """Return the reasons with most records, and all others as one."""
    shown = reasons[:_REASONS] if len(reasons) > _REASONS + 1 else reasons
    rest = sum(len(reason.rows) for reason in reasons[len(shown) :])
    parts = tuple((reason.label, len(reason.rows)) for reason in shown)
    return (*parts, (f"{len(reasons) - len(shown)} other reasons", rest)) if rest else parts


def _ways(page: OpenPage, kind: Kind, shares: tuple[RecordGroup, ...]) -> Safe | None:
    name, caption = f"found-{kind.name.lower()}", f"{kind}: how records were found"
    return ways_table(page, shares, name, caption) if shares else None


def _figure(page: OpenPage, picture: FlowPicture, found: Flow) -> Safe:
    """Return the flow in both layouts, of which the style sheet shows one, with its caption and its numbers."""
    reports, studies = shown_rows(len(found.found), "report"), shown(page.evidence, found.studies)
    caption = Caption(
        shows=together((reports, studies), "; included: "),
        about="The flow of PRISMA 2020 (Page MJ and others, BMJ 2021;372:n71). Each box leads to its list. A search "
        "counts as one of a database or register where its query is saved with this record.",
        key="In the order of the work, from what was found to what was included.",
        how=page.how("finding"),
    )
    return tag(
        "figure",
        draw_flow(picture, WIDE),
        draw_flow(picture, NARROW),
        tag("figcaption", caption.words(picture.title)),
        numbers_fold("flow", picture.title, caption, _numbers(picture)),
        menu("_figure-flow", picture.title, caption.how),
        id="_figure-flow",
        class_="ev-flow",
        data_search_exclude=True,
    )


def _numbers(picture: FlowPicture) -> Numbers:
    boxes = [
        *picture.sources,
        *(box for step in picture.steps for box in (step.box, *step.leaving)),
    ]
    rows = []
    for box in boxes:
        rows.append(Row((box.title, f"{box.count:,}")))
        rows += [Row((f"{box.title}: {label}", f"{count:,}")) for label, count in box.parts]
    return Numbers((Column("Box"), Column("How many", number=True)), rows)
