"""The script that shows the evidence as it stood at the end of any year.

Nothing is computed in the browser: every number and word of every year is written here.
"""

import json
from collections.abc import Iterator

from generator.exports.known_by_year import (
    NONE_YET,
    comparison_by,
    comparison_row_id,
    known_by,
    studies_by_year,
)
from generator.html.evidence_map_legend import largest_number
from generator.html.evidence_map_marks import DESIGN_WORDS, cell_id, radius, ring_of, sign_of
from generator.html.open_page import OpenPage
from generator.synthesis.compare import Comparison
from generator.synthesis.evidence_map import Cell, growth_of
from generator.wording.counts import people_words, studies_words


def states_script(page: OpenPage, citation: str) -> bytes:
    """Return the script that holds every year: its counts, and each cell and comparison."""
    years = studies_by_year(page)
    # Years without a study are written too: the slider stops at every one.
    span = range(min(years), max(years) + 1) if years else ()
    states = {
        "years": {str(year): known_by(page, year, citation)._asdict() for year in span},
        "cells": _cells(page),
        "comparisons": {
            comparison_row_id(*pair): list(_comparison(page, comparison, sorted(years)))
            for pair, comparison in page.site.comparisons.items()
        },
        "none": NONE_YET,
    }
    text = json.dumps(states, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return f"self.evidenceYears({text});\n".encode()


def _cells(page: OpenPage) -> dict[str, list[dict[str, object]]]:
    largest = largest_number(page.site.maps)
    cells: dict[str, list[dict[str, object]]] = {}
    for view in page.site.maps.values():
        for cell in view.cells:
            steps = growth_of(page.evidence, cell)
            cells[cell_id(cell)] = [_cell(year, known, largest) for year, known in steps]
    return cells


def _cell(year: int, cell: Cell, largest: int) -> dict[str, object]:
    sign, direction = sign_of(cell.signal)
    size = radius(cell.people, largest)
    design = DESIGN_WORDS[cell.strongest]
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
        "words": f"; direction: {direction}; strongest design: {design}",
    }


def _comparison(
    page: OpenPage, comparison: Comparison, years: list[int]
) -> Iterator[dict[str, object]]:
    for year in years:
        state = comparison_by(page, comparison, year)
        if state:
            yield {"year": year, "cells": state}
