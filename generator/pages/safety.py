"""Safety: harms study by study, and what regulators, labels and safety studies warn of."""

from collections.abc import Iterator

from generator.html.drug_facts import approval_status
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.regulators import regulators_warn
from generator.html.rendered import MenuEntry
from generator.html.retractions import left_out
from generator.html.safety_notices import SECTIONS
from generator.model.study import Harm
from generator.pages.page import make_page
from generator.pages.page_kind import PageKind, alone
from generator.synthesis.groups import in_population, of_kind, standing, treatment_studies
from generator.synthesis.study_design import has_control
from generator.tables.harms import harms_across
from generator.tables.harms_of_two_groups import harms_of_two_groups
from generator.tables.registers import notices_table
from generator.wording.record_sentences import harms_sentence

_HARMS_KEY = (
    "Studies in order of size; harms in the order of the record. Rates of different studies are "
    "not comparable."
)


def safety_page(page: OpenPage) -> Page:
    """Return harms by study, and what regulators and class-wide studies say."""
    evidence = page.evidence
    treatment = treatment_studies(evidence)
    other = [study for study in of_kind(evidence, "comparator", "safety") if study.harms]
    # Named apart from those that report harms: silence is not the same as no harm.
    silent = [study for study in standing(evidence, treatment) if not study.harms]
    return make_page(
        page,
        "safety.md",
        title="Safety",
        description=f"Harms and warnings: {evidence.topic.title}",
        counted=harms_sentence(
            len(standing(evidence, treatment)) - len(silent),
            len(silent),
            evidence.topic.kind_of_study,
        ),
        retracted=left_out(page, evidence.studies.values()),
        silent=list(map(page.study, silent)),
        compared=list(_compared(page)),
        serious=harms_across(
            page, treatment, "serious", "Harms called serious", _HARMS_KEY, _is_serious
        ),
        unstated=harms_across(
            page,
            treatment,
            "unstated",
            "Harms of which no source read says whether they were serious",
            _HARMS_KEY,
            _is_unstated,
        ),
        harms=harms_across(
            page,
            treatment,
            "harms",
            "All other harms that were counted",
            _HARMS_KEY,
            _is_not_serious,
        ),
        rated=list(_rated(page)),
        warning=regulators_warn(page, form="all"),
        warning_again=regulators_warn(page, form="line"),
        approved=approval_status(page),
        notices=dict(_notices(page)),
        other=harms_across(
            page, other, "other-harms", "Harms in comparator and safety studies", _HARMS_KEY
        ),
        safety_studies=list(map(page.study, of_kind(evidence, "safety"))),
    )


def _compared(page: OpenPage) -> Iterator[Safe]:
    """Yield the harms that trials counted in both groups, a table for each group of people.

    Populations of the same studies would repeat the table: the first of the vocabulary shows it.
    """
    there: set[frozenset[str]] = set()
    for population in page.evidence.populations.values():
        studies = in_population(treatment_studies(page.evidence), population.id)
        counted = [study for study in studies if study.harms and has_control(page.evidence, study)]
        ids = frozenset(study.id for study in counted)
        if ids not in there:
            there.add(ids)
            name, caption = f"compared-{population.id}", f"Harms between groups: {population.label}"
            if table := harms_of_two_groups(page, counted, name, caption):
                yield table


def _is_serious(harm: Harm) -> bool:
    return harm.serious is True


def _is_unstated(harm: Harm) -> bool:
    return harm.serious is None


def _is_not_serious(harm: Harm) -> bool:
    return harm.serious is False


def _notices(page: OpenPage) -> Iterator[tuple[str, tuple[str, Safe]]]:
    """Yield what is said outside of studies: the id of a section, its title and its table."""
    for section in SECTIONS:
        chosen = [n for n in page.evidence.safety_notices if n.kind in section.kinds]
        if table := notices_table(page, chosen, section.id, section.title):
            yield section.id, (section.title, table)


def _rated(page: OpenPage) -> Iterator[tuple[Safe, str]]:
    """Yield the populations whose harms have a certainty, each with the address of its ratings."""
    evidence = page.evidence
    rated = {rating.population for rating in evidence.certainty}
    for choice in evidence.topic.summary_of_findings:
        if choice.population in rated:
            address = page.address(f"populations/{choice.population}.html#_findings")
            yield page.population(choice.population), address


PAGES = PageKind(
    path="safety.html",
    menu=MenuEntry("Safety", 70),
    weight=3,
    write=alone("safety.html", safety_page),
)
