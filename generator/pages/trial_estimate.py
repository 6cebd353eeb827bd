"""An average of randomised trials as readers meet it: the answer, and what to expect elsewhere."""

from collections.abc import Iterator
from itertools import chain

from generator.html.certainty import certainty_mark, trials_lead
from generator.html.dot_field import dot_fields
from generator.html.element import (
    computed,
    facts,
    fold,
    link,
    listed,
    missing,
    paragraph,
    small,
    tag,
    together,
)
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.synthesis.estimate import Estimate, Sensitivity
from generator.synthesis.findings import Outcome
from generator.synthesis.models import Pooled
from generator.synthesis.rare_events import tells_of_ratio
from generator.synthesis.trial_findings import TrialFinding, finding_of
from generator.tables.other_risks import other_risks_table
from generator.text.count_words import count_words
from generator.wording.computed_values import interval_words, value_words
from generator.wording.estimate_names import effect_name
from generator.wording.estimate_words import (
    body_people,
    estimate_unit,
    of_kind,
    pooled_words,
    sensitivity_words,
)
from generator.wording.inline_figures import capital
from generator.wording.new_setting_words import (
    doubts_no_difference,
    heterogeneity_line,
    leave_one_out_summary,
    prediction_lines,
)
from generator.wording.trial_words import (
    difference_words,
    source_words,
    without_words,
)
from generator.wording.trial_words import interval_words as difference_interval


def answer_box(page: OpenPage, estimate: Estimate, pooled: Pooled) -> Safe:
    """Return the answer of an average of trials: a sentence, a doubt, and the figures behind it."""
    finding = finding_of(estimate)
    outcome = _outcome(page, estimate)
    doubt = _doubt(estimate, pooled, outcome)
    words = (
        _sentence(page, finding, pooled, outcome),
        paragraph(doubt) if doubt else None,
        dot_fields(finding),
    )
    figures = facts(_figures(page, finding, pooled, outcome))
    return tag("div", tag("div", *words), figures, class_="ev-answer")


def _outcome(page: OpenPage, estimate: Estimate) -> Outcome | None:
    """Return the row of the summary of findings that rests on these very results, if one does."""
    for row in page.site.findings.get(estimate.body.anchor.population, ()):
        trials = row.trials
        if trials and trials.estimate.body.addresses == estimate.body.addresses:
            return row
    return None


def _sentence(
    page: OpenPage, finding: TrialFinding, pooled: Pooled, outcome: Outcome | None
) -> Safe:
    if outcome is not None and outcome.rating is not None:
        return trials_lead(page, outcome)
    estimate = finding.estimate
    unit = estimate_unit(page.evidence, estimate)
    average = of_kind(estimate, value_words(pooled.scale, pooled.value, unit))
    people = difference_words(finding) if pooled.scale == "ratio" else ""
    figures = ", ".join(filter(None, (average, people)))
    sentence = f"On average of {count_words(pooled.studies, 'trial')}: {figures}."
    return paragraph(sentence, " How sure that is has not been rated.", class_="ev-sentence")


def _doubt(estimate: Estimate, pooled: Pooled, outcome: Outcome | None) -> str:
    """Return the strongest reason for doubt: the rater's largest step down, else a computed one.

    Nothing where neither is there: how much trials differ stands below.
    """
    steps = outcome.rating.down if outcome and outcome.rating else ()
    if steps:
        return max(steps, key=lambda step: step.levels.value).reason
    adjusted = sum(entry.figure.adjusted is True for entry in estimate.inputs)
    if doubts_no_difference(pooled):
        return "No difference between the groups also fits: the interval holds it."
    if 0 < adjusted < len(estimate.inputs):
        return f"{adjusted} of {len(estimate.inputs)} estimates are adjusted, the others are not."
    return ""


def _figures(
    page: OpenPage, finding: TrialFinding, pooled: Pooled, outcome: Outcome | None
) -> Iterator[tuple[str, Safe | str | None]]:
    estimate = finding.estimate
    unit = estimate_unit(page.evidence, estimate)
    if pooled.scale == "ratio" and finding.difference:
        interval = difference_interval(finding)
        yield "Difference", computed(f"{difference_words(finding)} ({interval})")
    name = effect_name(estimate.effect)
    around = interval_words(pooled.scale, pooled.low, pooled.high, unit)
    average = f"{value_words(pooled.scale, pooled.value, unit)} ({around})"
    yield f"{name[0].upper()}{name[1:]}", together((computed(average), small(f" {pooled.method}")))
    trials = count_words(len(estimate.inputs), "randomised trial")
    yield "From", f"{trials}, {body_people(estimate.body)}{_silent(estimate)}"
    yield "Certainty", _certainty(outcome)
    yield "Risk without" if pooled.scale == "ratio" else "Without", _without(finding, unit)
    yield "Left out", _left_out(estimate)
    yield "Set aside", _overrides(page, estimate)


