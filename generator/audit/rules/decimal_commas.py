"""Numbers that are written in a way in which nobody reads them as numbers."""

import re
from collections.abc import Iterator

from generator.audit.check import in_each_study, value_check
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.study import Study

# Digits around a comma that parts no thousands: `0,027`, `10,5`, `1,02`.
_DECIMAL_COMMA = re.compile(r"[<>≤≥=\s]*[-−–+]?(?:0+,\d+|\d+,(?!\d{3}$)\d+)", re.ASCII)


@value_check(
    "W428",
    "value-with-decimal-comma",
    "A value of a patient has a decimal comma",
    checked="Way in which a value of a patient is written",
    why="A value that is no number is read as words and leaves every figure of the patient.",
    method="Numbers are written with a decimal point, and a comma between thousands alone",
    reads=("value",),
    answers=(Ruling.CANNOT_BE,),
)
@in_each_study
def value_with_decimal_comma(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield each value of a single patient that is written with a decimal comma."""
    for place, patient in enumerate(study.patients):
        for number, value in enumerate(patient.values):
            text = value.value.strip()
            if _DECIMAL_COMMA.fullmatch(text):
                subject = Subject(study, f"patients[{place}].values[{number}].value")
                remedy = f"Write {text.replace(',', '.')} if that is what is meant."
                yield subject.cannot_be(f"is {text}", "a number with a decimal point", remedy)
