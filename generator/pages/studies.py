"""The list of all studies."""

from generator.html.open_page import Scope
from generator.html.page import Page
from generator.html.retractions import left_out
from generator.pages.page import make_page
from generator.synthesis.background import context_of
from generator.synthesis.groups import all_results, of_kind, standing, treatment_studies
from generator.synthesis.selection import RULE
from generator.tables.background import context_note
from generator.tables.drafts import drafts_table
from generator.tables.studies import overview_domains, short_studies_table, studies_table


def studies_page(scope: Scope) -> Page:
    """Return all studies: treatment first, then what untreated and otherwise treated people did, then the rest."""
    treatment = treatment_studies(scope.evidence)
    others = of_kind(scope.evidence, "comparator", "safety")
    context = of_kind(scope.evidence, "context")
    domains = overview_domains(scope, treatment)
    beside = context_of(scope.evidence, all_results(standing(scope.evidence, treatment)))
    return make_page(
        scope,
        "studies.md",
        title="Studies",
        description=f"All studies on {scope.evidence.topic.title}",
        treatment=standing(scope.evidence, treatment),
        retracted=left_out(scope, scope.evidence.studies.values()),
        context_note=context_note(scope, beside),
        limits=beside.limits if beside else None,
        others=others,
        context=context,
        rule=RULE,
        treatment_table=studies_table(
            scope, treatment, "treatment", "Treatment studies", domains=domains
        ),
        others_table=studies_table(
            scope,
            others,
            "others",
            "Comparator and safety studies",
            domains=overview_domains(scope, others),
        )
        if others
        else None,
        drafts=drafts_table(scope, scope.evidence.drafts.values(), "drafts"),
        context_table=short_studies_table(scope, context, "context", "Context papers")
        if context
        else None,
    )
