"""The first draft of a study: what record and register state is filled in, all else waits.

Nothing of the abstract enters it, and no figure that nobody printed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import get_args

from generator.files.csv_rows import plain_line
from generator.files.notices_file import where_read
from generator.files.yaml_quoting import flow_list, flow_mapping, scalar
from generator.matching.profile import sketch_of_found, surname_of
from generator.matching.title import title_words
from generator.matching.vocabulary_mentions import mentioned
from generator.model.effect import Effect
from generator.model.evidence import Evidence
from generator.model.found import FoundRecord, RegisteredOutcome, RegisterEntry
from generator.model.identifier import Registration
from generator.model.provenance import SourceKind
from generator.model.result import RESULT_KINDS, Direction, Role
from generator.model.study import UNWRITTEN_SUMMARY, EvidenceUse, RelationToSeed

SCHEMA_LINE = "# yaml-language-server: $schema=../schema/study.json"
SUMMARY = UNWRITTEN_SUMMARY
_HEAD = (
    "# A draft: it is shown as one and counts nowhere. Fill what waits below, remove the # before "
    "it, and set the\n"
    "# status of the extraction at the end. Every value needs source and where; numbers stay as "
    "printed; what the\n"
    "# source does not say is left out. `evidence check` says what does not fit; `evidence explain "
    "KEY` explains."
)
_TO_BE_EXTRACTED = "# to be extracted"
_FROM_REGISTER = "# from the register, to be checked"
_FROM_RECORD = "# from the record, to be checked"
_SLUG_WORD = re.compile(r"[a-z0-9]+")
_ADDRESS = re.compile(r"https?://[^\s\"<>\\^`{|}]+")
# An id is an address and the name of a file; the row of an outcome is one in a long list.
_LONGEST_ID = 40
_LONGEST_OUTCOME_ID = 24
_LONGEST_LABEL = 60
# Of long lists in a register or a record: a draft with hundreds of rows would not be read.
_MANY = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was decided about a new study, and what is known of it."""

    id: str
    reports: tuple[str, ...]
    record: FoundRecord
    evidence: EvidenceUse
    design: str
    day: date
    drugs: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    register: RegisterEntry | None = None
    relation: RelationToSeed = "found"


def draft_study(draft: Draft, everything: Evidence) -> str:
    """Return the text of a study's file; it reads without an error and waits to be filled."""
    sections = (
        _head(draft, everything),
        _people(draft, everything),
        _sources(draft),
        _arms(draft, everything),
        _rows(draft, everything),
    )
    body = "\n".join("\n".join(section) for section in sections)
    return f"{SCHEMA_LINE}\n{body}\n{_foot(draft)}"


def study_id(record: FoundRecord, register: RegisterEntry | None = None) -> str:
    """Return the id that a study or a report would have: surname and year, else an identifier.

    Whether it is free is for others to say.
    """
    entry = record.register or register
    surname = slug(surname_of(record.citation))
    year = str(record.citation.year or "")
    if surname:
        return "-".join(filter(None, (surname, year)))
    if entry:
        return slug(entry.registration.number)
    if record.identifiers:
        return slug(str(record.identifiers[0]))
    return "-".join(filter(None, ("report", year)))


def study_label(record: FoundRecord) -> str:
    """Return what a study is called: surname and year, else the number of its trial or a title."""
    surname = surname_of(record.citation)
    if surname:
        return plain_line(" ".join(filter(None, (surname, str(record.citation.year or "")))))
    if record.register:
        return record.register.registration.number
    return plain_line(record.citation.title)[:_LONGEST_LABEL] or "No title"


def slug(text: str) -> str:
    """Return a text as an id: small letters, figures and single hyphens.

    >>> slug("van der Ōta–Müller")
    'van-der-ota-muller'
    """
    parts = _SLUG_WORD.findall(" ".join(title_words(text)))
    return "-".join(parts)[:_LONGEST_ID].strip("-")


def source_address(record: FoundRecord) -> str:
    """Return the page of a report or register entry, or nothing."""
    if record.register:
        return record.register.registration.address or ""
    citation = record.citation
    address = citation.url
    if citation.identifiers:
        address = (citation.pmid or citation.identifiers[0]).address
    return address if _ADDRESS.fullmatch(address) else ""


