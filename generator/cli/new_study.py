"""`evidence new study`: an empty draft of a study, as screening writes it for a found record."""

import argparse
from pathlib import Path

from generator.cli.messages import BUSY, CLEAN, FINDINGS, WRONG_USE, Reporter
from generator.cli.today import today
from generator.desk.new_study import NewStudy, NotBegunError, begin_study, reasons_against
from generator.files.load import load_evidence
from generator.files.transaction import DeskBusyError, desk


def run(options: argparse.Namespace, root: Path, reporter: Reporter) -> int:
    """Run `evidence new` as it was typed."""
    wanted = NewStudy(
        id=options.id,
        design=options.design,
        report=options.report,
        evidence=options.evidence,
        force_free=options.force_free,
    )
    return new_study(root, wanted, reporter)


def new_study(root: Path, wanted: NewStudy, reporter: Reporter) -> int:
    """Begin a study and say what comes next."""
    everything, findings = load_evidence(root)
    if everything is None:
        first = "topic, vocabulary and bibliography have to be read first."
        reporter.result(findings, f"Nothing was written: {first}")
        return FINDINGS
    # Wrong use is said even while another command is at work.
    for reason in reasons_against(root, wanted, everything):
        reporter.wrong_use(reason)
        return WRONG_USE
    try:
        with desk(root):
            file = begin_study(root, wanted, everything, today())
    except NotBegunError as refusal:
        reporter.wrong_use(str(refusal))
        return WRONG_USE
    except DeskBusyError:
        reporter.wrong_use(BUSY)
        return WRONG_USE
    draft = f"{file} is a draft now; it is shown as one and counts nowhere."
    reporter.result([], draft, _next(wanted), file=file)
    return CLEAN


def _next(wanted: NewStudy) -> str:
    steps = [
        "note in data/screening.csv how it was found",
        "fill it from the source",
        "set extraction: status",
        "evidence check",
    ]
    # Without a report nothing leads from the study to its source.
    if not wanted.report:
        steps.insert(0, "put its report into the bibliography and its key under reports")
    unclear = "evidence explain study, evidence explain results.kind"
    return f"Next: {'; '.join(steps)}. Whatever is unclear: {unclear}."
