"""A check pairs a rule with the function that looks for what breaks it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.model.evidence import Evidence
from generator.model.finding import Finding
from generator.model.rule import Rule


@dataclass(frozen=True, slots=True)
class Check:
    """A rule, why it matters, and the function that yields a finding wherever it is broken."""

    rule: Rule
    why: str
    look: Callable[[Evidence, Rule], Iterator[Finding]]

    def run(self, evidence: Evidence) -> list[Finding]:
        """Return every finding of this check."""
        return list(self.look(evidence, self.rule))
