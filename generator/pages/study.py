"""A page for each study: everything its record holds, and where each number stands in its source."""

from collections.abc import Iterator, Mapping
from functools import partial

from generator.formats.bibtex import write_bibtex
from generator.formats.csl_json import write_csl_json
from generator.formats.ris import write_ris
from generator.html.check_marks import study_agreements, study_line
from generator.html.element import facts, judged, link, tag, together
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.notices import concern_banner, report_line
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
from generator.model.study import Study
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
from generator.synthesis.study_design import has_control, has_other_groups
from generator.tables.checks import study_checks
from generator.tables.harms import study_harms
from generator.tables.judgements import appraisal_table, corrections_table
from generator.tables.participants import baseline_table, patients_table
from generator.tables.results import study_results
from generator.wording.inline_figures import in_a_sentence
from generator.wording.result_names import heading

_ONGOING = {"treatment", "comparator"}


def study_page(page: OpenPage, gallery: Gallery, study: Study) -> Page:
    """Return the page of a study."""
    evidence = page.evidence
    return make_page(
        page,
        "study.md",
        title=f"{study.label} (retracted)" if study.id in page.site.retracted else study.label,
        description=_described(page, study),
        study=study,
        retracted=banner(page, study),
        concern=concern_banner(page, study),
        summary=explain(page, study.summary),
        design=evidence.designs[study.design],
        is_seed=study.id == evidence.topic.seed,
        uncontrolled=study.evidence in _ONGOING
        and not has_control(page.evidence, study)
        and bool(study.results),
        historical=has_other_groups(evidence, study),
        zeroes=any(
            harm.events and not harm.events.value and harm.counted == "participants"
            for harm in study.harms
        ),
        card=_card(page, study),
        beside=studies_like(page, study),
        criteria=study.population.criteria if study.population else None,
        read_in=read_on(study),
        arms=groups(page, study),
        baseline=baseline_table(page, study, "baseline", "Participants at the start")
        if study.baseline
        else None,
        sections=list(_results_by_domain(page, gallery, study)),
        context=_context(page, study),
        categories=category_picture(page, gallery, study),
        about_patients=about_patients(page, study),
        patients=patients_table(page, study, "patients", "Findings in single patients")
        if study.patients
        else None,
        observation=observation_picture(page, gallery, study),
        patient_pictures=patient_pictures(page, gallery, study),
        harms=study_harms(page, study, "harms", "Harms") if study.harms else None,
        discrepancies=[
            (item, [_about(page, study, name) for name in item.about])
            for item in study.discrepancies
        ],
        corrections=_corrections(page, study),
        bias=explain(page, study.bias_notes) if study.bias_notes else None,
        appraisals=_appraisals(page, study),
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
        citations = [known[key] for key in study.reports if key in known]
        if citations:
            yield f"studies/{study.id}.bib", write_bibtex(citations).encode()
            yield f"studies/{study.id}.ris", write_ris(citations).encode()
            yield f"studies/{study.id}.csl.json", write_csl_json(citations).encode()


def _described(page: OpenPage, study: Study) -> str:
    """Return the summary of a study, after what a reader of search results must know first."""
    seen = page.notices_seen(study)
    first = (
        "Retracted. "
        if "retraction" in seen
        else "Expression of concern. "
        if "concern" in seen
        else ""
    )
    return f"{first}{study.summary}"


def _card(page: OpenPage, study: Study) -> Safe:
    where, people = study.setting, study.participants
    size = people_counts(study)
    pairs = (
        ("Drugs", together((page.drug(item) for item in study.drugs), " ")),
        (
            "Who",
            together(
                (
                    who_words(study),
                    together((page.population(item) for item in study.populations), ", "),
                ),
                ". ",
            ),
        ),
        ("Design", page.evidence.designs[study.design].label),
        ("People", together((size, people.note if people else None), "; ")),
        ("Followed for", followed(study)),
        (
            "Patient by patient",
            link("#_patients", about) if (about := about_patients(page, study)) else None,
        ),
        ("Appraisal", _appraisal(appraisal_for(page.evidence, study))),
        ("Where and when", where_and_when(study)),
        ("Sponsor", where.sponsor if where else None),
        (
            "Registration",
            together((registration(item) for item in study.registrations), ", ")
            or tag("span", "not reported", class_="ev-missing"),
        ),
        ("Funding", study.funding or tag("span", "not reported", class_="ev-missing")),
        ("Conflicts", study.conflicts),
    )
    return facts(pairs)


def _appraisal(found: Appraised | Unappraised) -> Safe | str:
    if isinstance(found, Unappraised):
        return tag("span", found.words, class_="ev-missing")
    return link("#_bias", judged(found.words))


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
    for name in domains_in_order(
        page.evidence, (domain(page.evidence, result) for result in study.results)
    ):
        results = [result for result in study.results if domain(page.evidence, result) == name]
        entries = [Entry(study, result) for result in results]
        key = "In the order of the record."
        measures = dict.fromkeys(
            result.measure for result in results if result.measure in page.evidence.measures
        )
        drawn = [
            *share_pictures(
                page,
                gallery,
                entries,
                Heading(f"shares-{name}", f"{study.label}, {heading(name).lower()}", key),
            ),
            *(
                change_picture(page, gallery, entries, measure, f"change-{measure}", key)
                for measure in measures
            ),
        ]
        table = study_results(page, study, results, name, f"{heading(name)}: every reported result")
        yield heading(name), [picture for picture in drawn if picture], table


def _context(page: OpenPage, study: Study) -> Safe | None:
    """Return what people on placebo did on the outcomes of a study, or of its patients, that has no control group."""
    if study.evidence not in _ONGOING or has_control(page.evidence, study):
        return None
    followed = [patient.measure for patient in study.patients if patient.measure]
    context = background_of(page.evidence, all_results([study]), followed)
    return context_section(page, context, level=3)


def _about(page: OpenPage, study: Study, name: str) -> Safe:
    rows = {
        row.id: getattr(row, "reported_as", None) or getattr(row, "event", "")
        for row in study.numbers
    }
    times = {row.id: str(getattr(row, "time", None) or "") for row in study.numbers}
    when = f" ({times[name]})" if times.get(name) else ""
    return link(page.study_address(study, name), f"{rows.get(name, name)}{when}")


def _about_results(page: OpenPage, study: Study, about: tuple[str, ...]) -> Safe | None:
    known = {row.id for row in study.numbers}
    return together((_about(page, study, name) for name in about if name in known), "; ") or None


def _appraisals(
    page: OpenPage, study: Study
) -> list[tuple[Appraised, Safe | None, Safe | None, Safe]]:
    """Return each appraisal with the sign of its overall, what it is about, and its table."""
    return [
        (
            item,
            light(item.overall_symbol, item.overall_level) if item.overall_symbol else None,
            _about_results(page, study, item.about),
            appraisal_table(page, study, item, f"appraisal-{item.place}"),
        )
        for item in appraisals_of(page.evidence, study)
    ]


def _unappraised(page: OpenPage, study: Study) -> Unappraised | None:
    state = appraisal_for(page.evidence, study)
    return state if isinstance(state, Unappraised) else None


def _corrections(page: OpenPage, study: Study) -> Safe | None:
    about = [
        item
        for item in page.evidence.corrections
        if any(name.partition("/")[0] == study.id for name in item.about)
    ]
    return (
        corrections_table(page, about, "corrections", "Known faults of the sources")
        if about
        else None
    )


def _writers(materials: Materials) -> Mapping[str, Writer]:
    return {
        f"studies/{study.id}.html": partial(study_page, gallery=materials.gallery, study=study)
        for study in materials.evidence.studies.values()
    }


def _members(page: OpenPage) -> Iterator[Place]:
    """Yield the studies in the order of their list: those of treatment, by size, then the others."""
    evidence = page.evidence
    yield from (_place(page, study) for study in treatment_studies(evidence))
    yield from (_place(page, study) for study in of_kind(evidence, "comparator", "safety"))
    yield from (_place(page, study) for study in of_kind(evidence, "context"))


def _place(page: OpenPage, study: Study) -> Place:
    return Place(f"studies/{study.id}.html", page.picture_name(study))


PAGES = PageKind(
    path="studies/*.html",
    listed_on="studies/index.html",
    family=Family(name="study", members=_members),
    weight=4,
    write=_writers,
)
FILES = citation_files
