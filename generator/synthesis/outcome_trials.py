"""The randomised trials of a chosen outcome, found by measure and population, as one estimate."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import chain

from generator.model.evidence import Evidence
from generator.model.number import Number
from generator.model.result import ProportionResult, TimePoint
from generator.model.study import Study
from generator.model.vocabulary import SAFETY, Measure
from generator.synthesis.bodies_of_evidence import form_bodies
from generator.synthesis.candidates import (
    Candidate,
    candidates,
    candidates_among,
    drugs_of,
)
from generator.synthesis.complement import complements_of
from generator.synthesis.estimate import Estimate, estimate
from generator.synthesis.findings import Outcome, event_names, names_of
from generator.synthesis.groups import in_population, standing, treatment_studies
from generator.synthesis.study_design import has_control, is_randomised
from generator.synthesis.trial_findings import finding_of

END_OF_TRIAL = "end of each trial"
# Only that all harms have the same time counts; nobody is shown this one.
_NOMINAL = TimePoint(value=Number.parse("1"), unit="years")


def with_trials(evidence: Evidence, outcome: Outcome) -> Outcome:
    """Return a row of a summary of findings with what randomised trials found together."""
    trials = _estimate_of(evidence, outcome)
    if trials is None:
        return outcome
    return replace(outcome, trials=finding_of(trials, outcome.background))


def _estimate_of(evidence: Evidence, outcome: Outcome) -> Estimate | None:
    """Return the estimate of most trials of an outcome, then of most people; None without any."""
    defined = replace(evidence, measures={**evidence.measures, **_own_measure(evidence, outcome)})
    offered = list(_offered(defined, outcome))
    # Without one randomised trial there is nothing to put together, and most rows have none.
    if not any(each.contrast == "randomised" for each in offered):
        return None
    estimates = [estimate(defined, body) for body in form_bodies(defined, offered)]
    of_trials = [
        each
        for each in estimates
        if each.is_of_trials and each.inputs and drugs_of(evidence, each.body.included)
    ]
    # The first of several alike stays, which is the order of the bodies.
    largest = max(of_trials, key=lambda each: (len(each.inputs), each.body.people), default=None)
    return largest and _as_printed(largest, of_trials)


def _as_printed(chosen: Estimate, estimates: Sequence[Estimate]) -> Estimate:
    """Return what a single trial prints of its two groups in place of what follows from counts."""
    if len(chosen.inputs) > 1 or chosen.inputs[0].figure.origin == "reported":
        return chosen
    anchor = chosen.body.anchor
    for other in estimates:
        entry, *more = other.inputs
        same = entry.candidate.study.id == anchor.study.id
        at_that_time = entry.candidate.weeks in {None, anchor.weeks}
        if same and at_that_time and not more and entry.figure.origin == "reported":
            return other
    return chosen


def _own_measure(evidence: Evidence, outcome: Outcome) -> dict[str, Measure]:
    """Return the definition of a harm that the vocabulary does not know: its name alone.

    What two trials call by the very same words is then one harm.
    """
    if outcome.measure in evidence.measures:
        return {}
    measure = Measure(
        id=outcome.id,
        label=outcome.label,
        domain=SAFETY,
        kind="event",
        definition=outcome.label,
        better="lower",
    )
    return {measure.id: measure}


def _offered(evidence: Evidence, outcome: Outcome) -> Iterator[Candidate]:
    """Yield results and harms of an outcome on the rated drug, without those not counted."""
    rating = outcome.rating
    names = names_of(outcome, rating)
    not_counted = {row.result for row in rating.not_counted} if rating else set()
    asked = rating.comparison.drug if rating else ""
    results = list(_results(evidence, outcome, names))
    until = next((each.result.time for each in results if each.weeks), None)
    for each in chain(results, _harms(evidence, outcome, names, until)):
        if each.address not in not_counted and _is_asked_about(evidence, each, asked):
            yield each


def _is_asked_about(evidence: Evidence, offered: Candidate, drug_id: str) -> bool:
    """Tell whether a result is on the drug that a rating is about, where that is a single one."""
    drug = evidence.drugs.get(drug_id)
    return drug is None or not drug.is_single or offered.drug == drug_id


def _results(evidence: Evidence, outcome: Outcome, names: AbstractSet[str]) -> Iterator[Candidate]:
    complements = complements_of(evidence)
    measures = {complements.get(name, name) for name in names}
    known = [evidence.measures[name] for name in sorted(measures) if name in evidence.measures]
    for domain in dict.fromkeys(measure.domain for measure in known):
        for offered in candidates(evidence, outcome.population, domain):
            if offered.result.measure in measures:
                yield offered


def _harms(
    evidence: Evidence, outcome: Outcome, names: AbstractSet[str], until: TimePoint | None
) -> tuple[Candidate, ...]:
    """Return harms of the outcome's name counted in both groups of trials, as results of it.

    Trials count a harm as long as they last, both groups alike, so that their ratios go together
    whatever the length: all stand at the time of the results, or else at one nominal time.
    """
    end = replace(until or _NOMINAL, label=END_OF_TRIAL)
    events = event_names(evidence, names)
    measure = outcome.measure or outcome.id
    treated = standing(evidence, in_population(treatment_studies(evidence), outcome.population))
    studies = [
        replace(study, results=tuple(_as_results(study, events, measure, end)), harms=())
        for study in treated
        if is_randomised(evidence, study) and has_control(evidence, study)
    ]
    return candidates_among(evidence, studies, outcome.population, SAFETY)


def _as_results(
    study: Study, events: AbstractSet[str], measure: str, end: TimePoint
) -> Iterator[ProportionResult]:
    """Yield each harm of these names as a count of people, at the end of the study."""
    for harm in study.harms:
        if harm.event.casefold() in events and harm.counted == "participants":
            yield ProportionResult(
                id=harm.id,
                measure=measure,
                reported_as=harm.event,
                role="other",
                source=harm.source,
                where=harm.where,
                kind="proportion",
                domain=SAFETY,
                arm=harm.arm,
                time=end,
                events=harm.events,
                total=harm.total,
                percent=harm.percent,
                collected=harm.collected,
            )
