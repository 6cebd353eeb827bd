"""The R script that reproduces an average of the site: its studies inside, and which printed line is the one shown."""

import math

from generator.model.study_table import GENERIC_ERROR, PROPORTION, StudyTable
from generator.pool.measures import measures_for
from generator.pool.r_script import r_script
from generator.synthesis.estimate import Estimate

_LINES = {
    "share": "# The site shows the line `exact`, on the scale of log odds: 1/(1 + exp(-x)) gives the share.\n",
    "ratio": "# The site shows the lines `random` and `prediction`, as logarithms: exp(x) gives the ratio.\n",
    "difference": "# The site shows the lines `random` and `prediction`, in the units of the scale.\n",
}


def estimate_script(found: Estimate) -> str | None:
    """Return an R script for metafor that reproduces an average; None where nothing is averaged."""
    if found.pooled is None:
        return None
    table = _table(found)
    measure = measures_for(table)["PLO" if found.pooled.scale == "share" else "GEN"]
    return _LINES[found.pooled.scale] + r_script(table, measure)


def _table(found: Estimate) -> StudyTable:
    labels = tuple(one.candidate.study.label for one in found.inputs)
    if found.scale == "share":
        counts = [one.candidate.counts for one in found.inputs]
        columns = {"x": tuple(float(x) for x, _ in counts), "n": tuple(float(n) for _, n in counts)}
        return StudyTable(
            name="inputs", layout=PROPORTION, labels=labels, years=None, columns=columns
        )
    values = [one.figure.value for one in found.inputs]
    columns = {
        "yi": tuple(math.log(value) if found.scale == "ratio" else value for value in values),
        "sei": tuple(one.figure.error or math.nan for one in found.inputs),
    }
    return StudyTable(
        name="inputs", layout=GENERIC_ERROR, labels=labels, years=None, columns=columns
    )
