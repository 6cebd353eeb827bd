"""Methods: how the evidence was found, read, checked and computed, and what is weak about it."""

from collections import Counter
from collections.abc import Iterator

from generator.html.currency_line import status_line
from generator.html.element import facts, paragraph
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.rendered import MenuEntry
from generator.instruments.installed import calculators, switched_on
from generator.model.evidence import Evidence
from generator.pages.background_section import context_note
from generator.pages.checks import ranks_of_values
from generator.pages.page import make_page
from generator.pages.page_kind import PageKind, alone
from generator.synthesis.background import MOST_TIMES_AS_LONG, background_of
from generator.synthesis.currency import currency
from generator.synthesis.groups import standing, treatment_results, treatment_studies
from generator.synthesis.reasons import WHY
from generator.synthesis.selection import RULE
from generator.synthesis.two_raters import raters_of_certainty, raters_of_studies
from generator.tables.judgements import corrections_table
from generator.tables.raters import agreement_table, settling_rules
from generator.tables.registers import reviewed_table
from generator.wording.control_sentence import control_sentence
from generator.wording.raters import (
    KAPPA,
    certainty_sentence,
    studies_sentence,
    team_sentence,
)


def methods_page(page: OpenPage) -> Page:
    """Return how evidence was found, extracted, checked and computed, and what is weak about it."""
    evidence = page.evidence
    decisions = Counter(decision.decision for decision in evidence.screening)
    extraction = Counter(study.extraction.words for study in evidence.studies.values())
    ranks = Counter(map(str, ranks_of_values(evidence)))
    return make_page(
        page,
        "methods.md",
        title="Methods",
        description="How the evidence was found, read, checked and computed",
        status=status_line(page, currency(evidence)),
        context_note=context_note(page, background_of(evidence, treatment_results(evidence))),
        found=decisions.most_common(),
        screened=len(evidence.screening),
        extraction=extraction.most_common(),
        ranks=ranks.most_common(),
        rows=sum(ranks.values()),
        tools=evidence.appraisal_tools,
        raters=list(_raters(page)),
        settling=settling_rules(page),
        rule=RULE,
        control_words=_control_words(page),
        times_as_long=MOST_TIMES_AS_LONG,
        reasons=facts((reason.value, why) for reason, why in WHY.items()),
        instruments=switched_on(evidence.topic.instruments),
        calculated=_calculated(evidence),
        glossary=sorted(evidence.glossary, key=lambda term: term.term.casefold()),
        corrections=corrections_table(
            page, evidence.corrections, "corrections", "Known faults of sources, and what is done"
        ),
        reviewed=reviewed_table(
            page, evidence.reported_in_reviews, "reviewed", "Reported in reviews only"
        ),
    )


def _control_words(page: OpenPage) -> str:
    """Return how many of the treatment studies have a control group."""
    studies = standing(page.evidence, treatment_studies(page.evidence))
    controlled = sum(study.id in page.site.compared for study in studies)
    people = f"people {page.evidence.topic.given_a_drug}"
    return control_sentence(people, len(studies), controlled)


def _raters(page: OpenPage) -> Iterator[Safe]:
    """Yield how far two raters agree, on bias and on certainty, and what that means."""
    studies = raters_of_studies(page.evidence)
    certainty = raters_of_certainty(page.evidence)
    yield paragraph(studies_sentence(studies))
    if table := agreement_table(page, studies, "raters"):
        yield table
    if certainty:
        yield paragraph(certainty_sentence(certainty))
    if studies.blind or (certainty and certainty.ratings):
        yield paragraph(KAPPA)
        yield paragraph(team_sentence(page.evidence))


def _calculated(evidence: Evidence) -> dict[str, str]:
    """Return where readers can work out the measure that a word of the glossary stands for."""
    known = calculators(evidence.topic.instruments)
    pages = {}
    for word in evidence.glossary:
        measure = evidence.measures.get(word.measure or "")
        # A calculator stands on the site only where the topic switches its instrument on.
        calculator = known.get((measure and measure.calculator) or "")
        if calculator:
            pages[word.term] = calculator.address.partition("#")[0]
    return pages


PAGES = PageKind(
    path="methods.html",
    menu=MenuEntry("Methods", 90, "About"),
    weight=2,
    write=alone("methods.html", methods_page),
)
