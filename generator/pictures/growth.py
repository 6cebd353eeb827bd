"""The picture of the growth of the evidence: people studied until each year."""

from collections.abc import Sequence

from generator.charts.timeline import YearTotal, draw_timeline
from generator.html.counts import shown_taking
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.people import people_so_far
from generator.model.study import Study
from generator.pictures.gallery import Caption, Gallery, Numbers
from generator.synthesis.over_time import Year
from generator.tables.table import Column, Row
from generator.text.count_words import count_words
from generator.wording.counts import people_words, studies_words

# One year makes no step.
_FEWEST_YEARS = 2


def growth_picture(
    page: OpenPage, gallery: Gallery, name: str, title: str, years: Sequence[Year]
) -> Safe | None:
    """Return the steps of the years that are known; None where fewer than two have a study."""
    # A year in which studies were only retracted adds nobody, and makes no step.
    known = [year for year in years if year.year is not None and year.added]
    if len(known) < _FEWEST_YEARS:
        return None
    steps = [_year_total(page, year) for year in known]
    heading = f"{title}: people studied so far"
    in_words = "; ".join(
        f"{year.year}: {studies_words(year.people)}, {people_words(year.people)}" for year in known
    )
    chart = draw_timeline(steps, title=heading, description=f"{heading}. {in_words}.")
    undated = sum(len(year.added) for year in years if year.year is None)
    caption = Caption(
        shows=shown_taking(page.evidence, _studies(known)),
        about=f"Drawn: people {page.evidence.topic.given_a_drug}, counted once; above each dot the "
        "number of studies so far. Filled dot: a study with a result against a control group was "
        "added that year. "
        f"{_about_band(steps)}{_about_undated(undated)}More people is not a better result.",
        key="By year of the main report.",
        how=page.how("computed"),
    )
    return gallery.figure(f"time-{name}", chart, heading, caption, _numbers(known))


def _studies(years: Sequence[Year]) -> list[Study]:
    studies: list[Study] = []
    for year in years:
        studies += [*year.added, *year.retracted]
    return studies


def _about_band(steps: Sequence[YearTotal]) -> str:
    shared = any(step.low != step.high for step in steps)
    return "Grey band: studies may share people. " if shared else ""


def _about_undated(studies: int) -> str:
    if not studies:
        return ""
    return f"Not drawn: {count_words(studies, 'study', 'studies')} of unknown year. "


def _year_total(page: OpenPage, year: Year) -> YearTotal:
    assert year.year is not None  # noqa: S101 - only known years are drawn
    return YearTotal(
        year=year.year,
        studies=year.studies,
        low=year.people.low,
        high=year.people.high,
        controlled=any(study.id in page.site.compared for study in year.added),
    )


def _numbers(years: Sequence[Year]) -> Numbers:
    columns = (Column("Year"), Column("Studies so far"), Column("People so far"))
    rows = [Row((str(year.year), str(year.studies), people_so_far(year.people))) for year in years]
    return Numbers(columns, rows)
