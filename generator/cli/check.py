"""`evidence check`: everything that is wrong with the files, in one run; or what a code means."""

import argparse
from pathlib import Path

from generator.audit.catalogue import explained
from generator.cli.messages import CLEAN, WRONG_USE, Reporter, count_words
from generator.cli.reading import read_project


def run(options: argparse.Namespace, root: Path, reporter: Reporter) -> int:
    """Run `evidence check` as it was typed."""
    return explain(options.explain, reporter) if options.explain else check(root, reporter)


def check(root: Path, reporter: Reporter) -> int:
    """Say every finding in the files of a project."""
    with reporter.progress():
        evidence, checks, findings = read_project(root)
    studies = len(evidence.studies) if evidence else 0
    ran = len(checks.checked) if checks else 0
    words = f"{studies} studies read, {ran:,} checks of figures: {count_words(findings)}."
    awaiting = sum(row.decision == "awaiting" for row in evidence.screening) if evidence else 0
    drafts = len(evidence.drafts) if evidence else 0
    lines = (words, *_open_words(awaiting, drafts))
    return reporter.result(
        findings, *lines, studies=studies, checks=ran, awaiting=awaiting, to_extract=drafts
    )


def _open_words(awaiting: int, drafts: int) -> tuple[str, ...]:
    """Return one line on what is still to be done by the curator; none where nothing is."""
    parts = []
    if awaiting:
        parts.append(
            f"{awaiting:,} {'record awaits' if awaiting == 1 else 'records await'} a decision (evidence screen)"
        )
    if drafts:
        parts.append(
            f"{drafts:,} {'study waits' if drafts == 1 else 'studies wait'} for extraction"
        )
    return (f"{'; '.join(parts)}.",) if parts else ()


def explain(code: str, reporter: Reporter) -> int:
    """Say what a code means, why it matters and where its method stands."""
    known = explained()
    found = known.get(code.upper())
    if found is None:
        reporter.wrong_use(
            f"no rule has the code {code!r}; the codes are {', '.join(sorted(known))}."
        )
        return WRONG_USE
    reporter.result([], *found.lines, **found.facts)
    return CLEAN
