"""What the groups of one study did on one outcome: no group of a comparison is shown alone."""

from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.group_size import group_size
from generator.model.result import (
    ChangeResult,
    ContinuousResult,
    NarrativeResult,
    Result,
    TimePoint,
    with_unit,
)
from generator.model.study import Arm, Harm, Study
from generator.model.vocabulary import UNLISTED
from generator.synthesis.groups import Entry, domain
from generator.synthesis.interventions import is_intervention
from generator.synthesis.participants import is_of_others
from generator.synthesis.study_design import (
    compares_groups,
    has_control,
    has_other_groups,
    took_the_class,
    went_without,
)

Numbered = Result | Harm


class ArmsOfResult(NamedTuple):
    """A figure of one group, and those of the other groups of its study on the same question.

    The same question is the same outcome at the same time in the same part of the groups.
    `concurrent` is false where the other groups were treated earlier or elsewhere.
    """

    study: Study
    row: Numbered
    others: tuple[Numbered, ...]
    concurrent: bool


def arms_of(evidence: Evidence, study: Study, row: Numbered) -> ArmsOfResult:
    """Return a figure with what the other groups of its study did."""
    return ArmsOfResult(study, row, beside(evidence, study, row), compares_groups(evidence, study))


def is_compared(evidence: Evidence, study: Study, row: Numbered) -> bool:
    """Tell whether people treated otherwise at the same time answer the question of a figure.

    A study may compare its groups on one outcome and show another of one group alone.
    """
    if not has_control(evidence, study):
        return False
    if isinstance(row, Result) and any(
        _show_what_was_added(evidence, study, comparison)
        for comparison in _comparisons_with(study, row)
    ):
        return True
    others = beside(evidence, study, row)
    groups = [study.arm(each.arm) for each in (row, *others) if each.arm]
    return bool(others) and any(went_without(evidence, group) for group in groups)


def _show_what_was_added(evidence: Evidence, study: Study, comparison: Result) -> bool:
    """Tell whether a comparison sets a group beside one that went without drugs of the topic.

    Groups that all took such drugs, named for them or not, show nothing of what either drug adds,
    nor do people of whom no treatment is told, as in the general population. Groups that are no
    treatments, such as the older and the younger, ask nothing of a drug.
    """
    names = filter(None, (comparison.arm, comparison.against))
    groups = [study.arm(name) for name in names]
    treated = any(group.drug or took_the_class(evidence, group) for group in groups)
    return not treated or any(went_without(evidence, group) for group in groups)


def is_of_all_groups(evidence: Evidence, study: Study, row: Numbered) -> bool:
    """Tell whether a figure is of all groups of a controlled study together.

    Such people are neither on the drug nor without a control: their group names no drug and is as
    large as all groups that name one.
    """
    whole = study.arm(row.arm) if row.arm else None
    if whole is None or whole.drug or whole.total is None or not has_control(evidence, study):
        return False
    sizes = [arm.total.value if arm.total else None for arm in study.arms if arm.drug]
    known = [size for size in sizes if size is not None]
    return len(known) == len(sizes) and sum(known) == whole.total.value


def _comparisons_with(study: Study, result: Result) -> tuple[Result, ...]:
    """Return the study's comparisons of a group on an outcome and time; of one, itself."""
    if result.against:
        return (result,)
    return tuple(
        other
        for other in study.results
        if other.against
        and result.arm in {other.arm, other.against}
        and _question(other) == _question(result)
    )


def _question(result: Result) -> tuple[str, ...]:
    return *_outcome(result)[:2], _length(result.time), result.subgroup or ""


def beside(evidence: Evidence, study: Study, row: Numbered) -> tuple[Numbered, ...]:
    """Return the figures of the other groups of a study that answer the same question."""
    if isinstance(row, Harm):
        return beside_harm(evidence, study, row)
    return beside_result(evidence, study, row)


def beside_result(evidence: Evidence, study: Study, result: Result) -> tuple[Result, ...]:
    """Return the results of the other groups of a study that answer the same question.

    Groups differ in more than the question where a study does not set them against each other, as
    in a series of several drugs: then there are none. A comparison is about both groups already.
    """
    if not _sets_groups_side_by_side(evidence, study) or _is_retold(evidence, study, result):
        return ()
    own = [other for other in study.results if not _is_retold(evidence, study, other)]
    asked = [
        other
        for other in own
        if _outcome(other) == _outcome(result)
        and not _holds_the_other(evidence, study, result, other)
    ]
    return _in_other_groups(result, asked) or _in_parts_named_apart(result, asked)


