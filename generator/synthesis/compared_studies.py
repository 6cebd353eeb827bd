"""Which studies compare a result with a control group; a design alone shows nobody anything."""

from itertools import chain

from generator.model.evidence import Evidence
from generator.model.result import Result
from generator.model.study import Study
from generator.synthesis.arms_of_result import Numbered, is_compared
from generator.synthesis.selection import drug_taken
from generator.synthesis.study_design import has_control, went_without


def compared_studies(evidence: Evidence) -> frozenset[str]:
    """Return the studies that compare a result or harm, of whatever kind, drafts included."""
    studies = evidence.every_study.values()
    return frozenset(study.id for study in studies if compares_a_result(evidence, study))


def compares_a_result(evidence: Evidence, study: Study, drug: str | None = None) -> bool:
    """Tell whether people treated otherwise at the same time answer a question of a study.

    With a `drug`, one of the compared groups took it: a trial of two drugs may compare only one of
    them. A trial of which no result could be read compares none.
    """
    rows = chain[Numbered](study.results, study.harms)
    compared = (row for row in rows if is_compared(evidence, study, row))
    # Groups of which no drug is known, such as the older and the younger, were treated alike.
    taken = (_taken(evidence, study, row) for row in compared)
    return any(drug in names if drug else names for names in taken)


def follows_a_control(evidence: Evidence, study: Study) -> bool:
    """Tell whether some of the single patients of a study were treated otherwise meanwhile."""
    groups = (study.arm(patient.arm) for patient in study.patients if patient.arm)
    return has_control(evidence, study) and any(went_without(evidence, group) for group in groups)


def _taken(evidence: Evidence, study: Study, row: Numbered) -> frozenset[str]:
    """Return the drugs of the groups that a figure is about, of both if it compares two."""
    against = row.against if isinstance(row, Result) else None
    other = study.arm(against).drug if against else None
    return frozenset(filter(None, (drug_taken(evidence, study, row), other)))
