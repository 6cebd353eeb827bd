"""Drugs: an index, and a page for each: what was studied, in whom, with what result and harm."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from generator.html.answer import answer_of, generated
from generator.html.counts import given, shown
from generator.html.drug_facts import approvals, targets
from generator.html.element import facts, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.people import people_with_noun, unknown_size
from generator.html.regulators import regulators_warn_of
from generator.html.rendered import MenuEntry
from generator.html.retractions import left_out
from generator.html.safety_notices import SECTIONS
from generator.html.site_evidence import SiteEvidence
from generator.html.study_facts import doses
from generator.html.unread import unread_reports
from generator.model.evidence import Evidence
from generator.model.register import SafetyNotice
from generator.model.study import Study
from generator.model.vocabulary import Drug
from generator.pages.background_section import context_section
from generator.pages.domain_sections import results_by_domain
from generator.pages.page import make_page
from generator.pages.page_kind import Family, Materials, PageKind, Place, Writer, alone
from generator.pages.side_by_side import drugs_like
from generator.pictures.gallery import Gallery
from generator.synthesis.background import background_of
from generator.synthesis.compared_studies import compares_a_result
from generator.synthesis.complement import counted_alike
from generator.synthesis.groups import all_results, of_kind, standing, treatment_studies, with_drug
from generator.synthesis.interventions import is_intervention
from generator.synthesis.participants import count_people, overlaps
from generator.synthesis.selection import drug_taken
from generator.synthesis.warnings import bears_on
from generator.tables.harms import harms_across
from generator.tables.registers import notices_table, trials_table
from generator.tables.studies import overview_domains, studies_table
from generator.wording.control_sentence import controlled_words
from generator.wording.inline_figures import capital


class Card(NamedTuple):
    """A drug in the index: its treatment studies and how many people took it in them."""

    drug: Drug
    is_intervention: bool
    studies: tuple[Study, ...]
    people: Safe


def drugs_page(page: OpenPage) -> Page:
    """Return the index of drugs."""
    cards = [_card(page, drug) for drug in _with_pages(page.site)]
    return make_page(
        page,
        "drugs.md",
        title="Drugs",
        description=f"Drugs in the record on {page.evidence.topic.title}",
        main=[card for card in cards if card.is_intervention],
        others=[card for card in cards if not card.is_intervention],
    )


def _card(page: OpenPage, drug: Drug) -> Card:
    treatment = standing(page.evidence, treatment_studies(page.evidence))
    studies = with_drug(treatment, drug.id)
    people = count_people(page.evidence, studies, drug.id)
    counted = together((people_with_noun(people), unknown_size(people)))
    return Card(drug, drug.id in page.site.interventions, studies, counted)


def drug_page(page: OpenPage, gallery: Gallery, drug: Drug) -> Page:
    """Return the page of a drug."""
    evidence = page.evidence
    treatment = with_drug(treatment_studies(evidence), drug.id)
    # Tables show retracted studies, marked as such; whatever is counted leaves them out.
    counted = standing(evidence, treatment)
    others = with_drug(of_kind(evidence, "comparator", "safety", "context"), drug.id)
    comparators = _comparators(evidence, drug)
    # Survivors of one study and deaths of another stand as one of the two.
    results = all_results(counted_alike(evidence, study) for study in treatment)
    # Of a study of several drugs, only what people reached who certainly took this one stands here.
    entries = [entry for entry in results if drug_taken(evidence, *entry) == drug.id]
    notices = [notice for notice in evidence.safety_notices if bears_on(evidence, notice, drug)]
    trials = [trial for trial in evidence.registered_trials if drug.id in trial.drugs]
    return make_page(
        page,
        "drug.md",
        title=drug.label,
        answer=answer_of(page, drug.id),
        generated=generated(page, drug.id),
        description=f"{drug.label}: what was studied, in whom, with what result and harm",
        drug=drug,
        treatment=treatment,
        people=count_people(evidence, treatment, drug.id),
        people_words=people_with_noun(count_people(evidence, treatment, drug.id)),
        unknown=unknown_size(count_people(evidence, treatment, drug.id)),
        given=given(evidence, drug.id),
        is_intervention=is_intervention(evidence, drug.id),
        counted=counted,
        retracted=left_out(page, treatment),
        context=context_section(page, background_of(evidence, entries)),
        control_words=controlled_words(
            len(counted), sum(compares_a_result(evidence, study, drug.id) for study in counted)
        ),
        overlaps=[
            (page.study(evidence.studies[a]), page.study(evidence.studies[b]), certain)
            for a, b, certain in overlaps(evidence, treatment)
        ],
        about=_about(page, drug, treatment),
        beside=drugs_like(page, drug),
        others=[page.study(study) for study in others if study not in comparators],
        comparators=shown(evidence, comparators) if comparators else None,
        comparators_table=studies_table(
            page,
            comparators,
            "comparators",
            f"Comparator studies with {drug.label}",
            domains=overview_domains(page, comparators),
        ),
        table=studies_table(
            page,
            treatment,
            "studies",
            _named(page, drug, "{} studies of", "{} studies that compare with"),
            domains=overview_domains(page, treatment),
            drug=drug.id,
        ),
        sections=list(results_by_domain(page, gallery, entries)),
        harms=harms_across(
            page,
            treatment,
            "harms",
            _named(page, drug, "harms in {} studies of", "harms in {} studies that compare with"),
            "Studies in order of size; harms in the order of the record.",
        ),
        # Studies that report no harms are named: that is not the same as no harm.
        silent=[page.study(study) for study in treatment if not study.harms],
        unread=unread_reports(
            page,
            [row for row in evidence.unread_reports if drug.id in row.drugs],
            treatment,
        ),
        warning=regulators_warn_of(page, drug),
        warning_at_harms=regulators_warn_of(page, drug, form="line"),
        notices=list(_notices(page, drug, notices)),
        trials=trials_table(page, trials, "trials", "Registered trials"),
    )


def _comparators(evidence: Evidence, drug: Drug) -> tuple[Study, ...]:
    """Return the comparator studies of what the topic's drugs are compared with, largest first."""
    if is_intervention(evidence, drug.id):
        return ()
    return with_drug(of_kind(evidence, "comparator"), drug.id)