def _head(draft: Draft, everything: Evidence) -> Iterator[str]:
    numbers = [registration.number for registration in _registrations(draft)]
    yield _HEAD
    yield f"id: {draft.id}"
    yield f"label: {scalar(study_label(draft.record))}"
    yield _waits("name: the short name of the study, if it has one")
    yield f"reports: {flow_list(draft.reports)}"
    if numbers:
        yield f"registrations: {flow_list(numbers)}  {_FROM_RECORD}"
    else:
        yield _waits("registrations: [numbers of its entries in public registers]")
    yield f"relation: {draft.relation}  # {_words(get_args(RelationToSeed))}"
    yield f"evidence: {draft.evidence}  # {_words(get_args(EvidenceUse))}"
    yield f"drugs: {flow_list(draft.drugs)}  # ids of data/vocabulary/drugs.yml"
    yield f"design: {draft.design}  # {_words(everything.designs)}"
    yield f"populations: {flow_list(draft.populations)}  # {_words(everything.populations)}"


def _registrations(draft: Draft) -> list[Registration]:
    registrations = list(draft.record.registrations)
    if draft.register:
        registrations.append(draft.register.registration)
    return [number for number in dict.fromkeys(registrations) if number.register]


def _people(draft: Draft, everything: Evidence) -> Iterator[str]:
    ages = _words(everything.age_groups)
    yield f"# population: who took part, in the words of the source; age_group: {ages}"
    population = "age_group: , disease: , subtype: , refractory: , criteria: , source: , where: "
    yield _waits(f"population: {{{population}}}")
    yield from _setting(draft.register)
    yield from _participants(draft.register)
    yield _waits("follow_up: {value: , unit: weeks | months | years, source: , where: }")
    if draft.record.funding:
        yield f"funding: {scalar('; '.join(draft.record.funding[:_MANY]))}  {_FROM_RECORD}"
    else:
        yield _waits("funding: who paid")
    yield _waits("conflicts: what the authors declare")


def _setting(register: RegisterEntry | None) -> Iterator[str]:
    if register is None or not (register.countries or register.sponsor):
        keys = "country: , city: , site: , centres: , period: , sponsor: , source: , where: "
        yield _waits(f"setting: {{{keys}}}")
        return
    setting = {"country": ", ".join(register.countries), "sponsor": register.sponsor}
    values = flow_mapping({**setting, "source": "register", "where": "Sponsor, Locations"})
    yield f"setting: {values}  {_FROM_REGISTER}"
    yield "#   further keys of setting: city, site, centres, period"


def _participants(register: RegisterEntry | None) -> Iterator[str]:
    if register is None or register.enrollment is None:
        keys = "screened: , enrolled: , treated: , analysed: , completed: , source: , where: "
        yield _waits(f"participants: {{{keys}}}")
        return
    kind = register.enrollment_kind.casefold()
    note = f"{register.enrollment} ({kind or 'kind not stated'}) in the register"
    # A planned number is not one of people who took part.
    figures = {"enrolled": str(register.enrollment)} if kind == "actual" else {}
    values = flow_mapping({**figures, "note": note, "source": "register", "where": "Enrollment"})
    yield f"participants: {values}  {_FROM_REGISTER}"
    yield "#   further keys of participants: screened, enrolled, treated, analysed, completed"


def _sources(draft: Draft) -> Iterator[str]:
    sources = dict(_known_sources(draft))
    kinds = _words(get_args(SourceKind))
    yield f"# sources: every page on which a value of this file was read; kind: {kinds}"
    yield "sources:" if sources else "sources: {}"
    for name, values in sources.items():
        yield f"  {name}: {flow_mapping(values)}"


def _known_sources(draft: Draft) -> Iterator[tuple[str, dict[str, str]]]:
    record, seen = draft.record, draft.day.isoformat()
    address = "" if record.register else source_address(record)
    if address:
        title = "PubMed abstract" if record.citation.pmid else "page of the report"
        named = {"kind": _source_kind(record), "url": address, "title": title}
        yield "abstract", {**named, "report": draft.reports[0], "seen": seen}
    registered = draft.register.registration if draft.register else None
    if registered and registered.address:
        title = f"register entry {registered.number}"
        named = {"kind": "register", "url": registered.address, "title": title}
        yield "register", {**named, "seen": seen}


def _source_kind(record: FoundRecord) -> SourceKind:
    if sketch_of_found(record, "").nature == "abstract":
        return "conference-abstract"
    return "abstract" if record.citation.identifiers else "other"


