"""The page of calculators: the criteria of response in myositis for one patient, step by step."""

from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.instruments.myositis import INSTRUMENT
from generator.instruments.myositis.calculator_form import calculator_form
from generator.instruments.myositis.criteria_for_scripts import criteria_for_scripts
from generator.instruments.myositis.criteria_tables import (
    points_table,
    ranges_table,
    thresholds_table,
)
from generator.instruments.myositis.exact_number import in_decimals
from generator.instruments.myositis.imacs_definition import (
    IMPROVED_FROM,
    MEASURES_IMPROVED,
    MEASURES_WORSENED,
    WORSENED_FROM,
)
from generator.pages.page import make_page
from generator.pages.page_kind import PageKind, alone


def calculator_page(page: OpenPage) -> Page:
    """Return the page of calculators."""
    return make_page(
        page,
        "myositis/calculator.md",
        title="Calculators of response",
        description="Total improvement score and IMACS definition of improvement, step by step, "
        "for one patient",
        form=calculator_form(),
        criteria=criteria_for_scripts(),
        script=page.address("assets/calculator.js"),
        points=points_table(),
        thresholds=thresholds_table(),
        ranges=ranges_table(),
        improved_from=in_decimals(IMPROVED_FROM),
        worsened_from=in_decimals(WORSENED_FROM),
        improved=MEASURES_IMPROVED,
        worsened=MEASURES_WORSENED,
        measures=_measures(page),
    )


def _measures(page: OpenPage) -> list[Safe]:
    """Return the measures by these criteria that have a page of their own."""
    known = {calculator.id for calculator in INSTRUMENT.calculators}
    return [
        page.measure(name)
        for name, measure in page.evidence.measures.items()
        if measure.calculator in known and name in page.site.shared_measures
    ]


PAGES = PageKind(
    path="calculator.html",
    listed_on="outcomes/index.html",
    # Form and result stand side by side where the list of headings would be.
    contents=False,
    write=alone("calculator.html", calculator_page),
)
