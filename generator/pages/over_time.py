"""Evidence over time: what was known after each year, as a picture and a table, for all people and each population."""

from collections.abc import Sequence
from typing import NamedTuple

from generator.charts.timeline import Step, draw_timeline
from generator.html.counts import shown_taking
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.retractions import left_out
from generator.model.study import Study
from generator.pages.page import make_page
from generator.pages.year_states import then
from generator.pictures.gallery import Caption, Gallery, Numbers
from generator.synthesis.groups import in_population, treatment_studies
from generator.synthesis.over_time import Year, over_time
from generator.synthesis.study_design import has_control
from generator.tables.over_time import about_averages, people_so_far, without_year, years_table
from generator.tables.table import Column, Row

_DRAWN_FROM = 2


class Growth(NamedTuple):
    """The growth of the evidence about some people, ready to be shown; `picture` is None where it has no steps."""

    id: str
    title: Safe | str
    picture: Safe | None
    table: Safe
    undated: Safe | None


def time_page(page: OpenPage, gallery: Gallery, citation: str) -> Page:
    """Return the page of evidence over time."""
    evidence = page.evidence
    treatment = treatment_studies(evidence)
    groups: list[tuple[str, Safe | str, str, tuple[Study, ...]]] = [
        (population.id, page.population(population.id), population.label, own)
        for population in evidence.populations.values()
        if (own := in_population(treatment, population.id))
    ]
    return make_page(
        page,
        "time.md",
        title="Evidence over time",
        description=f"How the evidence grew year by year: {evidence.topic.title}",
        whole=growth(page, gallery, "all", "All treatment studies", treatment)
        if treatment
        else None,
        parts=[
            growth(page, gallery, name, label, own)._replace(title=title)
            for name, title, label, own in groups
        ],
        retracted=left_out(page, treatment),
        averages=about_averages(page),
        then=then(page, citation),
    )


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
        without_year(page, years),
    )


def growth_picture(
    page: OpenPage, gallery: Gallery, name: str, title: str, years: Sequence[Year]
) -> Safe | None:
    """Return the steps of the years that are known; None where fewer than two years have a study."""
    known = [year for year in years if year.year is not None and year.added]
    if len(known) < _DRAWN_FROM:
        return None
    steps = [_step(page, year) for year in known]
    heading = f"{title}: people studied so far"
    chart = draw_timeline(
        steps,
        title=heading,
        description=f"{heading}. {'; '.join(f'{s.year}: {s.people} people in {s.studies} studies' for s in steps)}.",
    )
    shared = (
        "Grey band: studies may share people. "
        if any(step.low != step.high for step in steps)
        else ""
    )
    undated = sum(len(year.added) for year in years if year.year is None)
    missing = (
        f"Not drawn: {undated} {'study' if undated == 1 else 'studies'} of unknown year. "
        if undated
        else ""
    )
    caption = Caption(
        shows=shown_taking(
            page.evidence, (study for year in known for study in (*year.added, *year.retracted))
        ),
        about="Drawn: people who took a drug of this record, counted once; above each dot the number of studies so "
        f"far. Filled dot: a study with a control group was added that year. {shared}{missing}More people is not a "
        "better result.",
        key="By year of the main report.",
        how=page.how("computed"),
    )
    return gallery.figure(f"time-{name}", chart, heading, caption, _numbers(known))


def _step(page: OpenPage, year: Year) -> Step:
    assert year.year is not None  # noqa: S101 - only known years are drawn
    return Step(
        year=year.year,
        studies=year.studies,
        low=year.people.low,
        high=year.people.high,
        controlled=any(has_control(page.evidence, study) for study in year.added),
    )


def _numbers(years: Sequence[Year]) -> Numbers:
    columns = (Column("Year"), Column("Studies so far"), Column("People so far"))
    rows = [Row((str(year.year), str(year.studies), people_so_far(year.people))) for year in years]
    return Numbers(columns, rows)
