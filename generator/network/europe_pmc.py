"""Europe PMC: a second place for records and notices, and for searches that reach preprints.

The service: https://europepmc.org/RestfulWebService.
"""

import json
from datetime import date

from generator.model.found import FoundRecord
from generator.model.identifier import Doi
from generator.network.client import Client
from generator.network.faults import WRONG_REPLY, NoReplyError
from generator.network.reply import Expected
from generator.network.service_records import Gathered, Searched

TITLE = "Europe PMC"
PAGE = 100
MOST_PAGES = 100
_RESULTS = Expected("json", ("resultList",))
_FORM = (("format", "json"), ("resultType", "core"))


def find(doi: Doi, client: Client, gathered: Gathered) -> FoundRecord | None:
    """Return the record of a DOI, or None where there is none; NoReplyError where it is silent."""
    asked = [("query", f'DOI:"{doi.name}"'), *_FORM, ("pageSize", "10")]
    reply = client.ask("europe_pmc", "search", asked, _RESULTS)
    if not _has_results(json.loads(reply.body)):
        return None
    records = gathered.read(reply.body, TITLE)
    return next((record for record in records if doi in record.identifiers), None)


def search(query: str, client: Client, since: date | None = None) -> Searched:
    """Return the records a query finds, those first indexed since a day where one is given.

    NoReplyError where the whole list cannot be had.
    """
    query = f"({query})"
    if since:
        query += f" AND (FIRST_IDATE:[{since.isoformat()} TO {client.day.isoformat()}])"
    asked = [("query", query), *_FORM, ("pageSize", str(PAGE))]
    gathered, records, cursor = Gathered(TITLE), list[FoundRecord](), "*"
    for _ in range(MOST_PAGES):
        reply = client.ask("europe_pmc", "search", [*asked, ("cursorMark", cursor)], _RESULTS)
        page = json.loads(reply.body)
        has_results = _has_results(page)
        if has_results:
            records += gathered.read(reply.body)
        following = str(page.get("nextCursorMark") or "")
        # The last page repeats the cursor it was asked for, or gives none.
        if not has_results or following in {"", cursor}:
            return Searched((), tuple(gathered.all_findings()), tuple(records))
        cursor = following
    raise NoReplyError(
        WRONG_REPLY,
        TITLE,
        seen=f"goes on after {MOST_PAGES * PAGE:,} records",
        expected="a search that ends",
        remedy="Narrow the search in data/topic.yml.",
    )


def _has_results(page: object) -> bool:
    results = page.get("resultList") if isinstance(page, dict) else None
    return bool(isinstance(results, dict) and results.get("result"))
