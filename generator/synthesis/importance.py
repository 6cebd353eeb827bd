"""How large a difference is: an interval against no difference and the least that matters.

Neither a p value nor its level decides anything here. The interval is read against a threshold of
importance: all beyond it is a difference that matters; all within is none that matters; an interval
that leaves no difference behind and reaches the threshold may matter or not; one that holds both
sides shows no difference, and the sizes that would fit are said. Without a threshold of the source,
only no difference is left to read it against.

Sources: Cochrane Handbook for Systematic Reviews of Interventions, version 6, chapter 15, sections
15.3.1 and 15.3.2. GRADE guidance 34: Zeng L and others. J Clin Epidemiol 2022;150:216-224. Core
GRADE 2: Guyatt G and others. BMJ 2025;389:e081904.
"""

import math
import re
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.result import ComparisonResult, Result
from generator.model.study import Harm, Study
from generator.model.vocabulary import Measure, Threshold

# A quarter less and a quarter more: from there on a ratio may hold a large benefit or harm. Source:
# GRADE guidelines 6, Guyatt GH and others. J Clin Epidemiol 2011;64:1283-1293.
_QUARTER_LESS, _QUARTER_MORE = -math.log(0.75), math.log(1.25)
# A length on the scale, as in "4 points" or "6 to 7 points"; a bare number is a place on it.
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(?: to (\d+(?:\.\d+)?))? (.+)")
# The unit of a threshold for shares of people.
_OF_A_HUNDRED = "of 100"


class Said(StrEnum):
    """What a comparison says of the people on the drug, seen from what is good for them."""

    BETTER = "better"
    WORSE = "worse"
    NOT_IMPORTANT = "no important difference"
    NOT_SHOWN = "no difference shown"
    UNTOLD = "not told"


class Size(StrEnum):
    """How large the difference is, or what sizes the interval leaves open."""

    IMPORTANT = "by an amount that matters"
    PERHAPS = "whether by enough to matter is not certain"
    SMALL = "any difference is too small to matter"
    EITHER = "but a large benefit or harm would both fit"
    BENEFIT = "but a large benefit would fit"
    HARM = "but a large harm would fit"
    NEITHER = "and neither a large benefit nor a large harm would fit"
    NO_THRESHOLD = "how large a difference matters is not known"
    NO_INTERVAL = "how exact that is cannot be told"


class Importance(NamedTuple):
    """The least difference that matters, and the most that any source asks for; both positive."""

    least: float
    most: float


class Large(NamedTuple):
    """From where on a benefit and a harm are large, both positive."""

    benefit: float
    harm: float


class Reading(NamedTuple):
    """What an interval says, and how large the difference is."""

    said: Said
    size: Size


def read(
    low: float, high: float, matters: Importance | None = None, large: Large | None = None
) -> Reading:
    """Return what an interval says whose positive values are good for people on the drug.

    `matters` comes from sources, in the unit of the interval. Where sources differ, a difference
    matters beyond the most, and is none within the least. `large` says which sizes are worth a word
    where no difference is shown and no source gives a threshold.

    >>> read(5, 9, Importance(4, 5))
    Reading(said=<Said.BETTER: 'better'>, size=<Size.IMPORTANT: 'by an amount that matters'>)
    >>> read(-1, 3, Importance(4, 5)).said.value
    'no important difference'
    """
    if matters and low >= matters.most:
        return Reading(Said.BETTER, Size.IMPORTANT)
    if matters and high <= -matters.most:
        return Reading(Said.WORSE, Size.IMPORTANT)
    if matters and -matters.least < low and high < matters.least:
        return Reading(Said.NOT_IMPORTANT, Size.SMALL)
    # An interval that only touches no difference still holds it.
    if low > 0 or high < 0:
        side = Said.BETTER if low > 0 else Said.WORSE
        return Reading(side, Size.PERHAPS if matters else Size.NO_THRESHOLD)
    reach = Large(matters.least, matters.least) if matters else large
    return Reading(Said.NOT_SHOWN, _fitting(low, high, reach) if reach else Size.NO_THRESHOLD)


def _fitting(low: float, high: float, reach: Large) -> Size:
    benefit, harm = high >= reach.benefit, low <= -reach.harm
    if benefit and harm:
        return Size.EITHER
    if benefit or harm:
        return Size.BENEFIT if benefit else Size.HARM
    return Size.NEITHER


def large_ratio(*, lower_is_good: bool) -> Large:
    """Return from where on a ratio is large, on the scale of logarithms: a quarter less or more."""
    if lower_is_good:
        return Large(benefit=_QUARTER_LESS, harm=_QUARTER_MORE)
    return Large(benefit=_QUARTER_MORE, harm=_QUARTER_LESS)


def what_matters(
    evidence: Evidence, study: Study, row: Result | Harm, *, of_shares: bool
) -> Importance | None:
    """Return the difference that matters on an outcome in the people of a study.

    Only thresholds with a source, worked out in one of the populations of the study, and in the
    unit of the difference count: of a hundred people for shares, else the unit of the measure.
    """
    measure = None if isinstance(row, Harm) else evidence.measures.get(row.measure)
    if measure is None or _is_in_another_unit(measure, row):
        return None
    unit = _OF_A_HUNDRED if of_shares else measure.unit
    people = set(study.populations)
    made_here = (each for each in measure.thresholds if people.intersection(each.populations))
    lengths = tuple(chain.from_iterable(_lengths(threshold, unit) for threshold in made_here))
    return Importance(min(lengths), max(lengths)) if lengths else None


def _is_in_another_unit(measure: Measure, row: Result | Harm) -> bool:
    printed = row.unit if isinstance(row, Result) else None
    of_people = isinstance(row, ComparisonResult) and row.effect == "risk-difference"
    return printed not in {None, measure.unit} and not of_people


def _lengths(threshold: Threshold, unit: str | None) -> tuple[float, ...]:
    """Return the lengths a threshold names in a unit; a place on the scale is none."""
    match = _LENGTH.fullmatch(threshold.value.strip())
    if match is None or match[3] != unit:
        return ()
    lengths = (float(length) for length in match.groups()[:2] if length)
    return tuple(length for length in lengths if length > 0)
