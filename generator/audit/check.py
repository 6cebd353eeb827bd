"""A check pairs a rule with the function that looks for what breaks it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.audit.verdict import Verdict
from generator.model.evidence import Evidence
from generator.model.finding import Finding
from generator.model.rule import Rule
from generator.model.study import Study


@dataclass(frozen=True, slots=True)
class Check:
    """A rule about how the files hang together, why it matters, and the function that yields each breach."""

    rule: Rule
    why: str
    look: Callable[[Evidence, Rule], Iterator[Finding]]

    def run(self, evidence: Evidence) -> list[Finding]:
        """Return every finding of this check."""
        return list(self.look(evidence, self.rule))


@dataclass(frozen=True, slots=True)
class ValueCheck:
    """A rule about figures: why it matters, where the method stands, and the function that yields every verdict."""

    rule: Rule
    why: str
    reference: str
    look: Callable[[Evidence], Iterator[Verdict]]


def in_each_study(
    look: Callable[[Evidence, Study], Iterator[Verdict]],
) -> Callable[[Evidence], Iterator[Verdict]]:
    """Return a function that looks at every study in turn."""
    return lambda evidence: (
        verdict for study in evidence.studies.values() for verdict in look(evidence, study)
    )
