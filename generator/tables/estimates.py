"""What may be said of results together: the average with all it rests on, or the refusal with its reasons."""

from collections import Counter
from collections.abc import Sequence

from generator.html.counts import shown
from generator.html.element import computed, link, listed, paragraph, tag, together
from generator.html.escape import Safe
from generator.html.notices import doubts
from generator.html.open_page import OpenPage
from generator.model.result import ComparisonResult
from generator.statistics.rounding import format_number, format_percent
from generator.synthesis.bodies_of_evidence import LeftOut
from generator.synthesis.candidates import Candidate
from generator.synthesis.cumulative import after_each_year
from generator.synthesis.estimate import Estimate, Input, Sensitivity
from generator.synthesis.models import Pooled
from generator.synthesis.reasons import WHY
from generator.tables.figures import figure, small
from generator.tables.results import outcome_name, unit_of
from generator.tables.table import Column, Row, Table, render_table
from generator.wording.computed_values import figure_words, interval_words, value_words
from generator.wording.inline_figures import in_a_sentence


def pooled_words(pooled: Pooled, unit: str | None = None) -> str:
    """Return an average with its interval and its prediction interval."""
    scale = pooled.scale
    return (
        f"{value_words(scale, pooled.value, unit)} "
        f"(95 % interval {interval_words(scale, pooled.low, pooled.high, unit)}; "
        f"prediction interval {interval_words(scale, pooled.prediction_low, pooled.prediction_high, unit)})"
    )


def estimate_words(page: OpenPage, found: Estimate) -> str:
    """Return in one line what a body of evidence allows: for lists of what changed."""
    count = len(found.inputs)
    unit = _unit(page, found)
    if found.pooled:
        return f"{_many(count, 'study', 'studies')}, average {pooled_words(found.pooled, unit)}"
    if found.scale is None or found.low is None or found.high is None:
        return "nothing that could be put on a scale"
    if count == 1:
        return f"one study, {'ratio ' if found.scale == 'ratio' else ''}{value_words(found.scale, found.low, unit)}"
    return f"{_many(count, 'study', 'studies')}, from {_range(found, unit)}, not averaged"


def estimate_section(page: OpenPage, found: Estimate, name: str, script: str | None = None) -> Safe:
    """Return a body of evidence: what it is about, the average or the refusal, its inputs and who was left out."""
    parts = [
        tag("h3", estimate_title(page, found), id=f"_{name}"),
        _verdict(page, found),
        _doubted(page, found),
        _inputs(page, found, name),
        _left_out(page, found.body.left_out, name, "Results left out, each with its reasons"),
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
        _left_out(page, alone, name, "Every result with its reasons"),
        class_="ev-estimate",
        data_ev_estimate="none",
    )


def estimate_title(page: OpenPage, found: Estimate) -> str:
    """Return what an estimate is about: drugs, outcome, time, and what they were compared with."""
    anchor = found.body.anchor
    names = dict.fromkeys(one.candidate.drug for one in found.inputs)
    drugs = " and ".join(
        page.evidence.drugs[name].label for name in names if name and name in page.evidence.drugs
    )
    around = "about " if len(found.inputs) > 1 else ""
    when = f", {around}{anchor.result.time}" if anchor.result.time else ""
    beside = (
        page.evidence.drugs.get(anchor.comparator or "")
        if anchor.contrast == "comparative"
        else None
    )
    against = f", against {in_a_sentence(beside.label)}" if beside else ""
    return f"{drugs}: {outcome_name(page, anchor.result)}{when}{against}"


