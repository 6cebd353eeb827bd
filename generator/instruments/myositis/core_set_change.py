"""How a core set measure changed in one patient: in the units of its scale, absolutely and relatively in percent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.instruments.myositis.core_set import (
    Exact,
    Instrument,
    Measure,
    ScaleFault,
    exact,
    instrument_called,
    words_of,
)

_WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The change of one measure; improvement is positive, whichever way the scale runs.

    `absolute_percent` is the improvement in percent of the scale, `relative_percent` in percent of
    the baseline (None where it is not known, or the baseline is 0). `scale` is the range in the
    units of the values; for an enzyme that is its multiple of the upper limit of normal, times
    `upper_limit`.
    """

    instrument: Instrument
    baseline: Fraction | None = None
    follow_up: Fraction | None = None
    scale: Fraction | None = None
    upper_limit: Fraction | None = None
    absolute_percent: Fraction | None = None
    relative_percent: Fraction | None = None

    @property
    def improvement(self) -> Fraction | None:
        """Return by how much the patient is better, in the units of the values."""
        if self.baseline is None or self.follow_up is None:
            return None
        change = self.follow_up - self.baseline
        return change if self.instrument.higher_is_better else -change

    @property
    def rests_on_memory(self) -> bool:
        """Tell whether the range that was used was never seen in a source, only remembered."""
        return (
            self.scale is not None
            and self.scale / (self.upper_limit or 1) == self.instrument.remembered
        )

    @property
    def multiple(self) -> Fraction | None:
        """Return an enzyme's baseline in upper limits of normal: by this, not by its value, it is abnormal."""
        if self.baseline is None or self.upper_limit is None:
            return None
        return self.baseline / self.upper_limit


def change_between(
    instrument: Instrument | str,
    baseline: Exact,
    follow_up: Exact | None,
    *,
    scale: Exact | None = None,
    upper_limit: Exact | None = None,
) -> Change:
    """Return the change between two visits; ScaleFault where a value cannot be on its scale.

    Absolute: 100 x improvement / range of the scale. Relative: 100 x improvement / baseline,
    undefined from 0. `scale` is the highest value of the scale in use (80 or 150 for the MMT8, 10
    or 100 for a line); an enzyme has `upper_limit` instead. Without a follow-up there is no change,
    and the baseline still tells which enzyme was most abnormal. Ranges: table of the total
    improvement score, PMC5577002, and a centre's program; those that are only remembered are marked
    on the instrument.

    >>> change_between("mmt8", 70, 78, scale=80).absolute_percent
    Fraction(10, 1)
    >>> change_between("ck", 1500, 600, upper_limit=200).absolute_percent
    Fraction(30, 1)
    """
    found = instrument_called(instrument) if isinstance(instrument, str) else instrument
    if found.only_percent:
        raise ScaleFault(
            f"has values, and {found.label.lower()} is a measure, not an instrument", "a percent",
            "Name the instrument (mmt8, haq, ck and so on), or give the percent.",
        )  # fmt: skip
    if found.is_enzyme and scale is not None:
        raise ScaleFault(
            "has a scale",
            "an upper limit of normal alone",
            "Leave the scale out: it follows from it.",
        )
    limit = _upper_limit(found, upper_limit)
    width = found.ranges[0] * limit if limit is not None else _scale(found, scale)
    first = _on_scale(found, "baseline", baseline, width)
    if follow_up is None:
        return Change(instrument=found, baseline=first, scale=width, upper_limit=limit)
    last = _on_scale(found, "follow-up", follow_up, width)
    better = last - first if found.higher_is_better else first - last
    if abs(better) > width and not found.is_enzyme:
        raise ScaleFault(
            f"changes by {words_of(abs(better))}",
            f"at most its scale, {words_of(width)}",
            "Check them.",
        )
    return Change(
        instrument=found, baseline=first, follow_up=last, scale=width, upper_limit=limit,
        absolute_percent=better * _WHOLE / width, relative_percent=better * _WHOLE / first if first else None,
    )  # fmt: skip


def change_in_percent(
    instrument: Instrument | str, *, absolute: Exact | None = None, relative: Exact | None = None
) -> Change:
    """Return a change of which only percentages are known: of the scale (absolute), of the baseline (relative)."""
    found = instrument_called(instrument) if isinstance(instrument, str) else instrument
    of_scale = None if absolute is None else _value("absolute percent", absolute)
    of_baseline = None if relative is None else _value("relative percent", relative)
    is_open = found.measure is Measure.ENZYME_OR_QUALITY_OF_LIFE and not found.higher_is_better
    if of_scale is not None and abs(of_scale) > _WHOLE and not is_open:
        raise ScaleFault(
            f"has an absolute percent of {words_of(of_scale)}", "-100 to 100, a share of the scale",
            "Check whether it is a percent of the baseline: that is the relative percent.",
        )  # fmt: skip
    falls = not (found.higher_is_better or found.only_percent)
    if of_baseline is not None and of_baseline > _WHOLE and falls:
        raise ScaleFault(
            f"has a relative percent of {words_of(of_baseline)}", "at most 100: no value falls below 0",
            "Check the percent: improvement counts up, worsening down.",
        )  # fmt: skip
    return Change(instrument=found, absolute_percent=of_scale, relative_percent=of_baseline)


