"""Participants at the start, and findings followed patient by patient."""

from generator.html.counts import shown, shown_rows
from generator.html.element import missing, reported, together
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.open_page import OpenPage
from generator.html.printed_values import p_value, share, small, summary
from generator.html.provenance import disclose
from generator.model.result import Summary
from generator.model.study import Baseline, Patient, Study
from generator.tables.table import Column, Row, Table, render_table

_BASELINE = (
    Column("At the start"),
    Column("Group"),
    Column("Value"),
    Column("People"),
    Column("Source"),
)
_PATIENTS = (
    Column("Patient"),
    Column("What was followed"),
    Column("Values over time"),
    Column("Response"),
    Column("Source"),
)


def baseline_table(page: OpenPage, study: Study, name: str, caption: str) -> Safe:
    """Return what is known of the participants at the start."""
    rows = [
        Row(
            (
                together((explain(page, item.item), small(item.note) if item.note else None), " "),
                study.arm(item.arm).label if item.arm else "all",
                together((_baseline_value(item), p_value(item.p)), " "),
                reported(str(item.total)) if item.total else missing(),
                disclose(study, item.source, item.where),
            )
        )
        for item in study.baseline
    ]
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=shown(page.evidence, [study]),
            key="In the order of the record.",
            columns=_BASELINE,
            rows=rows,
            how=page.how("reading"),
        )
    )


def patients_table(page: OpenPage, study: Study, name: str, caption: str) -> Safe:
    """Return every finding that a source follows in single patients, as printed."""
    rows = [
        Row(
            (
                _patient(item),
                _followed(page, item),
                together((_value(item, place) for place in range(len(item.values))), "; ")
                if item.values
                else missing("none printed"),
                together(
                    (
                        explain(page, item.response) if item.response else None,
                        small(item.note) if item.note else None,
                    ),
                    " ",
                ),
                disclose(study, item.source, item.where),
            )
        )
        for item in study.patients
    ]
    single = len({item.patient for item in study.patients})
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=together(
                (shown_rows(single, "single patient"), shown(page.evidence, [study])), " of "
            ),
            key="In the order of the record: finding by finding, patient by patient.",
            columns=_PATIENTS,
            rows=rows,
            how=page.how("reading"),
        )
    )


def _baseline_value(item: Baseline) -> Safe:
    if item.value is not None:
        return reported(
            f"{item.value}{f' {item.unit}' if item.unit and item.unit not in item.value else ''}"
        )
    if item.events is not None or item.percent is not None:
        return share(item.events, item.total, item.percent)
    names = ("mean", "sd", "median", "q1", "q3", "min", "max")
    return summary(Summary(**{name: getattr(item, name) for name in names}), item.unit)


def _patient(item: Patient) -> Safe:
    about = [
        f"{item.age} years" if item.age else "",
        {"F": "female", "M": "male"}.get(item.sex or "", item.sex or ""),
        f"observed for {item.observed}" if item.observed else "",
    ]
    return together(
        (reported(f"Patient {item.patient}"), small(", ".join(filter(None, about)))), " "
    )


def _followed(page: OpenPage, item: Patient) -> Safe:
    known = item.measure in page.evidence.measures
    name = page.evidence.measures[item.measure].label if known and item.measure else None
    return together(
        (
            explain(page, item.reported_as or name or "course"),
            small(item.unit) if item.unit else None,
        ),
        " ",
    )


def _value(item: Patient, place: int) -> Safe:
    value = item.values[place]
    return together((small(f"{value.time}:"), reported(value.value)), " ")
