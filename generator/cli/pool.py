"""`evidence pool`: one CSV file of studies, pooled by every method that fits it."""

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.cli.messages import FINDINGS, WRONG_USE, Reporter
from generator.model.finding import Finding
from generator.model.study_table import StudyTable
from generator.pool.analysis import analyse, kept, why_not_pooled
from generator.pool.measures import WITHOUT_VARIANCES, Measure, measures_for, names_for
from generator.pool.r_script import r_script
from generator.pool.study_file import read_effect_table
from generator.pool.summary import summarise
from generator.pool.text_report import pooled_lines
from generator.text.count_words import count_words

_METHODS = (
    "Intervals are 95 %. Random effects: REML, modified Hartung-Knapp. "
    "Exact likelihood: random intercept, t on k − 1. All other methods: --json."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooling:
    """What is asked of a file: one measure or all, and which files to write."""

    file: Path
    measure: str | None = None
    forest: Path | None = None
    script: Path | None = None


def run(options: argparse.Namespace, _: Path, reporter: Reporter) -> int:
    """Run `evidence pool` as it was typed."""
    wanted = Pooling(
        file=options.file, measure=options.measure, forest=options.forest, script=options.script
    )
    return pool(wanted, reporter)


def pool(request: Pooling, reporter: Reporter) -> int:
    """Say what the studies of a file give together; write a plot and a script where asked."""
    try:
        content = request.file.read_bytes()
    except OSError as error:
        why = error.strerror or error
        reporter.wrong_use(f"{request.file} cannot be read: {why}. Give the name of a CSV file.")
        return WRONG_USE
    table, findings = read_effect_table(content, str(request.file), request.file.stem)
    if table is None:
        reporter.result(findings)
        return FINDINGS
    return _pool(table, findings, request, reporter)


def _pool(table: StudyTable, findings: list[Finding], request: Pooling, reporter: Reporter) -> int:
    if request.measure is not None and request.measure not in names_for(table):
        fitting = f"its columns ({table.layout.title}) fit {', '.join(names_for(table))}"
        reporter.wrong_use(f"{request.file} gives no {request.measure}; {fitting}.")
        return WRONG_USE
    try:
        written = _write(table, request)
    except OSError as error:
        why = error.strerror or error
        reporter.wrong_use(f"{error.filename} cannot be written: {why}. Name another file.")
        return WRONG_USE
    if reporter.as_json:
        return reporter.result(findings, **analyse(table, request.measure))
    return reporter.result(findings, *_lines(table, request), *written)


def _lines(table: StudyTable, request: Pooling) -> list[str]:
    studies = count_words(len(table), "study", "studies")
    lines = [f"{table.name}: {studies}, {table.layout.title}"]
    for measure in measures_for(table).values():
        if request.measure in {None, measure.name} or measure is _chosen(table, request.measure):
            lines += ["", *_measure_lines(table, measure)]
    return [*lines, "", _METHODS]


def _measure_lines(table: StudyTable, measure: Measure) -> Iterable[str]:
    summary = summarise(table, measure)
    if summary is None:
        return [f"{measure.title} ({measure.name}): {why_not_pooled(kept(table, measure)[1])}"]
    return pooled_lines(summary)


def _write(table: StudyTable, request: Pooling) -> list[str]:
    """Write the files asked for; return a line on each."""
    measure, written = _chosen(table, request.measure), []
    if request.forest is not None:
        # The drawing libraries are read only where something is drawn.
        from generator.charts.render import render_alone  # noqa: PLC0415
        from generator.pool.forest import draw_pooled  # noqa: PLC0415

        summary = summarise(table, measure)
        if summary is not None:
            request.forest.write_text(render_alone(draw_pooled(summary)), encoding="utf-8")
            plot = f"a forest plot of {measure.title} ({measure.name})"
            written.append(f"Wrote {request.forest}: {plot}.")
    if request.script is not None:
        request.script.write_text(r_script(table, measure), encoding="utf-8")
        written.append(f"Wrote {request.script}: an R script that reproduces {measure.name}.")
    return written


def _chosen(table: StudyTable, name: str | None) -> Measure:
    """Return the measure asked for, that which a likelihood goes with, or the first that fits."""
    measures = measures_for(table)
    belongs_to = WITHOUT_VARIANCES.get(table.layout.name, {}).get(name or "", name)
    return measures.get(belongs_to or "") or next(iter(measures.values()))
