"""JSON of records, whoever wrote it: register entries, CSL-JSON, replies of Crossref and Europe PMC, mixed or not."""

from collections.abc import Mapping
from typing import Any

from generator.formats.clinicaltrials_json import register_record
from generator.formats.collection import NO_RECORD, NOT_RECORDS, RECORD_LOST, Read
from generator.formats.csl_json import csl_record
from generator.formats.europe_pmc_json import europe_pmc_record
from generator.formats.parts.json_objects import json_objects
from generator.formats.parts.own_identifiers import OwnIdentifiers
from generator.model.finding import Finding, Place
from generator.model.found import FoundRecord


def read_json_records(text: str, file: str) -> Read:
    """Return the records of JSON; an object that is none, or is broken, is a finding."""
    records: list[FoundRecord] = []
    findings: list[Finding] = []
    for number, found in enumerate(json_objects(text), 1):
        own = OwnIdentifiers(file, found.line, f"record {number}")
        record = _record(found.entry, own) if isinstance(found.entry, Mapping) else None
        if found.fault:
            findings.append(_lost(own, f"is broken ({found.fault}) and was lost"))
        elif record is None:
            findings.append(_not_one(found.entry, own))
        else:
            records.append(record)
            findings += own.findings
    if not records and not findings:
        findings.append(_empty(file))
    return records, findings


def _record(entry: Mapping[str, Any], own: OwnIdentifiers) -> FoundRecord | None:
    """Return the record of an object by what it holds; None where it says nothing of a work."""
    if isinstance(entry.get("protocolSection"), Mapping):
        return register_record(entry, own)
    if isinstance(entry.get("authorString", entry.get("pubYear")), str) and "source" in entry:
        return europe_pmc_record(entry, own)
    return csl_record(entry, own)


def _lost(own: OwnIdentifiers, seen: str) -> Finding:
    return RECORD_LOST.broken(
        Place(own.file, own.line, own.called),
        seen=seen,
        expected="a whole JSON object of CSL-JSON or of a ClinicalTrials.gov study",
        remedy="Look at the file, or export it again; what else it holds was read.",
    )


def _not_one(entry: Any, own: OwnIdentifiers) -> Finding:
    if isinstance(entry, Mapping) and "error" in entry:
        words = " ".join(str(entry["error"]).split())[:80]
        return NOT_RECORDS.broken(
            Place(own.file, own.line),
            seen=f"is the error of a service (“{words}”)",
            expected="records",
            remedy="Wait a while and fetch it again.",
        )
    kind = (
        "an empty object"
        if entry == {}
        else "an object"
        if isinstance(entry, Mapping)
        else repr(entry)[:40]
    )
    return _lost(own, f"is {kind} with neither title nor identifier")


def _empty(file: str) -> Finding:
    return NO_RECORD.broken(
        Place(file),
        seen="is a list without a record",
        expected="at least one record",
        remedy="Export the records again.",
    )
