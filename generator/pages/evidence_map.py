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
        views=[
            (view, TITLES[view], map_table(page, found, largest, lambda cell: f"#{cell_id(cell)}"),
             gaps(page, found), numbers_table(page, found), _not_placed(page) if view == "outcome" else None)
            for view, found in maps.items()
        ],
    )  # fmt: skip


def population_map(page: OpenPage) -> Safe | None:
    """Return the map of drugs by populations for another page, each cell leading to its studies; None without any."""
    maps = page.site.maps
    found = maps["population"]
    address = page.address("map.html")
    if not found.cells:
        return None
    return map_table(page, found, largest_number(maps), lambda cell: f"{address}#{cell_id(cell)}")


def _not_placed(page: OpenPage) -> Safe | None:
    """Return the studies that report an outcome of people of whom it is not certain which drug they took."""
    lines = not_placed(page.evidence, page.site.maps["outcome"])
    if not lines:
        return None
    names = together(
        (together((page.study(study), f" ({heading(name).lower()})")) for name, study in lines),
        ", ",
    )
    return paragraph(
        "Not placed, because no group of the study is certain to have taken one of these drugs alone: ",
        names,
        ".",
    )


def gaps(page: OpenPage, found: Map) -> Safe | None:
    """Return the gaps of the map in words, row by row."""
    lines = [
        together((tag("strong", row_label(page, found, row)), ": ", _without(page, found, row)))
        for row in found.rows
        if found.gaps(row)
    ]
    return listed(lines, class_="ev-map-gaps") if lines else None


def _without(page: OpenPage, found: Map, row: str) -> str:
    drugs = found.gaps(row)
    reports = " reports it" if found.view == "outcome" else ""
    if len(drugs) == len(found.drugs):
        return f"no treatment study of any of these drugs{reports}"
    return f"no study of {', '.join(page.evidence.drugs[drug].label for drug in drugs)}{reports}"


PAGES = PageKind(
    path="map.html",
    menu=MenuEntry("Map", 22, "Compare"),
    listed_on="compare/index.html",
    contents=False,
    write=alone("map.html", map_page),
)
