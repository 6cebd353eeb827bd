"""Where there is evidence and where there is none: each drug by outcome, and by population, with its studies."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from generator.model.evidence import Evidence
from generator.model.judgement import Certainty
from generator.model.record import record
from generator.model.study import Study
from generator.model.vocabulary import SAFETY, Drug
from generator.synthesis.contrast import ReportedFigure, Row
from generator.synthesis.direction import Signal, signal
from generator.synthesis.findings import withdrawn_from
from generator.synthesis.groups import (
    by_size,
    domain,
    domains_in_order,
    in_population,
    standing,
    with_drug,
)
from generator.synthesis.interventions import is_intervention, studied_drugs
from generator.synthesis.over_time import published
from generator.synthesis.participants import People, count_people
from generator.synthesis.selection import drug_taken
from generator.synthesis.study_design import has_control, is_randomised

View = Literal["outcome", "population"]
VIEWS: tuple[View, ...] = ("outcome", "population")
Strength = Literal["cases", "followed", "compared", "randomised"]
# From the design that shows least to the one that shows most.
STRENGTHS: tuple[Strength, ...] = ("cases", "followed", "compared", "randomised")
# The tool for studies that follow a whole group without a control, as RoB is the one for randomised
# trials.
_FOLLOWED = "MINORS"


@record
class Cell:
    """What was found for one drug and one outcome or population: at least one study that was not retracted.

    `people` took the drug in these studies; not all of them were measured for the outcome.
    `figures` are the results and harms on the drug that put the studies here; `ratings` those that
    rest on one of them.
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
        return tuple(one for one in self.figures if one.study.id == study.id)


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
        return by_size({study.id: study for cell in self.cells for study in cell.studies}.values())

    def at(self, row: str, drug: str) -> Cell | None:
        """Return the cell of a row and a drug; None for a gap."""
        return next((one for one in self.cells if (one.row, one.drug) == (row, drug)), None)

    def gaps(self, row: str) -> tuple[str, ...]:
        """Return the drugs of which no study was found in a row."""
        return tuple(drug for drug in self.drugs if self.at(row, drug) is None)


def evidence_map(evidence: Evidence, view: View, named: Iterable[str] = ()) -> Map:
    """Return the map of all treatment studies; `named` drugs of the topic have a column also where none was studied."""
    studies = standing(
        evidence, by_size(one for one in evidence.studies.values() if one.evidence == "treatment")
    )
    drugs = tuple(drug.id for drug in _drugs(evidence, studies, frozenset(named)))
    rows = _domains(evidence, studies) if view == "outcome" else _populations(evidence)
    found = (cell_of(evidence, view, row, drug, studies) for row in rows for drug in drugs)
    return Map(view=view, rows=rows, drugs=drugs, cells=tuple(cell for cell in found if cell))


def cell_of(
    evidence: Evidence, view: View, row: str, drug: str, studies: Iterable[Study]
) -> Cell | None:
    """Return what the studies hold for one drug and row; None where that is nothing."""
    own = with_drug(standing(evidence, studies), drug)
    own = (
        in_population(own, row)
        if view == "population"
        else tuple(one for one in own if _told(evidence, one, row))
    )
    about = tuple(
        ReportedFigure(study, one) for study in own for one in _rows(evidence, study, view, row)
    )
    figures = tuple(one for one in about if drug_taken(evidence, one.study, one.row) == drug)
    if view == "outcome":
        on_drug = {one.study.id for one in figures}
        own = tuple(study for study in own if study.id in on_drug)
    if not own:
        return None
    return Cell(
        view=view,
        row=row,
        drug=drug,
        studies=own,
        figures=figures,
        people=count_people(evidence, own, drug),
        controlled=sum(has_control(evidence, study) for study in own),
        strongest=max((strength(evidence, study) for study in own), key=STRENGTHS.index),
        signal=signal(evidence, about, drug),
        ratings=tuple(_ratings(evidence, figures, row if view == "population" else None)),
    )


