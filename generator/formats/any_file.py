"""Any file of records to records: what it is stands in its content, never in its name."""

import re
from collections.abc import Iterable

from generator.formats.collection import NO_RECORD, NOT_RECORDS, Collection, Reader
from generator.formats.identifier_list import is_identifier_list, read_identifier_list
from generator.formats.mixed_file import parts
from generator.model.finding import Finding, Place
from generator.text.decode import decode

# The first bytes of files that are no text.
_SIGNATURES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip archive or an Office document",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite format 3": "a database",
    b"{\\rtf": "a document in Rich Text Format",
}
_BINARY_LOOK = 4096
_ENCODING = re.compile(rb"\s*<\?xml[^>]*?\bencoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']")
_INSIDE_XML = re.compile(r"^\s*<PubmedArticle>\s*$", re.MULTILINE)
_RIS = re.compile(r"^[ \t]*TY[ \t]{0,6}-", re.MULTILINE | re.IGNORECASE)
_NBIB = re.compile(r"^(?:PMID|OWN|STAT|DCOM|FAU|BTI|PMC|LID|JT|MHDA)[ ]{0,3}- ", re.MULTILINE)
_BIBTEX = re.compile(r"(?<![\w.])@[ \t]*[A-Za-z]+\s*[{(]")
_RIS_WITHOUT_TYPE = re.compile(r"^(?:AU|A1|T1|TI|JO|JF|PY|Y1|ER)  - ", re.MULTILINE)
_OTHER_FORMATS = {
    r"^%0 ": "EndNote's own format",
    r"^(?:FN |VR 1\.0|PT J)": "Web of Science's plain text",
    r"^Record #?\d+ of \d+": "a list of search results in words",
}
# Harmless in files from elsewhere: a byte order mark, UTF-16, different ends of line.
_HARMLESS = {"W232", "W233", "W234"}


def read_records(content: bytes, file: str) -> Collection:
    """Return the records of a file of any format that is read; `file` is the name to speak of it by.

    Each unit of the file becomes a record, an identifier to look up, or a finding.
    """
    if refused := _binary(content, file):
        return Collection(findings=(refused,))
    text, faults = decode(_as_utf8(content), file)
    faults = [fault for fault in faults if fault.code not in _HARMLESS]
    if not text.strip():
        return Collection(findings=(*faults, *([] if faults else [_empty(file)])))
    several = parts(text)
    if len(several) > 1:
        return _together([_read_part(part, file, []) for part in several], faults)
    return _read_part(text, file, faults)


def _together(collections: Iterable[Collection], faults: list[Finding]) -> Collection:
    """Return what the parts of a file gave, as of one file whose format names all of theirs."""
    read = list(collections)
    return Collection(
        tuple(record for one in read for record in one.records),
        _checked((finding for one in read for finding in one.findings), faults),
        " and ".join(dict.fromkeys(one.format for one in read if one.format)),
        tuple(identifier for one in read for identifier in one.identifiers),
    )


def _read_part(text: str, file: str, faults: list[Finding]) -> Collection:
    """Return the records of a text of one format."""
    name, reader = _reader_for(text)
    if reader is not None:
        records, findings = reader(text, file)
        if not records and not findings and not faults:
            findings = [_empty(file, "holds no record")]
        return Collection(tuple(records), _checked(findings, faults), name)
    if name == "identifiers":
        identifiers, findings = read_identifier_list(text, file)
        return Collection((), _checked(findings, faults), name, tuple(identifiers))
    return Collection(findings=(*faults, _unknown(text, file)))


def _as_utf8(content: bytes) -> bytes:
    """Return XML that states another encoding than UTF-8, and keeps to it, as UTF-8; all else as it is."""
    stated = _ENCODING.match(content[:_BINARY_LOOK])
    try:
        return content.decode(stated[1].decode("ascii")).encode("utf-8") if stated else content
    except (LookupError, UnicodeError):
        return content


def _reader_for(text: str) -> tuple[str, Reader | None]:
    """Return the name of a format and its reader, or "identifiers" for a list of them, or nothing."""
    start = text.lstrip()[:1]
    if start == "<" or _INSIDE_XML.search(text):
        return "pubmed-xml", _loaded("pubmed-xml")
    if start in {"{", "["} and not _BIBTEX.match(text.lstrip()):
        return "json", _loaded("json")
    is_nbib = _NBIB.search(text) is not None
    if _RIS.search(text) or (_RIS_WITHOUT_TYPE.search(text) and not is_nbib):
        return "ris", _loaded("ris")
    name = "nbib" if is_nbib else "bibtex" if _BIBTEX.search(text) else ""
    return (
        (name, _loaded(name)) if name else ("identifiers" if is_identifier_list(text) else "", None)
    )


def _loaded(name: str) -> Reader:
    """Return the reader of a format; each is loaded only where it is used."""
    match name:
        case "pubmed-xml":
            from generator.formats.pubmed_xml import read_pubmed_xml as reader  # noqa: PLC0415
        case "json":
            from generator.formats.json_records import read_json_records as reader  # noqa: PLC0415
        case "ris":
            from generator.formats.ris import read_ris as reader  # noqa: PLC0415
        case "nbib":
            from generator.formats.nbib import read_nbib as reader  # noqa: PLC0415
        case _:
            from generator.formats.bibtex import read_bibtex as reader  # noqa: PLC0415
    return reader


def _checked(findings: Iterable[Finding], faults: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted([*faults, *findings], key=lambda finding: finding.sort_key))


def _binary(content: bytes, file: str) -> Finding | None:
    kind = next(
        (kind for signature, kind in _SIGNATURES.items() if content.startswith(signature)), ""
    )
    if (
        not kind
        and not content.startswith((b"\xff\xfe", b"\xfe\xff"))
        and b"\0" in content[:_BINARY_LOOK]
    ):
        kind = "no text"
    if not kind:
        return None
    return NOT_RECORDS.broken(
        Place(file),
        seen=f"is {kind}",
        expected="a text file of records",
        remedy="Unpack it, or export the records as PubMed XML, NBIB, RIS, BibTeX or CSL-JSON.",
    )


def _empty(file: str, seen: str = "is empty") -> Finding:
    return NO_RECORD.broken(
        Place(file), seen=seen, expected="at least one record", remedy="Export the records again."
    )


def _unknown(text: str, file: str) -> Finding:
    kind = next(
        (name for form, name in _OTHER_FORMATS.items() if re.search(form, text, re.MULTILINE)), ""
    )
    words = " ".join(text.split())[:40]
    return NOT_RECORDS.broken(
        Place(file),
        seen=f"is {kind}, which is not read"
        if kind
        else f"begins with {words!r}, which no format of records does",
        expected="PubMed XML, NBIB, RIS, BibTeX, CSL-JSON, ClinicalTrials.gov JSON or a list of identifiers",
        remedy="Export the records in one of these formats.",
    )
