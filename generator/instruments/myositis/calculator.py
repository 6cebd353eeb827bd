"""Calculators: the criteria of response in myositis worked out for one patient, and in full to be done by hand."""

from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.instruments.myositis.calculator_form import calculator_form
from generator.instruments.myositis.core_set import words_of
from generator.instruments.myositis.imacs_definition import (
    IMPROVED_FROM,
    MEASURES_IMPROVED,
    MEASURES_WORSENED,
    WORSENED_FROM,
)
from generator.instruments.myositis.response_criteria import (
    for_scripts,
    points_table,
    ranges_table,
    thresholds_table,
)
from generator.pages.page import make_page
from generator.pages.page_kind import PageKind, alone


def calculator_page(page: OpenPage) -> Page:
    """Return the page of calculators."""
    evidence = page.evidence
    return make_page(
        page,
        "myositis/calculator.md",
        title="Calculators of response",
        description="Total improvement score and IMACS definition of improvement, step by step, for one patient",
        form=calculator_form(),
        criteria=for_scripts(),
        script=page.address("assets/calculator.js"),
        points=points_table(),
        thresholds=thresholds_table(),
        ranges=ranges_table(),
        improved_from=words_of(IMPROVED_FROM),
        worsened_from=words_of(WORSENED_FROM),
        improved=MEASURES_IMPROVED,
        worsened=MEASURES_WORSENED,
        measures=[page.measure(name) for name, measure in evidence.measures.items() if measure.calculator
                  and name in page.site.shared_measures],
    )  # fmt: skip


PAGES = PageKind(
    path="calculator.html",
    listed_on="outcomes/index.html",
    contents=False,
    write=alone("calculator.html", calculator_page),
)
