"""Checks: what was looked at, how it came out, and every finding with its arithmetic."""

from collections import Counter
from collections.abc import Sequence

from generator.audit.verdict import Checked, Ruling
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.rendered import MenuEntry
from generator.model.evidence import Evidence
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
    ranks, rulings = ranks_of_values(evidence), Counter(check.verdict.ruling for check in checked)
    accepted = [check for check in checked if check.is_finding and check.accepted]
    cannot = _not_accepted(checked, Ruling.CANNOT_BE)
    to_read = _not_accepted(checked, Ruling.TO_READ)
    conditional = [check for check in checked if check.verdict.ruling is Ruling.AGREES_IF]

    def table(findings: Sequence[Checked], name: str, caption: str) -> Safe | None:
        return findings_table(page, findings, name, caption) if findings else None

    return make_page(
        page,
        "checks.md",
        title="Checks",
        description=f"Every number checked: {evidence.topic.title}",
        context_note=context_note(page, background_of(evidence, treatment_results(evidence))),
        values=len(ranks),
        primary=ranks.count(Rank.PRIMARY),
        ran=len(checked),
        agreed=rulings[Ruling.AGREES],
        untestable=rulings[Ruling.NOT_TESTABLE],
        conditional=conditional,
        cannot=cannot,
        to_read=to_read,
        accepted=accepted,
        accepted_table=table(accepted, "accepted", "Read and accepted"),
        cannot_table=table(cannot, "cannot", "Figures that cannot both be right"),
        read_table=table(to_read, "to-read", "Put to the curator"),
        conditional_table=table(conditional, "conditional", "Agrees under a condition"),
        rules=rules_table(page, "rules", "Rules about figures, and how their checks came out"),
        structure=structure_table(
            page, "structure", "Rules that every record passed before anything was built"
        ),
    )


def _not_accepted(checked: Sequence[Checked], ruling: Ruling) -> list[Checked]:
    return [check for check in checked if check.verdict.ruling is ruling and not check.accepted]


def ranks_of_values(evidence: Evidence) -> list[Rank]:
    """Return for each row of values in the record how far its source is from the report."""
    ranks: list[Rank] = []
    for study in evidence.studies.values():
        # A row counts once, however many figures it holds: it names one source for all of them.
        ranks += [
            study.sources[row.source].rank for row in study.rows if row.source in study.sources
        ]
    return ranks


PAGES = PageKind(
    path="checks.html",
    menu=MenuEntry("Checks", 91, "About"),
    weight=0.3,
    write=alone("checks.html", checks_page),
)
