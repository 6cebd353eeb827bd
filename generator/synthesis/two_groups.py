"""The two sides of one study on one question: groups on one drug, and those they are set against.

Several groups on one drug, as by dose, are one side where each has its figures: people are added
up. A group that holds them all stands for its parts. Sources: Cochrane Handbook for Systematic
Reviews of Interventions, version 6, sections 6.2.9 and 23.3.4.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.result import (
    ChangeResult,
    ContinuousResult,
    ProportionResult,
    RateResult,
    Result,
)
from generator.model.study import Study
from generator.synthesis.arms_of_result import beside_result
from generator.synthesis.group_means import BASES
from generator.synthesis.interventions import is_intervention
from generator.synthesis.participants import size_of
from generator.synthesis.study_design import CONTROL, has_control, took_the_class

_PARTS = 2
_OF_ONE_GROUP = (ProportionResult, RateResult, ContinuousResult, ChangeResult)


class Side(NamedTuple):
    """Groups of a study on one drug, each with its figure; `drug` is its id."""

    drug: str | None
    rows: tuple[Result, ...]


def treated_side(evidence: Evidence, study: Study, result: Result) -> tuple[Result, ...]:
    """Return a result with those of the other groups on its drug that are put together with it.

    The first of the record stands for them. The result alone where nothing can be put together.
    """
    drug = _drug_of(study, result)
    if drug is None or not has_control(evidence, study) or result.subgroup or result.against:
        return (result,)
    others = [other for other in _beside(evidence, study, result) if _drug_of(study, other) == drug]
    return _together(study, [result, *others]) or (result,)


def sides_against(evidence: Evidence, study: Study, result: Result) -> tuple[Side, ...]:
    """Return the groups set against a result, a side for each treatment, controls first.

    None where the study sets no group against it, or where a group has several figures of which
    nobody could choose one.
    """
    # The control is counted whole, so part of the treated has no group to stand beside.
    if not isinstance(result, _OF_ONE_GROUP):
        return ()
    if result.subgroup or not has_control(evidence, study):
        return ()
    by_drug: dict[str, list[Result]] = {}
    for other in _beside(evidence, study, result):
        drug = _drug_of(study, other)
        if drug and _is_against(evidence, study, other):
            by_drug.setdefault(drug, []).append(other)
    sides = [Side(drug, _together(study, rows)) for drug, rows in by_drug.items()]
    # Of several control groups of which one has no figure, the other is not the control.
    whole = (side for side in sides if side.rows)
    return tuple(sorted(whole, key=lambda side: not _is_control(evidence, side.drug)))


def _beside(evidence: Evidence, study: Study, result: Result) -> Sequence[Result]:
    """Return the results of other groups; none of a group that has several."""
    others = beside_result(evidence, study, result)
    arms = [other.arm for other in others]
    return [other for other in others if arms.count(other.arm) == 1]


def _drug_of(study: Study, result: Result) -> str | None:
    return study.arm(result.arm).drug if result.arm else None


def _is_against(evidence: Evidence, study: Study, other: Result) -> bool:
    arm = study.arm(other.arm) if other.arm else None
    if arm is None or is_intervention(evidence, arm.drug):
        return False
    return not took_the_class(evidence, arm)


def _is_control(evidence: Evidence, drug_id: str | None) -> bool:
    drug = evidence.drugs.get(drug_id or "")
    return drug is not None and drug.role == CONTROL


def _together(study: Study, rows: Sequence[Result]) -> tuple[Result, ...]:
    """Return the group that holds the others, or all in the record's order; none if not to join."""
    for row in rows:
        others = [other for other in rows if other is not row]
        if len(others) >= _PARTS and _holds(study, row, others):
            return (row,)
    places = {id(result): place for place, result in enumerate(study.results)}
    in_order = sorted(rows, key=lambda row: places.get(id(row), len(places)))
    return tuple(in_order) if _can_join(study, in_order) else ()


def _holds(study: Study, row: Result, others: Iterable[Result]) -> bool:
    """Tell whether a group is as large as the others together: it is all of them."""
    sizes = [size_of(study.arm(each.arm)) for each in (row, *others) if each.arm]
    whole, *parts = sizes
    return whole is not None and None not in parts and whole == sum(filter(None, parts))


def _can_join(study: Study, rows: Sequence[Result]) -> bool:
    """Tell whether the people of several groups can be put together: each has what that takes."""
    if len(rows) == 1:
        return True
    ways: Iterable[Callable[[Result], bool]] = chain(
        (_is_counted, _has_rate), (_has_mean(study, basis) for basis in BASES)
    )
    return any(all(map(way, rows)) for way in ways)


def _is_counted(row: Result) -> bool:
    return isinstance(row, ProportionResult) and row.events is not None and row.total is not None


def _has_rate(row: Result) -> bool:
    return isinstance(row, RateResult) and row.events is not None and row.person_time is not None


def _has_mean(study: Study, basis: str) -> Callable[[Result], bool]:
    return lambda row: BASES[basis](study, row) is not None
