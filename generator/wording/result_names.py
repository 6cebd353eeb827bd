"""The plain names of what was measured, of its unit, and of what replaces a control group."""

import re

from generator.model.evidence import Evidence
from generator.model.result import Result, TimePoint, with_unit
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


def when_measured(name: str, time: TimePoint | None) -> str:
    """Return a time as it goes on behind a name: only what the name does not say already.

    >>> from generator.model.number import Number
    >>> month = TimePoint(value=Number.parse("6"), unit="months", label="last visit")
    >>> when_measured("death", month), when_measured("death by 6 months", month)
    ('6 months (last visit)', 'last visit')
    >>> when_measured("death by 16 months", month)
    '6 months (last visit)'
    """
    if time is None:
        return ""
    length = with_unit(time.value, time.unit) if time.value else ""
    told = length and re.search(rf"(?<![\d.,]){re.escape(length)}\b", name)
    rest = (time.label or "") if told else str(time)
    return "" if rest in name else rest


def name_and_time(name: str, time: TimePoint | None) -> str:
    """Return a name with the time after which it was measured, said once."""
    return ", ".join(filter(None, (name, when_measured(name, time))))


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
