"""Figures of trials beside each other: effects, rates, margins, and the parts of a group."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from generator.audit.check import in_each_study, value_check
from generator.audit.figures import subject_of
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.effect import WINS
from generator.model.evidence import Evidence
from generator.model.number import Number
from generator.model.person_time import PersonTime, read_per, read_unit
from generator.model.result import ComparisonResult, Margin, RateResult, Result
from generator.model.study import Study
from generator.statistics.printed import Span, span

# Rates from a model, or of the time to a first event, differ a little from events by time.
_BY_MODEL = Fraction(15, 100)
# The largest difference of two shares, and of wins, as a share and in a hundred.
_WHOLE, _HUNDRED = 1, 100
_BOUNDED = frozenset({"risk-difference", "net-benefit"})
# Which way round categories and effects of other names are counted is not said.
_SIDE_NOT_KNOWN = frozenset({"common-odds-ratio", "other"})


@value_check(
    "W446",
    "effect-within-scale",
    "An effect lies outside its scale",
    checked="Effect against the ends of its scale",
    why="A ratio is above 0, and a difference of two shares at most the whole.",
    method="Cochrane Handbook, sections 6.4.1 and 6.7.1",
    reads=("effect", "value", "ci_low", "ci_high", "unit"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
@in_each_study
def effect_within_scale(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether each effect, with its limits, is one that its measure can have."""
    for place, result in enumerate(study.results):
        if not isinstance(result, ComparisonResult) or result.scale is None:
            continue
        figures = [number for number in (result.value, result.ci_low, result.ci_high) if number]
        if not figures:
            continue
        subject = subject_of(study, "results", place, result)
        words = f"has {', '.join(map(str, figures))} as {result.effect_words}"
        if result.is_ratio:
            fits = all(span(number.value).high > 0 for number in figures)
            yield subject.agrees_or_not(words, "a ratio above 0", fits=fits)
        elif result.effect in _BOUNDED:
            # Without a unit nobody knows whether a share or a percentage is printed.
            most = _HUNDRED if result.effect == "risk-difference" or result.unit else _WHOLE
            fits = all(abs(number.value) <= most for number in figures)
            yield subject.agrees_or_not(words, f"a difference of at most {most}", fits=fits)


