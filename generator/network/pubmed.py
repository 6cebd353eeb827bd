"""PubMed, through NCBI's E-utilities: records by number, and what a search finds.

The utilities and their parameters: https://www.ncbi.nlm.nih.gov/books/NBK25499/.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from lxml import etree

from generator.model.finding import Finding, Place
from generator.model.found import FoundRecord
from generator.model.identifier import Pmid
from generator.network.client import Client, Reply
from generator.network.faults import UNKNOWN_TERM, WRONG_REPLY, NoReplyError
from generator.network.reply import Expected, shown
from generator.network.service_records import Gathered, Searched

TITLE = "PubMed"
BATCH = 200
PAGE = 500
MOST_OF_A_SEARCH = 9_999  # PubMed hands out no more of one search
_ARTICLES = Expected("xml", ("PubmedArticleSet",))
_FOUND = Expected("xml", ("eSearchResult",))
_BAD_REQUEST = 400
_NONE_LEFT = "list is empty"


def fetch(pmids: Sequence[Pmid], client: Client) -> Gathered:
    """Return the records of PMIDs; one that PubMed left out, and one that nobody asked for, is a finding."""
    gathered = Gathered(TITLE)
    wanted = list(dict.fromkeys(pmids))
    for batch in _batches(wanted, BATCH):
        try:
            _fetch_batch(batch, client, gathered)
        except NoReplyError as failure:
            gathered.fail(failure, [pmid for pmid in batch if pmid not in gathered.records])
    for pmid in wanted:
        if pmid not in gathered.records and pmid not in gathered.failed:
            gathered.unknown(pmid)
    return gathered


def search(
    query: str, client: Client, since: date | None = None, until: date | None = None
) -> Searched:
    """Return the PMIDs that a query finds, those that came into PubMed between two days where days are given.

    NoReplyError where the whole list cannot be had: half a search is none.
    """
    days = (
        [("datetype", "edat"), ("mindate", _day(since)), ("maxdate", _day(until or client.day))]
        if since
        else []
    )
    pmids: dict[Pmid, None] = {}
    findings: list[Finding] = []
    while True:
        page = [("retstart", str(len(pmids))), ("retmax", str(PAGE)), ("retmode", "xml")]
        reply = client.ask(
            "pubmed", "esearch.fcgi", [("db", "pubmed"), ("term", query), *days, *page], _FOUND
        )
        root = etree.fromstring(reply.body, _parser())
        count, found = (
            _count(root),
            [Pmid(int(one.text or "0")) for one in root.iterfind("IdList/Id")],
        )
        findings += _unknown_terms(root, query)
        before = len(pmids)
        pmids.update(dict.fromkeys(found))
        if len(pmids) >= count:
            return Searched(tuple(pmids), tuple(dict.fromkeys(findings)))
        if count > MOST_OF_A_SEARCH or len(pmids) == before:
            raise _unlistable(count, len(pmids))


def _fetch_batch(batch: Sequence[Pmid], client: Client, gathered: Gathered) -> None:
    reply = _ask(batch, client)
    _sort_in(batch, reply, gathered)
    left = [pmid for pmid in batch if pmid not in gathered.records]
    # A record that was not there when the reply was kept may be there now.
    if left and reply is not None and reply.kept and reply.day != client.day.isoformat():
        _sort_in(left, _ask(left, client, fresh=True), gathered)


def _ask(batch: Sequence[Pmid], client: Client, *, fresh: bool = False) -> Reply | None:
    """Return the reply for a batch; None where PubMed says that it knows none of the numbers."""
    ids = ",".join(str(pmid.number) for pmid in batch)
    try:
        return client.ask(
            "pubmed",
            "efetch.fcgi",
            [("db", "pubmed"), ("id", ids), ("retmode", "xml")],
            _ARTICLES,
            fresh=fresh,
        )
    except NoReplyError as failure:
        if failure.status == _BAD_REQUEST and _NONE_LEFT in failure.detail.lower():
            return None
        raise


def _sort_in(batch: Sequence[Pmid], reply: Reply | None, gathered: Gathered) -> None:
    for record in gathered.read(reply.body) if reply else ():
        asked = next((pmid for pmid in _own(record) if pmid in batch), None)
        if asked is None:
            gathered.not_asked_for(record)
        else:
            gathered.records.setdefault(asked, record)


def _own(record: FoundRecord) -> Iterator[Pmid]:
    yield from (one for one in record.identifiers if isinstance(one, Pmid))


def _batches(pmids: Sequence[Pmid], size: int) -> Iterator[list[Pmid]]:
    for start in range(0, len(pmids), size):
        yield list(pmids[start : start + size])


def _count(root: etree._Element) -> int:
    text = (root.findtext("Count") or "").strip()
    if not text.isdecimal():
        raise NoReplyError(
            WRONG_REPLY,
            TITLE,
            seen="gave a search without the number of records",
            expected="eSearchResult with Count",
            remedy="Try again later.",
        )
    return int(text)


def _unknown_terms(root: etree._Element, query: str) -> Iterator[Finding]:
    """Yield a finding for every word of a query that PubMed left out: the search was not the one that is written."""
    for path in (
        "ErrorList/PhraseNotFound",
        "ErrorList/FieldNotFound",
        "WarningList/QuotedPhraseNotFound",
    ):
        for one in root.iterfind(path):
            yield UNKNOWN_TERM.broken(
                Place(TITLE, 0, f"the search {shown(query)}"),
                seen=f"was done without {shown(one.text or '')}, which PubMed does not know",
                expected="words that PubMed knows",
                remedy="Mend the query in data/topic.yml, or leave the word out.",
            )


def _unlistable(count: int, listed: int) -> NoReplyError:
    many = count > MOST_OF_A_SEARCH
    return NoReplyError(
        WRONG_REPLY,
        TITLE,
        seen=f"counts {count:,} records and lists {listed:,}",
        expected=f"at most {MOST_OF_A_SEARCH:,} records" if many else "all records of the search",
        remedy="Narrow the search in data/topic.yml." if many else "Try again later.",
    )


def _day(day: date) -> str:
    return day.strftime("%Y/%m/%d")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
