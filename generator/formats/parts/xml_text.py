"""Text to XML, safely: nothing is fetched or expanded; a broken record costs only itself."""

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from generator.formats.collection import NOT_RECORDS, OWN_ENTITIES, RECORD_LOST
from generator.model.finding import Finding, Place

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"<!ENTITY\s+(?:%\s*)?([^\s>]+)")
_HTML = re.compile(r"<(?:!DOCTYPE\s+html|html)\b", re.IGNORECASE)
# An HTML page says at its start that it is one.
_BEGINNING = 1000
# How many entities a finding names.
_NAMED = 3
# Where a piece keeps its line; the parser's own place for it is too small for the end of a long
# file.
_LINE = "line-in-its-file"
_HTML_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)


def refusal(text: str, file: str) -> Finding | None:
    """Return why a text is not read as XML at all: a page for people, or entities of its own."""
    if _HTML.search(text[:_BEGINNING]):
        return _html_page(text, file)
    entities = _ENTITY.findall(text)
    if not entities:
        return None
    names = ", ".join(name[:20] for name in entities[:_NAMED])
    more = ", …" if len(entities) > _NAMED else ""
    return OWN_ENTITIES.broken(
        Place(file, 1 + text.count("\n", 0, text.find("<!ENTITY"))),
        seen=f"defines entities of its own ({names}{more})",
        expected="plain XML; a definition can blow up or reach for other files",
        remedy="Nothing was read; get the file again from PubMed.",
    )


def whole(text: str) -> etree._Element | None:
    """Return the root of a text, or None where the text as a whole is not well-formed."""
    try:
        return etree.fromstring(
            _DECLARATION.sub(lambda match: "\n" * match[0].count("\n"), text), _parser()
        )
    except (etree.XMLSyntaxError, ValueError):
        return None


def pieces(text: str, names: str, file: str) -> Iterator[etree._Element | Finding]:
    """Yield each element called one of `names` ("A|B") from a text that is not well-formed.

    One that is broken or cut off becomes a finding with its line; the others are not lost.
    """
    starts = [match.start() for match in re.finditer(rf"<(?:{names})(?=[\s>/])", text)]
    if starts and re.search(rf"</(?:{names})\s*>", text[: starts[0]]):
        yield _lost(text[: starts[0]], 1, file, "lacks its beginning")
    line, before = 1, 0
    for start, end in pairwise([*starts, len(text)]):
        line += text.count("\n", before, start)
        before = start
        yield _piece(text[start:end], names, line, file)


def line_of(element: etree._Element) -> int:
    """Return the line on which an element begins, or 0 where it is not known."""
    line: object = element.get(_LINE) or element.sourceline
    return int(line) if isinstance(line, int | str) else 0


def _piece(text: str, names: str, line: int, file: str) -> etree._Element | Finding:
    end = max((match.end() for match in re.finditer(rf"</(?:{names})\s*>", text)), default=0)
    try:
        element = etree.fromstring(text[:end] if end else text, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        return _lost(
            text, line, file, "is cut off" if not end else f"is broken ({_first_line(error)})"
        )
    element.set(_LINE, str(line))
    return element


def _lost(text: str, line: int, file: str, seen: str) -> Finding:
    pmid = re.search(r"<PMID[^>]*>\s*([0-9]{1,9})\s*</PMID>", text)
    return RECORD_LOST.broken(
        Place(file, line, f"PMID {pmid[1]}" if pmid else "a record"),
        seen=f"{seen} and was lost",
        expected="a whole record",
        remedy="Get the file again; the records around it were read."
        if not pmid
        else f"Add PMID {pmid[1]} by itself.",
    )


def _html_page(text: str, file: str) -> Finding:
    title = _HTML_TITLE.search(text)
    titled = f" titled “{' '.join(title[1].split())[:60]}”" if title else ""
    return NOT_RECORDS.broken(
        Place(file),
        seen=f"is an HTML page{titled}",
        expected="records",
        remedy="The service answered with a page for people; save the records themselves.",
    )


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
    )


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)[:100]
