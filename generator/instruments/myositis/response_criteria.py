"""The criteria of response in myositis as readers see them and as the page's script reads them: one source for both."""

import json
from collections.abc import Mapping

from generator.html.counts import shown_rows
from generator.html.element import Child, link, tag, together
from generator.html.escape import Safe
from generator.instruments.myositis.core_set import (
    INSTRUMENTS,
    REMEMBERED_OF_IMACS,
    Instrument,
    Measure,
    words_of,
)
from generator.instruments.myositis.imacs_definition import (
    IMPROVED_FROM,
    MEASURES_IMPROVED,
    MEASURES_WORSENED,
    NEVER_WORSE,
    WORSENED_FROM,
    Verdict,
)
from generator.instruments.myositis.total_improvement_score import (
    HIGHEST,
    LEVELS,
    THRESHOLDS,
    Category,
    Criteria,
    Levels,
)
from generator.tables.table import Column, Row, Table, render_table

# In which words the measures are headings; each instrument has a label of its own.
MEASURE_WORDS: Mapping[Measure, str] = {
    Measure.PHYSICIAN_GLOBAL: "Physician global activity",
    Measure.PATIENT_GLOBAL: "Patient or parent global activity",
    Measure.STRENGTH: "Muscle strength",
    Measure.FUNCTION: "Physical function",
    Measure.ENZYME_OR_QUALITY_OF_LIFE: "Muscle enzyme, or quality of life in children",
    Measure.EXTRAMUSCULAR: "Extramuscular activity",
}
# Made-up patients, by instrument: scale or upper limit of normal, baseline, follow-up.
EXAMPLES: Mapping[Criteria, Mapping[str, tuple[str, str, str]]] = {
    Criteria.ADULT: {
        "physician-global": ("10", "6.5", "3"), "patient-global": ("10", "7", "5"), "mmt8": ("80", "64", "71"),
        "haq": ("", "1.5", "1"), "ck": ("200", "640", "210"), "ast": ("40", "88", "36"),
        "extramuscular": ("10", "5", "2.5"),
    },
    Criteria.JUVENILE: {
        "physician-global": ("10", "6", "2.5"), "patient-global": ("10", "6", "4"), "cmas": ("", "28", "41"),
        "chaq": ("", "1.625", "0.875"), "ck": ("150", "900", "180"), "extramuscular": ("10", "4", "3"),
    },
}  # fmt: skip

_HOW_SCORED = link("#_points", "How the score is worked out")
_PLACES = ("First", "Second", "Third", "Fourth", "Fifth")


def instruments() -> tuple[Instrument, ...]:
    """Return what values can be given of; what is known in percent alone has none."""
    return tuple(instrument for instrument in INSTRUMENTS.values() if not instrument.only_percent)


