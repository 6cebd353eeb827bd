"""How a core set measure changed in one patient: in units, in percent of scale and of baseline."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.instruments.myositis.core_set import (
    CoreSetInstrument,
    Measure,
    ScaleError,
    instrument_named,
)
from generator.instruments.myositis.exact_number import Exact, exact, in_decimals

_WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The change of one measure; improvement is positive, whichever way the scale runs.

    `absolute_percent` is the improvement in percent of the scale, `relative_percent` in percent of
    the baseline (None where it is not known, or the baseline is 0). `scale` is the range in the
    units of the values; for an enzyme that is its multiple of the upper limit of normal, times
    `upper_limit`.
    """

    instrument: CoreSetInstrument
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
        """Tell whether the range that was used is one that no source we read states."""
        if self.scale is None:
            return False
        return self.scale / (self.upper_limit or 1) == self.instrument.remembered

    @property
    def multiple(self) -> Fraction | None:
        """Return an enzyme's baseline in upper limits of normal, by which abnormality is judged."""
        if self.baseline is None or self.upper_limit is None:
            return None
        return self.baseline / self.upper_limit


def change_between(
    instrument: CoreSetInstrument | str,
    baseline: Exact,
    follow_up: Exact | None,
    *,
    scale: Exact | None = None,
    upper_limit: Exact | None = None,
) -> Change:
    """Return the change between two visits; ScaleError where a value cannot be on its scale.

    Absolute: 100 x improvement / range of the scale. Relative: 100 x improvement / baseline,
    undefined from 0. `scale` is the highest value of the scale in use (80 or 150 for the MMT8, 10
    or 100 for a line); an enzyme has `upper_limit` instead. Without a follow-up there is no change,
    but the baseline still says which enzyme was most abnormal. Ranges: table of the total
    improvement score, PMC5577002, and a centre's program; those that are only remembered are marked
    on the instrument.

    >>> change_between("mmt8", 70, 78, scale=80).absolute_percent
    Fraction(10, 1)
    >>> change_between("ck", 1500, 600, upper_limit=200).absolute_percent
    Fraction(30, 1)
    """
    measured = _instrument(instrument)
    _check_has_values(measured, scale)
    # The scale of an enzyme ends at a multiple of the limit of the laboratory that measured it.
    limit = _upper_limit(measured, upper_limit)
    width = _scale(measured, scale) if limit is None else measured.ranges[0] * limit
    start = _on_scale(measured, "baseline", baseline, width)
    if follow_up is None:
        return Change(instrument=measured, baseline=start, scale=width, upper_limit=limit)
    end = _on_scale(measured, "follow-up", follow_up, width)
    better = end - start if measured.higher_is_better else start - end
    _check_within(measured, better, width)
    return Change(
        instrument=measured,
        baseline=start,
        follow_up=end,
        scale=width,
        upper_limit=limit,
        absolute_percent=better * _WHOLE / width,
        relative_percent=better * _WHOLE / start if start else None,
    )


def change_in_percent(
    instrument: CoreSetInstrument | str,
    *,
    absolute: Exact | None = None,
    relative: Exact | None = None,
) -> Change:
    """Return a change known only in percent: of the scale (absolute) or the baseline (relative)."""
    measured = _instrument(instrument)
    of_scale = None if absolute is None else _value("absolute percent", absolute)
    of_baseline = None if relative is None else _value("relative percent", relative)
    _check_share_of_scale(measured, of_scale)
    _check_share_of_baseline(measured, of_baseline)
    return Change(instrument=measured, absolute_percent=of_scale, relative_percent=of_baseline)


def most_abnormal(enzymes: Sequence[Change]) -> Change:
    """Return the enzyme most abnormal at baseline: highest in upper limits of normal, not in value.

    ScaleError where two are equally abnormal, or an enzyme among several is known in percent only.

    >>> ck = change_between("ck", 300, 200, upper_limit=200)
    >>> most_abnormal([ck, change_between("ast", 120, 60, upper_limit=40)]).instrument.label
    'AST'
    """
    if len(enzymes) == 1:
        return enzymes[0]
    multiples = [change.multiple for change in enzymes]
    known = [multiple for multiple in multiples if multiple is not None]
    if len(known) < len(enzymes):
        raise ScaleError(
            "has several enzymes, not all with a baseline",
            "the baseline and upper limit of each",
            "Give them, or keep the enzyme that was most abnormal at baseline.",
            enzymes[-1].instrument.id,
        )
    highest, *others = (change for change in enzymes if change.multiple == max(known))
    if others:
        names = " and ".join(change.instrument.label for change in (highest, *others))
        raise ScaleError(
            f"has {names} equally abnormal at baseline",
            "one most abnormal enzyme",
            "Keep one of them.",
            highest.instrument.id,
        )
    return highest


def one_for_each_measure(
    changes: Iterable[Change], *, imacs: bool = False
) -> Mapping[Measure, Change]:
    """Return the change that counts for each measure: the only one, or the most abnormal enzyme.

    `imacs` goes by the measures of the IMACS core set, in which CMAS is physical function.
    """
    by_measure: dict[Measure, list[Change]] = {measure: [] for measure in Measure}
    for change in changes:
        instrument = change.instrument
        measure = instrument.measure_in_imacs if imacs else instrument.measure
        by_measure[measure].append(change)
    counted = {}
    for measure, several in by_measure.items():
        _check_one(several)
        if several:
            counted[measure] = most_abnormal(several)
    return counted


