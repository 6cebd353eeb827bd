"""For each rule about figures, an example of each answer it can give."""

from pathlib import Path

import pytest
from verdict_examples import BY_CODE, EXAMPLES, HEAD, evidence_of, said

from generator.audit.catalogue import VALUE_CHECKS
from generator.audit.check import ValueCheck
from generator.model.evidence import Evidence

# Reading refuses an empty place, and E307 an unknown source, before figures are looked at.
NOT_IN_A_FILE = {("W451", "cannot both be right"): "test_a_value_without_a_place_is_named"}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_rule_answers_as_its_example_says(path: Path, tmp_path: Path) -> None:
    text = path.read_text("utf-8")
    head = HEAD.match(text)
    assert head, "the first lines are code and answer, then place and words of each verdict"
    check = BY_CODE[head[1]]
    assert path.stem.startswith(check.rule.name)
    verdicts = list(check.look(evidence_of(text, tmp_path)))
    assert "".join(map(said, verdicts)) == head[3]
    assert head[2] in {str(verdict.ruling) for verdict in verdicts}


def test_every_answer_of_every_rule_has_an_example() -> None:
    heads = [HEAD.match(path.read_text("utf-8")) for path in EXAMPLES]
    shown = {(head[1], head[2]) for head in heads if head}
    declared = {
        (check.rule.code, str(answer)) for check in VALUE_CHECKS for answer in check.answers
    }
    assert sorted(declared - shown) == sorted(NOT_IN_A_FILE)
    assert sorted(shown - declared) == []
    elsewhere = Path(__file__).with_name("test_bad.py").read_text("utf-8")
    assert all(f"def {name}(" in elsewhere for name in NOT_IN_A_FILE.values())


@pytest.mark.parametrize("check", VALUE_CHECKS, ids=lambda check: check.rule.name)
def test_a_rule_gives_no_answer_that_it_does_not_declare(
    check: ValueCheck, evidence: Evidence
) -> None:
    assert {verdict.ruling for verdict in check.look(evidence)} <= set(check.answers)
