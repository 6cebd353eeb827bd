"""A check: a rule, why it matters, and the function that looks for what breaks it.

A function of a module in `rules/` becomes a check by its decorator, which says everything that
readers learn about the rule. The catalogue collects the checks; none is listed by hand.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.audit.verdict import Ruling, Verdict
from generator.model.evidence import Evidence
from generator.model.finding import Finding
from generator.model.rule import Rule
from generator.model.study import Study

Breaches = Callable[[Evidence, Rule], Iterator[Finding]]
Verdicts = Callable[[Evidence], Iterator[Verdict]]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule about how the files hang together, with the function that yields each breach.

    `reads` names the keys that the rule is about, as `evidence explain` shows them.
    """

    rule: Rule
    why: str
    reads: tuple[str, ...]
    look: Breaches

    def run(self, evidence: Evidence) -> list[Finding]:
        """Return every finding of this check."""
        return list(self.look(evidence, self.rule))


@dataclass(frozen=True, slots=True)
class ValueCheck:
    """A rule about figures, with the function that yields a verdict on each place it looks at.

    `checked` names what is looked at, as it stands where nothing is wrong; the title of the rule
    names the fault. `method` says where the arithmetic is published, and `answers` which verdicts
    it can give.
    """

    rule: Rule
    checked: str
    why: str
    method: str
    reads: tuple[str, ...]
    answers: tuple[Ruling, ...]
    look: Verdicts


def check(
    code: str, name: str, title: str, *, why: str, reads: tuple[str, ...]
) -> Callable[[Breaches], Check]:
    """Make a check of a function that yields a finding wherever the files break a rule."""
    return lambda look: Check(Rule(code, name, title), why, reads, look)


def value_check(  # noqa: PLR0913 - the decorator is the one place that says all of a rule
    code: str,
    name: str,
    title: str,
    *,
    checked: str,
    why: str,
    method: str,
    reads: tuple[str, ...],
    answers: tuple[Ruling, ...],
) -> Callable[[Verdicts], ValueCheck]:
    """Make a check of a function that yields verdicts on figures."""
    rule = Rule(code, name, title)
    return lambda look: ValueCheck(rule, checked, why, method, reads, answers, look)


def in_each_study(look: Callable[[Evidence, Study], Iterator[Verdict]]) -> Verdicts:
    """Make a function that looks at one study look at every study in turn."""

    def look_at_all(evidence: Evidence) -> Iterator[Verdict]:
        for study in evidence.studies.values():
            yield from look(evidence, study)

    return look_at_all
