"""Every result stands in a domain of outcome."""

from collections.abc import Iterator

from generator.audit.check import check
from generator.model.evidence import Evidence, study_file
from generator.model.finding import Finding
from generator.model.rule import Rule
from generator.model.vocabulary import UNLISTED


@check(
    "E331",
    "unlisted-without-domain",
    "An unlisted result has no domain",
    why="A result without a domain has no place on any page.",
    reads=("measure", "domain"),
)
def unlisted_without_domain(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each unlisted result that does not say its domain."""
    for study in evidence.studies.values():
        for number, result in enumerate(study.results):
            if result.measure == UNLISTED and not result.domain:
                yield rule.broken(
                    evidence.places.find(study_file(study.id), f"results[{number}]"),
                    seen="has the measure 'unlisted' and no domain",
                    expected="a domain beside it",
                    remedy="Add domain: with the domain of the outcome, or choose a measure "
                    "of the vocabulary.",
                )
