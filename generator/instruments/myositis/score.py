"""`evidence score`: the response of patients with myositis from their core set measures."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.cli.messages import WRONG_USE, Reporter
from generator.instruments.myositis.core_set import (
    Measure,
    ScaleError,
    check_belongs,
    instrument_named,
)
from generator.instruments.myositis.core_set_change import (
    Change,
    change_between,
    change_in_percent,
    one_for_each_measure,
)
from generator.instruments.myositis.core_set_file import CoreSetRow, read_core_set
from generator.instruments.myositis.exact_number import Exact, exact
from generator.instruments.myositis.imacs_definition import imacs_of_changes
from generator.instruments.myositis.score_text import Scored, facts_of, lines_of
from generator.instruments.myositis.total_improvement_score import Criteria, total_improvement
from generator.model.finding import Finding, Place, Severity

# As in other commands of a shell, a hyphen stands for what is piped in.
_STDIN = Path("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to score and how: a file or measures in words, the criteria, the cut of worsening."""

    file: Path | None
    measures: tuple[CoreSetRow, ...]
    juvenile: bool
    criteria: str
    worsened_from: str

    @property
    def group(self) -> Criteria:
        """Return whose thresholds hold."""
        return Criteria.JUVENILE if self.juvenile else Criteria.ADULT


def run(options: argparse.Namespace, _: Path, reporter: Reporter) -> int:
    """Run `evidence score` as it was typed."""
    request = Request(
        file=options.file,
        measures=tuple(options.measure),
        juvenile=options.juvenile,
        criteria=options.criteria,
        worsened_from=options.worsened_from,
    )
    return score(request, reporter)


def score(request: Request, reporter: Reporter) -> int:
    """Say every step of every patient; with a fault in the input nothing is scored."""
    if (request.file is None) == (not request.measures):
        reporter.wrong_use(
            "give a file (- for standard input), or measures with --measure; see --help."
        )
        return WRONG_USE
    name, rows, findings = _read(request)
    patients = list(scored_patients(rows, request, name, findings))
    if any(finding.severity is Severity.ERROR for finding in findings):
        return reporter.result(findings, "Nothing was scored.", patients=[])
    lines: list[str] = []
    for patient in patients:
        lines += lines_of(patient)
    return reporter.result(findings, *lines, patients=list(map(facts_of, patients)))


def measure_in_words(text: str) -> CoreSetRow:
    """Return a measure written NAME=BASELINE:FOLLOW-UP[:SCALE or UPPER LIMIT] or NAME=PERCENT%.

    ValueError where the text is neither.
    """
    name, _, rest = text.partition("=")
    is_enzyme = instrument_named(name).is_enzyme
    if rest.endswith("%"):
        return CoreSetRow(line=0, measure=name, absolute_percent=rest[:-1])
    match rest.split(":"):
        case [first, last]:
            return CoreSetRow(line=0, measure=name, baseline=first, follow_up=last)
        case [first, last, third]:
            row = {"upper_limit" if is_enzyme else "scale": third}
            return CoreSetRow(line=0, measure=name, baseline=first, follow_up=last, **row)
        case _:
            raise ValueError(
                f"{text!r} is not NAME=BASELINE:FOLLOW-UP, with :SCALE or :UPPER-LIMIT, "
                "or NAME=PERCENT%"
            )


def percentage_above_0(text: str) -> str:
    """Return a cut as it was written; ValueError where it is not above 0."""
    if exact(text) <= 0:
        raise ValueError(f"{text!r} is not above 0")
    return text


def scored_patients(
    rows: list[CoreSetRow], request: Request, name: str, findings: list[Finding]
) -> Iterator[Scored]:
    """Yield each patient in the order of the file, and note what cannot be scored."""
    of_patient: dict[str, list[CoreSetRow]] = {}
    for row in rows:
        of_patient.setdefault(row.patient, []).append(row)
    for patient, measured in of_patient.items():
        changes, faults = _changes(measured, request, name)
        findings += faults
        if faults:
            continue
        try:
            yield _scored(patient, changes, request)
        # A conflict between rows, as of two enzymes equally abnormal, is found when all are known.
        except ScaleError as error:
            findings.append(_finding(name, _row_about(measured, error.about), error))


def _read(request: Request) -> tuple[str, list[CoreSetRow], list[Finding]]:
    if request.file is None:
        return "--measure", list(request.measures), []
    name = "standard input" if request.file == _STDIN else str(request.file)
    try:
        content = sys.stdin.buffer.read() if request.file == _STDIN else request.file.read_bytes()
    except OSError as error:
        return name, [], [_unreadable(name, error)]
    return (name, *read_core_set(content, name))


def _unreadable(name: str, error: OSError) -> Finding:
    return Finding(
        "E121",
        Place(name),
        f"cannot be opened ({error.strerror})",
        "a readable file",
        "Check its name; an example stands in --help.",
    )


def _row_about(rows: list[CoreSetRow], instrument: str) -> CoreSetRow:
    """Return the last row about an instrument, where its table is mended; else the first row."""
    for row in reversed(rows):
        if instrument_named(row.measure).id == instrument:
            return row
    return rows[0]


def _changes(
    rows: list[CoreSetRow], request: Request, name: str
) -> tuple[list[Change], list[Finding]]:
    changes, faults = [], []
    for row in rows:
        try:
            change = _change(row, juvenile=request.juvenile)
        except ScaleError as error:
            faults.append(_finding(name, row, error))
        else:
            changes += [change] if change else []
    return changes, faults


def _change(row: CoreSetRow, *, juvenile: bool) -> Change | None:
    """Return the change of a row, or None where there is no baseline."""
    instrument = instrument_named(row.measure)
    check_belongs(instrument, juvenile=juvenile)
    if row.absolute_percent or row.relative_percent:
        if row.baseline or row.follow_up:
            # The two might disagree, and nobody could say which one was meant.
            raise ScaleError(
                "has values and a percent",
                "one of the two",
                "Keep the values; the percent is computed.",
            )
        return change_in_percent(
            instrument, absolute=row.absolute_percent or None, relative=row.relative_percent or None
        )
    if not row.baseline:
        return None
    return change_between(
        instrument,
        row.baseline,
        row.follow_up or None,
        scale=row.scale or None,
        upper_limit=row.upper_limit or None,
    )


def _scored(patient: str, changes: list[Change], request: Request) -> Scored:
    counted = one_for_each_measure(changes, imacs=request.criteria == "imacs")
    total = imacs = None
    if request.criteria != "imacs":
        percents: Mapping[Measure, Exact | None] = {
            measure: change.absolute_percent for measure, change in counted.items()
        }
        total = total_improvement(percents, request.group)
    if request.criteria != "tis":
        imacs = imacs_of_changes(counted, worsened_from=request.worsened_from)
    return Scored(
        patient=patient,
        changes=tuple(changes),
        counted=counted,
        total=total,
        imacs=imacs,
        worsened_from=request.worsened_from,
    )


def _finding(file: str, row: CoreSetRow, error: ScaleError) -> Finding:
    path = f"patient {row.patient} {row.measure}" if row.patient else row.measure
    return Finding("E252", Place(file, row.line, path), error.seen, error.expected, error.remedy)
