"""Which values of which patients are missing, in words."""

from collections.abc import Iterator

from generator.synthesis.single_patients import Course, Followed
from generator.text.count_words import noun_for


def missing_values(followed: Followed) -> Iterator[str]:
    """Yield which values of which patients are not printed, or are no plain numbers."""
    for course in followed.courses:
        for time in followed.times:
            if course.at(time) is None:
                yield f"patient {course.patient.patient}: {_instead(course, time)}"
    named = {course.patient.patient for course in followed.courses}
    silent = [name for name in followed.named if name not in named]
    if silent:
        noun = noun_for(len(silent), "patient")
        yield f"{noun} {', '.join(silent)}: no value at all"


def _instead(course: Course, time: str) -> str:
    for value in course.patient.values:
        if value.time == time and value.value:
            return f"“{value.value}” at {time} is no plain number"
    return f"no value at {time}"
