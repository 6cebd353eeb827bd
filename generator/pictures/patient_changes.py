"""The picture of the change of each patient: one bar a patient, the best first."""

from decimal import Decimal

from generator.charts.waterfall import PatientChange, draw_waterfall
from generator.html.escape import Safe
from generator.pictures.gallery import Caption, Gallery, Numbers
from generator.pictures.patient_findings import PatientFinding, dashed_lines, patient_name
from generator.pictures.results import drug_slot
from generator.synthesis.single_patients import Change, steps
from generator.tables.table import Column, Row

# One bar has nothing to be compared with.
_FEWEST = 2


def patient_change_picture(gallery: Gallery, finding: PatientFinding) -> Safe | None:
    """Return the change of each patient; None where fewer than two have both values."""
    followed = finding.followed
    changes = _in_order(finding)
    if len(changes) < _FEWEST:
        return None
    marks = steps(finding.measure, followed.unit)
    first, last = followed.times[0], followed.times[-1]
    title = f"{finding.label}: change of each patient"
    in_words = "; ".join(
        f"{patient_name(change.patient)}: {_printed(change)}" for change in changes
    )
    chart = draw_waterfall(
        [_bar(finding, change) for change in changes],
        title=title,
        axis=f"{finding.axis}: change from {first} to {last}",
        better=finding.better,
        description=f"{title} from {first} to {last}, {finding.study.label}. "
        f"{finding.better_words} {in_words}",
        lines=dashed_lines(marks),
    )
    # Without a good direction nothing is the best.
    first_of_all = "the best first" if finding.better else "the largest fall first"
    caption = Caption(
        shows=finding.counted(len(changes), f"both values ({first}, {last})"),
        about=finding.about(
            f"One bar a patient: the value at {last} less the value at {first}, computed.", marks
        ),
        key=f"Sorted by change, {first_of_all}.",
        how=finding.page.how("patients"),
    )
    names = ("Patient", first.capitalize(), last.capitalize(), "Change, computed", "Unit")
    rows = [_row(change, followed.unit) for change in changes]
    numbers = Numbers([Column(name) for name in names], rows)
    return gallery.figure(f"change-of-each-{finding.name}", chart, title, caption, numbers)


def _in_order(finding: PatientFinding) -> list[Change]:
    """Return changes, the best first; where no direction is better, the largest fall first."""
    sign = -1 if finding.better == "higher" else 1
    return sorted(finding.followed.changes, key=lambda change: sign * change.difference)


def _bar(finding: PatientFinding, change: Change) -> PatientChange:
    return PatientChange(
        patient=patient_name(change.patient),
        difference=float(change.difference),
        printed=_printed(change),
        slot=drug_slot(finding.page, finding.study, change.patient.arm),
        uncontrolled=finding.uncontrolled,
    )


def _row(change: Change, unit: str | None) -> Row:
    name, difference = patient_name(change.patient), _signed(change.difference)
    return Row((name, change.first.printed, change.last.printed, difference, unit))


def _printed(change: Change) -> str:
    return f"{change.first.printed} → {change.last.printed} ({_signed(change.difference)})"


def _signed(difference: Decimal) -> str:
    if difference > 0:
        return f"+{difference}"
    return f"−{abs(difference)}" if difference else str(abs(difference))
