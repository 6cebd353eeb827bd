"""Every check there is, in the order of their codes."""

from generator.audit.check import Check
from generator.audit.rules import addresses, counts, known_ids, outcomes
from generator.model.evidence import Evidence
from generator.model.finding import Finding, in_order

CATALOGUE: tuple[Check, ...] = tuple(
    sorted(
        (*known_ids.CHECKS, *addresses.CHECKS, *counts.CHECKS, *outcomes.CHECKS),
        key=lambda check: check.rule.code,
    )
)


def audit(evidence: Evidence) -> list[Finding]:
    """Return what every check finds in the evidence, in the order of the files."""
    return in_order([finding for check in CATALOGUE for finding in check.run(evidence)])