def _notices(
    page: OpenPage, drug: Drug, notices: Sequence[SafetyNotice]
) -> Iterator[tuple[str, str, Safe]]:
    """Yield what is said of a drug outside of studies: title, id and table of each kind of word."""
    for section in SECTIONS:
        chosen = [notice for notice in notices if notice.kind in section.kinds]
        if table := notices_table(page, chosen, section.id, section.title, drug=drug):
            yield section.title, section.id, table


def _named(page: OpenPage, drug: Drug, of_drug: str, against: str) -> str:
    """Return a caption with the drug's name, by whether it is a drug of the topic or a control."""
    words = of_drug if is_intervention(page.evidence, drug.id) else against
    return f"{capital(words.format(page.evidence.topic.kind_of_study))} {drug.label}"


def _about(page: OpenPage, drug: Drug, treatment: Iterable[Study]) -> Safe:
    used = chain.from_iterable(doses(page.evidence, study, drug.id) for study in treatment)
    return facts(
        (
            ("Targets", targets(page.evidence, drug)),
            ("Doses studied", "; ".join(dict.fromkeys(used))),
            ("Approval", approvals(page.evidence, drug)),
            ("Note", drug.note),
        )
    )


def _with_pages(site: SiteEvidence) -> tuple[Drug, ...]:
    """Return the drugs that have a page: those the topic is about first."""
    drugs = [drug for drug in site.evidence.drugs.values() if drug.id in site.named_drugs]
    # Sorting keeps the order of the vocabulary among drugs of the topic and among the others.
    return tuple(sorted(drugs, key=lambda drug: drug.id not in site.interventions))


def _writers(materials: Materials) -> Mapping[str, Writer]:
    return {
        f"drugs/{drug.id}.html": partial(drug_page, gallery=materials.gallery, drug=drug)
        for drug in _with_pages(materials.site)
    }


def _members(page: OpenPage) -> Iterator[Place]:
    for drug in _with_pages(page.site):
        yield Place(f"drugs/{drug.id}.html", drug.label)


PAGES = (
    PageKind(
        path="drugs/index.html",
        menu=MenuEntry("Drugs", 40),
        weight=6,
        write=alone("drugs/index.html", drugs_page),
    ),
    PageKind(
        path="drugs/*.html",
        listed_on="drugs/index.html",
        family=Family(name="drug", members=_members),
        weight=6,
        write=_writers,
    ),
)
