"""The one sentence on what randomised trials found, as firm as certainty allows, and its figures.

Wording: GRADE informative statements. Santesso N and others. J Clin Epidemiol 2020;119:126-135.
"""

from generator.model.evidence import Evidence
from generator.synthesis.certainty_target import crosses_no_effect, is_within
from generator.synthesis.contrast import is_time_to_event, lower_is_better
from generator.synthesis.findings import Outcome
from generator.synthesis.trial_findings import TrialFinding
from generator.text.count_words import count_words, noun_for
from generator.wording.estimate_words import body_people
from generator.wording.inline_figures import capital, in_a_sentence
from generator.wording.result_names import unit_of
from generator.wording.trial_words import (
    both_fit,
    difference_words,
    interval_words,
    measure_words,
    ratio_words,
    relative_words,
    trials_words,
    with_words,
    without_words,
)

_VERBS = {"high": "{}s", "moderate": "probably {}s", "low": "may {}"}
_NO_MATTER = {"high": "makes", "moderate": "probably makes", "low": "may make"}
_HAZARD = "the hazard of the event in"
_MEANS = frozenset({"mean-difference", "standardised-mean-difference"})


def trials_sentence(evidence: Evidence, outcome: Outcome, finding: TrialFinding, drug: str) -> str:
    """Return what trials found in one sentence, as firmly as the certainty of its rating allows."""
    what = in_a_sentence(evidence, outcome.label)
    if finding.estimate.effect == "hazard-ratio":
        what = _of_hazard(evidence, finding, what)
    if _goes_up(finding) is None:
        return _not_averaged(finding, what)
    if outcome.certainty not in {*_VERBS, "very low"}:
        return _rated_without_them(finding, what)
    return _rated(evidence, outcome, finding, (drug, what))


def _rated(
    evidence: Evidence, outcome: Outcome, finding: TrialFinding, names: tuple[str, str]
) -> str:
    """Return the sentence of a rated outcome; `names` are the drug and what was measured."""
    drug, what = names
    certainty, upwards = outcome.certainty, bool(_goes_up(finding))
    crossing = crosses_no_effect(finding)
    if crossing is None or certainty == "very low":
        rest = _UNSURE if certainty == "very low" else _NOT_EXACT
        return f"{_side(finding, what, upwards)} {what.removeprefix('the ')} on {drug}. {rest}"
    if outcome.rating and outcome.rating.target and is_within(finding, outcome.rating.target):
        return f"{capital(drug)} {_NO_MATTER[certainty]} no important difference to {what}."
    if crossing:
        fits = both_fit(finding, finding_unit(evidence, finding))
        return f"No difference in {what} on {drug} was shown, but {fits}."
    verb = _VERBS[certainty].format("increase" if upwards else "reduce")
    return f"{capital(drug)} {verb} {what}."


_NOT_EXACT = "How exact this is cannot be told."
_UNSURE = "Whether because of it is very uncertain."


def figures_of_trials(evidence: Evidence, finding: TrialFinding) -> str:
    """Return the absolute numbers first, then the relative effect, and from how many trials."""
    unit = finding_unit(evidence, finding)
    parts = [with_words(finding) or _means(finding, unit) or _no_difference(finding)]
    if finding.relative:
        value = f"{measure_words(finding)} {ratio_words(finding.relative.value)}"
        limits = relative_words(finding)
        parts.append(f"{value} ({limits})" if limits else value)
    people = body_people(finding.estimate.body)
    parts.append(f"{people}, {trials_words(finding)}")
    return f"{capital('; '.join(filter(None, parts)))}."


def finding_unit(evidence: Evidence, finding: TrialFinding) -> str | None:
    """Return the unit of a difference of means; None for counts of people."""
    if finding.estimate.effect != "mean-difference":
        return None
    return unit_of(evidence, finding.estimate.body.anchor.result)


def _no_difference(finding: TrialFinding) -> str:
    """Return why a ratio stands without people: it never stands alone without a word."""
    if finding.relative is None:
        return ""
    if finding.tells_people and finding.without is None:
        unknown = "no risk without stands beside the ratio"
        return f"{unknown}, so that nobody can say how many of 100 it makes"
    return "how many of 100 it makes cannot be worked out"


def _means(finding: TrialFinding, unit: str | None) -> str:
    difference = difference_words(finding, unit)
    if not difference:
        return ""
    limits = interval_words(finding, unit)
    said = f"{difference} ({limits})" if limits else difference
    without = without_words(finding, unit)
    return f"{without} without, {said}" if without else said


def _of_hazard(evidence: Evidence, finding: TrialFinding, what: str) -> str:
    """Return what a hazard ratio below 1 makes less of, in words that are true of it.

    A lower hazard makes the time to an event longer; of something good, such as survival, it may
    be the hazard of the good event or of its opposite.
    """
    result = finding.estimate.body.anchor.result
    events = lower_is_better(evidence, result) and not is_time_to_event(evidence, result)
    return what if events else f"{_HAZARD} {what}"


def _goes_up(finding: TrialFinding) -> bool | None:
    """Tell whether there is more of it on the drug; None where trials are not averaged."""
    if finding.relative:
        return finding.relative.value > 1
    return finding.difference.value > 0 if finding.difference else None


def _side(finding: TrialFinding, what: str, upwards: bool) -> str:
    if finding.estimate.effect in _MEANS or what.startswith(_HAZARD):
        return "Higher" if upwards else "Lower"
    return "More" if upwards else "Less"


def _not_averaged(finding: TrialFinding, what: str) -> str:
    refusals = "; ".join(refusal.reason.value for refusal in finding.estimate.refusals)
    why = f" ({refusals})" if refusals else ""
    verb = noun_for(finding.trials, "reports", "report")
    return f"{capital(trials_words(finding))} {verb} {what}, and nothing is averaged{why}."


def _rated_without_them(finding: TrialFinding, what: str) -> str:
    verb = noun_for(finding.trials, "reports", "report")
    trials = count_words(finding.trials, "trial")
    return f"{trials} {verb} {what}, which the certainty was judged without: to be judged again."
