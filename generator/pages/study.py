"""A page for each study: everything its record holds, and where each number stands in its source."""

from collections.abc import Iterator

from generator.formats.write_bibtex import write_bibtex
from generator.formats.write_csl_json import write_csl_json
from generator.formats.write_ris import write_ris
from generator.html.element import facts, judged, link, tag, together
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.notices import concern_banner, report_line
from generator.html.open_page import Scope
from generator.html.page import Page
from generator.html.provenance import extraction_words
from generator.html.retractions import banner
from generator.html.signs import light
from generator.model.study import Study
from generator.pages.links import citation_picture, neighbours, others_alike
from generator.pages.page import make_page
from generator.pages.reference_entry import report
from generator.pages.side_by_side import studies_like
from generator.pictures import result_pictures
from generator.pictures.gallery import Gallery
from generator.pictures.patient_pictures import about_patients, observation, single_patients
from generator.synthesis.appraisal import Appraised, Unappraised, appraisal_for, appraisals_of
from generator.synthesis.background import context_of, has_other_groups
from generator.synthesis.groups import Entry, all_results, domain, domains_in_order
from generator.tables.background import context_section
from generator.tables.characteristics import followed, groups, read_on, where_and_when
from generator.tables.checks import study_agreements, study_checks, study_line
from generator.tables.harms import study_harms
from generator.tables.judgements import appraisal_table, corrections_table
from generator.tables.participants import baseline_table, patients_table
from generator.tables.registers import registration
from generator.tables.results import is_uncontrolled, study_results
from generator.tables.studies import heading, people_counts, who_words
from generator.wording.inline_figures import in_a_sentence

_ONGOING = {"treatment", "comparator"}


def study_page(scope: Scope, gallery: Gallery, study: Study) -> Page:
    """Return the page of a study."""
    evidence = scope.evidence
    return make_page(
        scope,
        "study.md",
        title=f"{study.label} (retracted)" if study.id in scope.library.retracted else study.label,
        description=_described(scope, study),
        study=study,
        retracted=banner(scope, study),
        concern=concern_banner(scope, study),
        summary=explain(scope, study.summary),
        design=evidence.designs[study.design],
        is_seed=study.id == evidence.topic.seed,
        uncontrolled=study.evidence in _ONGOING
        and is_uncontrolled(scope, study)
        and bool(study.results),
        historical=has_other_groups(evidence, study),
        zeroes=any(
            harm.events and not harm.events.value and harm.counted == "participants"
            for harm in study.harms
        ),
        card=_card(scope, study),
        beside=studies_like(scope, study),
        criteria=study.population.criteria if study.population else None,
        read_in=read_on(study),
        arms=groups(scope, study),
        baseline=baseline_table(scope, study, "baseline", "Participants at the start")
        if study.baseline
        else None,
        sections=list(_results_by_domain(scope, gallery, study)),
        context=_context(scope, study),
        categories=result_pictures.categories(scope, gallery, study),
        about_patients=about_patients(scope, study),
        patients=patients_table(scope, study, "patients", "Findings in single patients")
        if study.patients
        else None,
        observation=observation(scope, gallery, study),
        patient_pictures=single_patients(scope, gallery, study),
        harms=study_harms(scope, study, "harms", "Harms") if study.harms else None,
        discrepancies=[
            (item, [_about(scope, study, name) for name in item.about])
            for item in study.discrepancies
        ],
        corrections=_corrections(scope, study),
        bias=explain(scope, study.bias_notes) if study.bias_notes else None,
        appraisals=_appraisals(scope, study),
        unappraised=_unappraised(scope, study),
        extraction=extraction_words(study),
        checks_line=study_line(scope, study),
        checks=study_checks(
            scope, study, "checks", "What the checks found, and what agrees only under a condition"
        ),
        agreements=study_agreements(scope, study),
        reports=[report(scope, key) for key in study.reports if key in evidence.citations],
        neighbours=neighbours(scope, study),
        citation_graph=citation_picture(scope, study),
        notices=[report_line(scope, study, key) for key in study.reports],
        alike=others_alike(scope, study),
        compared=_compared(scope, study),
    )


def citation_files(study: Study, scope: Scope) -> Iterator[tuple[str, bytes]]:
    """Yield the downloads of a study's citations: BibTeX, RIS and CSL-JSON."""
    found = [
        scope.evidence.citations[key] for key in study.reports if key in scope.evidence.citations
    ]
    if found:
        yield f"studies/{study.id}.bib", write_bibtex(found).encode()
        yield f"studies/{study.id}.ris", write_ris(found).encode()
        yield f"studies/{study.id}.csl.json", write_csl_json(found).encode()


