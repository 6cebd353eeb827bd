"""Results of Europe PMC as JSON, as in `resultList.result` of a search."""

from collections.abc import Iterator

from generator.formats.format import JsonFormat
from generator.formats.parts.abstract import undivided_abstract
from generator.formats.parts.comments_corrections import Correction, links_of, notices_of
from generator.formats.parts.identity import Identity, pmid_of
from generator.formats.parts.json_fields import JsonObject, object_at, objects_of, text_of
from generator.formats.parts.printed_date import read_date
from generator.formats.parts.printed_names import group, read_bare
from generator.formats.parts.printed_pages import page_range
from generator.formats.parts.record_checks import completed
from generator.formats.parts.registrations import registrations_in_abstract
from generator.model.citation import Author, Citation
from generator.model.found import FoundRecord
from generator.model.inline import plain
from generator.text.inline_text import without_stop
from generator.text.text_markup import tree_of_text

_NAME = "europe-pmc"
# The source of preprints in Europe PMC; all others here are journal articles.
_PREPRINTS = "PPR"
# Only under this source is the number of a correction a PMID.
_MEDLINE = "MED"


def _is_result(entry: JsonObject) -> bool:
    """Tell whether an object names authors or year and its source as Europe PMC does."""
    return isinstance(entry.get("authorString", entry.get("pubYear")), str) and "source" in entry


def read_result(entry: JsonObject, identity: Identity) -> FoundRecord:
    """Return the record of one result."""
    title = without_stop(tree_of_text(text_of(entry, "title")))
    identity.called = plain(title) or identity.called
    identity.add_pmid(text_of(entry, "pmid"))
    identity.add_doi(text_of(entry, "doi"))
    identity.add_pmcid(text_of(entry, "pmcid"))
    date = read_date(text_of(entry, "pubYear", "firstPublicationDate"))
    types = _types(entry)
    abstract = undivided_abstract(plain(tree_of_text(text_of(entry, "abstractText"))))
    corrections = list(_corrections(entry))
    record = FoundRecord(
        citation=_citation(entry, plain(title)),
        title=title,
        language=text_of(entry, "language"),
        published=text_of(entry, "firstPublicationDate"),
        registrations=tuple(registrations_in_abstract(abstract)),
        notices=notices_of(corrections, types),
        links=links_of(corrections, types),
        publication_types=types,
        abstract=abstract,
    )
    return completed(record, identity, _NAME, date, doubt_date=False)


def _citation(entry: JsonObject, title: str) -> Citation:
    issue = object_at(entry, "journalInfo")
    journal = object_at(issue, "journal")
    return Citation(
        key="",
        kind="manuscript" if text_of(entry, "source") == _PREPRINTS else "article-journal",
        title=title,
        authors=tuple(_authors(entry)),
        journal=text_of(entry, "journalTitle") or text_of(journal, "medlineAbbreviation", "title"),
        volume=text_of(entry, "journalVolume") or text_of(issue, "volume"),
        number=text_of(entry, "issue") or text_of(issue, "issue"),
        pages=page_range(text_of(entry, "pageInfo")),
    )


def _authors(entry: JsonObject) -> Iterator[Author]:
    for name in text_of(entry, "authorString").rstrip(".").split(","):
        if name.strip():
            yield read_bare(name.strip()) or group(name.strip())


def _types(entry: JsonObject) -> tuple[str, ...]:
    listed = object_at(entry, "pubTypeList").get("pubType")
    written = listed if isinstance(listed, list) else text_of(entry, "pubType").split(";")
    return tuple(str(kind).strip().capitalize() for kind in written if str(kind).strip())


def _corrections(entry: JsonObject) -> Iterator[Correction]:
    """Yield comments and corrections, their kinds written as MEDLINE does: `RetractionIn`."""
    listed = object_at(entry, "commentCorrectionList").get("commentCorrection")
    for correction in objects_of(listed):
        kind = "".join(word[:1].upper() + word[1:] for word in text_of(correction, "type").split())
        number = text_of(correction, "id") if text_of(correction, "source") == _MEDLINE else ""
        yield Correction(kind, text_of(correction, "reference"), pmid_of(number))


FORMAT = JsonFormat(
    name=_NAME, title="Europe PMC JSON", order=22, recognises=_is_result, read=read_result
)
