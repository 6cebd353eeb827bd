"""Screening: the flow of records from finding to decision, and each record with its reason."""

from generator.html.currency_line import status_line
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.rendered import MenuEntry
from generator.pages.page import make_page
from generator.pages.page_kind import PageKind, alone
from generator.pictures.screening_flow import screening_flow
from generator.synthesis.currency import currency
from generator.synthesis.flow import Kind, RecordGroup, flow
from generator.tables.drafts import drafts_table
from generator.tables.screening import decided, ways_table
from generator.wording.record_sentences import Decisions, decisions_sentence


def screening_page(page: OpenPage) -> Page:
    """Return the page on which every record ever found stands with its decision."""
    evidence, records = page.evidence, flow(page.evidence)
    # A picture of the flow whose boxes do not add up must never be published.
    if not records.adds_up:
        raise ValueError("the flow does not add up, which the rules on screening should have said")
    named = {study.id for study in records.studies}
    return make_page(
        page,
        "screening.md",
        title="Screening",
        description="Every report that was found, and what was decided about it: "
        f"{evidence.topic.title}",
        decisions=decisions_sentence(
            Decisions(
                *map(
                    len, (records.included, records.excluded, records.duplicates, records.awaiting)
                )
            )
        ),
        status=status_line(page, currency(evidence)),
        picture=screening_flow(page, records),
        decided=decided(page, records),
        identified=[
            (kind, f"_found-{kind.name.lower()}", _ways(page, kind, records.of_kind(kind)))
            for kind in Kind
        ],
        drafts=drafts_table(page, evidence.drafts.values(), "drafts"),
        unnamed=[
            page.study(study) for study in evidence.every_study.values() if study.id not in named
        ],
    )


def _ways(page: OpenPage, kind: Kind, shares: tuple[RecordGroup, ...]) -> Safe | None:
    name, caption = f"found-{kind.name.lower()}", f"{kind}: how records were found"
    return ways_table(page, shares, name, caption) if shares else None


PAGES = PageKind(
    path="screening.html",
    menu=MenuEntry("Screening", 92, "About"),
    weight=0.3,
    write=alone("screening.html", screening_page),
)
