"""The criteria of response as tables for readers, complete without scripts."""

from generator.html.counts import computed_count
from generator.html.element import Child, link, tag, together
from generator.html.escape import Safe
from generator.instruments.myositis.core_set import MEASURE_LABELS, WITH_VALUES, CoreSetInstrument
from generator.instruments.myositis.exact_number import in_decimals
from generator.instruments.myositis.total_improvement_score import (
    HIGHEST,
    LEVELS,
    THRESHOLDS,
    Category,
    Criteria,
    Levels,
)
from generator.tables.table import Column, Row, Table, render_table

_HOW_SCORED = link("#_points", "How the score is worked out")
# Every measure has five steps of improvement; the first has no points.
_PLACES = ("First", "Second", "Third", "Fourth", "Fifth")


def points_table() -> Safe:
    """Return the points of every measure for every step of improvement."""
    rows = [
        Row((MEASURE_LABELS[measure], *(_step(levels, place) for place in range(len(_PLACES)))))
        for measure, levels in LEVELS.items()
    ]
    table = Table(
        name="points",
        caption="Points of each measure, by its improvement in percent of the range",
        shows=computed_count(len(rows), "measure"),
        key="In published order. A step begins above its lower end and holds its upper end: "
        "exactly 15 % still has the points of “above 5 to 15 %”. Worsening has no points. "
        f"The highest sum is {in_decimals(HIGHEST)}.",
        columns=(Column("Measure"), *(Column(f"{place} step") for place in _PLACES)),
        rows=rows,
        how=_HOW_SCORED,
    )
    return render_table(table)


def thresholds_table() -> Safe:
    """Return from how many points each category is reached, for adults and for children."""
    groups = (Column(f"{group.capitalize()} criteria") for group in Criteria)
    rows = [_thresholds(category) for category in Category if category is not Category.NONE]
    table = Table(
        name="thresholds",
        caption="From how many points which improvement",
        shows=computed_count(len(rows), "category", "categories"),
        key="The least first. A threshold is reached by its own value. Below the lowest there is "
        "no improvement by these criteria.",
        columns=(Column("Improvement"), *groups),
        rows=rows,
        how=_HOW_SCORED,
    )
    return render_table(table)


def ranges_table() -> Safe:
    """Return the instruments with the range that divides a change, and what is only remembered."""
    headings = ("Instrument", "Stands for", "Range", "Better", "Who")
    table = Table(
        name="ranges",
        caption="Instruments and their ranges",
        shows=computed_count(len(WITH_VALUES), "instrument"),
        key="In the order of the form. An improvement is divided by the range. “Remembered” marks "
        "a range that was seen in no source that was read.",
        columns=tuple(map(Column, headings)),
        rows=[_ranges(instrument) for instrument in WITH_VALUES],
        how=_HOW_SCORED,
    )
    return render_table(table)


def _step(levels: Levels, place: int) -> Safe:
    low = f"above {levels.cuts[place - 1]}" if place else "up"
    high = f" to {levels.cuts[place]}" if place < len(levels.cuts) else ""
    points = tag("strong", in_decimals(levels.points[place]))
    return together((points, tag("span", f"{low}{high} %", class_="ev-line")), " ")


def _thresholds(category: Category) -> Row:
    points = (in_decimals(THRESHOLDS[group][category]) for group in Criteria)
    return Row((category.capitalize(), *(f"{least} or more" for least in points)))


def _ranges(instrument: CoreSetInstrument) -> Row:
    return Row(
        (
            instrument.label,
            MEASURE_LABELS[instrument.measure],
            _range(instrument),
            "higher" if instrument.higher_is_better else "lower",
            _who(instrument),
        )
    )


def _who(instrument: CoreSetInstrument) -> str:
    if instrument.is_juvenile:
        return "children"
    return "adults" if instrument.is_adult else "adults and children"


def _range(instrument: CoreSetInstrument) -> Child:
    if instrument.is_enzyme:
        words = f"0 to {instrument.ranges[0]} times the upper limit of normal"
    elif instrument.ranges:
        words = f"0 to {instrument.unit or instrument.ranges[0]}"
    else:
        words = "to be given: no source that was read gives it"
    if not instrument.remembered:
        return together((words,))
    return together((words, tag("small", f"{instrument.remembered} is remembered")), "; ")
