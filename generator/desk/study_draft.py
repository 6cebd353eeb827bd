"""The first draft of a study: what record and register state is filled in and marked, all else waits with its words.

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
from generator.model.evidence import Evidence as Everything
from generator.model.found import FoundRecord, RegisteredOutcome, RegisterEntry
from generator.model.identifier import Registration
from generator.model.provenance import SourceKind
from generator.model.result import RESULT_KINDS, Direction, Effect, Role
from generator.model.study import UNWRITTEN_SUMMARY, Evidence, RelationToSeed

SCHEMA_LINE = "# yaml-language-server: $schema=../schema/study.json"
SUMMARY = UNWRITTEN_SUMMARY
_TO_BE_EXTRACTED = "# to be extracted"
_FROM_REGISTER = "# from the register, to be checked"
_FROM_RECORD = "# from the record, to be checked"
_SLUG_WORD = re.compile(r"[a-z0-9]+")
_LONGEST_ID = 40
_MANY = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was decided about a new study, and what is known of it."""

    id: str
    reports: tuple[str, ...]
    record: FoundRecord
    evidence: Evidence
    design: str
    day: date
    drugs: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    register: RegisterEntry | None = None
    relation: RelationToSeed = "found"


def draft_study(draft: Draft, everything: Everything) -> str:
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
    """Return the id that a study or a report would have: surname and year, else its first identifier.

    Whether it is free is for others to say.
    """
    entry = record.register or register
    surname = slug(surname_of(record.citation))
    year = str(record.citation.year or "")
    if surname:
        return "-".join(filter(None, (surname, year)))
    if entry:
        return slug(entry.registration.number)
    identifiers = record.identifiers
    return slug(str(identifiers[0])) if identifiers else "-".join(filter(None, ("report", year)))


def study_label(record: FoundRecord) -> str:
    """Return what a study is called: surname and year, else the number of its trial, else its title."""
    words = (surname_of(record.citation), str(record.citation.year or ""))
    if words[0]:
        return plain_line(" ".join(filter(None, words)))
    return (
        record.register.registration.number
        if record.register
        else plain_line(record.citation.title)[:60] or "No title"
    )


def slug(text: str) -> str:
    """Return a text as an id: small letters, figures and single hyphens.

    >>> slug("van der Ōta–Müller")
    'van-der-ota-muller'
    """
    words = [word for part in title_words(text) for word in _SLUG_WORD.findall(part)]
    return "-".join(words)[:_LONGEST_ID].strip("-")


def source_address(record: FoundRecord) -> str:
    """Return the page of a report or register entry, or nothing."""
    if record.register:
        return record.register.registration.address or ""
    identifiers = record.citation.identifiers
    pmid = record.citation.pmid
    address = (
        pmid.address if pmid else identifiers[0].address if identifiers else record.citation.url
    )
    return address if re.fullmatch(r"https?://[^\s\"<>\\^`{|}]+", address) else ""


def _head(draft: Draft, everything: Everything) -> Iterator[str]:
    numbers = [one.number for one in _registrations(draft)]
    yield "# A draft: it is shown as one and counts nowhere. Fill what waits below, remove the # before it, and set the"
    yield "# status of the extraction at the end. Every value needs source and where; numbers stay as printed; what the"
    yield "# source does not say is left out. `evidence check` says what does not fit; `evidence explain KEY` explains."
    yield f"id: {draft.id}"
    yield f"label: {scalar(study_label(draft.record))}"
    yield _waits("name: the short name of the study, if it has one")
    yield f"reports: {flow_list(draft.reports)}"
    if numbers:
        yield f"registrations: {flow_list(numbers)}  {_FROM_RECORD}"
    else:
        yield _waits("registrations: [numbers of its entries in public registers]")
    yield f"relation: {draft.relation}  # {_words(get_args(RelationToSeed))}"
    yield f"evidence: {draft.evidence}  # {_words(get_args(Evidence))}"
    yield f"drugs: {flow_list(draft.drugs)}  # ids of data/vocabulary/drugs.yml"
    yield f"design: {draft.design}  # {_words(everything.designs)}"
    yield f"populations: {flow_list(draft.populations)}  # {_words(everything.populations)}"


def _registrations(draft: Draft) -> list[Registration]:
    own = [*draft.record.registrations, *([draft.register.registration] if draft.register else [])]
    return [one for one in dict.fromkeys(own) if one.register]


def _people(draft: Draft, everything: Everything) -> Iterator[str]:
    register = draft.register
    ages = _words(everything.age_groups)
    yield f"# population: who took part, in the words of the source; age_group: {ages}"
    yield _waits(
        "population: {age_group: , disease: , subtype: , refractory: , criteria: , source: , where: }"
    )
    setting = (
        {"country": ", ".join(register.countries), "sponsor": register.sponsor} if register else {}
    )
    if any(setting.values()):
        values = flow_mapping({**setting, "source": "register", "where": "Sponsor, Locations"})
        yield f"setting: {values}  {_FROM_REGISTER}"
        yield "#   further keys of setting: city, site, centres, period"
    else:
        yield _waits(
            "setting: {country: , city: , site: , centres: , period: , sponsor: , source: , where: }"
        )
    if register and register.enrollment is not None:
        actual = register.enrollment_kind.casefold() == "actual"
        figures = {"enrolled": str(register.enrollment)} if actual else {}
        kind = register.enrollment_kind.casefold() or "kind not stated"
        note = f"{register.enrollment} ({kind}) in the register"
        values = flow_mapping(
            {**figures, "note": note, "source": "register", "where": "Enrollment"}
        )
        yield f"participants: {values}  {_FROM_REGISTER}"
        yield "#   further keys of participants: screened, enrolled, treated, analysed, completed"
    else:
        yield _waits(
            "participants: {screened: , enrolled: , treated: , analysed: , completed: , source: , where: }"
        )
    yield _waits("follow_up: {value: , unit: weeks | months | years, source: , where: }")
    if draft.record.funding:
        yield f"funding: {scalar('; '.join(draft.record.funding[:_MANY]))}  {_FROM_RECORD}"
    else:
        yield _waits("funding: who paid")
    yield _waits("conflicts: what the authors declare")


