"""Groups made one, split, or made smaller: several doses, a shared control, clusters.

Numbers of people that come out are not rounded. Sources: Cochrane Handbook, version 6, 6.5.2.10,
23.3.4 and 23.1.4.
"""

import math
from collections.abc import Iterable
from functools import reduce
from typing import NamedTuple

from generator.statistics.no_answer import NoAnswerError
from generator.statistics.two_means import Difference, Group


class Counted(NamedTuple):
    """How many of a group had the event; not whole where a group was split."""

    events: float
    total: float


def combined(groups: Iterable[Group]) -> Group:
    """Return groups made one, as if all their people had been one group from the start.

    Two by two: n = n1 + n2, mean weighted by n, (n - 1) sd^2 = (n1 - 1) sd1^2 + (n2 - 1) sd2^2 + n1
    n2/n (m1 - m2)^2. Source: Handbook, table 6.5.a.

    >>> group = combined([Group(20, 10.0, 2.0), Group(22, 12.0, 2.5)])
    >>> group.n, round(group.mean, 4), round(group.sd, 4)
    (42, 11.0476, 2.4651)
    """
    return reduce(_two_combined, groups)


def counts_combined(groups: Iterable[Counted]) -> Counted:
    """Return counted groups made one: events and people added up.

    >>> counts_combined([Counted(3, 20), Counted(5, 22)])
    Counted(events=8, total=42)
    """
    return reduce(lambda a, b: Counted(a.events + b.events, a.total + b.total), groups)


def shared(group: Group, parts: int) -> Group:
    """Return one part of a control group that stands in several comparisons; mean and SD stay.

    Only approximate: the comparisons stay related. Combining the treated groups keeps all people.
    Source: Handbook, 23.3.4.

    >>> shared(Group(40, 10.0, 2.0), 2)
    Group(n=20.0, mean=10.0, sd=2.0)
    """
    _check_parts(parts)
    return group._replace(n=group.n / parts)


def shared_counts(group: Counted, parts: int) -> Counted:
    """Return one part of a counted control group; events and people are both divided.

    >>> shared_counts(Counted(12, 40), 2)
    Counted(events=6.0, total=20.0)
    """
    _check_parts(parts)
    return Counted(group.events / parts, group.total / parts)


def error_of_mean(group: Group) -> float:
    """Return the standard error of a mean: sd/sqrt(n).

    >>> round(error_of_mean(Group(20, 10.0, 2.0)), 4)
    0.4472
    """
    return group.sd / math.sqrt(group.n)


def design_effect(people: float, clusters: float, icc: float, cv: float = 0.0) -> float:
    """Return by how much randomised clusters blow up a variance: 1 + ((cv^2 + 1) M - 1) icc.

    M is the mean size of a cluster, people/clusters; cv how sizes vary (their SD over their mean),
    0 for clusters of one size; icc how alike people of one cluster are. Sources: Handbook, 23.1.4;
    with cv, Eldridge SM et al. Int J Epidemiol 2006;35:1292-1300. The Handbook's example, 625
    pupils in 21 classes:

    >>> round(design_effect(295 + 330, 21, 0.02), 3)
    1.575
    """
    if people <= 0 or clusters <= 0:
        raise NoAnswerError(f"{people:g} people in {clusters:g} clusters are no trial")
    return 1 + ((cv**2 + 1) * people / clusters - 1) * icc


def effective(group: Counted, effect: float) -> Counted:
    """Return the counts of a group of clusters as if people had been randomised one by one.

    >>> [round(figure, 1) for figure in effective(Counted(63, 295), 1.575)]
    [40.0, 187.3]
    """
    _check_effect(effect)
    return Counted(group.events / effect, group.total / effect)


def inflated(difference: Difference, effect: float) -> Difference:
    """Return a difference with its standard error times the root of the design effect.

    >>> inflated(Difference(-1.2, 0.4), 2.25)
    Difference(estimate=-1.2, se=0.6000000000000001, df=None)
    """
    _check_effect(effect)
    return difference._replace(se=difference.se * math.sqrt(effect))


def _two_combined(first: Group, second: Group) -> Group:
    n = first.n + second.n
    if n <= 1:
        raise NoAnswerError(f"{n:g} people have no spread")
    squares = (first.n - 1) * first.sd**2 + (second.n - 1) * second.sd**2
    between = first.n * second.n / n * (first.mean - second.mean) ** 2
    mean = (first.n * first.mean + second.n * second.mean) / n
    return Group(n, mean, math.sqrt((squares + between) / (n - 1)))


def _check_parts(parts: int) -> None:
    if parts < 1:
        raise NoAnswerError(f"a group is shared by one comparison or more, not by {parts}")


def _check_effect(effect: float) -> None:
    if effect <= 0:
        raise NoAnswerError(f"a design effect is above 0, not {effect:g}")
