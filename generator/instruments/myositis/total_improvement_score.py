"""The 2016 ACR/EULAR total improvement score of myositis, adult and juvenile, in exact numbers."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from generator.instruments.myositis.core_set import Measure, known_percents
from generator.instruments.myositis.exact_number import Exact, exact

HIGHEST = Decimal(100)


class Criteria(StrEnum):
    """For whom: the table of points is one, the thresholds of the categories differ."""

    ADULT = "adult"
    JUVENILE = "juvenile"


class Category(StrEnum):
    """What a score comes to, by the thresholds of the criteria."""

    NONE = "no improvement"
    MINIMAL = "minimal improvement"
    MODERATE = "moderate improvement"
    MAJOR = "major improvement"


class Levels(NamedTuple):
    """The points of a measure by step; a step begins above its cut, which has the lower points."""

    cuts: tuple[int, ...]
    points: tuple[Decimal, ...]


def _levels(cuts: tuple[int, ...], *points: str) -> Levels:
    return Levels(cuts, tuple(map(Decimal, points)))


_CUTS, _STRENGTH_CUTS = (5, 15, 25, 40), (2, 10, 20, 30)
# A change of strength earns points sooner than any other, and up to a third of the score.
# Aggarwal R and others. Arthritis Rheumatol 2017;69:898-910 (adults); Rider LG and others,
# 69:911-923 (children). Cells read in PMC5577002, Table 3, and again in the program of a myositis
# centre.
LEVELS: Mapping[Measure, Levels] = {
    Measure.PHYSICIAN_GLOBAL: _levels(_CUTS, "0", "7.5", "15", "17.5", "20"),
    Measure.PATIENT_GLOBAL: _levels(_CUTS, "0", "2.5", "5", "7.5", "10"),
    Measure.STRENGTH: _levels(_STRENGTH_CUTS, "0", "10", "20", "27.5", "32.5"),
    Measure.FUNCTION: _levels(_CUTS, "0", "5", "7.5", "7.5", "10"),
    Measure.ENZYME_OR_QUALITY_OF_LIFE: _levels(_CUTS, "0", "2.5", "5", "7.5", "7.5"),
    Measure.EXTRAMUSCULAR: _levels(_CUTS, "0", "7.5", "12.5", "15", "20"),
}
# From how many points a category is reached: the same two papers. Children need more.
_REACHED = (Category.MINIMAL, Category.MODERATE, Category.MAJOR)
THRESHOLDS: Mapping[Criteria, Mapping[Category, Decimal]] = {
    Criteria.ADULT: dict(zip(_REACHED, map(Decimal, (20, 40, 60)), strict=True)),
    Criteria.JUVENILE: dict(zip(_REACHED, map(Decimal, (30, 45, 70)), strict=True)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalImprovement:
    """The points of each measure and what they come to, from 0 to 100.

    `score` and `category` are there only with all six measures. `low` and `high` are the lowest and
    highest score that the measures not seen leave open, `possible` the categories, from none to
    major.
    """

    criteria: Criteria
    points: Mapping[Measure, Decimal]
    missing: tuple[Measure, ...]
    low: Decimal
    high: Decimal
    possible: tuple[Category, ...]

    @property
    def score(self) -> Decimal | None:
        """Return the score, or None with fewer than six measures."""
        return None if self.missing else self.low

    @property
    def category(self) -> Category | None:
        """Return the category of the score, or None with fewer than six measures."""
        return None if self.missing else self.possible[0]


def improvement_points(measure: Measure | str, absolute_percent: Exact) -> Decimal:
    """Return the points for an absolute percent improvement of one measure; worsening has none.

    >>> [improvement_points("physician_global", percent) for percent in ("5", "5.0001")]
    [Decimal('0'), Decimal('7.5')]
    """
    levels = LEVELS[Measure(measure)]
    step = bisect_left(list(map(Fraction, levels.cuts)), exact(absolute_percent))
    return levels.points[step]


def category_of(score: Decimal, criteria: Criteria | str = Criteria.ADULT) -> Category:
    """Return the category of a score: each threshold is reached by its own value.

    >>> str(category_of(Decimal("40"))), str(category_of(Decimal("40"), "juvenile"))
    ('moderate improvement', 'minimal improvement')
    """
    reached = Category.NONE
    for category, threshold in THRESHOLDS[Criteria(criteria)].items():
        if score >= threshold:
            reached = category
    return reached


def total_improvement(
    absolute_percents: Mapping[Measure, Exact | None] | Mapping[str, Exact | None],
    criteria: Criteria | str = Criteria.ADULT,
) -> TotalImprovement:
    """Return the total improvement score from the absolute percent improvement of each measure.

    A measure that is not there, or None, is missing: then there is no score, only what remains
    attainable.

    >>> total_improvement(dict.fromkeys(Measure, 100)).score
    Decimal('100.0')
    >>> five = total_improvement({measure: 100 for measure in Measure if measure != "strength"})
    >>> five.score, five.low, five.high, [str(category) for category in five.possible]
    (None, Decimal('67.5'), Decimal('100.0'), ['major improvement'])
    """
    percents = known_percents(absolute_percents)
    points = {measure: improvement_points(measure, value) for measure, value in percents.items()}
    missing = tuple(measure for measure in Measure if measure not in points)
    totals = _attainable(points, missing)
    reached = {category_of(total, criteria) for total in totals}
    return TotalImprovement(
        criteria=Criteria(criteria),
        points=points,
        missing=missing,
        low=min(totals),
        high=max(totals),
        possible=tuple(category for category in Category if category in reached),
    )


def _attainable(points: Mapping[Measure, Decimal], missing: tuple[Measure, ...]) -> set[Decimal]:
    """Return every score that is still possible: at most 5 steps for each of 6 measures."""
    known = sum(points.values(), Decimal(0))
    steps = [LEVELS[measure].points for measure in missing]
    return {known + sum(rest, Decimal(0)) for rest in product(*steps)}
