"""The plain names of what was measured, of its unit, and of what replaces a control group."""

from generator.model.evidence import Evidence
from generator.model.result import Result
from generator.model.study import Study
from generator.model.text import words
from generator.model.vocabulary import UNLISTED
from generator.synthesis.study_design import (
    has_control,
    has_other_groups,
    is_against_the_class,
)

# Of a study whose groups are compared, and whose results that could be read are not.
NO_RESULT_COMPARED = "no result compared with a control group"


def unit_of(evidence: Evidence, result: Result) -> str | None:
    """Return the unit a result is printed in: its own, else that of its measure."""
    measure = evidence.measures.get(result.measure)
    return result.unit or (measure.unit if measure else None)


def outcome_name(evidence: Evidence, result: Result) -> str:
    """Return the plain name of what was measured."""
    measure = evidence.measures.get(result.measure)
    return result.reported_as if measure is None or result.measure == UNLISTED else measure.label


def control_words(evidence: Evidence, study: Study) -> str:
    """Return what a study that compares no result with a control group has in its place."""
    if has_control(evidence, study):
        return NO_RESULT_COMPARED
    if is_against_the_class(evidence, study):
        return "compared with another drug of the class, no control group"
    return "historical control only" if has_other_groups(evidence, study) else "no control group"


def unfair_words(evidence: Evidence, study: Study) -> str:
    """Return why the other groups of a study without a control group are no fair comparison."""
    if is_against_the_class(evidence, study):
        return "most of them took another drug of the class: no control group"
    return "earlier patients, not a fair comparison"


def heading(domain_name: str) -> str:
    """Return a domain of outcome as a heading."""
    return words(domain_name).capitalize()
