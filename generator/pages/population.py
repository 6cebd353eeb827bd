"""Populations: an index, and for each a page of its drugs, studies, outcomes, harms, certainty."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from generator.html.answer import answer_of, generated
from generator.html.counts import shown_taking
from generator.html.element import Child, line, remark, small, spaced, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.people import people_number, people_with_noun, unknown_size
from generator.html.regulators import regulators_warn
from generator.html.rendered import MenuEntry
from generator.html.result_line import against, by_domain, figure_link, interval_of
from generator.html.retractions import left_out
from generator.html.review import mentions
from generator.html.unread import unread_reports
from generator.model.population import Population
from generator.model.study import Study
from generator.model.vocabulary import Drug
from generator.pages.background_section import context_section
from generator.pages.compare import comparisons_of
from generator.pages.over_time import growth
from generator.pages.page import make_page
from generator.pages.page_kind import Family, Materials, PageKind, Place, Writer, alone
from generator.pictures.gallery import Gallery
from generator.synthesis.appraisal import appraisals_of
from generator.synthesis.background import background_of
from generator.synthesis.complement import counted_alike
from generator.synthesis.groups import (
    all_results,
    domains_by_importance,
    in_population,
    of_kind,
    standing,
    treatment_studies,
    with_drug,
)
from generator.synthesis.interventions import is_intervention, studied_drugs
from generator.synthesis.participants import count_people, overlaps
from generator.synthesis.reviews import of_population
from generator.synthesis.selection import main_result, why_silent
from generator.tables.findings import findings_made, findings_tables
from generator.tables.harms import harms_across
from generator.tables.harms_of_two_groups import harms_of_two_groups
from generator.tables.judgements import certainty_table
from generator.tables.registers import notices_table, reviewed_table, trials_table
from generator.tables.studies import overview_domains, studies_table
from generator.tables.table import Cell, Column, Row, Table, render_table
from generator.tables.traffic_lights import traffic_lights
from generator.wording.control_sentence import controlled_words
from generator.wording.inline_figures import capital, in_a_sentence
from generator.wording.result_names import outcome_name

_GRADE = (
    "How certain the evidence is: GRADE (Grading of Recommendations Assessment, Development and "
    "Evaluation)"
)
_DRUGS = (
    Column("Drug"),
    Column("People who took it", number=True),
    Column("Studies"),
    Column("Designs"),
    Column("Main results"),
)
_DRUGS_KEY = (
    "In the order of the vocabulary, which says nothing about merit. A range means that studies "
    "may share people. Figures of different studies are not comparable."
)


def populations_page(page: OpenPage) -> Page:
    """Return the index of populations."""
    studies = standing(page.evidence, treatment_studies(page.evidence))
    cards = [
        (
            population,
            in_population(studies, population.id),
            _people_on(page, in_population(studies, population.id)),
        )
        for population in page.evidence.populations.values()
    ]
    return make_page(
        page,
        "populations.md",
        title="Populations",
        description="Groups of people the studies are about",
        cards=cards,
    )


def _people_on(page: OpenPage, studies: Sequence[Study]) -> Safe:
    people = count_people(page.evidence, studies)
    given = f" {page.evidence.topic.given_a_drug}" if people.high else ""
    return together((people_with_noun(people), given, unknown_size(people)))


def population_page(page: OpenPage, gallery: Gallery, population: Population) -> Page:
    """Return the page of a population."""
    evidence = page.evidence
    treatment = in_population(treatment_studies(evidence), population.id)
    counted = standing(evidence, treatment)
    others = in_population(of_kind(evidence, "comparator", "safety", "context"), population.id)
    background = background_of(evidence, all_results(treatment))
    # Ratings of chosen outcomes stand in the summary of findings under the same address; a second
    # row would repeat its id.
    chosen = {outcome.id for outcome in page.site.findings[population.id]}
    ratings = [
        rating
        for rating in evidence.certainty
        if rating.population == population.id and rating.id not in chosen
    ]
    controlled = [study for study in counted if study.id in page.site.compared]
    harmful = [study for study in treatment if study.harms]
    trials = [trial for trial in evidence.registered_trials if population.id in trial.populations]
    reviewed = [row for row in evidence.reported_in_reviews if population.id in row.populations]
    guidelines = [
        notice
        for notice in evidence.safety_notices
        if notice.kind == "guideline" and population.id in notice.populations
    ]
    return make_page(
        page,
        "population.md",
        title=population.label,
        answer=answer_of(page, population.id),
        generated=generated(page, population.id),
        description=population.definition,
        population=population,
        treatment=treatment,
        people=count_people(evidence, treatment),
        people_words=people_with_noun(count_people(evidence, treatment)),
        unknown=unknown_size(count_people(evidence, treatment)),
        counted=counted,
        retracted=left_out(page, treatment),
        years=growth(page, gallery, "years", population.label, treatment) if treatment else None,
        context=context_section(page, background),
        has_background=background is not None and bool(background.besides),
        controlled=controlled,
        control_words=controlled_words(len(counted), len(controlled)),
        warning=regulators_warn(page),
        warning_at_harms=regulators_warn(page, form="line"),
        guidelines=notices_table(page, guidelines, "guidelines", "What guidelines say"),
        short=_by_drug(page, population, treatment) if treatment else None,
        overlaps=[
            (page.study(evidence.studies[a]), page.study(evidence.studies[b]), certain)
            for a, b, certain in overlaps(evidence, treatment)
        ],
        table=studies_table(
            page,
            treatment,
            "studies",
            capital(f"{evidence.topic.kind_of_study} studies"),
            domains=overview_domains(page, treatment),
        ),
        findings=findings_tables(page, population.id),
        findings_made=findings_made(page, population.id),
        certainty=certainty_table(
            page,
            ratings,
            "certainty",
            _GRADE,
        ),
        comparisons=comparisons_of(page, population),
        harms_compared=harms_of_two_groups(
            page, harmful, "harms-compared", "Harms, one group against the other"
        ),
        harms=harms_across(
            page,
            harmful,
            "harms",
            "Harms",
            "Studies in order of size; harms in the order of the record.",
        ),
        lights=traffic_lights(page, treatment, "trust", "How far each study can be trusted"),
        unread=unread_reports(
            page,
            [row for row in evidence.unread_reports if population.id in row.populations],
            treatment,
        ),
        appraised=any(appraisals_of(evidence, study) for study in treatment),
        read_in_part=_read_in_part(counted),
        silent=[page.study(study) for study in treatment if not study.harms],
        trials=trials_table(page, trials, "trials", "Registered trials"),
        reviews=list(mentions(page, of_population(evidence, population.id))),
        reviewed=reviewed_table(
            page, reviewed, "reviewed", "Second-hand reports of studies that were not read"
        ),
        others=list(map(page.study, others)),
    )


def _read_in_part(studies: Sequence[Study]) -> str:
    """Return how many studies were read in no full text of theirs; empty where all were."""
    partly = sum(
        all(source.kind != "full-text" for source in study.sources.values()) for study in studies
    )
    if not partly:
        return ""
    if partly < len(studies):
        return f"{partly} of {len(studies)}"
    return "They" if partly > 1 else "It"


def _by_drug(page: OpenPage, population: Population, treatment: tuple[Study, ...]) -> Safe:
    """Return each drug: how many took it, in which designs, the main results of its studies."""
    evidence = page.evidence
    domains = domains_by_importance(evidence, population.id, overview_domains(page, treatment))
    counted = standing(evidence, treatment)
    rows = [
        Row(tuple(_of_drug(page, drug, with_drug(counted, drug.id), domains)))
        for drug in studied_drugs(evidence, counted)
        if is_intervention(evidence, drug.id)
    ]
    return render_table(
        Table(
            name="drugs",
            caption="Which drugs were studied in these people",
            shows=shown_taking(evidence, treatment),
            how=page.how("computed"),
            key=_DRUGS_KEY,
            columns=_DRUGS,
            rows=rows,
            searchable=True,
        )
    )


def _of_drug(
    page: OpenPage, drug: Drug, studies: tuple[Study, ...], domains: Sequence[str]
) -> Iterator[Cell | Child]:
    people = count_people(page.evidence, studies, drug.id)
    yield page.drug(drug.id)
    yield Cell(
        together((people_number(people), remark(unknown_size(people)))), sort=str(people.high)
    )
    yield page.studies(studies)
    labels = {page.evidence.designs[study.design].label for study in studies}
    yield "; ".join(sorted(in_a_sentence(page.evidence, label) for label in labels))
    yield by_domain(
        [(name, list(_main_results(page, studies, name, drug.id))) for name in domains],
        lambda name: why_silent(page.evidence, studies, name, drug.id),
    )


def _main_results(
    page: OpenPage, studies: tuple[Study, ...], domain_name: str, drug_id: str
) -> Iterator[Safe]:
    for study in (counted_alike(page.evidence, each) for each in studies):
        result = main_result(page.evidence, study, domain_name, drug_id)
        if result:
            # A ratio alone hides how wide it is, and what it compares.
            bounds = interval_of(page, study, result) if result.against else None
            versus = small(f"v {study.arm(result.against).label}") if result.against else None
            name = small(outcome_name(page.evidence, result))
            figure = spaced(figure_link(page, study, result), bounds, name, versus)
            yield line(page.study(study), ": ", figure, against(page, study, result))


def _writers(materials: Materials) -> Mapping[str, Writer]:
    return {
        f"populations/{population.id}.html": partial(
            population_page, gallery=materials.gallery, population=population
        )
        for population in materials.evidence.populations.values()
    }


def _members(page: OpenPage) -> Iterator[Place]:
    for population in page.evidence.populations.values():
        yield Place(f"populations/{population.id}.html", population.label)


PAGES = (
    PageKind(
        path="populations/index.html",
        menu=MenuEntry("Populations", 60),
        weight=3,
        write=alone("populations/index.html", populations_page),
    ),
    PageKind(
        path="populations/*.html",
        listed_on="populations/index.html",
        family=Family(name="population", members=_members),
        weight=3,
        write=_writers,
    ),
)
