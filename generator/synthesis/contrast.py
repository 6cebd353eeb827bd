"""A drug beside its control: figures of a study paired by outcome and time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from generator.model.effect import WINS
from generator.model.evidence import Evidence
from generator.model.number import WorkedOutCount
from generator.model.result import ComparisonResult, ProportionResult, Result, with_unit
from generator.model.study import Arm, Harm, Study
from generator.model.vocabulary import SAFETY, UNLISTED
from generator.statistics.percentage import counts_that_fit
from generator.synthesis.groups import domain
from generator.synthesis.interventions import is_intervention
from generator.synthesis.participants import must_share_people, size_of
from generator.synthesis.study_design import compares_groups, took_the_class

Row = Result | Harm
# Sources put the categories either way round, and an effect of another name says nothing of it.
_SIDE_NOT_KNOWN = frozenset({"common-odds-ratio", "other"})
_TIME_TO_EVENT = "time-to-event"


class ReportedFigure(NamedTuple):
    """A number by its permanent address: the study and the row."""

    study: Study
    row: Row

    @property
    def arm(self) -> Arm | None:
        """Return the group the figure is about."""
        return self.study.arm(self.row.arm) if self.row.arm else None


class Share(NamedTuple):
    """How many of how many; `derived` where the count was worked out from a printed percentage."""

    events: int
    total: int
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Contrast:
    """People on a drug beside a control group of the same study, on one outcome at one time.

    `drug` and `control` are the figures of the two groups, `estimates` the study's own comparisons
    of them.
    """

    study: Study
    arm: Arm
    against: Arm
    drug: Row | None
    control: Row | None
    estimates: tuple[Result, ...]
    concurrent: bool

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return every row the contrast is made of."""
        return (*(row for row in (self.drug, self.control) if row is not None), *self.estimates)

    @property
    def sets_people_apart(self) -> bool:
        """Tell whether the two figures are of different people who were assigned one by one."""
        figures = [row for row in (self.drug, self.control) if isinstance(row, Result)]
        first_period = bool(figures) and all(row.crossover == "first-period" for row in figures)
        one_by_one = self.study.clusters is None and (first_period or not self.study.crossover)
        return one_by_one and not self.groups_share_people

    @property
    def groups_share_people(self) -> bool:
        """Tell whether the groups hold more people than the study, so that some are in both."""
        pairs = ((self.drug, self.arm), (self.control, self.against))
        sizes = [row.total.value if row and row.total else size_of(arm) for row, arm in pairs]
        known = [size for size in sizes if size is not None]
        return self.concurrent and len(known) == len(pairs) and must_share_people(self.study, known)

    @property
    def shares(self) -> tuple[Share, Share] | None:
        """Return how many of how many in both groups, where both can be said.

        None where both groups hold the same people, or people of clusters: what is made of two
        counts takes them for different people assigned one by one.
        """
        if not self.sets_people_apart:
            return None
        drug, control = share(self.drug), share(self.control)
        return (drug, control) if drug and control else None


def share(row: Row | None) -> Share | None:
    """Return how many people of how many; a missing count only if the percentage fits one alone."""
    if not isinstance(row, ProportionResult | Harm) or row.total is None or not row.total.value:
        return None
    # Published cases are not all who were treated, and are no share of them.
    if row.collected:
        return None
    # Events can happen twice to one person, and are no share of people.
    if isinstance(row, Harm) and row.counted != "participants":
        return None
    total = row.total.value
    if row.events is not None:
        derived = isinstance(row.events, WorkedOutCount) or isinstance(row.total, WorkedOutCount)
        return Share(row.events.value, total, derived) if row.events.value <= total else None
    if row.percent is None or row.percent.exact is None:
        return None
    counts = counts_that_fit(total, row.percent.exact)
    # Of 300 people, 50 % may be 149, 150 or 151: then nobody knows.
    return Share(counts[0], total, derived=True) if len(counts) == 1 else None


def sides_of_unpublished_size(contrast: Contrast) -> frozenset[str]:
    """Return which of the two groups, `drug` and `control`, are of a size nobody can say."""
    sides = {
        "drug": (contrast.drug, contrast.arm),
        "control": (contrast.control, contrast.against),
    }
    return frozenset(
        side
        for side, (row, arm) in sides.items()
        if (row is None or row.total is None) and size_of(arm) is None
    )


