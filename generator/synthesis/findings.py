"""The summary of findings of a population: what was found, in how many, and how sure it is."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import chain

from generator.model.evidence import Evidence
from generator.model.judgement import Certainty
from generator.model.rated import arrived_since
from generator.model.result import NarrativeResult, Result
from generator.model.study import Arm, Harm, Study
from generator.model.topic import ChosenOutcome
from generator.model.vocabulary import SAFETY, UNLISTED
from generator.synthesis.arms_of_result import beside
from generator.synthesis.complement import complements_of, counted_alike
from generator.synthesis.contrast import Contrast, ReportedFigure, Row, contrasts, share
from generator.synthesis.groups import domain, in_population, standing, treatment_studies
from generator.synthesis.interventions import is_intervention
from generator.synthesis.kinship import population_apart
from generator.synthesis.participants import (
    People,
    add_groups,
    count_once,
    is_of_others,
    size_of,
)
from generator.synthesis.selection import is_final
from generator.synthesis.study_design import has_control, is_randomised
from generator.synthesis.trial_findings import TrialFinding, trials_of

# GRADE asks for no more than seven: a reader weighs no more at once.
MOST_OUTCOMES = 7
NOT_RATED = "not yet rated"
NOT_ASSESSABLE = "not yet assessable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """The people of one population behind an outcome, on a drug of the topic and in control groups.

    Published cases that a report retells are told apart and never counted.
    """

    population: str
    on_drug: People
    controls: People
    retold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One row of a summary of findings.

    `rating` is missing where nobody has judged the certainty yet. `withdrawn` are the retracted
    studies that the rating was made with; none of their numbers is in the row. `arrived` are the
    studies of the outcome that were read after it was judged. `trials` is what randomised trials
    found together, where they can be read together (`outcome_trials.with_trials`).
    """

    id: str
    population: str
    label: str
    measure: str | None
    is_harm: bool
    rating: Certainty | None = None
    contrasts: tuple[Contrast, ...] = ()
    alone: tuple[ReportedFigure, ...] = ()
    background: tuple[ReportedFigure, ...] = ()
    people: tuple[Behind, ...] = ()
    withdrawn: tuple[Study, ...] = ()
    arrived: tuple[Study, ...] = ()
    trials: TrialFinding | None = None

    @property
    def certainty(self) -> str:
        """Return the certainty in words."""
        return self.rating.rating if self.rating else NOT_RATED

    @property
    def concurrent(self) -> tuple[Contrast, ...]:
        """Return the comparisons with people treated otherwise at the same time."""
        return tuple(contrast for contrast in self.contrasts if contrast.concurrent)

    @property
    def trials_beside(self) -> int:
        """Return how many more studies compared groups than stand in what trials found together."""
        together = {study.id for study in trials_of(self.trials.estimate)} if self.trials else set()
        return len({contrast.study.id for contrast in self.concurrent} - together)

    @property
    def is_empty(self) -> bool:
        """Tell whether no study that could be read reports the outcome."""
        return not self.contrasts and not self.alone


def summary_of_findings(evidence: Evidence, population: str) -> tuple[Outcome, ...]:
    """Return a row for each outcome chosen for the population, in that order; empty ones too.

    Studies are found by measure and population, whether or not a rating exists; the results that a
    rating lists are added, and those it names as not counted stay out. Beside a rating that lists
    results, only randomised trials are added: which figures without a control group bear on an
    outcome, its rater has judged.
    """
    groups = evidence.topic.summary_of_findings
    chosen = chain.from_iterable(
        group.outcomes for group in groups if group.population == population
    )
    return tuple(_outcome(evidence, population, outcome) for outcome in chosen)


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
    """Return the figures without a control that say of how many they speak, the weightiest first.

    Whole groups first, then our people, then the largest: the order looks at whom a figure speaks
    of and never at what it says.
    """

    def order(figure: ReportedFigure) -> tuple[bool, bool, int]:
        row = figure.row
        people = row.total.value if row.total else 0
        in_part = bool(getattr(row, "subgroup", None))
        return (in_part, outcome.population not in figure.study.populations, -people)

    return sorted((figure for figure in outcome.alone if is_complete(figure.row)), key=order)


def resolve(evidence: Evidence, addresses: Iterable[str]) -> tuple[ReportedFigure, ...]:
    """Return the numbers that stand at permanent addresses.

    An address that leads nowhere is passed over, and so is every number of a retracted study.
    Numbers are counted from the side on which studies are compared.
    """
    figures: list[ReportedFigure] = []
    for address in addresses:
        study_id, _, number = address.partition("#")
        if study_id in evidence.studies and study_id not in evidence.retracted_studies:
            study = counted_alike(evidence, evidence.studies[study_id])
            figures += (ReportedFigure(study, row) for row in study.numbers if row.id == number)
    return tuple(figures)