def beside_harm(evidence: Evidence, study: Study, harm: Harm) -> tuple[Harm, ...]:
    """Return how often a harm was seen in the other groups of a study, people or events alike."""
    if not _sets_groups_side_by_side(evidence, study) or _is_retold(evidence, study, harm):
        return ()
    others = [other for other in study.harms if not _is_retold(evidence, study, other)]
    return tuple(
        other
        for other in others
        if other.arm != harm.arm
        and _event(other) == _event(harm)
        and not _holds_the_other(evidence, study, harm, other)
    )


def unreported_beside(evidence: Evidence, study: Study, harm: Harm) -> tuple[str, ...]:
    """Return the drugs of the groups beside one for which no source read reports its harm.

    None where another group has the same harm, or where groups are not treated at the same time.
    Where groups share people, as periods of one trial do, it is open which group is the other.
    """
    return _unreported_beside(evidence, study, harm)


def untold_beside(evidence: Evidence, study: Study, result: Result) -> tuple[str, ...]:
    """Return the drugs of the groups beside one, of which sources say nothing on its outcome.

    None where a result compares groups, or the study compares them on the same outcome and time.
    """
    if _comparisons_with(study, result):
        return ()
    silent = _unreported_beside(evidence, study, result)
    told = {
        study.arm(other.arm).drug
        for other in study.results
        if other.arm and _covers(evidence, result, other)
    }
    return tuple(name for name in silent if name not in told)


def has_groups_apart(evidence: Evidence, study: Study, result: Result) -> bool:
    """Tell whether a study has groups on other drugs beside one, and no like figure of them."""
    return bool(_unreported_beside(evidence, study, result))


def _covers(evidence: Evidence, result: Result, other: Result) -> bool:
    """Tell whether words without a measure may speak of what a result of another group measures."""
    without_a_measure = any(
        isinstance(row, NarrativeResult) and row.measure == UNLISTED for row in (result, other)
    )
    same_time = _length(other.time) == _length(result.time)
    return without_a_measure and same_time and domain(evidence, other) == domain(evidence, result)


def _unreported_beside(evidence: Evidence, study: Study, row: Numbered) -> tuple[str, ...]:
    drug = study.arm(row.arm).drug if row.arm else None
    alone = compares_groups(evidence, study) and not beside(evidence, study, row)
    if drug is None or not alone or _is_retold(evidence, study, row):
        return ()
    others = dict.fromkeys(
        arm.drug
        for arm in study.arms
        if arm.drug not in {None, drug} and not _may_share_people(study, row, arm)
    )
    return tuple(name for name in others if name in evidence.drugs)


def _may_share_people(study: Study, row: Numbered, other: Arm) -> bool:
    """Tell whether a group may hold people of the group of a figure, as periods of a trial do."""
    own = group_size(study, row.arm)
    sizes = [arm.total.value for arm in study.arms if arm.total is not None]
    if own is None:
        # Beside groups that hold everybody, one of no stated size holds some of them.
        return study.size is not None and sum(sizes) >= study.size.value
    groups = sizes if other.total is None else [own.value, other.total.value]
    # Here it is enough that they may be the same people, so that those treated count as everybody.
    return study.size is not None and sum(groups) > study.size.value


