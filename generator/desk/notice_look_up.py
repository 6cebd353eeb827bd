"""What the services say of a report's retraction, doubts and corrections, and its entry by that.

A notice that is noted as seen stays noted: that a service shows none is said, and never taken as
proof.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.desk.faults import NOT_SEEN_AGAIN, not_updated
from generator.files.notices_file import FIELD_OF_NOTICE, NOTICES_FILE
from generator.files.yaml_edit import CannotEditError, add_entry, change_entry
from generator.files.yaml_quoting import quoted
from generator.model.citation import Citation
from generator.model.finding import Finding, Place
from generator.model.found import RecordNotice
from generator.model.identifier import Doi, Pmid
from generator.model.reference import DEFAULT_NOTICE, NOTICES, CitationNotice, was_seen
from generator.network import crossref, europe_pmc, pubmed
from generator.network.client import Client
from generator.network.faults import NoReplyError
from generator.network.service_records import Gathered

_NONE_SEEN = "none seen"


@dataclass(slots=True)
class ReportNotices:
    """What was seen of one report: its notices, and the services that answered."""

    notices: list[RecordNotice] = field(default_factory=list)
    services: list[str] = field(default_factory=list)

    def add(self, service: str, notices: Iterable[RecordNotice]) -> None:
        """Note what one service says."""
        self.services.append(service)
        self.notices += notices


@dataclass(frozen=True, slots=True)
class SeenNotices:
    """What was seen of every report that was looked up, by citekey, and what went wrong."""

    reports: Mapping[str, ReportNotices]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class NoticesStep:
    """The file of notices as it becomes, what changed in words, and what is to be said."""

    content: bytes
    changes: tuple[str, ...]
    findings: tuple[Finding, ...]


def can_be_looked_up(citation: Citation) -> bool:
    """Tell whether a report has an identifier that the services know."""
    return any(isinstance(name, Pmid | Doi) for name in citation.identifiers)


def look_for_notices(citations: Mapping[str, Citation], client: Client) -> SeenNotices:
    """Return what the services say of every report that has a PMID or a DOI."""
    reports = {key: ReportNotices() for key in citations}
    findings = _in_pubmed(citations, reports, client)
    gathered = Gathered(crossref.TITLE)
    for key, citation in sorted(citations.items()):
        if citation.doi is not None:
            _by_doi(citation.doi, reports[key], client, gathered)
    findings += gathered.all_findings()
    looked_up = {key: report for key, report in reports.items() if report.services}
    return SeenNotices(looked_up, tuple(dict.fromkeys(findings)))


def _in_pubmed(
    citations: Mapping[str, Citation], reports: Mapping[str, ReportNotices], client: Client
) -> list[Finding]:
    pmids = {key: citation.pmid for key, citation in citations.items() if citation.pmid is not None}
    # PubMed takes many numbers in one request; the other services are asked report by report.
    gathered = pubmed.fetch(sorted(pmids.values()), client)
    for key, pmid in pmids.items():
        record = gathered.records.get(pmid)
        if record is not None:
            reports[key].add(pubmed.TITLE, record.notices)
    return gathered.all_findings()


def _by_doi(doi: Doi, report: ReportNotices, client: Client, gathered: Gathered) -> None:
    """Ask Crossref, which lists Retraction Watch too; Europe PMC where it has no such work."""
    for service in (crossref, europe_pmc):
        try:
            record = service.find(doi, client, gathered)
        except NoReplyError as failure:
            # A service that is silent may know more than the next one: the look is made again.
            gathered.fail(failure, [doi])
            return
        if record is not None:
            report.add(service.TITLE, record.notices)
            return
    if not report.services:
        gathered.unknown(doi, crossref.TITLE, europe_pmc.TITLE)


def with_notices(
    content: bytes, entries: Sequence[CitationNotice], seen: SeenNotices, day: date
) -> NoticesStep:
    """Return the file with what was seen, entry by entry; all its other bytes stay."""
    known = {entry.citation: entry for entry in entries if entry.citation != DEFAULT_NOTICE}
    changes: list[str] = []
    findings: list[Finding] = []
    for key, report in sorted(seen.reports.items()):
        entry = known.get(key)
        values = _values(report, entry, day)
        try:
            content = _written(content, key, entry, values)
        except CannotEditError as error:
            findings.append(
                not_updated(Place(NOTICES_FILE, 0, key), error, "retraction: none seen")
            )
            continue
        changes += _changes(key, entry, values)
        findings += _not_seen_again(key, entry, report)
    return NoticesStep(content, tuple(changes), tuple(findings))


def entry_words(notice: RecordNotice) -> str:
    """Return a notice as its entry words it: where it stands, or that the record is marked."""
    day = "" if notice.date in notice.reference else notice.date
    parts = [notice.reference, str(notice.pmid or ""), str(notice.doi or ""), day]
    place = ", ".join(filter(None, parts)) or "the record is marked"
    # Its field says concern, and so it has to say what it is.
    return f"partial retraction, {place}" if notice.kind == "partial-retraction" else place


def _written(
    content: bytes, key: str, entry: CitationNotice | None, values: Mapping[str, str]
) -> bytes:
    if entry is None:
        return add_entry(content, NOTICES_FILE, {"citation": key, **values})
    changed = {
        name: quoted(value) for name, value in values.items() if value != getattr(entry, name)
    }
    if not changed:
        return content
    return change_entry(content, NOTICES_FILE, (), ("citation", key), changed)


def _values(report: ReportNotices, entry: CitationNotice | None, day: date) -> dict[str, str]:
    before = {name: _seen_before(entry, name) for name in NOTICES}
    values: dict[str, str] = {name: _value(before[name], _new(report, name)) for name in NOTICES}
    services = ", ".join(report.services)
    # What an entry said of a notice rests on where it was looked at, which therefore stays.
    looked_at = entry.looked_at if entry and any(before.values()) else ""
    if not looked_at:
        values["looked_at"] = services
    elif services in looked_at:
        values["looked_at"] = looked_at
    else:
        values["looked_at"] = f"{looked_at}; {services}"
    values["date"] = day.isoformat()
    return values


def _seen_before(entry: CitationNotice | None, name: str) -> str:
    """Return what an entry says of a notice that was seen, or nothing."""
    value = getattr(entry, name) if entry else ""
    return value if was_seen(value) else ""


def _new(report: ReportNotices, name: str) -> list[str]:
    notices = [notice for notice in report.notices if FIELD_OF_NOTICE.get(notice.kind) == name]
    return list(dict.fromkeys(map(entry_words, notices)))


def _value(before: str, notices: Sequence[str]) -> str:
    """Return what an entry says: what it said of a notice stays, and what is new is added."""
    if not before:
        return f"seen: {'; '.join(notices)}" if notices else _NONE_SEEN
    new = [notice for notice in notices if notice not in before]
    if not new:
        return before
    # “seen: here” gets a further place, a mere “seen” its first.
    return f"{before}{';' if ':' in before else ':'} {'; '.join(new)}"


def _changes(key: str, entry: CitationNotice | None, values: Mapping[str, str]) -> Iterator[str]:
    """Yield in words which notices are seen now that were not noted before."""
    for name in NOTICES:
        noted = getattr(entry, name) if entry else ""
        if was_seen(values[name]) and values[name] != noted:
            yield f"{key}: {name} {values[name]}"


def _not_seen_again(
    key: str, entry: CitationNotice | None, report: ReportNotices
) -> Iterator[Finding]:
    seen = {FIELD_OF_NOTICE.get(notice.kind) for notice in report.notices}
    again = "Read the notice again; if there is none, mend the entry by hand."
    for name in NOTICES:
        if _seen_before(entry, name) and name not in seen:
            yield NOT_SEEN_AGAIN.broken(
                Place(NOTICES_FILE, 0, f"{key}.{name}"),
                seen=f"is noted as seen and is not in {', '.join(report.services)}",
                expected="the same in all places",
                remedy=f"The entry was kept. {again}",
            )
