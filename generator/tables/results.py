"""Results as a table: each number with its group, time, interval, p value, source and address."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.html.counts import shown
from generator.html.element import (
    Child,
    link,
    missing,
    paragraph,
    small,
    spaced,
    tag,
    together,
)
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.open_page import OpenPage
from generator.html.printed_values import (
    count_as_known,
    figure,
    interval,
    p_value,
    small_interval,
)
from generator.html.provenance import disclose
from generator.html.result_line import (
    against,
    control_badge,
    figure_link,
    not_told_of,
    remarks,
    time_of,
    worked_out,
)
from generator.html.row_list import permalink, row_list, row_name
from generator.html.trial_notes import trial_notes
from generator.model.result import Result
from generator.model.study import Study
from generator.model.vocabulary import UNLISTED
from generator.synthesis.arms_of_result import untold_beside
from generator.synthesis.groups import Entry
from generator.tables.table import Cell, Column, Row, Table, render_table
from generator.wording.limits_words import limits_name, unusual_limits
from generator.wording.result_names import outcome_name, unit_of, when_measured

_OF_A_STUDY = (
    Column("Outcome"),
    Column("Group"),
    Column("Time"),
    Column("Result"),
    Column("95 % interval, unless named"),
    Column("P"),
    Column("Source"),
)
_ACROSS_STUDIES = (
    Column("Study"),
    Column("Drug or group", facet=True),
    Column("People", number=True),
    Column("Outcome"),
    Column("Time"),
    Column("Result, interval"),
    Column("Source"),
)
_KEY = "In the order of the record; # is the permanent address of a number"
_BESIDE_KEY = ", ⇄ leads to the same outcome in other studies"


def study_results(
    page: OpenPage, study: Study, results: Sequence[Result], name: str, caption: str, shows: Child
) -> Safe:
    """Return results of one study; each row carries the result's permanent address."""
    names = [(result.id, _row_words(page, study, result)) for result in results]
    compared = any((study.id, result.id) in page.site.standing_in for result in results)
    table = render_table(
        Table(
            name=name,
            caption=caption,
            shows=shows,
            key=f"{_KEY}{_BESIDE_KEY if compared else ''}.",
            columns=_OF_A_STUDY,
            rows=[Row(tuple(_cells(page, study, result)), id=result.id) for result in results],
            how=page.how("computed"),
        )
    )
    return together((table, row_list(names)), Safe("\n\n"))


def results_across(
    page: OpenPage, entries: Iterable[Entry], name: str, caption: str, key: str
) -> Safe:
    """Return results of several studies; each number leads to its permanent address."""
    every = tuple(entries)
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=shown(page.evidence, (entry.study for entry in every)),
            key=key,
            columns=_ACROSS_STUDIES,
            rows=[Row(tuple(_across(page, *entry))) for entry in every],
            how=page.how("computed"),
            sortable=True,
        )
    )


def number_of_people(result: Result) -> Cell:
    """Return how many people a figure stands on."""
    if result.total is None:
        return Cell(missing(), sort="")
    return Cell(count_as_known(result.total), sort=str(result.total.value))


def _cells(page: OpenPage, study: Study, result: Result) -> Iterator[Child]:
    group, beside = _group_words(study, result), _beside_others(page, study, result)
    yield spaced(_outcome(page, result), remarks(page, study, result))
    yield paragraph(group)
    yield time_of(result)
    yield spaced(
        figure(result, unit_of(page.evidence, result)),
        _as_printed(page, result),
        permalink(result.id),
        beside,
        worked_out(page, study, result),
        trial_notes(page, study, result),
        not_told_of(page, untold_beside(page.evidence, study, result)),
    )
    yield spaced(interval(result), _kind(result))
    yield p_value(result.p)
    yield disclose(page, study, result.source, result.where)


def _kind(result: Result) -> Safe | None:
    """Return what limits are that are not what the head of their column says."""
    name = unusual_limits(result)
    return small(name) if name else None


def _as_printed(page: OpenPage, result: Result) -> Safe | None:
    """Return the figures of published cases as printed, which stand on the study's page alone."""
    if not result.collected:
        return None
    printed = figure(replace(result, collected=False), unit_of(page.evidence, result))
    return small("as printed: ", printed)


def _across(page: OpenPage, study: Study, result: Result) -> Iterator[Cell | Child]:
    yield spaced(page.study(study, result.id), control_badge(page, study, result))
    yield _drug_or_group(page, study, result)
    yield number_of_people(result)
    yield spaced(outcome_name(page.evidence, result), remarks(page, study, result))
    yield time_of(result)
    bounds = small_interval(interval(result), limits_name(result))
    beside = against(page, study, result)
    yield spaced(figure_link(page, study, result), bounds, p_value(result.p), beside)
    yield disclose(page, study, result.source, result.where, result.note)


def _drug_or_group(page: OpenPage, study: Study, result: Result) -> Cell:
    group = small(_group_words(study, result))
    arm = study.arm(result.arm) if result.arm else None
    # Without one certain drug there is nothing to filter the row by.
    if arm is None or not arm.drug:
        return Cell(group, sort=arm.drug if arm else "", facets=())
    label = page.evidence.drugs[arm.drug].label
    drug = page.drug(arm.drug, linked=False)
    return Cell(spaced(drug, group), sort=arm.drug, facets=(label,))


def _outcome(page: OpenPage, result: Result) -> Safe:
    measure = page.evidence.measures.get(result.measure)
    if measure is None or result.measure == UNLISTED:
        return spaced(explain(page, result.reported_as), _note(page, result))
    label = page.measure(result.measure)
    if measure.label == result.reported_as:
        return spaced(label, _note(page, result))
    # Explained only where it is shown, since a page explains a word once.
    reported_as = small("reported as: ", explain(page, result.reported_as))
    return spaced(label, reported_as, _note(page, result))


def _note(page: OpenPage, result: Result) -> Safe | None:
    if not result.note:
        return None
    return tag("small", explain(page, result.note), class_="ev-row-note")


def _group_words(study: Study, result: Result) -> str:
    group = study.arm(result.arm).label if result.arm else "group not stated"
    against = f" against {study.arm(result.against).label}" if result.against else ""
    return f"{group}{against}"


def _row_words(page: OpenPage, study: Study, result: Result) -> str:
    """Return the words a row is found by: what was measured, as the source names it, when, whom."""
    # The search knows a row by these words alone, since tables stay out of its index.
    label = outcome_name(page.evidence, result)
    if result.reported_as not in label:
        label += f" ({result.reported_as})"
    if when := when_measured(label, result.time):
        label += f", {when}"
    if result.arm and len(study.arms) > 1:
        label += f", {study.arm(result.arm).label}"
    return label


def _beside_others(page: OpenPage, study: Study, result: Result) -> Safe:
    """Return the ways from a number to the comparisons in which it stands beside other studies."""
    places = page.site.standing_in.get((study.id, result.id), ())
    row = row_name(study.id, result.id)
    return together(_beside(page, population, domain, row) for population, domain in places)


def _beside(page: OpenPage, population: str, domain: str, row: str) -> Safe:
    label = f"Beside other studies: {page.evidence.populations[population].label}"
    address = page.address(f"compare/{population}/{domain}.html#{row}")
    return link(address, "⇄", class_="ev-permalink ev-beside", title=label, aria_label=label)
