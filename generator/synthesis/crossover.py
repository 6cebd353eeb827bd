"""Trials in which each person took one treatment after the other: which figures set people apart.

Their groups hold the same people. Taken for two groups of other people, a figure of both periods is
given the wrong weight, so that only what sets people beside themselves, or the first period alone,
may be averaged (Cochrane Handbook for Systematic Reviews of Interventions, version 6, section
23.2.6; Elbourne DR and others. Int J Epidemiol 2002;31:140-149).
"""

from generator.model.result import ComparisonResult, Result
from generator.model.study import Study


def crossover_words(result: Result) -> str:
    """Return how a figure of such a trial was made."""
    return _WORDS[result.crossover] if result.crossover else _WORDS[""]


_WORDS = {
    "paired": "crossover: people beside themselves",
    "first-period": "crossover: first period alone",
    "unpaired": "crossover: the same people in both groups, taken for others",
    "": "crossover: the same people in both groups",
}


def why_not_as_groups(study: Study, result: Result) -> str:
    """Return why a figure may not stand for groups of different people; nothing where it may."""
    if not study.crossover or result.crossover == "first-period":
        return ""
    if result.crossover == "unpaired":
        return "both groups hold the same people, and the figure takes them for others"
    if isinstance(result, ComparisonResult):
        # A comparison of people with themselves has the error of pairs already.
        if result.crossover == "paired":
            return ""
        return (
            "both groups hold the same people; whether each was set beside themselves is not said"
        )
    return "both groups hold the same people; no comparison of each with themselves"
