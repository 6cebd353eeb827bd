"""`evidence update`: saved searches, notices on reports, the state of trials, regulators."""

import argparse
from dataclasses import dataclass
from pathlib import Path

from generator.cli.messages import BUSY, FINDINGS, Reporter
from generator.cli.today import today
from generator.desk.update import STEPS, Step, StepName, Update, run_steps
from generator.files.load import load_evidence
from generator.files.transaction import DeskBusyError, desk
from generator.model.finding import Finding
from generator.network.client import Client
from generator.network.faults import NoReplyError


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked for."""

    root: Path
    only: StepName | None = None
    dry_run: bool = False


def run(options: argparse.Namespace, root: Path, reporter: Reporter) -> int:
    """Run `evidence update` as it was typed."""
    return update(Request(root=root, only=options.only, dry_run=options.dry_run), reporter)


def update(request: Request, reporter: Reporter) -> int:
    """Do the steps asked for, each whole or not at all, and say what came of them."""
    try:
        with desk(request.root):
            return _run(request, reporter)
    except DeskBusyError:
        reporter.wrong_use(BUSY)
        return FINDINGS


def _run(request: Request, reporter: Reporter) -> int:
    evidence, findings = load_evidence(request.root)
    if evidence is None:
        reporter.result(findings, "Nothing was looked up: mend the files first.")
        return FINDINGS
    # A search of yesterday is asked again; one of today answers from the snapshots.
    day = today()
    try:
        root = None if request.dry_run else request.root
        client = Client(root, evidence.topic.intake, day, not_before=day)
    except NoReplyError as wrong:
        return reporter.result([wrong.finding()])
    steps = [request.only] if request.only else STEPS
    with reporter.progress() as say:
        asked = Update(
            root=request.root, client=client, steps=steps, write=not request.dry_run, say=say
        )
        done = list(run_steps(asked))
    return _say(done, client.findings, request, reporter)


def _say(done: list[Step], kept: list[Finding], request: Request, reporter: Reporter) -> int:
    """Say what came of the steps; `kept` are findings about replies that were kept."""
    findings, lines = list(kept), list[str]()
    facts: dict[str, list[object]] = {name: [] for name in STEPS}
    for step in done:
        findings += step.findings
        lines += step.lines
        if step.facts:
            facts[step.name].append(dict(step.facts))
    if request.dry_run:
        lines.append("Nothing was written (--dry-run).")
    return reporter.result(findings, *lines, dry_run=request.dry_run, **facts)
