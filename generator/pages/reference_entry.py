"""A report as readers meet it: its citation with its notices, struck through if retracted."""

from generator.formats.bibtex import write_bibtex
from generator.formats.csl_json import write_csl_json
from generator.formats.ris import write_ris
from generator.formats.vancouver import identifiers, vancouver
from generator.html.element import tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage, notice_marks
from generator.model.citation import Citation

Report = tuple[Safe, Safe, str, tuple[tuple[str, str, str], ...], str]


def cited(page: OpenPage, citation: Citation) -> Safe:
    """Return a citation with its notices in words; that of a retracted report is struck through."""
    seen = page.site.notices.get(citation.key, ())
    text = vancouver(citation)
    if "retraction" in seen:
        text = tag("s", text)
    return together((text, *notice_marks(seen)), " ")


def report(page: OpenPage, key: str) -> Report:
    """Return a report: citation, identifiers, id of its text, formats to copy, and note."""
    citation = page.evidence.citations[key]
    formats = (
        ("BibTeX", f"_bibtex-{key}", write_bibtex([citation])),
        # The file to download keeps the line ends that RIS asks for; a page has plain ones.
        ("RIS", f"_ris-{key}", write_ris([citation]).replace("\r\n", "\n")),
        ("CSL-JSON", f"_csl-{key}", write_csl_json([citation])),
    )
    return cited(page, citation), identifiers(citation), f"_citation-{key}", formats, citation.note
