"""Evidence over time: what was known after each year, for all people and each population."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from generator.exports.year_states import states_script
from generator.html.element import link, missing, paragraph, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.rendered import MenuEntry
from generator.html.retractions import left_out
from generator.model.study import Study
from generator.pages.page import make_page
from generator.pages.page_kind import File, Materials, PageKind
from generator.pages.year_states import then
from generator.pictures.gallery import Gallery
from generator.pictures.growth import growth_picture
from generator.synthesis.groups import in_population, treatment_studies
from generator.synthesis.over_time import Year, over_time
from generator.tables.over_time import years_table
from generator.wording.result_names import heading

_NO_AVERAGE = "No average is drawn over time, because no group of results may be averaged."


class Growth(NamedTuple):
    """The growth of the evidence about some people; `picture` is None where it has no steps."""

    id: str
    title: Safe | str
    picture: Safe | None
    table: Safe
    undated: Safe | None


def time_page(page: OpenPage, gallery: Gallery, citation: str) -> Page:
    """Return the page of evidence over time."""
    evidence = page.evidence
    treatment = treatment_studies(evidence)
    return make_page(
        page,
        "time.md",
        title="Evidence over time",
        description=f"How the evidence grew year by year: {evidence.topic.title}",
        whole=growth(page, gallery, "all", f"All {evidence.topic.kind_of_study} studies", treatment)
        if treatment
        else None,
        parts=list(_by_population(page, gallery, treatment)),
        retracted=left_out(page, treatment),
        averages=_about_averages(page),
        then=then(page, citation),
    )


def _by_population(
    page: OpenPage, gallery: Gallery, treatment: tuple[Study, ...]
) -> Iterator[Growth]:
    for population in page.evidence.populations.values():
        studies = in_population(treatment, population.id)
        if studies:
            title = page.population(population.id)
            grown = growth(page, gallery, population.id, population.label, studies)
            yield grown._replace(title=title)


def growth(
    page: OpenPage,
    gallery: Gallery,
    name: str,
    title: str,
    studies: tuple[Study, ...],
) -> Growth:
    """Return how the evidence of some studies grew."""
    years = over_time(page.evidence, studies)
    table = years_table(page, years, f"years-{name}", f"{title}, year by year")
    return Growth(
        name,
        title,
        growth_picture(page, gallery, name, title, years),
        table,
        _without_year(page, years),
    )


def _about_averages(page: OpenPage) -> Safe:
    """Return where averages stand as they were after each year, or why there is none."""
    links = [
        link(
            page.address(f"compare/{population}/{domain}.html#_together"),
            f"{heading(domain)}, {page.evidence.populations[population].label}",
        )
        for (population, domain), comparison in page.site.comparisons.items()
        if any(estimate.pooled for estimate in comparison.estimates)
    ]
    if not links:
        return paragraph(_NO_AVERAGE)
    about = "Averages as they stood after each year, with what they rest on: "
    return paragraph(about, together(links, "; "), ".")


def _without_year(page: OpenPage, years: Sequence[Year]) -> Safe | None:
    """Return the studies whose year of publication is not known; None where every year is known."""
    undated = [(*year.added, *year.retracted) for year in years if year.year is None]
    studies = list(chain.from_iterable(undated))
    if not studies:
        return None
    return paragraph(missing("Year not known:"), " ", page.studies(studies), ".")


def _states(materials: Materials) -> Iterator[File]:
    # Links in the script are relative to the page that loads it.
    page = OpenPage(materials.site, "time.html")
    yield "assets/time-states.js", states_script(page, materials.state.citation)


PAGES = PageKind(
    path="time.html",
    menu=MenuEntry("Over time", 23, "Compare"),
    listed_on="compare/index.html",
    write=lambda materials: {
        "time.html": partial(
            time_page, gallery=materials.gallery, citation=materials.state.citation
        )
    },
)
FILES = _states
