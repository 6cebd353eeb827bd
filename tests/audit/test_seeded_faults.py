"""Faults planted into the real records, one at a time and drawn with a fixed seed, are found by the checks."""

import dataclasses
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from generator.audit.catalogue import audit
from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.number import Count, Number
from generator.model.result import ChangeResult, ComparisonResult, ProportionResult, Summary
from generator.model.study import Study
from generator.statistics.percentage import percentage_fits

OF_EACH_KIND = 14
Planted = tuple[str, Evidence]
Plant = Callable[[Evidence, Study], Iterator[Study | Evidence]]
replace: Any = dataclasses.replace


def number(value: Decimal | float | str) -> Number:
    return Number.parse(str(value))


def count(value: int) -> Count:
    return Count.parse(str(value))


def with_row(study: Study, kind: str, place: int, **changes: Any) -> Study:
    rows = list(getattr(study, kind))
    rows[place] = replace(rows[place], **changes)
    return replace(study, **{kind: tuple(rows)})


def trimmed(evidence: Evidence, study: Study) -> Evidence:
    """Return evidence that holds one study and what is about it, so that a check of it is quick."""
    return replace(
        evidence,
        topic=replace(evidence.topic, seed=study.id, summary_of_findings=()),
        studies={study.id: study},
        registered_trials=tuple(trial for trial in evidence.registered_trials if trial.study == study.id),
        corrections=tuple(
            item for item in evidence.corrections if all(name.partition("/")[0] == study.id for name in item.about)
        ),
        screening=tuple(row for row in evidence.screening if row.study == study.id),
        reported_in_reviews=(), appraisals=(), certainty=(), accepted=(), unread_reports=(),
    )  # fmt: skip


def counted(study: Study) -> Iterator[tuple[str, int, Any]]:
    for kind in ("results", "harms", "baseline"):
        for place, row in enumerate(getattr(study, kind)):
            is_share = isinstance(row, ProportionResult) if kind == "results" else True
            if is_share and (kind != "harms" or row.counted == "participants"):
                yield kind, place, row


def summed(study: Study) -> Iterator[tuple[int, str, Any, Summary]]:
    for place, row in enumerate(study.results):
        for key in ("baseline", "follow_up"):
            values = getattr(row, key, None)
            if isinstance(values, Summary):
                yield place, key, row, values


def percent_changed(_: Evidence, study: Study) -> Iterator[Study]:
    for kind, place, row in counted(study):
        if row.events and row.total and row.percent:
            moved = row.percent.value + (7 if row.percent.value < 50 else -7)
            yield with_row(study, kind, place, percent=number(moved))


def digits_of_percent_swapped(_: Evidence, study: Study) -> Iterator[Study]:
    for kind, place, row in counted(study):
        if (
            row.events
            and row.total
            and row.percent
            and re.fullmatch(r"(\d)(\d)(\.\d+)?", row.percent.text)
        ):
            first, second, rest = re.fullmatch(r"(\d)(\d)(\.\d+)?", row.percent.text).groups()  # type: ignore[union-attr]
            if first != second:
                yield with_row(study, kind, place, percent=number(f"{second}{first}{rest or ''}"))


def events_changed(_: Evidence, study: Study) -> Iterator[Study]:
    for kind, place, row in counted(study):
        if row.events and row.total and row.percent and row.events.value + 2 <= row.total.value:
            if not percentage_fits(row.events.value + 2, row.total.value, row.percent.value):
                yield with_row(study, kind, place, events=count(row.events.value + 2))