def _in_every_group(
    evidence: Evidence, figures: Sequence[ReportedFigure]
) -> tuple[ReportedFigure, ...]:
    """Return figures with those of the other groups of their studies, named or not."""
    completed = dict.fromkeys((study.id, row.id) for study, row in figures)
    every = list(figures)
    for study, row in figures:
        for other in beside(evidence, study, row):
            if (study.id, other.id) not in completed:
                completed[study.id, other.id] = None
                every.append(ReportedFigure(study, other))
    return tuple(every)


def _outcome(evidence: Evidence, population: str, chosen: ChosenOutcome) -> Outcome:
    # Read backwards, so that of two ratings with one id the first stands, as in `by_id`.
    ratings = {rating.id: rating for rating in reversed(evidence.certainty)}
    rating = ratings.get(chosen.certainty or "")
    measure = evidence.measures.get(chosen.measure or "")
    bare = Outcome(
        id=chosen.row_id,
        population=population,
        label=chosen.label or (measure.label if measure else chosen.row_id),
        measure=measure.id if measure else None,
        is_harm=_is_harm(evidence, chosen, rating),
    )
    figures = _in_every_group(evidence, _figures(evidence, bare, rating))
    compared = contrasts(evidence, figures)
    filled = replace(
        bare,
        contrasts=compared,
        alone=tuple(_without_contrast(figures, compared)),
        people=tuple(_behind(evidence, population, figures)),
    )
    if rating is None:
        return filled
    return replace(
        filled,
        label=rating.outcome,
        rating=rating,
        background=tuple(_near_enough(evidence, population, rating)),
        withdrawn=withdrawn_from(evidence, rating),
        arrived=arrived_since(evidence, rating),
    )


def _figures(
    evidence: Evidence, outcome: Outcome, rating: Certainty | None
) -> tuple[ReportedFigure, ...]:
    """Return what a rating lists, then what studies of the population report on the measure."""
    listed = resolve(evidence, rating.results) if rating else ()
    not_counted = {row.result for row in rating.not_counted} if rating else set()
    known = {(study.id, row.id) for study, row in listed}
    reported = (
        figure
        for figure in reported_figures(evidence, outcome.population, names_of(outcome, rating))
        if (figure.study.id, figure.row.id) not in known
        and f"{figure.study.id}#{figure.row.id}" not in not_counted
        and (not listed or _is_of_a_trial(evidence, figure.study))
    )
    return (*listed, *reported)


def _is_of_a_trial(evidence: Evidence, study: Study) -> bool:
    return is_randomised(evidence, study) and has_control(evidence, study)


def names_of(outcome: Outcome, rating: Certainty | None) -> frozenset[str]:
    """Return the ids of the measures of an outcome; its label too, by which harms may be known."""
    measures = rating.measures if rating else ()
    if outcome.measure:
        measures = (outcome.measure,)
    return frozenset((*measures, outcome.label.casefold()))


def reported_figures(
    evidence: Evidence, population: str, names: AbstractSet[str]
) -> Iterator[ReportedFigure]:
    """Yield final results of some measures, and harms called like one, of a population's studies.

    Measures are counted from the side on which studies are compared.
    """
    complements = complements_of(evidence)
    measures = {complements.get(name, name) for name in names} - {UNLISTED}
    events = event_names(evidence, names)
    studies = standing(evidence, in_population(treatment_studies(evidence), population))
    for study in studies:
        for result in counted_alike(evidence, study).results:
            if result.measure in measures and is_final(result):
                yield ReportedFigure(study, result)
        for harm in study.harms:
            if harm.event.casefold() in events:
                yield ReportedFigure(study, harm)


def event_names(evidence: Evidence, names: AbstractSet[str]) -> frozenset[str]:
    """Return what a harm is called that is meant by one of these measures or labels."""
    labels = (evidence.measures[name].label for name in names if name in evidence.measures)
    return frozenset(name.casefold() for name in (*names, *labels))


def _near_enough(
    evidence: Evidence, population: str, rating: Certainty
) -> Iterator[ReportedFigure]:
    """Yield the background that a rating names, without other outcomes and people unlike these."""
    # Figures are counted from the side on which studies are compared: deaths for survival.
    complements = complements_of(evidence)
    covered = {*rating.measures, *(complements.get(name, name) for name in rating.measures)}
    for figure in resolve(evidence, rating.background):
        row = figure.row
        # A harm has no measure: which event it is, the rater has judged.
        name = SAFETY if isinstance(row, Harm) else domain(evidence, row)
        same = isinstance(row, Harm) or row.measure in covered
        if same and population_apart(evidence, population, figure.study, name) is not None:
            yield figure


def _without_contrast(
    figures: Iterable[ReportedFigure], compared: Iterable[Contrast]
) -> Iterator[ReportedFigure]:
    used = set[tuple[str, str]]()
    for contrast in compared:
        used.update((contrast.study.id, row.id) for row in contrast.rows)
    for figure in figures:
        if (figure.study.id, figure.row.id) not in used:
            yield figure


