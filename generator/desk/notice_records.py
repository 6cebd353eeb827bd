"""Records that are notices themselves (errata, retractions, concerns): what they are about."""

from collections.abc import Iterable, Iterator

from generator.matching.relation import Stands
from generator.model.found import FoundRecord, LinkKind, NoticeKind, RecordNotice
from generator.model.identifier import Identifier

# How a notice names the report it is about, in the words of PubMed's links or as the desk sees it.
_OF_LINK: dict[LinkKind, NoticeKind] = {
    "erratum-for": "erratum",
    "retraction-of": "retraction",
    "concern-for": "concern",
}
_OF_STANDING: dict[Stands, NoticeKind] = {
    Stands.ERRATUM: "erratum",
    Stands.RETRACTION: "retraction",
    Stands.CONCERN: "concern",
}


def notices_in(record: FoundRecord) -> Iterator[tuple[RecordNotice, tuple[Identifier, ...]]]:
    """Yield each notice that a record is, with the identifiers of the report it is about."""
    for link in record.links:
        kind = _OF_LINK.get(link.kind)
        identifiers = tuple(name for name in (link.pmid, link.doi) if name)
        if kind and identifiers:
            yield _notice(kind, record), identifiers


def notice_of(stands: Stands, record: FoundRecord) -> RecordNotice | None:
    """Return the notice that a record is to a report it stands to so; None where it is none."""
    kind = _OF_STANDING.get(stands)
    return _notice(kind, record) if kind else None


def notices_about(record: FoundRecord, records: Iterable[FoundRecord]) -> tuple[RecordNotice, ...]:
    """Return the notices among some records that are about a record."""
    names = set(record.identifiers)
    notices: dict[RecordNotice, None] = {}
    for other in records:
        for notice, identifiers in notices_in(other):
            if names & set(identifiers):
                notices[notice] = None
    return tuple(notices)


def _notice(kind: NoticeKind, record: FoundRecord) -> RecordNotice:
    cited = record.citation
    place = ";".join(filter(None, (str(cited.year or ""), cited.volume)))
    if place and cited.pages:
        place = f"{place}:{cited.pages}"
    reference = ". ".join(filter(None, (cited.container.rstrip("."), place)))
    return RecordNotice(kind, reference or cited.title, cited.pmid, cited.doi)
