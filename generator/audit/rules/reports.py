"""Reports and studies: one entry a report, one study a register entry, a decision a study."""

from collections.abc import Iterator

from generator.audit.check import in_each_study, value_check
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.identifier import parse_identifier
from generator.model.study import Study

_BIBLIOGRAPHY = "bibliography/references.bib"


@value_check(
    "W498",
    "one-entry-a-report",
    "Two entries have one identifier",
    checked="Identifiers of entries against each other",
    why="One report counted as two makes one finding look like two.",
    method="Cochrane Handbook, section 4.6.2",
    reads=("doi", "pmid", "pmcid"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
def one_entry_a_report(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each identifier belongs to one entry of the bibliography."""
    first: dict[object, str] = {}
    for citation in evidence.citations.values():
        for identifier in citation.identifiers:
            # The entry that stands first keeps the identifier; the finding is at the later one.
            other = first.setdefault(identifier, citation.key)
            words = f"{citation.key} has {identifier}"
            fits = other == citation.key
            yield Verdict(
                ruling=Ruling.CANNOT_BE.unless(fits),
                path=citation.key,
                words=words if fits else f"{words}, as has {other}",
                file=_BIBLIOGRAPHY,
                expected="an identifier of one report",
                remedy="Keep one entry, or mend the identifier.",
            )


@value_check(
    "W499",
    "registration-is-linked",
    "A registration is not one number of one study",
    checked="Registration numbers and the studies they belong to",
    why="One register entry is one study.",
    method="Cochrane Handbook, section 4.6.2",
    reads=("registrations", "registration", "study"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def registration_is_linked(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether the register entries of a study say that they are about it."""
    about = {trial.registration: trial.study for trial in evidence.registered_trials}
    for place, number in enumerate(study.registrations):
        subject = Subject(study, f"registrations[{place}]")
        words = f"is {number}"
        if parse_identifier(number) is None:
            yield subject.cannot_be(words, "a number of a register we know, as in NCT03002649")
        elif number not in about:
            yield subject.not_testable(f"{words}, of which no register entry was read")
        elif about[number] is None:
            yield subject.not_testable(f"{words}, whose register entry names no study")
        else:
            is_own = about[number] == study.id
            other = "this study" if is_own else about[number]
            words = f"{words}, whose register entry is about {other}"
            yield subject.agrees_or_not(words, "one study an entry", fits=is_own)


@value_check(
    "W497",
    "decision-has-study",
    "A study without a decision to include it",
    checked="Decision to include the study",
    why="A reader must be able to see how each study came in.",
    method="Page MJ and others. PRISMA 2020. BMJ 2021;372:n71",
    reads=("study", "decision", "status"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
def decision_has_study(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each study was found and included."""
    decided: dict[str, set[str]] = {}
    for row in evidence.screening:
        decided.setdefault(row.study, set()).add(row.decision)
    for study in evidence.every_study.values():
        subject = Subject(study, "id")
        decisions = decided.get(study.id, set())
        # A study may come in by several reports, of which some are duplicates.
        if "included" not in decisions:
            known = f" (only {' and '.join(sorted(decisions))})" if decisions else ""
            seen = f"is included by no row of the screening log{known}"
            remedy = "Note in data/screening.csv how it was found and that it was included."
            yield subject.to_read(seen, "a row that says included", remedy)
        elif study.is_extracted:
            yield subject.agrees("was found and included")
