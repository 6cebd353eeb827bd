"""Findings that a curator has read and accepted; the acceptance is shown beside them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.audit.verdict import Checked
from generator.model.evidence import Evidence
from generator.model.finding import Finding
from generator.model.judgement import Acceptance
from generator.model.looks import LOOK_AGAIN
from generator.model.rule import Rule

FILE = "data/accepted.yml"
STALE = Rule("W400", "stale-acceptance", "An acceptance that answers no finding")


def accept(
    evidence: Evidence, checked: Iterable[Checked]
) -> tuple[tuple[Checked, ...], list[Finding]]:
    """Return the verdicts, each with its acceptance, and a finding for each stale acceptance."""
    used: set[int] = set()
    answered = []
    for result in checked:
        # What is no finding needs no acceptance, and leaves one that names it stale.
        place = _answer(evidence, result) if result.is_finding else None
        if place is None:
            answered.append(result)
        else:
            used.add(place)
            acceptance = evidence.accepted[place]
            holds = not result.verdict.ages or not _has_lapsed(acceptance, evidence)
            answered.append(replace(result, accepted=acceptance) if holds else result)
    return tuple(answered), list(_stale(evidence, used))


def _has_lapsed(acceptance: Acceptance, evidence: Evidence) -> bool:
    """Tell whether an acceptance of what ages is itself old: somebody has to look again."""
    return LOOK_AGAIN.after(acceptance.date.last_day) < evidence.looked_at


def _stale(evidence: Evidence, used: set[int]) -> Iterator[Finding]:
    for place, acceptance in enumerate(evidence.accepted):
        if place not in used:
            yield STALE.broken(
                evidence.places.find(FILE, f"[{place}]"),
                seen=f"accepts {acceptance.code} at {acceptance.at}, where nothing is found",
                expected="a finding of this code there",
                remedy="Remove the acceptance; what it answered is gone.",
            )


def _answer(evidence: Evidence, result: Checked) -> int | None:
    """Return which entry of the file accepts a finding; None where no entry does."""
    for place, acceptance in enumerate(evidence.accepted):
        if acceptance.code == result.rule.code and _is_there(acceptance, result):
            return place
    return None


def _is_there(acceptance: Acceptance, result: Checked) -> bool:
    """Tell whether a finding is where an acceptance says.

    A place is `study`, a number `study#id`, `study/path` inside it, or `file:path`. Where a file is
    a list of entries with ids, an id may stand for the place in the list: `file:id` outlasts an
    entry that is added before it.
    """
    verdict = result.verdict
    if acceptance.at.startswith(f"{verdict.file}:"):
        path = acceptance.at.removeprefix(f"{verdict.file}:")
        return verdict.path.startswith(path) or bool(verdict.entry and verdict.entry == path)
    study, mark, number = acceptance.at.partition("#")
    if mark:
        return study == verdict.study and number in (*verdict.numbers, *verdict.against)
    study, mark, path = acceptance.at.partition("/")
    return study == verdict.study and (not mark or verdict.path.startswith(path))
