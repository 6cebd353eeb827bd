"""Reasons of the gate that a curator set aside for one number, by name and with a reason."""

from collections.abc import Iterable

from generator.model.evidence import Evidence
from generator.model.pooling_override import PoolingOverride
from generator.synthesis.candidates import Candidate
from generator.synthesis.reasons import Reason, Refusal

# What a curator may judge otherwise: whether people, times and treatments are near enough. What is
# false, counted twice or cannot be computed stays out whoever wishes it in.
OVERRIDABLE = frozenset(
    {
        Reason.SUBGROUP,
        Reason.SECONDARY,
        Reason.NO_TIME,
        Reason.DRUG_UNCERTAIN,
        Reason.DRUG_CLASS,
        Reason.COMPARATOR,
        Reason.TIME,
        Reason.AGE,
        Reason.SUBTYPE,
        Reason.ADJUSTMENT,
    }
)


def not_overridden(
    evidence: Evidence, refusals: Iterable[Refusal], *of: Candidate
) -> tuple[Refusal, ...]:
    """Return the refusals of candidates that no curator set aside."""
    aside = {Reason(each.reason) for each in overrides_of(evidence, of) if is_known(each)}
    return tuple(refusal for refusal in refusals if refusal.reason not in aside & OVERRIDABLE)


def overrides_of(
    evidence: Evidence, candidates: Iterable[Candidate]
) -> tuple[PoolingOverride, ...]:
    """Return what curators set aside for candidates, in the order of the file."""
    wanted = {candidate.address: candidate.population for candidate in candidates}
    return tuple(
        each
        for each in evidence.pooling_overrides
        if each.result in wanted and each.population in {None, wanted[each.result]}
    )


def is_known(override: PoolingOverride) -> bool:
    """Tell whether an override names a reason of the gate that may be set aside."""
    return override.reason in {reason.value for reason in OVERRIDABLE}
