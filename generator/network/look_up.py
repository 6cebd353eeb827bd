"""Identifiers of any kind become records: each yields a record or a finding."""

from collections.abc import Sequence

from generator.model.finding import Finding, Place
from generator.model.identifier import Doi, Identifier, Pmcid, Pmid, Registration
from generator.network import crossref, europe_pmc, pubmed, register
from generator.network.client import Client
from generator.network.faults import NO_SERVICE, NoReplyError
from generator.network.service_records import Gathered, LookedUp

_DOIS_AT_ONCE = 20


def look_up(identifiers: Sequence[Identifier], client: Client) -> LookedUp:
    """Return the records of identifiers, in their order.

    PMIDs are asked of PubMed; DOIs of PubMed, then of Crossref, then of Europe PMC; PMCIDs of
    PubMed; numbers of ClinicalTrials.gov of the register. `missing` names those that gave no
    record; findings say why.
    """
    asked = list(dict.fromkeys(identifiers))
    numbers = [one for one in asked if isinstance(one, Registration)]
    parts = [
        pubmed.fetch([one for one in asked if isinstance(one, Pmid)], client),
        _by_search([one for one in asked if isinstance(one, Doi | Pmcid)], client),
        register.fetch([one for one in numbers if one.register == register.TITLE], client),
    ]
    whole = Gathered("")
    for part in parts:
        whole.records.update(part.records)
        whole.findings += part.told()
    whole.findings += [_no_service(one) for one in numbers if one.register != register.TITLE]
    whole.findings += client.findings
    return whole.result(asked)


def _by_search(identifiers: Sequence[Doi | Pmcid], client: Client) -> Gathered:
    """Return the records of identifiers that PubMed finds by a search; DOIs it lacks are asked for elsewhere."""
    gathered = Gathered(pubmed.TITLE)
    for start in range(0, len(identifiers), _DOIS_AT_ONCE):
        batch = identifiers[start : start + _DOIS_AT_ONCE]
        try:
            found = pubmed.search(" OR ".join(_term(one) for one in batch), client)
        except NoReplyError as failure:
            _fail(gathered, failure, batch)
            continue
        _take(pubmed.fetch(found.pmids, client), batch, gathered)
    for one in identifiers:
        if one not in gathered.records and one not in gathered.failed:
            _elsewhere(one, client, gathered)
    return gathered


def _term(one: Doi | Pmcid) -> str:
    """Return what finds an identifier in PubMed; quotation marks keep brackets in a DOI from being read as syntax."""
    if isinstance(one, Pmcid):
        return str(one)
    return f'"{one.name}"[doi]' if any(char in one.name for char in "()[]") else f"{one.name}[doi]"


def _take(found: Gathered, batch: Sequence[Doi | Pmcid], gathered: Gathered) -> None:
    """Keep the records that have one of the identifiers themselves; a search finds more than that."""
    for record in found.records.values():
        own = [one for one in record.identifiers if one in batch]
        for one in own:
            gathered.records.setdefault(one, record)
        if not own:
            gathered.not_asked_for(record)
    for failure in found.failures:
        _fail(gathered, failure, [one for one in batch if one not in gathered.records])
    if not found.failures:
        gathered.findings += found.findings


def _elsewhere(one: Doi | Pmcid, client: Client, gathered: Gathered) -> None:
    if isinstance(one, Pmcid):
        gathered.unknown(one)
        return
    asked = []
    for service in (crossref, europe_pmc):
        try:
            record = service.find(one, client, gathered)
        except NoReplyError as failure:
            gathered.fail(failure, [one])
            continue
        asked.append(service.TITLE)
        if record is not None:
            gathered.records[one] = record
            return
    if asked:
        gathered.unknown(one, pubmed.TITLE, *asked)


def _fail(gathered: Gathered, failure: NoReplyError, batch: Sequence[Doi | Pmcid]) -> None:
    """Note that PubMed gave nothing; DOIs can still be asked for elsewhere."""
    gathered.fail(failure, batch)
    gathered.failed = [one for one in gathered.failed if not isinstance(one, Doi)]


def _no_service(one: Registration) -> Finding:
    return NO_SERVICE.broken(
        Place("look-up", 0, str(one)),
        seen="is of a register that cannot be asked",
        expected="a PMID, a DOI, a PMCID or a number of ClinicalTrials.gov",
        remedy="Download its record and add the file, or add the report of the trial.",
    )
