"""The page of checks: what was looked at, how it came out, and every finding with its arithmetic."""

from generator.audit.verdict import Ruling
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.rendered import MenuEntry
from generator.model.provenance import Rank
from generator.pages.background_section import context_note
from generator.pages.page import make_page
from generator.pages.page_kind import PageKind, alone
from generator.synthesis.background import background_of
from generator.synthesis.groups import treatment_results
from generator.tables.checks import findings_table, rules_table, structure_table


def checks_page(page: OpenPage) -> Page:
    """Return how many values were checked, by which rules, and what was found."""
    evidence, checked = page.evidence, page.checks.checked
    found = [item for item in checked if item.is_finding]
    ranks = [
        study.sources[row.source].rank
        for study in evidence.studies.values()
        for row in study.rows
        if row.source in study.sources
    ]
    accepted = [item for item in found if item.accepted]
    cannot = [
        item for item in found if item.verdict.ruling is Ruling.CANNOT_BE and not item.accepted
    ]
    to_read = [
        item for item in found if item.verdict.ruling is Ruling.TO_READ and not item.accepted
    ]
    conditional = [item for item in checked if item.verdict.ruling is Ruling.AGREES_IF]
    return make_page(
        page,
        "checks.md",
        title="Checks",
        description=f"Every number checked: {evidence.topic.title}",
        context_note=context_note(page, background_of(evidence, treatment_results(evidence))),
        values=len(ranks),
        primary=sum(rank is Rank.PRIMARY for rank in ranks),
        ran=len(checked),
        agreed=sum(item.verdict.ruling is Ruling.AGREES for item in checked),
        untestable=sum(item.verdict.ruling is Ruling.NOT_TESTABLE for item in checked),
        conditional=conditional,
        cannot=cannot,
        to_read=to_read,
        accepted=accepted,
        accepted_table=findings_table(page, accepted, "accepted", "Read and accepted")
        if accepted
        else None,
        cannot_table=findings_table(page, cannot, "cannot", "Figures that cannot both be right")
        if cannot
        else None,
        read_table=findings_table(page, to_read, "to-read", "Put to the curator")
        if to_read
        else None,
        conditional_table=findings_table(
            page, conditional, "conditional", "Agrees under a condition"
        )
        if conditional
        else None,
        rules=rules_table(page, "rules", "Rules about figures, and how their checks came out"),
        structure=structure_table(
            page, "structure", "Rules that every record passed before anything was built"
        ),
    )


PAGES = PageKind(
    path="checks.html",
    menu=MenuEntry("Checks", 91, "About"),
    weight=0.3,
    write=alone("checks.html", checks_page),
)
