"""A scored patient: every step in a table for people, every part for other programs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.cli.messages import one_line
from generator.instruments.myositis.core_set import REMEMBERED_OF_IMACS, Measure
from generator.instruments.myositis.core_set_change import Change
from generator.instruments.myositis.exact_number import in_decimals
from generator.instruments.myositis.imacs_definition import IMPROVED_FROM, Improvement, Verdict
from generator.instruments.myositis.total_improvement_score import (
    HIGHEST,
    THRESHOLDS,
    Category,
    TotalImprovement,
)

_HEADINGS = (
    "measure",
    "baseline",
    "follow-up",
    "scale",
    "better by",
    "% of scale",
    "points",
    "% of baseline",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One patient: every change, those that count, and what the criteria make of them."""

    patient: str
    changes: tuple[Change, ...]
    counted: Mapping[Measure, Change]
    total: TotalImprovement | None
    imacs: Improvement | None
    worsened_from: str

    @property
    def remembered(self) -> tuple[str, ...]:
        """Return what the figures rest on that no source we read states."""
        ranges = [
            f"the range {change.instrument.remembered} of {change.instrument.label}"
            for change in self.counted.values()
            if change.rests_on_memory
        ]
        outside = any(not change.instrument.in_imacs for change in self.counted.values())
        return (*ranges, REMEMBERED_OF_IMACS) if self.imacs and outside else tuple(ranges)

    def points_of(self, measure: Measure) -> str | None:
        """Return the points of a measure; None where it is missing or nothing was scored."""
        points = self.total.points.get(measure) if self.total else None
        return None if points is None else in_decimals(points)


