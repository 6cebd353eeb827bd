"""The IMACS definition of improvement in myositis: counts of core set measures better and worse."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import product

from generator.instruments.myositis.core_set import Measure, ScaleError, known_percents
from generator.instruments.myositis.core_set_change import Change
from generator.instruments.myositis.exact_number import Exact, exact

# Rider LG and others. Arthritis Rheum 2004;50:2281-2290: three of six better by 20 %, no more than
# two worse by 25 %, which cannot be muscle strength.
IMPROVED_FROM = Fraction(20)
WORSENED_FROM = Fraction(25)
MEASURES_IMPROVED = 3
MEASURES_WORSENED = 2
NEVER_WORSE = Measure.STRENGTH


class Verdict(StrEnum):
    """What the measures of one patient come to."""

    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    WORSE = "worse"
    UNDETERMINED = "undetermined"


class Trend(StrEnum):
    """Where one measure went, by the cuts of the definition."""

    BETTER = "better"
    SAME = "neither"
    WORSE = "worse"


# Where a measure may have gone of which nothing is known.
_ANY = frozenset(Trend)


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement:
    """The verdict and what it rests on; `open_measures` are undecided, each with its reason."""

    verdict: Verdict
    possible: tuple[Verdict, ...]
    improved: tuple[Measure, ...]
    worsened: tuple[Measure, ...]
    open_measures: Mapping[Measure, str]


def verdict_of_lists(
    improved: Collection[Measure | str], worsened: Collection[Measure | str]
) -> Verdict:
    """Return the verdict of lists of the measures that reached each cut.

    Improved: at least three measures better, at most two worse, muscle strength not among the
    worse. Worse: not improved, and more than two worse. A measure may stand in both lists, as
    organs of one measure can differ.

    The source of the cuts knows no "worse"; that more than two is worse gives back the verdicts of
    nine published patients (an open pilot study of refractory myositis, Ann Rheum Dis, with a cut
    of 30 %), none of whom has exactly two measures worse: the table cannot tell two from three.

    >>> str(verdict_of_lists(["physician_global", "function", "extramuscular"], ["extramuscular"]))
    'improved'
    """
    better, worse = {Measure(name) for name in improved}, {Measure(name) for name in worsened}
    few_worse = len(worse) <= MEASURES_WORSENED
    if len(better) >= MEASURES_IMPROVED and few_worse and NEVER_WORSE not in worse:
        return Verdict.IMPROVED
    return Verdict.UNCHANGED if few_worse else Verdict.WORSE


def imacs_improvement(
    relative_percents: Mapping[Measure, Exact | None] | Mapping[str, Exact | None],
    *,
    improved_from: Exact = IMPROVED_FROM,
    worsened_from: Exact = WORSENED_FROM,
) -> Improvement:
    """Return the verdict from the improvement of measures in percent of baseline; worse is below 0.

    A measure that is missing may have gone anywhere; where that could change the verdict it is
    undetermined.

    >>> some = {"physician_global": 30, "patient_global": 20, "function": "19.9"}
    >>> str(imacs_improvement(some).verdict)
    'undetermined'
    >>> rest = {"strength": 25, "enzyme_or_quality_of_life": -50, "extramuscular": 0}
    >>> str(imacs_improvement({**some, **rest}).verdict)
    'improved'
    """
    cuts = _cut(improved_from), _cut(worsened_from)
    percents = known_percents(relative_percents)
    trends = dict.fromkeys(Measure, _ANY)
    for measure, percent in percents.items():
        trends[measure] = frozenset({_trend(exact(percent), cuts)})
    missing = [measure for measure in Measure if measure not in percents]
    return _judged(trends, dict.fromkeys(missing, "not known"))


def imacs_of_changes(
    changes: Mapping[Measure, Change],
    *,
    improved_from: Exact = IMPROVED_FROM,
    worsened_from: Exact = WORSENED_FROM,
) -> Improvement:
    """Return the verdict from the changes of one patient.

    A change from a baseline of 0 has no percentage: it went one way, or was none, but its size is
    not known. CMAS is physical function here, beside CHAQ, whatever measure it is listed under;
    where both are known and went different ways, the measure is open. DAS and CHQ stand for no
    measure of the IMACS core set (remembered, not seen in a source): their measure is missing.
    """
    cuts = _cut(improved_from), _cut(worsened_from)
    trends, reasons = {}, {}
    for measure in Measure:
        several = [
            change for change in changes.values() if change.instrument.measure_in_imacs is measure
        ]
        ways = [_trends_of(change, cuts) for change in several]
        trends[measure] = frozenset().union(*ways) if ways else _ANY
        if len(trends[measure]) > 1:
            reasons[measure] = _why_open(several, changes.get(measure))
    return _judged(trends, reasons)


def _cut(value: Exact) -> Fraction:
    cut = exact(value)
    if cut <= 0:
        raise ScaleError(f"has a cut of {value} %", "more than 0", "Give the cut without a sign.")
    return cut


def _trend(percent: Fraction, cuts: tuple[Fraction, Fraction]) -> Trend:
    improved_from, worsened_from = cuts
    if percent >= improved_from:
        return Trend.BETTER
    return Trend.WORSE if percent <= -worsened_from else Trend.SAME


def _trends_of(change: Change, cuts: tuple[Fraction, Fraction]) -> frozenset[Trend]:
    """Return every way a measure may have gone."""
    if not change.instrument.in_imacs:
        return _ANY
    if change.relative_percent is not None:
        return frozenset({_trend(change.relative_percent, cuts)})
    if change.improvement is None:
        return _ANY
    # From a baseline of 0 the direction is known, but not by how many percent.
    if change.improvement == 0:
        return frozenset({Trend.SAME})
    return frozenset({Trend.SAME, Trend.BETTER if change.improvement > 0 else Trend.WORSE})


def _why_open(several: Sequence[Change], listed: Change | None) -> str:
    """Return why a measure is open, for which several changes stand, or one listed under it."""
    if len(several) > 1:
        names = " and ".join(change.instrument.label for change in several)
        return f"{names} both stand for it, and do not lead to one answer"
    if not several and listed is None:
        return "not known"
    if not several and listed is not None:
        return f"{listed.instrument.label} is physical function in the IMACS core set"
    change = several[0]
    if not change.instrument.in_imacs:
        return f"{change.instrument.label} does not stand for it in the IMACS core set"
    if change.improvement is not None:
        return "its baseline is 0, from which no percentage can be formed"
    return "its percent of the baseline is not known"


def _judged(
    trends: Mapping[Measure, frozenset[Trend]], reasons: Mapping[Measure, str]
) -> Improvement:
    reached = set(_verdicts(trends))
    possible = tuple(verdict for verdict in Verdict if verdict in reached)
    return Improvement(
        verdict=possible[0] if len(possible) == 1 else Verdict.UNDETERMINED,
        possible=possible,
        improved=_only(trends, Trend.BETTER),
        worsened=_only(trends, Trend.WORSE),
        open_measures=reasons,
    )


def _verdicts(trends: Mapping[Measure, frozenset[Trend]]) -> Iterator[Verdict]:
    """Yield the verdict of every way the measures may have gone together: at most 3 to the 6th."""
    for ways in product(*trends.values()):
        certain = {measure: frozenset({way}) for measure, way in zip(trends, ways, strict=True)}
        yield verdict_of_lists(_only(certain, Trend.BETTER), _only(certain, Trend.WORSE))


def _only(trends: Mapping[Measure, frozenset[Trend]], trend: Trend) -> tuple[Measure, ...]:
    """Return the measures that can only have gone one way."""
    return tuple(measure for measure, ways in trends.items() if ways == {trend})
