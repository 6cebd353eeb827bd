"""The map of the evidence: each drug by outcome and by population, what was found, and the gaps."""

from generator.html.element import paragraph, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.retractions import left_out
from generator.pages.page import make_page
from generator.synthesis.background import background_of
from generator.synthesis.evidence_map import View, not_placed
from generator.synthesis.groups import standing, treatment_results, treatment_studies
from generator.tables.background import context_note
from generator.tables.evidence_map import cell_id, map_table
from generator.tables.evidence_map_legend import largest_number, legend
from generator.tables.evidence_map_numbers import gaps, numbers_table
from generator.tables.studies import heading

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
