"""JSON of records, whoever wrote it: each of its objects is held against the formats of JSON."""

from collections.abc import Mapping
from typing import Any

from generator.formats.catalogue import json_formats, titles
from generator.formats.collection import NO_RECORD, NOT_RECORDS, RECORD_LOST
from generator.formats.format import JsonFormat, Read, TextFormat
from generator.formats.parts.identity import Identity
from generator.formats.parts.json_fields import JsonObject
from generator.formats.parts.json_objects import json_objects
from generator.model.finding import Finding, Place
from generator.model.found import FoundRecord


def read_json_records(text: str, file: str) -> Read:
    """Return the records of JSON; an object that is none, or is broken, is a finding."""
    records: list[FoundRecord] = []
    findings: list[Finding] = []
    for number, member in enumerate(json_objects(text), 1):
        identity = Identity(file, member.line, f"record {number}")
        record = _record(member.entry, identity) if isinstance(member.entry, Mapping) else None
        if member.fault:
            findings.append(_lost(identity, f"is broken ({member.fault}) and was lost"))
        elif record is None:
            findings.append(_no_record(member.entry, identity))
        else:
            records.append(record)
            findings += identity.findings
    if not records and not findings:
        findings.append(_empty(file))
    return records, findings


def _is_json(text: str) -> bool:
    return text.lstrip()[:1] in {"{", "["}


def _record(entry: JsonObject, identity: Identity) -> FoundRecord | None:
    """Return the record of an object by what it holds; None where it describes no work."""
    for json_format in json_formats():
        if json_format.recognises(entry):
            return json_format.read(entry, identity)
    return None


def _lost(identity: Identity, seen: str) -> Finding:
    return RECORD_LOST.broken(
        Place(identity.file, identity.line, identity.called),
        seen=seen,
        expected=f"a whole object of {titles(JsonFormat)}",
        remedy="Look at the file, or export it again; what else it holds was read.",
    )


def _no_record(entry: Any, identity: Identity) -> Finding:
    if isinstance(entry, Mapping) and "error" in entry:
        message = " ".join(str(entry["error"]).split())[:80]
        return NOT_RECORDS.broken(
            Place(identity.file, identity.line),
            seen=f"is the error of a service (“{message}”)",
            expected="records",
            remedy="Wait a while and fetch it again.",
        )
    kind = repr(entry)[:40]
    if isinstance(entry, Mapping):
        kind = "an object" if entry else "an empty object"
    return _lost(identity, f"is {kind} with neither title nor identifier")


def _empty(file: str) -> Finding:
    return NO_RECORD.broken(
        Place(file),
        seen="is a list without a record",
        expected="at least one record",
        remedy="Export the records again.",
    )


# Not a format by itself, so without a title: it opens the file for those whose records are objects.
FORMAT = TextFormat(name="json", title="", order=20, recognises=_is_json, read=read_json_records)
