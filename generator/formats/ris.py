"""RIS to lines and records, from whatever program wrote it: odd spacing, missing ends, lines that go on."""

import re
from collections.abc import Iterator

from generator.formats.collection import DOUBTFUL_RECORD, RECORD_LOST, STRAY_TEXT, Read
from generator.formats.parts.own_identifiers import OwnIdentifiers
from generator.formats.parts.tagged_lines import TaggedRecord
from generator.formats.ris_record import KNOWN_TAGS, NAMING_TAGS, ris_record
from generator.model.finding import Finding
from generator.model.found import FoundRecord

# Two signs, two spaces, a hyphen; a tag we know may be spaced in another way.
_STRICT = re.compile(r"[ \t\ufeff]*([A-Za-z][A-Za-z0-9])[ \t\u00a0]{2}-(?:[ \t\u00a0](.*)|$)")
_LOOSE = re.compile(r"[ \t\ufeff]*([A-Za-z][A-Za-z0-9])[ \t\u00a0]{0,6}-[ \t\u00a0]*(.*)")
_LOOSE_SPACE = re.compile(r"[ \t\ufeff]*[A-Za-z][A-Za-z0-9](?:[ \t\u00a0]+-|-[ \t\u00a0]|-$)")
_ADDRESSES = frozenset({"UR", "LK", "L1", "L2", "L3", "L4"})
# One database writes the abbreviated journal after the end of a record.
_AFTER_END = "NL"
_END = re.compile(r"[ \t\ufeff]*ER[ \t\u00a0]*-?[ \t\u00a0]*", re.IGNORECASE)


def read_ris(text: str, file: str) -> Read:
    """Return the records of a RIS file; one that is not closed, or begins without its type, is read and told."""
    records: list[FoundRecord] = []
    findings: list[Finding] = []
    for lines in _records(text):
        own = OwnIdentifiers(file, lines.line, lines.first("TI", "T1"))
        tags = lines.tags
        if not tags & KNOWN_TAGS:
            if tags - {"", _AFTER_END} and records:
                own.note(
                    STRAY_TEXT,
                    "stands outside every record",
                    "tagged lines",
                    "These lines were not read.",
                )
        elif not any(lines.all(*NAMING_TAGS)):
            seen = "has neither title nor author nor identifier, and was left out"
            own.note(RECORD_LOST, seen, "a record that says what it is of", "Export it again.")
        else:
            records.append(ris_record(lines, own))
            _doubt(lines, own)
        findings += own.findings
    return records, findings


def _doubt(lines: TaggedRecord, own: OwnIdentifiers) -> None:
    """Note a record of which the beginning or the end is missing, or that may be two."""
    tags = lines.tags
    if len(set(lines.all("TI"))) > 1 or len(set(lines.all("T1"))) > 1:
        seen = "has two titles, of which the first was read"
        own.note(DOUBTFUL_RECORD, seen, "one title", "See whether two records ran together.")
    elif "TY" not in tags:
        own.note(
            DOUBTFUL_RECORD,
            "begins without its type",
            "TY  - JOUR or another type",
            "See that it is whole.",
        )
    elif "ER" not in tags:
        own.note(
            DOUBTFUL_RECORD,
            "is not closed",
            "ER  - at its end",
            "See that nothing of it is missing.",
        )


def _records(text: str) -> Iterator[TaggedRecord]:
    """Yield the lines of each record; it begins with TY, ends with ER or where the next begins."""
    current: TaggedRecord | None = None
    for number, written in enumerate(_one_tag_a_line(text).split("\n"), 1):
        tag, content = _tagged(written)
        if tag == "ER":
            if current is not None:
                current.add("ER", "")
                yield current
            current = None
            continue
        if tag == "TY" and current is not None:
            yield current
            current = None
        if current is None:
            if not written.strip():
                continue
            current = TaggedRecord(number)
        if tag:
            current.add(tag, content)
        elif current.fields:
            current.go_on(written, as_another=_is_another(current.fields[-1][0], written))
        else:
            current.add("", written)
    if current is not None:
        yield current


def _is_another(tag: str, written: str) -> bool:
    """Tell whether a line without a tag is a further keyword or address; one that is indented goes on with the last."""
    return (tag == "KW" and not written[:1].isspace()) or (
        tag in _ADDRESSES and written.startswith("http")
    )


def _one_tag_a_line(text: str) -> str:
    """Return a text in which no record begins on the line where the one before it ends."""
    return re.sub(r"(^[ \t]*ER[ \t]*-)[ \t]+(?=TY[ \t]*-)", r"\1\n", text, flags=re.MULTILINE)


def _tagged(line: str) -> tuple[str, str]:
    """Return the tag of a line and what follows it; no tag where the line goes on with the one before."""
    if _END.fullmatch(line):
        return "ER", ""
    strict = _STRICT.match(line)
    if strict:
        return strict[1].upper(), strict[2] or ""
    loose = _LOOSE.match(line)
    if loose and _LOOSE_SPACE.match(line) and loose[1] in KNOWN_TAGS:
        return loose[1], loose[2]
    is_type = loose and loose[1].upper() == "TY"
    return ("TY", loose[2]) if loose and is_type else ("", line)
