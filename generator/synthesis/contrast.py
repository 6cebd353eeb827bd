"""A drug beside its control: figures of a study paired by outcome and time, and what pairs say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.number import Number
from generator.model.result import (
    ComparisonResult,
    NarrativeResult,
    ProportionResult,
    Result,
    with_unit,
)
from generator.model.study import Arm, Harm, Study
from generator.model.vocabulary import SAFETY, UNLISTED
from generator.statistics.difference import difference_interval
from generator.statistics.percentage import counts_that_fit
from generator.statistics.proportion import Interval
from generator.synthesis.groups import domain
from generator.synthesis.interventions import is_intervention
from generator.synthesis.study_design import has_control

Row = Result | Harm
# The value of an effect measure at which the drug does nothing.
_NO_EFFECT = {
    "risk-ratio": 1,
    "odds-ratio": 1,
    "hazard-ratio": 1,
    "risk-difference": 0,
    "mean-difference": 0,
}
# The level at which papers of this field call a difference significant.
_SIGNIFICANT = Decimal("0.05")


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


class Said(StrEnum):
    """What a comparison says of the people on the drug, seen from what is good for them."""

    BETTER = "better"
    WORSE = "worse"
    NO_CLEAR_DIFFERENCE = "no clear difference"
    UNTOLD = "not told"


class Basis(StrEnum):
    """On what a comparison rests, the firmest first."""

    INTERVAL = "the interval of the source's estimate"
    P_VALUE = "the p value of the source"
    COUNTS = "the interval of the difference of the two shares, computed, not adjusted"
    WORDS = "the words of the source"
    NOTHING = "nothing that tells a difference from chance"


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
    def shares(self) -> tuple[Share, Share] | None:
        """Return how many of how many in both groups, where both can be said."""
        drug, control = share(self.drug), share(self.control)
        return (drug, control) if drug and control else None


class Verdict(NamedTuple):
    """What a contrast says, and on what that rests."""

    said: Said
    basis: Basis


def share(row: Row | None) -> Share | None:
    """Return how many people of how many; a missing count only if the percentage fits one alone."""
    if not isinstance(row, ProportionResult | Harm) or row.total is None or not row.total.value:
        return None
    # Events can happen twice to one person, and are no share of people.
    if isinstance(row, Harm) and row.counted != "participants":
        return None
    total = row.total.value
    if row.events is not None:
        return Share(row.events.value, total) if row.events.value <= total else None
    if row.percent is None or row.percent.exact is None:
        return None
    counts = counts_that_fit(total, row.percent.exact)
    # Of 300 people, 50 % may be 149, 150 or 151: then nobody knows.
    return Share(counts[0], total, derived=True) if len(counts) == 1 else None


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


def judge(evidence: Evidence, contrast: Contrast) -> Verdict:
    """Return what a contrast says: by the source's interval, else its p value, counts or words.

    What a source tested goes before what is computed here from its counts alone, which adjusts for
    nothing.
    """
    verdicts = (
        (_by_interval(evidence, contrast), Basis.INTERVAL),
        (_by_p_value(evidence, contrast), Basis.P_VALUE),
        (_by_counts(evidence, contrast), Basis.COUNTS),
        (_by_words(contrast), Basis.WORDS),
    )
    for said, basis in verdicts:
        if said:
            return Verdict(said, basis)
    return Verdict(Said.UNTOLD, Basis.NOTHING)


def said_by_interval(low: float, high: float, no_effect: float, *, lower_is_good: bool) -> Said:
    """Return what an interval says: an interval that holds no effect shows no clear difference."""
    if low <= no_effect <= high:
        return Said.NO_CLEAR_DIFFERENCE
    return Said.BETTER if (high < no_effect) == lower_is_good else Said.WORSE


def estimate_said(evidence: Evidence, row: Result) -> Said | None:
    """Return what a study's own estimate says by its interval.

    A hazard ratio on a measure of which more is good does not say whether good or bad events were
    counted: None.
    """
    if not isinstance(row, ComparisonResult) or row.effect not in _NO_EFFECT:
        return None
    if row.ci_low is None or row.ci_high is None:
        return None
    lower = lower_is_better(evidence, row)
    # A hazard ratio on something good may count the good event or its opposite.
    if lower is None or (row.effect == "hazard-ratio" and not lower):
        return None
    low, high = row.ci_low.exact, row.ci_high.exact
    if low is None or high is None:
        return None
    return said_by_interval(float(low), float(high), _NO_EFFECT[row.effect], lower_is_good=lower)


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
    concurrent = has_control(evidence, study)
    for pair, comparisons in compared.items():
        arms = study.arm(pair.arm), study.arm(pair.against)
        both = sides.get(pair, (None, None))
        yield Contrast(study, *arms, *both, tuple(comparisons), concurrent)


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


def _by_interval(evidence: Evidence, contrast: Contrast) -> Said | None:
    verdicts = (estimate_said(evidence, row) for row in contrast.estimates)
    return next(filter(None, verdicts), None)


def _by_counts(evidence: Evidence, contrast: Contrast) -> Said | None:
    lower = lower_is_better(evidence, contrast.rows[0])
    if contrast.shares is None or lower is None:
        return None
    interval = difference(contrast.shares)
    return said_by_interval(interval.low, interval.high, 0, lower_is_good=lower)


def difference(shares: tuple[Share, Share]) -> Interval:
    """Return the interval of the difference of two shares, first less second."""
    drug, control = shares
    return difference_interval(drug.events, drug.total, control.events, control.total)


def _by_p_value(evidence: Evidence, contrast: Contrast) -> Said | None:
    tested = next((row for row in contrast.estimates if row.p is not None), None)
    # A p value names no side: the percentages of the two groups have to show which it favours.
    drug, control = (_percent(row) for row in (contrast.drug, contrast.control))
    lower = lower_is_better(evidence, contrast.rows[0])
    if tested is None or tested.p is None or lower is None or drug is None or control is None:
        return None
    significant = _is_significant(tested.p)
    if significant is None:
        return None
    if not significant:
        return Said.NO_CLEAR_DIFFERENCE
    # Percentages that are printed alike name no side that the test could favour.
    if drug == control:
        return None
    return Said.BETTER if (drug < control) == lower else Said.WORSE


def _is_significant(p: Number) -> bool | None:
    """Tell whether a p value lies below 0.05; None where its bound leaves that open.

    `<0.05` lies below and `>0.05` does not; of `<0.1` and `>0.001` nobody can say.
    """
    if p.relation == "=":
        return p.value < _SIGNIFICANT
    if p.relation == "<":
        return True if p.value <= _SIGNIFICANT else None
    # With `<=0.05` the p may be 0.05 itself, which does not lie below.
    if p.relation == "<=":
        return True if p.value < _SIGNIFICANT else None
    return False if p.value >= _SIGNIFICANT else None


def _percent(row: Row | None) -> float | None:
    """Return the share of people as a percentage: as printed, else from the counts."""
    printed = getattr(row, "percent", None)
    if printed is not None and printed.exact is not None:
        return float(printed.exact)
    counted = share(row)
    return 100 * counted.events / counted.total if counted else None


_OF_WORDS = {
    "better": Said.BETTER,
    "worse": Said.WORSE,
    "unchanged": Said.NO_CLEAR_DIFFERENCE,
}


def _by_words(contrast: Contrast) -> Said | None:
    told = (row.direction for row in contrast.estimates if isinstance(row, NarrativeResult))
    return next((_OF_WORDS[word] for word in told if word in _OF_WORDS), None)
