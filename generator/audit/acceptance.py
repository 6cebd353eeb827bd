"""Findings that a curator has read and accepted, with reason, name and date; the acceptance is shown beside them."""

from dataclasses import replace

from generator.audit.verdict import Checked
from generator.model.evidence import Evidence
from generator.model.finding import Finding
from generator.model.judgement import Acceptance
from generator.model.rule import Rule

FILE = "data/accepted.yml"
STALE = Rule("W400", "stale-acceptance", "An acceptance that answers no finding")


def accept(
    evidence: Evidence, checked: tuple[Checked, ...]
) -> tuple[tuple[Checked, ...], list[Finding]]:
    """Return the verdicts with the acceptance of each that has one, and the acceptances that answer nothing."""
    used: set[int] = set()
    answered = []
    for item in checked:
        place = _answer(evidence, item) if item.is_finding else None
        if place is not None:
            used.add(place)
        answered.append(item if place is None else replace(item, accepted=evidence.accepted[place]))
    stale = [
        STALE.broken(
            evidence.places.find(FILE, f"[{place}]"),
            seen=f"accepts {one.code} at {one.at}, where nothing is found",
            expected="a finding of this code there",
            remedy="Remove the acceptance; what it answered is gone.",
        )
        for place, one in enumerate(evidence.accepted)
        if place not in used
    ]
    return tuple(answered), stale


def _answer(evidence: Evidence, item: Checked) -> int | None:
    for place, one in enumerate(evidence.accepted):
        if one.code == item.rule.code and _is_at(one, item):
            return place
    return None


def _is_at(acceptance: Acceptance, item: Checked) -> bool:
    """Tell whether a finding is at the place: `study`, a number `study#id`, `study/path` inside it, or `file:path`."""
    verdict = item.verdict
    if acceptance.at.startswith(f"{verdict.file}:"):
        return verdict.path.startswith(acceptance.at.removeprefix(f"{verdict.file}:"))
    study, mark, number = acceptance.at.partition("#")
    if mark:
        return study == verdict.study and number in verdict.numbers
    study, mark, path = acceptance.at.partition("/")
    return study == verdict.study and (not mark or verdict.path.startswith(path))
