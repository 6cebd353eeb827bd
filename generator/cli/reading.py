"""The evidence of a project with everything that was found in it, for every command."""

from pathlib import Path

from generator.audit.catalogue import audit
from generator.model.evidence import Evidence
from generator.model.finding import Finding
from generator.sources.load import load_evidence


def read_project(root: Path) -> tuple[Evidence | None, list[Finding]]:
    """Return the evidence of a project and every finding of reading and audit."""
    evidence, findings = load_evidence(root)
    return evidence, [*findings, *(audit(evidence) if evidence else [])]