def denominator_changed(_: Evidence, study: Study) -> Iterator[Study]:
    for kind, place, row in counted(study):
        if row.events and row.events.value and row.total and row.percent:
            fewer = max(row.events.value, row.total.value * 3 // 4)
            if fewer < row.total.value and not percentage_fits(
                row.events.value, fewer, row.percent.value
            ):
                yield with_row(study, kind, place, total=count(fewer))


def more_events_than_people(_: Evidence, study: Study) -> Iterator[Study]:
    for kind, place, row in counted(study):
        if row.events and row.total:
            yield with_row(study, kind, place, events=count(row.total.value + 1))


def total_above_group(_: Evidence, study: Study) -> Iterator[Study]:
    for kind, place, row in counted(study):
        arm = study.arm(row.arm) if row.arm else None
        if row.total and arm and arm.total and not getattr(row, "unit", None):
            yield with_row(study, kind, place, total=count(arm.total.value * 10), percent=None)


def group_above_study(_: Evidence, study: Study) -> Iterator[Study]:
    for place, arm in enumerate(study.arms):
        if arm.total and study.size:
            yield with_row(study, "arms", place, total=count(study.size.value * 10 + 1))


def flow_rises(_: Evidence, study: Study) -> Iterator[Study]:
    people = study.participants
    if people and people.analysed and (people.enrolled or people.treated):
        most = max(n.value for n in (people.enrolled, people.treated, people.screened) if n)
        yield replace(study, participants=replace(people, analysed=count(most + 5)))


def quartiles_swapped(_: Evidence, study: Study) -> Iterator[Study]:
    for place, key, _row, values in summed(study):
        if values.q1 and values.q3 and values.q1.value != values.q3.value:
            yield with_row(
                study, "results", place, **{key: replace(values, q1=values.q3, q3=values.q1)}
            )
        if values.min and values.max and values.min.value != values.max.value:
            yield with_row(
                study, "results", place, **{key: replace(values, min=values.max, max=values.min)}
            )


def quartile_ten_times_as_large(_: Evidence, study: Study) -> Iterator[Study]:
    for place, key, _row, values in summed(study):
        if values.q1 and values.q3 and values.q1.value > 0:
            yield with_row(
                study, "results", place, **{key: replace(values, q1=number(10 * values.q1.value))}
            )


def value_off_its_scale(evidence: Evidence, study: Study) -> Iterator[Study]:
    for place, key, row, values in summed(study):
        measure = evidence.measures.get(row.measure)
        if measure and measure.range and measure.range.high:
            beyond = number(measure.range.high.value * 2)
            for name in ("mean", "median", "value"):
                if getattr(values, name):
                    yield with_row(
                        study, "results", place, **{key: replace(values, **{name: beyond})}
                    )


def impossible_deviation(evidence: Evidence, study: Study) -> Iterator[Study]:
    for place, key, row, values in summed(study):
        measure = evidence.measures.get(row.measure)
        if (
            values.mean
            and values.sd
            and row.total
            and measure
            and measure.range
            and measure.range.high
        ):
            yield with_row(
                study, "results", place, **{key: replace(values, sd=number(values.sd.value * 10))}
            )
    for place, line in enumerate(study.baseline):
        measure = evidence.measures.get(line.measure or "")
        if (
            line.mean
            and line.sd
            and line.total
            and measure
            and measure.range
            and measure.range.high
        ):
            yield with_row(study, "baseline", place, sd=number(line.sd.value * 10))


def estimate_outside_interval(_: Evidence, study: Study) -> Iterator[Study]:
    for place, row in enumerate(study.results):
        if isinstance(row, ComparisonResult) and row.value and row.ci_low and row.ci_high:
            yield with_row(
                study,
                "results",
                place,
                value=number(row.ci_high.value + abs(row.ci_high.value) + 1),
            )


def limit_ten_times_as_large(_: Evidence, study: Study) -> Iterator[Study]:
    for place, row in enumerate(study.results):
        if (
            isinstance(row, ComparisonResult)
            and row.value
            and row.ci_low
            and row.ci_high
            and row.ci_high.value > 0
        ):
            yield with_row(study, "results", place, ci_high=number(row.ci_high.value * 10))


def p_against_interval(_: Evidence, study: Study) -> Iterator[Study]:
    for place, row in enumerate(study.results):
        if isinstance(row, ComparisonResult) and row.value and row.ci_low and row.ci_high and row.p:
            if row.effect in {
                "risk-ratio",
                "odds-ratio",
                "hazard-ratio",
                "risk-difference",
                "mean-difference",
            }:
                other = "0.9" if row.p.value < Decimal("0.3") else "0.001"
                yield with_row(study, "results", place, p=number(other))


def p_above_one(_: Evidence, study: Study) -> Iterator[Study]:
    for place, row in enumerate(study.results):
        if row.p:
            yield with_row(study, "results", place, p=number("1.7"))


def p_of_change_impossible(_: Evidence, study: Study) -> Iterator[Study]:
    for place, row in enumerate(study.results):
        if isinstance(row, ChangeResult) and row.p and row.total and row.baseline and row.follow_up:
            first, second = row.baseline, row.follow_up
            if (
                first.mean
                and second.mean
                and first.sd
                and second.sd
                and first.sd.value != second.sd.value
            ):
                yield with_row(study, "results", place, p=number("0.0000000000001"))


def other_start(_: Evidence, study: Study) -> Iterator[Study]:
    for place, line in enumerate(study.baseline):
        for row in study.results:
            before = getattr(row, "baseline", None)
            if (
                isinstance(before, Summary)
                and line.measure == row.measure
                and line.arm in {None, row.arm}
            ):
                for name in ("mean", "median"):
                    if getattr(line, name) and getattr(before, name):
                        yield with_row(
                            study,
                            "baseline",
                            place,
                            **{name: number(getattr(line, name).value + 3)},
                        )


def read_before_it_was_read(_: Evidence, study: Study) -> Iterator[Study]:
    if study.extraction.second:
        yield replace(
            study, extraction=replace(study.extraction, second=PartialDate.parse("2019-01-01"))
        )


def seen_in_the_future(_: Evidence, study: Study) -> Iterator[Study]:
    for name, source in study.sources.items():
        late = replace(source, seen=PartialDate.parse("2031-02-03"))
        yield replace(study, sources={**study.sources, name: late})


def period_backwards(_: Evidence, study: Study) -> Iterator[Study]:
    if (
        study.setting
        and study.setting.period
        and re.search(r"20\d\d.*20\d\d", study.setting.period)
    ):
        yield replace(study, setting=replace(study.setting, period="2020 to 2012"))


def figure_in_the_summary_changed(_: Evidence, study: Study) -> Iterator[Study]:
    for match in re.finditer(r"(?<![\w.,-])\d+(?:\.\d+)?(?![\w-]|\.\d)", study.summary):
        yield replace(
            study, summary=f"{study.summary[: match.start()]}{'8375'}{study.summary[match.end() :]}"
        )


def place_lost(_: Evidence, study: Study) -> Iterator[Study]:
    for kind in ("results", "harms", "baseline"):
        for place in range(len(getattr(study, kind))):
            yield with_row(study, kind, place, where=" ")


def source_lost(_: Evidence, study: Study) -> Iterator[Study]:
    for place in range(len(study.results)):
        yield with_row(study, "results", place, source="nowhere")


def arm_unknown(_: Evidence, study: Study) -> Iterator[Study]:
    for place, row in enumerate(study.results):
        if row.arm:
            yield with_row(study, "results", place, arm="nobody")


def interim_equals_final(_: Evidence, study: Study) -> Iterator[Study]:
    for row in study.results:
        if isinstance(row, ChangeResult | ProportionResult) and row.total and not row.interim:
            fewer = replace(
                row, id=f"{row.id}-early", interim=True, total=count(row.total.value - 1)
            )
            yield replace(study, results=(*study.results, fewer))


def two_answers_to_one_question(_: Evidence, study: Study) -> Iterator[Study]:
    for row in study.results:
        if (
            isinstance(row, ProportionResult)
            and row.events
            and row.total
            and row.measure != "unlisted"
        ):
            if not row.same_as and not study.discrepancies_about(row.id):
                other = replace(
                    row,
                    id=f"{row.id}-again",
                    events=count(max(0, row.events.value - 1)),
                    percent=None,
                )
                if other.events != row.events:
                    yield replace(study, results=(*study.results, other))


def patient_off_the_scale(evidence: Evidence, study: Study) -> Iterator[Study]:
    for place, patient in enumerate(study.patients):
        if patient.age:
            yield with_row(study, "patients", place, age=number("712"))
        measure = evidence.measures.get(patient.measure or "")
        if measure and measure.range and measure.range.high and patient.values:
            wild = replace(patient.values[0], value="9999")
            yield with_row(study, "patients", place, values=(wild, *patient.values[1:]))


def safety_claimed(_: Evidence, study: Study) -> Iterator[Study]:
    serious = [
        harm for harm in study.harms if harm.serious and (harm.events is None or harm.events.value)
    ]
    if study.evidence == "treatment" and (serious or not study.harms):
        yield replace(study, summary=f"{study.summary} There were no severe adverse reactions.")
        yield replace(study, summary=f"{study.summary} The drug was safe.")


def effect_claimed(evidence: Evidence, study: Study) -> Iterator[Study]:
    if study.evidence == "treatment" and not evidence.designs[study.design].comparative:
        yield replace(study, summary=f"{study.summary} The drug was highly effective.")


def measured_after_the_end(_: Evidence, study: Study) -> Iterator[Study]:
    for place, row in enumerate(study.results):
        if row.time and row.time.value and row.time.unit in {"weeks", "months"} and study.follow_up:
            if study.follow_up.unit and (study.follow_up.max or study.follow_up.value):
                late = replace(row.time, value=number(row.time.value.value * 40))
                yield with_row(study, "results", place, time=late)


def child_among_adults(_: Evidence, study: Study) -> Iterator[Study]:
    group = study.population.age_group if study.population else None
    for place, line in enumerate(study.baseline):
        if (
            group in {"adult", "juvenile"}
            and line.item.lower().startswith("age")
            and line.unit == "years"
        ):
            for name in ("mean", "median"):
                if getattr(line, name):
                    wrong = number("7" if group == "adult" else "61")
                    yield with_row(
                        study, "baseline", place, **{name: wrong, "min": None, "max": None}
                    )


def digit_of_registration_lost(_: Evidence, study: Study) -> Iterator[Study]:
    for place, name in enumerate(study.registrations):
        numbers = list(study.registrations)
        numbers[place] = name[:-1]
        yield replace(study, registrations=tuple(numbers))


def label_of_another_year(_: Evidence, study: Study) -> Iterator[Study]:
    if re.search(r" (19|20)\d\d$", study.label):
        yield replace(study, label=f"{study.label[:-4]}1987")


def guard_broken(evidence: Evidence, study: Study) -> Iterator[Study]:
    for correction in evidence.corrections:
        for guard in correction.holds:
            name = guard.at.partition("#")[2]
            for place, row in enumerate(study.results):
                if (
                    guard.at == f"{study.id}#{row.id}"
                    and guard.key == "total"
                    and guard.value is None
                    and name
                ):
                    yield with_row(study, "results", place, total=count(90))
                if guard.at == f"{study.id}#{row.id}" and guard.key == "interim":
                    yield with_row(study, "results", place, interim=False)


KINDS: tuple[Plant, ...] = (
    percent_changed, digits_of_percent_swapped, events_changed, denominator_changed, more_events_than_people,
    total_above_group, group_above_study, flow_rises, quartiles_swapped, quartile_ten_times_as_large,
    value_off_its_scale, impossible_deviation, estimate_outside_interval, limit_ten_times_as_large, p_against_interval,
    p_above_one, p_of_change_impossible, other_start, read_before_it_was_read, seen_in_the_future, period_backwards,
    figure_in_the_summary_changed, place_lost, source_lost, arm_unknown, interim_equals_final,
    two_answers_to_one_question, patient_off_the_scale, safety_claimed, effect_claimed, guard_broken,
    measured_after_the_end, child_among_adults, digit_of_registration_lost, label_of_another_year,
)  # fmt: skip


def findings(evidence: Evidence) -> Counter[tuple[str, str, str]]:
    return Counter((item.code, item.place.path, item.seen) for item in audit(evidence).findings)


def planted(evidence: Evidence) -> Iterator[tuple[str, Study, Study]]:
    """Yield the kind, the study as it is and the study with one fault, drawn with a fixed seed."""
    chance = random.Random(20261125)  # noqa: S311 - the same draw each time
    for kind in KINDS:
        found = [
            (study, bad) for study in evidence.studies.values() for bad in kind(evidence, study)
        ]
        for study, bad in chance.sample(found, min(OF_EACH_KIND, len(found))):
            assert isinstance(bad, Study)
            yield kind.__name__, study, bad


def test_planted_faults_are_found(
    evidence: Evidence,
    record_property: Callable[[str, object], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    drawn = list(planted(evidence))
    kinds = Counter(kind for kind, _, _ in drawn)
    missed = [
        f"{kind} in {study.id}"
        for kind, study, bad in drawn
        if not findings(trimmed(evidence, bad)) - findings(trimmed(evidence, study))
    ]
    report = f"{len(drawn)} faults of {len(kinds)} kinds, {len(missed)} missed: {'; '.join(missed)}"
    record_property("missed", missed)
    with capsys.disabled():
        sys.stdout.write(f"\n{report}\n")
    assert len(drawn) >= 240
    assert len(kinds) >= 16
    assert len(missed) <= 0.05 * len(drawn), missed


def test_a_rating_that_skips_a_step_is_found(evidence: Evidence) -> None:
    places = [n for n, item in enumerate(evidence.certainty) if item.rating in {"very low", "low"}]
    for place in places:
        ratings = list(evidence.certainty)
        ratings[place] = replace(ratings[place], rating="high")
        found = findings(replace(evidence, certainty=tuple(ratings)))
        assert any(code == "W496" and path == f"[{place}].rating" for code, path, _ in found)


def test_an_identifier_of_two_reports_is_found(evidence: Evidence) -> None:
    first, second = (item for item in list(evidence.citations.values())[:2])
    both = replace(second, pmid=first.pmid or evidence.citations["paik-2021"].pmid)
    found = findings(replace(evidence, citations={**evidence.citations, second.key: both}))
    assert any(code == "W498" for code, _, _ in found)


def test_two_studies_by_the_same_people_are_put_to_the_curator(evidence: Evidence) -> None:
    twin_paper = replace(
        evidence.citations["paik-2021"], key="twin-2022", pmid=None, doi=None, pmcid=None
    )
    twin = replace(evidence.seed, id="twin-2022", reports=("twin-2022",), registrations=())
    more = replace(
        evidence,
        citations={**evidence.citations, "twin-2022": twin_paper},
        studies={**evidence.studies, "twin-2022": twin},
    )
    found = findings(more) - findings(evidence)
    assert any(code == "W491" and "paik-2021" in seen for code, _, seen in found)


@pytest.mark.parametrize(
    ("study", "code", "words"),
    [
        ("lim-2020", "W411", "8 of 19 is 42.11 %, printed 42.0 %"),
        ("kostik-2022", "W405", "7 + 1 + 4 = 12 of 24"),
        ("wang-2022", "W421", "610 to 76.0"),
        ("paik-2021", "W455", "equals the final figure cdasi-activity-12w"),
    ],
)
def test_known_faults_of_the_sources_are_found_by_rule(
    evidence: Evidence, study: str, code: str, words: str
) -> None:
    found = [item for item in audit(evidence).findings if study in item.place.file]
    assert any(item.code == code and words in item.seen for item in found), [
        str(item) for item in found
    ]


def test_a_percentage_that_one_total_alone_fits_agrees_under_that_condition(
    evidence: Evidence,
) -> None:
    said = [
        checked.verdict
        for checked in audit(evidence).of_study("tofacitinib-new-onset-mda5-2023")
        if checked.rule.code == "W411" and checked.verdict.words.startswith("10 ")
    ]
    assert {str(verdict.ruling) for verdict in said} == {"agrees under a condition"}
    assert all("14" in verdict.words for verdict in said)


def test_false_alarms_are_rare_and_each_is_explained(evidence: Evidence) -> None:
    checks = audit(evidence)
    alarms = [item for item in checks.checked if item.is_finding and item.rule.code.startswith("W")]
    false = [item for item in alarms if item.accepted]
    assert all(item.accepted and item.accepted.reason for item in false)
    assert len(false) < 0.02 * len(checks.checked)
    assert {item.rule.code for item in alarms if not item.accepted} <= {
        "W405",
        "W411",
        "W421",
        "W455",
    }


def test_the_pilot_s_p_value_is_explained_by_its_correlation(evidence: Evidence) -> None:
    checked = [
        item.verdict.words
        for item in audit(evidence).of_study("paik-2021")
        if item.rule.code == "W441"
    ]
    assert any("implies r = 0.71 (0.67 to 0.76 over the rounding)" in words for words in checked)
