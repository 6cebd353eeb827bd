"""Whether a figure of a review and what this record says agree: the rules alone."""

from enum import StrEnum
from typing import NamedTuple

from generator.statistics.proportion import wilson_interval
from generator.synthesis.comparison_verdict import Sized
from generator.synthesis.contrast import Share
from generator.synthesis.importance import Size
from generator.synthesis.together import are_apart
from generator.text.count_words import count_words

RULE = (
    "Two shares agree where their 95 % intervals overlap, and conflict where they do not. So do "
    "two comparisons on one scale: that one interval holds no difference and the other does not is "
    "no conflict, for chance alone may explain it. Where one of them prints no interval, or they "
    "stand on different scales, they cannot be compared. "
    "Comparisons of one kind of outcome are set side by side whatever the measure, save for harms. "
    "Changes from the start without a control group, figures without their number of people, and "
    "outcomes that this record does not hold by the same measure cannot be compared."
)
# An interval of a share that is wider than this holds most values there are.
_WIDE = 0.5
_HARDLY_OTHERWISE = ", but one is so wide that it could hardly do otherwise"


class Agreement(StrEnum):
    """How a figure of a review stands to what this record says."""

    AGREES = "agrees"
    CONFLICTS = "conflicts"
    NOT_COMPARABLE = "cannot be compared"


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


def answer_cases() -> Answer:
    """Return the verdict on cases collected from publications, which are no response rate."""
    return _not_comparable(
        "cases collected from publications are no share of those treated: cases that went well are "
        "published more often"
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
        reason += _HARDLY_OTHERWISE
    return Answer(Agreement.AGREES, reason)


def answer_comparisons(theirs: Sized | None, ours: Sized | None) -> Answer:
    """Return whether two comparisons on one scale agree: by whether their intervals overlap."""
    if theirs is None:
        return _not_comparable("the review prints no interval that can be read")
    if ours is None:
        return _not_comparable("this study prints no interval on the same scale")
    if are_apart(theirs.effect, ours.effect):
        return Answer(Agreement.CONFLICTS, "the 95 % intervals of the two do not overlap")
    reason = "the 95 % intervals of the two overlap"
    if Size.EITHER in {theirs.reading.size, ours.reading.size}:
        reason += _HARDLY_OTHERWISE
    return Answer(Agreement.AGREES, reason)


def answer_all(answers: list[Answer]) -> Answer:
    """Return the verdict over several comparisons: the worst that any of them gives."""
    if not answers:
        return _not_comparable("no study here compares groups on this outcome")
    verdicts = [answer.agreement for answer in answers]
    # What cannot be compared is no vote: the number that readers see leaves it out.
    compared = len(verdicts) - verdicts.count(Agreement.NOT_COMPARABLE)
    comparisons = count_words(compared, "comparison")
    for kind in _WORST_FIRST:
        if kind in verdicts:
            return Answer(kind, f"with {verdicts.count(kind)} of {comparisons} here")
    return _not_comparable(answers[0].reason)


# One comparison in conflict is enough to say so, however many agree.
_WORST_FIRST = (Agreement.CONFLICTS, Agreement.AGREES)


def _not_comparable(reason: str) -> Answer:
    return Answer(Agreement.NOT_COMPARABLE, reason)


def overlap(first: tuple[float, float], second: tuple[float, float]) -> bool:
    """Tell whether two intervals have a value in common."""
    return first[0] <= second[1] and second[0] <= first[1]
