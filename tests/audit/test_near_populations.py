"""Populations that are called near: of one age group, and known."""

from pathlib import Path

import pytest
from conftest import loaded

from generator.audit.catalogue import audit

FILE = "data/vocabulary/populations.yml"
THIRD = "- {id: elders, label: Elders, definition: People of 80 years or more., age_group: adult}\n"


def say(project: Path, near: str, age: str = "adult") -> list[tuple[str, str]]:
    """Write that grown-ups have a population near them; return each finding and what it saw."""
    path = project / FILE
    first, second = path.read_text(encoding="utf-8").splitlines()
    stated = f", age_group: {age}" if age else ""
    first, _, _ = first.partition(", age_group")
    second = second.removesuffix("}") + ", age_group: child}"
    first = f"{first}{stated}, near: [{{population: {near}, difference: others}}]}}"
    path.write_text(f"{first}\n{second}\n{THIRD}", encoding="utf-8")
    return [
        (finding.code, finding.seen)
        for finding in audit(loaded(project)).findings
        if finding.place.file == FILE
    ]


def test_a_population_of_the_same_age_group_may_be_near(project: Path) -> None:
    assert say(project, "elders") == []


@pytest.mark.parametrize(
    ("near", "age", "code", "seen"),
    [
        ("children", "adult", "E394", "is 'children', of the age group 'child'"),
        ("grown-ups", "adult", "E394", "is 'grown-ups', of the age group 'adult'"),
        ("elders", "", "E394", "is 'elders', of the age group 'adult'"),
        ("nobody", "adult", "E303", "is 'nobody'"),
    ],
)
def test_a_population_of_another_age_itself_or_unknown_is_named(
    project: Path, near: str, age: str, code: str, seen: str
) -> None:
    assert say(project, near, age) == [(code, seen)]
