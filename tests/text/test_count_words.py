"""One study, two studies: nothing else decides between singular and plural."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from generator.text.count_words import count_words, noun_for

GENERATOR = Path(__file__).parent.parent.parent / "generator"
# A word with its plural beside it, chosen by hand.
CHOSEN = re.compile(r"""(["'])(\w{2,})\1 if [^"']{1,60} == 1 else (["'])(?:\2s|people|studies)\3""")
# A count that is put before a plural whatever it is; a kind of study is a word and no count.
BEFORE_PLURAL = re.compile(
    r"\{(?![a-z_.]*kind)(?:len\([^{}]*\)|[a-z_.]+)(?::,)?\} (?:more )?"
    r"(?:studies|people|patients|trials|warnings|reports|records|files|pages|checks|columns)\b"
)
# At least two, or as many as a constant says.
AT_LEAST_TWO = {
    "audit/rules/scales.py",  # grown-up people
    "pictures/compare_rows.py",  # an average
    "pictures/patient_observation.py",  # the fewest that are drawn
    "pictures/patients.py",  # the other sentence tells of one
    "pictures/results.py",  # more than one was drawn
    "html/notices.py",  # some of them
    "pages/drug_column.py",  # not all of them
    "audit/rules/summaries.py",  # one person has no SD
    "audit/rules/whole_scores.py",
    "audit/rules/paired_changes.py",
    "statistics/p_value.py",
}


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 warnings"), (1, "1 warning"), (2, "2 warnings")]
)
def test_a_regular_noun_takes_an_s(count: int, words: str) -> None:
    assert count_words(count, "warning") == words


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 people"), (1, "1 person"), (2, "2 people"), (1200, "1,200 people")]
)
def test_an_irregular_noun_brings_its_plural(count: int, words: str) -> None:
    assert count_words(count, "person", "people") == words


def test_only_exactly_one_is_singular() -> None:
    assert noun_for(Decimal("1.0"), "year") == "year"
    assert noun_for(Decimal("1.5"), "year") == "years"


@pytest.mark.parametrize("path", sorted(GENERATOR.rglob("*.py")), ids=lambda path: path.stem)
def test_no_other_place_decides_between_singular_and_plural(path: Path) -> None:
    text = path.read_text("utf-8")
    name = path.relative_to(GENERATOR).as_posix()
    assert not CHOSEN.search(text)
    if name not in AT_LEAST_TWO:
        assert not BEFORE_PLURAL.findall(text)
