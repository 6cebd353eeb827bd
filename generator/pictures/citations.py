"""The picture of the papers around a study: what it builds on, what came after, what is alike."""

from collections.abc import Iterable, Sequence

from generator.charts.citation_graph import (
    NARROW,
    WIDE,
    CitationGraph,
    Paper,
    Sector,
    Side,
    draw_citation_graph,
)
from generator.html.counts import computed_count, shown
from generator.html.element import together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage, notice_words
from generator.html.vancouver import vancouver_text
from generator.model.citation import Citation
from generator.model.few import few
from generator.model.study import Study
from generator.pictures.gallery import Caption, Numbers, figure_in_two_widths
from generator.tables.table import Column, Row
from generator.wording.relations import EARLIER, LATER, RelatedReports

# A picture of more papers of one kind is no longer read; the list below it holds them all.
_MOST_DRAWN = 12


def citation_picture(
    page: OpenPage, study: Study, related: Sequence[RelatedReports]
) -> Safe | None:
    """Return the papers around a study as a picture; None where no relation is known."""
    if not related:
        return None
    caption, numbers = _caption(page, study, related), _numbers(page, related)
    graph = CitationGraph(
        page.picture_name(study),
        tuple(_sector(page, relation, keys) for relation, keys in related),
    )
    return figure_in_two_widths(
        "citations",
        f"Papers around {graph.study}",
        (draw_citation_graph(graph, WIDE), draw_citation_graph(graph, NARROW)),
        caption,
        numbers,
    )


def _caption(page: OpenPage, study: Study, related: Sequence[RelatedReports]) -> Caption:
    papers: dict[str, None] = {}
    for _, keys in related:
        papers |= dict.fromkeys(keys)
    others = [other for other in _studies(page, papers) if other.id != study.id]
    counted = shown(page.evidence, others) if others else "none, so no people are counted"
    return Caption(
        shows=together(
            (computed_count(len(papers), "report"), "; other studies among them: ", counted)
        ),
        about="Reports that this record links to the study. Arrows run from the earlier paper to "
        "the later one; dotted lines join papers that are alike or may share people. Not every "
        "citation of a paper is known here.",
        key="By kind of relation, the earliest year first.",
        how=page.how("reading"),
    )


def _studies(page: OpenPage, keys: Iterable[str]) -> list[Study]:
    studies = (page.evidence.study_named(key) for key in keys)
    return [study for study in studies if study]


def _sector(page: OpenPage, relation: str, keys: Iterable[str]) -> Sector:
    papers = tuple(_paper(page, key) for key in _by_year(page, keys))
    drawn = few(papers, _MOST_DRAWN)
    return Sector(relation, _side(relation), drawn.shown, drawn.more)


def _side(relation: str) -> Side:
    if relation in EARLIER:
        return "before"
    return "after" if relation in LATER else "beside"


def _paper(page: OpenPage, key: str) -> Paper:
    citation = page.evidence.citations.get(key)
    study = page.evidence.every_study.get(key)
    notices = page.notices_seen(study) if study else page.site.notices.get(key, ())
    return Paper(
        name=study.label if study else _short_name(key, citation),
        citation=vancouver_text(citation) if citation else key,
        address=_address(page, key, study),
        # There is room for one notice; the gravest stands first.
        notice=notice_words(notices[0]) if notices else "",
    )


def _short_name(key: str, citation: Citation | None) -> str:
    """Return the first author and the year of a report; its key where no author is known."""
    if not citation or not citation.authors:
        return key
    surname = citation.authors[0].surname
    return f"{surname} {citation.year or ''}".strip() if surname else key


def _address(page: OpenPage, key: str, study: Study | None) -> str:
    if study:
        return page.study_address(study)
    if key in page.evidence.citations:
        return page.address(f"bibliography.html#{key}")
    return page.address("#")


def _by_year(page: OpenPage, keys: Iterable[str]) -> list[str]:
    return sorted(keys, key=lambda key: (_year(page, key), key))


def _year(page: OpenPage, key: str) -> int:
    """Return the year of a report; 0 where it is not known."""
    citation = page.evidence.citations.get(key)
    return (citation and citation.year) or 0


def _numbers(page: OpenPage, related: Iterable[RelatedReports]) -> Numbers:
    columns = (Column("Paper"), Column("Relation"), Column("Year", number=True))
    rows: list[Row] = []
    for relation, keys in related:
        rows += [
            Row((_paper(page, key).shown, relation, str(_year(page, key) or "")))
            for key in _by_year(page, keys)
        ]
    return Numbers(columns, rows)
