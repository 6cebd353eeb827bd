"""What control groups did that fit a response without one, or are near it; no comparison."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.result import ChangeResult, ContinuousResult, ProportionResult, Result
from generator.model.study import Study
from generator.model.vocabulary import SAFETY, UNLISTED, Measure, Threshold
from generator.statistics.background_prediction import ControlCount, Prediction, predict
from generator.synthesis.arms_of_result import is_compared
from generator.synthesis.candidates import weeks_of
from generator.synthesis.contrast import share
from generator.synthesis.groups import (
    KINDS_OF_EVIDENCE,
    Entry,
    domain,
    domains_in_order,
    of_kind,
    standing,
)
from generator.synthesis.kinship import people_apart
from generator.synthesis.participants import overlaps
from generator.synthesis.selection import is_final
from generator.synthesis.study_design import (
    ONGOING,
    control_arms,
    has_control,
    has_other_groups,
    is_against_the_class,
    went_without,
)

# Harms have their own pages; whether somebody got better is not asked there.
_NO_RESPONSE = frozenset({SAFETY})
# The longer time may be so many times the shorter one. Groups without the drug still change within
# the first weeks, so that week 12 is read beside week 16 and week 24; between a visit after three
# months and one after a year lies the course of the disease itself. The methods page says the same.
MOST_TIMES_AS_LONG = 2


class Asked(NamedTuple):
    """A response without a control group; no result where single patients were followed."""

    study: Study
    measure: str
    result: Result | None


class Beside(NamedTuple):
    """What a control group did, beside a response that has none.

    `people` says who they were where they were other people; `same_time` whether both were measured
    about as long after the start. It fits where neither differs, and is near otherwise.
    """

    asked: Asked
    control: Entry
    people: tuple[str, ...]
    same_time: bool

    @property
    def fits(self) -> bool:
        """Tell whether people, outcome, threshold and time are the same."""
        return self.same_time and not self.people

    @property
    def is_share(self) -> bool:
        """Tell whether people were counted, rather than scored."""
        return isinstance(self.control.result, ProportionResult)

    @property
    def percent(self) -> Decimal | None:
        """Return the share in percent, as printed or else of the count; None for a score."""
        return _percent(self.control.result)


class Expected(NamedTuple):
    """How many of a study's people would have responded without the drug, by fitting controls."""

    entry: Entry
    controls: tuple[Entry, ...]
    counts: tuple[ControlCount, ...]
    prediction: Prediction


class Limits(NamedTuple):
    """Why a response proves little: how many studies compare none with a control, and in which way.

    `historical` of them show people treated earlier or elsewhere, `single` are about one patient,
    `against_the_class` compare with people most of whom took a like drug; `before_after` says that
    changes from the start are among the figures.
    """

    studies: int
    uncontrolled: int
    historical: int
    single: int
    before_after: bool
    against_the_class: int = 0


class Background(NamedTuple):
    """What belongs beside responses without a control group.

    `besides` holds shares before scores, what fits before what is near; `alone` are the studies
    whose responses have no control group, `unknown` those of them that nothing stands beside.
    `elsewhere` says that some study has figures of such people without the drug, fitting or not.
    """

    domains: tuple[str, ...]
    besides: tuple[Beside, ...]
    alone: tuple[Study, ...]
    unknown: tuple[Study, ...]
    thresholds: tuple[tuple[Threshold, tuple[Measure, ...]], ...]
    limits: Limits
    elsewhere: bool = False

    @property
    def controls(self) -> tuple[Entry, ...]:
        """Return each figure of a control group once, in order."""
        numbers = {_number(each.control): each.control for each in self.besides}
        return tuple(numbers.values())

    def beside(self, control: Entry) -> tuple[Beside, ...]:
        """Return every response that a figure of a control group stands beside."""
        number = _number(control)
        return tuple(each for each in self.besides if _number(each.control) == number)


def background_of(
    evidence: Evidence, entries: Iterable[Entry], measures: Iterable[str] = ()
) -> Background | None:
    """Return the background of results; None where every one has a control.

    `measures` are further ones whose thresholds are asked for, results or not.
    """
    responses = [entry for entry in entries if domain(evidence, entry.result) not in _NO_RESPONSE]
    alone = [entry for entry in responses if not has_control(evidence, entry.study)]
    asked = [Asked(study, result.measure, result) for study, result in alone]
    return _background(evidence, asked, responses, measures)