@value_check(
    "W447",
    "rate-of-events",
    "A rate is not that of its events and time",
    checked="Rate against its events and time",
    why="Events by person-time leave only one rate.",
    method="Cochrane Handbook, section 6.7.1",
    reads=("events", "person_time", "person_time_unit", "value", "unit"),
    answers=(Ruling.AGREES, Ruling.AGREES_IF, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def rate_of_events(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether each printed rate is its events by its person-time, within their rounding."""
    for place, result in enumerate(study.results):
        if isinstance(result, RateResult) and result.value is not None:
            yield _rate(subject_of(study, "results", place, result, "value"), result, result.value)


def _rate(subject: Subject, result: RateResult, printed: Number) -> Verdict:
    unit, per = read_unit(result.person_time_unit), read_per(result.unit)
    if result.events is None or result.person_time is None:
        return subject.not_testable("events or person-time are not printed")
    time = span(result.person_time.value)
    if unit is None or per is None or time.low <= 0:
        return subject.not_testable("the units of rate and person-time are not read")
    implied = _implied(result.events.value, time, unit, per)
    words = f"is {printed} {result.unit}: {result.events} in {_time(result)}"
    near, middle = span(printed.value), float(implied.low + implied.high) / 2
    if near.meets(implied):
        return subject.agrees(words)
    room = _BY_MODEL * implied.high
    if near.meets(Span(implied.low - room, implied.high + room)):
        return subject.agrees_if(f"{words}: agrees if it comes from a model, or from other time")
    return subject.cannot_be(words, f"about {middle:.3g}")


def _time(result: RateResult) -> str:
    return f"{result.person_time} {result.person_time_unit}"


def _implied(events: int, time: Span, unit: PersonTime, per: PersonTime) -> Span:
    """Return the rates that events in a printed time stand for, in the unit of the rate."""
    times = Fraction(per.many) * Fraction(1)
    if unit.unit != per.unit:
        times = Fraction(per.years) / Fraction(PersonTime(1, unit.unit).years)
    counted = Fraction(events) * times / Fraction(unit.many)
    return Span(counted / time.high, counted / time.low)


@value_check(
    "W448",
    "margin-on-its-side",
    "A margin lies on the wrong side",
    checked="Side of a margin",
    why="A margin of non-inferiority says how much worse may still be called no worse.",
    method="Piaggio G and others. JAMA 2012;308:2594-2604 (CONSORT, non-inferiority)",
    reads=("margin", "kind", "other_value", "effect", "measure", "better"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def margin_on_its_side(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether each margin lies on the side that is worse for people in the first group."""
    for place, result in enumerate(study.results):
        if isinstance(result, ComparisonResult) and result.margin:
            subject = subject_of(study, "results", place, result, "margin")
            yield _margin(evidence, subject, result, result.margin)


def _margin(
    evidence: Evidence, subject: Subject, result: ComparisonResult, margin: Margin
) -> Verdict:
    null, value = result.null, margin.value.value
    words = f"is {margin.value} for {result.effect_words}"
    if null is None:
        return subject.not_testable("is of an effect without a scale")
    if result.is_ratio and value <= 0:
        return subject.cannot_be(words, "a ratio above 0")
    if value == null:
        return subject.cannot_be(words, f"a margin beside {null}, which says no difference")
    if margin.kind == "equivalence":
        return _two_limits(subject, words, null, margin)
    measure = evidence.measures.get(result.measure)
    better = measure.better if measure else None
    if not _side_is_known(result, better):
        return subject.not_testable(f"{words}; which side is worse is not known")
    worse_is_more = better == "lower" and result.effect not in WINS
    side = f"a margin {'above' if worse_is_more else 'below'} {null}, on the side that is worse"
    return subject.agrees_or_not(words, side, fits=(value > null) == worse_is_more)


def _side_is_known(result: ComparisonResult, better: str | None) -> bool:
    if result.effect in _SIDE_NOT_KNOWN:
        return False
    # A hazard ratio on something good may count the good event or its opposite.
    if result.effect == "hazard-ratio":
        return better == "lower"
    return better is not None or result.effect in WINS


def _two_limits(subject: Subject, seen: str, null: int, margin: Margin) -> Verdict:
    if margin.other_value is None:
        return subject.agrees(f"{seen}, and its mirror image")
    other = margin.other_value.value
    fits = (other > null) != (margin.value.value > null) and other != null
    both = f"{seen} and {margin.other_value}"
    return subject.agrees_or_not(both, f"two limits with {null} between them", fits=fits)


@value_check(
    "W449",
    "parts-beside-each-other",
    "A part of a group stands alone",
    checked="Parts of a group and the part beside them",
    why="The effect in one part is read as its own only beside that in the others.",
    method="Sun X and others. JAMA 2014;311:405-411",
    reads=("subgroup", "subgroup_by", "arm", "against"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
@in_each_study
def parts_beside_each_other(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether a comparison of a part has that of another part beside it."""
    parts = Counter(_whole(result) for result in study.results if result.subgroup_by)
    for place, result in enumerate(study.results):
        if not isinstance(result, ComparisonResult) or not result.subgroup_by:
            continue
        subject = subject_of(study, "results", place, result, "subgroup")
        beside = parts[_whole(result)] - 1
        if beside:
            yield subject.agrees(
                f"is {result.subgroup!r}, with {beside} more by {result.subgroup_by}"
            )
        else:
            yield subject.to_read(
                f"is {result.subgroup!r}, and no other part by {result.subgroup_by} is recorded",
                "the effect in each part that the source compares",
                "Record the other parts too; where the source prints none, say so in a note.",
            )


@value_check(
    "W456",
    "clusters-can-be",
    "Clusters or their correlation cannot be",
    checked="Clusters and their correlation",
    why="The design effect, and with it every interval of the trial, rests on them.",
    method="Cochrane Handbook, section 23.1.4",
    reads=("clusters", "icc", "number", "enrolled", "treated", "analysed"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def clusters_can_be(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether clusters are fewer than their people, and their correlation at most 1."""
    clusters = study.clusters
    if clusters is None:
        return
    subject, people = Subject(study, "clusters"), study.size
    words = f"are {clusters.number} of {people or 'an unknown number of'} people"
    if people and clusters.number.value > people.value:
        yield subject.cannot_be(words, "at most as many as there are people")
    elif clusters.icc is None:
        yield subject.not_testable(f"{words}; how alike people of one are is not printed")
    else:
        fits = abs(clusters.icc.value) <= _WHOLE
        seen = f"{words}, ICC {clusters.icc}"
        yield subject.agrees_or_not(seen, "an ICC of at most 1", fits=fits)


def _whole(result: Result) -> tuple[str | None, ...]:
    """Return what parts share that are compared with each other."""
    effect = getattr(result, "effect", None)
    time = str(result.time or "")
    asked = (result.measure, result.reported_as, time, result.arm, result.against)
    return (*asked, result.kind, effect, result.subgroup_by)
