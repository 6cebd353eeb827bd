"""Every check there is, in the order of their codes, and what they say of the evidence."""

from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from generator.audit import rules
from generator.audit.acceptance import STALE, accept
from generator.audit.check import Check, ValueCheck
from generator.audit.verdict import Audit, Checked
from generator.model.evidence import Evidence
from generator.model.finding import Severity, in_order
from generator.model.rule import Rule

# Every module of the rules is part of the catalogue: a new one needs no line here.
_CHECKS = [
    check
    for module in sorted(iter_modules(rules.__path__), key=lambda module: module.name)
    for check in import_module(f"{rules.__name__}.{module.name}").CHECKS
]
CATALOGUE: tuple[Check, ...] = tuple(
    sorted(
        (check for check in _CHECKS if isinstance(check, Check)), key=lambda check: check.rule.code
    )
)
VALUE_CHECKS: tuple[ValueCheck, ...] = tuple(
    sorted(
        (check for check in _CHECKS if isinstance(check, ValueCheck)),
        key=lambda check: check.rule.code[1:],
    )
)


class Explained(NamedTuple):
    """A rule in words: what is found, how much it matters and why, and where its method stands."""

    rule: Rule
    why: str
    reference: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the lines that a curator reads."""
        stops = "stops a build" if self.rule.severity is Severity.ERROR else "does not stop a build"
        first = (
            f"{self.rule.code} {self.rule.name}: {self.rule.title} ({self.rule.severity}; {stops})."
        )
        return tuple(
            filter(None, (first, self.why, f"Method: {self.reference}." if self.reference else ""))
        )

    @property
    def facts(self) -> dict[str, str]:
        """Return the same for other programs."""
        rule = self.rule
        severity = str(rule.severity)
        parts = {"code": rule.code, "name": rule.name, "title": rule.title, "severity": severity}
        return {**parts, "why": self.why, "method": self.reference}


def explained() -> dict[str, Explained]:
    """Return every rule of the checks by its code."""
    found = [*(Explained(check.rule, check.why) for check in CATALOGUE)]
    found += [Explained(check.rule, check.why, check.reference) for check in VALUE_CHECKS]
    found.append(Explained(STALE, "An acceptance stands only while what it answers is found."))
    return {one.rule.code: one for one in found}


def audit(evidence: Evidence) -> Audit:
    """Return what every check says of the evidence; where ids lead nowhere, figures are not looked at."""
    structure = tuple(in_order([finding for check in CATALOGUE for finding in check.run(evidence)]))
    if structure:
        return Audit(checked=(), structure=structure, findings=structure)
    checked = tuple(
        Checked(check.rule, verdict) for check in VALUE_CHECKS for verdict in check.look(evidence)
    )
    checked, stale = accept(evidence, checked)
    found = [item.finding(evidence) for item in checked if item.is_finding and not item.accepted]
    return Audit(checked=checked, findings=tuple(in_order([*found, *stale])))
