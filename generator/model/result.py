"""What a study says: the seven kinds of result, and the figures they are made of."""

from typing import Annotated, Literal

from generator.model.effect import EFFECTS, NO_DIFFERENCE, Effect, EffectScale
from generator.model.meaning import means
from generator.model.number import Count, Number
from generator.model.record import record
from generator.model.shared_fields import (
    ArmId,
    Collected,
    Deviation,
    Events,
    HighestValue,
    IntervalKind,
    LowerLimit,
    LowerQuartile,
    LowestValue,
    Mean,
    MeasureId,
    Median,
    Note,
    Percent,
    PlaceOnPage,
    PrintedUnit,
    PValue,
    SourceId,
    UpperLimit,
    UpperQuartile,
)
from generator.model.text import Slug

Role = Literal["primary", "secondary", "other"]
Direction = Literal["better", "worse", "unchanged", "mixed", "unclear"]
Crossover = Literal["paired", "first-period", "unpaired"]
MarginKind = Literal["non-inferiority", "equivalence"]


def with_unit(value: Number, unit: str | None) -> str:
    """Return a number with its unit, as in `12 weeks`, whether the file says week or weeks."""
    # Only units of time are bent to the number; every other stays as it is printed.
    if unit and f"{unit.removesuffix('s')}s" in _TIMES:
        unit = unit.removesuffix("s") if value.text == "1" else f"{unit.removesuffix('s')}s"
    return f"{value} {unit}" if unit else value.text


_TIMES = frozenset({"hours", "days", "weeks", "months", "years"})


@record
class TimePoint:
    """When an outcome was measured: a length of time since the start, or words."""

    value: Annotated[
        Number | None, means("length of time since the start, as printed, in `unit`", "12")
    ] = None
    unit: Annotated[str | None, means("unit of time", "weeks", "months")] = None
    label: Annotated[
        str | None, means("words of the source, alone or beside the length", "last follow-up")
    ] = None

    def __str__(self) -> str:
        """Return the time point as a reader says it."""
        length = with_unit(self.value, self.unit) if self.value else ""
        if length and self.label:
            return f"{length} ({self.label})"
        return length or self.label or ""


@record
class Summary:
    """The figures by which a source sums up one measure at one time, as far as printed.

    `value` is a figure whose statistic the source does not name, `spread` a bracket it does not
    name.
    """

    mean: Mean | None = None
    sd: Deviation | None = None
    se: Annotated[Number | None, means("standard error of the mean, as printed", "1.7")] = None
    median: Median | None = None
    q1: LowerQuartile | None = None
    q3: UpperQuartile | None = None
    min: LowestValue | None = None
    max: HighestValue | None = None
    interval_low: Annotated[
        Number | None, means("lower limit of an interval, as printed", "6.1")
    ] = None
    interval_high: Annotated[
        Number | None, means("upper limit of an interval, as printed", "12.9")
    ] = None
    interval_kind: Annotated[str | None, means("what the interval is", "95% CI", "not stated")] = (
        None
    )
    value: Annotated[
        Number | None, means("figure whose statistic the source does not name", "12")
    ] = None
    spread: Annotated[
        Number | None, means("figure in a bracket that the source does not name", "4.1")
    ] = None
    spread_kind: Annotated[
        str | None, means("how the bracket is printed", "± without explanation")
    ] = None
    percent: Annotated[Number | None, means("percentage, as printed, without the sign", "-40")] = (
        None
    )

    @property
    def centre(self) -> Number | None:
        """Return the figure in the middle: mean, median, unnamed value or else percentage."""
        # A statistic that the source names goes before one that it leaves unnamed.
        return self.mean or self.median or self.value or self.percent


