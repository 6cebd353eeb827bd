"""Data: the whole evidence to download, with the meaning of every column."""

from collections.abc import Iterator
from functools import partial

from generator.exports.evidence_json import evidence_json
from generator.exports.sheet import Sheet
from generator.formats.bibtex import write_bibtex
from generator.formats.csl_json import write_csl_json
from generator.formats.ris import write_ris
from generator.html.counts import computed_count, shown
from generator.html.element import computed_number, facts, link, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.rendered import MenuEntry
from generator.pages.page import make_page
from generator.pages.page_kind import File, Materials, PageKind
from generator.tables.table import Column, Row, Table, render_table
from generator.text.count_words import count_words

_COLUMNS = (
    Column("Table"),
    Column("One row is"),
    Column("Rows"),
    Column("Download"),
    Column("What the columns mean"),
)


def data_page(page: OpenPage, sheets: tuple[Sheet, ...], citation: str) -> Page:
    """Return the downloads with the meaning of every column."""
    return make_page(
        page,
        "data.md",
        title="Data",
        description="The whole evidence to download, with a data dictionary",
        citation=citation,
        table=_sheets(page, [sheet for sheet in sheets if sheet.rows]),
    )


def downloads(materials: Materials) -> Iterator[File]:
    """Yield the evidence as one file, its references, and each of its tables that has rows."""
    citations = list(materials.evidence.citations.values())
    yield "data/evidence.json", evidence_json(materials.evidence, str(materials.state.version))
    yield "data/references.bib", write_bibtex(citations).encode()
    yield "data/references.ris", write_ris(citations).encode()
    yield "data/references.csl.json", write_csl_json(citations).encode()
    for sheet in materials.sheets:
        # The page offers tables with rows only; a file without any would be reached by no link.
        if sheet.rows:
            yield f"data/{sheet.name}.csv", sheet.csv()
            yield f"data/{sheet.name}.json", sheet.json()


def _sheets(page: OpenPage, sheets: list[Sheet]) -> object:
    rows = [_row(page, sheet) for sheet in sheets]
    counted = (
        computed_count(len(rows), "table"),
        shown(page.evidence, page.evidence.studies.values()),
    )
    return render_table(
        Table(
            name="sheets",
            caption="The evidence as tables",
            shows=together(counted, " of "),
            key="Studies first, then what is about them, then the words that name things.",
            columns=_COLUMNS,
            rows=rows,
            how=page.how("reading"),
        )
    )


def _row(page: OpenPage, sheet: Sheet) -> Row:
    files = together((_file(page, sheet, "csv"), _file(page, sheet, "json")), " ")
    meanings = tag(
        "details",
        tag("summary", count_words(len(sheet.columns), "column")),
        facts(sheet.meanings(), small=True),
        class_="ev-source",
    )
    return Row((sheet.name, sheet.row_is, computed_number(f"{len(sheet.rows):,}"), files, meanings))


def _file(page: OpenPage, sheet: Sheet, kind: str) -> Safe:
    return link(
        page.address(f"data/{sheet.name}.{kind}"),
        kind.upper(),
        download=True,
        # In a list of links, CSV alone would not say of which table.
        aria_label=f"{sheet.name} as {kind}",
    )


PAGES = PageKind(
    path="data.html",
    menu=MenuEntry("Data", 94, "About"),
    write=lambda materials: {
        "data.html": partial(data_page, sheets=materials.sheets, citation=materials.state.citation)
    },
)
FILES = downloads
