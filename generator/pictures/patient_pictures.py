"""Single patients in pictures: their course over the times printed, the change of each, how long each was observed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.charts.patients import PatientLine, draw_patients
from generator.charts.swimmer import Lane, draw_swimmer
from generator.charts.waterfall import Line, PatientChange, draw_waterfall
from generator.html.counts import number, shown
from generator.html.element import link, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.study import Patient, Study
from generator.model.vocabulary import Measure
from generator.pictures.gallery import Caption, Gallery, Numbers
from generator.pictures.result_pictures import alone_words, drug_of
from generator.synthesis.groups import Entry
from generator.synthesis.single_patients import (
    Change,
    Followed,
    ThresholdMark,
    followed,
    levels,
    observed,
    steps,
    told_in_words,
)
from generator.synthesis.study_design import has_control
from generator.tables.table import Column, Row
from generator.wording.background import source_name
from generator.wording.inline_figures import in_a_sentence

_BETTER = {"lower": "Lower is better.", "higher": "Higher is better."}
_NO_DIRECTION = "No direction of this is called better here."
_WEEKS_OF_A_MONTH = Decimal("365.25") / 12 / 7
_SEVERAL = 2
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LANES = (
    "One lane a patient, as long as the patient was observed; from when this was counted is not in the record. A lane "
    "that ends says that the observation ended, not why."
)


class _Subject(NamedTuple):
    """What a picture of single patients is about: the page, the study and the finding with its words."""

    page: OpenPage
    study: Study
    of: Followed
    measure: Measure | None
    name: str

    @property
    def label(self) -> str:
        return self.measure.label if self.measure else self.of.measure

    @property
    def axis(self) -> str:
        return f"{self.label}{f' ({self.of.unit})' if self.of.unit else ''}"

    @property
    def better(self) -> str:
        return _BETTER.get((self.measure.better if self.measure else None) or "", _NO_DIRECTION)


def single_patients(page: OpenPage, gallery: Gallery, study: Study) -> list[Safe]:
    """Return the course and the change of each patient, finding by finding; nothing of a retracted study."""
    if study.id in page.site.retracted:
        return []
    pictures: list[Safe | None] = []
    names: list[str] = []
    for one in followed(study):
        # The same finding may be followed in two units, each with its pictures.
        again = names.count(one.measure)
        names.append(one.measure)
        name = f"{one.measure}-{again + 1}" if again else one.measure
        subject = _Subject(page, study, one, page.evidence.measures.get(one.measure), name)
        pictures += [_course(gallery, subject), _waterfall(gallery, subject)]
    return [picture for picture in pictures if picture]


def about_patients(page: OpenPage, study: Study) -> str | None:
    """Return in one sentence that a study follows single patients, and what in them; None where it does not."""
    if not study.patients:
        return None
    names = {row.patient for row in study.patients}
    what = dict.fromkeys(row.measure for row in study.patients if row.measure and row.values)
    labels = [
        in_a_sentence(page.evidence.measures[name].label)
        if name in page.evidence.measures
        else name
        for name in what
    ]
    count = (
        "One patient is described"
        if len(names) == 1
        else f"{len(names)} patients are described one by one"
    )
    return f"{count}, with values of {', '.join(labels)}." if labels else f"{count}, in words."


def _course(gallery: Gallery, subject: _Subject) -> Safe:
    page, study, of, measure = subject.page, subject.study, subject.of, subject.measure
    marks = levels(measure, of.unit)
    title = f"{subject.label} in {len(of.lines)} patients, before and after"
    chart = draw_patients(
        [
            PatientLine(
                patient=_name(course.patient),
                slot=_slot(page, study, course.patient),
                points=tuple(
                    (of.times.index(p.time), p.time, float(p.value)) for p in course.points
                ),
                uncontrolled=not has_control(page.evidence, study),
            )
            for course in of.lines
        ],
        title=title,
        axis=subject.axis,
        better=measure.better if measure else None,
        description=f"{title}, {study.label}: one line a patient from {of.times[0]} to {of.times[-1]}. "
        f"{subject.better}",
        lines=_lines(marks),
    )
    rows = [
        Row(
            (
                _name(course.patient),
                "; ".join(f"{point.time}: {point.printed}" for point in course.points),
                of.unit,
            )
        )
        for course in of.lines
    ]
    caption = Caption(
        shows=_counts(subject, len(of.lines), "values at two times or more"),
        about=together(
            (
                "One line a patient, values as printed; the times stand in order, how far they lie apart says nothing.",
                subject.better,
                _thresholds(page, marks),
                _missing(of),
                _alone(page, study),
            ),
            " ",
        ),
        key="Times in the order of the source.",
        how=page.how("patients"),
    )
    numbers = Numbers((Column("Patient"), Column("Values over time"), Column("Unit")), rows)
    return gallery.figure(f"course-{subject.name}", chart, title, caption, numbers)


def _waterfall(gallery: Gallery, subject: _Subject) -> Safe | None:
    page, study, of, measure = subject.page, subject.study, subject.of, subject.measure
    changes, better = (
        _sorted(of.changes, measure.better if measure else None),
        measure.better if measure else None,
    )
    if len(changes) < _SEVERAL:
        return None
    marks = steps(measure, of.unit)
    first, last = of.times[0], of.times[-1]
    title = f"{subject.label}: change of each patient"
    chart = draw_waterfall(
        [
            PatientChange(
                patient=_name(change.patient),
                difference=float(change.difference),
                printed=_change_words(change),
                slot=_slot(page, study, change.patient),
                uncontrolled=not has_control(page.evidence, study),
            )
            for change in changes
        ],
        title=title,
        axis=f"{subject.axis}: change from {first} to {last}",
        better=better,
        description=f"{title} from {first} to {last}, {study.label}. {subject.better} "
        + "; ".join(f"{_name(change.patient)}: {_change_words(change)}" for change in changes),
        lines=_lines(marks),
    )
    rows = [
        Row(
            (
                _name(one.patient),
                one.first.printed,
                one.last.printed,
                _signed(one.difference),
                of.unit,
            )
        )
        for one in changes
    ]
    caption = Caption(
        shows=_counts(subject, len(changes), f"both values ({first}, {last})"),
        about=together(
            (
                f"One bar a patient: the value at {last} less the value at {first}, computed.",
                subject.better,
                _thresholds(page, marks),
                _missing(of),
                _alone(page, study),
            ),
            " ",
        ),
        key="Sorted by change, the best first."
        if better
        else "Sorted by change, the largest fall first.",
        how=page.how("patients"),
    )
    columns = (
        Column("Patient"),
        Column(first.capitalize()),
        Column(last.capitalize()),
        Column("Change, computed"),
    )
    numbers = Numbers((*columns, Column("Unit")), rows)
    return gallery.figure(f"change-of-each-{subject.name}", chart, title, caption, numbers)


def observation(page: OpenPage, gallery: Gallery, study: Study) -> Safe | None:
    """Return how long each patient was observed; None where a length is printed of fewer than two."""
    lanes = observed(study)
    if len(lanes) < _SEVERAL or study.id in page.site.retracted:
        return None
    title = f"How long {len(lanes)} patients were observed, and what was seen"
    chart = draw_swimmer(
        [
            Lane(
                patient=_name(one.patient),
                months=round(float(one.weeks / _WEEKS_OF_A_MONTH), 2),
                printed=str(one.patient.observed),
                seen="; ".join(one.seen),
                slot=_slot(page, study, one.patient),
                uncontrolled=not has_control(page.evidence, study),
            )
            for one in lanes
        ],
        title=title,
        axis="months observed (a month is a twelfth of 365.25 days)",
        description=f"{title}, {study.label}: "
        + "; ".join(f"{_name(one.patient)}, {one.patient.observed}" for one in lanes),
    )
    size = max(study.size.value if study.size else 0, len({row.patient for row in study.patients}))
    printed = f"of {size} patients of 1 study have a printed length of observation"
    words = ", ".join(_label(page, measure) for measure in told_in_words(study))
    caption = Caption(
        shows=number(len(lanes), printed, printed),
        about=together(
            (
                _LANES,
                f"In words, in the order of time: {words}; the days are not printed, and not drawn."
                if words
                else None,
                _alone(page, study),
            ),
            " ",
        ),
        key="Longest observation first.",
        how=page.how("patients"),
    )
    rows = [
        Row((_name(one.patient), str(one.patient.observed), "; ".join(one.seen))) for one in lanes
    ]
    numbers = Numbers(
        (Column("Patient"), Column("Observed for"), Column("Seen over that time")), rows
    )
    return gallery.figure("observed", chart, title, caption, numbers)


def _sorted(changes: Sequence[Change], better: str | None) -> list[Change]:
    """Return changes with the best first; where no direction is better, the largest fall first."""
    sign = -1 if better == "higher" else 1
    return sorted(changes, key=lambda change: sign * change.difference)


def _counts(subject: _Subject, drawn: int, have: str) -> Safe:
    """Return how many of the patients of the study have what the picture needs: `7 of 10 patients have both values`."""
    words = f"of {subject.of.patients} patients have {have}"
    study = shown(subject.page.evidence, [subject.study])
    return together((study, "; ", number(drawn, words, words)))


def _missing(of: Followed) -> str | None:
    words = "; ".join(of.missing())
    return f"Not printed, and so not drawn: {words}." if words else None


def _thresholds(page: OpenPage, marks: Sequence[ThresholdMark]) -> Safe | None:
    """Return what each dashed line is, with its source."""
    if not marks:
        return None
    lines = (_threshold(page, mark, letter) for mark, letter in zip(marks, _LETTERS, strict=False))
    return together(("Dashed: ", together(lines, "; "), "."))


def _threshold(page: OpenPage, mark: ThresholdMark, letter: str) -> Safe:
    one = mark.threshold
    who = f" ({one.applies_to})" if one.applies_to else ""
    words = f"{letter}, {one.label}, {one.value}{who}, "
    return together((words, link(one.url, source_name(page.evidence, one))))


def _lines(marks: Sequence[ThresholdMark]) -> list[Line]:
    return [
        Line(at=float(mark.at), letter=letter)
        for mark, letter in zip(marks, _LETTERS, strict=False)
    ]


def _alone(page: OpenPage, study: Study) -> str:
    return alone_words(page, [Entry(study, result) for result in study.results[:1]]).strip()


def _change_words(change: Change) -> str:
    return f"{change.first.printed} → {change.last.printed} ({_signed(change.difference)})"


def _signed(value: Decimal) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{abs(value)}"


def _name(patient: Patient) -> str:
    return f"Patient {patient.patient}"


def _label(page: OpenPage, measure: str) -> str:
    known = page.evidence.measures.get(measure)
    return in_a_sentence(known.label) if known else measure


def _slot(page: OpenPage, study: Study, patient: Patient) -> int | None:
    return page.site.slots.get(drug_of(study, patient.arm) or "")
