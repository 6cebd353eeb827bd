"""A rating of certainty fits what trials found: its imprecision, and the groups it rests on."""

import re
from collections.abc import Iterator

from generator.audit.check import value_check
from generator.audit.verdict import Ruling, Verdict
from generator.model.evidence import Evidence
from generator.model.judgement import Certainty
from generator.model.study import Study
from generator.synthesis.arms_of_result import Numbered, beside
from generator.synthesis.certainty_target import crosses
from generator.synthesis.findings import summary_of_findings
from generator.synthesis.interventions import is_intervention
from generator.synthesis.outcome_trials import with_trials
from generator.synthesis.study_design import has_control
from generator.synthesis.trial_findings import TrialFinding

_RATINGS = "data/certainty.yml"
_IMPRECISION = "imprecision"
# Too few people or events are a reason of their own to rate down, whatever the interval holds.
_OF_THE_INTERVAL = re.compile(
    r"\b(interval|cross\w*|no effect|threshold|target|limits?)\b", re.IGNORECASE
)


@value_check(
    "W517",
    "imprecision-fits-target",
    "A rating for imprecision does not fit the interval and its target",
    checked="Imprecision of a rating against the interval and the target",
    why="A rating that passes over an interval which holds no effect, or sees one where there is "
    "none, says more or less than the figures beside it.",
    method="Core GRADE 2, Guyatt G and others. BMJ 2025;389:e081904: certainty is rated down "
    "where the interval crosses the target. The interval is that of the summary of findings",
    reads=("target", "threshold", "down", "results", "measures"),
    answers=(Ruling.AGREES, Ruling.TO_READ, Ruling.NOT_TESTABLE),
)
def imprecision_fits_target(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each rating is down for imprecision where its interval crosses the target."""
    for place, rating in enumerate(evidence.certainty):
        path = f"[{place}].down"
        crossing = _crosses(evidence, rating)
        if isinstance(crossing, str):
            yield Verdict(ruling=Ruling.NOT_TESTABLE, path=path, words=crossing, file=_RATINGS)
            continue
        levels, of_interval = _imprecision(rating)
        fits = levels > 0 if crossing else not of_interval
        holds = "crosses" if crossing else "does not cross"
        yield Verdict(
            ruling=Ruling.TO_READ.unless(fits),
            path=path,
            words=f"takes {levels} for imprecision, and the interval {holds} the target",
            file=_RATINGS,
            expected="a step down where the interval crosses the target, and else none for that",
            remedy="Rate imprecision again, or give the target that the rating is about.",
        )


def _imprecision(rating: Certainty) -> tuple[int, bool]:
    """Return the levels down for imprecision, and whether the interval is given as the reason."""
    steps = [step for step in rating.down if step.domain == _IMPRECISION and step.levels.value]
    levels = sum(step.levels.value for step in steps)
    return levels, any(_OF_THE_INTERVAL.search(step.reason) for step in steps)


def _crosses(evidence: Evidence, rating: Certainty) -> bool | str:
    """Tell whether the interval of a rated outcome crosses its target; else say why not."""
    if rating.target is None:
        return "names no target to hold the interval against"
    finding = _finding(evidence, rating)
    if finding is None:
        return "is of an outcome without an estimate of trials"
    crossing = crosses(finding, rating.target)
    return "has no interval on the scale of the target" if crossing is None else crossing


def _finding(evidence: Evidence, rating: Certainty) -> TrialFinding | None:
    for outcome in summary_of_findings(evidence, rating.population):
        if outcome.rating is rating:
            return with_trials(evidence, outcome).trials
    return None


@value_check(
    "W518",
    "rating-names-both-groups",
    "A rating of certainty names only the drug's group of a study that has a control",
    checked="Whether a rating names both groups of the controlled studies it rests on",
    why="What a drug adds is seen beside the control group; figures of the drug alone show what "
    "happened, and not what it did.",
    method="Cochrane Handbook, version 6, section 10.3.3: groups of a trial are compared, never "
    "read alone. Only studies that print a figure of the other group are asked for it",
    reads=("results", "arms", "arm", "against"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
def rating_names_both_groups(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each rating names both groups of the controlled studies it rests on."""
    for place, rating in enumerate(evidence.certainty):
        names = {address.partition("#")[0] for address in rating.results}
        controlled = [
            evidence.studies[name]
            for name in sorted(names & evidence.studies.keys())
            if has_control(evidence, evidence.studies[name])
        ]
        alone = [study for study in controlled if _names_one_group(evidence, rating, study)]
        labels = ", ".join(study.id for study in alone)
        yield Verdict(
            ruling=Ruling.TO_READ.unless(not alone),
            path=f"[{place}].results",
            words=f"names of {labels} the drug's group alone" if alone else "names both groups",
            file=_RATINGS,
            expected="the figure of the group beside it, or their comparison, as well",
            remedy="Add the figures of the control group under results.",
        )


def _names_one_group(evidence: Evidence, rating: Certainty, study: Study) -> bool:
    """Tell whether a rating names figures of the drug alone, though others stand beside them."""
    rows = [row for row in study.numbers if f"{study.id}#{row.id}" in rating.results]
    if not rows or not all(_is_of_the_drug(evidence, study, row) for row in rows):
        return False
    return any(beside(evidence, study, row) for row in rows)


def _is_of_the_drug(evidence: Evidence, study: Study, row: Numbered) -> bool:
    if getattr(row, "against", None) or not row.arm:
        return False
    return is_intervention(evidence, study.arm(row.arm).drug)