def _described(scope: Scope, study: Study) -> str:
    """Return the summary of a study, after what a reader of search results must know first."""
    seen = scope.notices_seen(study)
    first = (
        "Retracted. "
        if "retraction" in seen
        else "Expression of concern. "
        if "concern" in seen
        else ""
    )
    return f"{first}{study.summary}"


def _card(scope: Scope, study: Study) -> Safe:
    where, people = study.setting, study.participants
    size = people_counts(study)
    pairs = (
        ("Drugs", together((scope.drug(item) for item in study.drugs), " ")),
        (
            "Who",
            together(
                (
                    who_words(study),
                    together((scope.population(item) for item in study.populations), ", "),
                ),
                ". ",
            ),
        ),
        ("Design", scope.evidence.designs[study.design].label),
        ("People", together((size, people.note if people else None), "; ")),
        ("Followed for", followed(study)),
        (
            "Patient by patient",
            link("#_patients", about) if (about := about_patients(scope, study)) else None,
        ),
        ("Appraisal", _appraisal(appraisal_for(scope.evidence, study))),
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


def _compared(scope: Scope, study: Study) -> list[Safe]:
    """Return the comparisons in which results of the study stand beside those of others."""
    evidence = scope.evidence
    domains = {domain(evidence, result) for result in study.results}
    return [
        link(
            scope.address(f"compare/{population}/{name}.html"),
            f"{heading(name)}, {in_a_sentence(evidence.populations[population].label)}",
        )
        for population, name in scope.library.comparisons
        if population in study.populations and name in domains and study.evidence in _ONGOING
    ]


def _results_by_domain(
    scope: Scope, gallery: Gallery, study: Study
) -> Iterator[tuple[str, list[Safe], Safe]]:
    """Yield each domain with its pictures and its table."""
    for name in domains_in_order(domain(scope.evidence, result) for result in study.results):
        results = [result for result in study.results if domain(scope.evidence, result) == name]
        entries = [Entry(study, result) for result in results]
        key = "In the order of the record."
        measures = dict.fromkeys(
            result.measure for result in results if result.measure in scope.evidence.measures
        )
        drawn = [
            *result_pictures.shares(
                scope,
                gallery,
                entries,
                result_pictures.Wording(
                    f"shares-{name}", f"{study.label}, {heading(name).lower()}", key
                ),
            ),
            *(
                result_pictures.changes(scope, gallery, entries, measure, f"change-{measure}", key)
                for measure in measures
            ),
        ]
        table = study_results(
            scope, study, results, name, f"{heading(name)}: every reported result"
        )
        yield heading(name), [picture for picture in drawn if picture], table


def _context(scope: Scope, study: Study) -> Safe | None:
    """Return what people on placebo did on the outcomes of a study, or of its patients, that has no control group."""
    if study.evidence not in _ONGOING or not is_uncontrolled(scope, study):
        return None
    followed = [patient.measure for patient in study.patients if patient.measure]
    context = context_of(scope.evidence, all_results([study]), followed)
    return context_section(scope, context, level=3)


def _about(scope: Scope, study: Study, name: str) -> Safe:
    rows = {
        row.id: getattr(row, "reported_as", None) or getattr(row, "event", "")
        for row in study.numbers
    }
    times = {row.id: str(getattr(row, "time", None) or "") for row in study.numbers}
    when = f" ({times[name]})" if times.get(name) else ""
    return link(scope.study_address(study, name), f"{rows.get(name, name)}{when}")


def _about_results(scope: Scope, study: Study, about: tuple[str, ...]) -> Safe | None:
    known = {row.id for row in study.numbers}
    return together((_about(scope, study, name) for name in about if name in known), "; ") or None


def _appraisals(
    scope: Scope, study: Study
) -> list[tuple[Appraised, Safe | None, Safe | None, Safe]]:
    """Return each appraisal with the sign of its overall, what it is about, and its table."""
    return [
        (
            item,
            light(item.overall_symbol, item.overall_level) if item.overall_symbol else None,
            _about_results(scope, study, item.about),
            appraisal_table(scope, study, item, f"appraisal-{item.place}"),
        )
        for item in appraisals_of(scope.evidence, study)
    ]


def _unappraised(scope: Scope, study: Study) -> Unappraised | None:
    state = appraisal_for(scope.evidence, study)
    return state if isinstance(state, Unappraised) else None


def _corrections(scope: Scope, study: Study) -> Safe | None:
    about = [
        item
        for item in scope.evidence.corrections
        if any(name.partition("/")[0] == study.id for name in item.about)
    ]
    return (
        corrections_table(scope, about, "corrections", "Known faults of the sources")
        if about
        else None
    )
