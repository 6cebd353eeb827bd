"""Whether a figure of a review and what this record says agree: the rules alone."""

from enum import StrEnum
from typing import NamedTuple

from generator.statistics.proportion import wilson_interval
from generator.synthesis.contrast import Said, Share

RULE = (
    "Two shares agree where their 95 % intervals overlap, and conflict where they do not. Two "
    "comparisons agree where both favour the same side or both show no clear difference. They "
    "conflict where they favour opposite sides, or where their intervals do not overlap. Where "
    "only one of them shows a difference and the intervals overlap, or one is not printed, the "
    "study does not confirm the review: that is no conflict, for chance alone may explain it. "
    "Comparisons of one kind of outcome are set side by side whatever the measure, save for harms. "
    "Changes from the start without a control group, figures without their number of people, and "
    "outcomes that this record does not hold by the same measure cannot be compared."
)
# An interval of a share that is wider than this holds most values there are.
_WIDE = 0.5
# UNTOLD is missing on purpose: what nobody tested can neither agree nor conflict.
_SIDES = {
    Said.BETTER: "favours the drug",
    Said.WORSE: "favours the control group",
    Said.NO_CLEAR_DIFFERENCE: "shows no clear difference",
}


class Agreement(StrEnum):
    """How a figure of a review stands to what this record says."""

    AGREES = "agrees"
    CONFLICTS = "conflicts"
    UNCONFIRMED = "not confirmed"
    NOT_COMPARABLE = "cannot be compared"


DIFFERING = frozenset({Agreement.CONFLICTS, Agreement.UNCONFIRMED})


class Answer(NamedTuple):
    """A verdict on one figure of a review, with its reason in plain words."""

    agreement: Agreement
    reason: str


def answer_change() -> Answer:
    """Return the verdict on an uncontrolled change from the start, which agrees with nothing."""
    return _not_comparable(
        "a change from the start without a control group cannot be told from what would have "
        "happened anyway"
    )


def answer_shares(theirs: Share | None, ours: Share | None) -> Answer:
    """Return whether two shares agree: by whether their Wilson intervals overlap."""
    if theirs is None:
        return _not_comparable("the review does not say how many of how many people")
    if ours is None:
        return _not_comparable("no study here has a count on the same measure")
    first, second = (wilson_interval(share.events, share.total) for share in (theirs, ours))
    if not overlap(first, second):
        return Answer(Agreement.CONFLICTS, "the 95 % intervals of the two shares do not overlap")
    reason = "the 95 % intervals of the two shares overlap"
    if max(interval.high - interval.low for interval in (first, second)) > _WIDE:
        reason += ", but one is so wide that it could hardly do otherwise"
    return Answer(Agreement.AGREES, reason)


def answer_comparisons(
    theirs: Said | None, ours: Said, *, intervals_overlap: bool | None = None
) -> Answer:
    """Return whether two comparisons agree: by the side each favours, then by their intervals.

    `intervals_overlap` is None where one of the intervals is not printed.
    """
    if theirs not in _SIDES:
        return _not_comparable("the review prints no interval that tells a difference from chance")
    if ours not in _SIDES:
        return _not_comparable("this study prints nothing that tells a difference from chance")
    if theirs is ours:
        return Answer(Agreement.AGREES, f"each {_SIDES[ours]}")
    reason = f"the review {_SIDES[theirs]}, this study {_SIDES[ours]}"
    # Opposite sides are a conflict; a side and none are one only where the intervals lie apart.
    if Said.NO_CLEAR_DIFFERENCE not in {theirs, ours} or intervals_overlap is False:
        return Answer(Agreement.CONFLICTS, reason)
    if intervals_overlap:
        reason += "; their intervals overlap, so chance alone may explain it"
    return Answer(Agreement.UNCONFIRMED, reason)


def answer_all(answers: list[Answer]) -> Answer:
    """Return the verdict over several comparisons: the worst that any of them gives."""
    if not answers:
        return _not_comparable("no study here compares groups on this outcome")
    verdicts = [answer.agreement for answer in answers]
    # What cannot be compared is no vote: the number that readers see leaves it out.
    compared = len(verdicts) - verdicts.count(Agreement.NOT_COMPARABLE)
    for kind, word in _WORST_FIRST.items():
        if kind in verdicts:
            return Answer(kind, f"{word} {verdicts.count(kind)} of {compared} comparisons here")
    return _not_comparable(answers[0].reason)


# One comparison in conflict is enough to say so, however many agree.
_WORST_FIRST = {
    Agreement.CONFLICTS: "with",
    Agreement.UNCONFIRMED: "by",
    Agreement.AGREES: "with",
}


def _not_comparable(reason: str) -> Answer:
    return Answer(Agreement.NOT_COMPARABLE, reason)


def overlap(first: tuple[float, float], second: tuple[float, float]) -> bool:
    """Tell whether two intervals have a value in common."""
    return first[0] <= second[1] and second[0] <= first[1]
