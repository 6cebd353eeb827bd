"""What may be said of results together: the average with all it rests on, or why there is none."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from generator.html.element import computed, fold, link, listed, paragraph, small, tag, together
from generator.html.escape import Safe
from generator.html.notices import doubts
from generator.html.open_page import OpenPage
from generator.model.few import few
from generator.pages.trial_estimate import answer_box, expectations, other_ways, script_line
from generator.pictures.estimate_forest import estimate_forest
from generator.pictures.gallery import Gallery
from generator.synthesis.bodies_of_evidence import LeftOut
from generator.synthesis.cumulative import After, after_each_year
from generator.synthesis.estimate import Estimate, Sensitivity
from generator.synthesis.models import Pooled
from generator.tables.estimates import inputs_table, left_out_table
from generator.text.count_words import count_words
from generator.wording.computed_values import value_words
from generator.wording.estimate_words import (
    body_people,
    estimate_range,
    estimate_title,
    estimate_unit,
    of_kind,
    people_known,
    pooled_words,
    sensitivity_words,
    spread_words,
)

# The reasons met most often say why nothing is averaged; the table below has the others.
_MOST_REASONS = 4
_MEANING = (
    "The interval is about the average study; the prediction interval is about a new one, and is "
    "what a reader with other patients should look at."
)


def estimate_section(
    page: OpenPage, gallery: Gallery, estimate: Estimate, name: str, script: str | None = None
) -> Safe:
    """Return a body of evidence: the average or the refusal, its plot, and who was left out."""
    if estimate.is_of_trials and estimate.pooled:
        return _trials_section(page, gallery, estimate, estimate.pooled, name, script)
    return _section(
        page,
        estimate,
        name,
        _verdict(page, estimate),
        *_grounds(page, gallery, estimate, name),
        _sensitivity(page, estimate),
        _over_time(page, estimate),
        _how(estimate, script),
    )


def _trials_section(
    page: OpenPage,
    gallery: Gallery,
    estimate: Estimate,
    pooled: Pooled,
    name: str,
    script: str | None,
) -> Safe:
    """Return an average of randomised trials: the answer first, then what it rests on."""
    doubted, forest, *rest = _grounds(page, gallery, estimate, name)
    return _section(
        page,
        estimate,
        name,
        answer_box(page, estimate, pooled),
        doubted,
        forest,
        expectations(page, estimate, name),
        *rest,
        other_ways(page, estimate),
        _over_time(page, estimate),
        script_line(estimate, script),
    )


def _section(page: OpenPage, estimate: Estimate, name: str, *parts: Safe | None) -> Safe:
    return tag(
        "section",
        tag("h3", estimate_title(page.evidence, estimate), id=f"_{name}"),
        *parts,
        class_="ev-estimate",
        data_ev_estimate=estimate.extent,
        aria_labelledby=f"_{name}",
    )


def _grounds(
    page: OpenPage, gallery: Gallery, estimate: Estimate, name: str
) -> tuple[Safe | None, ...]:
    """Return what every body of evidence shows: doubts, plot, inputs, and what is left out."""
    return (
        _doubted(page, estimate),
        estimate_forest(page, gallery, estimate, name),
        _inputs(page, estimate, name),
        _left_out(page, estimate.body.left_out, name, "Results left out, each with its reasons"),
    )


def refusal_section(page: OpenPage, alone: Sequence[LeftOut], name: str) -> Safe:
    """Return why not even one result may enter a synthesis."""
    refusals = chain.from_iterable(entry.refusals for entry in alone)
    counts = Counter(refusal.reason for refusal in refusals).most_common()
    some = few((f"{reason.value} ({count})" for reason, count in counts), _MOST_REASONS)
    rest = f"{some.and_more('reason')}, in the table below" if some.more else ""
    reasons = "; ".join(filter(None, (*some.shown, rest)))
    nothing = tag("strong", "Nothing is averaged.")
    return tag(
        "section",
        paragraph(nothing, f" Every result meets a reason against it: {reasons}."),
        _left_out(page, alone, name, "Every result with its reasons"),
        class_="ev-estimate",
        data_ev_estimate="none",
    )


def _verdict(page: OpenPage, estimate: Estimate) -> Safe:
    unit = estimate_unit(page.evidence, estimate)
    people = body_people(estimate.body)
    basis = f"{_studies(len(estimate.inputs))}, {people}"
    if estimate.pooled and estimate.headline:
        return _average(estimate, estimate.pooled, basis, unit)
    if estimate.pooled:
        return _no_headline(estimate, estimate.pooled, basis, unit)
    if len(estimate.inputs) == 1:
        return paragraph(tag("strong", "Not averaged: one study"), f", {people}.")
    span = computed(estimate_range(estimate, unit))
    why = f": {_refusals(estimate)}."
    return paragraph(tag("strong", "Not averaged."), f" {basis}, from ", span, why)


def _average(estimate: Estimate, pooled: Pooled, basis: str, unit: str | None) -> Safe:
    average = computed(of_kind(estimate, pooled_words(pooled, unit)))
    spread = computed(spread_words(pooled))
    headline = paragraph(tag("strong", "Average: "), average, f" {basis}. ", spread)
    # Without a prediction interval there is nothing to tell it from.
    return headline if pooled.prediction_low is None else headline + paragraph(small(_MEANING))


def _no_headline(estimate: Estimate, pooled: Pooled, basis: str, unit: str | None) -> Safe:
    # Neither of two figures that tell different stories may stand in front; both are named. Only
    # shares have a crude total, and so only they come here.
    model = value_words("share", pooled.value)
    crude = value_words("share", pooled.crude or 0.0)
    both = f"the model gives {model}, the crude total {crude}"
    why = paragraph(
        tag("strong", "No headline figure."), f" {basis}: {both} ({_refusals(estimate)})."
    )
    average, spread = computed(pooled_words(pooled, unit)), computed(spread_words(pooled))
    return why + fold("The average all the same", paragraph(average, " ", spread))


def _doubted(page: OpenPage, estimate: Estimate) -> Safe | None:
    """Return which of the studies that an estimate rests on were doubted in public."""
    mark = doubts(page, (entry.candidate.study for entry in estimate.inputs))
    return paragraph(mark) if mark else None


def _inputs(page: OpenPage, estimate: Estimate, name: str) -> Safe | None:
    number = len(estimate.inputs)
    if number <= 1:
        return None
    return fold(f"What it rests on ({number})", inputs_table(page, estimate, name))


def _left_out(page: OpenPage, left_out: Sequence[LeftOut], name: str, caption: str) -> Safe:
    if not left_out:
        return paragraph(small("No result of this outcome was left out."))
    return fold(f"{caption} ({len(left_out)})", left_out_table(page, left_out, name, caption))


def _refusals(estimate: Estimate) -> str:
    return "; ".join(f"{refusal.reason.value} ({refusal.words})" for refusal in estimate.refusals)


def _sensitivity(page: OpenPage, estimate: Estimate) -> Safe | None:
    lines = [*estimate.sensitivity, *estimate.without]
    if not lines:
        return None
    unit = estimate_unit(page.evidence, estimate)
    return fold("How the average moves", listed(_moved(analysis, unit) for analysis in lines))


def _moved(analysis: Sensitivity, unit: str | None) -> Safe:
    average = _averaged(analysis.pooled, unit, "too little is left to average")
    return together((f"{sensitivity_words(analysis)}: ", average))


def _over_time(page: OpenPage, estimate: Estimate) -> Safe | None:
    """Return the average after each year in which one of its studies was published."""
    # Without an average of today, no year before has one.
    if estimate.pooled is None:
        return None
    unit = estimate_unit(page.evidence, estimate)
    lines = (_after(state, unit) for state in after_each_year(page.evidence, estimate))
    return fold("What was known after each year", listed(lines))


def _after(state: After, unit: str | None) -> Safe:
    average = _averaged(state.pooled, unit, "too few for an average")
    people = people_known(state.people, state.of_unknown_size)
    return together((f"{state.year}: {_studies(state.studies)}, {people}: ", average))


def _averaged(pooled: Pooled | None, unit: str | None, otherwise: str) -> Safe | str:
    return computed(pooled_words(pooled, unit)) if pooled else otherwise


def _how(estimate: Estimate, script: str | None) -> Safe | None:
    if estimate.pooled is None:
        return _how_of_one(estimate)
    method = estimate.pooled.method
    parts: list[Safe | str] = [f"{method[0].upper()}{method[1:]}."]
    if script:
        parts += [" ", link(script, "R script that reproduces it", download=True)]
    return fold("How this was computed", paragraph(*parts))


def _how_of_one(estimate: Estimate) -> Safe | None:
    """Return how the figure of the only study came about; several stand in a table that says it."""
    if len(estimate.inputs) != 1:
        return None
    how = estimate.inputs[0].figure.how
    return fold("How this was computed", paragraph(f"{how[0].upper()}{how[1:]}."))


def _studies(number: int) -> str:
    return count_words(number, "study", "studies")
