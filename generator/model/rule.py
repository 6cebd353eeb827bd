"""A rule has a code, which says how severe a breach is, and a name."""

from dataclasses import dataclass

from generator.model.finding import Finding, Place, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is checked. The name is also the name of its fixture, the code is for good."""

    code: str
    name: str
    title: str

    @property
    def severity(self) -> Severity:
        """Return how much a breach of the rule matters, which its code says."""
        return Severity.of_code(self.code)

    def broken(self, place: Place, *, seen: str, expected: str, remedy: str) -> Finding:
        """Return the finding that the rule is broken at a place."""
        return Finding(self.code, place, seen, expected, remedy)
