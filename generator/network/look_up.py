"""Identifiers of any kind become records: each yields a record or a finding."""

from collections.abc import Iterable, Sequence

from generator.model.finding import Finding, Place
from generator.model.identifier import Doi, Identifier, Pmcid, Pmid, Registration
from generator.network import crossref, europe_pmc, pubmed, register
from generator.network.client import Client
from generator.network.faults import NO_SERVICE, NoReplyError
from generator.network.service_records import Gathered, LookedUp

# The terms for so many DOIs of usual length still fit into one address.
_DOIS_AT_ONCE = 20


def look_up(identifiers: Sequence[Identifier], client: Client) -> LookedUp:
    """Return the records of identifiers, in their order.

    PMIDs are asked of PubMed; DOIs of PubMed, then of Crossref, then of Europe PMC; PMCIDs of
    PubMed; numbers of ClinicalTrials.gov of the register. `missing` names those that gave no
    record; findings say why.
    """
    asked = list(dict.fromkeys(identifiers))
    numbers = [identifier for identifier in asked if isinstance(identifier, Registration)]
    here = [number for number in numbers if number.register == register.TITLE]
    parts = [
        pubmed.fetch([number for number in asked if isinstance(number, Pmid)], client),
        _by_search([name for name in asked if isinstance(name, Doi | Pmcid)], client),
        register.fetch(here, client),
    ]
    whole = Gathered("")
    for part in parts:
        whole.records.update(part.records)
        whole.findings += part.all_findings()
    whole.findings += [_no_service(number) for number in numbers if number not in here]
    whole.findings += client.findings
    return whole.result(asked)


def _by_search(identifiers: Sequence[Doi | Pmcid], client: Client) -> Gathered:
    """Return the records that PubMed finds by a search; DOIs it lacks are asked for elsewhere."""
    gathered = Gathered(pubmed.TITLE)
    for start in range(0, len(identifiers), _DOIS_AT_ONCE):
        batch = identifiers[start : start + _DOIS_AT_ONCE]
        try:
            searched = pubmed.search(" OR ".join(map(_term, batch)), client)
        except NoReplyError as failure:
            _fail(gathered, failure, batch)
        else:
            _take(pubmed.fetch(searched.pmids, client), batch, gathered)
    for identifier in identifiers:
        if identifier not in gathered.records and identifier not in gathered.failed:
            _elsewhere(identifier, client, gathered)
    return gathered


def _term(identifier: Doi | Pmcid) -> str:
    """Return what finds an identifier in PubMed."""
    if isinstance(identifier, Pmcid):
        return str(identifier)
    # Quotation marks keep brackets in a DOI from being read as syntax of the query.
    if any(char in identifier.name for char in "()[]"):
        return f'"{identifier.name}"[doi]'
    return f"{identifier.name}[doi]"


def _take(fetched: Gathered, batch: Sequence[Doi | Pmcid], gathered: Gathered) -> None:
    """Keep the records that carry one of the identifiers; a search finds more than that."""
    for record in fetched.records.values():
        named = [identifier for identifier in record.identifiers if identifier in batch]
        for identifier in named:
            gathered.records.setdefault(identifier, record)
        if not named:
            gathered.not_asked_for(record)
    for failure in fetched.failures:
        missing = [identifier for identifier in batch if identifier not in gathered.records]
        _fail(gathered, failure, missing)
    if not fetched.failures:
        gathered.findings += fetched.findings


def _elsewhere(identifier: Doi | Pmcid, client: Client, gathered: Gathered) -> None:
    """Ask the other services for a DOI; a PMCID is known to PubMed or to none of them."""
    if isinstance(identifier, Pmcid):
        gathered.unknown(identifier)
        return
    asked = []
    for service in (crossref, europe_pmc):
        try:
            record = service.find(identifier, client, gathered)
        except NoReplyError as failure:
            gathered.fail(failure, [identifier])
            continue
        if record is not None:
            gathered.records[identifier] = record
            return
        asked.append(service.TITLE)
    if asked:
        gathered.unknown(identifier, pubmed.TITLE, *asked)


def _fail(gathered: Gathered, failure: NoReplyError, batch: Iterable[Doi | Pmcid]) -> None:
    """Note that PubMed gave nothing; DOIs can still be asked for elsewhere."""
    gathered.fail(failure, batch)
    gathered.failed = [name for name in gathered.failed if not isinstance(name, Doi)]


def _no_service(number: Registration) -> Finding:
    return NO_SERVICE.broken(
        Place("look-up", 0, str(number)),
        seen="is of a register that cannot be asked",
        expected="a PMID, a DOI, a PMCID or a number of ClinicalTrials.gov",
        remedy="Download its record and add the file, or add the report of the trial.",
    )