def _sources(draft: Draft) -> Iterator[str]:
    sources = dict(_known_sources(draft))
    yield f"# sources: every page on which a value of this file was read; kind: {_words(get_args(SourceKind))}"
    yield "sources:" if sources else "sources: {}"
    for name, values in sources.items():
        yield f"  {name}: {flow_mapping(values)}"


def _known_sources(draft: Draft) -> Iterator[tuple[str, dict[str, str]]]:
    record, seen = draft.record, draft.day.isoformat()
    address = "" if record.register else source_address(record)
    if address:
        nature = sketch_of_found(record, "").nature
        kind = (
            "conference-abstract"
            if nature == "abstract"
            else "abstract"
            if record.citation.identifiers
            else "other"
        )
        title = "PubMed abstract" if record.citation.pmid else "page of the report"
        yield (
            "abstract",
            {
                "kind": kind,
                "url": address,
                "title": title,
                "report": draft.reports[0],
                "seen": seen,
            },
        )
    registered = draft.register.registration if draft.register else None
    if registered and registered.address:
        title = f"register entry {registered.number}"
        yield (
            "register",
            {"kind": "register", "url": registered.address, "title": title, "seen": seen},
        )


def _arms(draft: Draft, everything: Everything) -> Iterator[str]:
    yield "# arms: groups of participants and what each was given; total: people in it; drug: an id of the vocabulary"
    arms = draft.register.arms if draft.register else ()
    if arms:
        yield "arms:"
    taken: set[str] = set()
    for number, arm in enumerate(arms, 1):
        name = _free(slug(arm.label) or f"arm-{number}", taken)
        given = "; ".join(arm.interventions)
        chosen = [
            (one, everything.drugs[one].label) for one in draft.drugs if one in everything.drugs
        ]
        drugs = [mention.id for mention in mentioned({"arm": f"{arm.label} · {given}"}, chosen)]
        note = ", ".join(filter(None, (arm.kind.replace("_", " ").lower(), given)))
        values = {
            "id": name,
            "label": arm.label or name,
            "drug": drugs[0] if len(drugs) == 1 else "",
            "note": note,
        }
        yield f"  - {flow_mapping(values)}  {_FROM_REGISTER}"
    if not arms:
        yield _waits("arms:")
        yield "#   - {id: , label: , drug: , dose: , frequency: , formulation: , duration: , total: , co_treatment: }"


def _rows(draft: Draft, everything: Everything) -> Iterator[str]:
    yield "# baseline: what participants were like at the start"
    yield _waits("baseline:")
    yield "#   - {item: , measure: , arm: , unit: , mean: , sd: , total: , source: , where: }"
    yield f"# results: one row a number; id: its permanent address, never reused; role: {_words(get_args(Role))}"
    yield f"#   kind: {_words(RESULT_KINDS)}"
    yield "#   measure: an id of data/vocabulary/measures.yml, or unlisted with a domain"
    yield f"#   comparison: against, effect ({_words(get_args(Effect))}), value, ci_low, ci_high, p"
    yield f"#   narrative: finding in own words, direction ({_words(get_args(Direction))})"
    yield _waits("results:")
    outcomes = draft.register.outcomes[:_MANY] if draft.register else ()
    taken: set[str] = set()
    for outcome in outcomes or (RegisteredOutcome("primary", ""),):
        yield from _outcome(outcome, everything, taken)
    yield "# harms: an event that was looked for and not found has events: 0; counted: participants | events"
    yield _waits("harms:")
    yield "#   - {id: , event: , arm: , events: , total: , counted: participants, serious: , source: , where: }"
    yield _waits("bias_notes: what was seen of design and conduct, in own words")


def _outcome(outcome: RegisteredOutcome, everything: Everything, taken: set[str]) -> Iterator[str]:
    """Yield a registered outcome as a row that waits for its figures."""
    measures = ((measure.id, measure.label) for measure in everything.measures.values())
    named = [mention.id for mention in mentioned({"outcome": outcome.measure}, measures)]
    marked = f"  {_FROM_REGISTER}" if outcome.measure else ""
    yield f"#   - id: {_free(slug(outcome.measure)[:24].strip('-') or 'outcome', taken)}"
    yield f"#     measure: {' | '.join(named)}"
    yield f"#     reported_as: {scalar(outcome.measure) if outcome.measure else ''}{marked}"
    yield f"#     role: {outcome.role}{marked}"
    yield "#     arm:"
    time = (
        f"{{label: {scalar(outcome.time)}}}{marked}" if outcome.time else "{value: , unit: weeks}"
    )
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
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free


def _waits(line: str) -> str:
    """Return a line that waits to be filled."""
    return f"# {line}  {_TO_BE_EXTRACTED}"


def _words(words: Iterable[str]) -> str:
    return " | ".join(words)
