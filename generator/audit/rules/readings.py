"""What is called a second reading has its day, and one reading is not called two."""

from collections.abc import Iterator

from generator.audit.check import check
from generator.model.evidence import Evidence, study_file
from generator.model.finding import Finding
from generator.model.provenance import Extraction
from generator.model.register import RegisteredTrial, ReviewedStudy, SafetyNotice
from generator.model.rule import Rule

_READ_AGAIN = frozenset({"agreed", "corrected", "partly"})


@check(
    "E381",
    "second-reading-has-day",
    "A second reading has no day, or is not counted as one",
    why="Readers are told how often the values were read; one reading must not pass for two.",
    reads=("status", "second"),
)
def second_reading_has_day(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each record whose status and days disagree on whether it was read a second time."""
    for file, path, extraction in _readings(evidence):
        if extraction.status in _READ_AGAIN and extraction.second is None:
            yield rule.broken(
                evidence.places.find(file, f"{path}.status"),
                seen=f"is {extraction.status}, and no day of a second reading is given",
                expected="the day under second, or the status once",
                remedy="Write second: and the day, or status: once as long as the values were"
                " read once only.",
            )
        if extraction.status == "once" and extraction.second is not None:
            yield rule.broken(
                evidence.places.find(file, f"{path}.status"),
                seen=f"is once, and a second reading is dated {extraction.second}",
                expected="what the second reading found: agreed, corrected, partly or "
                "not-seen-again",
                remedy="Say what the second reading found, or take its day out.",
            )


def _readings(evidence: Evidence) -> Iterator[tuple[str, str, Extraction]]:
    for study in evidence.every_study.values():
        yield study_file(study.id), "extraction", study.extraction
    lists: tuple[tuple[str, tuple[RegisteredTrial | SafetyNotice | ReviewedStudy, ...]], ...] = (
        ("data/registered_trials.yml", evidence.registered_trials),
        ("data/safety_notices.yml", evidence.safety_notices),
        ("data/reported_in_reviews.yml", evidence.reported_in_reviews),
    )
    for file, records in lists:
        for number, item in enumerate(records):
            yield file, f"[{number}].extraction", item.extraction
