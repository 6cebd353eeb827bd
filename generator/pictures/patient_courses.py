"""The picture of a finding in single patients over time: one line a patient."""

from generator.charts.patients import PatientLine, draw_patients
from generator.html.escape import Safe
from generator.pictures.gallery import Caption, Gallery, Numbers
from generator.pictures.patient_findings import PatientFinding, dashed_lines, patient_name
from generator.pictures.results import drug_slot
from generator.synthesis.single_patients import Course, levels
from generator.tables.table import Column, Row
from generator.text.count_words import count_words


def course_picture(gallery: Gallery, finding: PatientFinding) -> Safe:
    """Return the course of each patient over the times printed."""
    followed = finding.followed
    # A line needs two points: what is missing is named in the caption.
    courses, times = followed.lines, followed.times
    marks = levels(finding.measure, followed.unit)
    title = f"{finding.label} in {count_words(len(courses), 'patient')}, before and after"
    chart = draw_patients(
        [_line(finding, course) for course in courses],
        title=title,
        axis=finding.axis,
        better=finding.better,
        description=f"{title}, {finding.study.label}: one line a patient from {times[0]} to "
        f"{times[-1]}. {finding.better_words}",
        lines=dashed_lines(marks),
    )
    caption = Caption(
        shows=finding.counted(len(courses), "values at two times or more"),
        about=finding.about(
            "One line a patient, values as printed; the times stand in order, how far they lie "
            "apart says nothing.",
            marks,
        ),
        key="Times in the order of the source.",
        how=finding.page.how("patients"),
    )
    columns = (Column("Patient"), Column("Values over time"), Column("Unit"))
    numbers = Numbers(columns, [_row(course, followed.unit) for course in courses])
    return gallery.figure(f"course-{finding.name}", chart, title, caption, numbers)


def _line(finding: PatientFinding, course: Course) -> PatientLine:
    times = finding.followed.times
    return PatientLine(
        patient=patient_name(course.patient),
        slot=drug_slot(finding.page, finding.study, course.patient.arm),
        points=tuple(
            (times.index(point.time), point.time, float(point.value)) for point in course.points
        ),
        uncontrolled=finding.uncontrolled,
    )


def _row(course: Course, unit: str | None) -> Row:
    values = "; ".join(f"{point.time}: {point.printed}" for point in course.points)
    return Row((patient_name(course.patient), values, unit))
