"""A page for each study: everything its record holds, and where each number was read."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from generator.formats.bibtex import write_bibtex
from generator.formats.csl_json import write_csl_json
from generator.formats.ris import write_ris
from generator.html.check_marks import study_agreements, study_line
from generator.html.element import facts, judged, link, missing, spaced, together
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.notices import concern_banner, report_line, retraction_state
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.provenance import extraction_words
from generator.html.retractions import banner
from generator.html.signs import light
from generator.html.study_facts import (
    followed,
    groups,
    people_counts,
    read_on,
    registration,
    where_and_when,
    who_words,
)
from generator.model.citation import findable
from generator.model.result import Result
from generator.model.study import Discrepancy, Harm, Study
from generator.pages.background_section import context_section
from generator.pages.links import neighbours, others_alike
from generator.pages.page import make_page
from generator.pages.page_kind import Family, File, Materials, PageKind, Place, Writer
from generator.pages.reference_entry import report
from generator.pages.side_by_side import studies_like
from generator.pictures.categories import category_picture
from generator.pictures.changes import change_picture
from generator.pictures.citations import citation_picture
from generator.pictures.gallery import Gallery
from generator.pictures.patient_observation import observation_picture
from generator.pictures.patients import about_patients, patient_pictures
from generator.pictures.results import Heading
from generator.pictures.shares import share_pictures
from generator.synthesis.appraisal import Appraised, Unappraised, appraisal_for, appraisals_of
from generator.synthesis.background import background_of
from generator.synthesis.groups import (
    Entry,
    all_results,
    domain,
    domains_in_order,
    of_kind,
    treatment_studies,
)
from generator.tables.checks import study_checks
from generator.tables.harms import study_harms
from generator.tables.judgements import appraisal_table, corrections_table
from generator.tables.participants import baseline_table, patients_table
from generator.tables.results import study_results
from generator.wording.inline_figures import in_a_sentence
from generator.wording.result_names import heading

# Studies of patients, whose responses need a control group beside them.
_ONGOING = {"treatment", "comparator"}
_ORDER = "In the order of the record."


class AppraisalShown(NamedTuple):
    """An appraisal with the sign of its overall, what it is about, and its table."""

    appraised: Appraised
    sign: Safe | None
    about: Safe | None
    table: Safe


def study_page(page: OpenPage, gallery: Gallery, study: Study) -> Page:
    """Return the page of a study."""
    evidence = page.evidence
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
        design=evidence.designs[study.design],
        is_seed=study.id == evidence.topic.seed,
        # The warning is about responses, and without a result there is none.
        uncontrolled=_is_uncontrolled(page, study) and bool(study.results),
        historical=study.id in page.site.historical,
        zeroes=any(map(_was_not_seen, study.harms)),
        card=_card(page, study),
        beside=studies_like(page, study),
        criteria=study.population.criteria if study.population else None,
        read_in=read_on(page.evidence, study),
        arms=groups(page, study),
        baseline=baseline_table(page, study, "baseline", "Participants at the start"),
        sections=list(_results_by_domain(page, gallery, study)),
        context=_context(page, study),
        categories=category_picture(page, gallery, study),
        about_patients=about_patients(page, study),
        patients=patients_table(page, study, "patients", "Findings in single patients"),
        observation=observation_picture(page, gallery, study),
        patient_pictures=patient_pictures(page, gallery, study),
        harms=study_harms(page, study, "harms", "Harms"),
        discrepancies=list(_discrepancies(page, study)),
        corrections=_corrections(page, study),
        bias=explain(page, study.bias_notes) if study.bias_notes else None,
        appraisals=list(_appraisals(page, study)),
        unappraised=_unappraised(page, study),
        extraction=extraction_words(study.extraction),
        checks_line=study_line(page, study),
        checks=study_checks(
            page, study, "checks", "What the checks found, and what agrees only under a condition"
        ),
        agreements=study_agreements(page, study),
        reports=[report(page, key) for key in study.reports if key in evidence.citations],
        neighbours=neighbours(page, study),
        citation_graph=citation_picture(page, study),
        notices=[report_line(page, study, key) for key in study.reports],
        alike=others_alike(page, study),
        compared=_compared(page, study),
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


def _is_uncontrolled(page: OpenPage, study: Study) -> bool:
    return study.evidence in _ONGOING and study.id not in page.site.controlled


def _was_not_seen(harm: Harm) -> bool:
    """Tell whether a harm was looked for in people and happened to none."""
    # Only among people is there an upper limit of the share that a zero leaves open.
    if harm.counted != "participants" or harm.events is None:
        return False
    return harm.events.value == 0


def _discrepancies(page: OpenPage, study: Study) -> Iterator[tuple[Discrepancy, list[Safe]]]:
    for discrepancy in study.discrepancies:
        yield discrepancy, [_about(page, study, name) for name in discrepancy.about]


def _card(page: OpenPage, study: Study) -> Safe:
    where, people = study.setting, study.participants
    about = about_patients(page, study)
    who = (who_words(study), page.populations(study.populations))
    numbers = together(map(registration, study.registrations), ", ")
    pairs = (
        ("Drugs", spaced(*map(page.drug, study.drugs))),
        ("Who", together(who, ". ")),
        ("Design", page.evidence.designs[study.design].label),
        ("People", together((people_counts(study), people.note if people else None), "; ")),
        ("Followed for", followed(study)),
        ("Patient by patient", link("#_patients", about) if about else None),
        ("Appraisal", _appraisal(appraisal_for(page.evidence, study))),
        ("Where and when", where_and_when(study)),
        ("Sponsor", where.sponsor if where else None),
        ("Registration", numbers or missing()),
        ("Funding", study.funding or missing()),
        ("Conflicts", study.conflicts),
    )
    return facts(pairs)


def _appraisal(state: Appraised | Unappraised) -> Safe:
    if isinstance(state, Unappraised):
        return missing(state.words)
    return link("#_bias", judged(state.words))


def _compared(page: OpenPage, study: Study) -> list[Safe]:
    """Return the comparisons in which results of the study stand beside those of others."""
    evidence = page.evidence
    domains = {domain(evidence, result) for result in study.results}
    return [
        link(
            page.address(f"compare/{population}/{name}.html"),
            f"{heading(name)}, {in_a_sentence(evidence.populations[population].label)}",
        )
        for population, name in page.site.comparisons
        if population in study.populations and name in domains and study.evidence in _ONGOING
    ]


def _results_by_domain(
    page: OpenPage, gallery: Gallery, study: Study
) -> Iterator[tuple[str, list[Safe], Safe]]:
    """Yield each domain with its pictures and its table."""
    by_domain: dict[str, list[Result]] = {}
    for result in study.results:
        by_domain.setdefault(domain(page.evidence, result), []).append(result)
    for name in domains_in_order(page.evidence, by_domain):
        results, title = by_domain[name], heading(name)
        drawn = list(_pictures(page, gallery, study, name, results))
        yield (
            title,
            drawn,
            study_results(page, study, results, name, f"{title}: every reported result"),
        )


def _pictures(
    page: OpenPage, gallery: Gallery, study: Study, name: str, results: Sequence[Result]
) -> Iterator[Safe]:
    entries = [Entry(study, result) for result in results]
    title = f"{study.label}, {heading(name).lower()}"
    shares = share_pictures(page, gallery, entries, Heading(f"shares-{name}", title, _ORDER))
    yield from filter(None, shares)
    known = page.evidence.measures
    for measure in dict.fromkeys(result.measure for result in results):
        if measure in known:
            picture = change_picture(page, gallery, entries, measure, f"change-{measure}", _ORDER)
            if picture:
                yield picture


def _context(page: OpenPage, study: Study) -> Safe | None:
    """Return what people on placebo did on the outcomes of a study without a control group."""
    if not _is_uncontrolled(page, study):
        return None
    # What single patients did is a response too, and needs the same background.
    in_patients = [patient.measure for patient in study.patients if patient.measure]
    background = background_of(page.evidence, all_results([study]), in_patients)
    return context_section(page, background, level=3)


def _about(page: OpenPage, study: Study, number: str) -> Safe:
    """Return a link to a number by its name and time; by its id if there is no such row."""
    label = number
    for row in study.numbers:
        if row.id == number:
            label = row.event if isinstance(row, Harm) else row.reported_as
            time = None if isinstance(row, Harm) else row.time
            label += f" ({time})" if time else ""
    return link(page.study_address(study, number), label)


def _about_results(page: OpenPage, study: Study, about: tuple[str, ...]) -> Safe | None:
    known = {row.id for row in study.numbers}
    return together((_about(page, study, name) for name in about if name in known), "; ") or None


def _appraisals(page: OpenPage, study: Study) -> Iterator[AppraisalShown]:
    for appraised in appraisals_of(page.evidence, study):
        sign = None
        if appraised.overall_symbol:
            sign = light(appraised.overall_symbol, appraised.overall_level)
        about = _about_results(page, study, appraised.about)
        table = appraisal_table(page, study, appraised, f"appraisal-{appraised.place}")
        yield AppraisalShown(appraised, sign, about, table)


def _unappraised(page: OpenPage, study: Study) -> Unappraised | None:
    state = appraisal_for(page.evidence, study)
    return state if isinstance(state, Unappraised) else None


def _corrections(page: OpenPage, study: Study) -> Safe | None:
    corrections = [
        correction
        for correction in page.evidence.corrections
        if any(number.partition("/")[0] == study.id for number in correction.about)
    ]
    return corrections_table(page, corrections, "corrections", "Known faults of the sources")


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
