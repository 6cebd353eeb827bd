"""The R script that reproduces an average of the site, with its studies inside."""

import math

from generator.model.study_table import GENERIC_ERROR, PROPORTION, StudyTable
from generator.pool.measures import measures_for
from generator.pool.r_script import r_script
from generator.synthesis.estimate import Estimate

# Which of the lines that the script prints is the one on the page.
_LINES = {
    "share": "# The site shows the line `exact`, on the scale of log odds: "
    "1/(1 + exp(-x)) gives the share.\n",
    "ratio": "# The site shows the lines `random` and `prediction`, as logarithms: "
    "exp(x) gives the ratio.\n",
    "difference": "# The site shows the lines `random` and `prediction`, "
    "in the units of the scale.\n",
}


def estimate_script(estimate: Estimate) -> str | None:
    """Return an R script for metafor that reproduces an average; None where nothing is averaged."""
    if estimate.pooled is None:
        return None
    table = _table(estimate)
    scale = estimate.pooled.scale
    measure = measures_for(table)["PLO" if scale == "share" else "GEN"]
    return _LINES[scale] + r_script(table, measure)


def _table(estimate: Estimate) -> StudyTable:
    """Return the inputs of an average: counts of people, else values with their errors."""
    labels = tuple(entry.candidate.study.label for entry in estimate.inputs)
    if estimate.scale == "share":
        counts = [entry.candidate.counts for entry in estimate.inputs]
        events = tuple(float(with_event) for with_event, _ in counts)
        layout, columns = PROPORTION, {"x": events, "n": tuple(float(n) for _, n in counts)}
    else:
        values = tuple(entry.figure.value for entry in estimate.inputs)
        # Errors of ratios are those of their logarithms.
        effects = tuple(map(math.log, values)) if estimate.scale == "ratio" else values
        errors = tuple(entry.figure.error or math.nan for entry in estimate.inputs)
        layout, columns = GENERIC_ERROR, {"yi": effects, "sei": errors}
    return StudyTable(name="inputs", layout=layout, labels=labels, years=None, columns=columns)