@record
class Result:
    """What every result has, of whatever kind; its address is `<study>#<id>` for good."""

    id: Annotated[
        Slug,
        means(
            "id of the result, permanent: the address of this number is <study>#<id>",
            "fever-free-4w",
        ),
    ]
    measure: MeasureId
    reported_as: Annotated[str, means("the outcome as the source names it, in our words")]
    role: Annotated[
        Role, means("whether it was a primary, a secondary or another outcome of the study")
    ]
    source: SourceId
    where: PlaceOnPage
    kind: Annotated[str, means("kind of result: it decides which other keys the result may have")]
    domain: Annotated[
        str | None,
        means("domain of outcome; needed where `measure` is `unlisted`", "fever", "safety"),
    ] = None
    arm: ArmId | None = None
    against: Annotated[
        str | None,
        means("id of the group it is compared with; it stands under `arms` of the study"),
    ] = None
    time: Annotated[TimePoint | None, means("when it was measured, counted from the start")] = None
    interim: Annotated[
        bool,
        means(
            "true for a figure that a later report of the same people superseded; never "
            "counted twice"
        ),
    ] = False
    subgroup: Annotated[
        str | None,
        means(
            "the part of the group, or wider mix, it is about; such a result is not put "
            "beside whole groups"
        ),
    ] = None
    subgroup_by: Annotated[
        str | None,
        means(
            "what the parts are parts by, in the same words for each part: results of the parts"
            " are shown beside each other",
            "age",
        ),
    ] = None
    same_as: Annotated[
        str | None,
        means("id of the result of the study that is the same figure read on another page"),
    ] = None
    crossover: Annotated[
        Crossover | None,
        means(
            "of a crossover trial: whether people are set beside themselves (paired), in the first"
            " period alone, or as if groups were other people (unpaired)"
        ),
    ] = None
    collected: Collected = False
    unit: PrintedUnit | None = None
    total: Annotated[
        Count | None,
        means("people (or samples) the figure is about, as printed: a whole number", "10"),
    ] = None
    p: PValue | None = None
    note: Note | None = None


@record
class ProportionResult(Result):
    """How many of how many; the percentage is kept as printed, if it was."""

    events: Events | None = None
    percent: Percent | None = None
    ci_low: LowerLimit | None = None
    ci_high: UpperLimit | None = None
    interval_kind: IntervalKind | None = None


@record
class ContinuousResult(Result):
    """A measure at one time."""

    follow_up: Annotated[Summary, means("the measure at the time of the result")]
    baseline: Annotated[Summary | None, means("the measure at the start")] = None
    change: Annotated[
        Summary | None, means("the change from the start, where the source prints it")
    ] = None


@record
class ChangeResult(Result):
    """A measure before and after, or the change itself."""

    baseline: Annotated[Summary | None, means("the measure at the start")] = None
    follow_up: Annotated[Summary | None, means("the measure at the time of the result")] = None
    change: Annotated[Summary | None, means("the change itself, where the source prints it")] = None


@record
class Margin:
    """Up to where a difference was held to be small enough, as a trial fixed it beforehand."""

    kind: Annotated[
        MarginKind,
        means("non-inferiority has one limit on the side that is worse, equivalence has two"),
    ]
    value: Annotated[
        Number,
        means("the limit, as printed, in the direction and unit of the effect", "1.3"),
    ]
    other_value: Annotated[
        Number | None,
        means(
            "other limit of equivalence, where it is not the mirror image: the negative, of a"
            " ratio the reciprocal",
            "0.8",
        ),
    ] = None
    source: SourceId | None = None
    where: PlaceOnPage | None = None
    note: Note | None = None


