"""`evidence screen --decide FILE.csv`: many decisions from one table."""

from pathlib import Path

from generator.cli.messages import WRONG_USE, Reporter, one_line
from generator.desk.decision_table import WrongColumnsError, carry_out
from generator.desk.screening import Desk
from generator.model.finding import Severity
from generator.text.count_words import count_words


def decide_from(path: Path, desk: Desk, reporter: Reporter) -> int:
    """Carry out the decisions of a table and say what became of its lines."""
    try:
        content = path.read_bytes()
    except OSError as error:
        why = error.strerror or error
        reporter.wrong_use(f"{path.name} cannot be read: {why}. Give a table of decisions.")
        return WRONG_USE
    try:
        done = carry_out(content, path.name, desk)
    except WrongColumnsError as wrong:
        reporter.wrong_use(str(wrong))
        return WRONG_USE
    # Why a line was passed over belongs to the count, though it is only a note.
    notes = [finding for finding in done.findings if finding.severity is Severity.NOTE]
    passed = [one_line(str(finding)) for finding in notes]
    # What was put off still awaits a decision.
    left = len(desk.awaiting())
    count = (
        f"{done.decided} of {count_words(done.lines, 'decision')} written; "
        f"{count_words(left, 'record awaits', 'records await')} a decision."
    )
    return reporter.result(done.findings, *passed, count, decided=done.decided)