def with_other_arms(evidence: Evidence, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return results, each followed by those of the other groups that are not among them.

    People treated earlier are not added: drawn beside others, they would look like a control group.
    """
    every = tuple(entries)
    there = {(study.id, result.id) for study, result in every}
    completed: list[Entry] = []
    for study, result in every:
        completed.append(Entry(study, result))
        for other in _at_the_same_time(evidence, study, result):
            if (study.id, other.id) not in there:
                there.add((study.id, other.id))
                completed.append(Entry(study, other))
    return tuple(completed)


def drawn_together(
    evidence: Evidence, entries: Iterable[Entry], drawable: Callable[[Result], bool]
) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Return the results that can be drawn in every group, and those of which a group is missing.

    A result that can be drawn of one group alone is not: its picture would hide the comparison.
    """
    whole: list[Entry] = []
    in_part: list[Entry] = []
    for study, result in with_other_arms(evidence, entries):
        concurrent = (
            beside_result(evidence, study, result) if compares_groups(evidence, study) else ()
        )
        # Of a group that cannot be drawn itself, its own figure says so.
        if drawable(result):
            complete = all(map(drawable, concurrent))
            (whole if complete else in_part).append(Entry(study, result))
    return tuple(whole), tuple(in_part)


def _at_the_same_time(evidence: Evidence, study: Study, result: Result) -> tuple[Result, ...]:
    return beside_result(evidence, study, result) if compares_groups(evidence, study) else ()


def _sets_groups_side_by_side(evidence: Evidence, study: Study) -> bool:
    return compares_groups(evidence, study) or has_other_groups(evidence, study)


def _is_retold(evidence: Evidence, study: Study, row: Numbered) -> bool:
    """Tell whether a figure is of published cases that a study retells, no group of its own."""
    arm = study.arm(row.arm) if row.arm else None
    # A group of people treated earlier may be larger than the study, too.
    return arm is not None and is_of_others(study, arm) and is_intervention(evidence, arm.drug)


def _holds_the_other(evidence: Evidence, study: Study, row: Numbered, other: Numbered) -> bool:
    """Tell whether one group is everyone in the study, and so holds the people of the other.

    Where each group is everyone, as in a crossover, they are compared. People treated earlier are
    apart from those of the study, even if these are one group.
    """
    if not compares_groups(evidence, study):
        return False
    return _is_everyone(study, row.arm) != _is_everyone(study, other.arm)


def _is_everyone(study: Study, arm_id: str | None) -> bool:
    size, people = group_size(study, arm_id), study.participants
    # Those treated may be the people on the drug alone.
    enrolled = people.enrolled or people.analysed if people else None
    return bool(size and enrolled and size.value == enrolled.value)


def _event(harm: Harm) -> tuple[str, str]:
    return " ".join(harm.event.casefold().split()), harm.counted


def _outcome(result: Result) -> tuple[str, str, str]:
    """Return what was measured, and in which form; a level and a change of it are one form."""
    scored = isinstance(result, ChangeResult | ContinuousResult)
    words = result.reported_as.casefold() if result.measure == UNLISTED else ""
    return result.measure, words, "score" if scored else result.kind


def _in_other_groups(result: Result, asked: Iterable[Result]) -> tuple[Result, ...]:
    """Return the results of other groups, by the strictest question that any of them answers."""
    # A comparison speaks of two groups at once, and a figure without a group of none.
    others = [other for other in asked if other.arm not in {None, result.arm} and not other.against]
    if result.arm is None or result.against:
        return ()
    for question in _QUESTIONS:
        answers = tuple(other for other in others if question(other) == question(result))
        if answers:
            return answers
    return ()


def _in_parts_named_apart(result: Result, asked: Iterable[Result]) -> tuple[Result, ...]:
    """Return results in other groups of which the source names the part by what they were given.

    Of such a pair neither has an answer in a part of the same name.
    """
    every = tuple(asked)
    if not result.subgroup or result.against:
        return ()
    apart = [
        other
        for other in every
        if other.subgroup
        and not other.against
        and other.arm not in {None, result.arm}
        and _length(other.time) == _length(result.time)
        and not _in_other_groups(other, every)
    ]
    return tuple(apart)


def _length(time: TimePoint | None) -> str:
    """Return after how long; words alone tell no times apart."""
    return with_unit(time.value, time.unit) if time and time.value else ""


def _exactly(result: Result) -> Hashable:
    return (*_with_words_of_time(result), result.reported_as.casefold())


def _with_words_of_time(result: Result) -> tuple[Hashable, ...]:
    return (*_by_length_of_time(result), str(result.time or ""), bool(result.same_as))


def _worded_alike(result: Result) -> tuple[Hashable, ...]:
    return (*_by_length_of_time(result), result.reported_as.casefold())


def _by_length_of_time(result: Result) -> tuple[Hashable, ...]:
    return _length(result.time), result.subgroup or "", result.interim


# From the question that tells most apart to the one that tells least: sources word the same
# outcome and time a little otherwise for two groups.
_QUESTIONS: tuple[Callable[[Result], Hashable], ...] = (
    _exactly,
    _with_words_of_time,
    _worded_alike,
    _by_length_of_time,
)