def withdrawn_from(evidence: Evidence, rating: Certainty) -> tuple[Study, ...]:
    """Return the retracted studies that a rating was made with."""
    rests_on = {address.partition("#")[0] for address in rating.results}
    return tuple(evidence.studies[name] for name in sorted(rests_on & evidence.retracted_studies))


def _is_harm(evidence: Evidence, chosen: ChosenOutcome, rating: Certainty | None) -> bool:
    """Tell whether an outcome is a harm: by its measures, else by its numbers and notices."""
    names: tuple[str, ...] = rating.measures if rating else ()
    if chosen.measure:
        names = (chosen.measure,)
    domains = {evidence.measures[name].domain for name in names if name in evidence.measures}
    if domains:
        return domains == {SAFETY}
    if rating is None:
        return _is_counted_as_harm(evidence, chosen.label or "")
    not_counted = (row.result for row in rating.not_counted)
    bearing = resolve(evidence, (*rating.results, *rating.background, *not_counted))
    return bool(rating.notices) or any(_is_of_harm(evidence, row) for _, row in bearing)


def _is_counted_as_harm(evidence: Evidence, label: str) -> bool:
    harms = chain.from_iterable(study.harms for study in evidence.studies.values())
    return any(harm.event.casefold() == label.casefold() for harm in harms)


def _is_of_harm(evidence: Evidence, row: Row) -> bool:
    return isinstance(row, Harm) or domain(evidence, row) == SAFETY


def _behind(
    evidence: Evidence, population: str, figures: tuple[ReportedFigure, ...]
) -> Iterator[Behind]:
    """Yield the people behind figures: the row's own population first, then the others."""
    groups: dict[str, list[ReportedFigure]] = {}
    for figure in figures:
        populations = figure.study.populations
        home = population if population in populations else next(iter(populations), "")
        groups.setdefault(home, []).append(figure)
    # The row's own comes first, then those of the vocabulary in its order, then any other.
    order = dict.fromkeys((population, *evidence.populations, *groups))
    for name in order:
        if name in groups:
            behind = _people_behind(evidence, name, groups[name])
            if behind.on_drug.studies or behind.controls.studies or behind.retold:
                yield behind


def _people_behind(
    evidence: Evidence, population: str, figures: Sequence[ReportedFigure]
) -> Behind:
    return Behind(
        population=population,
        on_drug=_count(evidence, figures, lambda drug: is_intervention(evidence, drug)),
        controls=_count(evidence, figures, lambda drug: not is_intervention(evidence, drug)),
        retold=_retold(evidence, figures),
    )


def _count(
    evidence: Evidence, figures: Sequence[ReportedFigure], counts: Callable[[str], bool]
) -> People:
    """Return how many people were in the groups that the figures are about, counted once."""
    sizes: dict[str, dict[str, int | None]] = {}
    for study, row in figures:
        for arm in _groups(study.arms, row):
            if arm.drug is not None and counts(arm.drug) and not is_of_others(study, arm):
                groups = sizes.setdefault(study.id, {})
                groups[arm.id] = _larger(groups.get(arm.id), _size(row, arm))
    together = {
        name: add_groups(evidence.studies[name], groups.values()) for name, groups in sizes.items()
    }
    return count_once(evidence, together)


def _larger(size: int | None, other: int | None) -> int | None:
    if size is None or other is None:
        return size if other is None else other
    return max(size, other)


def _groups(arms: tuple[Arm, ...], row: Row) -> Iterator[Arm]:
    """Yield the groups a row is about; none where it sets a mix of treatments against a group."""
    against = getattr(row, "against", None)
    # A comparison within a mix of treatments says nothing of who was on which drug.
    if against and any(arm.id == row.arm and arm.drug is None for arm in arms):
        return
    for arm in arms:
        if arm.id in {row.arm, against}:
            yield arm


def _size(row: Row, arm: Arm) -> int | None:
    """Return how many people of a group a row is about: its own number, else that of the group."""
    # The number of a comparison is that of both its groups together.
    if row.arm == arm.id and row.total and not getattr(row, "against", None):
        return row.total.value
    # The size of the whole group is not that of a part of it.
    in_part = isinstance(row, Result) and row.subgroup
    return None if in_part else size_of(arm)


def _retold(evidence: Evidence, figures: Sequence[ReportedFigure]) -> int:
    """Return how many published cases the figures retell, one group at a time."""
    groups: dict[tuple[str, str], int] = {}
    for study, row in figures:
        for arm in _groups(study.arms, row):
            if is_of_others(study, arm) and is_intervention(evidence, arm.drug):
                groups[study.id, arm.id] = size_of(arm) or 0
    return sum(groups.values())
