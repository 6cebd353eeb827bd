"""Whether a figure of a review and what this record says agree: the rules, without any evidence of their own."""

from enum import StrEnum
from typing import NamedTuple

from generator.statistics.proportion import wilson_interval
from generator.synthesis.contrast import Said, Share

RULE = (
    "Two shares agree where their 95 % intervals overlap, and conflict where they do not. Two comparisons agree where "
    "both favour the same side or both show no clear difference. They conflict where they favour opposite sides, or "
    "where their intervals do not overlap. Where only one of them shows a difference and the intervals overlap, or one "
    "is not printed, the study does not confirm the review: that is no conflict, for chance alone may explain it. "
    "Comparisons of one kind of outcome are set side by side whatever the measure, save for harms. Changes from the "
    "start without a control group, figures without their number of people, and outcomes that this record does "
    "not hold by the same measure cannot be compared."
)
# An interval of a share that is wider than this holds most values there are.
_WIDE = 0.5
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
    """Return the verdict on a change from the start without a control group, which agrees with nothing."""
    reason = "a change from the start without a control group cannot be told from what would have happened anyway"
    return Answer(Agreement.NOT_COMPARABLE, reason)


def answer_shares(theirs: Share | None, ours: Share | None) -> Answer:
    """Return whether two shares agree: by whether their Wilson intervals overlap."""
    if theirs is None:
        return Answer(
            Agreement.NOT_COMPARABLE, "the review does not say how many of how many people"
        )
    if ours is None:
        return Answer(Agreement.NOT_COMPARABLE, "no study here has a count on the same measure")
    first, second = (wilson_interval(one.events, one.total) for one in (theirs, ours))
    if overlap((first.low, first.high), (second.low, second.high)):
        wide = max(one.high - one.low for one in (first, second)) > _WIDE
        but = ", but one is so wide that it could hardly do otherwise" if wide else ""
        return Answer(Agreement.AGREES, f"the 95 % intervals of the two shares overlap{but}")
    return Answer(Agreement.CONFLICTS, "the 95 % intervals of the two shares do not overlap")


def answer_comparisons(
    theirs: Said | None, ours: Said, *, intervals_overlap: bool | None = None
) -> Answer:
    """Return whether a review's comparison and a study's agree: by the side each favours, then by their intervals.

    `intervals_overlap` is None where one of the intervals is not printed.
    """
    if theirs not in _SIDES:
        return Answer(
            Agreement.NOT_COMPARABLE,
            "the review prints no interval that tells a difference from chance",
        )
    if ours not in _SIDES:
        return Answer(
            Agreement.NOT_COMPARABLE,
            "this study prints nothing that tells a difference from chance",
        )
    if theirs is ours:
        return Answer(Agreement.AGREES, f"each {_SIDES[ours]}")
    reason = f"the review {_SIDES[theirs]}, this study {_SIDES[ours]}"
    if Said.NO_CLEAR_DIFFERENCE not in {theirs, ours} or intervals_overlap is False:
        return Answer(Agreement.CONFLICTS, reason)
    but = "; their intervals overlap, so chance alone may explain it" if intervals_overlap else ""
    return Answer(Agreement.UNCONFIRMED, f"{reason}{but}")


def answer_all(answers: list[Answer]) -> Answer:
    """Return the verdict over several comparisons: one that conflicts, or does not confirm, is enough to say so."""
    counts = {kind: sum(one.agreement is kind for one in answers) for kind in Agreement}
    compared = len(answers) - counts[Agreement.NOT_COMPARABLE]
    if not answers:
        return Answer(Agreement.NOT_COMPARABLE, "no study here compares groups on this outcome")
    if not compared:
        return Answer(Agreement.NOT_COMPARABLE, answers[0].reason)
    found = next(
        kind
        for kind in (Agreement.CONFLICTS, Agreement.UNCONFIRMED, Agreement.AGREES)
        if counts[kind]
    )
    word = "by" if found is Agreement.UNCONFIRMED else "with"
    return Answer(found, f"{word} {counts[found]} of {compared} comparisons here")


def overlap(first: tuple[float, float], second: tuple[float, float]) -> bool:
    """Tell whether two intervals have a value in common."""
    return first[0] <= second[1] and second[0] <= first[1]
