"""Bibliography: every report in the record, with the study it is about and its notices."""

from collections.abc import Iterator

from generator.html.element import tag
from generator.html.notices import look_line, notice_states
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.rendered import MenuEntry
from generator.model.citation import Citation
from generator.pages.page import make_page
from generator.pages.page_kind import PageKind, alone
from generator.pages.reference_entry import cited, found_at
from generator.synthesis.reviews import reviews


def bibliography_page(page: OpenPage) -> Page:
    """Return every citation with its identifiers, its page and its place among the evidence."""
    citations = sorted(page.evidence.citations.values(), key=_citation_order)
    entries = [
        (citation, cited(page, citation), found_at(page, citation), *_place(page, citation))
        for citation in citations
    ]
    return make_page(
        page,
        "bibliography.md",
        title="Bibliography",
        description=f"Every report in the record on {page.evidence.topic.title}",
        entries=entries,
        reviewed=bool(reviews(page.evidence)),
    )


def _citation_order(citation: Citation) -> tuple[str, int, str]:
    # The key comes last, so that two papers of one name and year stand alike in every build.
    first = citation.authors[0].surname if citation.authors else citation.title
    return (first.casefold(), citation.year or 0, citation.key)


def _place(page: OpenPage, citation: Citation) -> Iterator[object]:
    """Yield the study a report is about and its notices, then what readers filter by.

    They filter by kind of evidence, year and notices.
    """
    extracted = page.evidence.study_of_report(citation.key)
    study = extracted or page.evidence.draft_of_report(citation.key)
    yield page.study(study) if study else None
    yield tag("small", look_line(page, citation.key))
    if extracted:
        yield extracted.evidence
    else:
        # A draft counts among no kind of evidence before its numbers are read.
        yield "to be extracted" if study else "cited only"
    yield str(citation.year or "no year")
    yield "|".join(notice_states(page, citation.key))


PAGES = PageKind(
    path="bibliography.html",
    menu=MenuEntry("Bibliography", 93, "About"),
    weight=0.7,
    write=alone("bibliography.html", bibliography_page),
)
