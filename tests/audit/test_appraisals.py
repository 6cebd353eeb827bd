"""Appraisals of the real record: nothing is found as they stand, and each planted fault is found."""

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from generator.audit.catalogue import audit
from generator.audit.check import Check
from generator.audit.overall import overall_allowed
from generator.audit.rules import appraisals as rules
from generator.audit.verdict import Ruling
from generator.model.evidence import Evidence
from generator.model.judgement import Appraisal

replace: Any = dataclasses.replace
LABELS = ("RoB 2", "ROBINS-I", "MINORS", "JBI case series", "JBI case reports", "AMSTAR 2", "none")


def found(evidence: Evidence, place: int) -> set[str]:
    """Return the codes of what is found in one appraisal, looking at the rules of appraisals alone."""
    own = f"[{place}]"
    checks = [check for check in vars(rules).values() if isinstance(check, Check)]
    findings = [finding for check in checks for finding in check.look(evidence, check.rule)]
    structure = {finding.code for finding in findings if finding.place.path.startswith(own)}
    verdicts = [item for item in rules.overall_follows.look(evidence) if item.path.startswith(own)]
    overall = {"W494" for item in verdicts if item.ruling is Ruling.CANNOT_BE}
    return structure | overall


def other_tools(_: Evidence, item: Appraisal) -> Iterator[Appraisal]:
    return (replace(item, tool=label) for label in LABELS if label != item.tool)


def other_version(_: Evidence, item: Appraisal) -> Iterator[Appraisal]:
    yield replace(item, version="1900")


def item_lost(_: Evidence, item: Appraisal) -> Iterator[Appraisal]:
    return (
        replace(item, items=item.items[:n] + item.items[n + 1 :]) for n in range(len(item.items))
    )


def item_twice(_: Evidence, item: Appraisal) -> Iterator[Appraisal]:
    if item.items:
        yield replace(item, items=(*item.items, item.items[0]))


def answer_of_another_tool(_: Evidence, item: Appraisal) -> Iterator[Appraisal]:
    for n, answered in enumerate(item.items):
        yield replace(
            item,
            items=(*item.items[:n], replace(answered, answer="probably"), *item.items[n + 1 :]),
        )


def reason_lost(_: Evidence, item: Appraisal) -> Iterator[Appraisal]:
    for n, answered in enumerate(item.items):
        yield replace(
            item, items=(*item.items[:n], replace(answered, reason=" "), *item.items[n + 1 :])
        )
    yield replace(item, overall=replace(item.overall, reason="-"))


def overall_changed(evidence: Evidence, item: Appraisal) -> Iterator[Appraisal]:
    tool = next(tool for tool in evidence.appraisal_tools if tool.label == item.tool)
    answers = {answered.id: answered.answer for answered in item.items}
    allowed = overall_allowed(tool.id, answers, about_something=bool(item.about))
    words = [answer.answer for answer in tool.overall.answers if answer.answer != "N of 16"] or [
        "15 of 16"
    ]
    for answer in words:
        if allowed and answer not in allowed.answers:
            yield replace(item, overall=replace(item.overall, answer=answer))


KINDS: dict[Callable[[Evidence, Appraisal], Iterator[Appraisal]], str] = {
    other_tools: "E351", other_version: "E353", item_lost: "E354", item_twice: "E354",
    answer_of_another_tool: "E355", reason_lost: "E356", overall_changed: "W494",
}  # fmt: skip


def test_the_record_as_it_stands_breaks_no_rule(evidence: Evidence) -> None:
    assert all(not found(evidence, place) for place in range(len(evidence.appraisals)))
    codes = Counter(finding.code for finding in audit(evidence).findings)
    assert not {code for code in codes if code.startswith("E35")}
    assert codes["W494"] == 0


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_planted_fault_is_found(
    evidence: Evidence, kind: Callable[[Evidence, Appraisal], Iterator[Appraisal]]
) -> None:
    planted = missed = 0
    for place, item in enumerate(evidence.appraisals):
        for bad in kind(evidence, item):
            everything = list(evidence.appraisals)
            everything[place] = bad
            planted += 1
            missed += KINDS[kind] not in found(
                replace(evidence, appraisals=tuple(everything)), place
            )
    assert planted > 50
    assert missed == 0


def test_the_same_result_twice_is_found(evidence: Evidence) -> None:
    for item in evidence.appraisals:
        twice = replace(evidence, appraisals=(*evidence.appraisals, item))
        assert "E357" in found(twice, len(evidence.appraisals))
        other_rater = replace(
            evidence, appraisals=(*evidence.appraisals, replace(item, rater="second rater"))
        )
        assert not found(other_rater, len(evidence.appraisals))


@pytest.mark.parametrize(
    ("tool", "answers", "about", "allowed"),
    [
        ("rob-2", "low low low low low", True, ("low",)),
        ("rob-2", "low low low low some", True, ("some concerns",)),
        ("rob-2", "some some low low low", True, ("some concerns", "high")),
        ("rob-2", "none none none high low", True, ("high",)),
        ("rob-2", "none none none low low", True, ("no information",)),
        ("rob-2", "none none low low low", True, ("some concerns",)),
        ("rob-2", "low low low low low", False, ("no information",)),
        ("robins-i", "low serious none moderate low", True, ("serious",)),
        ("robins-i", "critical serious none", True, ("critical",)),
        ("robins-i", "low moderate none", True, ("moderate", "no information")),
        ("robins-i", "low low none", True, ("no information",)),
        ("robins-i", "low low", True, ("low",)),
        ("amstar-2", "yes no none", True, ("low",)),
        ("amstar-2", "no no yes", True, ("critically low",)),
        ("amstar-2", "yes yes none", True, ("no information",)),
        ("amstar-2", "yes yes", True, ("moderate", "high")),
        ("minors", "2 1 0 2", False, ("5 of 8",)),
        ("minors", "2 unclear", False, None),
        ("unheard-of", "yes", False, None),
    ],
)
def test_the_overall_of_each_tool(
    tool: str, answers: str, about: bool, allowed: tuple[str, ...] | None
) -> None:
    words = {"some": "some concerns", "none": "no information"}
    given = {f"I{n}": words.get(answer, answer) for n, answer in enumerate(answers.split())}
    result = overall_allowed(tool, given, about_something=about)
    assert (result.answers if result else None) == allowed


@pytest.mark.parametrize(
    ("deciding", "others", "included"),
    [
        ("yes", ["yes", "unclear", "no"], True),
        ("yes", ["unclear", "no"], False),
        ("unclear", ["yes", "yes", "yes"], False),
        ("yes", ["not applicable", "not applicable", "no"], True),
    ],
)
def test_half_of_the_applicable_questions_and_one_that_decides(
    deciding: str, others: list[str], included: bool
) -> None:
    given = {"Q8": deciding, **{f"Q{n}": answer for n, answer in enumerate(others)}}
    result = overall_allowed("jbi-case-series", given, about_something=False)
    assert result
    assert result.answers[0] == ("include" if included else "seek further information")
