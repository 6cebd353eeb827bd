"""What a study's design lets it show: whether it compares groups, and by chance."""

from generator.model.evidence import Evidence
from generator.model.study import Study

CONTROL = "control"
COMPARATOR = "comparator"
# Kinds of evidence of studies of patients, whose responses need a control group beside them.
ONGOING = frozenset({"treatment", "comparator"})


def has_control(evidence: Evidence, study: Study) -> bool:
    """Tell whether the study compares groups."""
    design = evidence.designs.get(study.design)
    return design is not None and design.comparative


def is_randomised(evidence: Evidence, study: Study) -> bool:
    """Tell whether chance assigned the groups: RoB, the tool for such designs, fits."""
    design = evidence.designs.get(study.design)
    return design is not None and design.appraisal_tool.startswith("RoB")


def control_arms(evidence: Evidence, study: Study) -> frozenset[str]:
    """Return the arms of a study that took a control, such as a placebo."""
    roles = _roles_of_arms(evidence, study)
    return frozenset(arm for arm, role in roles.items() if role == CONTROL)


def has_other_groups(evidence: Evidence, study: Study) -> bool:
    """Tell whether an uncontrolled study shows people on another treatment, as in history."""
    roles = _roles_of_arms(evidence, study)
    return not has_control(evidence, study) and COMPARATOR in roles.values()


def is_uncontrolled(evidence: Evidence, study: Study) -> bool:
    """Tell whether a study of patients has no control group beside its responses."""
    return study.evidence in ONGOING and not has_control(evidence, study)


def controlled_studies(evidence: Evidence) -> frozenset[str]:
    """Return the studies that compare groups, drafts included."""
    studies = evidence.every_study.values()
    return frozenset(study.id for study in studies if has_control(evidence, study))


def historical_studies(evidence: Evidence) -> frozenset[str]:
    """Return the uncontrolled studies that show people on another treatment, drafts included."""
    studies = evidence.every_study.values()
    return frozenset(study.id for study in studies if has_other_groups(evidence, study))


def _roles_of_arms(evidence: Evidence, study: Study) -> dict[str, str]:
    """Return the role of the drug of each arm whose drug the vocabulary knows."""
    drugs = {arm.id: evidence.drugs.get(arm.drug or "") for arm in study.arms}
    return {arm: drug.role for arm, drug in drugs.items() if drug is not None}
