"""How far two raters agree beyond chance: kappa, weighted kappa, and Gwet's coefficients."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from generator.statistics.effect import Floats
from generator.statistics.pooling import around, quantile
from generator.statistics.proportion import Interval

# A chance agreement nearer to 1 than rounding can tell leaves nothing to agree on beyond it.
_ALL_BY_CHANCE = 1 - 1e-12
# What rounding leaves of a difference of two numbers near 1 that are equal.
_ROUNDING = 1e-14


class Weights(StrEnum):
    """How much two different answers agree: not at all, or the more the nearer they stand."""

    NONE = "none"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """An agreement beyond chance, from 1 (always) through 0 (as by chance) down, and its error."""

    value: float
    se: float

    def interval(self, confidence: float = 0.95) -> Interval:
        """Return the normal interval, cut at -1 and 1, between which every coefficient lies."""
        low, high = around(self.value, quantile(None, confidence) * self.se)
        return Interval(max(low, -1.0), min(high, 1.0))


class Pairs:
    """The answers of two raters to the same questions, as shares of each pair of categories.

    Questions that either rater left open (None) are left out. `categories` are all answers that
    may be given, in order from one end to the other, used or not.
    """

    def __init__(
        self, answers: Iterable[tuple[Hashable, Hashable]], categories: Sequence[Hashable]
    ) -> None:
        """Count the pairs; KeyError names an answer that is none of the categories."""
        place = {category: number for number, category in enumerate(categories)}
        both = [pair for pair in answers if None not in pair]
        counts = np.zeros((len(place), len(place)))
        for first, second in both:
            counts[place[first], place[second]] += 1
        self.number = len(both)
        self.same = int(np.trace(counts))
        self._shares = counts / max(len(both), 1)

    def kappa(self, weights: Weights = Weights.NONE) -> Coefficient | None:
        """Return Cohen's kappa, weighted or not; None where it is undefined.

        kappa = (po - pe) / (1 - pe), po = sum of w_ij p_ij and pe = sum of w_ij p_i. p_.j. It is
        undefined without a pair, with one category, and where chance alone would always agree
        (both raters gave one and the same answer throughout). Sources: Cohen J. Educ Psychol Meas
        1960;20:37-46 and Psychol Bull 1968;70:213-220; error by Fleiss JL, Cohen J, Everitt BS.
        Psychol Bull 1969;72:323-327, not under the hypothesis that kappa is 0.

        >>> pairs = Pairs([("low", "low"), ("low", "high"), ("high", "high")], ["low", "high"])
        >>> round(pairs.kappa().value, 2)
        0.4
        """
        shares, weighted = self._shares, self._weighted(weights)
        rows, columns = shares.sum(axis=1), shares.sum(axis=0)
        seen, chance = (weighted * shares).sum(), rows @ weighted @ columns
        if not self._can_differ or chance > _ALL_BY_CHANCE:
            return None
        value = (seen - chance) / (1 - chance)
        usual = (weighted @ columns)[:, None] + (rows @ weighted)[None, :]
        spread = (shares * (weighted - usual * (1 - value)) ** 2).sum()
        return self._coefficient(value, spread - (value - chance * (1 - value)) ** 2, chance)

    def gwet(self, weights: Weights = Weights.NONE) -> Coefficient | None:
        """Return Gwet's AC1, or AC2 where weighted; None without a pair or with one category.

        pe = sum of all w_ij / (q (q - 1)) times the sum of m_k (1 - m_k), m_k the mean share of
        category k and q the number of categories that may be given, used or not. Sources: Gwet KL.
        Br J Math Stat Psychol 2008;61:29-48; Handbook of Inter-Rater Reliability, 4th edition,
        2014, chapters 4 and 5.

        >>> pairs = Pairs([("low", "low"), ("low", "high"), ("high", "high")], ["low", "high"])
        >>> round(pairs.gwet().value, 2)
        0.33
        """
        if not self._can_differ:
            return None
        shares, weighted = self._shares, self._weighted(weights)
        means = (shares.sum(axis=1) + shares.sum(axis=0)) / 2
        scale = weighted.sum() / (len(means) * (len(means) - 1))
        seen, chance = (weighted * shares).sum(), scale * (means * (1 - means)).sum()
        value = (seen - chance) / (1 - chance)
        usual = 2 * (1 - value) * scale * (1 - (means[:, None] + means[None, :]) / 2)
        spread = (shares * (weighted - usual) ** 2).sum()
        return self._coefficient(value, spread - (seen - 2 * (1 - value) * chance) ** 2, chance)

    @property
    def _can_differ(self) -> bool:
        return self.number > 0 and len(self._shares) > 1

    def _weighted(self, weights: Weights) -> Floats:
        places = np.arange(len(self._shares))
        apart = np.abs(places[:, None] - places[None, :]) / max(len(places) - 1, 1)
        if weights is Weights.NONE:
            return np.asarray(apart == 0, float)
        return np.asarray(1 - (apart if weights is Weights.LINEAR else apart**2))

    def _coefficient(self, value: float, spread: float, chance: float) -> Coefficient:
        spread = spread if spread > _ROUNDING else 0.0
        variance = spread / (self.number * (1 - chance) ** 2)
        return Coefficient(value=float(value), se=float(np.sqrt(variance)))
