"""Europe PMC: a second place for records and notices, and for searches that reach preprints.

The service: https://europepmc.org/RestfulWebService.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from generator.intake.client import Client
from generator.intake.faults import WRONG_REPLY, NoReply
from generator.intake.looked_up import Gathered
from generator.intake.reply import Expected
from generator.intake.searched import Searched
from generator.model.found import FoundRecord, NoticeKind, RecordNotice
from generator.model.identifier import Doi, Pmid

TITLE = "Europe PMC"
PAGE = 100
MOST_PAGES = 100
_RESULTS = Expected("json", ("resultList",))
_KINDS: dict[str, NoticeKind] = {
    "retraction in": "retraction",
    "partial retraction in": "partial-retraction",
    "expression of concern in": "concern",
    "erratum in": "erratum",
    "corrected and republished in": "republication",
    "republished in": "republication",
    "update in": "update",
}
_RETRACTED = "retracted publication"


def find(identifier: Pmid | Doi, client: Client) -> dict[str, Any] | None:
    """Return what Europe PMC says of a report, or None where it has none; NoReply where it says nothing."""
    by_number = isinstance(identifier, Pmid)
    query = f"EXT_ID:{identifier.number} AND SRC:MED" if isinstance(identifier, Pmid) else f'DOI:"{identifier.name}"'
    asked = [("query", query), ("format", "json"), ("resultType", "core"), ("pageSize", "10")]
    reply = client.ask("europe_pmc", "search", asked, _RESULTS)
    for result in _results(json.loads(reply.body)):
        given = str(result.get("pmid" if by_number else "doi") or "")
        if _same(given, identifier):
            return result
    return None


def fetch(doi: Doi, client: Client, gathered: Gathered) -> None:
    """Put the record of a DOI among those gathered, if Europe PMC has one; NoReply where it says nothing."""
    result = find(doi, client)
    for record in _records([result], gathered) if result else ():
        gathered.records.setdefault(doi, record)


def search(query: str, client: Client, since: date | None = None) -> Searched:
    """Return the records a query finds, those first indexed since a day where one is given; NoReply as elsewhere."""
    days = f" AND (FIRST_IDATE:[{since.isoformat()} TO {client.day.isoformat()}])" if since else ""
    asked = [("query", f"({query}){days}"), ("format", "json"), ("resultType", "core"), ("pageSize", str(PAGE))]
    gathered, records, cursor = Gathered(TITLE), list[FoundRecord](), "*"
    for _ in range(MOST_PAGES):
        reply = client.ask("europe_pmc", "search", [*asked, ("cursorMark", cursor)], _RESULTS)
        page = json.loads(reply.body)
        results = _results(page)
        records += _records(results, gathered)
        following = str(page.get("nextCursorMark") or "")
        if not results or following in {"", cursor}:
            return Searched((), tuple(gathered.told()), tuple(records))
        cursor = following
    raise NoReply(
        WRONG_REPLY,
        TITLE,
        seen=f"goes on after {MOST_PAGES * PAGE:,} records",
        expected="a search that ends",
        remedy="Narrow the search in data/topic.yml.",
    )


def notices_of(result: Mapping[str, Any]) -> tuple[RecordNotice, ...]:
    """Return what was published about a report, and whether the report itself is marked as retracted."""
    notices = [
        RecordNotice(
            kind=_KINDS[kind],
            reference=str(one.get("reference") or ""),
            pmid=Pmid(int(str(one["id"]))) if one.get("source") == "MED" and str(one.get("id")).isdecimal() else None,
        )
        for one in _list(result, "commentCorrectionList", "commentCorrection")
        if isinstance(one, dict) and (kind := str(one.get("type", "")).strip().lower()) in _KINDS
    ]
    types = [str(one).lower() for one in _list(result, "pubTypeList", "pubType")]
    if _RETRACTED in types and not any(notice.kind == "retraction" for notice in notices):
        notices.append(RecordNotice("retraction"))
    return tuple(notices)


def _records(results: list[dict[str, Any]], gathered: Gathered) -> list[FoundRecord]:
    return [
        replace(record, notices=notices_of(result))
        for result in results
        for record in gathered.read(json.dumps([_csl(result)]).encode())
    ]


def _csl(result: Mapping[str, Any]) -> dict[str, Any]:
    """Return a result as CSL-JSON, the shape in which citations are read here."""
    journal = _mapping(result, "journalInfo")
    given = {
        "type": "article-journal",
        "title": result.get("title"),
        "author": [_author(one) for one in _list(result, "authorList", "author") if isinstance(one, dict)],
        "container-title": _mapping(journal, "journal").get("title"),
        "volume": journal.get("volume"),
        "issue": journal.get("issue"),
        "page": result.get("pageInfo"),
        "issued": {"date-parts": [[int(year)]]} if (year := str(result.get("pubYear") or "")).isdecimal() else None,
        "DOI": result.get("doi"),
        "PMID": result.get("pmid"),
        "PMCID": result.get("pmcid"),
    }
    return {name: value for name, value in given.items() if value}


def _author(author: Mapping[str, Any]) -> dict[str, str]:
    if group := author.get("collectiveName"):
        return {"literal": str(group)}
    given = author.get("firstName") or author.get("initials") or ""
    return {"family": str(author.get("lastName") or author.get("fullName") or ""), "given": str(given)}


def _results(page: object) -> list[dict[str, Any]]:
    return [one for one in _list(page, "resultList", "result") if isinstance(one, dict)]


def _mapping(value: object, name: str) -> Mapping[str, Any]:
    inner = value.get(name) if isinstance(value, Mapping) else None
    return inner if isinstance(inner, Mapping) else {}


def _list(value: object, *names: str) -> list[object]:
    for name in names[:-1]:
        value = _mapping(value, name)
    inner = value.get(names[-1]) if isinstance(value, Mapping) else None
    return inner if isinstance(inner, list) else []


def _same(given: str, identifier: Pmid | Doi) -> bool:
    try:
        return type(identifier).parse(given) == identifier
    except ValueError:
        return False
