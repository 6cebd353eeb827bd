"""The nearest way to record what stands under a key or in a word that the format does not have."""

import re
from collections.abc import Sequence

from generator.model.person_time import is_rate_unit

# What trials print under short names; each is an effect measure of the record format.
_EFFECTS = {
    "hr": "hazard-ratio",
    "hazard": "hazard-ratio",
    "or": "odds-ratio",
    "rr": "risk-ratio",
    "relative-risk": "risk-ratio",
    "irr": "rate-ratio",
    "incidence-rate-ratio": "rate-ratio",
    "rate-reduction": "rate-ratio",
    "ird": "rate-difference",
    "incidence-rate-difference": "rate-difference",
    "rd": "risk-difference",
    "ard": "risk-difference",
    "arr": "risk-difference",
    "absolute-risk-reduction": "risk-difference",
    "md": "mean-difference",
    "difference": "mean-difference",
    "smd": "standardised-mean-difference",
    "standardized-mean-difference": "standardised-mean-difference",
    "hedges-g": "standardised-mean-difference",
    "cohens-d": "standardised-mean-difference",
    "rom": "ratio-of-means",
    "geometric-mean-ratio": "ratio-of-means",
    "wr": "win-ratio",
    "win-difference": "net-benefit",
    "proportional-odds-ratio": "common-odds-ratio",
    "cor": "common-odds-ratio",
}
_KINDS = {
    "binary": "proportion",
    "dichotomous": "proportion",
    "percentage": "proportion",
    "mean": "continuous",
    "survival": "time-to-event",
    "hazard-ratio": "comparison",
    "difference": "comparison",
    "incidence": "rate",
    "incidence-rate": "rate",
    "count": "rate",
    "text": "narrative",
}
_NEAREST = {"effect": _EFFECTS, "kind": _KINDS}
_COMPARISON = "Record a result of kind comparison with effect: {}, value, ci_low and ci_high."
_RATE = (
    "Record a result of kind rate: events, person_time with person_time_unit, and the rate as value"
    " with its unit, such as per 100 patient-years."
)
_INTERVAL = "Write the two limits apart, as ci_low and ci_high."
_MARGIN = "Write margin: {kind: non-inferiority, value: …} at the comparison."
_PARTS = "Write subgroup, subgroup_by and interaction_p at the comparison of each part."
_CLUSTERS = "Write clusters: {number: …, icc: …} at the top of the study."
_SUMMARY = "Write it inside baseline, follow_up or change."
_PERIODS = (
    "Write crossover: true at the top of the study, and paired or first-period at the result."
)
_HARM_COMPARED = (
    "Record the comparison of a harm under results: kind: comparison, domain: safety, reported_as"
    " as the harm is called here; it is shown beside the counts."
)
_ORDINAL = (
    "Record each category as a proportion whose measure has that category in the vocabulary, and"
    " the comparison with effect: common-odds-ratio."
)
_KEYS = {
    **dict.fromkeys(("ci", "ci95", "95_ci", "conf_int", "confidence_interval"), _INTERVAL),
    **dict.fromkeys(("lower", "upper", "ci_lower", "ci_upper", "lcl", "ucl"), _INTERVAL),
    **dict.fromkeys(("rate", "incidence", "incidence_rate", "per_100_patient_years"), _RATE),
    **dict.fromkeys(("patient_years", "person_years", "exposure", "follow_up_time"), _RATE),
    **dict.fromkeys(("noninferiority_margin", "non_inferiority_margin", "ni_margin"), _MARGIN),
    **dict.fromkeys(("equivalence_margin", "non_inferiority", "noninferiority"), _MARGIN),
    **dict.fromkeys(("p_interaction", "p_for_interaction", "interaction"), _PARTS),
    **dict.fromkeys(("icc", "cluster_size", "design_effect", "cluster"), _CLUSTERS),
    **dict.fromkeys(("mean", "sd", "se", "median", "q1", "q3", "iqr", "min", "max"), _SUMMARY),
    **dict.fromkeys(("period", "periods", "washout", "sequence"), _PERIODS),
    **dict.fromkeys(("categories", "distribution", "ordinal"), _ORDINAL),
    **dict.fromkeys(("n", "patients", "people"), "Write how many people as total."),
}
# What only a comparison has; a harm holds the count of one group.
_OF_A_COMPARISON = frozenset({"against", "effect", "value", "ci_low", "ci_high", "adjusted"})
_ESTIMATE_WITH_LIMITS = re.compile(r"^[^(\[]*\d\s*[(\[].*\d.*[)\]]\s*$")
_NOT_IN_A_WORD = re.compile(r"[\s_–-]+")


def for_key(path: str, key: str) -> str | None:
    """Return how to record what somebody wrote under a key that does not exist at a place."""
    name = _plain(key).replace("-", "_")
    if path.startswith("harms[") and (name in _OF_A_COMPARISON or _effect(key)):
        return _HARM_COMPARED
    if effect := _effect(key):
        return _COMPARISON.format(effect)
    # Outside results and the study itself these names may mean something else.
    return _KEYS.get(name) if path == "" or path.startswith(("results[", "harms[")) else None


def for_word(path: str, word: str, allowed: Sequence[str]) -> str | None:
    """Return which of the allowed words stands for another, where one does."""
    name, key = _plain(word), path.rpartition(".")[2]
    if key == "kind" and name in {"ordinal", "ordered-categories"}:
        return _ORDINAL
    nearest = name if name in allowed else _NEAREST.get(key, {}).get(name)
    if nearest in allowed:
        return f"Write {nearest}."
    if key == "effect":
        return (
            "Choose the effect measure that fits; if none does, write effect: other with its"
            " effect_name and effect_scale."
        )
    return None


def for_figure(text: str) -> str | None:
    """Return how to record a figure that holds more than one number."""
    if is_rate_unit(text):
        return _RATE
    return _INTERVAL if _ESTIMATE_WITH_LIMITS.match(text) else None


def _effect(key: str) -> str | None:
    name = _plain(key)
    known = {*_EFFECTS.values(), "win-odds", "net-benefit"}
    return name if name in known else _EFFECTS.get(name)


def _plain(word: str) -> str:
    """Return a word in small letters, its parts joined by hyphens.

    >>> _plain("Hazard ratio"), _plain("risk_ratio"), _plain("Cohen's d")
    ('hazard-ratio', 'risk-ratio', 'cohens-d')
    """
    bare = word.casefold().replace("'", "").replace("’", "").strip()
    return _NOT_IN_A_WORD.sub("-", bare)