@record
class ComparisonResult(Result):
    """One arm against another: the kind of effect measure, its estimate and its interval."""

    against: Annotated[
        str, means("id of the group it is compared with; it stands under `arms` of the study")
    ]
    effect: Annotated[
        Effect,
        means(
            "kind of effect measure; p-only where nothing but a p value is printed; other, with"
            " its name and scale, where none fits"
        ),
    ]
    effect_name: Annotated[
        str | None, means("name of the effect measure, where `effect` is other", "ratio of medians")
    ] = None
    effect_scale: Annotated[
        EffectScale | None,
        means(
            "scale of the effect measure, where `effect` is other: a ratio says no difference at"
            " 1, a difference at 0"
        ),
    ] = None
    value: Annotated[Number | None, means("the effect, as printed", "2.49")] = None
    ci_low: LowerLimit | None = None
    ci_high: UpperLimit | None = None
    interval_kind: IntervalKind | None = None
    adjusted: Annotated[
        bool | None,
        means(
            "true where the source says that the estimate is adjusted for differences between the"
            " groups, by a model, by weights or by matching; false where it says that it is not"
        ),
    ] = None
    adjusted_for: Annotated[
        str | None, means("what it is adjusted for, or how, as the source says it", "age and sex")
    ] = None
    clusters_counted: Annotated[
        bool | None,
        means(
            "of a trial that assigned clusters: true where the source says that the analysis allows"
            " for them; without it the interval is widened by the design effect"
        ),
    ] = None
    margin: Annotated[
        Margin | None, means("margin of non-inferiority or equivalence, fixed beforehand")
    ] = None
    interaction_p: Annotated[
        Number | None,
        means("p value, as printed, of whether the effect differs between the parts", "0.31"),
    ] = None

    @property
    def scale(self) -> EffectScale | None:
        """Return whether the effect is a ratio or a difference; None where nobody says."""
        return self.effect_scale if self.effect == "other" else EFFECTS[self.effect].scale

    @property
    def is_ratio(self) -> bool:
        """Tell whether the effect is a ratio, which has no value of 0 or less."""
        return self.scale == "ratio"

    @property
    def null(self) -> int | None:
        """Return the value that says no difference: 1 of a ratio, 0 of a difference."""
        return NO_DIFFERENCE[self.scale] if self.scale else None

    @property
    def effect_words(self) -> str:
        """Return what the effect measure is called; nothing where a p value alone is printed."""
        named = self.effect_name if self.effect == "other" else None
        return named or EFFECTS[self.effect].name


@record
class RateResult(Result):
    """How often something happened in the time that people were followed; it may recur.

    `value` is the rate as printed, in `unit`, such as per 100 patient-years.
    """

    events: Events | None = None
    person_time: Annotated[
        Number | None,
        means(
            "how long all people together were followed, as printed, in `person_time_unit`", "120.5"
        ),
    ] = None
    person_time_unit: Annotated[
        str | None, means("unit of the person-time", "patient-years", "person-months")
    ] = None
    value: Annotated[
        Number | None,
        means("the rate, as printed, in `unit`, such as per 100 patient-years", "28.2"),
    ] = None
    ci_low: LowerLimit | None = None
    ci_high: UpperLimit | None = None
    interval_kind: IntervalKind | None = None


@record
class TimeToEventResult(Result):
    """How long it took until something happened."""

    events: Events | None = None
    follow_up: Annotated[
        Summary | None, means("figures of the time, such as median and quartiles")
    ] = None
    value: Annotated[Number | None, means("the time, as printed, in `unit`", "11.4")] = None
    ci_low: LowerLimit | None = None
    ci_high: UpperLimit | None = None
    interval_kind: IntervalKind | None = None


@record
class NarrativeResult(Result):
    """A finding that the source gives in words, told in ours."""

    finding: Annotated[str, means("what the source says, in our own words")]
    direction: Annotated[
        Direction,
        means(
            "course of the people in the group, favourable is better, whether or not it was"
            " significant; against the start or, where given, against the other group"
        ),
    ]


RESULT_KINDS: dict[str, type[Result]] = {
    "proportion": ProportionResult,
    "continuous": ContinuousResult,
    "change": ChangeResult,
    "comparison": ComparisonResult,
    "time-to-event": TimeToEventResult,
    "rate": RateResult,
    "narrative": NarrativeResult,
}
