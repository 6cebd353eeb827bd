"""The evidence as it stood at the end of each year: what a page shows for the last year, and a script for the others.

Nothing is computed in the browser: every number and word of every year is written here. A study
counts from the year of its main report on, with all that was read of it since; certainty, judged
today, belongs to no earlier year.
"""

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.html.counts import shown_rows
from generator.html.element import link, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.result import ComparisonResult
from generator.model.study import Study
from generator.pages.evidence_map import TITLES
from generator.pages.reference_entry import cited
from generator.synthesis.compare import Comparison
from generator.synthesis.cumulative import after_each_year
from generator.synthesis.evidence_map import Cell, Map, growth_of
from generator.synthesis.groups import standing, treatment_studies
from generator.synthesis.over_time import published
from generator.synthesis.participants import People, count_people
from generator.synthesis.study_design import has_control, is_randomised
from generator.tables.estimates import estimate_title, pooled_words
from generator.tables.evidence_map import (
    DESIGN_WORDS,
    cell_id,
    map_table,
    people_words,
    radius,
    ring_of,
    sign_of,
    studies_words,
)
from generator.tables.evidence_map_legend import largest_number, legend
from generator.tables.results import unit_of
from generator.tables.studies import heading
from generator.tables.table import Column, Row, Table, render_table

_NONE_YET = "none yet"
FACTS = ("studies", "people", "controlled", "randomised")


class Then(NamedTuple):
    """What a page shows of the evidence as it stood at the end of the last year, and the years to choose from."""

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
    """Return the evidence as it stood at the end of the last year; None where the year of no study is known."""
    years = _years(page)
    if not years:
        return None
    first, last = min(years), max(years)
    state = _state(page, last, citation)
    maps = page.site.maps
    shows = tag("span", state["words"], data_ev_then="words")
    dated = [study for known in years.values() for study in known]
    return Then(
        first,
        last,
        state["words"],
        {name: state[name] for name in FACTS},
        state["citation"],
        [(view, TITLES[view], map_table(page, _dated(page, found), largest_number(maps), None, shows))
         for view, found in maps.items()],
        legend(maps, today=False),
        _comparisons_table(page, last),
        [(year, _reference(page, study)) for year, known in sorted(years.items()) for study in known],
        [page.study(study) for study in _studies(page) if study not in dated],
    )  # fmt: skip


def states_script(page: OpenPage, citation: str) -> bytes:
    """Return the script that holds every year: counts and words, and each cell and comparison from year to year."""
    years = _years(page)
    span = range(min(years), max(years) + 1) if years else ()
    largest = largest_number(page.site.maps)
    cells = [cell for found in page.site.maps.values() for cell in found.cells]
    held = {
        "years": {str(year): _state(page, year, citation) for year in span},
        "cells": {cell_id(cell): [_step(year, known, largest) for year, known in growth_of(page.evidence, cell)]
                  for cell in cells},
        "comparisons": {_row_id(*pair): [{"year": year, "cells": _row(page, comparison, year)}
                                         for year in sorted(years) if _known(page, comparison, year)]
                        for pair, comparison in page.site.comparisons.items()},
        "none": _NONE_YET,
    }  # fmt: skip
    return f"self.evidenceYears({json.dumps(held, ensure_ascii=True, separators=(',', ':'), sort_keys=True)});\n".encode()


def _studies(page: OpenPage) -> tuple[Study, ...]:
    return standing(page.evidence, treatment_studies(page.evidence))


def _years(page: OpenPage) -> dict[int, list[Study]]:
    """Return the treatment studies by the year of their main report; those without a year are left out."""
    found: dict[int, list[Study]] = {}
    for study in _studies(page):
        year = published(page.evidence, study)
        if year is not None:
            found.setdefault(year, []).append(study)
    return found


def _until(page: OpenPage, studies: Iterable[Study], year: int) -> tuple[Study, ...]:
    found = ((study, published(page.evidence, study)) for study in studies)
    return tuple(study for study, when in found if when is not None and when <= year)


