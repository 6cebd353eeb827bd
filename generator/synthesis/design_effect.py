"""How much less a trial tells that assigned clusters of people, and not people one by one.

People of one cluster are alike. An analysis that takes them for people assigned one by one is surer
than it may be: its variance is multiplied by the design effect, its standard error by the root of
it (Cochrane Handbook for Systematic Reviews of Interventions, version 6, section 23.1.4; Donner A,
Klar N. Design and Analysis of Cluster Randomization Trials in Health Research. London: Arnold,
2000).
"""

import math
from typing import NamedTuple

from generator.model.result import ComparisonResult, Result
from generator.model.study import Harm, Study
from generator.statistics.rounding import format_number


class DesignEffect(NamedTuple):
    """The factor of the variance, with the mean size of a cluster and the coefficient behind it."""

    value: float
    size: float
    icc: float
    size_is_printed: bool

    @property
    def words(self) -> str:
        """Return in words what the factor is and from what it was computed."""
        size = format_number(self.size, 1)
        mean = "printed" if self.size_is_printed else "people by clusters"
        factor, icc = format_number(self.value, 2), f"{self.icc:g}"
        return f"design effect {factor}: 1 + ({size} − 1) × {icc}, mean size of a cluster: {mean}"


def design_effect(study: Study) -> DesignEffect | None:
    """Return the design effect 1 + (m − 1) × ICC of a study, m the mean size of its clusters.

    None where people were assigned one by one, and where the coefficient or the size is not known.
    """
    clusters = study.clusters
    size, icc = _size(study), clusters.icc.exact if clusters and clusters.icc else None
    if clusters is None or size is None or icc is None:
        return None
    factor = 1 + (size - 1) * float(icc)
    # A negative coefficient comes of chance; it is no reason to be surer than of single people.
    return DesignEffect(max(factor, 1.0), size, float(icc), clusters.size is not None)


def error_factor(study: Study, row: Result | Harm) -> float | None:
    """Return by what the standard error of a figure is multiplied; None where nobody can say.

    It is 1 where people were assigned one by one, and where the source says that its analysis
    allows for the clusters. None means that clusters were assigned and their coefficient of
    correlation or their size is not known: the figure is surer than it may be.
    """
    if study.clusters is None or allows_for_clusters(row):
        return 1.0
    effect = design_effect(study)
    return math.sqrt(effect.value) if effect else None


def allows_for_clusters(row: Result | Harm) -> bool:
    """Tell whether the source says that the analysis behind a figure allows for clusters."""
    return isinstance(row, ComparisonResult) and row.clusters_counted is True


def _size(study: Study) -> float | None:
    """Return how many people a cluster has on average: as printed, else people by clusters."""
    clusters = study.clusters
    if clusters is None:
        return None
    if clusters.size is not None:
        exact = clusters.size.exact
        return float(exact) if exact is not None and exact > 0 else None
    people = study.size
    if people is None or not clusters.number.value:
        return None
    return people.value / clusters.number.value
