"""The permanent address of a number belongs to one number."""

from collections.abc import Iterator

from generator.audit.check import check
from generator.model.evidence import Evidence, study_file
from generator.model.finding import Finding
from generator.model.rule import Rule


@check(
    "E311",
    "shared-address",
    "A harm and a result have the same address",
    why="Two numbers at one address cannot be cited.",
    reads=("id",),
)
def shared_address(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each harm that has the id of a result of the same study."""
    for study in evidence.studies.values():
        results = {result.id for result in study.results}
        for number, harm in enumerate(study.harms):
            if harm.id in results:
                yield rule.broken(
                    evidence.places.find(study_file(study.id), f"harms[{number}].id"),
                    seen=f"is {harm.id!r}, which is also the id of a result",
                    expected="an id used once in a study",
                    remedy="Rename the harm; the address of a published result never changes.",
                )
