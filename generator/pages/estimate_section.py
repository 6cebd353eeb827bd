"""What may be said of results together: the average with all it rests on, or the refusal with its reasons."""

from collections import Counter
from collections.abc import Sequence

from generator.html.element import computed, link, listed, paragraph, tag, together
from generator.html.escape import Safe
from generator.html.notices import doubts
from generator.html.open_page import OpenPage
from generator.synthesis.bodies_of_evidence import LeftOut
from generator.synthesis.cumulative import after_each_year
from generator.synthesis.estimate import Estimate, Sensitivity
from generator.tables.estimates import inputs_table, left_out_table
from generator.wording.computed_values import value_words
from generator.wording.counts import count_words
from generator.wording.estimate_words import (
    estimate_range,
    estimate_title,
    estimate_unit,
    pooled_words,
    sensitivity_words,
    spread_words,
)


def estimate_section(page: OpenPage, found: Estimate, name: str, script: str | None = None) -> Safe:
    """Return a body of evidence: what it is about, the average or the refusal, its inputs and who was left out."""
    parts = [
        tag("h3", estimate_title(page.evidence, found), id=f"_{name}"),
        _verdict(page, found),
        _doubted(page, found),
        inputs_table(page, found, name),
        left_out_table(page, found.body.left_out, name, "Results left out, each with its reasons"),
        _sensitivity(page, found),
        _over_time(page, found),
        _how(found, script),
    ]
    return tag(
        "section",
        *parts,
        class_="ev-estimate",
        data_ev_estimate=found.extent,
        aria_labelledby=f"_{name}",
    )


def refusal_section(page: OpenPage, alone: Sequence[LeftOut], name: str) -> Safe:
    """Return why not even one result may enter a synthesis."""
    counts = Counter(refusal.reason for item in alone for refusal in item.refusals)
    words = "; ".join(f"{reason.value} ({count})" for reason, count in counts.most_common(4))
    return tag(
        "section",
        paragraph(
            tag("strong", "Nothing is averaged."),
            f" Every result meets a reason against it: {words}.",
        ),
        left_out_table(page, alone, name, "Every result with its reasons"),
        class_="ev-estimate",
        data_ev_estimate="none",
    )


def _verdict(page: OpenPage, found: Estimate) -> Safe:
    unit, people = estimate_unit(page.evidence, found), found.body.people
    basis = f"{count_words(len(found.inputs), 'study', 'studies')}, {count_words(people, 'person', 'people')}"
    if found.pooled and found.headline:
        return together((
            paragraph(tag("strong", "Average: "), computed(pooled_words(found.pooled, unit)), f" {basis}. ",
                      computed(spread_words(found.pooled))),
            _meaning(),
        ))  # fmt: skip
    if found.pooled:
        crude = found.pooled.crude or 0.0
        return together((
            paragraph(tag("strong", "No headline figure."), f" {basis}: the model gives "
                      f"{value_words('share', found.pooled.value)}, the crude total {value_words('share', crude)} "
                      f"({_refusals(found)})."),
            tag("details", tag("summary", "The average all the same"),
                paragraph(computed(pooled_words(found.pooled, unit)), " ", computed(spread_words(found.pooled))), class_="ev-fold"),
        ))  # fmt: skip
    if len(found.inputs) == 1:
        return paragraph(
            tag("strong", "Not averaged: one study"),
            f", {count_words(people, 'person', 'people')}.",
        )
    return paragraph(
        tag("strong", "Not averaged."),
        f" {basis}, from ",
        computed(estimate_range(found, unit)),
        f": {_refusals(found)}.",
    )


def _doubted(page: OpenPage, found: Estimate) -> Safe | None:
    """Return which of the studies that an estimate rests on somebody doubts in public."""
    mark = doubts(page, (one.candidate.study for one in found.inputs))
    return paragraph(mark) if mark else None


def _meaning() -> Safe:
    return paragraph(
        tag("small", "The interval is about the average study; the prediction interval is about a new one, and is what "
            "a reader with other patients should look at."),
    )  # fmt: skip


def _refusals(found: Estimate) -> str:
    return "; ".join(f"{refusal.reason.value} ({refusal.words})" for refusal in found.refusals)


def _sensitivity(page: OpenPage, found: Estimate) -> Safe | None:
    lines = [*found.sensitivity, *found.without]
    if not lines:
        return None
    unit = estimate_unit(page.evidence, found)
    return tag("details", tag("summary", "How the average moves"), listed(_moved(one, unit) for one in lines),
               class_="ev-fold")  # fmt: skip


def _moved(one: Sensitivity, unit: str | None) -> Safe:
    words = (
        computed(pooled_words(one.pooled, unit))
        if one.pooled
        else Safe("too little is left to average")
    )
    return together((f"{sensitivity_words(one)}: ", words))


def _over_time(page: OpenPage, found: Estimate) -> Safe | None:
    """Return the average after each year in which one of its studies was published."""
    if found.pooled is None:
        return None
    unit = estimate_unit(page.evidence, found)
    lines = [
        together((f"{row.year}: {count_words(row.studies, 'study', 'studies')}, {count_words(row.people, 'person', 'people')}: ",
                  computed(pooled_words(row.pooled, unit)) if row.pooled else "too few for an average"))
        for row in after_each_year(page.evidence, found)
    ]  # fmt: skip
    return tag(
        "details", tag("summary", "What was known after each year"), listed(lines), class_="ev-fold"
    )


def _how(found: Estimate, script: str | None) -> Safe | None:
    if found.pooled is None:
        return None
    again = (
        together((" ", link(script, "R script that reproduces it", download=True)))
        if script
        else None
    )
    words = f"{found.pooled.method[0].upper()}{found.pooled.method[1:]}."
    return tag(
        "details",
        tag("summary", "How this was computed"),
        paragraph(words, again),
        class_="ev-fold",
    )
