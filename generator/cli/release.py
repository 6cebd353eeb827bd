"""`evidence release`: records the present state of the evidence as the next version."""

import argparse
import datetime as dt
from pathlib import Path

from generator.cli.messages import BUSY, CLEAN, WRONG_USE, Reporter
from generator.cli.reading import read_project
from generator.cli.today import today
from generator.files.load import NEXT_RELEASE, PUBLISHED, RELEASES
from generator.files.published_file import write_published
from generator.files.transaction import DeskBusyError, desk, write_together
from generator.history.change_summary import counts_sentence, results_sentence
from generator.history.present import Present, present
from generator.history.release_file import write_release
from generator.model.date import day_words
from generator.model.finding import Severity
from generator.text.count_words import count_words

# Reasons belong to one version: once it is recorded, the next begins with none.
_NO_REASONS = b"reasons: []\n"


def run(options: argparse.Namespace, root: Path, reporter: Reporter) -> int:
    """Run `evidence release` as it was typed."""
    return release(root, options.date, reporter, dry_run=options.dry_run)


def release(root: Path, day: dt.date | None, reporter: Reporter, *, dry_run: bool = False) -> int:
    """Record the present state as the next version, unless the files have errors."""
    if dry_run:
        return _release(root, day or today(), reporter, dry_run=True)
    try:
        with desk(root):
            return _release(root, day or today(), reporter, dry_run=False)
    except DeskBusyError:
        reporter.wrong_use(BUSY)
        return WRONG_USE


def _release(root: Path, day: dt.date, reporter: Reporter, *, dry_run: bool) -> int:
    with reporter.progress():
        evidence, _, findings = read_project(root)
    if evidence is None or any(finding.severity is Severity.ERROR for finding in findings):
        nothing = "Nothing was recorded: mend the errors first."
        return reporter.result(findings, nothing, version=None)
    state = present(evidence)
    if state.is_recorded:
        same = f"Nothing changed since version {state.version}: there is nothing to record."
        return reporter.result([], same, version=str(state.version), files=[], dry_run=dry_run)
    if state.last and day < state.last.date.first_day:
        last = f"version {state.last.version} of {state.last.date}"
        reporter.wrong_use(f"{day} lies before {last}; give a later --date.")
        return WRONG_USE
    files = _files(state, day)
    if (root / NEXT_RELEASE).exists():
        files[NEXT_RELEASE] = _NO_REASONS
    if not dry_run:
        write_together(root, files)
    return _say(state, day, sorted(files), reporter, dry_run=dry_run)


def _say(
    state: Present, day: dt.date, files: list[str], reporter: Reporter, *, dry_run: bool
) -> int:
    what = "would be recorded" if dry_run else "is recorded"
    lines = [f"Version {state.version} of {day_words(day)} {what} in {RELEASES}/."]
    # Of the first version there is nothing to count: all of it is new.
    if state.evidence.published:
        lines += [counts_sentence(state.changed), results_sentence(state.changed)]
    facts = {"version": str(state.version), "date": day.isoformat(), "files": files}
    reporter.result([], *lines, **facts, dry_run=dry_run)
    return CLEAN


def _files(state: Present, day: dt.date) -> dict[str, bytes]:
    evidence = state.evidence
    first = None
    if evidence.published is None:
        studies = count_words(len(evidence.studies), "study", "studies")
        first = f"{studies}. What came before is not told apart."
    reasons = evidence.next_release
    return {
        PUBLISHED: write_published(state.version, state.statements),
        f"{RELEASES}/{state.version}.yml": write_release(
            state.version, day, state.changed, reasons, first
        ),
    }
