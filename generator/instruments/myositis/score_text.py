"""How a scored patient is told: every step in a table for people, every part for other programs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generator.cli.messages import one_line
from generator.instruments.myositis.core_set import REMEMBERED_OF_IMACS, Measure, words_of
from generator.instruments.myositis.core_set_change import Change
from generator.instruments.myositis.imacs_definition import IMPROVED_FROM, Improvement, Verdict
from generator.instruments.myositis.total_improvement_score import (
    HIGHEST,
    THRESHOLDS,
    Category,
    TotalImprovement,
)

_HEADINGS = (
    "measure", "baseline", "follow-up", "scale", "better by", "% of scale", "points", "% of baseline",
)  # fmt: skip


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
        """Return what the figures rest on that was never seen in a source."""
        ranges = [
            f"the range {change.instrument.remembered} of {change.instrument.label}"
            for change in self.counted.values()
            if change.rests_on_memory
        ]
        outside = any(not change.instrument.in_imacs for change in self.counted.values())
        return (*ranges, REMEMBERED_OF_IMACS) if self.imacs and outside else tuple(ranges)


def lines_of(scored: Scored) -> Iterator[str]:
    """Yield the lines of one patient: the steps, then what they come to, then what is only remembered."""
    yield one_line(f"Patient {scored.patient}") if scored.patient else "Patient"
    rows = [_HEADINGS, *(_cells(name, scored) for name in Measure)]
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
        "measures": [_facts_of_measure(name, scored) for name in Measure],
        "total_improvement_score": _facts_of_total(scored.total) if scored.total else None,
        "imacs": _facts_of_imacs(scored.imacs, scored.worsened_from) if scored.imacs else None,
        "from_memory": list(scored.remembered),
    }


def _cells(name: Measure, scored: Scored) -> tuple[str, ...]:
    change = scored.counted.get(name)
    if change is None:
        return (_plain(name).capitalize(), *["-"] * (len(_HEADINGS) - 2), "missing")[
            : len(_HEADINGS)
        ]
    points = scored.total.points.get(name) if scored.total else None
    values = (
        change.baseline,
        change.follow_up,
        change.scale,
        change.improvement,
        change.absolute_percent,
    )
    return (
        change.instrument.label,
        *(_or_dash(value) for value in values),
        "-" if points is None else _decimal(points),
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
    return f"{counted.instrument.label} counts: most abnormal at baseline, in upper limits of normal ({multiples})."


def _total_words(total: TotalImprovement) -> str:
    kind = f"Total improvement score (2016 ACR/EULAR, {total.criteria})"
    if total.score is not None and total.category is not None:
        return f"{kind}: {_decimal(total.score)} of {HIGHEST}, {_category_words(total)}."
    possible = "only " * (len(total.possible) == 1) + " or ".join(total.possible)
    return (
        f"{kind}: none, with {len(total.points)} of {len(Measure)} measures ({_listed(total.missing)} missing). "
        f"Attainable: {_decimal(total.low)} to {_decimal(total.high)}; still possible: {possible}."
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
        names = [name for name, why in imacs.open_measures.items() if why == reason]
        steps.append(f"open{_in_brackets(names)}: {reason}")
    return f"IMACS definition of improvement: {verdict}. Measures: {'; '.join(steps)}."


def _facts_of_measure(name: Measure, scored: Scored) -> dict[str, object]:
    change = scored.counted.get(name)
    if change is None:
        return {"measure": name, "missing": True}
    points = scored.total.points.get(name) if scored.total else None
    return {
        "measure": name,
        "instrument": change.instrument.id,
        **{
            part: _or_none(getattr(change, part))
            for part in ("baseline", "follow_up", "scale", "upper_limit")
        },
        "improvement": _or_none(change.improvement),
        "absolute_percent": _or_none(change.absolute_percent),
        "relative_percent": _or_none(change.relative_percent),
        "points": None if points is None else _decimal(points),
    }


def _facts_of_total(total: TotalImprovement) -> dict[str, object]:
    return {
        "criteria": total.criteria,
        "score": None if total.score is None else _decimal(total.score),
        "category": total.category,
        "attainable": [_decimal(total.low), _decimal(total.high)],
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
        "improved_from_percent": words_of(IMPROVED_FROM),
        "worsened_from_percent": worsened_from,
    }


def _in_brackets(names: Sequence[Measure]) -> str:
    return f" ({_listed(names)})" if names else ""


def _listed(names: Sequence[Measure]) -> str:
    return ", ".join(map(_plain, names))


def _plain(name: Measure) -> str:
    return name.replace("_", " ")


def _or_dash(value: Fraction | None) -> str:
    return "-" if value is None else words_of(value)


def _or_none(value: Fraction | None) -> str | None:
    return None if value is None else words_of(value)


def _decimal(value: Decimal) -> str:
    return f"{value.normalize():f}"
