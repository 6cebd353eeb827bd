"""What the whole record says of one study, asked once before the page of the study is written."""

from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.result import Result
from generator.model.study import Study
from generator.synthesis.appraisal import Appraised, Unappraised, appraisal_for, appraisals_of
from generator.synthesis.background import Background, background_of_study
from generator.synthesis.groups import results_by_domain
from generator.synthesis.single_patients import SinglePatients, single_patients
from generator.synthesis.study_design import is_uncontrolled


class StudyAccount(NamedTuple):
    """The answers to what a page of a study asks.

    `by_domain` are its results in the order of the domains, `background` what control groups did
    beside the outcomes of a study without one. `appraisal` is the first of `appraisals`, or
    why there is none.
    """

    uncontrolled: bool
    by_domain: dict[str, list[Result]]
    background: Background | None
    patients: SinglePatients
    appraisal: Appraised | Unappraised
    appraisals: tuple[Appraised, ...]


def account_of(evidence: Evidence, study: Study) -> StudyAccount:
    """Return the account of a study."""
    uncontrolled = is_uncontrolled(evidence, study)
    return StudyAccount(
        uncontrolled=uncontrolled,
        by_domain=results_by_domain(evidence, study.results),
        background=background_of_study(evidence, study) if uncontrolled else None,
        patients=single_patients(study),
        appraisal=appraisal_for(evidence, study),
        appraisals=appraisals_of(evidence, study),
    )
