"""How many people a group of a study had, and how many it can have had at most."""

from generator.model.number import Count
from generator.model.study import Study


def group_size(study: Study, arm_id: str | None) -> Count | None:
    """Return how many people a group had; None where it is not printed or no group is named."""
    return study.arm(arm_id).total if arm_id else None


def most_people(study: Study, arm_id: str | None) -> Count | None:
    """Return a number of people that a group cannot pass; None where none is known."""
    total, people = group_size(study, arm_id), study.participants
    # One of several groups may be of people treated earlier, more than the study has.
    if total or len(study.arms) > 1 or not people:
        return total
    known = filter(None, (people.enrolled, people.treated, people.analysed))
    return max(known, key=lambda size: size.value, default=None)