def strength(evidence: Evidence, study: Study) -> Strength:
    """Return how much the design of a study can show, by what it compares and by the tool that appraises it."""
    if is_randomised(evidence, study):
        return "randomised"
    if has_control(evidence, study):
        return "compared"
    return (
        "followed"
        if evidence.designs[study.design].appraisal_tool.startswith(_FOLLOWED)
        else "cases"
    )


def growth_of(evidence: Evidence, cell: Cell) -> tuple[tuple[int, Cell], ...]:
    """Return the cell as it stood after each year in which one of its studies was published; undated ones stay out."""
    years = {study.id: published(evidence, study) for study in cell.studies}
    found = []
    for year in sorted({year for year in years.values() if year is not None}):
        known = [
            study
            for study in cell.studies
            if (when := years[study.id]) is not None and when <= year
        ]
        then = cell_of(evidence, cell.view, cell.row, cell.drug, known)
        if then:
            found.append((year, then))
    return tuple(found)


def not_placed(evidence: Evidence, found: Map) -> tuple[tuple[str, Study], ...]:
    """Return the domains on which a study reports without its being certain which drug its people took."""
    placed = {(cell.row, study.id) for cell in found.cells for study in cell.studies}
    treatment = standing(
        evidence, (one for one in evidence.studies.values() if one.evidence == "treatment")
    )
    return tuple(
        (name, study)
        for name in found.rows
        for study in by_size(treatment)
        if (name, study.id) not in placed and _told(evidence, study, name)
    )


def _told(evidence: Evidence, study: Study, domain_name: str) -> bool:
    return any(True for _ in _rows(evidence, study, "outcome", domain_name))


def _rows(evidence: Evidence, study: Study, view: View, row: str) -> Iterator[Row]:
    """Yield the results, and under safety the harms, that stand in a row of the map."""
    yield from (
        one for one in study.results if view == "population" or domain(evidence, one) == row
    )
    if view == "outcome" and row == SAFETY:
        yield from study.harms


def _ratings(
    evidence: Evidence, figures: Sequence[ReportedFigure], population: str | None
) -> Iterator[Certainty]:
    """Yield the ratings that rest on one of the figures, of one population if it is named."""
    numbers = {f"{study.id}#{row.id}" for study, row in figures}
    for rating in evidence.certainty:
        if numbers.intersection(rating.results) and population in {None, rating.population}:
            yield rating


def levels(evidence: Evidence, cell: Cell, order: Sequence[str]) -> tuple[str, ...]:
    """Return the levels at which certainty was judged, lowest first; a rating made with a retracted study waits."""
    held = {rating.rating for rating in cell.ratings if not withdrawn_from(evidence, rating)}
    return tuple(level for level in order if level in held)


def _drugs(evidence: Evidence, studies: tuple[Study, ...], named: frozenset[str]) -> Iterator[Drug]:
    """Yield the drugs of the topic that were studied or are named elsewhere, single drugs before a whole class."""
    studied = {drug.id for drug in studied_drugs(evidence, studies)}
    known = [drug for drug in evidence.drugs.values() if is_intervention(evidence, drug.id)]
    single = [drug for drug in known if drug.id in studied | named]
    roles = {drug.role for drug in evidence.drugs.values()}
    yield from (drug for drug in single if drug.id not in roles)
    yield from (drug for drug in single if drug.id in roles and drug.id in studied)


def _domains(evidence: Evidence, studies: Iterable[Study]) -> tuple[str, ...]:
    """Return every domain for which a measure is known or of which a study reports, in their order."""
    told = {domain(evidence, result) for study in studies for result in study.results}
    return domains_in_order(
        evidence, {*told, *(measure.domain for measure in evidence.measures.values()), SAFETY}
    )


def _populations(evidence: Evidence) -> tuple[str, ...]:
    """Return the populations that a treatment study is about, and those that no study of any kind is about."""
    studies = evidence.studies.values()
    treated = {
        name for study in studies if study.evidence == "treatment" for name in study.populations
    }
    others = {name for study in studies for name in study.populations} - treated
    return tuple(name for name in evidence.populations if name not in others)
