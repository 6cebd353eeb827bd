"""What several comparisons of one outcome say together, and whether they disagree.

Studies disagree where their effects differ by more than chance: where the intervals of two do not
overlap or, from three studies on, the variance between them is above 0 over its whole interval.
That one interval holds no difference and another does not is no disagreement. Where they do not
disagree, direction and size are those of the mean weighted by inverse variances, which is used for
nothing else: an average for readers has to pass the gate.

Sources: Cochrane Handbook for Systematic Reviews of Interventions, version 6, sections 10.10.2 and
15.3.2; Viechtbauer W. Stat Med 2007;26:37-52 (the interval of the variance).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from generator.model.evidence import Evidence
from generator.statistics.effect import Floats
from generator.statistics.heterogeneity import q_profile
from generator.statistics.pooling import around, pool_common, quantile
from generator.statistics.rounding import format_number
from generator.synthesis.comparison_verdict import (
    WITH_INTERVAL,
    Basis,
    Effect,
    Sized,
    Verdict,
    judge,
    sized_effects,
)
from generator.synthesis.contrast import Contrast
from generator.synthesis.importance import Reading, Said, Size, read
from generator.synthesis.study_design import is_randomised

# Below this many studies the interval of their variance says nothing.
_FEWEST_FOR_VARIANCE = 3


class Together(NamedTuple):
    """What comparisons of one outcome say as a whole.

    `disagreement` says why they disagree; then there is no direction. `heard` are the comparisons
    that decide: those with chance assignment before others, with an interval before those without.
    """

    said: Said
    size: Size | None
    heard: tuple[Contrast, ...]
    disagreement: str = ""


class _Judged(NamedTuple):
    contrast: Contrast
    verdict: Verdict


def by_control(contrasts: Iterable[Contrast]) -> list[list[Contrast]]:
    """Return comparisons in parts, so that none holds two control groups of one study.

    Against each of two other treatments a drug has an effect of its own.
    """
    controls: dict[str, list[str]] = {}
    parts: dict[int, list[Contrast]] = {}
    for contrast in contrasts:
        of_study = controls.setdefault(contrast.study.id, [])
        if contrast.against.id not in of_study:
            of_study.append(contrast.against.id)
        parts.setdefault(of_study.index(contrast.against.id), []).append(contrast)
    return [parts[place] for place in sorted(parts)]


def say_together(evidence: Evidence, contrasts: Iterable[Contrast]) -> Together:
    """Return what comparisons of one outcome say together; UNTOLD if none says anything."""
    judged = [_Judged(contrast, judge(evidence, contrast)) for contrast in contrasts]
    heard = _firmest(evidence, [each for each in judged if each.verdict.said is not Said.UNTOLD])
    contrasts_heard = tuple(each.contrast for each in heard)
    if not heard:
        return Together(Said.UNTOLD, None, ())
    on_one_scale = _on_one_scale(evidence, contrasts_heard)
    if on_one_scale and (reason := disagreement(contrasts_heard, on_one_scale)):
        return Together(Said.UNTOLD, None, contrasts_heard, reason)
    said, size = _reading(heard, on_one_scale)
    return Together(said, size, contrasts_heard)


def disagreement(contrasts: Sequence[Contrast], effects: Sequence[Sized]) -> str:
    """Return why studies disagree on an outcome; nothing where their effects may be the same.

    Two comparisons of one study, such as two doses, never make a disagreement of studies.
    """
    of_studies: dict[str, Effect] = {}
    for contrast, sized in zip(contrasts, effects, strict=True):
        of_studies.setdefault(contrast.study.id, sized.effect)
    first_of_each = list(of_studies.values())
    if any(are_apart(first, second) for first, second in combinations(first_of_each, 2)):
        return "their intervals do not overlap"
    if len(first_of_each) < _FEWEST_FOR_VARIANCE:
        return ""
    tau = q_profile(*_columns(first_of_each, [1] * len(first_of_each))).tau
    if tau.low <= 0:
        return ""
    limits = f"{format_number(tau.low, 2)} to {format_number(tau.high, 2)}"
    return f"their effects differ by more than chance, tau {limits}"


def _firmest(evidence: Evidence, judged: Sequence[_Judged]) -> list[_Judged]:
    """Return the comparisons that decide: by chance before others, an interval before none."""
    by_chance = [each for each in judged if is_randomised(evidence, each.contrast.study)]
    kept = by_chance or list(judged)
    for bases in (WITH_INTERVAL, frozenset({Basis.FIGURES}), frozenset({Basis.WORDS})):
        firm = [each for each in kept if each.verdict.basis in bases]
        if firm:
            return firm
    return []


def _on_one_scale(evidence: Evidence, contrasts: Sequence[Contrast]) -> list[Sized]:
    """Return the effects on the first scale that all comparisons have; none if they share none."""
    effects = [sized_effects(evidence, contrast) for contrast in contrasts]
    scales = [[kind_of(sized.effect) for sized in each] for each in effects]
    if not all(scales):
        return []
    shared = [scale for scale in scales[0] if all(scale in others for others in scales)]
    if not shared:
        return []
    return [each[kinds.index(shared[0])] for each, kinds in zip(effects, scales, strict=True)]


def kind_of(effect: Effect) -> str:
    """Return the scale on which an effect is set beside others.

    Ratios of risks and of hazards are read as one, for their direction alone.
    """
    return "ratio" if effect.scale in {"risk-ratio", "hazard-ratio"} else effect.scale


def _reading(heard: Sequence[_Judged], effects: Sequence[Sized]) -> Reading:
    verdicts = [each.verdict for each in heard]
    if len(verdicts) == 1:
        return Reading(verdicts[0].said, verdicts[0].size or Size.NO_INTERVAL)
    if effects:
        return _common(heard, effects)
    sides = {verdict.said for verdict in verdicts}
    if len(sides) == 1:
        return Reading(verdicts[0].said, verdicts[0].size or Size.NO_INTERVAL)
    # On unlike scales, or without intervals, nothing says more than that no side was shown.
    return Reading(Said.NOT_SHOWN, Size.NO_INTERVAL)


def _common(heard: Sequence[_Judged], effects: Sequence[Sized]) -> Reading:
    """Return what the weighted mean says, every control group counted once."""
    controls = Counter(_control(each.contrast) for each in heard)
    shared = [controls[_control(each.contrast)] for each in heard]
    fit = pool_common(*_columns([sized.effect for sized in effects], shared))
    low, high = around(fit.estimate, quantile(None) * fit.se)
    return read(low, high, effects[0].matters, effects[0].large)


def _columns(effects: Sequence[Effect], shared: Sequence[int]) -> tuple[Floats, Floats]:
    """Return effects and variances; a control shared by m comparisons counts m times less.

    The parts of a shared control are the remedy of the Cochrane Handbook, version 6, section
    23.3.4, taken here on the whole variance, which errs to the side of less certainty.
    """
    values = np.array([effect.value for effect in effects])
    times = zip(effects, shared, strict=True)
    return values, np.array([effect.variance * share for effect, share in times])


def _control(contrast: Contrast) -> tuple[str, str]:
    return contrast.study.id, contrast.against.id


def are_apart(first: Effect, second: Effect) -> bool:
    """Tell whether two intervals have no value in common."""
    return first.low > second.high or second.low > first.high