def _without(finding: TrialFinding, unit: str | None) -> Safe:
    if finding.without is None:
        return missing("no count of control groups stands beside these figures")
    return together((computed(without_words(finding, unit)), small(f" {source_words(finding)}")))


def _silent(estimate: Estimate) -> str:
    """Return how many more trials say nothing of a ratio, as nobody in them had the outcome."""
    silent = sum(not tells_of_ratio(entry.candidate) for entry in estimate.inputs)
    if not silent:
        return ""
    return f"; nobody had it in {silent} of them, which says nothing of a ratio"


def _certainty(outcome: Outcome | None) -> Safe:
    if outcome is None or outcome.rating is None:
        return missing("these results are not rated")
    return certainty_mark(outcome.rating.rating)


def _left_out(estimate: Estimate) -> str:
    others = len(estimate.body.left_out)
    if not others:
        return "no result of this outcome"
    studies = {entry.candidate.study.id for entry in estimate.body.left_out}
    return (
        f"{count_words(others, 'result')} of {count_words(len(studies), 'study', 'studies')}, "
        "each with its reason below"
    )


def _overrides(page: OpenPage, estimate: Estimate) -> Safe | None:
    """Return the reasons that a curator set aside, each with who, why and when."""
    if not estimate.overrides:
        return None
    studies = {entry.candidate.address: entry.candidate.study for entry in estimate.inputs}
    return listed(
        together(
            (
                page.study(studies[each.result], each.result.partition("#")[2]),
                f": {each.reason}, set aside. {capital(each.because.rstrip('.'))}. ",
                small(f"({each.by}, {each.date.words()})"),
            )
        )
        for each in estimate.overrides
    )


def expectations(page: OpenPage, estimate: Estimate, name: str) -> Safe | None:
    """Return what a new setting may show, how far trials differ, and people at other risks."""
    if estimate.pooled is None:
        return None
    lines = prediction_lines(page.evidence, estimate)
    return tag(
        "div",
        tag("h4", "What to expect elsewhere"),
        paragraph(" ".join(lines)),
        paragraph(heterogeneity_line(estimate.pooled)),
        other_risks_table(page, finding_of(estimate), name),
    )


def other_ways(page: OpenPage, estimate: Estimate) -> Safe:
    """Return the folds behind an average: each study left out, other methods, other choices."""
    unit = estimate_unit(page.evidence, estimate)
    return together(chain(_without_each(page, estimate, unit), _other_methods(estimate, unit)), "")


def _without_each(page: OpenPage, estimate: Estimate, unit: str | None) -> Iterator[Safe]:
    if estimate.without:
        lines = listed(_moved(estimate, each, unit) for each in estimate.without)
        yield fold(
            leave_one_out_summary(page.evidence, estimate),
            lines,
            paragraph(small("Bold: the conclusion about no difference changes.")),
        )
    if estimate.sensitivity:
        yield fold(
            "Other choices", listed(_moved(estimate, each, unit) for each in estimate.sensitivity)
        )


def _moved(estimate: Estimate, analysis: Sensitivity, unit: str | None) -> Safe:
    name = f"{sensitivity_words(analysis)}: "
    if analysis.pooled is None:
        return together((name, "too little is left to average"))
    average = computed(pooled_words(analysis.pooled, unit))
    return together((name, tag("strong", average) if _changes(estimate, analysis) else average))


def _changes(estimate: Estimate, analysis: Sensitivity) -> bool:
    if analysis.pooled is None or estimate.pooled is None:
        return False
    return doubts_no_difference(analysis.pooled) != doubts_no_difference(estimate.pooled)


def _other_methods(estimate: Estimate, unit: str | None) -> Iterator[Safe]:
    if not estimate.others or estimate.pooled is None:
        return
    usual = doubts_no_difference(estimate.pooled)
    otherwise = sum(doubts_no_difference(each) != usual for each in estimate.others)
    summary = f"Other ways to average: {_conclusions(otherwise, len(estimate.others))}"
    yield fold(
        summary,
        listed(_method(each, unit) for each in estimate.others),
        paragraph(small("The method that is shown was chosen before the results were looked at.")),
    )


def _conclusions(otherwise: int, every: int) -> str:
    if not otherwise:
        return "all say the same of no difference"
    return f"{otherwise} of {every} would say otherwise of no difference"


def _method(pooled: Pooled, unit: str | None) -> Safe:
    name = f"{pooled.method[0].upper()}{pooled.method[1:]}: "
    return together((name, computed(pooled_words(pooled, unit))))


def script_line(estimate: Estimate, script: str | None) -> Safe | None:
    """Return the way to the R script that repeats an average."""
    if estimate.pooled is None or script is None:
        return None
    return paragraph(link(script, "R script with the data: repeat this average", download=True))
