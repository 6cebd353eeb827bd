"""The list of all studies."""

from collections.abc import Iterator

from generator.exports.browse_scripts import browse_scripts
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.rendered import MenuEntry
from generator.html.retractions import left_out
from generator.pages.background_section import context_note
from generator.pages.page import make_page
from generator.pages.page_kind import File, Materials, PageKind, alone
from generator.synthesis.background import background_of
from generator.synthesis.groups import all_results, of_kind, standing, treatment_studies
from generator.synthesis.selection import RULE
from generator.tables.drafts import drafts_table
from generator.tables.studies import overview_domains, short_studies_table, studies_table
from generator.wording.background import uncontrolled_words
from generator.wording.inline_figures import capital
from generator.wording.record_sentences import holdings_sentence


def studies_page(page: OpenPage) -> Page:
    """Return all studies: treatment first, then comparators and safety studies, then the rest."""
    treatment = treatment_studies(page.evidence)
    others = of_kind(page.evidence, "comparator", "safety")
    context = of_kind(page.evidence, "context")
    domains = overview_domains(page, treatment)
    kind = page.evidence.topic.kind_of_study
    beside = background_of(page.evidence, all_results(standing(page.evidence, treatment)))
    return make_page(
        page,
        "studies.md",
        title="Studies",
        description=f"All studies on {page.evidence.topic.title}",
        treatment=standing(page.evidence, treatment),
        retracted=left_out(page, page.evidence.studies.values()),
        context_note=context_note(page, beside),
        uncontrolled=uncontrolled_words(beside.limits, kind) if beside else "",
        holdings=holdings_sentence(
            len(standing(page.evidence, treatment)), len(others), len(context), kind
        ),
        rule=RULE,
        treatment_table=studies_table(
            page, treatment, "treatment", capital(f"{kind} studies"), domains=domains
        ),
        others_table=studies_table(
            page,
            others,
            "others",
            "Comparator and safety studies",
            domains=overview_domains(page, others),
        ),
        drafts=drafts_table(page, page.evidence.drafts.values(), "drafts"),
        context_table=short_studies_table(page, context, "context", "Context papers"),
    )


PAGES = PageKind(
    path="studies/index.html",
    menu=MenuEntry("Studies", 30),
    weight=1,
    contents=False,
    write=alone("studies/index.html", studies_page),
)


def _explorer(materials: Materials) -> Iterator[File]:
    return browse_scripts(materials.site, materials.state)


FILES = _explorer
