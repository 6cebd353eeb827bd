"""The map of the evidence: each drug by outcome and by population, what was found, and the gaps."""

from generator.html.element import listed, paragraph, tag, together
from generator.html.escape import Safe
from generator.html.evidence_map_legend import largest_number, legend
from generator.html.evidence_map_marks import cell_id, row_label
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.rendered import MenuEntry
from generator.html.retractions import left_out
from generator.pages.background_section import context_note
from generator.pages.page import make_page
from generator.pages.page_kind import PageKind, alone
from generator.synthesis.background import background_of
from generator.synthesis.evidence_map import Map, View, not_placed
from generator.synthesis.groups import standing, treatment_results, treatment_studies
from generator.tables.evidence_map import map_table
from generator.tables.evidence_map_numbers import numbers_table
from generator.wording.result_names import heading

TITLES: dict[View, str] = {"outcome": "Drug by outcome", "population": "Drug by population"}


def map_page(page: OpenPage) -> Page:
    """Return the page of the map."""
    evidence, maps = page.evidence, page.site.maps
    # One scale for both views: circles of one size mean the same number of people.
    largest = largest_number(maps)
    return make_page(
        page,
        "map.md",
        title="Evidence map",
        description=f"Where there is evidence and where there is none: {evidence.topic.title}",
        studies=standing(evidence, treatment_studies(evidence)),
        retracted=left_out(page, treatment_studies(evidence)),
        drafts=len(evidence.drafts),
        context=context_note(page, background_of(evidence, treatment_results(evidence))),
        legend=legend(maps),
        views=[_view(page, evidence_map, largest) for evidence_map in maps.values()],
    )


def _view(page: OpenPage, evidence_map: Map, largest: int) -> tuple[object, ...]:
    """Return a view of the map: name, title, map, gaps, numbers, and studies without a place."""
    view = evidence_map.view
    cells = map_table(page, evidence_map, largest, lambda cell: f"#{cell_id(cell)}")
    not_placed = _not_placed(page) if view == "outcome" else None
    numbers = numbers_table(page, evidence_map)
    return view, TITLES[view], cells, _gaps(page, evidence_map), numbers, not_placed


def population_map(page: OpenPage) -> Safe | None:
    """Return the map of drugs by populations for another page; None without any study.

    Each cell leads to its studies on the page of the map.
    """
    maps = page.site.maps
    by_population = maps["population"]
    if not by_population.cells:
        return None
    address, largest = page.address("map.html"), largest_number(maps)
    return map_table(page, by_population, largest, lambda cell: f"{address}#{cell_id(cell)}")


def _not_placed(page: OpenPage) -> Safe | None:
    """Return the studies with an outcome in people who took it is not certain which drug."""
    lines = not_placed(page.evidence, page.site.maps["outcome"])
    if not lines:
        return None
    names = together(
        (together((page.study(study), f" ({heading(name).lower()})")) for name, study in lines),
        ", ",
    )
    return paragraph(
        "Not placed, because no group of the study is certain to have taken one of these drugs "
        "alone: ",
        names,
        ".",
    )


def _gaps(page: OpenPage, evidence_map: Map) -> Safe | None:
    """Return the gaps of the map in words, row by row."""
    rows = [row for row in evidence_map.rows if evidence_map.gaps(row)]
    if not rows:
        return None
    return listed((_gap(page, evidence_map, row) for row in rows), class_="ev-map-gaps")


def _gap(page: OpenPage, evidence_map: Map, row: str) -> Safe:
    drugs = evidence_map.gaps(row)
    without = f"no study of {', '.join(page.evidence.drugs[drug].label for drug in drugs)}"
    if len(drugs) == len(evidence_map.drugs):
        without = f"no {page.evidence.topic.kind_of_study} study of any of these drugs"
    reports = " reports it" if evidence_map.view == "outcome" else ""
    name = tag("strong", row_label(page, evidence_map, row))
    return together((name, ": ", f"{without}{reports}"))


PAGES = PageKind(
    path="map.html",
    menu=MenuEntry("Map", 22, "Compare"),
    listed_on="compare/index.html",
    contents=False,
    write=alone("map.html", map_page),
)
