"""What a study's design lets it show: whether it compares groups, and by chance."""

from decimal import Decimal

from generator.model.evidence import Evidence
from generator.model.study import Arm, Study
from generator.model.taken import Taken
from generator.synthesis.interventions import is_intervention

CONTROL = "control"
COMPARATOR = "comparator"
# From half on, more of the group took such a drug than did not: what the drug adds cannot be seen.
_MOST = 50
# Kinds of evidence of studies of patients, whose responses need a control group beside them.
ONGOING = frozenset({"treatment", "comparator"})


def compares_groups(evidence: Evidence, study: Study) -> bool:
    """Tell whether the design of a study sets groups beside each other at the same time."""
    design = evidence.designs.get(study.design)
    return design is not None and design.comparative


def has_control(evidence: Evidence, study: Study) -> bool:
    """Tell whether a study compares groups of which one can serve as a control."""
    return compares_groups(evidence, study) and not is_against_the_class(evidence, study)


def is_against_the_class(evidence: Evidence, study: Study) -> bool:
    """Tell whether every group beside those on the drug took, for the most part, a like drug."""
    if not compares_groups(evidence, study):
        return False
    others = [arm for arm in study.arms if arm.drug and not is_intervention(evidence, arm.drug)]
    return bool(others) and all(took_the_class(evidence, arm) for arm in others)


def took_the_class(evidence: Evidence, arm: Arm) -> bool:
    """Tell whether most people of a group took a drug of the topic that it is not named for."""
    if arm.drug and is_intervention(evidence, arm.drug):
        return False
    return sum(_percent_taken(arm, taken) for taken in arm.took) >= _MOST


def went_without(evidence: Evidence, arm: Arm) -> bool:
    """Tell whether a group was given something else than a drug of the topic, as most of it was."""
    named = arm.drug is not None and not is_intervention(evidence, arm.drug)
    return named and not took_the_class(evidence, arm)


def _percent_taken(arm: Arm, taken: Taken) -> Decimal:
    """Return the share of a group that took a drug in percent; 0 where nobody can tell."""
    if taken.percent is not None:
        return taken.percent.value
    if taken.events is None or arm.total is None or not arm.total.value:
        return Decimal(0)
    return Decimal(100 * taken.events.value) / arm.total.value


def is_randomised(evidence: Evidence, study: Study) -> bool:
    """Tell whether chance assigned the groups: the design says so, or RoB, their tool, fits it."""
    design = evidence.designs.get(study.design)
    if design is None or not design.comparative:
        return False
    if design.randomised is not None:
        return design.randomised
    return design.appraisal_tool.startswith("RoB")


def control_arms(evidence: Evidence, study: Study) -> frozenset[str]:
    """Return the arms of a study that took a control, such as a placebo."""
    roles = _roles_of_arms(evidence, study)
    return frozenset(arm for arm, role in roles.items() if role == CONTROL)


def has_other_groups(evidence: Evidence, study: Study) -> bool:
    """Tell whether an uncontrolled study shows people on another treatment, as in history."""
    roles = _roles_of_arms(evidence, study)
    return not compares_groups(evidence, study) and COMPARATOR in roles.values()


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