def lines_of(scored: Scored) -> Iterator[str]:
    """Yield the lines of one patient: the steps, what they come to, and what is only remembered."""
    yield one_line(f"Patient {scored.patient}") if scored.patient else "Patient"
    # Names stand to the left and figures to the right, as in any table of numbers.
    rows = [_HEADINGS, *(_cells(measure, scored) for measure in Measure)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        yield "  ".join((f"  {first.ljust(widths[0])}", *cells)).rstrip()
    for sentence in _sentences(scored):
        yield f"  {sentence}"
    yield ""


def facts_of(scored: Scored) -> dict[str, object]:
    """Return one patient for other programs; decimals are text, so that no reader rounds them."""
    return {
        "patient": scored.patient,
        "measures": [_facts_of_measure(measure, scored) for measure in Measure],
        "total_improvement_score": _facts_of_total(scored.total) if scored.total else None,
        "imacs": _facts_of_imacs(scored.imacs, scored.worsened_from) if scored.imacs else None,
        "from_memory": list(scored.remembered),
    }


def _cells(measure: Measure, scored: Scored) -> tuple[str, ...]:
    change = scored.counted.get(measure)
    if change is None:
        return (_plain(measure).capitalize(), *["-"] * (len(_HEADINGS) - 2), "missing")
    return (
        change.instrument.label,
        _or_dash(change.baseline),
        _or_dash(change.follow_up),
        _or_dash(change.scale),
        _or_dash(change.improvement),
        _or_dash(change.absolute_percent),
        scored.points_of(measure) or "-",
        _or_dash(change.relative_percent),
    )


def _sentences(scored: Scored) -> Iterator[str]:
    enzymes = [change for change in scored.changes if change.instrument.is_enzyme]
    if len(enzymes) > 1:
        yield _enzyme_words(enzymes, scored.counted[Measure.ENZYME_OR_QUALITY_OF_LIFE])
    if scored.total:
        yield _total_words(scored.total)
    if scored.imacs:
        yield _imacs_words(scored.imacs, scored.worsened_from)
    if scored.remembered:
        yield f"Remembered, not seen in a source: {'; '.join(scored.remembered)}."


def _enzyme_words(enzymes: Sequence[Change], counted: Change) -> str:
    multiples = ", ".join(
        f"{change.instrument.label} {_or_dash(change.multiple)}" for change in enzymes
    )
    return (
        f"{counted.instrument.label} counts: most abnormal at baseline, "
        f"in upper limits of normal ({multiples})."
    )


def _total_words(total: TotalImprovement) -> str:
    kind = f"Total improvement score (2016 ACR/EULAR, {total.criteria})"
    if total.score is not None:
        score = in_decimals(total.score)
        return f"{kind}: {score} of {HIGHEST}, {_category_words(total)}."
    # Where one category is left, the missing measures change the score and not what it comes to.
    possible = "only " * (len(total.possible) == 1) + " or ".join(total.possible)
    return (
        f"{kind}: none, with {len(total.points)} of {len(Measure)} measures "
        f"({_listed(total.missing)} missing). Attainable: {in_decimals(total.low)} to "
        f"{in_decimals(total.high)}; still possible: {possible}."
    )


def _category_words(total: TotalImprovement) -> str:
    category = total.possible[0]
    thresholds = THRESHOLDS[total.criteria]
    if category is Category.NONE:
        return f"{category} (below {thresholds[Category.MINIMAL]})"
    return f"{category} ({thresholds[category]} or more)"


def _imacs_words(imacs: Improvement, worsened_from: str) -> str:
    verdict: str = imacs.verdict
    if imacs.verdict is Verdict.UNDETERMINED:
        verdict = f"undetermined, still possible: {' or '.join(imacs.possible)}"
    steps = [
        f"{len(imacs.improved)} better by {IMPROVED_FROM} % or more{_in_brackets(imacs.improved)}",
        f"{len(imacs.worsened)} worse by {worsened_from} % or more{_in_brackets(imacs.worsened)}",
    ]
    for reason in dict.fromkeys(imacs.open_measures.values()):
        measures = [measure for measure, why in imacs.open_measures.items() if why == reason]
        steps.append(f"open{_in_brackets(measures)}: {reason}")
    return f"IMACS definition of improvement: {verdict}. Measures: {'; '.join(steps)}."


def _facts_of_measure(measure: Measure, scored: Scored) -> dict[str, object]:
    change = scored.counted.get(measure)
    if change is None:
        return {"measure": measure, "missing": True}
    return {
        "measure": measure,
        "instrument": change.instrument.id,
        "baseline": _or_none(change.baseline),
        "follow_up": _or_none(change.follow_up),
        "scale": _or_none(change.scale),
        "upper_limit": _or_none(change.upper_limit),
        "improvement": _or_none(change.improvement),
        "absolute_percent": _or_none(change.absolute_percent),
        "relative_percent": _or_none(change.relative_percent),
        "points": scored.points_of(measure),
    }


def _facts_of_total(total: TotalImprovement) -> dict[str, object]:
    return {
        "criteria": total.criteria,
        "score": None if total.score is None else in_decimals(total.score),
        "category": total.category,
        "attainable": [in_decimals(total.low), in_decimals(total.high)],
        "possible_categories": list(total.possible),
        "missing": list(total.missing),
    }


def _facts_of_imacs(imacs: Improvement, worsened_from: str) -> dict[str, object]:
    return {
        "verdict": imacs.verdict,
        "possible": list(imacs.possible),
        "improved": list(imacs.improved),
        "worsened": list(imacs.worsened),
        "open": dict(imacs.open_measures),
        "improved_from_percent": in_decimals(IMPROVED_FROM),
        "worsened_from_percent": worsened_from,
    }


def _in_brackets(measures: Sequence[Measure]) -> str:
    return f" ({_listed(measures)})" if measures else ""


def _listed(measures: Sequence[Measure]) -> str:
    return ", ".join(map(_plain, measures))


def _plain(measure: Measure) -> str:
    return measure.replace("_", " ")


def _or_dash(value: Fraction | None) -> str:
    return "-" if value is None else in_decimals(value)


def _or_none(value: Fraction | None) -> str | None:
    return None if value is None else in_decimals(value)
