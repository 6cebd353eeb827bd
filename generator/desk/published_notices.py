"""Errata, retraction notices and expressions of concern that come in as records of their own: what they are about."""

from collections.abc import Iterable, Iterator

from generator.matching.relation import Stands
from generator.model.found import FoundRecord, LinkKind, NoticeKind, RecordNotice
from generator.model.identifier import Identifier

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
        identifiers = tuple(one for one in (link.pmid, link.doi) if one)
        if kind and identifiers:
            yield _notice(kind, record), identifiers


def notice_of(stands: Stands, record: FoundRecord) -> RecordNotice | None:
    """Return the notice that a record is where it stands so to a report; None where that is no notice."""
    kind = _OF_STANDING.get(stands)
    return _notice(kind, record) if kind else None


def notices_about(record: FoundRecord, records: Iterable[FoundRecord]) -> tuple[RecordNotice, ...]:
    """Return the notices among some records that are about a record."""
    own = set(record.identifiers)
    found = (notice for other in records for notice, about in notices_in(other) if own & set(about))
    return tuple(dict.fromkeys(found))


def _notice(kind: NoticeKind, record: FoundRecord) -> RecordNotice:
    cited = record.citation
    year = str(cited.year or "")
    place = f"{year};{cited.volume}" if year and cited.volume else year or cited.volume
    place = f"{place}:{cited.pages}" if place and cited.pages else place
    reference = ". ".join(filter(None, (cited.container.rstrip("."), place)))
    return RecordNotice(kind, reference or cited.title, cited.pmid, cited.doi)