def _verdict(page: OpenPage, found: Estimate) -> Safe:
    unit, people = _unit(page, found), found.body.people
    basis = f"{_many(len(found.inputs), 'study', 'studies')}, {_many(people, 'person', 'people')}"
    if found.pooled and found.headline:
        return together((
            paragraph(tag("strong", "Average: "), computed(pooled_words(found.pooled, unit)), f" {basis}. ",
                      _spread(found.pooled)),
            _meaning(),
        ))  # fmt: skip
    if found.pooled:
        crude = found.pooled.crude or 0.0
        return together((
            paragraph(tag("strong", "No headline figure."), f" {basis}: the model gives "
                      f"{value_words('share', found.pooled.value)}, the crude total {value_words('share', crude)} "
                      f"({_refusals(found)})."),
            tag("details", tag("summary", "The average all the same"),
                paragraph(computed(pooled_words(found.pooled, unit)), " ", _spread(found.pooled)), class_="ev-fold"),
        ))  # fmt: skip
    if len(found.inputs) == 1:
        return paragraph(
            tag("strong", "Not averaged: one study"), f", {_many(people, 'person', 'people')}."
        )
    return paragraph(
        tag("strong", "Not averaged."),
        f" {basis}, from ",
        computed(_range(found, unit)),
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


def _spread(pooled: Pooled) -> Safe:
    """Return how far the studies differ: tau before I squared, then the crude total."""
    scale = {"share": " on the scale of log odds", "ratio": " on the scale of log ratios"}.get(
        pooled.scale, ""
    )
    parts = [f"Between studies (tau) {format_number(pooled.tau, 2)}{scale}"]
    if pooled.tau_low is not None and pooled.tau_high is not None:
        parts[0] += f", {format_number(pooled.tau_low, 2)} to {format_number(pooled.tau_high, 2)}"
    if pooled.i2 is not None:
        parts.append(f"I² {format_number(pooled.i2, 0)} %")
    if pooled.crude_counts and pooled.crude is not None:
        events, total = pooled.crude_counts
        parts.append(f"crude total {events} of {total} ({format_percent(pooled.crude, total)})")
    return computed("; ".join(parts) + ".")


def _refusals(found: Estimate) -> str:
    return "; ".join(f"{refusal.reason.value} ({refusal.words})" for refusal in found.refusals)


def _inputs(page: OpenPage, found: Estimate, name: str) -> Safe | None:
    if len(found.inputs) < 2:  # noqa: PLR2004 - one study stands in the table above
        return None
    columns = (
        Column("Study"),
        Column("As printed"),
        Column("On the common scale"),
        Column("Origin"),
    )
    rows = [Row(_input(page, one)) for one in found.inputs]
    table = Table(
        name=f"{name}-inputs",
        caption="What it rests on",
        shows=shown(page.evidence, (one.candidate.study for one in found.inputs)),
        key="Largest first.",
        columns=columns,
        rows=rows,
        how=link(f"#_{name}", "How this was computed"),
    )
    return tag(
        "details",
        tag("summary", f"What it rests on ({len(rows)})"),
        render_table(table),
        class_="ev-fold",
    )


def _input(page: OpenPage, one: Input) -> tuple[Safe | str, ...]:
    unit = unit_of(page, one.candidate.result)
    return (
        page.study(one.candidate.study, one.candidate.result.id),
        _number(page, one.candidate),
        computed(figure_words(one.figure, unit))
        if one.figure.origin == "computed"
        else figure_words(one.figure, unit),
        one.figure.how,
    )


def _left_out(page: OpenPage, left_out: Sequence[LeftOut], name: str, caption: str) -> Safe:
    if not left_out:
        return paragraph(tag("small", "No result of this outcome was left out."))
    rows = [
        Row(
            (
                page.study(item.candidate.study, item.candidate.result.id),
                together(
                    (
                        outcome_name(page, item.candidate.result),
                        small(str(item.candidate.result.time or "")),
                    ),
                    " ",
                ),
                listed(
                    together((tag("strong", r.reason.value), small(r.words)), ": ")
                    for r in item.refusals
                ),
            )
        )
        for item in left_out
    ]
    columns = (Column("Study"), Column("Outcome"), Column("Why not"))
    table = Table(
        name=f"{name}-left-out",
        caption=caption,
        shows=shown(page.evidence, (item.candidate.study for item in left_out)),
        key="In the order of the table of every study.",
        columns=columns,
        rows=rows,
        how=page.how("together"),
    )
    return tag(
        "details", tag("summary", f"{caption} ({len(rows)})"), render_table(table), class_="ev-fold"
    )


def _sensitivity(page: OpenPage, found: Estimate) -> Safe | None:
    lines = [*found.sensitivity, *found.without]
    if not lines:
        return None
    unit = _unit(page, found)
    return tag("details", tag("summary", "How the average moves"), listed(_moved(one, unit) for one in lines),
               class_="ev-fold")  # fmt: skip


def _moved(one: Sensitivity, unit: str | None) -> Safe:
    words = (
        computed(pooled_words(one.pooled, unit))
        if one.pooled
        else Safe("too little is left to average")
    )
    return together((f"{one.words}: ", words))


def _over_time(page: OpenPage, found: Estimate) -> Safe | None:
    """Return the average after each year in which one of its studies was published."""
    if found.pooled is None:
        return None
    unit = _unit(page, found)
    lines = [
        together((f"{row.year}: {_many(row.studies, 'study', 'studies')}, {_many(row.people, 'person', 'people')}: ",
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


def _number(page: OpenPage, one: Candidate) -> Safe:
    own = link(
        page.study_address(one.study, one.result.id),
        figure(one.result, unit_of(page, one.result)),
    )
    if one.control is None:
        return own
    beside = link(
        page.study_address(one.study, one.control.id),
        figure(one.control, unit_of(page, one.control)),
    )
    return together((own, beside), " against ")


def _range(found: Estimate, unit: str | None) -> str:
    assert found.scale is not None and found.low is not None and found.high is not None  # noqa: S101, PT018 - has inputs
    low, high = (value_words(found.scale, value, unit) for value in (found.low, found.high))
    return low if low == high else f"{low} to {high}"


def _unit(page: OpenPage, found: Estimate) -> str | None:
    result = found.body.anchor.result
    return None if isinstance(result, ComparisonResult) else unit_of(page, result)


def _many(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def reasons_list() -> Safe:
    """Return every reason of the gate with why it stands there, for the methods page."""
    return tag(
        "dl",
        *(tag("div", tag("dt", reason.value), tag("dd", words)) for reason, words in WHY.items()),
        class_="ev-facts",
    )
