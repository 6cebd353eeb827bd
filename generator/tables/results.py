"""Results as a table: each number with its group, time, interval, p value and source, at its permanent address."""

from collections.abc import Iterable, Iterator, Sequence

from generator.html.counts import shown
from generator.html.element import badge, link, paragraph, reported, tag, together
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.open_page import OpenPage
from generator.html.printed_values import figure, interval, p_value, small
from generator.html.provenance import disclose
from generator.html.result_line import remarks, time_of, worked_out
from generator.html.row_list import row_list, row_name
from generator.model.result import Result
from generator.model.study import Study
from generator.model.vocabulary import UNLISTED
from generator.synthesis.candidates import candidate
from generator.synthesis.groups import Entry
from generator.synthesis.study_design import has_control
from generator.tables.table import Cell, Column, Row, Table, render_table
from generator.wording.result_names import control_words, outcome_name, unit_of

_OF_A_STUDY = (
    Column("Outcome"),
    Column("Group"),
    Column("Time"),
    Column("Result"),
    Column("95 % interval"),
    Column("P"),
    Column("Source"),
)
_ACROSS_STUDIES = (
    Column("Study"),
    Column("Drug or group", facet=True),
    Column("People", number=True),
    Column("Outcome"),
    Column("Time"),
    Column("Result, 95 % interval"),
    Column("Source"),
)

_BESIDE_KEY = ", ⇄ leads to the same outcome in other studies"


def study_results(
    page: OpenPage, study: Study, results: Sequence[Result], name: str, caption: str
) -> Safe:
    """Return results of one study; each row carries the result's permanent address."""
    rows = [
        Row(
            (
                together((_outcome(page, result), remarks(page, study, result)), " "),
                _group(study, result),
                time_of(result),
                together(
                    (
                        figure(result, unit_of(page.evidence, result)),
                        _permalink(result.id),
                        _beside_others(page, study, result),
                        worked_out(page, candidate(page.evidence, study, result)),
                    ),
                    " ",
                ),
                interval(result),
                p_value(result.p),
                disclose(study, result.source, result.where),
            ),
            id=result.id,
        )
        for result in results
    ]
    beside = any((study.id, result.id) in page.site.standing_in for result in results)
    key = f"# is the permanent address of a number{_BESIDE_KEY if beside else ''}."
    table = render_table(
        Table(
            name=name,
            caption=caption,
            shows=shown(page.evidence, [study]),
            key=f"In the order of the record; {key}",
            columns=_OF_A_STUDY,
            rows=rows,
            how=page.how("computed"),
        )
    )
    names = row_list((result.id, _row_words(page, study, result)) for result in results)
    return together((table, names), Safe("\n\n"))


def results_across(
    page: OpenPage, entries: Iterable[Entry], name: str, caption: str, key: str
) -> Safe:
    """Return results of several studies; each number leads to its permanent address."""
    every = tuple(entries)
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=shown(page.evidence, (study for study, _ in every)),
            key=key,
            columns=_ACROSS_STUDIES,
            rows=[Row(tuple(_across(page, *entry))) for entry in every],
            how=page.how("computed"),
            sortable=True,
        )
    )


def _across(page: OpenPage, study: Study, result: Result) -> Iterator[Cell | Safe | None]:
    arm = study.arm(result.arm) if result.arm else None
    drug = page.drug(arm.drug, linked=False) if arm and arm.drug else None
    yield together(
        (
            page.study(study, result.id),
            badge(control_words(page.evidence, study), "caution")
            if not has_control(page.evidence, study)
            else None,
        ),
        " ",
    )
    yield Cell(
        together((drug, small(_group_words(study, result))), " "),
        sort=arm.drug if arm else "",
        facets=(page.evidence.drugs[arm.drug].label,) if arm and arm.drug else (),
    )
    yield number_of_people(result)
    yield together((outcome_name(page.evidence, result), remarks(page, study, result)), " ")
    yield time_of(result)
    range_ = interval(result)
    yield together(
        (
            link(
                page.study_address(study, result.id), figure(result, unit_of(page.evidence, result))
            ),
            tag("small", "95 % interval ", range_) if range_ else None,
            p_value(result.p),
        ),
        " ",
    )
    yield disclose(study, result.source, result.where, result.note)


def number_of_people(result: Result) -> Cell:
    """Return how many people a figure stands on."""
    if result.total is None:
        return Cell(tag("span", "not reported", class_="ev-missing"), sort="")
    return Cell(reported(str(result.total)), sort=str(result.total.value))


def _outcome(page: OpenPage, result: Result) -> Safe:
    listed = result.measure in page.evidence.measures and result.measure != UNLISTED
    label = page.measure(result.measure) if listed else None
    words = explain(page, result.reported_as)
    if label and page.evidence.measures[result.measure].label != result.reported_as:
        return together((label, tag("small", "reported as: ", words), _note(page, result)), " ")
    return together((label or words, _note(page, result)), " ")


def _note(page: OpenPage, result: Result) -> Safe | None:
    return tag("small", explain(page, result.note), class_="ev-row-note") if result.note else None


def _group(study: Study, result: Result) -> Safe:
    return paragraph(_group_words(study, result))


def _group_words(study: Study, result: Result) -> str:
    words = study.arm(result.arm).label if result.arm else "not stated"
    against = f" against {study.arm(result.against).label}" if result.against else ""
    return f"{words}{against}"


def _row_words(page: OpenPage, study: Study, result: Result) -> str:
    """Return the words a row is found by: what was measured, as readers and as the source call it, when, in whom."""
    name = outcome_name(page.evidence, result)
    printed = f" ({result.reported_as})" if result.reported_as not in name else ""
    when = f", {result.time}" if result.time else ""
    group = f", {study.arm(result.arm).label}" if result.arm and len(study.arms) > 1 else ""
    return f"{name}{printed}{when}{group}"


def _beside_others(page: OpenPage, study: Study, result: Result) -> Safe | None:
    """Return the ways from a number to the comparisons in which it stands beside those of other studies."""
    places = page.site.standing_in.get((study.id, result.id), ())
    return together(
        link(
            page.address(f"compare/{population}/{domain}.html#{row_name(study.id, result.id)}"),
            "⇄",
            class_="ev-permalink ev-beside",
            title=words,
            aria_label=words,
        )
        for population, domain in places
        for words in (f"Beside other studies: {page.evidence.populations[population].label}",)
    )


def _permalink(name: str) -> Safe:
    return link(
        f"#{name}", "#", class_="ev-permalink", aria_label="Permanent address of this number"
    )
