"""What a study says: the six kinds of result, and the figures they are made of."""

from typing import Literal

from generator.model.number import Count, Number
from generator.model.record import record
from generator.model.text import Slug

Role = Literal["primary", "secondary", "other"]
Direction = Literal["better", "worse", "unchanged", "mixed", "unclear"]
Effect = Literal[
    "risk-difference",
    "risk-ratio",
    "odds-ratio",
    "hazard-ratio",
    "mean-difference",
    "p-only",
    "other",
]


def with_unit(value: Number, unit: str | None) -> str:
    """Return a number with its unit, as in `12 weeks` and `1 year`, whether the file says week or weeks."""
    if unit and f"{unit.removesuffix('s')}s" in _TIMES:
        unit = unit.removesuffix("s") if value.text == "1" else f"{unit.removesuffix('s')}s"
    return f"{value} {unit}" if unit else value.text


_TIMES = frozenset({"hours", "days", "weeks", "months", "years"})


@record
class TimePoint:
    """When an outcome was measured: a length of time since the start, or words where that is all there is."""

    value: Number | None = None
    unit: str | None = None
    label: str | None = None

    def __str__(self) -> str:
        """Return the time point as a reader says it."""
        length = with_unit(self.value, self.unit) if self.value else ""
        if length and self.label:
            return f"{length} ({self.label})"
        return length or self.label or ""


@record
class Summary:
    """The figures by which a source sums up one measure at one time; what is not printed is missing.

    `value` is a figure whose statistic the source does not name, `spread` a bracket it does not
    name.
    """

    mean: Number | None = None
    sd: Number | None = None
    median: Number | None = None
    q1: Number | None = None
    q3: Number | None = None
    min: Number | None = None
    max: Number | None = None
    interval_low: Number | None = None
    interval_high: Number | None = None
    interval_kind: str | None = None
    value: Number | None = None
    spread: Number | None = None
    spread_kind: str | None = None
    percent: Number | None = None

    @property
    def centre(self) -> Number | None:
        """Return the figure in the middle: mean, else median, else the unnamed value, else a percentage."""
        return self.mean or self.median or self.value or self.percent


@record
class Result:
    """What every result has, of whatever kind; its address is `<study>#<id>` for good."""

    id: Slug
    measure: str
    reported_as: str
    role: Role
    source: str
    where: str
    kind: str
    domain: str | None = None
    arm: str | None = None
    against: str | None = None
    time: TimePoint | None = None
    interim: bool = False
    subgroup: str | None = None
    same_as: str | None = None
    unit: str | None = None
    total: Count | None = None
    p: Number | None = None
    note: str | None = None


@record
class ProportionResult(Result):
    """How many of how many; the percentage is kept as printed, if it was."""

    events: Count | None = None
    percent: Number | None = None
    ci_low: Number | None = None
    ci_high: Number | None = None


@record
class ContinuousResult(Result):
    """A measure at one time."""

    follow_up: Summary
    baseline: Summary | None = None
    change: Summary | None = None


@record
class ChangeResult(Result):
    """A measure before and after, or the change itself."""

    baseline: Summary | None = None
    follow_up: Summary | None = None
    change: Summary | None = None


@record
class ComparisonResult(Result):
    """One arm against another: the kind of effect measure, its estimate and its interval."""

    against: str
    effect: Effect
    value: Number | None = None
    ci_low: Number | None = None
    ci_high: Number | None = None


@record
class TimeToEventResult(Result):
    """How long it took until something happened."""

    events: Count | None = None
    follow_up: Summary | None = None
    value: Number | None = None
    ci_low: Number | None = None
    ci_high: Number | None = None


@record
class NarrativeResult(Result):
    """A finding that the source gives in words, told in ours."""

    finding: str
    direction: Direction


RESULT_KINDS: dict[str, type[Result]] = {
    "proportion": ProportionResult,
    "continuous": ContinuousResult,
    "change": ChangeResult,
    "comparison": ComparisonResult,
    "time-to-event": TimeToEventResult,
    "narrative": NarrativeResult,
}
