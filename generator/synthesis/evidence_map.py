"""Where there is evidence and where there is none: each drug by outcome and by population."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, product
from typing import Literal

from generator.model.evidence import Evidence
from generator.model.judgement import Certainty
from generator.model.record import record
from generator.model.study import Study
from generator.model.vocabulary import SAFETY, Drug
from generator.synthesis.arms_of_result import is_compared
from generator.synthesis.compared_studies import compares_a_result
from generator.synthesis.contrast import ReportedFigure
from generator.synthesis.direction import Direction, Signal, no_signal, signal
from generator.synthesis.findings import Outcome, summary_of_findings, withdrawn_from
from generator.synthesis.groups import (
    by_size,
    domain,
    domains_in_order,
    in_population,
    of_kind,
    standing,
    with_drug,
)
from generator.synthesis.interventions import is_intervention, studied_drugs
from generator.synthesis.over_time import known_by_year
from generator.synthesis.participants import People, count_people
from generator.synthesis.selection import drug_taken
from generator.synthesis.study_design import compares_groups, has_control, is_randomised

View = Literal["outcome", "population"]
VIEWS: tuple[View, ...] = ("outcome", "population")
Strength = Literal["cases", "followed", "compared", "randomised"]
# From the design that shows least to the one that shows most.
STRENGTHS: tuple[Strength, ...] = ("cases", "followed", "compared", "randomised")
# The tool for studies that follow a whole group without a control, as RoB is the one for randomised
# trials.
_FOLLOWED = "MINORS"
_CRITICAL = "critical"


@record
class Cell:
    """What was found for one drug and one outcome or population.

    At least one of its studies was not retracted. `people` took the drug in these studies; not all
    of them were measured for the outcome. `figures` are the results and harms on the drug that put
    the studies here; `ratings` those that rest on one of them. `signal` is about one outcome alone.
    """

    view: View
    row: str
    drug: str
    studies: tuple[Study, ...]
    figures: tuple[ReportedFigure, ...]
    people: People
    controlled: int
    strongest: Strength
    signal: Signal
    ratings: tuple[Certainty, ...]

    def rows_of(self, study: Study) -> tuple[ReportedFigure, ...]:
        """Return the figures of one study."""
        return tuple(figure for figure in self.figures if figure.study.id == study.id)


@record
class Map:
    """The whole map of one view: rows by drugs; a pair without a cell is a gap."""

    view: View
    rows: tuple[str, ...]
    drugs: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def studies(self) -> tuple[Study, ...]:
        """Return every study that stands in a cell, once, largest first."""
        studies = chain.from_iterable(cell.studies for cell in self.cells)
        return by_size({study.id: study for study in studies}.values())

    def at(self, row: str, drug: str) -> Cell | None:
        """Return the cell of a row and a drug; None for a gap."""
        return next((cell for cell in self.cells if (cell.row, cell.drug) == (row, drug)), None)

    def gaps(self, row: str) -> tuple[str, ...]:
        """Return the drugs of which no study was found in a row."""
        return tuple(drug for drug in self.drugs if self.at(row, drug) is None)


def evidence_map(evidence: Evidence, view: View, named: Iterable[str] = ()) -> Map:
    """Return the map of all treatment studies.

    `named` drugs of the topic have a column also where none was studied.
    """
    studies = _treatment(evidence)
    drugs = tuple(drug.id for drug in _drugs(evidence, studies, frozenset(named)))
    rows = _domains(evidence, studies) if view == "outcome" else _populations(evidence)
    chosen = {row: _chosen(evidence, view, row) for row in rows}
    cells = (
        cell_of(evidence, view, row, drug, studies, chosen[row])
        for row, drug in product(rows, drugs)
    )
    return Map(view=view, rows=rows, drugs=drugs, cells=tuple(filter(None, cells)))


def _treatment(evidence: Evidence) -> tuple[Study, ...]:
    return standing(evidence, of_kind(evidence, "treatment"))


def cell_of(
    evidence: Evidence,
    view: View,
    row: str,
    drug: str,
    studies: Iterable[Study],
    outcomes: Sequence[Outcome],
) -> Cell | None:
    """Return what the studies hold for one drug and row; None where that is nothing.

    `outcomes` are those chosen for the row, of which one may give the direction of the cell.
    """
    on_drug = with_drug(standing(evidence, studies), drug)
    by_study = {study.id: tuple(_figures(evidence, study, view, row)) for study in on_drug}
    every = tuple(chain.from_iterable(by_study.values()))
    figures = tuple(
        figure for figure in every if drug_taken(evidence, figure.study, figure.row) == drug
    )
    # A study stands under all its populations; under an outcome only with a figure on the drug.
    if view == "population":
        chosen = in_population(on_drug, row)
        figures = tuple(figure for figure in figures if figure.study in chosen)
    else:
        measured = {figure.study.id for figure in figures}
        chosen = tuple(study for study in on_drug if study.id in measured)
    if not chosen:
        return None
    compared = _compared(evidence, view, drug, chosen, figures)
    strengths = (strength(evidence, study, here=study.id in compared) for study in chosen)
    return Cell(
        view=view,
        row=row,
        drug=drug,
        studies=chosen,
        figures=figures,
        people=count_people(evidence, chosen, drug),
        controlled=len(compared),
        strongest=max(strengths, key=STRENGTHS.index),
        signal=_signal(evidence, outcomes, drug, chosen),
        ratings=tuple(_ratings(evidence, figures, row if view == "population" else None)),
    )


def _chosen(evidence: Evidence, view: View, row: str) -> tuple[Outcome, ...]:
    """Return the outcomes of which one may give the direction of a row, in the topic's order.

    For a population the first critical one, whatever was found; for a domain those chosen for any
    population. A domain that mixes events, as safety does, has none: no single direction would be
    true of it.
    """
    if view == "population":
        outcomes = summary_of_findings(evidence, row)
        critical = (
            outcome
            for outcome in outcomes
            if outcome.rating is None or outcome.rating.importance == _CRITICAL
        )
        return tuple(islice(critical, 1))
    if _mixes_events(evidence, row):
        return ()
    populations = dict.fromkeys(group.population for group in evidence.topic.summary_of_findings)
    of_all = chain.from_iterable(summary_of_findings(evidence, name) for name in populations)
    return tuple(outcome for outcome in of_all if _domain_of(evidence, outcome) == row)


def _mixes_events(evidence: Evidence, domain_name: str) -> bool:
    known = evidence.domains.get(domain_name)
    return domain_name == SAFETY or (known is not None and not known.overview)


def _domain_of(evidence: Evidence, outcome: Outcome) -> str:
    """Return the domain of the measure that stands first in an outcome; nothing without one."""
    measures = outcome.rating.measures if outcome.rating else ()
    first = next(filter(None, (outcome.measure, *measures)), "")
    return evidence.measures[first].domain if first in evidence.measures else ""


def _signal(
    evidence: Evidence, outcomes: Sequence[Outcome], drug: str, studies: Iterable[Study]
) -> Signal:
    """Return the direction of the first outcome on which the drug was compared; else of none."""
    known = tuple(studies)
    signals = [signal(evidence, outcome, drug, known) for outcome in outcomes]
    compared = (each for each in signals if each.direction is not Direction.NONE)
    return next(compared, signals[0] if signals else no_signal())


def _compared(
    evidence: Evidence,
    view: View,
    drug: str,
    studies: Iterable[Study],
    figures: Iterable[ReportedFigure],
) -> frozenset[str]:
    """Return the studies that compare the drug; under an outcome, in a figure on that outcome."""
    if view == "population":
        return frozenset(study.id for study in studies if compares_a_result(evidence, study, drug))
    return frozenset(
        figure.study.id for figure in figures if is_compared(evidence, figure.study, figure.row)
    )


def strength(evidence: Evidence, study: Study, *, here: bool = True) -> Strength:
    """Return how much the design of a study can show.

    Where its groups are not compared `here`, on one outcome, those on the drug are only followed.
    """
    if here and is_randomised(evidence, study):
        return "randomised"
    if here and has_control(evidence, study):
        return "compared"
    # Groups that took drugs alike are followed, and show nothing of what either drug adds.
    if compares_groups(evidence, study):
        return "followed"
    tool = evidence.designs[study.design].appraisal_tool
    return "followed" if tool.startswith(_FOLLOWED) else "cases"


def growth_of(evidence: Evidence, cell: Cell) -> tuple[tuple[int, Cell], ...]:
    """Return the cell after each year in which one of its studies was published."""
    states = []
    # The outcome was chosen before results were looked at: it is the same in every year.
    outcomes = (cell.signal.outcome,) if cell.signal.outcome else ()
    for year, known in known_by_year(evidence, cell.studies):
        then = cell_of(evidence, cell.view, cell.row, cell.drug, known, outcomes)
        if then:
            states.append((year, then))
    return tuple(states)


def not_placed(evidence: Evidence, whole: Map) -> tuple[tuple[str, Study], ...]:
    """Return the domains on which a study reports with no certainty which drug was taken."""
    placed = set[tuple[str, str]]()
    for cell in whole.cells:
        placed.update((cell.row, study.id) for study in cell.studies)
    return tuple(
        (name, study)
        for name, study in product(whole.rows, _treatment(evidence))
        if (name, study.id) not in placed and any(_figures(evidence, study, "outcome", name))
    )


def _figures(evidence: Evidence, study: Study, view: View, row: str) -> Iterator[ReportedFigure]:
    """Yield the results, and under safety the harms, that stand in a row of the map."""
    for result in study.results:
        if view == "population" or domain(evidence, result) == row:
            yield ReportedFigure(study, result)
    if view == "outcome" and row == SAFETY:
        for harm in study.harms:
            yield ReportedFigure(study, harm)


def _ratings(
    evidence: Evidence, figures: Sequence[ReportedFigure], population: str | None
) -> Iterator[Certainty]:
    """Yield the ratings that rest on one of the figures, of one population if it is named."""
    numbers = {f"{study.id}#{row.id}" for study, row in figures}
    for rating in evidence.certainty:
        if numbers.intersection(rating.results) and population in {None, rating.population}:
            yield rating


def rating_beside(evidence: Evidence, cell: Cell) -> Certainty | None:
    """Return the rating that rests on the evidence of a cell's direction; None where none does.

    One that rests on other drugs too, or was made with a study retracted since, is no such rating.
    """
    pointed = cell.signal
    if pointed.outcome is None or pointed.direction is Direction.NONE or not pointed.alone:
        return None
    rating = pointed.outcome.rating
    return None if rating is None or withdrawn_from(evidence, rating) else rating


def _drugs(evidence: Evidence, studies: tuple[Study, ...], named: frozenset[str]) -> Iterator[Drug]:
    """Yield the drugs of the topic that were studied or are named, single drugs before a class."""
    studied = {drug.id for drug in studied_drugs(evidence, studies)}
    roles = {drug.role for drug in evidence.drugs.values()}
    known = [drug for drug in evidence.drugs.values() if is_intervention(evidence, drug.id)]
    yield from (drug for drug in known if drug.id in studied | named and drug.id not in roles)
    yield from (drug for drug in known if drug.id in studied and drug.id in roles)


def _domains(evidence: Evidence, studies: Iterable[Study]) -> tuple[str, ...]:
    """Return every domain with a measure or a result, in their order."""
    domains = {SAFETY, *(measure.domain for measure in evidence.measures.values())}
    for study in studies:
        domains.update(domain(evidence, result) for result in study.results)
    return domains_in_order(evidence, domains)


def _populations(evidence: Evidence) -> tuple[str, ...]:
    """Return the populations of treatment studies, and those that no study of any kind is about."""
    treated, others = set[str](), set[str]()
    for study in evidence.studies.values():
        (treated if study.evidence == "treatment" else others).update(study.populations)
    return tuple(name for name in evidence.populations if name not in others - treated)
