"""What the services say of a report's retraction, doubts and corrections, and how its entry changes by that.

A notice that is noted as seen stays noted: that a service shows none is told, and never taken as
proof.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.files.yaml_edit import CannotEdit, add_entry, change_entry, quoted
from generator.model.citation import Citation
from generator.model.finding import Finding, Place
from generator.model.found import NoticeKind, RecordNotice
from generator.model.identifier import Doi, Pmid
from generator.model.reference import DEFAULT_NOTICE, NOTICES, CitationNotice, was_seen
from generator.network import crossref, europe_pmc, pubmed
from generator.network.client import Client
from generator.network.faults import NOT_SEEN_AGAIN, NOT_UPDATED, NoReplyError
from generator.network.service_records import Gathered

FILE = "bibliography/notices.yml"
_NONE = "none seen"
# A partial retraction leaves the rest of a report standing: it is a doubt until a curator has read
# it.
_FIELDS: Mapping[NoticeKind, str] = {
    "retraction": "retraction",
    "partial-retraction": "concern",
    "concern": "concern",
    "erratum": "erratum",
}


@dataclass(slots=True)
class Look:
    """What was seen of one report: its notices, and the services that answered."""

    notices: list[RecordNotice] = field(default_factory=list)
    services: list[str] = field(default_factory=list)

    def add(self, service: str, notices: Iterable[RecordNotice]) -> None:
        """Note what one service says."""
        self.services.append(service)
        self.notices += notices


@dataclass(frozen=True, slots=True)
class Looks:
    """What was seen of every report that can be looked up, by citekey, and what went wrong."""

    reports: Mapping[str, Look]
    findings: tuple[Finding, ...]


def look_for_notices(citations: Mapping[str, Citation], client: Client) -> Looks:
    """Return what the services say of every report that has a PMID or a DOI."""
    looks = {key: Look() for key in citations}
    findings = _in_pubmed(citations, looks, client)
    gathered = Gathered(crossref.TITLE)
    for key, citation in sorted(citations.items()):
        if citation.doi is not None:
            _by_doi(citation.doi, looks[key], client, gathered)
    findings += gathered.all_findings()
    return Looks(
        {key: look for key, look in looks.items() if look.services}, tuple(dict.fromkeys(findings))
    )


def _in_pubmed(
    citations: Mapping[str, Citation], looks: Mapping[str, Look], client: Client
) -> list[Finding]:
    pmids = {key: citation.pmid for key, citation in citations.items() if citation.pmid is not None}
    gathered = pubmed.fetch(sorted(pmids.values()), client)
    for key, pmid in pmids.items():
        record = gathered.records.get(pmid)
        if record is not None:
            looks[key].add(pubmed.TITLE, record.notices)
    return gathered.all_findings()


def _by_doi(doi: Doi, look: Look, client: Client, gathered: Gathered) -> None:
    """Ask Crossref, which also lists the retractions of Retraction Watch; Europe PMC where it has no such work."""
    try:
        record = crossref.find(doi, client, gathered)
        if record is not None:
            look.add(crossref.TITLE, record.notices)
            return
        record = europe_pmc.find(doi, client, gathered)
    except NoReplyError as failure:
        gathered.fail(failure, [doi])
        return
    if record is not None:
        look.add(europe_pmc.TITLE, record.notices)
    elif not look.services:
        gathered.unknown(doi, crossref.TITLE, europe_pmc.TITLE)


@dataclass(frozen=True, slots=True)
class NoticesStep:
    """The file of notices as it becomes, what changed in words, and what is to be said."""

    content: bytes
    changes: tuple[str, ...]
    findings: tuple[Finding, ...]


def with_notices(
    content: bytes, entries: Sequence[CitationNotice], looks: Looks, day: date
) -> NoticesStep:
    """Return the file with what was seen, entry by entry; all its other bytes stay."""
    known = {entry.citation: entry for entry in entries if entry.citation != DEFAULT_NOTICE}
    changes: list[str] = []
    findings: list[Finding] = []
    for key, look in sorted(looks.reports.items()):
        entry = known.get(key)
        values = _values(look, entry, day)
        try:
            if entry is None:
                content = add_entry(content, FILE, {"citation": key, **values})
            else:
                written = {
                    name: quoted(value)
                    for name, value in values.items()
                    if value != getattr(entry, name)
                }
                content = (
                    change_entry(content, FILE, (), ("citation", key), written)
                    if written
                    else content
                )
        except CannotEdit as error:
            findings.append(_not_updated(key, error))
            continue
        changes += _changes(key, entry, values)
        findings += _not_seen_again(key, entry, look)
    return NoticesStep(content, tuple(changes), tuple(findings))


def notice_words(notice: RecordNotice) -> str:
    """Return a notice as its entry words it: where it stands, or that the record is marked."""
    day = "" if notice.date in notice.reference else notice.date
    parts = [notice.reference, str(notice.pmid or ""), str(notice.doi or ""), day]
    words = ", ".join(part for part in parts if part) or "the record is marked"
    return f"partial retraction, {words}" if notice.kind == "partial-retraction" else words


def _values(look: Look, entry: CitationNotice | None, day: date) -> dict[str, str]:
    kept = False
    values: dict[str, str] = {}
    for name in NOTICES:
        words = list(
            dict.fromkeys(
                notice_words(one) for one in look.notices if _FIELDS.get(one.kind) == name
            )
        )
        before = getattr(entry, name) if entry and was_seen(getattr(entry, name)) else ""
        kept = kept or bool(before)
        values[name] = _words(before, words)
    services = ", ".join(look.services)
    before = entry.looked_at if entry and kept else ""
    values["looked_at"] = services if services in before or not before else f"{before}; {services}"
    if before and services in before:
        values["looked_at"] = before
    values["date"] = day.isoformat()
    return values


def _words(before: str, words: Sequence[str]) -> str:
    """Return what an entry says: what it said of a notice that was seen stays, and what is new is added."""
    if not before:
        return f"seen: {'; '.join(words)}" if words else _NONE
    new = [one for one in words if one not in before]
    if not new:
        return before
    return f"{before}{';' if ':' in before else ':'} {'; '.join(new)}"


def _changes(key: str, entry: CitationNotice | None, values: Mapping[str, str]) -> list[str]:
    """Return in words which notices are seen now that were not noted before."""
    return [
        f"{key}: {name} {values[name]}"
        for name in NOTICES
        if was_seen(values[name]) and values[name] != (getattr(entry, name) if entry else "")
    ]


def _not_seen_again(key: str, entry: CitationNotice | None, look: Look) -> list[Finding]:
    shown = {_FIELDS.get(notice.kind) for notice in look.notices}
    return [
        NOT_SEEN_AGAIN.broken(
            Place(FILE, 0, f"{key}.{name}"),
            seen=f"is noted as seen and is not in {', '.join(look.services)}",
            expected="the same in all places",
            remedy="The entry was kept. Read the notice again; if there is none, mend the entry by hand.",
        )
        for name in NOTICES
        if entry is not None and was_seen(getattr(entry, name)) and name not in shown
    ]


def _not_updated(key: str, error: CannotEdit) -> Finding:
    return NOT_UPDATED.broken(
        Place(FILE, 0, key),
        seen=f"was not changed: {error}",
        expected="an entry of lines of its own, as in “retraction: none seen”",
        remedy="Write the entry so, and run the update again.",
    )


def can_be_looked_up(citation: Citation) -> bool:
    """Tell whether a report has an identifier that the services know."""
    return any(isinstance(one, Pmid | Doi) for one in citation.identifiers)
