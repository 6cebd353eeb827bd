"""Single patients: only printed plain numbers, never filled in; who is missing is named."""

import dataclasses
from decimal import Decimal

import pytest
from made_up import Made, number

from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.result import TimePoint
from generator.model.study import Patient, PatientValue, Study
from generator.model.vocabulary import Measure, Threshold
from generator.synthesis.single_patients import followed, levels, observed, steps, told_in_words
from generator.wording.missing_values import missing_values


def row(name: str, values: dict[str, str], **fields: object) -> Patient:
    given = {
        "measure": "river-score",
        "unit": "points",
        "source": "abstract",
        "where": "Table 1",
        **fields,
    }
    told = tuple(PatientValue(time=time, value=value) for time, value in values.items())
    return Patient(patient=name, values=told, **given)  # type: ignore[arg-type]


def study_of(made: Made, *patients: Patient, people: int = 10) -> Study:
    made.share("one", 1, people, patients=patients)
    study: Study = made.evidence.studies["one"]
    return study


def test_only_patients_with_both_values_change(made: Made) -> None:
    (found,) = followed(study_of(
        made,
        row("1", {"start": "30", "week 4": "20", "week 8": "10.5"}),
        row("2", {"start": "30", "week 4": "35"}),
        row("3", {"week 4": "5", "week 8": "<1"}),
        row("4", {"start": "12", "week 8": "12"}),
    ))  # fmt: skip
    assert found.times == ("start", "week 4", "week 8")
    assert [course.patient.patient for course in found.lines] == ["1", "2", "4"]
    assert [(one.patient.patient, one.difference) for one in found.changes] == [
        ("1", Decimal("-19.5")),
        ("4", 0),
    ]
    assert found.patients == 10
    assert list(missing_values(found)) == [
        "patient 2: no value at week 8",
        "patient 3: no value at start",
        "patient 3: “<1” at week 8 is no plain number",
        "patient 4: no value at week 4",
    ]


def test_patients_of_whom_nothing_is_printed_are_named(made: Made) -> None:
    (found,) = followed(study_of(
        made, row("1", {"a": "1", "b": "2"}), row("2", {"a": "1", "b": "3"}), row("3", {}, measure=None),
    ))  # fmt: skip
    assert list(missing_values(found)) == ["patient 3: no value at all"]


def test_one_axis_is_one_measure_and_one_unit(made: Made) -> None:
    rows = [row(name, {"a": "1", "b": "2"}, unit=unit) for name in "12" for unit in ("mg/L", "g/L")]
    found = followed(study_of(made, *rows))
    assert [(one.measure, one.unit, len(one.courses)) for one in found] == [("river-score", "mg/L", 2),
                                                                            ("river-score", "g/L", 2)]  # fmt: skip


def test_what_cannot_be_drawn_is_not_drawn(made: Made) -> None:
    words = [row(name, {"a": "good", "b": "better"}) for name in "12"]
    once = [row(name, {"a": "1"}, measure="fever-free") for name in "12"]
    twice = [row("1", {"a": "1", "b": "2"}, unit="x") for _ in "12"]
    alone = [row("1", {"a": "1", "b": "2"}, unit="y")]
    study = study_of(made, *words, *once, *twice, *alone)
    assert followed(study) == ()
    assert told_in_words(study) == ("river-score",)
    assert observed(study) == ()


def test_observation_runs_from_the_longest_to_the_shortest_whatever_the_unit(made: Made) -> None:
    def seen(name: str, value: str, unit: str) -> Patient:
        return row(
            name,
            {"a": "on oxygen", "b": "well"},
            observed=TimePoint(value=number(value), unit=unit),
        )

    lanes = observed(study_of(made, seen("1", "48", "days"), seen("2", "2", "months"), seen("3", "1", "years"),
                              row("4", {}, observed=TimePoint(label="long"))))  # fmt: skip
    assert [one.patient.patient for one in lanes] == ["3", "2", "1"]
    assert round(lanes[2].weeks * 7, 6) == Decimal(48)
    assert lanes[0].seen == ("on oxygen → well",)


@pytest.fixture
def measure(small: Evidence) -> Measure:
    def threshold(value: str) -> Threshold:
        seen = PartialDate.parse("2026")
        return Threshold(
            id="x", label="x", value=value, url="https://a.example", where="p", seen=seen
        )

    values = (">=48", "19", "4 points", "4 to 5 points", ">=20% improvement", "4 (DLQI)")
    return dataclasses.replace(
        small.measures["river-score"],
        better="lower",
        unit="points",
        thresholds=tuple(map(threshold, values)),
    )


def test_a_threshold_is_drawn_only_where_its_words_say_where_it_stands(measure: Measure) -> None:
    assert [mark.at for mark in levels(measure, "points")] == [48, 19]
    assert [mark.at for mark in steps(measure, "points")] == [-4]
    assert [mark.at for mark in steps(dataclasses.replace(measure, better="higher"), None)] == [4]
    assert steps(dataclasses.replace(measure, better=None), None) == ()


def test_what_is_called_a_change_is_no_place_on_the_scale(small: Evidence) -> None:
    measure = small.measures["river-score"]
    assert [(one.label, one.value) for one in measure.thresholds] == [("important change", "5")]
    assert levels(measure, "points") == ()


def test_a_threshold_in_another_unit_is_not_drawn(measure: Measure) -> None:
    assert levels(measure, "cm") == ()
    assert steps(measure, "cm") == ()
    assert levels(None, "points") == ()
