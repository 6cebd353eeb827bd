"""How hard the summaries of studies are to read: all at a glance, and the hardest by name."""

from statistics import median

from generator.model.evidence import Evidence
from generator.model.record import record
from generator.statistics.readability import reading_grade


@record
class ReadingLevel:
    """The grade of the summary in the middle, and the summary that is hardest, with its grade."""

    summaries: int
    median: float
    hardest: str
    hardest_grade: float

    @property
    def words(self) -> str:
        """Return the level in a line of the build's report."""
        level = f"grade {self.median:.1f} (median of {self.summaries}, Flesch-Kincaid)"
        hardest = f"hardest {self.hardest} at {self.hardest_grade:.1f}"
        return f"Summaries read at {level}; {hardest}."


def reading_level(evidence: Evidence) -> ReadingLevel | None:
    """Return how hard the summaries are; None where no study has one."""
    grades = {study.id: reading_grade(study.summary) for study in evidence.studies.values()}
    known = {name: grade for name, grade in grades.items() if grade is not None}
    if not known:
        return None
    hardest = max(known, key=lambda name: (known[name], name))
    return ReadingLevel(
        summaries=len(known),
        median=round(median(known.values()), 1),
        hardest=hardest,
        hardest_grade=round(known[hardest], 1),
    )
