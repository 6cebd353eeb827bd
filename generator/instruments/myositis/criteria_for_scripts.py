"""The criteria of response as the page's script reads them, from the tables the command uses."""

import json
from collections.abc import Mapping

from generator.html.escape import Safe
from generator.instruments.myositis.core_set import (
    MEASURE_LABELS,
    REMEMBERED_OF_IMACS,
    WITH_VALUES,
    CoreSetInstrument,
)
from generator.instruments.myositis.exact_number import in_decimals
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
)

# Made-up patients, by instrument: scale or upper limit of normal, baseline, follow-up.
EXAMPLES: Mapping[Criteria, Mapping[str, tuple[str, str, str]]] = {
    Criteria.ADULT: {
        "physician-global": ("10", "6.5", "3"),
        "patient-global": ("10", "7", "5"),
        "mmt8": ("80", "64", "71"),
        "haq": ("", "1.5", "1"),
        "ck": ("200", "640", "210"),
        "ast": ("40", "88", "36"),
        "extramuscular": ("10", "5", "2.5"),
    },
    Criteria.JUVENILE: {
        "physician-global": ("10", "6", "2.5"),
        "patient-global": ("10", "6", "4"),
        "cmas": ("", "28", "41"),
        "chaq": ("", "1.625", "0.875"),
        "ck": ("150", "900", "180"),
        "extramuscular": ("10", "4", "3"),
    },
}


def criteria_for_scripts() -> Safe:
    """Return every table of the criteria as inert JSON."""
    known = {
        "instruments": list(map(_instrument, WITH_VALUES)),
        "measures": MEASURE_LABELS,
        "highest": in_decimals(HIGHEST),
        "total": _total(),
        "imacs": _imacs(),
        "remembered": REMEMBERED_OF_IMACS,
        "examples": {group: _example(rows) for group, rows in EXAMPLES.items()},
    }
    # Inside a script element only these two could end it or begin an entity.
    text = json.dumps(known, ensure_ascii=False)
    return Safe(text.replace("<", "\\u003c").replace("&", "\\u0026"))


def _instrument(instrument: CoreSetInstrument) -> dict[str, object]:
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
        "imacsMeasure": instrument.measure_in_imacs,
        "remembered": instrument.remembered,
    }


def _total() -> dict[str, object]:
    levels = {}
    for measure, steps in LEVELS.items():
        levels[measure] = {"cuts": steps.cuts, "points": list(map(in_decimals, steps.points))}
    thresholds = {}
    for group, reached in THRESHOLDS.items():
        thresholds[group] = {name: in_decimals(points) for name, points in reached.items()}
    return {"levels": levels, "thresholds": thresholds, "none": Category.NONE}


def _imacs() -> dict[str, object]:
    return {
        "improvedFrom": in_decimals(IMPROVED_FROM),
        "worsenedFrom": in_decimals(WORSENED_FROM),
        "measuresImproved": MEASURES_IMPROVED,
        "measuresWorsened": MEASURES_WORSENED,
        "neverWorse": NEVER_WORSE,
        "verdicts": {verdict: verdict for verdict in Verdict},
    }


def _example(rows: Mapping[str, tuple[str, str, str]]) -> dict[str, str]:
    """Return a made-up patient as the address of the page holds one."""
    return {name: "_".join(typed) for name, typed in rows.items()}