def most_abnormal(enzymes: Sequence[Change]) -> Change:
    """Return the enzyme that was most abnormal at baseline: highest in upper limits of normal, not in value.

    ScaleFault where two are equally abnormal, or an enzyme among several is known in percent only.

    >>> ck = change_between("ck", 300, 200, upper_limit=200)
    >>> most_abnormal([ck, change_between("ast", 120, 60, upper_limit=40)]).instrument.label
    'AST'
    """
    if len(enzymes) == 1:
        return enzymes[0]
    known = {
        place: change.multiple
        for place, change in enumerate(enzymes)
        if change.multiple is not None
    }
    if len(known) < len(enzymes):
        raise ScaleFault(
            "has several enzymes, not all with a baseline", "the baseline and upper limit of each",
            "Give them, or keep the enzyme that was most abnormal at baseline.", enzymes[-1].instrument.id,
        )  # fmt: skip
    highest = max(known.values())
    first, *others = (enzymes[place] for place, multiple in known.items() if multiple == highest)
    if others:
        names = " and ".join(item.instrument.label for item in (first, *others))
        raise ScaleFault(
            f"has {names} equally abnormal at baseline", "one most abnormal enzyme", "Keep one of them.",
            first.instrument.id,
        )  # fmt: skip
    return first


def one_for_each_measure(changes: Iterable[Change]) -> Mapping[Measure, Change]:
    """Return the change that counts for each measure: of enzymes the most abnormal, otherwise the only one."""
    found: dict[Measure, list[Change]] = {measure: [] for measure in Measure}
    for change in changes:
        found[change.instrument.measure].append(change)
    chosen = {}
    for measure, several in found.items():
        _check_one(several)
        if several:
            chosen[measure] = most_abnormal(several)
    return chosen


def _check_one(several: Sequence[Change]) -> None:
    ids = [change.instrument.id for change in several]
    if len(several) > 1 and (
        len(set(ids)) < len(ids) or not all(change.instrument.is_enzyme for change in several)
    ):
        names = " and ".join(change.instrument.label for change in several)
        raise ScaleFault(
            f"is one of {len(several)} for one measure ({names})", "one", "Keep the one that the score is to count.",
            ids[-1],
        )  # fmt: skip


def _value(name: str, value: Exact) -> Fraction:
    try:
        return exact(value)
    except ValueError as error:
        article = "an" if name[0] in "aeiou" else "a"
        seen = f"has {article} {name} that {_continued(error)}"
        raise ScaleFault(seen, "a number", "Give it as a decimal number.") from None


def _continued(error: ValueError) -> str:
    words = str(error)
    return words if words.startswith("is ") else f"cannot be read: {words}"


def _upper_limit(instrument: Instrument, given: Exact | None) -> Fraction | None:
    if not instrument.is_enzyme:
        if given is not None:
            raise ScaleFault(
                f"has an upper limit of normal, and {instrument.label} is no enzyme",
                "none",
                "Leave it out.",
            )
        return None
    if given is None:
        raise ScaleFault(
            "has no upper limit of normal", "the laboratory's upper limit, as in 200",
            "Give the upper limit of normal of the enzyme: it is judged in multiples of it.",
        )  # fmt: skip
    limit = _value("upper limit of normal", given)
    if limit <= 0:
        raise ScaleFault(
            f"has an upper limit of normal of {words_of(limit)}", "more than 0", "Check it."
        )
    return limit


def _scale(instrument: Instrument, given: Exact | None) -> Fraction:
    if given is None and len(instrument.ranges) == 1:
        return Fraction(instrument.ranges[0])
    allowed = instrument.unit or ", ".join(map(str, instrument.ranges)) or "the width of the scale"
    if given is None:
        raise ScaleFault(
            "has no scale",
            allowed,
            "Give the scale that was used: it is not guessed from the values.",
        )
    width = _value("scale", given)
    if width <= 0 or (instrument.ranges and width not in instrument.ranges):
        raise ScaleFault(
            f"has the scale {words_of(width)}", allowed, "Give the scale that was used."
        )
    return width


def _on_scale(instrument: Instrument, name: str, given: Exact, width: Fraction) -> Fraction:
    value = _value(name, given)
    if instrument.is_enzyme and value < 0:
        raise ScaleFault(f"has a {name} of {words_of(value)}", "0 or more", "Check the value.")
    if instrument.ranges and not instrument.is_enzyme and not 0 <= value <= width:
        raise ScaleFault(
            f"has a {name} of {words_of(value)}", f"0 to {words_of(width)}",
            "Check the value, and the scale that was used.",
        )  # fmt: skip
    return value