def _instrument(instrument: CoreSetInstrument | str) -> CoreSetInstrument:
    return instrument_named(instrument) if isinstance(instrument, str) else instrument


def _check_has_values(instrument: CoreSetInstrument, scale: Exact | None) -> None:
    if instrument.only_percent:
        raise ScaleError(
            f"has values, and {instrument.label.lower()} is a measure, not an instrument",
            "a percent",
            "Name the instrument (mmt8, haq, ck and so on), or give the percent.",
        )
    if instrument.is_enzyme and scale is not None:
        raise ScaleError(
            "has a scale",
            "an upper limit of normal alone",
            "Leave the scale out: it follows from it.",
        )


def _check_within(instrument: CoreSetInstrument, better: Fraction, width: Fraction) -> None:
    """Refuse a change larger than the scale; an enzyme may exceed the multiple that scores it."""
    if abs(better) > width and not instrument.is_enzyme:
        raise ScaleError(
            f"changes by {in_decimals(abs(better))}",
            f"at most its scale, {in_decimals(width)}",
            "Check them.",
        )


def _check_share_of_scale(instrument: CoreSetInstrument, percent: Fraction | None) -> None:
    """Refuse more than the whole scale, save for enzymes, whose scale is open upwards."""
    is_open = (
        instrument.measure is Measure.ENZYME_OR_QUALITY_OF_LIFE and not instrument.higher_is_better
    )
    if percent is not None and abs(percent) > _WHOLE and not is_open:
        raise ScaleError(
            f"has an absolute percent of {in_decimals(percent)}",
            "-100 to 100, a share of the scale",
            "Check whether it is a percent of the baseline: that is the relative percent.",
        )


def _check_share_of_baseline(instrument: CoreSetInstrument, percent: Fraction | None) -> None:
    # What gets better by falling can fall to 0 at most, which is 100 percent.
    falls = not (instrument.higher_is_better or instrument.only_percent)
    if percent is not None and percent > _WHOLE and falls:
        raise ScaleError(
            f"has a relative percent of {in_decimals(percent)}",
            "at most 100: no value falls below 0",
            "Check the percent: improvement counts up, worsening down.",
        )


def _check_one(several: Sequence[Change]) -> None:
    """Refuse two changes for one measure, unless they are different enzymes."""
    ids = [change.instrument.id for change in several]
    are_enzymes = all(change.instrument.is_enzyme for change in several)
    if len(several) > 1 and not (are_enzymes and len(set(ids)) == len(ids)):
        names = " and ".join(change.instrument.label for change in several)
        raise ScaleError(
            f"is one of {len(several)} for one measure ({names})",
            "one",
            "Keep the one that the score is to count.",
            ids[-1],
        )


def _value(name: str, value: Exact) -> Fraction:
    try:
        return exact(value)
    except ValueError as error:
        article = "an" if name[0] in "aeiou" else "a"
        seen = f"has {article} {name} that {_continued(error)}"
        raise ScaleError(seen, "a number", "Give it as a decimal number.") from None


def _continued(error: ValueError) -> str:
    words = str(error)
    return words if words.startswith("is ") else f"cannot be read: {words}"


def _upper_limit(instrument: CoreSetInstrument, given: Exact | None) -> Fraction | None:
    if not instrument.is_enzyme:
        _check_no_limit(instrument, given)
        return None
    if given is None:
        raise ScaleError(
            "has no upper limit of normal",
            "the laboratory's upper limit, as in 200",
            "Give the upper limit of normal of the enzyme: it is judged in multiples of it.",
        )
    limit = _value("upper limit of normal", given)
    if limit <= 0:
        raise ScaleError(
            f"has an upper limit of normal of {in_decimals(limit)}", "more than 0", "Check it."
        )
    return limit


def _check_no_limit(instrument: CoreSetInstrument, given: Exact | None) -> None:
    if given is not None:
        raise ScaleError(
            f"has an upper limit of normal, and {instrument.label} is no enzyme",
            "none",
            "Leave it out.",
        )


def _scale(instrument: CoreSetInstrument, given: Exact | None) -> Fraction:
    if given is None and len(instrument.ranges) == 1:
        return Fraction(instrument.ranges[0])
    allowed = instrument.unit or ", ".join(map(str, instrument.ranges)) or "the width of the scale"
    if given is None:
        raise ScaleError(
            "has no scale",
            allowed,
            "Give the scale that was used: it is not guessed from the values.",
        )
    width = _value("scale", given)
    if width <= 0 or (instrument.ranges and width not in instrument.ranges):
        raise ScaleError(
            f"has the scale {in_decimals(width)}", allowed, "Give the scale that was used."
        )
    return width


def _on_scale(instrument: CoreSetInstrument, name: str, given: Exact, width: Fraction) -> Fraction:
    value = _value(name, given)
    if instrument.is_enzyme and value < 0:
        raise ScaleError(f"has a {name} of {in_decimals(value)}", "0 or more", "Check the value.")
    if instrument.ranges and not instrument.is_enzyme and not 0 <= value <= width:
        raise ScaleError(
            f"has a {name} of {in_decimals(value)}",
            f"0 to {in_decimals(width)}",
            "Check the value, and the scale that was used.",
        )
    return value