def background_of_study(evidence: Evidence, study: Study) -> Background | None:
    """Return the background of a study, the findings followed in single patients included."""
    responses = [
        Entry(study, result)
        for result in study.results
        if domain(evidence, result) not in _NO_RESPONSE
    ]
    if has_control(evidence, study):
        return None
    asked = [Asked(study, result.measure, result) for _, result in responses]
    # What single patients did is a response too, and needs the same background.
    followed = dict.fromkeys(row.measure for row in study.patients if row.measure)
    asked += (Asked(study, measure, None) for measure in followed)
    return _background(evidence, asked, responses, ())


def _background(
    evidence: Evidence,
    asked: Sequence[Asked],
    responses: Sequence[Entry],
    measures: Iterable[str],
) -> Background | None:
    # A dictionary, not a set: thresholds are shown in the order of the results they belong to.
    names = dict.fromkeys([*(each.measure for each in asked), *measures])
    named = [evidence.measures[name] for name in names if name in evidence.measures]
    domains = {measure.domain for measure in named}
    domains |= {domain(evidence, each.result) for each in asked if each.result}
    if not domains - _NO_RESPONSE:
        return None
    besides = _in_order(chain.from_iterable(_besides(evidence, each) for each in asked))
    has_background = {each.asked.study.id for each in besides}
    alone = {each.study.id: each.study for each in asked}
    return Background(
        domains=domains_in_order(evidence, domains - _NO_RESPONSE),
        besides=besides,
        alone=tuple(alone.values()),
        unknown=tuple(study for name, study in alone.items() if name not in has_background),
        thresholds=_thresholds(named),
        limits=_limits(evidence, responses),
        elsewhere=_known_elsewhere(evidence, alone.values()),
    )


def _known_elsewhere(evidence: Evidence, studies: Iterable[Study]) -> bool:
    """Tell whether the record has a figure of such people without the drug, fitting or not."""
    people = set(chain.from_iterable(study.populations for study in studies))
    return any(
        people.intersection(study.populations) and _has_figure_without(evidence, study)
        for study in standing(evidence, evidence.studies.values())
        if study.evidence in ONGOING
    )


def _has_figure_without(evidence: Evidence, study: Study) -> bool:
    without = {arm.id for arm in study.arms if went_without(evidence, arm)}
    return any(
        result.arm in without and domain(evidence, result) not in _NO_RESPONSE
        for result in study.results
    )


def expected_without_the_drug(evidence: Evidence, background: Background) -> tuple[Expected, ...]:
    """Return for each count with control groups that fit how many would be expected without.

    Control groups that share people count once, the largest study for all.
    """
    by_response: dict[tuple[str, str], list[Beside]] = {}
    for each in background.besides:
        if each.fits and each.asked.result is not None:
            key = (each.asked.study.id, each.asked.result.id)
            by_response.setdefault(key, []).append(each)
    answers = (_expected(evidence, besides) for besides in by_response.values())
    return tuple(answer for answer in answers if answer)


def _expected(evidence: Evidence, besides: Sequence[Beside]) -> Expected | None:
    study, _, result = besides[0].asked
    # Samples or events are no people of whom some would respond.
    counted = None if result is None or result.unit else share(result)
    controls = _of_different_people(evidence, [each.control for each in besides])
    shares = [(control, share(control.result)) for control in controls]
    known = [(control, ControlCount(*counts[:2])) for control, counts in shares if counts]
    if result is None or counted is None or not known:
        return None
    counts = tuple(count for _, count in known)
    prediction = predict(counts, counted.total)
    return Expected(
        Entry(study, result), tuple(control for control, _ in known), counts, prediction
    )


def _of_different_people(evidence: Evidence, controls: Sequence[Entry]) -> list[Entry]:
    """Return the control groups without those whose people stand in an earlier one already."""
    studies = {control.study.id: control.study for control in controls}
    pairs = {frozenset(pair[:2]) for pair in overlaps(evidence, studies.values())}
    chosen: list[Entry] = []
    for control in controls:
        met = (frozenset({control.study.id, other.study.id}) for other in chosen)
        # Two control groups of one study are different people.
        if not any(pair in pairs for pair in met):
            chosen.append(control)
    return chosen


