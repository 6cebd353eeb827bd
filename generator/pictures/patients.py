"""Single patients in pictures: which findings are drawn, and in which order."""

from generator.html.element import Child
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.study import Study
from generator.pictures.gallery import Gallery
from generator.pictures.patient_changes import patient_change_picture
from generator.pictures.patient_courses import course_picture
from generator.pictures.patient_findings import PatientFinding
from generator.pictures.results import name_in_a_sentence
from generator.synthesis.single_patients import SinglePatients


def patient_pictures(
    page: OpenPage, gallery: Gallery, study: Study, patients: SinglePatients, shows: Child
) -> list[Safe]:
    """Return course and change of each patient, finding by finding; none of a retracted study."""
    if study.id in page.site.retracted:
        return []
    pictures: list[Safe | None] = []
    names: list[str] = []
    for finding in patients.followed:
        # The same finding may be followed in two units, each with its pictures.
        before = names.count(finding.measure)
        names.append(finding.measure)
        name = f"{finding.measure}-{before + 1}" if before else finding.measure
        measure = page.evidence.measures.get(finding.measure)
        drawn = PatientFinding(page, study, finding, measure, name, shows)
        pictures += [course_picture(gallery, drawn), patient_change_picture(gallery, drawn)]
    return [picture for picture in pictures if picture]


def about_patients(page: OpenPage, study: Study) -> str | None:
    """Return in one sentence that a study follows single patients, and what in them."""
    if not study.patients:
        return None
    patients = len({row.patient for row in study.patients})
    count = f"{patients} patients are described one by one"
    if patients == 1:
        count = "One patient is described"
    measures = dict.fromkeys(row.measure for row in study.patients if row.measure and row.values)
    if not measures:
        return f"{count}, in words."
    names = ", ".join(name_in_a_sentence(page, measure) for measure in measures)
    return f"{count}, with values of {names}."