def _arms(draft: Draft, everything: Evidence) -> Iterator[str]:
    groups = "groups of participants and what each was given"
    yield f"# arms: {groups}; total: people in it; drug: an id of the vocabulary"
    arms = draft.register.arms if draft.register else ()
    if not arms:
        yield _waits("arms:")
        keys = "dose: , frequency: , formulation: , duration: , total: , co_treatment: "
        yield f"#   - {{id: , label: , drug: , {keys}}}"
        return
    yield "arms:"
    labels = [
        (drug, everything.drugs[drug].label) for drug in draft.drugs if drug in everything.drugs
    ]
    taken: set[str] = set()
    for number, arm in enumerate(arms, 1):
        name = _free(slug(arm.label) or f"arm-{number}", taken)
        given = "; ".join(arm.interventions)
        drugs = [mention.id for mention in mentioned({"arm": f"{arm.label} · {given}"}, labels)]
        values = {
            "id": name,
            "label": arm.label or name,
            # Of two drugs in one arm, the curator says which was tested.
            "drug": drugs[0] if len(drugs) == 1 else "",
            "note": ", ".join(filter(None, (arm.kind.replace("_", " ").lower(), given))),
        }
        yield f"  - {flow_mapping(values)}  {_FROM_REGISTER}"


def _rows(draft: Draft, everything: Evidence) -> Iterator[str]:
    yield "# baseline: what participants were like at the start"
    yield _waits("baseline:")
    yield "#   - {item: , measure: , arm: , unit: , mean: , sd: , total: , source: , where: }"
    roles = _words(get_args(Role))
    yield f"# results: one row a number; id: its permanent address, never reused; role: {roles}"
    yield f"#   kind: {_words(RESULT_KINDS)}"
    yield "#   measure: an id of data/vocabulary/measures.yml, or unlisted with a domain"
    figures = "value, ci_low, ci_high, interval_kind, p"
    yield f"#   comparison: against, effect ({_words(get_args(Effect))}), {figures}"
    yield f"#   narrative: finding in own words, direction ({_words(get_args(Direction))})"
    yield _waits("results:")
    outcomes = draft.register.outcomes[:_MANY] if draft.register else ()
    taken: set[str] = set()
    for outcome in outcomes or (RegisteredOutcome("primary", ""),):
        yield from _outcome(outcome, everything, taken)
    none = "an event that was looked for and not found has events: 0"
    yield f"# harms: {none}; counted: participants | events"
    yield _waits("harms:")
    keys = "events: , total: , counted: participants, serious: , source: , where: "
    yield f"#   - {{id: , event: , arm: , {keys}}}"
    yield _waits("bias_notes: what was seen of design and conduct, in own words")


def _outcome(outcome: RegisteredOutcome, everything: Evidence, taken: set[str]) -> Iterator[str]:
    """Yield a registered outcome as a row that waits for its figures."""
    measures = ((measure.id, measure.label) for measure in everything.measures.values())
    named = [mention.id for mention in mentioned({"outcome": outcome.measure}, measures)]
    marked = f"  {_FROM_REGISTER}" if outcome.measure else ""
    name = slug(outcome.measure)[:_LONGEST_OUTCOME_ID].strip("-") or "outcome"
    time = "{value: , unit: weeks}"
    if outcome.time:
        time = f"{{label: {scalar(outcome.time)}}}{marked}"
    yield f"#   - id: {_free(name, taken)}"
    yield f"#     measure: {' | '.join(named)}"
    yield f"#     reported_as: {scalar(outcome.measure) if outcome.measure else ''}{marked}"
    yield f"#     role: {outcome.role}{marked}"
    yield "#     arm:"
    yield f"#     time: {time}"
    yield "#     kind: proportion"
    yield "#     events:"
    yield "#     total:"
    yield "#     source: abstract"
    yield "#     where:"


def _foot(draft: Draft) -> str:
    return (
        f"# Read from: {plain_line(where_read(draft.record))}\n"
        f"summary: {SUMMARY}\n"
        f"extraction: {{first: {draft.day.isoformat()}, status: to-be-extracted}}"
        "  # then once; read again: agreed | corrected | partly | not-seen-again\n"
    )


def _free(name: str, taken: set[str]) -> str:
    """Return a name that is not taken yet, and take it."""
    # Arms of one label and outcomes of one measure are common in registers.
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free


def _waits(line: str) -> str:
    """Return a line that waits to be filled."""
    return f"# {line}  {_TO_BE_EXTRACTED}"


def _words(allowed: Iterable[str]) -> str:
    return " | ".join(allowed)
