"""The screening log adds up: every record has one decision, with its study or its reason."""

from collections.abc import Iterator

from generator.audit.check import check, value_check
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.date import PartialDate
from generator.model.evidence import Evidence, study_file
from generator.model.finding import Finding, Place
from generator.model.identifier import Identifier, parse_identifier
from generator.model.reference import DECISIONS, ScreeningRecord
from generator.model.rule import Rule
from generator.model.study import UNWRITTEN_SUMMARY

_LOG = "data/screening.csv"
_DECISIONS = f"{', '.join(DECISIONS[:-1])} or {DECISIONS[-1]}"


_METHOD = "Page MJ and others. PRISMA 2020. BMJ 2021;372:n71."


def _at(row: ScreeningRecord, column: str) -> Place:
    return Place(_LOG, row.line, column)


@check(
    "E361",
    "unknown-decision",
    "A decision is none of those that the flow counts",
    why="Included, excluded, awaiting and duplicate records must add up to all that were "
    f"found. {_METHOD}",
    reads=("decision",),
)
def unknown_decision(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each record whose decision is none of those the flow counts."""
    for row in evidence.screening:
        if row.decision not in DECISIONS:
            yield rule.broken(
                _at(row, "decision"),
                seen=f"is {row.decision!r}",
                expected=_DECISIONS,
                remedy="Write one of these; a remark belongs into the column reason.",
            )


@check(
    "E362",
    "included-without-study",
    "An included report names no study",
    why=f"The studies of the flow are those that included reports are about. {_METHOD}",
    reads=("decision", "study"),
)
def included_without_study(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each included record that names no study."""
    for row in evidence.screening:
        if row.decision == "included" and not row.study:
            yield rule.broken(
                _at(row, "study"),
                seen="is empty on a row that says included",
                expected="the id of the study that the report is about",
                remedy="Name the study; a new one begins with a file in data/studies/.",
            )


@check(
    "E363",
    "decision-without-reason",
    "An exclusion or a duplicate has no reason",
    why=f"The reasons of the flow must add up to the records left out. {_METHOD}",
    reads=("decision", "reason"),
)
def decision_without_reason(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each excluded record or duplicate that does not say why."""
    expected = {"excluded": "why the report was left out", "duplicate": "which other report it is"}
    for row in evidence.screening:
        if row.decision in expected and not row.reason.strip():
            yield rule.broken(
                _at(row, "reason"),
                seen=f"is empty on a row that says {row.decision}",
                expected=expected[row.decision],
                remedy="Write the reason; readers see it on the screening page.",
            )


@check(
    "E364",
    "two-decisions",
    "One identifier has two decisions",
    why="A report that is both in and out is counted twice, and no reader can tell which "
    "decision holds.",
    reads=("identifier", "decision"),
)
def two_decisions(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each identifier that has two decisions; duplicates are left aside."""
    first: dict[Identifier, ScreeningRecord] = {}
    for row in evidence.screening:
        identifier = parse_identifier(row.identifier)
        # A duplicate names the same report on purpose.
        if identifier is None or row.decision == "duplicate":
            continue
        other = first.setdefault(identifier, row)
        if other.decision != row.decision:
            yield rule.broken(
                _at(row, "decision"),
                seen=f"is {row.decision!r} for {identifier}, which line {other.line} calls "
                f"{other.decision!r}",
                expected="one decision for one report",
                remedy="Keep one of the rows, or call the other a duplicate and say of which "
                "report.",
            )


@check(
    "E365",
    "seed-not-read",
    "The study that the topic starts from is still to be extracted",
    why="The home page opens with what this study found.",
    reads=("seed",),
)
def seed_not_read(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where the study that the topic starts from is still to be extracted."""
    if evidence.topic.seed in evidence.drafts:
        yield rule.broken(
            evidence.places.find("data/topic.yml", "seed"),
            seen=f"is {evidence.topic.seed!r}, which is still to be extracted",
            expected="a study whose values were read",
            remedy="Extract it, or name another study to start from.",
        )


@check(
    "E366",
    "draft-called-read",
    "A draft without any value is called read",
    why="A study whose values nobody has read would be counted among those that were.",
    reads=("status", "summary"),
)
def draft_called_read(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each study that is called read and holds what its draft came with."""
    for study in evidence.studies.values():
        if study.summary.strip() == UNWRITTEN_SUMMARY and not study.rows:
            yield rule.broken(
                evidence.places.find(study_file(study.id), "extraction.status"),
                seen=f"is {study.extraction.status}, and the file holds no value and no "
                "summary yet",
                expected="to-be-extracted, as long as nothing was read",
                remedy="Fill in what the sources say and write a summary, or set the status "
                "back to to-be-extracted.",
            )


@value_check(
    "W361",
    "draft-with-values",
    "A study to be extracted already holds values",
    checked="Whether a study to be extracted holds values",
    why="What is still to be extracted counts nowhere, so values that were read would be "
    "hidden from readers.",
    method="Counting: rows of values",
    reads=("status", "results", "harms"),
    answers=(Ruling.TO_READ,),
)
def draft_with_values(evidence: Evidence) -> Iterator[Verdict]:
    """Yield each study that is called still to be extracted and already holds values."""
    for study in evidence.drafts.values():
        if study.numbers:
            yield Subject(study, "extraction.status").to_read(
                f"is {study.extraction.status}, and the file holds {len(study.numbers)} "
                "results or harms, which count nowhere",
                "a file without results, or another status",
                "Once its values were read, set the status to once, or to agreed, corrected, "
                "partly or not-seen-again.",
            )


@value_check(
    "N457",
    "unread-report-decided",
    "A report that is called unread was decided on",
    checked="Whether a report called unread was decided on",
    why="Pages say of these reports that their figures are not available to us.",
    method="The title of a row of data/screening.csv",
    reads=("screened", "decision"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
def unread_report_decided(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each report that is called unread still awaits a decision."""
    decided = {row.title: row.decision for row in evidence.screening}
    for place, report in enumerate(evidence.unread_reports):
        decision = decided.get(report.screened)
        if decision is None:
            seen = "names no row of the screening log"
        elif decision == "awaiting":
            seen = "awaits a decision"
        else:
            seen = f"names a row that says {decision}"
        yield Verdict(
            ruling=Ruling.AGREES if decision == "awaiting" else Ruling.TO_READ,
            file="data/unread_reports.yml",
            path=f"[{place}].screened",
            words=seen,
            expected="the title of a row that awaits a decision",
            remedy="Mend the title, or take the entry out: the report has its study or its reason.",
        )


@value_check(
    "W362",
    "record-has-day",
    "A found report has no date that can be read",
    checked="Date of a found report",
    why="How many records are new is counted from the day on which each was found.",
    method="Counting: dates that the calendar holds",
    reads=("date_found",),
    answers=(Ruling.TO_READ,),
)
def record_has_day(evidence: Evidence) -> Iterator[Verdict]:
    """Yield each record of which nobody can say when it was found; a date is no figure."""
    for number, row in enumerate(evidence.screening):
        if not _is_date(row.date_found):
            yield Verdict(
                ruling=Ruling.TO_READ,
                path=f"[{number}].date_found",
                words=f"is {row.date_found!r}",
                file=_LOG,
                expected="a date, as in 2026-11-22",
                remedy="Write the day on which the report was found.",
            )


def _is_date(written: str) -> bool:
    try:
        PartialDate.parse(written)
    except ValueError:
        return False
    return True
