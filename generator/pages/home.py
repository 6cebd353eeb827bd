"""The home page: the question, the answer in counted sentences, the picture of the evidence, where to begin."""

import re
from collections import Counter
from collections.abc import Sequence

from generator.html.counts import shown_taking
from generator.html.currency_line import status_line
from generator.html.element import tag, together
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.people import people_number, unknown_size
from generator.html.rendered import MenuEntry
from generator.html.retractions import left_out
from generator.instruments.installed import switched_on
from generator.model.evidence import Evidence
from generator.model.study import Study
from generator.model.vocabulary import Population
from generator.pages.background_section import context_note
from generator.pages.evidence_map import population_map
from generator.pages.page import make_page
from generator.pages.page_kind import PageKind, alone
from generator.synthesis.background import background_of
from generator.synthesis.currency import currency
from generator.synthesis.groups import (
    all_results,
    in_population,
    standing,
    treatment_studies,
    with_drug,
)
from generator.synthesis.interventions import is_intervention, studied_drugs
from generator.synthesis.participants import People, count_people
from generator.synthesis.study_design import has_control, is_randomised
from generator.tables.table import Cell, Column, Row, Table, render_table

_ENDED = re.compile(r"withdrawn|terminated|suspended", re.IGNORECASE)


def home_page(page: OpenPage) -> Page:
    """Return the home page."""
    evidence = page.evidence
    treatment = treatment_studies(evidence)
    studies = standing(evidence, treatment)
    controlled = [study for study in studies if has_control(evidence, study)]
    open_trials = [
        trial for trial in evidence.registered_trials if not _has_results(evidence, trial.study)
    ]
    ended = [trial for trial in open_trials if _ENDED.search(trial.status or "")]
    waiting = [trial for trial in open_trials if trial not in ended]
    return make_page(
        page,
        "index.md",
        title=evidence.topic.title,
        description=f"{evidence.topic.question.intervention} in {evidence.topic.question.population}",
        question=evidence.topic.question,
        people=count_people(evidence, studies),
        studies=studies,
        controlled=controlled,
        randomised=[study for study in studies if is_randomised(evidence, study)],
        designs=Counter(evidence.designs[study.design].label for study in studies).most_common(),
        drugs=_by_drug(page),
        populations=_by_population(page),
        others=Counter(
            study.evidence for study in evidence.studies.values() if study.evidence != "treatment"
        ),
        context=context_note(page, background_of(evidence, all_results(studies))),
        retracted=left_out(page, treatment),
        picture=population_map(page),
        minutes=_minutes(evidence, studies),
        instruments=switched_on(evidence.topic.instruments),
        seed=evidence.seed,
        seed_summary=explain(page, evidence.seed.summary),
        waiting=waiting,
        ended=ended,
        status=status_line(page, currency(evidence)),
        search=currency(evidence),
    )


def _minutes(
    evidence: Evidence, studies: tuple[Study, ...]
) -> list[tuple[Population, tuple[Study, ...], Safe, int]]:
    """Return the populations that can be read in a minute: their studies, their people, and how many have a control."""
    chosen = [evidence.populations[one.population] for one in evidence.topic.summary_of_findings]
    found = [(population, in_population(studies, population.id)) for population in chosen]
    return [
        (
            population,
            own,
            people_number(count_people(evidence, own)),
            sum(has_control(evidence, one) for one in own),
        )
        for population, own in found
    ]


def _has_results(evidence: Evidence, study_id: str | None) -> bool:
    study = evidence.studies.get(study_id or "")
    return study is not None and bool(study.results)


def _by_drug(page: OpenPage) -> Safe:
    """Return the drugs with how many studies and people each has, in the order of the vocabulary."""
    evidence = page.evidence
    studies = standing(evidence, treatment_studies(evidence))
    drugs = [
        drug.id for drug in studied_drugs(evidence, studies) if is_intervention(evidence, drug.id)
    ]
    lines = [(page.drug(drug), own, count_people(evidence, own, drug)) for drug in drugs
             for own in [with_drug(studies, drug)]]  # fmt: skip
    return _counts(page, "Drug", lines)


def _by_population(page: OpenPage) -> Safe:
    """Return the populations with how many studies and people each has, in the order of the vocabulary."""
    evidence = page.evidence
    studies = standing(evidence, treatment_studies(evidence))
    lines = [
        (page.population(population), own, count_people(evidence, own))
        for population in evidence.populations
        if (own := in_population(studies, population))
    ]
    return _counts(page, "Population", lines)


def _counts(
    page: OpenPage, what: str, lines: Sequence[tuple[Safe, tuple[Study, ...], People]]
) -> Safe:
    """Return one row a line: how many studies, how many people in them, how many of the studies with a control."""
    columns = (
        Column(what),
        Column("Studies", number=True),
        Column(
            "People who took it" if what == "Drug" else "People who took a drug of this record",
            number=True,
        ),
        Column("Studies with a control group", number=True),
    )
    rows = [
        Row(
            (
                name,
                str(len(own)),
                _people_cell(people),
                str(sum(has_control(page.evidence, s) for s in own)),
            )
        )
        for name, own, people in lines
    ]
    caption = f"Treatment studies by {what.lower()}"
    return render_table(
        Table(
            name=f"by-{what.lower()}",
            caption=caption,
            shows=shown_taking(page.evidence, (study for _, own, _ in lines for study in own)),
            key=_KEY,
            columns=columns,
            rows=rows,
            how=page.how("computed"),
        )
    )


_KEY = (
    "Counts are computed from the records, in the order of the vocabulary. A range means that studies may share "
    "people; a study stands under each of its drugs and populations."
)


def _people_cell(people: People) -> Cell:
    unknown = unknown_size(people)
    return Cell(
        together((people_number(people), tag("small", unknown) if unknown else None)),
        sort=str(people.high),
    )


PAGES = PageKind(path="index.html", menu=MenuEntry("Home", 0), write=alone("index.html", home_page))