def for_scripts() -> Safe:
    """Return every table of the criteria as inert JSON, from the same tables as the commands."""
    known = {
        "instruments": [_facts(instrument) for instrument in instruments()],
        "measures": MEASURE_WORDS,
        "highest": _words(HIGHEST),
        "total": {
            "levels": {name: _levels(levels) for name, levels in LEVELS.items()},
            "thresholds": {group: {name: _words(value) for name, value in levels.items()}
                           for group, levels in THRESHOLDS.items()},
            "none": Category.NONE,
        },
        "imacs": {
            "improvedFrom": words_of(IMPROVED_FROM), "worsenedFrom": words_of(WORSENED_FROM),
            "measuresImproved": MEASURES_IMPROVED, "measuresWorsened": MEASURES_WORSENED, "neverWorse": NEVER_WORSE,
            "verdicts": {verdict: verdict for verdict in Verdict},
        },
        "remembered": REMEMBERED_OF_IMACS,
        "examples": {group: {name: "_".join(typed) for name, typed in rows.items()}
                     for group, rows in EXAMPLES.items()},
    }  # fmt: skip
    return Safe(
        json.dumps(known, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")
    )


def points_table() -> Safe:
    """Return the points of every measure for every step of improvement."""
    columns = (Column("Measure"), *(Column(f"{place} step") for place in _PLACES))
    rows = [
        Row((MEASURE_WORDS[name], *(_step(levels, place) for place in range(len(levels.points)))))
        for name, levels in LEVELS.items()
    ]
    caption = "Points of each measure, by its improvement in percent of the range"
    key = (
        "In published order. A step begins above its lower end and holds its upper end: exactly 15 % still "
        f"has the points of “above 5 to 15 %”. Worsening has no points. The highest sum is {_words(HIGHEST)}."
    )
    return render_table(
        Table(
            name="points",
            caption=caption,
            shows=shown_rows(len(rows), "measure"),
            key=key,
            columns=columns,
            rows=rows,
            how=_HOW_SCORED,
        )
    )


def thresholds_table() -> Safe:
    """Return from how many points each category is reached, for adults and for children."""
    columns = (
        Column("Improvement"),
        *(Column(f"{group.capitalize()} criteria") for group in Criteria),
    )
    names = [name for name in Category if name is not Category.NONE]
    rows = [
        Row(
            (
                name.capitalize(),
                *(f"{_words(THRESHOLDS[group][name])} or more" for group in Criteria),
            )
        )
        for name in names
    ]
    key = (
        "The least first. A threshold is reached by its own value. Below the lowest there is no improvement "
        "by these criteria."
    )
    caption = "From how many points which improvement"
    return render_table(
        Table(
            name="thresholds",
            caption=caption,
            shows=shown_rows(len(rows), "category", "categories"),
            key=key,
            columns=columns,
            rows=rows,
            how=_HOW_SCORED,
        )
    )


def ranges_table() -> Safe:
    """Return the instruments with the range by which a change is divided, and what of it is only remembered."""
    columns = (
        Column("Instrument"),
        Column("Stands for"),
        Column("Range"),
        Column("Better"),
        Column("Who"),
    )
    rows = [
        Row((
            instrument.label, MEASURE_WORDS[instrument.measure], _range(instrument),
            "higher" if instrument.higher_is_better else "lower",
            "children" if instrument.is_juvenile else "adults" if instrument.is_adult else "adults and children",
        ))
        for instrument in instruments()
    ]  # fmt: skip
    caption = "Instruments and their ranges"
    key = (
        "In the order of the form. An improvement is divided by the range. “Remembered” marks a range that was seen in "
        "no source that was read."
    )
    return render_table(
        Table(
            name="ranges",
            caption=caption,
            shows=shown_rows(len(rows), "instrument"),
            key=key,
            columns=columns,
            rows=rows,
            how=_HOW_SCORED,
        )
    )


def widths(instrument: Instrument) -> list[tuple[str, str]]:
    """Return the scales to choose from, each with its words; none where there is no choice.

    >>> widths(INSTRUMENTS["mmt8"])
    [('80', '80 (one side and axial)'), ('150', '150 (both sides and axial)')]
    """
    if len(instrument.ranges) < 2:  # noqa: PLR2004 - one is no choice
        return []
    return [
        (str(width), words)
        for width, words in zip(instrument.ranges, instrument.unit.split(" or "), strict=True)
    ]


def _facts(instrument: Instrument) -> dict[str, object]:
    return {
        "id": instrument.id,
        "label": instrument.label,
        "measure": instrument.measure,
        "ranges": instrument.ranges,
        "unit": instrument.unit,
        "higherIsBetter": instrument.higher_is_better,
        "isEnzyme": instrument.is_enzyme,
        "isJuvenile": instrument.is_juvenile,
        "isAdult": instrument.is_adult,
        "inImacs": instrument.in_imacs,
        "remembered": instrument.remembered,
    }


def _levels(levels: Levels) -> dict[str, object]:
    return {"cuts": levels.cuts, "points": [_words(points) for points in levels.points]}


def _step(levels: Levels, place: int) -> Safe:
    low = f"above {levels.cuts[place - 1]}" if place else "up"
    high = f" to {levels.cuts[place]}" if place < len(levels.cuts) else ""
    return together(
        (
            tag("strong", _words(levels.points[place])),
            tag("span", f"{low}{high} %", class_="ev-line"),
        ),
        " ",
    )


def _range(instrument: Instrument) -> Child:
    if instrument.is_enzyme:
        words = f"0 to {instrument.ranges[0]} times the upper limit of normal"
    elif instrument.ranges:
        words = f"0 to {instrument.unit or instrument.ranges[0]}"
    else:
        words = "to be given: no source that was read gives it"
    remembered = f"{instrument.remembered} is remembered" if instrument.remembered else None
    return together((words, tag("small", remembered) if remembered else None), "; ")


def _words(value: object) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
