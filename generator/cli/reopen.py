"""`evidence screen --reopen IDENTIFIER`: a record that was left out awaits a decision again."""

from generator.cli.messages import CLEAN, FINDINGS, WRONG_USE, Reporter, one_line
from generator.desk.decisions import RELATIONS, Reopened, UndecidableError
from generator.desk.screening import Desk
from generator.files.notices_file import NOTICES_FILE
from generator.matching.known_records import BIBLIOGRAPHY, SCREENING
from generator.model.evidence import study_file
from generator.model.reference import ScreeningRecord


def reopen(name: str, desk: Desk, reporter: Reporter) -> int:
    """Put an excluded or duplicate record back; what is included is left as it is."""
    rows = desk.rows_named(name)
    left_out = next((row for row in rows if row.decision in {"excluded", "duplicate"}), None)
    if left_out:
        return _reopen(left_out, desk, reporter)
    if not rows:
        reporter.wrong_use(
            one_line(f"{name!r} is not in the log; give an identifier of {SCREENING}.")
        )
        return WRONG_USE
    if rows[0].decision == "awaiting":
        words = one_line(f"{rows[0].identifier} awaits a decision already; nothing was changed.")
        return reporter.result([], words, reopened=0)
    # An inclusion was written into several files, which may have been worked on since.
    reporter.wrong_use(_by_hand(rows[0]))
    return FINDINGS


def _reopen(row: ScreeningRecord, desk: Desk, reporter: Reporter) -> int:
    try:
        desk.decide(desk.entry(row), Reopened())
    except UndecidableError as fault:
        reporter.wrong_use(f"nothing was changed: {fault}.")
        return FINDINGS
    was = f"it was {row.decision}" + (f": {row.reason}" if row.reason else "")
    reporter.result([], one_line(f"{row.identifier} awaits a decision again; {was}."), reopened=1)
    return CLEAN


def _by_hand(row: ScreeningRecord) -> str:
    study = f", {study_file(row.study)}" if row.study else ""
    by_hand = f"to take that back, change by hand its row in {SCREENING}{study}"
    keys = f"what names its key in {BIBLIOGRAPHY}, {RELATIONS} and {NOTICES_FILE}"
    return one_line(f"{row.identifier} is included and was left as it is; {by_hand} and {keys}.")
