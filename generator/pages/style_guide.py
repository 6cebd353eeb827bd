"""The look of the site for its maintainers: colours, sizes and signs by the real components."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from generator.html.counts import computed_count, shown
from generator.html.element import (
    badge,
    computed,
    facts,
    judged,
    link,
    missing,
    paragraph,
    reported,
    tag,
    together,
)
from generator.html.escape import Safe
from generator.html.open_page import OpenPage, notice_marks
from generator.html.page import Page
from generator.html.provenance import disclose
from generator.html.rendered import MenuEntry
from generator.html.signs import light
from generator.pages.background_section import context_note
from generator.pages.page import make_page
from generator.pages.page_kind import PageKind
from generator.pictures.gallery import Gallery
from generator.pictures.results import Heading
from generator.pictures.shares import share_pictures
from generator.synthesis.background import background_of
from generator.synthesis.groups import Entry, treatment_results, treatment_studies
from generator.synthesis.interventions import studied_drugs
from generator.tables.results import study_results
from generator.tables.table import Column, Row, Table, render_table


class Token(NamedTuple):
    """A colour by the name it has in the style sheet, and what it is for."""

    name: str
    use: str


_INKS = (
    Token("ink", "text"),
    Token("ink-quiet", "what may be passed over: remarks, units, what is missing"),
    Token("accent", "links, the focus, whatever can be pressed"),
    Token("reported", "values as a source prints them"),
    Token("computed", "values worked out here"),
    Token("judged", "values somebody decided"),
    Token("caution", "warnings: no control group, retraction, concern"),
    Token("context", "what control groups elsewhere did"),
    Token("discrepancy", "sources that disagree"),
)
_GROUNDS = (
    Token("paper", "the page"),
    Token("wash", "code, boxes of a flow"),
    Token("target", "the row an address leads to"),
    Token("caution-wash", "ground of a warning"),
    Token("context-wash", "ground of the background"),
    Token("info-wash", "ground of a remark"),
    Token("discrepancy-wash", "ground of a disagreement"),
)
_STEPS = tuple(
    Token(f"step-{step}", f"step {step + 1} of 4 of an amount, from little to much")
    for step in range(4)
)
_SIZES = (
    ("h1", "serif 600", "1.89 rem, line 1.14", "title of a page"),
    ("h2", "serif 600", "1.23 rem, line 1.25, a rule above", "section"),
    ("h3", "sans 600", "0.92 rem, line 1.35", "part of a section"),
    (
        ".ev-lede",
        "serif 400",
        "1.07 rem, line 1.45, at most 58 letters a line",
        "the answer, in a sentence",
    ),
    (".md-typeset", "sans 400", "0.82 rem, line 1.6, at most 70 letters a line", "running text"),
    (".ev-grid", "sans 400, figures of equal width", "0.72 rem", "tables"),
    ("small", "sans 400, quiet", "0.8 of its surroundings", "remarks beside a value"),
)
_SPACES = (
    ("0.1 em", "between a value and its tag"),
    ("0.6 em", "between parts of one thing: lines of a cell, a heading and its text"),
    ("1.2 em", "between things: paragraphs, tables, pictures"),
    ("2.4 em", "before a section"),
    ("1.2 rem", "the least height and width of anything that can be pressed: 24 px"),
)


def look_page(page: OpenPage, gallery: Gallery) -> Page:
    """Return the page on the look, with examples that the components themselves make."""
    return make_page(
        page,
        "look.md",
        title="The look",
        description="Colours, sizes, signs and components of the site, for those who maintain it",
        kinds=_kinds(),
        inks=_swatches("inks", "Colours of text", _INKS),
        grounds=_swatches("grounds", "Colours behind text", _GROUNDS),
        steps=_swatches("steps", "Colours of an amount", _STEPS),
        drugs=[
            page.drug(drug.id, linked=False)
            for drug in studied_drugs(page.evidence, treatment_studies(page.evidence))
        ],
        sizes=_rows("sizes", "Sizes of text", ("Where", "Face", "Size", "For"), _SIZES),
        spaces=_rows("spaces", "Distances", ("Distance", "For"), _SPACES),
        marks=_marks(),
        context=context_note(page, background_of(page.evidence, treatment_results(page.evidence))),
        # Only as far as the first one: each further example would announce pictures to be drawn.
        example=next(_examples(page, gallery), None),
    )


def _kinds() -> Safe:
    return facts(
        (
            ("Reported", together((reported("7 of 10"), " ", tag("small", "as printed; upright")))),
            ("Computed", together((computed("70.0 %"), " ", tag("small", "leans; dashed tag")))),
            ("Judged", together((judged("low"), " ", tag("small", "double rule; double tag")))),
            (
                "Missing",
                together((missing(), " ", tag("small", "in words, never a blank or a zero"))),
            ),
        )
    )


def _marks() -> Safe:
    return facts(
        (
            (
                "Badges",
                together(
                    (
                        badge("primary outcome"),
                        badge("interim figure", "interim"),
                        badge("remark", "quiet"),
                    ),
                    " ",
                ),
            ),
            (
                "Cautions",
                together(
                    (badge("no control group", "caution"), badge("secondary source", "secondary")),
                    " ",
                ),
            ),
            ("Notices", together(notice_marks(("retraction", "concern", "erratum")), " ")),
            (
                "Answers of an appraisal",
                together(
                    (
                        light("+", "good", "in favour"),
                        light("?", "middle", "some concern"),
                        light("−", "bad", "against"),
                        light("·", "unknown", "not known"),
                    ),
                    " ",
                ),
            ),
        )
    )


def _swatches(name: str, caption: str, tokens: tuple[Token, ...]) -> Safe:
    rows = [
        Row(
            (
                tag("code", f"--ev-{token.name}"),
                tag("span", "", class_="ev-swatch", data_ev_token=token.name),
                token.use,
            )
        )
        for token in tokens
    ]
    return _table(name, caption, _columns("Name", "Colour", "For"), rows)


def _rows(
    name: str, caption: str, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> Safe:
    return _table(name, caption, _columns(*columns), list(map(Row, rows)))


def _table(name: str, caption: str, columns: tuple[Column, ...], rows: list[Row]) -> Safe:
    shows = computed_count(len(rows), "part of the look", "parts of the look")
    key = "In the order of the style sheet."
    how = link("#_rules", "What every page keeps to")
    return render_table(
        Table(name=name, caption=caption, shows=shows, key=key, columns=columns, rows=rows, how=how)
    )


def _columns(*names: str) -> tuple[Column, ...]:
    return tuple(map(Column, names))


def _examples(page: OpenPage, gallery: Gallery) -> Iterator[Safe]:
    """Yield the main result of a study as its page shows it: the seed first, then by size."""
    seed = page.evidence.studies.get(page.evidence.topic.seed)
    for study in (*([seed] if seed else []), *treatment_studies(page.evidence)):
        first = study.results[:1]
        if first:
            title = Heading("example", study.label, "In the order of the record.")
            drawn = share_pictures(
                page, gallery, [Entry(study, result) for result in study.results], title
            )
            shows = shown(page.evidence, [study])
            source = disclose(page, study, first[0].source, first[0].where)
            yield together(
                (
                    study_results(page, study, first, "example", "A row of a table", shows),
                    paragraph(source),
                    *drawn[:1],
                )
            )


PAGES = PageKind(
    path="look.html",
    menu=MenuEntry("Look", 96, "About"),
    weight=0.2,
    write=lambda materials: {"look.html": partial(look_page, gallery=materials.gallery)},
)
