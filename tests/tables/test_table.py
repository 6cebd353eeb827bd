"""A table is a value; written, it reads well without scripts, by ear, and on a narrow screen."""

import dataclasses

import pytest
from lxml import html

from generator.html.element import link
from generator.html.escape import Safe
from generator.tables.table import Band, Cell, Column, Row, Table, render_if_filled, render_table

COLUMNS = (Column("Drug", facet=True), Column("People", number=True), Column("Why", sorts=False))
ROWS = (
    Band("Treated"),
    Row((Cell("Water", facets=("water", "wet")), Cell("10", sort="10"), "thirst"), id="first"),
    Row(("Tea <b>", "3", None), facets={"month": "2024-08"}),
)


def written(**changes: object) -> html.HtmlElement:
    fields = {"name": "drinks", "caption": "Drinks", "columns": COLUMNS, "shows": "2 drinks"}
    table = Table(**{**fields, "key": "By name.", "rows": ROWS, **changes})  # type: ignore[arg-type]
    return html.fromstring(f"<main>{render_table(table)}</main>")


def test_the_caption_says_how_much_is_shown_and_in_which_order() -> None:
    caption = written().find(".//caption")
    assert caption.text_content() == "Drinks 2 drinks. By name."
    assert written().find(".//div").get("aria-labelledby") == caption.get("id")


def test_the_first_cell_names_its_row_and_the_others_carry_the_name_of_their_column() -> None:
    band, first, second = written().findall(".//tbody/tr")
    assert [cell.tag for cell in first] == ["th", "td", "td"]
    assert [cell.get("data-label") for cell in first] == [None, "People", "Why"]
    assert first.get("id") == "first"
    assert second[0].text_content() == "Tea <b>"
    assert band[0].get("colspan") == "3"


def test_every_part_says_again_what_it_is_where_it_is_stacked() -> None:
    roles = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
    parts = [part for part in written().iter(*roles) if part.get("class") != "ev-band"]
    assert len(parts) > len(roles)
    assert all(part.get("role") == roles[part.tag] for part in parts)


def test_columns_sort_by_number_by_text_or_not_at_all() -> None:
    heads = written(sortable=True).findall(".//thead//th")
    assert [head.get("data-sort-method") for head in heads] == [None, "number", "none"]
    assert written(sortable=True).find(".//table").get("data-ev-sort") is not None
    assert written().find(".//table").get("data-ev-sort") is None


def test_a_filter_offers_the_facets_and_rows_carry_their_values() -> None:
    page = written(filterable=True)
    assert page[0].get("data-ev-facets") == "Drug"
    assert page[0].get("data-ev-filter") == "#_table-drinks"
    _, first, second = page.findall(".//tbody/tr")
    assert first[0].get("data-facet-value") == "water|wet"
    assert second.get("data-ev-facet-month") == "2024-08"
    assert not written().xpath("//*[@data-ev-filter]")


def test_a_menu_stands_below_a_table_that_says_how_it_came_about() -> None:
    how = link("methods.html#_reading", "How this was read")
    assert "How this was read" in written(how=how).find(".//details").text_content()
    assert written().find(".//details") is None


def test_a_row_with_a_cell_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="argument 2"):
        written(rows=(Row(("Water", Safe("10"))),))


def test_a_table_that_may_be_empty_is_left_out_where_it_is() -> None:
    table = Table(name="a", caption="A", columns=COLUMNS, shows="0 drinks", key="By name.")
    assert render_if_filled(table) is None
    assert render_if_filled(dataclasses.replace(table, rows=ROWS)) is not None
