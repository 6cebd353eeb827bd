"""Which of several ratings of one thing counts: the settled one, else the first as it stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.evidence import Evidence
from generator.model.judgement import Appraisal, RatingStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """The appraisals of a study, or of the same results of it, with one tool, in file order."""

    entries: tuple[Appraisal, ...]

    @property
    def settled(self) -> Appraisal:
        """Return the entry that counts: the settled one, else the first rating."""
        return self._with("settled") or self._with("first") or self.entries[0]

    @property
    def first(self) -> Appraisal | None:
        """Return the rating of the first rater; None where only later ones were kept."""
        return self._with("first")

    @property
    def second(self) -> Appraisal | None:
        """Return the rating of another rater, if there is one."""
        others = (entry for entry in self.entries if entry not in (self.first, self.settled))
        # Files from before ratings had a status hold a second rater's entry without one.
        return self._with("second") or next(others, None)

    @property
    def both(self) -> tuple[Appraisal, Appraisal] | None:
        """Return what the first and the second rater said; None unless two people rated."""
        first, second = self.first, self.second
        return (first, second) if first and second else None

    def _with(self, status: RatingStatus) -> Appraisal | None:
        return next((entry for entry in self.entries if entry.status == status), None)


def ratings_of(evidence: Evidence, study_id: str) -> tuple[Ratings, ...]:
    """Return the ratings of a study, those of the same results together, in file order."""
    return _together(entry for entry in evidence.appraisals if entry.study == study_id)


def all_ratings(evidence: Evidence) -> tuple[Ratings, ...]:
    """Return the ratings of every study, those of the same results together, in file order."""
    return _together(evidence.appraisals)


def settled(
    evidence: Evidence, study_id: str, tool: str, about: Iterable[str] = ()
) -> Appraisal | None:
    """Return the one appraisal of a study, or of some of its results, with a tool that counts."""
    wanted = frozenset(about)
    for ratings in ratings_of(evidence, study_id):
        entry = ratings.settled
        if entry.tool == tool and frozenset(entry.about) == wanted:
            return entry
    return None


def _together(entries: Iterable[Appraisal]) -> tuple[Ratings, ...]:
    groups: dict[tuple[str, str, frozenset[str]], list[Appraisal]] = {}
    for entry in entries:
        groups.setdefault((entry.study, entry.tool, frozenset(entry.about)), []).append(entry)
    return tuple(Ratings(entries=tuple(group)) for group in groups.values())
