"""ClinicalTrials.gov, version 2 of its service: entries by number, and what a search finds.

The service and its parameters: https://clinicaltrials.gov/data-api/api.
"""

import json
from collections.abc import Sequence
from datetime import date

from generator.model.finding import Finding, Place
from generator.model.found import FoundRecord
from generator.model.identifier import Registration
from generator.network.client import Client, Reply
from generator.network.faults import OTHER_TRIAL, WRONG_REPLY, NoReplyError
from generator.network.reply import Expected
from generator.network.service_records import Gathered, Searched

TITLE = "ClinicalTrials.gov"
PAGE = 50
MOST_PAGES = 100
_ENTRY = Expected("json", ("protocolSection",))
_ENTRIES = Expected("json", ("studies",))
_UNKNOWN = {400, 404}


def fetch(registrations: Sequence[Registration], client: Client) -> Gathered:
    """Return the entries of trials; one the register does not know is a finding."""
    gathered = Gathered(TITLE)
    for registration in dict.fromkeys(registrations):
        try:
            reply = client.ask(
                "register", f"studies/{registration.number}", [("format", "json")], _ENTRY
            )
        except NoReplyError as failure:
            if failure.status in _UNKNOWN:
                gathered.unknown(registration)
            else:
                gathered.fail(failure, [registration])
            continue
        _sort_in(registration, reply, gathered)
    return gathered


def search(query: str, client: Client, since: date | None = None) -> Searched:
    """Return the entries that a query finds, of those posted or changed since a day.

    NoReplyError where the whole list cannot be had.
    """
    asked = [("query.term", query)]
    if since:
        days = f"AREA[LastUpdatePostDate]RANGE[{since.isoformat()},MAX]"
        asked.append(("filter.advanced", days))
    asked += [("pageSize", str(PAGE)), ("countTotal", "true"), ("format", "json")]
    gathered, records, following = Gathered(TITLE), list[FoundRecord](), list[tuple[str, str]]()
    for _ in range(MOST_PAGES):
        reply = client.ask("register", "studies", [*asked, *following], _ENTRIES)
        page = json.loads(reply.body)
        if page["studies"]:
            records += gathered.read(reply.body)
        token = str(page.get("nextPageToken") or "")
        if not token:
            return Searched((), tuple(gathered.all_findings()), tuple(records))
        following = [("pageToken", token)]
    raise NoReplyError(
        WRONG_REPLY,
        TITLE,
        seen=f"goes on after {MOST_PAGES * PAGE:,} entries",
        expected="a search that ends",
        remedy="Narrow the search in data/topic.yml.",
    )


def _sort_in(asked: Registration, reply: Reply, gathered: Gathered) -> None:
    before = len(gathered.findings)
    records = gathered.read(reply.body)
    if not records and len(gathered.findings) > before:
        gathered.unread(asked)
        return
    for record in records:
        number = record.register.registration if record.register else None
        if number == asked:
            gathered.records[asked] = record
        elif number is not None and asked.number in _former_numbers(reply.body):
            gathered.records[asked] = record
            gathered.findings.append(_renumbered(asked, number))
        else:
            gathered.not_asked_for(record)
    if asked not in gathered.records:
        gathered.unknown(asked)


def _renumbered(asked: Registration, number: Registration) -> Finding:
    return OTHER_TRIAL.broken(
        Place(TITLE, 0, str(asked)),
        seen=f"is now part of {number}",
        expected="the number the register uses",
        remedy="Use the new number in the files; keep the old one under other_ids.",
    )


def _former_numbers(body: bytes) -> list[str]:
    """Return the numbers under which the register listed the trial of an entry before."""
    identification = json.loads(body)["protocolSection"].get("identificationModule", {})
    aliases = identification.get("nctIdAliases", [])
    return list(map(str, aliases)) if isinstance(aliases, list) else []
