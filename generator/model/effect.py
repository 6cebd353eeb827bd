"""Effect measures: which there are, what each is called, and where it says no difference."""

from typing import Literal, NamedTuple

Effect = Literal[
    "risk-difference",
    "risk-ratio",
    "odds-ratio",
    "common-odds-ratio",
    "hazard-ratio",
    "rate-ratio",
    "rate-difference",
    "mean-difference",
    "standardised-mean-difference",
    "ratio-of-means",
    "win-ratio",
    "win-odds",
    "net-benefit",
    "p-only",
    "other",
]
EffectScale = Literal["ratio", "difference"]


class EffectMeasure(NamedTuple):
    """What an effect measure is called, and on which scale it lies; None where nobody can say."""

    name: str
    scale: EffectScale | None


# The names that readers of trials know; a source that prints a p value alone names no effect.
EFFECTS: dict[Effect, EffectMeasure] = {
    "risk-difference": EffectMeasure("risk difference", "difference"),
    "risk-ratio": EffectMeasure("risk ratio", "ratio"),
    "odds-ratio": EffectMeasure("odds ratio", "ratio"),
    "common-odds-ratio": EffectMeasure("common odds ratio", "ratio"),
    "hazard-ratio": EffectMeasure("hazard ratio", "ratio"),
    "rate-ratio": EffectMeasure("rate ratio", "ratio"),
    "rate-difference": EffectMeasure("rate difference", "difference"),
    "mean-difference": EffectMeasure("mean difference", "difference"),
    "standardised-mean-difference": EffectMeasure("standardised mean difference", "difference"),
    "ratio-of-means": EffectMeasure("ratio of means", "ratio"),
    "win-ratio": EffectMeasure("win ratio", "ratio"),
    "win-odds": EffectMeasure("win odds", "ratio"),
    "net-benefit": EffectMeasure("win difference (net benefit)", "difference"),
    "p-only": EffectMeasure("", None),
    "other": EffectMeasure("effect", None),
}
# Wins are counted for the first group, so that more is good whatever was measured: Pocock SJ and
# others. Eur Heart J 2012;33:176-182; Brunner E and others. Stat Med 2021;40:3367-3384.
WINS: frozenset[Effect] = frozenset({"win-ratio", "win-odds", "net-benefit"})
# A ratio says no difference at 1, a difference at 0.
NO_DIFFERENCE: dict[EffectScale, int] = {"ratio": 1, "difference": 0}
