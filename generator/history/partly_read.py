"""Which records cannot be compared, because a file they stand in is not read wholly."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.audit.catalogue import audit
from generator.history.estimate_statements import all_comparisons
from generator.history.statements import statements
from generator.model.evidence import Evidence
from generator.model.finding import Finding, Severity
from generator.model.release import Statements

_STUDIES = "data/studies/"
# By which address history knows what stands in each file.
_SECTIONS = {
    "data/certainty.yml": "certainty",
    "data/appraisals.yml": "appraisals",
    "data/registered_trials.yml": "trials",
    "data/safety_notices.yml": "safety",
    "data/reported_in_reviews.yml": "reviews",
    "data/unread_reports.yml": "unread",
    "data/corrections.yml": "corrections",
    "data/accepted.yml": "accepted",
    "data/pooling_overrides.yml": "overrides",
    "data/answers.yml": "answers",
    "data/screening.csv": "screening",
    "data/vocabulary/appraisal_tools.yml": "tools",
    "data/vocabulary/settling_rules.yml": "rules",
    "data/vocabulary/glossary.yml": "glossary",
    "bibliography/notices.yml": "notices",
    "bibliography/relations.csv": "relations",
    "bibliography/references.bib": "citations",
}
# The address of all that is computed from several studies.
ESTIMATES = "estimate"


class Read(NamedTuple):
    """What files state, and the records of which something could not be read."""

    statements: Statements
    unread: tuple[str, ...]


def read_statements(evidence: Evidence, findings: Iterable[Finding]) -> Read:
    """Return what evidence states; where ids lead nowhere, nothing is computed from it."""
    unread = unread_records(evidence, findings)
    if audit(evidence).structure:
        return Read(statements(evidence, {}), tuple(sorted({*unread, ESTIMATES})))
    return Read(statements(evidence, all_comparisons(evidence)), unread)


def unread_records(evidence: Evidence, findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the addresses of records, or of whole lists, of which something could not be read.

    What is computed rests on all studies: with one of them unread, no estimate is compared.
    """
    unread = {f"studies/{name}" for name in evidence.unread_studies} | set(_with_errors(findings))
    if any(name.startswith("studies/") for name in unread):
        unread.add(ESTIMATES)
    return tuple(sorted(unread))


def without(stated: Statements, unread: Sequence[str]) -> Statements:
    """Return statements without those of records that one side cannot read."""
    # Below a list stands its entries' address, below a record that of its values.
    starts = (*(f"{name}/" for name in unread), *(f"{name}#" for name in unread))
    return {
        address: statement
        for address, statement in stated.items()
        if address not in unread and not address.startswith(starts)
    }


def _with_errors(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        file = finding.place.file
        if finding.severity is not Severity.ERROR:
            continue
        if file.startswith(_STUDIES):
            yield f"studies/{file.removeprefix(_STUDIES).removesuffix('.yml')}"
        elif file in _SECTIONS:
            yield _SECTIONS[file]
