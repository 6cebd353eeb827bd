"""`evidence pool`: one CSV file of studies, pooled by every measure, estimator and test that fits it."""

from pathlib import Path

from generator.cli.messages import FINDINGS, WRONG_USE, Reporter
from generator.sources.effect_table import read_effect_table
from generator.synthesis.analysis import analyse
from generator.synthesis.measures import names_for


def pool(file: Path, measure: str | None, reporter: Reporter) -> int:
    """Say what the studies of a file give together."""
    try:
        content = file.read_bytes()
    except OSError as error:
        reporter.wrong_use(f"{file} cannot be read: {error.strerror or error}. Give the name of a CSV file.")
        return WRONG_USE
    table, findings = read_effect_table(content, str(file), file.stem)
    if table is None:
        reporter.result(findings)
        return FINDINGS
    if measure is not None and measure not in names_for(table):
        fitting = ", ".join(names_for(table))
        reporter.wrong_use(f"{file} gives no {measure}; its columns ({table.layout.title}) fit {fitting}.")
        return WRONG_USE
    return reporter.result(findings, **analyse(table, measure))
