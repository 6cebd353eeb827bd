"""The page's view of the evidence as it stood at the end of the last year, to choose from."""

from collections.abc import Mapping
from typing import NamedTuple

from generator.exports.known_by_year import (
    NONE_YET,
    comparison_by,
    comparison_row_id,
    counted_studies,
    known_by,
    studies_by_year,
)
from generator.html.counts import computed_count
from generator.html.element import link, tag, together
from generator.html.escape import Safe
from generator.html.evidence_map_legend import largest_number, legend
from generator.html.open_page import OpenPage
from generator.model.study import Study
from generator.pages.evidence_map import TITLES
from generator.pages.reference_entry import cited
from generator.synthesis.evidence_map import Map, growth_of
from generator.tables.evidence_map import map_table
from generator.tables.table import Column, Row, Table, render_table
from generator.wording.result_names import heading

FACTS = (
    "studies",
    "studies_noun",
    "people",
    "people_noun",
    "controlled",
    "controlled_noun",
    "randomised",
)


class Then(NamedTuple):
    """The evidence as it stood at the end of the last year, and the years to choose from."""

    first: int
    last: int
    words: str
    facts: Mapping[str, str]
    citation: str
    maps: list[tuple[str, str, Safe]]
    legend: Safe
    comparisons: Safe
    studies: list[tuple[int, Safe]]
    undated: list[Safe]


def then(page: OpenPage, citation: str) -> Then | None:
    """Return the evidence at the end of the last year; None where the year of no study is known."""
    years = studies_by_year(page)
    if not years:
        return None
    last = max(years)
    state = known_by(page, last, citation)
    dated: list[tuple[int, Study]] = []
    for year, studies in sorted(years.items()):
        dated += ((year, study) for study in studies)
    dated_ids = {study.id for _, study in dated}
    return Then(
        min(years),
        last,
        state.words,
        {name: getattr(state, name) for name in FACTS},
        state.citation,
        _maps(page, state.words),
        legend(page.site.maps, today=False),
        _comparisons_table(page, last),
        [(year, _reference(page, study)) for year, study in dated],
        [page.study(study) for study in counted_studies(page) if study.id not in dated_ids],
    )


def _maps(page: OpenPage, counted: str) -> list[tuple[str, str, Safe]]:
    shows = tag("span", counted, data_ev_then="words")
    # By the largest number of today, so that circles of different years compare.
    largest = largest_number(page.site.maps)
    return [
        (view, TITLES[view], map_table(page, _dated(page, of_all), largest, None, shows))
        for view, of_all in page.site.maps.items()
    ]


def _dated(page: OpenPage, of_all: Map) -> Map:
    """Return a map with the studies of known year alone."""
    last = (growth_of(page.evidence, cell)[-1:] for cell in of_all.cells)
    cells = tuple(steps[0][1] for steps in last if steps)
    return Map(view=of_all.view, rows=of_all.rows, drugs=of_all.drugs, cells=cells)


def _comparisons_table(page: OpenPage, year: int) -> Safe:
    """Return every comparison as it stood at the end of a year."""
    columns = (
        Column("Comparison"),
        Column("Studies"),
        Column("People given a drug"),
        Column("Average"),
    )
    rows: list[Row] = []
    for (population, domain), comparison in page.site.comparisons.items():
        address = page.address(f"compare/{population}/{domain}.html")
        name = f"{heading(domain)}: {page.evidence.populations[population].label}"
        # A comparison still without a study keeps its row: the script fills rows and adds none.
        state = comparison_by(page, comparison, year) or (NONE_YET, "", "")
        rows.append(Row((link(address, name), *state), id=comparison_row_id(population, domain)))
    return render_table(
        Table(
            name="then",
            caption="Comparisons as they stood at the end of the year of knowledge",
            shows=computed_count(len(rows), "comparison"),
            key="Populations and outcomes in their order. An average stands only where the gate "
            "allows one.",
            columns=columns,
            rows=rows,
            how=page.how("computed"),
        )
    )


def _reference(page: OpenPage, study: Study) -> Safe:
    citation = page.evidence.citations.get(study.reports[0]) if study.reports else None
    return together((page.study(study), ": ", cited(page, citation) if citation else None))
