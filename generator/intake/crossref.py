"""Crossref: works by DOI, and what was published about them.

The service: https://api.crossref.org/. `updated-by` lists what was published about a work; `update-to` says that a
work is itself a notice about another one, and marks nothing.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from generator.intake.client import Client
from generator.intake.faults import NoReply
from generator.intake.looked_up import Gathered
from generator.intake.reply import Expected
from generator.model.found import NoticeKind, RecordNotice
from generator.model.identifier import Doi

TITLE = "Crossref"
_WORK = Expected("json", ("message",))
_UNKNOWN = 404
# The kinds of updates: https://www.crossref.org/documentation/register-maintain-records/maintaining-your-metadata/
_KINDS: dict[str, NoticeKind] = {
    "retraction": "retraction",
    "withdrawal": "retraction",
    "removal": "retraction",
    "partial_retraction": "partial-retraction",
    "expression_of_concern": "concern",
    "correction": "erratum",
    "corrigendum": "erratum",
    "erratum": "erratum",
    "addendum": "erratum",
    "clarification": "erratum",
    "new_version": "update",
    "new_edition": "update",
    "update": "update",
}
_FIRST_OF_LIST = ("title", "original-title", "short-title", "container-title", "container-title-short")
_NO_CSL = ("abstract", "reference", "updated-by", "update-to", "relation")


def work(doi: Doi, client: Client) -> dict[str, Any] | None:
    """Return what Crossref says of a DOI, or None where it has no such work; NoReply where it says nothing."""
    try:
        reply = client.ask("crossref", f"works/{quote(doi.name.lower(), safe='/:;()')}", [], _WORK)
    except NoReply as failure:
        if failure.status == _UNKNOWN:
            return None
        raise
    message = json.loads(reply.body)["message"]
    return message if isinstance(message, dict) and _is(message, doi) else None


def fetch(doi: Doi, client: Client, gathered: Gathered) -> None:
    """Put the record of a DOI among those gathered, if Crossref has one; NoReply where it says nothing."""
    message = work(doi, client)
    if message is None:
        return
    # A reader of CSL-JSON takes one title where Crossref gives a list of them.
    plain = {name: value for name, value in message.items() if name not in _NO_CSL}
    firsts = {name: _first(message[name]) for name in _FIRST_OF_LIST if name in message}
    for record in gathered.read(json.dumps([{**plain, **firsts}]).encode()):
        known = {(notice.kind, notice.doi) for notice in record.notices}
        more = tuple(one for one in notices_of(message) if (one.kind, one.doi) not in known)
        gathered.records.setdefault(doi, replace(record, notices=(*record.notices, *more)))


def notices_of(message: Mapping[str, Any]) -> tuple[RecordNotice, ...]:
    """Return what was published about a work: it was retracted, doubted, corrected, renewed."""
    updates = message.get("updated-by")
    return tuple(
        RecordNotice(
            kind=_KINDS.get(str(one.get("type", "")).replace("-", "_"), "update"),
            reference=str(one.get("label") or one.get("type") or ""),
            doi=_doi(one.get("DOI")),
            date=_date(one.get("updated")),
        )
        for one in (updates if isinstance(updates, list) else [])
        if isinstance(one, dict)
    )


def _is(message: Mapping[str, Any], doi: Doi) -> bool:
    given = message.get("DOI")
    aliases = message.get("aliases") or []
    return given is None or any(_doi(one) == doi for one in [given, *aliases])


def _first(value: object) -> str:
    if isinstance(value, list):
        return str(value[0]) if value else ""
    return str(value)


def _doi(text: object) -> Doi | None:
    try:
        return Doi.parse(str(text)) if text else None
    except ValueError:
        return None


def _date(value: object) -> str:
    """Return a date of Crossref as 2024-05-01, as far as it is known."""
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers = [one for one in first if isinstance(one, int)]
    return "-".join(f"{one:02d}" for one in numbers)
