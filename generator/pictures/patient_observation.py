"""The picture of how long each patient was observed: one lane a patient, the longest first."""

from collections.abc import Iterable
from decimal import Decimal

from generator.charts.swimmer import Lane, draw_swimmer
from generator.html.counts import computed_count
from generator.html.element import together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.study import Study
from generator.pictures.gallery import Caption, Gallery, Numbers
from generator.pictures.patient_findings import about_no_control, patient_name
from generator.pictures.results import drug_slot, name_in_a_sentence
from generator.synthesis.compared_studies import follows_a_control
from generator.synthesis.single_patients import Observed, SinglePatients
from generator.tables.table import Column, Row
from generator.text.count_words import count_words

# The mean month of the calendar; the axis says so.
_WEEKS_OF_A_MONTH = Decimal("365.25") / 12 / 7
# One lane has nothing to be compared with.
_FEWEST = 2
_ABOUT = (
    "One lane a patient, as long as the patient was observed; from when this was counted is not in "
    "the record. A lane that ends says that the observation ended, not why."
)


def observation_picture(
    page: OpenPage, gallery: Gallery, study: Study, patients: SinglePatients
) -> Safe | None:
    """Return how long each patient was observed; None where fewer than two lengths are printed."""
    lanes = patients.observed
    if len(lanes) < _FEWEST or study.id in page.site.retracted:
        return None
    title = f"How long {len(lanes)} patients were observed, and what was seen"
    in_words = "; ".join(f"{patient_name(seen.patient)}, {seen.patient.observed}" for seen in lanes)
    chart = draw_swimmer(
        [_lane(page, study, seen) for seen in lanes],
        title=title,
        axis="months observed (a month is a twelfth of 365.25 days)",
        description=f"{title}, {study.label}: {in_words}",
    )
    caption = Caption(
        shows=_counted(patients),
        about=together(
            (_ABOUT, _about_words(page, patients.in_words), about_no_control(page, study)), " "
        ),
        key="Longest observation first.",
        how=page.how("patients"),
    )
    columns = (Column("Patient"), Column("Observed for"), Column("Seen over that time"))
    numbers = Numbers(columns, [_row(seen) for seen in lanes])
    return gallery.figure("observed", chart, title, caption, numbers)


def _lane(page: OpenPage, study: Study, seen: Observed) -> Lane:
    return Lane(
        patient=patient_name(seen.patient),
        months=round(float(seen.weeks / _WEEKS_OF_A_MONTH), 2),
        printed=str(seen.patient.observed),
        seen="; ".join(seen.seen),
        slot=drug_slot(page, study, seen.patient.arm),
        uncontrolled=not follows_a_control(page.evidence, study),
    )


def _counted(patients: SinglePatients) -> Safe:
    of = f"of {count_words(patients.people, 'patient')} of 1 study"
    words = f"{of} have a printed length of observation"
    return computed_count(len(patients.observed), words, words)


def _about_words(page: OpenPage, measures: Iterable[str]) -> str | None:
    """Return what was seen in words over time, which cannot be drawn."""
    names = ", ".join(name_in_a_sentence(page, measure) for measure in measures)
    if not names:
        return None
    return f"In words, in the order of time: {names}; the days are not printed, and not drawn."


def _row(seen: Observed) -> Row:
    return Row((patient_name(seen.patient), str(seen.patient.observed), "; ".join(seen.seen)))