def contrasts(evidence: Evidence, figures: Iterable[ReportedFigure]) -> tuple[Contrast, ...]:
    """Return every pair of a group on a drug of the topic and one that is not, study by study."""
    by_study: dict[str, list[ReportedFigure]] = {}
    for figure in figures:
        by_study.setdefault(figure.study.id, []).append(figure)
    pairs = (_of_study(evidence, of_study) for of_study in by_study.values())
    return tuple(chain.from_iterable(pairs))


def outcome_key(study: Study, row: Row) -> str:
    """Return what is compared: the measure, or the words of the source.

    A harm joins the measure that a result of the same name has.
    """
    if isinstance(row, Harm):
        name = row.event.casefold()
        same = (result for result in study.results if result.reported_as.casefold() == name)
        result = next(same, None)
        return outcome_key(study, result) if result else name
    return row.reported_as.casefold() if row.measure == UNLISTED else row.measure


def lower_is_better(evidence: Evidence, row: Row) -> bool | None:
    """Tell whether less of it is good for people; None where the vocabulary does not say."""
    if isinstance(row, Harm):
        return True
    measure = evidence.measures.get(row.measure)
    if measure and measure.better:
        return measure.better == "lower"
    return True if domain(evidence, row) == SAFETY else None


def lower_effect_is_better(evidence: Evidence, row: Row) -> bool | None:
    """Tell whether a lower effect of the drug is good for people; None where nobody says.

    More wins are good whatever was measured. A higher hazard is of an event that comes sooner, so
    that it is good where a short time to it is. Of a measure of which more is good, such as
    survival, a hazard may count the good event or its opposite.
    """
    effect = row.effect if isinstance(row, ComparisonResult) else None
    if effect in WINS:
        return False
    lower = None if effect in _SIDE_NOT_KNOWN else lower_is_better(evidence, row)
    if effect != "hazard-ratio" or lower is None:
        return lower
    if is_time_to_event(evidence, row):
        return not lower
    return lower or None


def is_time_to_event(evidence: Evidence, row: Row) -> bool:
    """Tell whether a row is of a measure that says how long it took until something happened."""
    measure = evidence.measures.get(row.measure) if isinstance(row, Result) else None
    return measure is not None and measure.kind == _TIME_TO_EVENT


def _of_study(evidence: Evidence, figures: list[ReportedFigure]) -> Iterator[Contrast]:
    study = figures[0].study
    rows = [figure.row for figure in figures]
    estimates = [row for row in rows if isinstance(row, Result) and row.against]
    sides: dict[_Pair, tuple[Row | None, Row | None]] = {}
    for drug, control in _paired(evidence, [row for row in rows if row not in estimates], study):
        pair = _Pair(str(drug.arm), str(control.arm), *_outcome_and_time(study, drug))
        # Several figures for one pair are one comparison: the first of the record stands for it.
        sides.setdefault(pair, (drug, control))
    compared: dict[_Pair, list[Result]] = {pair: [] for pair in sides}
    for row in estimates:
        pair = _Pair(str(row.arm), str(row.against), *_outcome_and_time(study, row))
        compared.setdefault(pair, []).append(row)
    concurrent = compares_groups(evidence, study)
    for pair, comparisons in compared.items():
        arms = study.arm(pair.arm), study.arm(pair.against)
        both = sides.get(pair, (None, None))
        fair = concurrent and not took_the_class(evidence, arms[1])
        yield Contrast(study, *arms, *both, tuple(comparisons), fair)


class _Pair(NamedTuple):
    arm: str
    against: str
    outcome: str
    time: str


def _outcome_and_time(study: Study, row: Row) -> tuple[str, str]:
    return outcome_key(study, row), _time(row)


def _paired(evidence: Evidence, rows: list[Row], study: Study) -> Iterator[tuple[Row, Row]]:
    """Yield each row on a drug of the topic with each row on another, of one outcome and time."""
    # A group that is no treatment, such as one by age, has no drug and is in no pair.
    drugs = {arm.id: arm.drug for arm in study.arms if arm.drug}
    known = [row for row in rows if (row.arm or "") in drugs]
    treated = [row for row in known if is_intervention(evidence, drugs[row.arm or ""])]
    for drug in treated:
        asked = _outcome_and_time(study, drug)
        for control in known:
            if control not in treated and _outcome_and_time(study, control) == asked:
                yield drug, control


def _time(row: Row) -> str:
    """Return after how long something was measured; words alone tell no times apart."""
    time = getattr(row, "time", None)
    return with_unit(time.value, time.unit) if time and time.value else ""
