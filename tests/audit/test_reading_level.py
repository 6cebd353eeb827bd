"""How hard the summaries are to read, and that a build says so."""

import json
from pathlib import Path

import pytest

from generator.audit.reading_level import reading_level
from generator.cli import main
from generator.model.evidence import Evidence
from generator.statistics.readability import reading_grade, syllables


def test_longer_sentences_and_words_are_harder() -> None:
    plain = reading_grade("Ten people took it. All got better.")
    long = reading_grade(
        "Ten people took it, and all of them, when they were looked at again, got better."
    )
    learned = reading_grade("Ten individuals received medication. Universal amelioration occurred.")
    assert plain is not None
    assert long is not None
    assert learned is not None
    assert plain < long
    assert plain < learned


def test_figures_and_abbreviations_do_not_end_a_sentence() -> None:
    assert reading_grade("The score was 15.4 before.") == reading_grade("The score was 15 before.")


@pytest.mark.parametrize(
    ("word", "count"), [("take", 1), ("people", 2), ("hoped", 1), ("antibody", 4), ("15.4", 1)]
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_nothing_to_read_has_no_grade() -> None:
    assert reading_grade(" – ") is None


def test_the_hardest_summary_is_named(small: Evidence) -> None:
    level = reading_level(small)
    assert level is not None
    grades = {name: reading_grade(study.summary) or 0 for name, study in small.studies.items()}
    assert level.hardest == max(grades, key=lambda name: grades[name])
    assert level.summaries == len(grades)


def test_a_build_says_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--root", str(project), "--json"]) == 0
    reading = json.loads(capsys.readouterr().out)["reading"]
    assert reading["summaries"] > 0
    assert reading["hardest_grade"] >= reading["median"]
    assert main(["build", "--root", str(project)]) == 0
    assert f"Summaries read at grade {reading['median']:.1f}" in capsys.readouterr().out
