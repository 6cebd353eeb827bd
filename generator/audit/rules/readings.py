"""What is called a second reading has its day, and one reading is not called two."""

from collections.abc import Iterator

from generator.audit.check import check
from generator.model.evidence import Evidence, study_file
from generator.model.finding import Finding
from generator.model.provenance import Extraction
from generator.model.rule import Rule

# A source that did not come up a second time was looked for, and need not have a day.
_READ_AGAIN = frozenset({"agreed", "corrected", "partly"})


@check(
    "E381",
    "second-reading-has-day",
    "A second reading has no day, or is not counted as one",
    why="Readers are told how often the values were read; one reading must not pass for two.",
    reads=("status", "second"),
)
def second_reading_has_day(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where status and days disagree on whether a record was read twice."""
    for file, path, extraction in _readings(evidence):
        place = evidence.places.find(file, f"{path}.status")
        if extraction.status in _READ_AGAIN and extraction.second is None:
            yield rule.broken(
                place,
                seen=f"is {extraction.status}, and no day of a second reading is given",
                expected="the day under second, or the status once",
                remedy="Write second: and the day, or status: once as long as the values were read"
                " once only.",
            )
        if extraction.status == "once" and extraction.second is not None:
            yield rule.broken(
                place,
                seen=f"is once, and a second reading is dated {extraction.second}",
                expected="what the second reading found: agreed, corrected, partly or"
                " not-seen-again",
                remedy="Say what the second reading found, or take its day out.",
            )


def _readings(evidence: Evidence) -> Iterator[tuple[str, str, Extraction]]:
    """Yield when each record was read, with the file and the path at which that stands."""
    for study in evidence.every_study.values():
        yield study_file(study.id), "extraction", study.extraction
    for name in ("registered_trials", "safety_notices", "reported_in_reviews"):
        for number, entry in enumerate(getattr(evidence, name)):
            yield f"data/{name}.yml", f"[{number}].extraction", entry.extraction
