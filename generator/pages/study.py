"""A page for each study: everything its record holds, and where each number was read."""

from collections.abc import Iterator, Mapping
from functools import partial

from generator.formats.bibtex import write_bibtex
from generator.formats.csl_json import write_csl_json
from generator.formats.ris import write_ris
from generator.html.counts import shown
from generator.html.glossary import explain
from generator.html.notices import concern_banner, retraction_state
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.regulators import regulators_warn
from generator.html.retractions import banner
from generator.html.study_facts import groups, read_on
from generator.model.citation import findable
from generator.model.study import Harm, Study
from generator.pages.links import others_alike, papers_of
from generator.pages.page import make_page
from generator.pages.page_kind import Family, File, Materials, PageKind, Place, Writer
from generator.pages.side_by_side import studies_like
from generator.pages.study_card import study_card
from generator.pages.study_results import results_shown
from generator.pages.study_trust import trust_shown
from generator.pictures.gallery import Gallery
from generator.pictures.patient_observation import observation_picture
from generator.pictures.patients import about_patients, patient_pictures
from generator.synthesis.groups import of_kind, treatment_studies
from generator.synthesis.study_account import account_of
from generator.synthesis.study_design import is_against_the_class
from generator.synthesis.warnings import single_drugs
from generator.tables.harms import study_harms
from generator.tables.participants import baseline_table, patients_table


def study_page(page: OpenPage, gallery: Gallery, study: Study) -> Page:
    """Return the page of a study: what the record says of it is asked first, and once."""
    about = about_patients(page, study)
    shows = shown(page.evidence, [study])
    account = account_of(page.evidence, study)
    return make_page(
        page,
        "study.md",
        title=_title(page, study),
        description=_described(page, study),
        study=study,
        retracted=banner(page, study),
        retraction=retraction_state(page, study),
        concern=concern_banner(page, study),
        summary=explain(page, study.summary),
        design=page.evidence.designs[study.design],
        is_seed=study.id == page.evidence.topic.seed,
        # The warning is about responses, and without a result there is none.
        uncontrolled=account.uncontrolled and bool(study.results),
        historical=study.id in page.site.historical,
        against_the_class=is_against_the_class(page.evidence, study),
        beside=studies_like(page, study),
        card=study_card(page, study, account.appraisal, about),
        criteria=study.population.criteria if study.population else None,
        arms=groups(page, study),
        read_in=read_on(page, study),
        baseline=baseline_table(page, study, "baseline", "Participants at the start", shows),
        results=results_shown(page, gallery, study, account, shows),
        about_patients=about,
        observation=observation_picture(page, gallery, study, account.patients),
        patient_pictures=patient_pictures(page, gallery, study, account.patients, shows),
        patients=patients_table(page, study, "patients", "Findings in single patients", shows),
        zeroes=any(map(_was_not_seen, study.harms)),
        warning=regulators_warn(page, single_drugs(page.evidence, study.drugs), form="line"),
        harms=study_harms(page, study, "harms", "Harms", shows),
        trust=trust_shown(page, study, account, shows),
        papers=papers_of(page, study),
        alike=others_alike(page, study),
    )


def citation_files(materials: Materials) -> Iterator[File]:
    """Yield the citations of each study, drafts included, as BibTeX, RIS and CSL-JSON."""
    known = materials.evidence.citations
    for study in materials.evidence.every_study.values():
        citations = [findable(known[key]) for key in study.reports if key in known]
        if citations:
            yield f"studies/{study.id}.bib", write_bibtex(citations).encode()
            yield f"studies/{study.id}.ris", write_ris(citations).encode()
            yield f"studies/{study.id}.csl.json", write_csl_json(citations).encode()


def _title(page: OpenPage, study: Study) -> str:
    # Tabs, bookmarks and lists of hits show the title alone.
    return f"{study.label} (retracted)" if study.id in page.site.retracted else study.label


def _described(page: OpenPage, study: Study) -> str:
    """Return the summary of a study, after what a reader of search results must know first."""
    seen = page.notices_seen(study)
    if "retraction" in seen:
        return f"Retracted. {study.summary}"
    if "concern" in seen:
        return f"Expression of concern. {study.summary}"
    return study.summary


def _was_not_seen(harm: Harm) -> bool:
    """Tell whether a harm was looked for in people and happened to none."""
    # Only among people is there an upper limit of the share that a zero leaves open.
    if harm.counted != "participants" or harm.events is None:
        return False
    return harm.events.value == 0


def _writers(materials: Materials) -> Mapping[str, Writer]:
    return {
        f"studies/{study.id}.html": partial(study_page, gallery=materials.gallery, study=study)
        for study in materials.evidence.studies.values()
    }


def _members(page: OpenPage) -> Iterator[Place]:
    """Yield the studies in the order of their list: those of treatment first, each by size."""
    evidence = page.evidence
    # As on the page of all studies, so that going on passes each of them once.
    others = (*of_kind(evidence, "comparator", "safety"), *of_kind(evidence, "context"))
    for study in (*treatment_studies(evidence), *others):
        yield Place(f"studies/{study.id}.html", page.picture_name(study))


PAGES = PageKind(
    path="studies/*.html",
    listed_on="studies/index.html",
    family=Family(name="study", members=_members),
    weight=4,
    write=_writers,
)
FILES = citation_files
