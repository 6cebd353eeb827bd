"""`evidence check`: everything that is wrong with the files, in one run; or what a code means."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from generator.audit.catalogue import explained
from generator.cli.messages import CLEAN, WRONG_USE, Reporter, severities
from generator.cli.reading import read_project
from generator.cli.today import today
from generator.text.count_words import count_words


def run(options: argparse.Namespace, root: Path, reporter: Reporter) -> int:
    """Run `evidence check` as it was typed."""
    return explain(options.explain, reporter) if options.explain else check(root, reporter)


def check(root: Path, reporter: Reporter) -> int:
    """Say every finding in the files of a project."""
    with reporter.progress():
        evidence, checks, findings = read_project(root, today())
    # Without topic or vocabulary there is no evidence at all, only findings.
    studies = len(evidence.studies) if evidence else 0
    ran = len(checks.checked) if checks else 0
    read, checked = count_words(studies, "study", "studies"), count_words(ran, "check")
    counted = f"{read} read, {checked} of figures: {severities(findings)}."
    awaiting = sum(row.decision == "awaiting" for row in evidence.screening) if evidence else 0
    drafts = len(evidence.drafts) if evidence else 0
    lines = [counted]
    to_do = "; ".join(_to_do(awaiting, drafts))
    if to_do:
        lines.append(f"{to_do}.")
    return reporter.result(
        findings, *lines, studies=studies, checks=ran, awaiting=awaiting, to_extract=drafts
    )


def _to_do(awaiting: int, drafts: int) -> Iterator[str]:
    """Yield what is still to be done by the curator."""
    if awaiting:
        records = count_words(awaiting, "record awaits", "records await")
        yield f"{records} a decision (evidence screen)"
    if drafts:
        yield f"{count_words(drafts, 'study waits', 'studies wait')} for extraction"


def explain(code: str, reporter: Reporter) -> int:
    """Say what a code means, why it matters and where its method stands."""
    known = explained()
    rule = known.get(code.upper())
    if rule is None:
        codes = ", ".join(sorted(known))
        reporter.wrong_use(f"no rule has the code {code!r}; the codes are {codes}.")
        return WRONG_USE
    reporter.result([], *rule.lines, **rule.facts)
    return CLEAN
