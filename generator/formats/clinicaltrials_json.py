"""A study of ClinicalTrials.gov (API version 2) to a record: whatever module is missing reads as not given."""

import html
import re
from collections.abc import Iterator
from typing import Literal

from generator.formats.parts.json_fields import JsonObject, object_at, objects_of, texts_of
from generator.formats.parts.own_identifiers import OwnIdentifiers
from generator.formats.parts.printed_date import read_date
from generator.formats.parts.record_checks import check_record
from generator.formats.parts.registrations import known_registration
from generator.model.citation import Citation
from generator.model.found import (
    FoundRecord,
    Origin,
    RecordLink,
    RegisteredArm,
    RegisteredOutcome,
    RegisterEntry,
)
from generator.model.identifier import Pmid, Registration

FORMAT = "clinicaltrials.gov"
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!<>~^|&-])")
_OWN_KINDS = {"EUDRACT_NUMBER", "CTIS", "REGISTRY"}
_ROLES: tuple[tuple[str, Literal["primary", "secondary", "other"]], ...] = (
    ("primaryOutcomes", "primary"),
    ("secondaryOutcomes", "secondary"),
    ("otherOutcomes", "other"),
)


def register_record(study: JsonObject, own: OwnIdentifiers) -> FoundRecord | None:
    """Return the record of a study; None where it has no number."""
    protocol = object_at(study, "protocolSection")
    named, status = object_at(protocol, "identificationModule"), object_at(protocol, "statusModule")
    registration = known_registration(_text(named, "nctId"))
    if registration is None:
        return None
    own.called = registration.number
    title = _text(named, "briefTitle") or _text(named, "officialTitle")
    posted = read_date(
        _day(status, "studyFirstPostDateStruct") or _text(status, "studyFirstSubmitDate")
    )
    record = FoundRecord(
        citation=Citation(
            key="",
            kind="webpage",
            title=title,
            year=posted.year,
            month=posted.month,
            day=posted.day,
            publisher="ClinicalTrials.gov",
            url=registration.address or "",
        ),
        title=(title,) if title else (),
        published=posted.text,
        registrations=tuple(dict.fromkeys([registration, *_other_numbers(named)])),
        links=tuple(dict.fromkeys(_references(object_at(protocol, "referencesModule")))),
        subjects=tuple(
            dict.fromkeys([*texts_of(object_at(protocol, "conditionsModule"), "keywords")])
        ),
        register=_entry(study, registration),
        origin=Origin(own.file, own.line, FORMAT),
    )
    check_record(record, own)
    return record


def _entry(study: JsonObject, registration: Registration) -> RegisterEntry:
    protocol = object_at(study, "protocolSection")
    named, status = object_at(protocol, "identificationModule"), object_at(protocol, "statusModule")
    design, eligibility = (
        object_at(protocol, "designModule"),
        object_at(protocol, "eligibilityModule"),
    )
    enrollment = object_at(design, "enrollmentInfo")
    count = enrollment.get("count")
    locations = objects_of(object_at(protocol, "contactsLocationsModule").get("locations"))
    return RegisterEntry(
        registration=registration,
        status=_text(status, "overallStatus"),
        has_results=study.get("hasResults") is True or bool(object_at(study, "resultsSection")),
        brief_title=_text(named, "briefTitle"),
        official_title=_text(named, "officialTitle"),
        phase=", ".join(texts_of(design, "phases")),
        study_type=_text(design, "studyType"),
        allocation=_text(object_at(design, "designInfo"), "allocation"),
        masking=_text(object_at(design, "designInfo", "maskingInfo"), "masking"),
        enrollment=count if isinstance(count, int) and not isinstance(count, bool) else None,
        enrollment_kind=_text(enrollment, "type"),
        start=_day(status, "startDateStruct"),
        primary_completion=_day(status, "primaryCompletionDateStruct"),
        completion=_day(status, "completionDateStruct"),
        first_posted=_day(status, "studyFirstPostDateStruct"),
        last_update_posted=_day(status, "lastUpdatePostDateStruct"),
        results_posted=_day(status, "resultsFirstPostDateStruct"),
        why_stopped=_text(status, "whyStopped"),
        sponsor=_text(object_at(protocol, "sponsorCollaboratorsModule", "leadSponsor"), "name"),
        conditions=tuple(texts_of(object_at(protocol, "conditionsModule"), "conditions")),
        countries=tuple(
            dict.fromkeys(text for one in locations if (text := _text(one, "country")))
        ),
        ages=_ages(eligibility),
        criteria=_lines(eligibility, "eligibilityCriteria"),
        arms=tuple(_arms(object_at(protocol, "armsInterventionsModule"))),
        outcomes=tuple(_outcomes(object_at(protocol, "outcomesModule"))),
    )


def _other_numbers(named: JsonObject) -> Iterator[Registration]:
    """Yield the numbers of the same trial in other registers, and its former ones."""
    for alias in texts_of(named, "nctIdAliases"):
        found = known_registration(alias)
        if found:
            yield found
    for one in objects_of(named.get("secondaryIdInfos")):
        found = known_registration(_text(one, "id")) if _text(one, "type") in _OWN_KINDS else None
        if found:
            yield found


def _references(module: JsonObject) -> Iterator[RecordLink]:
    """Yield the papers that the entry names; which of them report the trial is for the curator to judge."""
    for one in objects_of(module.get("references")):
        pmid = _text(one, "pmid")
        number = Pmid(int(pmid)) if pmid.isascii() and pmid.isdigit() and int(pmid) > 0 else None
        kind: Literal["cites", "other"] = "cites" if _text(one, "type") == "BACKGROUND" else "other"
        yield RecordLink(kind, _text(one, "citation"), number)


def _arms(module: JsonObject) -> Iterator[RegisteredArm]:
    for one in objects_of(module.get("armGroups")):
        yield RegisteredArm(
            _text(one, "label"), _text(one, "type"), tuple(texts_of(one, "interventionNames"))
        )


def _outcomes(module: JsonObject) -> Iterator[RegisteredOutcome]:
    for name, role in _ROLES:
        for one in objects_of(module.get(name)):
            yield RegisteredOutcome(role, _text(one, "measure"), _text(one, "timeFrame"))


def _ages(eligibility: JsonObject) -> str:
    youngest, oldest = _text(eligibility, "minimumAge"), _text(eligibility, "maximumAge")
    if youngest and oldest:
        return f"{youngest} to {oldest}"
    return f"{youngest} and older" if youngest else f"up to {oldest}" if oldest else ""


def _day(module: JsonObject, name: str) -> str:
    return _text(object_at(module, name), "date")


def _text(entry: JsonObject, name: str) -> str:
    """Return a text on one line, without the escapes of the register."""
    return " ".join(_lines(entry, name).split())


def _lines(entry: JsonObject, name: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str):
        return ""
    return html.unescape(_ESCAPED.sub(r"\1", value)).strip()
