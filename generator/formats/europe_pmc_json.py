"""Results of Europe PMC as JSON to records."""

from collections.abc import Iterator

from generator.formats.parts.comments_corrections import Correction, links_of, notices_of
from generator.formats.parts.json_fields import JsonObject, object_at, objects_of, text_of
from generator.formats.parts.own_identifiers import OwnIdentifiers
from generator.formats.parts.printed_date import read_date
from generator.formats.parts.printed_names import group, read_bare
from generator.formats.parts.printed_pages import page_range
from generator.formats.parts.record_checks import check_record
from generator.formats.parts.registrations import registrations_in_abstract
from generator.model.citation import Citation
from generator.model.found import AbstractPart, FoundRecord, Origin
from generator.model.identifier import Pmid
from generator.model.inline import plain
from generator.text.inline_text import without_stop
from generator.text.text_markup import tree_of_text

FORMAT = "europe-pmc"


def europe_pmc_record(entry: JsonObject, own: OwnIdentifiers) -> FoundRecord:
    """Return the record of one result, as in `resultList.result` of a search."""
    title = without_stop(tree_of_text(text_of(entry, "title")))
    own.called = plain(title) or own.called
    own.add_pmid(text_of(entry, "pmid"))
    own.add_doi(text_of(entry, "doi"))
    own.add_pmcid(text_of(entry, "pmcid"))
    date = read_date(text_of(entry, "pubYear") or text_of(entry, "firstPublicationDate"))
    types = _types(entry)
    abstract = tuple(
        AbstractPart("", text)
        for text in [plain(tree_of_text(text_of(entry, "abstractText")))]
        if text
    )
    corrections = list(_corrections(entry))
    names = [name.strip() for name in text_of(entry, "authorString").rstrip(".").split(",")]
    journal = object_at(entry, "journalInfo", "journal")
    record = FoundRecord(
        citation=Citation(
            key="",
            kind="manuscript" if text_of(entry, "source") == "PPR" else "article-journal",
            title=plain(title),
            authors=tuple(read_bare(name) or group(name) for name in names if name),
            journal=text_of(entry, "journalTitle")
            or text_of(journal, "medlineAbbreviation")
            or text_of(journal, "title"),
            year=date.year,
            month=date.month,
            day=date.day,
            volume=text_of(entry, "journalVolume")
            or text_of(object_at(entry, "journalInfo"), "volume"),
            number=text_of(entry, "issue") or text_of(object_at(entry, "journalInfo"), "issue"),
            pages=page_range(text_of(entry, "pageInfo")),
            doi=own.doi,
            pmid=own.pmid,
            pmcid=own.pmcid,
        ),
        title=title,
        language=text_of(entry, "language"),
        published=text_of(entry, "firstPublicationDate") or date.text,
        registrations=tuple(registrations_in_abstract(abstract)),
        notices=notices_of(corrections, types),
        links=links_of(corrections, types),
        publication_types=types,
        abstract=abstract,
        origin=Origin(own.file, own.line, FORMAT),
    )
    check_record(record, own)
    return record


def _types(entry: JsonObject) -> tuple[str, ...]:
    listed = object_at(entry, "pubTypeList").get("pubType")
    written = listed if isinstance(listed, list) else text_of(entry, "pubType").split(";")
    return tuple(str(one).strip().capitalize() for one in written if str(one).strip())


def _corrections(entry: JsonObject) -> Iterator[Correction]:
    for one in objects_of(object_at(entry, "commentCorrectionList").get("commentCorrection")):
        kind = "".join(word[:1].upper() + word[1:] for word in text_of(one, "type").split())
        number = text_of(one, "id") if text_of(one, "source") == "MED" else ""
        pmid = (
            Pmid(int(number)) if number.isascii() and number.isdecimal() and int(number) else None
        )
        yield Correction(kind, text_of(one, "reference"), pmid)
