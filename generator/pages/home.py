"""The home page: the question, the answer in counted sentences, a picture, where to begin."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from generator.html.answer import answer_of, generated
from generator.html.counts import shown_taking
from generator.html.currency_line import last_looked, regulators_unasked, status_line
from generator.html.drug_facts import approval_status
from generator.html.element import remark, together
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.people import people_number, people_with_noun, unknown_size
from generator.html.regulators import regulators_warn
from generator.html.rendered import MenuEntry
from generator.html.retractions import left_out
from generator.instruments.installed import switched_on
from generator.model.answer import HOME
from generator.model.evidence import Evidence
from generator.model.population import Population
from generator.model.study import Study
from generator.pages.background_section import context_note
from generator.pages.evidence_map import population_map
from generator.pages.page import make_page
from generator.pages.page_kind import PageKind, alone
from generator.synthesis.background import background_of
from generator.synthesis.compared_studies import compares_a_result
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
from generator.synthesis.reviews import reviews
from generator.synthesis.study_design import is_randomised
from generator.tables.table import Cell, Column, Row, Table, render_table
from generator.wording.control_sentence import control_sentence
from generator.wording.counts import people_range, unknown_words, whole_words
from generator.wording.inline_figures import capital, in_a_sentence
from generator.wording.question_sentence import question_sentence

_KEY = (
    "Counts are computed from the records, in the order of the vocabulary. A range means that "
    "studies may share people; a study stands under each of its drugs and populations."
)
# What registers call a trial that will bring no results, or brings none for now.
_ENDED = re.compile(r"withdrawn|terminated|suspended", re.IGNORECASE)


class Minute(NamedTuple):
    """A population to read in a minute: its studies, people, and studies with a control."""

    population: Population
    studies: tuple[Study, ...]
    people: Safe
    controlled: int
    unpublished: str


class _Line(NamedTuple):
    """A drug or population with its studies."""

    name: Safe
    studies: tuple[Study, ...]
    drug: str | None = None


def home_page(page: OpenPage) -> Page:
    """Return the home page."""
    evidence = page.evidence
    treatment = treatment_studies(evidence)
    studies = standing(evidence, treatment)
    controlled = [study for study in studies if study.id in page.site.compared]
    trials = evidence.registered_trials
    # Whatever a register still says: a trial with results in the record is not waited for.
    open_trials = [trial for trial in trials if not _has_results(evidence, trial.study)]
    ended = [trial for trial in open_trials if _ENDED.search(trial.status or "")]
    waiting = [trial for trial in open_trials if trial not in ended]
    return make_page(
        page,
        "index.md",
        title=evidence.topic.title,
        answer=answer_of(page, HOME),
        generated=generated(page, HOME),
        description=question_sentence(evidence.topic),
        lede=question_sentence(evidence.topic),
        reviewed=bool(reviews(evidence)),
        people=count_people(evidence, studies),
        people_words=_people_words(count_people(evidence, studies)),
        unpublished=_among(count_people(evidence, studies)),
        studies=studies,
        controlled=controlled,
        randomised=[study for study in controlled if is_randomised(evidence, study)],
        designs=Counter(
            in_a_sentence(evidence, evidence.designs[study.design].label) for study in studies
        ).most_common(),
        drugs=_by_drug(page),
        populations=_by_population(page),
        control_words=control_sentence(
            f"people {evidence.topic.given_a_drug}", len(studies), len(controlled)
        ),
        others=Counter(
            study.evidence for study in evidence.studies.values() if study.evidence != "treatment"
        ),
        context=context_note(page, background_of(evidence, all_results(studies))),
        retracted=left_out(page, treatment),
        warning=regulators_warn(page),
        approved=approval_status(page),
        picture=population_map(page),
        minutes=list(_minutes(evidence, studies)),
        instruments=switched_on(evidence.topic.instruments),
        seed=evidence.seed,
        seed_summary=explain(page, evidence.seed.summary),
        waiting=waiting,
        ended=ended,
        status=status_line(page, currency(evidence)),
        search=together((last_looked(currency(evidence)), regulators_unasked(evidence.topic)), " "),
    )


def _people_words(people: People) -> str:
    return "?" if people.unknown and not people.high else people_range(people)


def _among(people: People) -> str:
    """Return which of the studies counted before do not publish how many took the drug."""
    if not people.wholes or not people.high:
        return ""
    return f", among them {whole_words(people.wholes)}"


def _of_unknown_size(people: People) -> str:
    """Return which of the studies counted before do not say how many took the drug."""
    unknown = unknown_words(people)
    return f", among them {unknown}" if unknown and people.high else ""


def _minutes(evidence: Evidence, studies: tuple[Study, ...]) -> Iterator[Minute]:
    """Yield the populations that have chosen outcomes and so can be read in a minute."""
    for choice in evidence.topic.summary_of_findings:
        of_population = in_population(studies, choice.population)
        yield Minute(
            evidence.populations[choice.population],
            of_population,
            people_with_noun(count_people(evidence, of_population)),
            sum(compares_a_result(evidence, study) for study in of_population),
            _of_unknown_size(count_people(evidence, of_population)),
        )


def _has_results(evidence: Evidence, study_id: str | None) -> bool:
    # Drafts are not among these studies, and so their trials still wait for results.
    study = evidence.studies.get(study_id or "")
    return study is not None and bool(study.results)


def _by_drug(page: OpenPage) -> Safe:
    """Return the drugs with how many studies and people each has, in their order."""
    evidence = page.evidence
    studies = standing(evidence, treatment_studies(evidence))
    lines = [
        _Line(page.drug(drug.id), with_drug(studies, drug.id), drug.id)
        for drug in studied_drugs(evidence, studies)
        if is_intervention(evidence, drug.id)
    ]
    return _counts(page, "Drug", "People who took it", lines)


def _by_population(page: OpenPage) -> Safe:
    """Return the populations with how many studies and people each has, in their order."""
    studies = standing(page.evidence, treatment_studies(page.evidence))
    lines = (
        _Line(page.population(population), in_population(studies, population))
        for population in page.evidence.populations
    )
    people = f"People {page.evidence.topic.given_a_drug}"
    return _counts(page, "Population", people, [line for line in lines if line.studies])


def _counts(page: OpenPage, name: str, people: str, lines: Sequence[_Line]) -> Safe:
    """Return one row a line: how many studies, people in them, and studies with a control."""
    studies = chain.from_iterable(line.studies for line in lines)
    return render_table(
        Table(
            name=f"by-{name.lower()}",
            caption=capital(f"{page.evidence.topic.kind_of_study} studies by {name.lower()}"),
            shows=shown_taking(page.evidence, studies),
            key=_KEY,
            columns=(
                Column(name),
                Column("Studies", number=True),
                Column(people, number=True),
                Column("Studies with a control group", number=True),
            ),
            rows=[_row(page.evidence, line) for line in lines],
            how=page.how("computed"),
        )
    )


def _row(evidence: Evidence, line: _Line) -> Row:
    people = count_people(evidence, line.studies, line.drug)
    count = together((people_number(people), remark(unknown_size(people))))
    controlled = sum(compares_a_result(evidence, study, line.drug) for study in line.studies)
    size = Cell(count, sort=str(people.high))
    return Row((line.name, str(len(line.studies)), size, str(controlled)))


PAGES = PageKind(path="index.html", menu=MenuEntry("Home", 0), write=alone("index.html", home_page))
