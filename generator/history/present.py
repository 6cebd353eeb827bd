"""The present state of the evidence: its version, what changed, and how to cite it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.history.consequences import with_consequences
from generator.history.difference import difference
from generator.history.estimate_statements import Comparisons, all_comparisons
from generator.history.reasons import with_reasons
from generator.history.statements import statements
from generator.history.version import next_version
from generator.model.date import day_words
from generator.model.evidence import Evidence
from generator.model.release import ChangedRecord, NextRelease, Release, Statements, Version

PAGE_OF_CHANGES = "whats-new.html"


@dataclass(frozen=True)
class Present:
    """What is stated now, beside what was stated in the last recorded version."""

    evidence: Evidence
    statements: Statements

    @property
    def releases(self) -> tuple[Release, ...]:
        """Return the recorded versions, the newest first."""
        by_version = sorted(
            self.evidence.releases, key=lambda release: release.version, reverse=True
        )
        return tuple(by_version)

    @property
    def last(self) -> Release | None:
        """Return the last recorded version."""
        return next(iter(self.releases), None)

    @cached_property
    def changed(self) -> tuple[ChangedRecord, ...]:
        """Return what changed since the last recorded version; nothing where there is none."""
        published = self.evidence.published
        if published is None:
            return ()
        return changes_between(published.statements, self.statements, self.evidence.next_release)

    @property
    def version(self) -> Version:
        """Return the version that the present state has, or will have when it is recorded."""
        published = self.evidence.published
        last = published.version if published else None
        return next_version(last, self.evidence.date.year, self.changed)

    @property
    def is_recorded(self) -> bool:
        """Tell whether the present state is that of the last recorded version."""
        return self.evidence.published is not None and not self.changed

    @property
    def date(self) -> date:
        """Return the day of the version: when it was recorded, else the day of the data.

        It is never before that of the last version.
        """
        if self.last is None:
            return self.evidence.date
        recorded = self.last.date.first_day
        return recorded if self.is_recorded else max(self.evidence.date, recorded)

    @property
    def version_words(self) -> str:
        """Return the version with its day, and that it is not recorded yet where that is so."""
        if self.is_recorded:
            return f"Version {self.version} of {day_words(self.date)}"
        return f"Version {self.version}, data of {day_words(self.date)}, not yet recorded"

    @property
    def citation(self) -> str:
        """Return how to cite this very version."""
        topic = self.evidence.topic
        address = f" {topic.address}" if topic.address else ""
        return f"{topic.how_to_cite.strip()} {self.version_words}.{address}"


def present(evidence: Evidence, comparisons: Comparisons | None = None) -> Present:
    """Return the present state; comparisons that are known already need not be made again."""
    if comparisons is None:
        comparisons = all_comparisons(evidence)
    return Present(evidence, statements(evidence, comparisons))


def changes_between(
    before: Statements, after: Statements, next_release: NextRelease | None = None
) -> tuple[ChangedRecord, ...]:
    """Return the difference of two states with reasons and consequences."""
    reasons = next_release.reasons if next_release else ()
    return with_consequences(with_reasons(difference(before, after), after, reasons), before, after)


def anchor_of(version: object) -> str:
    """Return the place of a version on the page of changes.

    >>> anchor_of("2026.4.0")
    '_v2026-4-0'
    """
    return f"_v{str(version).replace('.', '-')}"
