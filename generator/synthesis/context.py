"""What people did who took a placebo: context for every response without a control group, not a comparison."""

from generator.model.evidence import Evidence
from generator.model.result import ProportionResult, Result
from generator.model.study import Study
from generator.synthesis.groups import KINDS_OF_EVIDENCE, Entry, domain, of_kind
from generator.synthesis.selection import is_final

CONTROL = "control"


def control_arms(evidence: Evidence, study: Study) -> frozenset[str]:
    """Return the arms of a study that took a control, such as a placebo."""
    return frozenset(
        arm.id for arm in study.arms if (drug := evidence.drugs.get(arm.drug or "")) and drug.role == CONTROL
    )


def untreated_responses(evidence: Evidence, domain_name: str | None = None) -> tuple[Entry, ...]:
    """Return every share of people on a control, in one domain or in all; a response needs its denominator."""
    return tuple(
        Entry(study, result)
        for kind in KINDS_OF_EVIDENCE
        for study in of_kind(evidence, kind)
        for result in study.results
        if _is_share_of_controls(evidence, study, result) and domain_name in {None, domain(evidence, result)}
    )


def has_control(evidence: Evidence, study: Study) -> bool:
    """Tell whether the study compares groups."""
    design = evidence.designs.get(study.design)
    return design is not None and design.comparative


def has_other_groups(evidence: Evidence, study: Study) -> bool:
    """Tell whether a study without a control group shows people on another treatment, as historical controls do."""
    others = (evidence.drugs.get(arm.drug or "") for arm in study.arms)
    return not has_control(evidence, study) and any(drug and drug.role == "comparator" for drug in others)


def is_randomised(evidence: Evidence, study: Study) -> bool:
    """Tell whether chance assigned the groups: such designs are appraised with RoB, the tool for randomised trials."""
    design = evidence.designs.get(study.design)
    return design is not None and design.appraisal_tool.startswith("RoB")


def _is_share_of_controls(evidence: Evidence, study: Study, result: Result) -> bool:
    return (
        isinstance(result, ProportionResult)
        and result.events is not None
        and result.total is not None
        and is_final(result)
        and result.arm in control_arms(evidence, study)
    )
