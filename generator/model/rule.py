"""A rule has a code, a name and a severity; what breaks it becomes a finding with that code."""

from dataclasses import dataclass

from generator.model.finding import Finding, Place, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is checked. The name is also the name of its fixture, the code is for good."""

    code: str
    name: str
    title: str
    severity: Severity = Severity.ERROR

    def broken(self, place: Place, *, seen: str, expected: str, remedy: str) -> Finding:
        """Return the finding that the rule is broken at a place."""
        return Finding(self.code, place, seen, expected, remedy, self.severity)
