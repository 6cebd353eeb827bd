"""The evidence of a project with everything that was found in it, for every command."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from generator.audit.catalogue import audit
from generator.audit.verdict import Audit
from generator.files.load import load_evidence
from generator.files.transaction import finish_interrupted
from generator.model.evidence import Evidence
from generator.model.finding import Finding


class Project(NamedTuple):
    """The evidence of a project, what the checks said of it, and every finding."""

    evidence: Evidence | None
    checks: Audit | None
    findings: list[Finding]


def read_project(root: Path, today: date | None = None) -> Project:
    """Return the evidence of a project and every finding of reading and audit.

    What has become old is told by the day of today; without one, as in a build, by that of the last
    search.
    """
    # Else half of an interrupted change would be read as the whole.
    finish_interrupted(root)
    evidence, findings = load_evidence(root)
    if evidence and today:
        evidence = replace(evidence, today=today)
    checks = audit(evidence) if evidence else None
    return Project(evidence, checks, [*findings, *(checks.findings if checks else ())])
