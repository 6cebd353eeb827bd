"""Every check there is, in the order of their codes, and what they say of the evidence."""

from collections.abc import Iterator
from importlib import import_module
from itertools import chain
from pkgutil import iter_modules
from typing import NamedTuple

from generator.audit import rules
from generator.audit.acceptance import STALE, accept
from generator.audit.check import Check, ValueCheck
from generator.audit.verdict import Audit, Checked
from generator.model.evidence import Evidence
from generator.model.finding import Severity, in_order
from generator.model.rule import Rule


def _members() -> Iterator[object]:
    """Yield whatever the modules in `rules/` hold: a check in a new module needs no line here."""
    for module in iter_modules(rules.__path__):
        yield from vars(import_module(f"{rules.__name__}.{module.name}")).values()


def _number(check: Check | ValueCheck) -> str:
    """Return the code of a rule without its letter: the order in which rules are listed."""
    return check.rule.code[1:]


CATALOGUE = tuple(
    sorted((member for member in _members() if isinstance(member, Check)), key=_number)
)
VALUE_CHECKS = tuple(
    sorted((member for member in _members() if isinstance(member, ValueCheck)), key=_number)
)


class Explained(NamedTuple):
    """A rule in words: what is found, how much it matters and why, and where its method stands."""

    rule: Rule
    why: str
    method: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the lines that a curator reads."""
        rule = self.rule
        stops = "does not stop a build"
        if rule.severity is Severity.ERROR:
            stops = "stops a build"
        first = f"{rule.code} {rule.name}: {rule.title} ({rule.severity}; {stops})."
        method = f"Method: {self.method}." if self.method else ""
        return tuple(line for line in (first, self.why, method) if line)

    @property
    def facts(self) -> dict[str, str]:
        """Return the same for other programs."""
        rule = self.rule
        return {
            "code": rule.code,
            "name": rule.name,
            "title": rule.title,
            "severity": str(rule.severity),
            "why": self.why,
            "method": self.method,
        }


def explained() -> dict[str, Explained]:
    """Return every rule of the checks by its code."""
    rules_in_words = [
        *(Explained(check.rule, check.why) for check in CATALOGUE),
        *(Explained(check.rule, check.why, check.method) for check in VALUE_CHECKS),
        Explained(STALE, "An acceptance stands only while what it answers is found."),
    ]
    return {entry.rule.code: entry for entry in rules_in_words}


def rules_reading(key: str) -> tuple[Rule, ...]:
    """Return the rules about a key of this name, in the order of their codes."""
    checks: tuple[Check | ValueCheck, ...] = (*CATALOGUE, *VALUE_CHECKS)
    return tuple(check.rule for check in sorted(checks, key=_number) if key in check.reads)


def audit(evidence: Evidence) -> Audit:
    """Return what every check says of the evidence.

    Where ids lead nowhere, figures are not looked at: the checks of figures follow ids.
    """
    breaches = [check.run(evidence) for check in CATALOGUE]
    if any(breaches):
        structure = tuple(in_order([*chain.from_iterable(breaches)]))
        return Audit(checked=(), structure=structure, findings=structure)
    # Findings that a curator accepted stay among the verdicts and leave the list of findings.
    checked, stale = accept(evidence, _checked(evidence))
    open_findings = [
        result.finding(evidence) for result in checked if result.is_finding and not result.accepted
    ]
    return Audit(checked=checked, findings=tuple(in_order([*open_findings, *stale])))


def _checked(evidence: Evidence) -> Iterator[Checked]:
    for check in VALUE_CHECKS:
        for verdict in check.look(evidence):
            yield Checked(check.rule, verdict, looked_at=check.checked)
