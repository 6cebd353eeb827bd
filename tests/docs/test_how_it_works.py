"""What the documents say of the house is the house."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-it-works.md").read_text(encoding="utf-8")
ROOMS = {path.parent.name for path in (ROOT / "generator").glob("*/__init__.py")}


def test_every_folder_of_the_code_is_named_once() -> None:
    rows = [line.split("|")[1] for line in PAGE.splitlines() if line.startswith("| `")]
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted(ROOMS)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`(generator/[\w/.]+)`", PAGE))))
def test_what_is_named_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_the_number_that_is_followed_is_in_its_file() -> None:
    text = (ROOT / "data/studies/paik-2021.yml").read_text(encoding="utf-8")
    result = text.partition("- id: cdasi-activity-12w\n")[2].partition("- id:")[0]
    assert "baseline: {mean: 28, sd: 15.4}" in result
    assert "follow_up: {mean: 9.5, sd: 8.5}" in result
