"""Records of a file of any format: what it is shows in its content, never in its name."""

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from generator.formats.catalogue import text_formats, titles
from generator.formats.collection import NO_RECORD, NOT_RECORDS, Collection
from generator.model.finding import Finding, Place
from generator.model.found import FoundRecord
from generator.model.identifier import Identifier
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
# How much of a file is searched for a zero byte, and for the encoding that XML states at its start.
_BEGINNING = 4096
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ENCODING = re.compile(rb"\s*<\?xml[^>]*?\bencoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']")
# Formats that curators do bring and that no module here reads: their message names them.
_OTHER_FORMATS = {
    r"^%0 ": "EndNote's own format",
    r"^(?:FN |VR 1\.0|PT J)": "Web of Science's plain text",
    r"^Record #?\d+ of \d+": "a list of search results in words",
}
# Harmless in files from elsewhere: a byte order mark, UTF-16, different ends of line.
_HARMLESS = {"W232", "W233", "W234"}


def read_records(content: bytes, file: str) -> Collection:
    """Return the records of a file of any format; `file` is its name in findings.

    Each unit of the file becomes a record, an identifier to look up, or a finding.
    """
    if refused := _binary(content, file):
        return Collection(findings=(refused,))
    text, faults = decode(_as_utf8(content), file)
    faults = [fault for fault in faults if fault.code not in _HARMLESS]
    if not text.strip():
        return Collection(findings=tuple(faults) or (_empty(file),))
    several = parts(text)
    if len(several) > 1:
        return _together([_read_part(part, file, []) for part in several], faults)
    return _read_part(text, file, faults)


def parts(text: str) -> list[str]:
    r"""Return the runs of records of one format each, in a file that was put together from several.

    Blank lines before a part keep the numbers of its lines.

    >>> parts("TY  - JOUR\nER  - \nPMID- 1\n")
    ['TY  - JOUR\nER  - \n', '\n\nPMID- 1\n']
    """
    signs = (entry.beginning.signs for entry in text_formats() if entry.beginning)
    kinds = sum(any(sign in text for sign in of_one_format) for of_one_format in signs)
    starts = _starts(text) if kinds > 1 else []
    if len(starts) < 2:  # noqa: PLR2004 - a single format
        return [text]
    return [
        "\n" * text.count("\n", 0, start) + text[start:end]
        for start, end in pairwise([0, *starts[1:], len(text)])
    ]


def _starts(text: str) -> list[int]:
    """Return where records of another format begin than those before."""
    starts: list[int] = []
    before = ""
    for match in _beginnings().finditer(text):
        group = match.lastgroup or ""
        if group != before:
            starts.append(match.start(group))
            before = group
    return starts


@cache
def _beginnings() -> re.Pattern[str]:
    """Return what begins a record of any format, each in a group of its own.

    It stands at the start of a line, or directly behind BibTeX or XML whose last line has no end.
    """
    groups = [
        f"(?P<g{entry.order}>{entry.beginning.pattern})"
        for entry in text_formats()
        if entry.beginning
    ]
    return re.compile(rf"(?:^\ufeff?|(?<=[}}>]))(?:{'|'.join(groups)})", re.MULTILINE)


def _together(collections: Iterable[Collection], faults: list[Finding]) -> Collection:
    """Return what the parts of a file gave, as of one file whose format names all of theirs."""
    records: list[FoundRecord] = []
    identifiers: list[Identifier] = []
    names: list[str] = []
    for collection in collections:
        records += collection.records
        identifiers += collection.identifiers
        faults = [*faults, *collection.findings]
        names += [collection.format] if collection.format else []
    whole = " and ".join(dict.fromkeys(names))
    return Collection(tuple(records), _sorted(faults), whole, tuple(identifiers))


def _read_part(text: str, file: str, faults: list[Finding]) -> Collection:
    """Return the records of a text of one format."""
    known = next((entry for entry in text_formats() if entry.recognises(text)), None)
    if known is None:
        return Collection(findings=(*faults, _unknown(text, file)))
    units, findings = known.read(text, file)
    if not (units or findings or faults):
        findings = [_empty(file, "holds no record")]
    records = [unit for unit in units if isinstance(unit, FoundRecord)]
    identifiers = [unit for unit in units if not isinstance(unit, FoundRecord)]
    return Collection(tuple(records), _sorted([*faults, *findings]), known.name, tuple(identifiers))


def _as_utf8(content: bytes) -> bytes:
    """Return XML that states another encoding, and keeps to it, as UTF-8; all else as it is."""
    stated = _ENCODING.match(content[:_BEGINNING])
    if not stated:
        return content
    try:
        return content.decode(stated[1].decode("ascii")).encode("utf-8")
    except (LookupError, UnicodeError):
        return content


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.sort_key))


def _binary(content: bytes, file: str) -> Finding | None:
    kinds = (kind for signature, kind in _SIGNATURES.items() if content.startswith(signature))
    kind = next(kinds, "")
    if not kind and not content.startswith(_UTF_16) and b"\0" in content[:_BEGINNING]:
        kind = "no text"
    if not kind:
        return None
    return NOT_RECORDS.broken(
        Place(file),
        seen=f"is {kind}",
        expected=titles(),
        remedy="Unpack it, or export the records in one of these formats.",
    )


def _empty(file: str, seen: str = "is empty") -> Finding:
    return NO_RECORD.broken(
        Place(file), seen=seen, expected="at least one record", remedy="Export the records again."
    )


def _unknown(text: str, file: str) -> Finding:
    forms = _OTHER_FORMATS.items()
    kind = next((name for form, name in forms if re.search(form, text, re.MULTILINE)), "")
    start = " ".join(text.split())[:40]
    seen = f"begins with {start!r}, which no format of records does"
    return NOT_RECORDS.broken(
        Place(file),
        seen=f"is {kind}, which is not read" if kind else seen,
        expected=titles(),
        remedy="Export the records in one of these formats.",
    )
