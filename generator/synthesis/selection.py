"""Which result stands for a study in an overview: by rule, never by its size or direction."""

from collections.abc import Iterable, Iterator
from typing import Literal

from generator.model.evidence import Evidence
from generator.model.result import (
    ChangeResult,
    ComparisonResult,
    ContinuousResult,
    NarrativeResult,
    ProportionResult,
    RateResult,
    Result,
    TimeToEventResult,
)
from generator.model.study import Harm, Study
from generator.synthesis.arms_of_result import is_of_all_groups
from generator.synthesis.groups import domain
from generator.synthesis.interventions import is_intervention

RULE = (
    "Interim figures, subgroups and repeats are passed over; then the primary outcome comes before "
    "secondary ones, a count of people before a measurement, a measurement before a comparison, "
    "and these before words; then the order of the record."
)
# Readers are told this order in the words of RULE: the three change together.
_ROLES = {"primary": 0, "secondary": 1, "other": 2}
_KINDS: tuple[type[Result], ...] = (
    ProportionResult,
    RateResult,
    ChangeResult,
    ContinuousResult,
    TimeToEventResult,
    ComparisonResult,
    NarrativeResult,
)


# Why a domain has no main result although the study reports on it.
Silence = Literal["not reported", "subgroup", "interim", "subgroup or interim", "other groups"]


def is_final(result: Result) -> bool:
    """Tell whether a result is the study's own last word on whole groups."""
    return not (result.interim or result.subgroup or result.same_as)


def main_result(
    evidence: Evidence, study: Study, domain_name: str, drug_id: str | None = None
) -> Result | None:
    """Return the result that stands for a study in a domain, of people on one drug if it is named.

    Without a name, a result on a drug of the topic comes before one on another treatment. A
    retracted study has none.
    """
    if study.id in evidence.retracted_studies:
        return None
    final = [
        result
        for result in study.results
        if domain(evidence, result) == domain_name and is_final(result)
    ]
    if drug_id is not None:
        final = [result for result in final if drug_taken(evidence, study, result) == drug_id]
    return min(final, key=lambda result: _rank(evidence, study, result), default=None)


def why_silent(
    evidence: Evidence, studies: Iterable[Study], domain_name: str, drug_id: str | None = None
) -> Silence:
    """Return why no main result stands for studies in a domain, which is seldom that none exists.

    The study may report the outcome of a subgroup or before its end alone, or of people who took
    another drug or several.
    """
    reported = [
        (study, result)
        for study, result in _standing_results(evidence, studies)
        if domain(evidence, result) == domain_name
    ]
    own = [
        result
        for study, result in reported
        if drug_id is None or drug_taken(evidence, study, result) == drug_id
    ]
    if not own:
        return "other groups" if reported else "not reported"
    interim = {bool(result.interim) for result in own}
    if len(interim) > 1:
        return "subgroup or interim"
    return "interim" if interim.pop() else "subgroup"


def _standing_results(
    evidence: Evidence, studies: Iterable[Study]
) -> Iterator[tuple[Study, Result]]:
    for study in studies:
        if study.id not in evidence.retracted_studies:
            yield from ((study, result) for result in study.results)


def drug_taken(evidence: Evidence, study: Study, result: Result | Harm) -> str | None:
    """Return the drug that the people of a result or harm took; None where that is not certain.

    A group without a drug of its own took the drug of the study, if the study is about one drug of
    the topic alone.
    """
    drug = study.arm(result.arm).drug if result.arm else None
    if drug or len(study.drugs) != 1:
        return drug
    (only,) = study.drugs
    return only if is_intervention(evidence, only) else None


def _rank(evidence: Evidence, study: Study, result: Result) -> tuple[bool, int, int, bool]:
    drug = study.arm(result.arm).drug if result.arm else None
    kind = next(place for place, kind in enumerate(_KINDS) if isinstance(result, kind))
    # False sorts first: people on a drug of the topic, a share with its count.
    return (
        is_of_all_groups(evidence, study, result)
        or (drug is not None and not is_intervention(evidence, drug)),
        _ROLES[result.role],
        kind,
        isinstance(result, ProportionResult) and result.events is None,
    )