def _state(page: OpenPage, year: int, citation: str) -> dict[str, str]:
    """Return the counts of the end of a year, in words for those who hear the slider, and how to cite that state."""
    evidence = page.evidence
    known = _until(page, _studies(page), year)
    added = [study for study in known if published(evidence, study) == year]
    people = count_people(evidence, known)
    size = people_words(people)
    summed = f"{studies_words(people)}, {size}"
    labels = ", ".join(study.label for study in added) or "nothing"
    return {
        "words": f"{year}: {summed}",
        "studies": f"{len(known):,}",
        "people": size.removesuffix(" people").removesuffix(" person"),
        "controlled": str(sum(has_control(evidence, study) for study in known)),
        "randomised": str(sum(is_randomised(evidence, study) for study in known)),
        "added": f"Added in {year}: {labels}.",
        "citation": f"Known at the end of {year}: {summed}, as listed here. {citation} time.html#?year={year}",
    }


def _step(year: int, cell: Cell, largest: int) -> dict[str, str | int | float | bool]:
    sign, said = sign_of(cell.signal)
    size = radius(cell.people, largest)
    return {
        "year": year,
        "r": size,
        "ring": ring_of(size, cell.strongest),
        "strength": cell.strongest,
        "known": cell.people.unknown < cell.people.studies,
        "people": people_words(cell.people),
        "studies": studies_words(cell.people),
        "sign": sign,
        "says": cell.signal.direction.value,
        "words": f"; direction: {said}; strongest design: {DESIGN_WORDS[cell.strongest]}",
    }


def _dated(page: OpenPage, found: Map) -> Map:
    """Return a map with the studies of known year alone."""
    last = (growth_of(page.evidence, cell)[-1:] for cell in found.cells)
    cells = tuple(steps[0][1] for steps in last if steps)
    return Map(view=found.view, rows=found.rows, drugs=found.drugs, cells=cells)


def _comparisons_table(page: OpenPage, year: int) -> Safe:
    """Return every comparison as it stood at the end of a year."""
    columns = (
        Column("Comparison"),
        Column("Studies"),
        Column("People who took a drug"),
        Column("Average"),
    )
    rows = [
        Row((link(page.address(f"compare/{population}/{domain}.html"), _name(page, population, domain)),
             *(_row(page, comparison, year) if _known(page, comparison, year) else (_NONE_YET, "", ""))),
            id=_row_id(population, domain))
        for (population, domain), comparison in page.site.comparisons.items()
    ]  # fmt: skip
    return render_table(
        Table(
            name="then",
            caption="Comparisons as they stood at the end of the year of knowledge",
            shows=shown_rows(len(rows), "comparison"),
            key="Populations and outcomes in their order. An average stands only where the gate allows one.",
            columns=columns,
            rows=rows,
            how=page.how("computed"),
        )
    )


def _name(page: OpenPage, population: str, domain: str) -> str:
    return f"{heading(domain)}: {page.evidence.populations[population].label}"


def _row_id(population: str, domain: str) -> str:
    return f"_then-{population}--{domain}"


def _known(page: OpenPage, comparison: Comparison, year: int) -> tuple[Study, ...]:
    return _until(page, standing(page.evidence, comparison.studies), year)


def _row(page: OpenPage, comparison: Comparison, year: int) -> tuple[str, str, str]:
    """Return how many studies and people a comparison had at the end of a year, and what was averaged."""
    people = count_people(page.evidence, _known(page, comparison, year))
    return (
        studies_words(people).partition(",")[0],
        _size(people),
        _averages(page, comparison, year),
    )


def _size(people: People) -> str:
    words = people_words(people)
    some = 0 < people.unknown < people.studies
    return (
        f"{words} and {people.unknown} {'study' if people.unknown == 1 else 'studies'} of unknown size"
        if some
        else words
    )


def _averages(page: OpenPage, comparison: Comparison, year: int) -> str:
    """Return the averages that stood at the end of a year, or that there was none."""
    lines = []
    for found in comparison.estimates:
        rows = [
            row for row in after_each_year(page.evidence, found) if row.year <= year and row.pooled
        ]
        if rows and rows[-1].pooled:
            result = found.body.anchor.result
            unit = None if isinstance(result, ComparisonResult) else unit_of(page, result)
            words = f"{rows[-1].studies} studies, {rows[-1].people:,} people: {pooled_words(rows[-1].pooled, unit)}"
            lines.append(f"{estimate_title(page, found)}: {words}")
    return "; ".join(lines) or "not averaged"


def _reference(page: OpenPage, study: Study) -> Safe:
    citation = page.evidence.citations.get(study.reports[0]) if study.reports else None
    return together((page.study(study), ": ", cited(page, citation) if citation else None))
