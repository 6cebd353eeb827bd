"""Participants at the start, and findings followed patient by patient."""

from generator.html.counts import computed_count
from generator.html.element import Child, missing, remark, reported, small, spaced, together
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.open_page import OpenPage
from generator.html.printed_values import p_value, share, summary
from generator.html.provenance import disclose
from generator.model.result import Summary
from generator.model.study import Baseline, Patient, Study
from generator.tables.table import Column, Row, Table, render_if_filled
from generator.text.count_words import noun_for

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
# As records write them; any other letter of a source is shown as it stands.
_SEXES = {"F": "female", "M": "male"}


def baseline_table(
    page: OpenPage, study: Study, name: str, caption: str, shows: Child
) -> Safe | None:
    """Return what is known of the participants at the start; None if nothing is."""
    return render_if_filled(
        Table(
            name=name,
            caption=caption,
            shows=shows,
            key="In the order of the record.",
            columns=_BASELINE,
            rows=[_baseline(page, study, baseline) for baseline in study.baseline],
            how=page.how("reading"),
        )
    )


def patients_table(
    page: OpenPage, study: Study, name: str, caption: str, shows: Child
) -> Safe | None:
    """Return every finding that a source follows in single patients, as printed."""
    # Several findings may be followed in one patient.
    patients = len({finding.patient for finding in study.patients})
    counted = (computed_count(patients, "single patient"), shows)
    return render_if_filled(
        Table(
            name=name,
            caption=caption,
            shows=together(counted, " of "),
            key="In the order of the record: finding by finding, patient by patient.",
            columns=_PATIENTS,
            rows=[_finding(page, study, finding) for finding in study.patients],
            how=page.how("reading"),
        )
    )


def _baseline(page: OpenPage, study: Study, baseline: Baseline) -> Row:
    return Row(
        (
            spaced(explain(page, baseline.item), remark(baseline.note)),
            study.arm(baseline.arm).label if baseline.arm else "all",
            spaced(_baseline_value(baseline), p_value(baseline.p)),
            reported(str(baseline.total)) if baseline.total else missing(),
            disclose(page, study, baseline.source, baseline.where),
        )
    )


def _baseline_value(baseline: Baseline) -> Safe:
    if baseline.value is not None:
        # Some sources print the unit inside the value: "18 to 75 years".
        unit = baseline.unit or ""
        return reported(baseline.value if unit in baseline.value else f"{baseline.value} {unit}")
    if baseline.events is not None or baseline.percent is not None:
        return share(baseline.events, baseline.total, baseline.percent)
    return summary(_summary_of(baseline), baseline.unit)


def _summary_of(baseline: Baseline) -> Summary:
    return Summary(
        mean=baseline.mean,
        sd=baseline.sd,
        median=baseline.median,
        q1=baseline.q1,
        q3=baseline.q3,
        min=baseline.min,
        max=baseline.max,
    )


def _finding(page: OpenPage, study: Study, finding: Patient) -> Row:
    values = (spaced(small(f"{value.time}:"), reported(value.value)) for value in finding.values)
    return Row(
        (
            _patient(finding),
            _followed(page, finding),
            together(values, "; ") or missing("none printed"),
            _response(page, finding),
            disclose(page, study, finding.source, finding.where),
        )
    )


def _response(page: OpenPage, finding: Patient) -> Safe:
    response = explain(page, finding.response) if finding.response else None
    return spaced(response, remark(finding.note))


def _patient(finding: Patient) -> Safe:
    sex = finding.sex or ""
    about = (
        f"{finding.age} {noun_for(finding.age.value, 'year')}" if finding.age else "",
        _SEXES.get(sex, sex),
        f"observed for {finding.observed}" if finding.observed else "",
    )
    remarks = small(", ".join(filter(None, about)))
    return spaced(reported(f"Patient {finding.patient}"), remarks)


def _followed(page: OpenPage, finding: Patient) -> Safe:
    measure = page.evidence.measures.get(finding.measure or "")
    name = finding.reported_as or (measure.label if measure else "course")
    return spaced(explain(page, name), remark(finding.unit))
