"""Studies of ClinicalTrials.gov as JSON (API version 2); a missing module reads as not given."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Literal

from generator.formats.format import JsonFormat
from generator.formats.parts.identity import Identity, pmid_of
from generator.formats.parts.json_fields import JsonObject, object_at, objects_of, texts_of
from generator.formats.parts.printed_date import read_date
from generator.formats.parts.record_checks import completed
from generator.formats.parts.registrations import known_registration
from generator.model.citation import Citation
from generator.model.found import (
    FoundRecord,
    RecordLink,
    RegisteredArm,
    RegisteredOutcome,
    RegisterEntry,
)
from generator.model.identifier import Registration

_NAME = "clinicaltrials.gov"
# The register escapes the characters that Markdown would take for its own.
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!<>~^|&-])")
# Kinds of secondary number that name the same trial in another register; the others are numbers of
# grants and sponsors.
_SAME_TRIAL = {"EUDRACT_NUMBER", "CTIS", "REGISTRY"}
_ROLES: tuple[tuple[str, Literal["primary", "secondary", "other"]], ...] = (
    ("primaryOutcomes", "primary"),
    ("secondaryOutcomes", "secondary"),
    ("otherOutcomes", "other"),
)


def _is_study(entry: JsonObject) -> bool:
    return isinstance(entry.get("protocolSection"), Mapping)


def read_study(study: JsonObject, identity: Identity) -> FoundRecord | None:
    """Return the record of a study; None where it has no number."""
    protocol = object_at(study, "protocolSection")
    named, status = object_at(protocol, "identificationModule"), object_at(protocol, "statusModule")
    registration = known_registration(_text(named, "nctId"))
    if registration is None:
        return None
    identity.called = registration.number
    title = _text(named, "briefTitle") or _text(named, "officialTitle")
    posted = _day(status, "studyFirstPostDateStruct") or _text(status, "studyFirstSubmitDate")
    date = read_date(posted)
    record = FoundRecord(
        citation=_citation(title, registration),
        title=(title,) if title else (),
        registrations=tuple(dict.fromkeys([registration, *_other_numbers(named)])),
        links=tuple(dict.fromkeys(_references(object_at(protocol, "referencesModule")))),
        subjects=tuple(
            dict.fromkeys(texts_of(object_at(protocol, "conditionsModule"), "keywords"))
        ),
        register=_entry(study, registration),
    )
    return completed(record, identity, _NAME, date, doubt_date=False)


def _citation(title: str, registration: Registration) -> Citation:
    return Citation(
        key="",
        kind="webpage",
        title=title,
        publisher="ClinicalTrials.gov",
        url=registration.address or "",
    )


def _entry(study: JsonObject, registration: Registration) -> RegisterEntry:
    protocol = object_at(study, "protocolSection")
    named, status = object_at(protocol, "identificationModule"), object_at(protocol, "statusModule")
    design = object_at(protocol, "designModule")
    eligibility = object_at(protocol, "eligibilityModule")
    enrollment = object_at(design, "enrollmentInfo")
    count = enrollment.get("count")
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
        countries=_countries(object_at(protocol, "contactsLocationsModule")),
        ages=_ages(eligibility),
        criteria=_lines(eligibility, "eligibilityCriteria"),
        arms=tuple(_arms(object_at(protocol, "armsInterventionsModule"))),
        outcomes=tuple(_outcomes(object_at(protocol, "outcomesModule"))),
    )


def _other_numbers(named: JsonObject) -> Iterator[Registration]:
    """Yield the former numbers of the trial, and its numbers in other registers."""
    numbers = texts_of(named, "nctIdAliases")
    for secondary in objects_of(named.get("secondaryIdInfos")):
        if _text(secondary, "type") in _SAME_TRIAL:
            numbers.append(_text(secondary, "id"))
    for number in numbers:
        registration = known_registration(number)
        if registration:
            yield registration


def _references(module: JsonObject) -> Iterator[RecordLink]:
    """Yield the papers that the entry names; which of them report the trial a curator judges."""
    for reference in objects_of(module.get("references")):
        is_background = _text(reference, "type") == "BACKGROUND"
        yield RecordLink(
            "cites" if is_background else "other",
            _text(reference, "citation"),
            pmid_of(_text(reference, "pmid")),
        )


def _countries(module: JsonObject) -> tuple[str, ...]:
    countries = (_text(location, "country") for location in objects_of(module.get("locations")))
    return tuple(dict.fromkeys(filter(None, countries)))


def _arms(module: JsonObject) -> Iterator[RegisteredArm]:
    for arm in objects_of(module.get("armGroups")):
        interventions = tuple(texts_of(arm, "interventionNames"))
        yield RegisteredArm(_text(arm, "label"), _text(arm, "type"), interventions)


def _outcomes(module: JsonObject) -> Iterator[RegisteredOutcome]:
    for name, role in _ROLES:
        for outcome in objects_of(module.get(name)):
            yield RegisteredOutcome(role, _text(outcome, "measure"), _text(outcome, "timeFrame"))


def _ages(eligibility: JsonObject) -> str:
    youngest, oldest = _text(eligibility, "minimumAge"), _text(eligibility, "maximumAge")
    if youngest and oldest:
        return f"{youngest} to {oldest}"
    if youngest:
        return f"{youngest} and older"
    return f"up to {oldest}" if oldest else ""


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


FORMAT = JsonFormat(
    name=_NAME, title="ClinicalTrials.gov JSON", order=21, recognises=_is_study, read=read_study
)
