"""How a study stands to others: what it cites, what cites it, similar papers, reports, shared people, its kind."""

from generator.charts.citation_graph import (
    NARROW,
    WIDE,
    CitationGraph,
    Paper,
    Sector,
    Side,
    draw_citation_graph,
)
from generator.formats.vancouver import vancouver_text
from generator.html.counts import shown, shown_rows
from generator.html.element import link, tag, together
from generator.html.escape import Safe
from generator.html.menu import menu
from generator.html.open_page import OpenPage, notice_words
from generator.model.study import Study
from generator.pages.reference_entry import cited
from generator.pictures.gallery import Caption, Numbers, numbers_fold
from generator.synthesis.groups import by_size
from generator.synthesis.interventions import is_intervention
from generator.tables.table import Column, Row

# What a relation means read forwards and backwards; the order is the order on the page.
_RELATIONS = {
    "report-of": ("Is a report of", "Other reports of this study"),
    "extends": ("Follows the people of", "Followed on in"),
    "cites": ("Cites", "Cited by"),
    "cited-by": ("Cited by", "Cites"),
    "similar": ("Similar papers", "Similar papers"),
    "comments-on": ("Comments on", "Comments"),
    "overlaps": ("May share people with", "May share people with"),
}
_BEFORE = frozenset({"Is a report of", "Follows the people of", "Cites", "Comments on"})
_AFTER = frozenset({"Other reports of this study", "Followed on in", "Cited by", "Comments"})
# A picture of more papers of one kind is no longer read; the list below it holds them all.
_DRAWN = 12

Neighbour = tuple[str, list[Safe]]


def neighbours(page: OpenPage, study: Study) -> list[Neighbour]:
    """Return the reports that stand in a relation to those of the study, under the name of the relation."""
    return [(name, [_entry(page, key) for key in keys]) for name, keys in _related(page, study)]


def citation_picture(page: OpenPage, study: Study) -> Safe | None:
    """Return the papers around a study as a picture; None where no relation is known."""
    related = _related(page, study)
    if not related:
        return None
    sectors = tuple(_sector(page, name, keys) for name, keys in related)
    graph = CitationGraph(page.picture_name(study), sectors)
    title = f"Papers around {graph.study}"
    papers = tuple(dict.fromkeys(key for _, keys in related for key in keys))
    around = [one for key in papers if (one := _study_of(page, key)) and one.id != study.id]
    caption = Caption(
        shows=together(
            (
                shown_rows(len(papers), "report"),
                "; other studies among them: ",
                shown(page.evidence, around) if around else "none, so no people are counted",
            )
        ),
        about="Reports that this record links to the study. Arrows run from the earlier paper to the later one; dotted "
        "lines join papers that are alike or may share people. Not every citation of a paper is known here.",
        key="By kind of relation, the earliest year first.",
        how=page.how("reading"),
    )
    return tag(
        "figure",
        draw_citation_graph(graph, WIDE),
        draw_citation_graph(graph, NARROW),
        tag("figcaption", caption.words(title)),
        numbers_fold("citations", title, caption, _numbers(page, related)),
        menu("_figure-citations", title, caption.how),
        id="_figure-citations",
        class_="ev-flow",
        data_search_exclude=True,
    )


def others_alike(page: OpenPage, study: Study) -> list[Neighbour]:
    """Return the other treatment studies of the same drug and of the same population."""
    others = [
        other
        for other in page.evidence.studies.values()
        if other.id != study.id and other.evidence == "treatment"
    ]
    found: list[Neighbour] = []
    for drug in study.drugs:
        alike = [other for other in by_size(others) if drug in other.drugs]
        if is_intervention(page.evidence, drug) and alike:
            found.append(
                (
                    f"Also with {page.evidence.drugs[drug].label}",
                    [page.study(other) for other in alike],
                )
            )
    for population in study.populations:
        alike = [other for other in by_size(others) if population in other.populations]
        if alike:
            label = page.evidence.populations[population].label
            found.append((f"Also in: {label}", [page.study(other) for other in alike]))
    return found


def _related(page: OpenPage, study: Study) -> list[tuple[str, list[str]]]:
    """Return the keys of the papers that stand in a relation to the study, under the name of the relation."""
    groups: dict[str, list[str]] = {}
    for relation in page.evidence.relations:
        forwards, backwards = _RELATIONS.get(
            relation.relation, (relation.relation, relation.relation)
        )
        if _is_of(study, relation.subject):
            groups.setdefault(forwards, []).append(relation.object)
        if _is_of(study, relation.object):
            groups.setdefault(backwards, []).append(relation.subject)
    order = [name for pair in _RELATIONS.values() for name in pair]
    names = sorted(groups, key=lambda name: order.index(name) if name in order else len(order))
    found = [
        (name, [key for key in dict.fromkeys(groups[name]) if not _is_of(study, key)])
        for name in names
    ]
    return [(name, keys) for name, keys in found if keys]


def _numbers(page: OpenPage, related: list[tuple[str, list[str]]]) -> Numbers:
    columns = (Column("Paper"), Column("Relation"), Column("Year", number=True))
    found = [(key, name) for name, keys in related for key in _by_year(page, keys)]
    rows = [
        Row((_paper(page, key).shown, name, str(_year(page, key) or ""))) for key, name in found
    ]
    return Numbers(columns, rows)


def _sector(page: OpenPage, name: str, keys: list[str]) -> Sector:
    side: Side = "before" if name in _BEFORE else "after" if name in _AFTER else "beside"
    order = _by_year(page, keys)
    return Sector(
        name, side, tuple(_paper(page, key) for key in order[:_DRAWN]), max(0, len(order) - _DRAWN)
    )


def _paper(page: OpenPage, key: str) -> Paper:
    evidence, citation = page.evidence, page.evidence.citations.get(key)
    study = evidence.every_study.get(key)
    notices = page.notices_seen(study) if study else page.site.notices.get(key, ())
    surname = citation.authors[0].surname if citation and citation.authors else ""
    short = f"{surname} {citation.year or ''}".strip() if citation and surname else key
    address = (
        page.study_address(study)
        if study
        else page.address(f"bibliography.html#{key}" if citation else "#")
    )
    return Paper(
        name=study.label if study else short,
        citation=vancouver_text(citation) if citation else key,
        address=address,
        notice=notice_words(notices[0]) if notices else "",
    )


def _by_year(page: OpenPage, keys: list[str]) -> list[str]:
    return sorted(keys, key=lambda key: (_year(page, key), key))


def _year(page: OpenPage, key: str) -> int:
    citation = page.evidence.citations.get(key)
    return citation.year or 0 if citation else 0


def _study_of(page: OpenPage, key: str) -> Study | None:
    """Return the study or draft that a relation names, by its id or by one of its reports."""
    evidence = page.evidence
    return (
        evidence.every_study.get(key)
        or evidence.study_of_report(key)
        or evidence.draft_of_report(key)
    )


def _is_of(study: Study, key: str) -> bool:
    return key == study.id or key in study.reports


def _entry(page: OpenPage, key: str) -> Safe:
    """Return a report as an entry: its study's page where there is one, its citation in any case."""
    citation = page.evidence.citations.get(key)
    words = cited(page, citation) if citation else tag("span", key)
    study = _study_of(page, key)
    way = together((Safe(" → "), page.study(study))) if study else None
    entry = link(page.address(f"bibliography.html#{key}"), "entry") if citation else None
    return together((words, way, Safe(" · ") if entry else None, entry))