def _besides(evidence: Evidence, asked: Asked) -> Iterator[Beside]:
    """Yield what fits a response or is near it: of each control group the nearest in time."""
    result = asked.result
    # Two unlisted outcomes share this word and no definition: they are not the same measure.
    if asked.measure == UNLISTED or (result is not None and not is_final(result)):
        return
    nearest: dict[tuple[str, str], tuple[Decimal, Beside]] = {}
    for control in _figures_of_controls(evidence, asked.measure):
        people = people_apart(evidence, asked.study, control)
        if people is None or not _same_form(result, control.result):
            continue
        ratio = _times_as_long(result, control.result)
        same_time = ratio is not None and ratio <= MOST_TIMES_AS_LONG
        beside = Beside(asked, control, people, same_time)
        key = (control.study.id, control.result.arm or "")
        distance = Decimal("Infinity") if ratio is None else ratio
        if key not in nearest or distance < nearest[key][0]:
            nearest[key] = (distance, beside)
    yield from (beside for _, beside in nearest.values())


def _figures_of_controls(evidence: Evidence, measure: str) -> Iterator[Entry]:
    """Yield the final figures of control groups on a measure, the largest study first."""
    for study in chain.from_iterable(
        standing(evidence, of_kind(evidence, kind)) for kind in KINDS_OF_EVIDENCE
    ):
        # Only a control such as placebo is background: an active comparator is treatment too.
        controls = control_arms(evidence, study)
        for result in study.results:
            known = result.measure == measure and (_is_share(result) or _is_score(result))
            if known and result.arm in controls and is_final(result) and not result.against:
                yield Entry(study, result)


def _same_form(result: Result | None, control: Result) -> bool:
    """Tell whether both are counts of people, or both the same kind of score in the same unit."""
    if result is None:
        return not isinstance(control, ProportionResult)
    return type(result) is type(control) and result.unit == control.unit


def _times_as_long(result: Result | None, control: Result) -> Decimal | None:
    """Return how many times the shorter time goes into the longer one; None if one is unknown."""
    first, second = weeks_of(result.time if result else None), weeks_of(control.time)
    if not first or not second:
        return None
    return max(first, second) / min(first, second)


def _in_order(besides: Iterable[Beside]) -> tuple[Beside, ...]:
    return tuple(sorted(besides, key=lambda each: (not each.is_share, not each.fits)))


def _number(entry: Entry) -> tuple[str, str]:
    return entry.study.id, entry.result.id


def _is_share(result: Result) -> bool:
    return isinstance(result, ProportionResult) and _percent(result) is not None


def _percent(result: Result) -> Decimal | None:
    if not isinstance(result, ProportionResult):
        return None
    if result.percent is not None and result.percent.exact is not None:
        return result.percent.exact
    counted = share(result)
    return Decimal(100 * counted.events) / counted.total if counted else None


def _is_score(result: Result) -> bool:
    if isinstance(result, ChangeResult):
        return result.change is not None or result.follow_up is not None
    return isinstance(result, ContinuousResult)


def _thresholds(measures: Iterable[Measure]) -> tuple[tuple[Threshold, tuple[Measure, ...]], ...]:
    """Return each threshold once, with every measure it is for; sources that clash stay apart."""
    grouped: dict[tuple[str | None, ...], tuple[Threshold, list[Measure]]] = {}
    for measure in measures:
        for threshold in measure.thresholds:
            key = (
                threshold.label,
                threshold.value,
                threshold.applies_to,
                threshold.url,
                threshold.where,
            )
            grouped.setdefault(key, (threshold, []))[1].append(measure)
    return tuple((threshold, tuple(named)) for threshold, named in grouped.values())


def _limits(evidence: Evidence, entries: Sequence[Entry]) -> Limits:
    """Return what the results cannot show; a retracted study is counted only if it stands alone."""
    retracted = evidence.retracted_studies
    counted = [entry for entry in entries if entry.study.id not in retracted] or entries
    compared = {entry.study.id for entry in counted if is_compared(evidence, *entry)}
    alone = [entry for entry in counted if entry.study.id not in compared]
    everyone = {entry.study.id for entry in counted}
    lacking = {entry.study.id: entry.study for entry in alone}
    return Limits(
        studies=len(everyone),
        uncontrolled=len(lacking),
        historical=sum(has_other_groups(evidence, study) for study in lacking.values()),
        single=sum(study.size is not None and study.size.value == 1 for study in lacking.values()),
        before_after=any(isinstance(entry.result, ChangeResult) for entry in alone),
        against_the_class=sum(is_against_the_class(evidence, study) for study in lacking.values()),
    )
