"""Every check there is, in the order of their codes, and what they say of the evidence."""

from collections import Counter

from generator.audit.acceptance import accept
from generator.audit.check import Check, ValueCheck
from generator.audit.rules import (
    addresses,
    counts,
    dates,
    differences,
    groups,
    known_ids,
    language,
    outcomes,
    people,
    percentages,
    ratings,
    reporting,
    reports,
    sources,
    summaries,
    whole_scores,
)
from generator.audit.verdict import Audit, Checked
from generator.model.evidence import Evidence
from generator.model.finding import in_order

CATALOGUE: tuple[Check, ...] = tuple(
    sorted(
        (*known_ids.CHECKS, *addresses.CHECKS, *counts.CHECKS, *outcomes.CHECKS),
        key=lambda check: check.rule.code,
    )
)
VALUE_CHECKS: tuple[ValueCheck, ...] = tuple(
    sorted(
        (
            *groups.CHECKS,
            *percentages.CHECKS,
            *summaries.CHECKS,
            *whole_scores.CHECKS,
            *differences.CHECKS,
            *sources.CHECKS,
            *dates.CHECKS,
            *reporting.CHECKS,
            *language.CHECKS,
            *people.CHECKS,
            *ratings.CHECKS,
            *reports.CHECKS,
        ),
        key=lambda check: check.rule.code[1:],
    )
)


def audit(evidence: Evidence) -> Audit:
    """Return what every check says of the evidence; where ids lead nowhere, figures are not looked at."""
    structure = tuple(in_order([finding for check in CATALOGUE for finding in check.run(evidence)]))
    if structure:
        return Audit(checked=(), structure=structure, findings=structure)
    checked = tuple(Checked(check.rule, verdict) for check in VALUE_CHECKS for verdict in check.look(evidence))
    checked, stale = accept(evidence, checked)
    found = [item.finding(evidence) for item in checked if item.is_finding and not item.accepted]
    ran = Counter(item.rule.code for item in checked)
    return Audit(checked=checked, findings=tuple(in_order([*found, *stale])), ran=ran)
