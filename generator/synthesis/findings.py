"""The summary of findings of a population: for each chosen outcome what was found, in how many, and how sure it is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.model.evidence import Evidence
from generator.model.judgement import Certainty
from generator.model.rated import arrived_since
from generator.model.result import NarrativeResult, Result
from generator.model.study import Arm, Harm, Study
from generator.model.topic import ChosenOutcome
from generator.model.vocabulary import SAFETY
from generator.synthesis.contrast import Contrast, ReportedFigure, Row, contrasts, share
from generator.synthesis.groups import domain
from generator.synthesis.interventions import is_intervention
from generator.synthesis.participants import People, add_groups, count_once, is_of_others

MOST_OUTCOMES = 7
NOT_APPRAISED = "not yet appraised"
NOT_ASSESSABLE = "not yet assessable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """The people of one population behind an outcome: on a drug of the topic, in control groups, in published cases.

    Published cases that a report retells are told apart and never counted.
    """

    population: str
    on_drug: People
    controls: People
    retold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One row of a summary of findings; `rating` is missing where nobody has judged the certainty yet.

    `withdrawn` are the retracted studies that the rating was made with; none of their numbers is in
    the row. `arrived` are the studies of the outcome that were read after it was judged.
    """

    id: str
    population: str
    label: str
    measure: str | None
    is_harm: bool
    rating: Certainty | None
    contrasts: tuple[Contrast, ...]
    alone: tuple[ReportedFigure, ...]
    background: tuple[ReportedFigure, ...]
    people: tuple[Behind, ...]
    withdrawn: tuple[Study, ...] = ()
    arrived: tuple[Study, ...] = ()

    @property
    def certainty(self) -> str:
        """Return the certainty in words."""
        return self.rating.rating if self.rating else NOT_APPRAISED

    @property
    def concurrent(self) -> tuple[Contrast, ...]:
        """Return the comparisons with people treated otherwise at the same time."""
        return tuple(one for one in self.contrasts if one.concurrent)

    @property
    def is_empty(self) -> bool:
        """Tell whether no study that could be read reports the outcome."""
        return not self.contrasts and not self.alone


def summary_of_findings(evidence: Evidence, population: str) -> tuple[Outcome, ...]:
    """Return a row for each outcome chosen for the population, in the order of the choice; empty ones too."""
    return tuple(
        _outcome(evidence, population, chosen)
        for group in evidence.topic.summary_of_findings
        if group.population == population
        for chosen in group.outcomes
    )


def is_told_in_words(row: Row) -> bool:
    """Tell whether a source gives no number at all."""
    return isinstance(row, NarrativeResult)


def is_complete(row: Row) -> bool:
    """Tell whether a figure says of how many people it speaks."""
    if is_told_in_words(row):
        return False
    if isinstance(row, Harm) or row.kind == "proportion":
        return share(row) is not None
    return row.total is not None


def by_weight(outcome: Outcome) -> list[ReportedFigure]:
    """Return the figures without a control that say of how many: whole groups first, then our people, then the largest.

    The order looks at whom a figure speaks of and never at what it says.
    """

    def order(figure: ReportedFigure) -> tuple[bool, bool, int]:
        row = figure.row
        people = row.total.value if row.total else 0
        return (
            bool(getattr(row, "subgroup", None)),
            outcome.population not in figure.study.populations,
            -people,
        )

    return sorted((figure for figure in outcome.alone if is_complete(figure.row)), key=order)


def resolve(evidence: Evidence, addresses: Iterable[str]) -> tuple[ReportedFigure, ...]:
    """Return the numbers that stand at permanent addresses.

    An address that leads nowhere is passed over, and so is every number of a retracted study.
    """
    found = (address.partition("#") for address in addresses)
    retracted = evidence.retracted_studies
    return tuple(
        ReportedFigure(evidence.studies[study], row)
        for study, _, number in found
        if study in evidence.studies and study not in retracted
        for row in evidence.studies[study].numbers
        if row.id == number
    )


