"""What follows from including a report: its relations, and the reports it marks."""

from collections.abc import Iterable, Iterator, Sequence

from generator.desk.notice_records import notice_of
from generator.desk.screening import Desk, Entry
from generator.matching.match import Proposal
from generator.matching.profile import identifiers_in
from generator.matching.relation import Stands, Written, written
from generator.model.citation import Author, Citation
from generator.model.found import FoundRecord, RecordNotice
from generator.model.identifier import Doi, Pmcid, Pmid
from generator.model.reference import ScreeningRecord
from generator.model.text import ADDRESS_PATTERN

_ONLY_FIRST_AUTHOR = "Author list incomplete: only the first author was seen."
_OUR_WORDS = "The words in square brackets are ours."


def cited_proposals(desk: Desk, entry: Entry) -> list[Proposal]:
    """Return what a report may be to the reports of the bibliography."""
    citations = desk.holdings.evidence.citations
    return [proposal for proposal in entry.proposals if proposal.known.name in citations]


def relations_to_study(
    desk: Desk, proposals: Sequence[Proposal], citekey: str, study: str
) -> list[Written]:
    """Return how a further report stands to the others of its study: as it says, or as one of it.

    Nothing where the study names the report already, or is a new one.
    """
    if not study or citekey in desk.studies[study].reports:
        return []
    reports = desk.studies[study].reports
    for proposal in proposals:
        # That it is the same, or of one series, says nothing of how it stands to it.
        is_said = proposal.stands not in {Stands.SAME, Stands.SERIES}
        if is_said and proposal.known.name in reports:
            row = written(citekey, proposal.stands, proposal.known.name)
            if row:
                return [row]
            break
    return [Written(citekey, "report-of", report) for report in reports[:1]]


def relations_to_confirm(
    proposals: Iterable[Proposal], citekey: str, study: str
) -> Iterator[tuple[Proposal, Written]]:
    """Yield the relations to reports of other studies, which the curator has to confirm."""
    for proposal in proposals:
        row = written(citekey, proposal.stands, proposal.known.name)
        is_of_the_study = bool(study) and proposal.known.study == study
        if row and not is_of_the_study:
            yield proposal, row


def marks_of(
    proposals: Iterable[Proposal], record: FoundRecord, citekey: str, relations: Iterable[Written]
) -> Iterator[tuple[str, RecordNotice]]:
    """Yield the reports that a confirmed relation says this one corrects, retracts or doubts."""
    confirmed = {(row.subject, row.object) for row in relations}
    for proposal in proposals:
        notice = notice_of(proposal.stands, record)
        if notice and (citekey, proposal.known.name) in confirmed:
            yield proposal.known.name, notice


def record_of_row(row: ScreeningRecord, surname: str, year: int) -> FoundRecord:
    """Return a record of what a row of the log and the curator say, where no record came in."""
    identifiers = identifiers_in(row.identifier)
    citation = Citation(
        key="",
        title=f"[{row.title}]",
        authors=(Author(family=surname),),
        year=year,
        doi=next((name for name in identifiers if isinstance(name, Doi)), None),
        pmid=next((name for name in identifiers if isinstance(name, Pmid)), None),
        pmcid=next((name for name in identifiers if isinstance(name, Pmcid)), None),
        url=row.identifier if ADDRESS_PATTERN.fullmatch(row.identifier) else "",
        note=f"{_ONLY_FIRST_AUTHOR} {_OUR_WORDS}",
    )
    return FoundRecord(citation=citation, title=(citation.title,))
