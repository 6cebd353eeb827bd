"""What a check says of one value or of several together; it never says that an author was wrong."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from generator.model.evidence import Evidence, study_file
from generator.model.finding import Finding
from generator.model.judgement import Acceptance
from generator.model.rule import Rule
from generator.model.study import Study


class Ruling(StrEnum):
    """How figures stand to each other."""

    AGREES = "agrees"
    AGREES_IF = "agrees under a condition"
    CANNOT_BE = "cannot both be right"
    TO_READ = "to be read by the curator"
    NOT_TESTABLE = "not testable"

    def unless(self, fits: bool) -> "Ruling":
        """Return that figures agree where they fit, and this ruling where they do not."""
        return Ruling.AGREES if fits else self


# The rulings that ask for somebody's attention; the others are listed and counted.
FINDINGS = frozenset({Ruling.CANNOT_BE, Ruling.TO_READ})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a check says of figures at one place.

    `words` is the arithmetic or the reason and continues the path. `numbers` are the ids of the
    results or harms it is about: where something is wrong, of those that may be wrong. `against`
    are those they are held against, which nobody doubts. `expected` and `remedy` are there for a
    finding. `entry` is the id of the entry it is about in a list outside the studies. What `ages`
    gets worse with time, so that no acceptance answers it for good.
    """

    ruling: Ruling
    path: str
    words: str
    study: str = ""
    numbers: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    expected: str = ""
    remedy: str = ""
    file: str = ""
    entry: str = ""
    ages: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """Figures at one place of one study, on which a check gives a verdict.

    `numbers` are in question; `against` are what they are held against.
    """

    study: Study
    path: str
    numbers: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    def agrees(self, seen: str) -> Verdict:
        """Return that the figures go together."""
        return self._verdict(Ruling.AGREES, seen)

    def agrees_if(self, seen: str) -> Verdict:
        """Return that the figures go together under a condition, which is named."""
        return self._verdict(Ruling.AGREES_IF, seen)

    def agrees_or_not(self, seen: str, expected: str, *, fits: bool) -> Verdict:
        """Return that the figures go together where they fit, and else that they cannot."""
        return self.agrees(seen) if fits else self.cannot_be(seen, expected)

    def not_testable(self, reason: str) -> Verdict:
        """Return that nothing can be said, and why."""
        return self._verdict(Ruling.NOT_TESTABLE, reason)

    def cannot_be(self, seen: str, expected: str, remedy: str = "") -> Verdict:
        """Return that the figures cannot all be right."""
        return self._verdict(Ruling.CANNOT_BE, seen, expected, remedy or self._remedy())

    def to_read(self, seen: str, expected: str, remedy: str) -> Verdict:
        """Return that a person should look, and at what."""
        return self._verdict(Ruling.TO_READ, seen, expected, remedy)

    def _verdict(self, ruling: Ruling, seen: str, expected: str = "", remedy: str = "") -> Verdict:
        return Verdict(
            ruling=ruling,
            study=self.study.id,
            path=self.path,
            words=seen,
            numbers=self.numbers,
            against=self.against,
            expected=expected,
            remedy=remedy,
            file=study_file(self.study.id),
        )

    def _remedy(self) -> str:
        """Return what to try next, which depends on whether the study tells of it already."""
        known: dict[str, None] = {}
        for number in (*self.numbers, *self.against):
            known.update(dict.fromkeys(d.id for d in self.study.discrepancies_about(number)))
        if known:
            names = ", ".join(known)
            return f"It is told under discrepancies ({names}); keep it while the source says so."
        return "Look at the source again; if it says so, tell it under discrepancies."


@dataclass(frozen=True, slots=True)
class Checked:
    """A verdict with the rule that gave it, and the acceptance that answers it, if there is one.

    `looked_at` names what was checked, without a fault: the title of the rule names the fault.
    """

    rule: Rule
    verdict: Verdict
    accepted: Acceptance | None = None
    looked_at: str = ""

    @property
    def is_finding(self) -> bool:
        """Tell whether the verdict asks for somebody's attention."""
        return self.verdict.ruling in FINDINGS

    def finding(self, evidence: Evidence) -> Finding:
        """Return the verdict as a finding of the files."""
        verdict = self.verdict
        return self.rule.broken(
            evidence.places.find(verdict.file, verdict.path),
            seen=verdict.words,
            expected=verdict.expected,
            remedy=verdict.remedy,
        )


@dataclass(frozen=True)
class Audit:
    """Everything the checks said, for the desk and for the pages."""

    checked: tuple[Checked, ...]
    structure: tuple[Finding, ...] = ()
    findings: tuple[Finding, ...] = ()

    def of_study(self, study_id: str) -> tuple[Checked, ...]:
        """Return what was said of one study."""
        return self._by_study.get(study_id, ())

    @cached_property
    def _by_study(self) -> dict[str, tuple[Checked, ...]]:
        by_study: dict[str, list[Checked]] = {}
        for checked in self.checked:
            by_study.setdefault(checked.verdict.study, []).append(checked)
        return {study: tuple(results) for study, results in by_study.items()}
