"""Counts of people: nobody is counted who is not there."""

from collections.abc import Iterator

from generator.audit.check import check
from generator.model.evidence import Evidence, study_file
from generator.model.finding import Finding
from generator.model.result import ProportionResult
from generator.model.rule import Rule
from generator.model.study import Baseline, Harm, Study


@check(
    "E321",
    "events-exceed-total",
    "More events than people",
    why="A response rate above 100 % is a slip in the source or in the record.",
    reads=("events", "total", "counted"),
)
def events_exceed_total(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding wherever more people had an event than there were people."""
    for study in evidence.studies.values():
        for path, row in _counted_people(study):
            if row.events and row.total and row.events.value > row.total.value:
                yield rule.broken(
                    evidence.places.find(study_file(study.id), f"{path}.events"),
                    seen=f"is {row.events} but total is {row.total}",
                    expected="at most the total",
                    remedy=f"Check the source (where: {row.where}), or record both under "
                    "discrepancies.",
                )


def _counted_people(study: Study) -> Iterator[tuple[str, ProportionResult | Harm | Baseline]]:
    for number, result in enumerate(study.results):
        if isinstance(result, ProportionResult):
            yield f"results[{number}]", result
    for number, harm in enumerate(study.harms):
        # Events may outnumber people: one person may have several.
        if harm.counted == "participants":
            yield f"harms[{number}]", harm
    for number, row in enumerate(study.baseline):
        yield f"baseline[{number}]", row