def _outcome(evidence: Evidence, population: str, chosen: ChosenOutcome) -> Outcome:
    rating = next((one for one in evidence.certainty if one.id == chosen.certainty), None)
    figures = resolve(evidence, rating.results) if rating else ()
    compared = contrasts(evidence, figures)
    used = {(one.study.id, row.id) for one in compared for row in one.rows}
    measure = evidence.measures.get(chosen.measure or "")
    label = (
        rating.outcome
        if rating
        else chosen.label or (measure.label if measure else chosen.certainty)
    )
    return Outcome(
        id=chosen.certainty,
        population=population,
        label=label,
        measure=measure.id if measure else None,
        is_harm=_is_harm(evidence, chosen, rating),
        rating=rating,
        contrasts=compared,
        alone=tuple(one for one in figures if (one.study.id, one.row.id) not in used),
        background=resolve(evidence, rating.background) if rating else (),
        people=tuple(_behind(evidence, population, figures)),
        withdrawn=withdrawn_from(evidence, rating) if rating else (),
        arrived=arrived_since(evidence, rating) if rating else (),
    )


def withdrawn_from(evidence: Evidence, rating: Certainty) -> tuple[Study, ...]:
    """Return the retracted studies that a rating was made with."""
    rests_on = {address.partition("#")[0] for address in rating.results}
    return tuple(evidence.studies[name] for name in sorted(rests_on & evidence.retracted_studies))


def _is_harm(evidence: Evidence, chosen: ChosenOutcome, rating: Certainty | None) -> bool:
    """Tell whether an outcome is a harm: by its measures; without any, by the numbers and notices that bear on it."""
    names = (chosen.measure,) if chosen.measure else (rating.measures if rating else ())
    domains = {evidence.measures[name].domain for name in names if name in evidence.measures}
    if domains or rating is None:
        return domains == {SAFETY}
    bearing = resolve(
        evidence, (*rating.results, *rating.background, *(one.result for one in rating.not_counted))
    )
    return bool(rating.notices) or any(_is_of_harm(evidence, row) for _, row in bearing)


def _is_of_harm(evidence: Evidence, row: Row) -> bool:
    return isinstance(row, Harm) or domain(evidence, row) == SAFETY


def _behind(
    evidence: Evidence, population: str, figures: tuple[ReportedFigure, ...]
) -> Iterator[Behind]:
    """Yield the people behind figures by population: the row's own first, then others, by the vocabulary."""
    groups: dict[str, list[ReportedFigure]] = {}
    for figure in figures:
        own = figure.study.populations
        home = population if population in own else next(iter(own), "")
        groups.setdefault(home, []).append(figure)
    order = list(evidence.populations)
    for name in sorted(
        groups,
        key=lambda one: (one != population, order.index(one) if one in order else len(order)),
    ):
        behind = Behind(
            population=name,
            on_drug=_count(evidence, groups[name], lambda arm: is_intervention(evidence, arm.drug)),
            controls=_count(
                evidence,
                groups[name],
                lambda arm: arm.drug is not None and not is_intervention(evidence, arm.drug),
            ),
            retold=_retold(evidence, groups[name]),
        )
        if behind.on_drug.studies or behind.controls.studies or behind.retold:
            yield behind


def _count(
    evidence: Evidence, figures: list[ReportedFigure], counts: Callable[[Arm], bool]
) -> People:
    """Return how many people were in the groups that the figures are about, counted once."""
    sizes: dict[str, dict[str, int | None]] = {}
    for study, row in figures:
        for arm in _groups(study.arms, row):
            if counts(arm) and not is_of_others(study, arm):
                own = sizes.setdefault(study.id, {})
                own[arm.id] = max(
                    (size for size in (own.get(arm.id), _size(row, arm)) if size is not None),
                    default=None,
                )
    together = {
        name: add_groups(evidence.studies[name], groups.values()) for name, groups in sizes.items()
    }
    return count_once(evidence, together)


def _groups(arms: tuple[Arm, ...], row: Row) -> Iterator[Arm]:
    """Yield the groups a row is about; none where it sets a mix of treatments against a group."""
    against = getattr(row, "against", None)
    if against and any(arm.id == row.arm and arm.drug is None for arm in arms):
        return
    named = {row.arm, against}
    yield from (arm for arm in arms if arm.id in named)


def _size(row: Row, arm: Arm) -> int | None:
    """Return how many people of a group a row is about: its own number, else that of the group."""
    own = row.total if row.arm == arm.id else None
    whole = isinstance(row, Result) and row.subgroup
    size = own or (None if whole else arm.total)
    return size.value if size else None


def _retold(evidence: Evidence, figures: list[ReportedFigure]) -> int:
    """Return how many published cases the figures retell, one group at a time."""
    groups = {
        (study.id, arm.id): arm.total.value
        for study, row in figures
        for arm in _groups(study.arms, row)
        if is_of_others(study, arm) and arm.total and is_intervention(evidence, arm.drug)
    }
    return sum(groups.values())
