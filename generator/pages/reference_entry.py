"""A report as readers meet it: its citation with its notices, struck through if retracted."""

from generator.formats.bibtex import write_bibtex
from generator.formats.csl_json import write_csl_json
from generator.formats.ris import write_ris
from generator.html.element import tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage, notice_marks
from generator.html.page_read import page_read
from generator.html.vancouver import identifiers, vancouver
from generator.model.citation import Citation, findable

Report = tuple[Safe, Safe | None, str, tuple[tuple[str, str, str], ...], str]


def cited(page: OpenPage, citation: Citation) -> Safe:
    """Return a citation with its notices in words; that of a retracted report is struck through."""
    seen = page.site.notices.get(citation.key, ())
    text = vancouver(citation)
    if "retraction" in seen:
        text = tag("s", text)
    return together((text, *notice_marks(seen)), " ")


def found_at(page: OpenPage, citation: Citation) -> Safe | None:
    """Return where a report is found: its identifiers, else the page it was seen on, in words."""
    if citation.identifiers:
        return identifiers(citation)
    if citation.url.startswith(("https://", "http://")):
        return together(("seen on ", page_read(page.evidence, citation.url)))
    return None


def report(page: OpenPage, key: str) -> Report:
    """Return a report: citation, identifiers, id of its text, formats to copy, and note."""
    citation = page.evidence.citations[key]
    shared = findable(citation)
    formats = (
        ("BibTeX", f"_bibtex-{key}", write_bibtex([shared])),
        # The file to download keeps the line ends that RIS asks for; a page has plain ones.
        ("RIS", f"_ris-{key}", write_ris([shared]).replace("\r\n", "\n")),
        ("CSL-JSON", f"_csl-{key}", write_csl_json([shared])),
    )
    return (
        cited(page, citation),
        found_at(page, citation),
        f"_citation-{key}",
        formats,
        citation.note,
    )
