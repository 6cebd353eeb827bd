"""PubMed, through NCBI's E-utilities: records by number, and what a search finds.

The utilities and their parameters: https://www.ncbi.nlm.nih.gov/books/NBK25499/.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from lxml import etree

from generator.model.finding import Finding, Place
from generator.model.identifier import Pmid
from generator.network.client import Client, Reply
from generator.network.faults import UNKNOWN_TERM, WRONG_REPLY, NoReplyError
from generator.network.reply import Expected, in_quotes
from generator.network.service_records import Gathered, Searched
from generator.text.count_words import count_words

TITLE = "PubMed"
BATCH = 200
PAGE = 500
MOST_OF_A_SEARCH = 9_999  # PubMed hands out no more of one search
_ARTICLES = Expected("xml", ("PubmedArticleSet",))
_FOUND = Expected("xml", ("eSearchResult",))
# Where a reply names the words of the query that the search was done without.
_LEFT_OUT = (
    "ErrorList/PhraseNotFound",
    "ErrorList/FieldNotFound",
    "WarningList/QuotedPhraseNotFound",
)
# How PubMed says that it knows none of the numbers it was asked for.
_BAD_REQUEST = 400
_NONE_LEFT = "list is empty"


def fetch(pmids: Sequence[Pmid], client: Client) -> Gathered:
    """Return the records of PMIDs; what PubMed left out or added unasked is a finding."""
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
    """Return the PMIDs that a query finds, of those that came into PubMed between two days.

    NoReplyError where the whole list cannot be had: half a search is none.
    """
    asked = [("db", "pubmed"), ("term", query)]
    if since:
        last = until or client.day
        asked += [("datetype", "edat"), ("mindate", _day(since)), ("maxdate", _day(last))]
    pmids: dict[Pmid, None] = {}
    findings: list[Finding] = []
    while True:
        page = [("retstart", str(len(pmids))), ("retmax", str(PAGE)), ("retmode", "xml")]
        reply = client.ask("pubmed", "esearch.fcgi", [*asked, *page], _FOUND)
        root = etree.fromstring(reply.body, _parser())
        count, before = _count(root), len(pmids)
        findings += _unknown_terms(root, query)
        for entry in root.iterfind("IdList/Id"):
            pmids[Pmid(int(entry.text or "0"))] = None
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
    asked = [("db", "pubmed"), ("id", ids), ("retmode", "xml")]
    try:
        return client.ask("pubmed", "efetch.fcgi", asked, _ARTICLES, fresh=fresh)
    except NoReplyError as failure:
        if failure.status == _BAD_REQUEST and _NONE_LEFT in failure.detail.lower():
            return None
        raise


def _sort_in(batch: Sequence[Pmid], reply: Reply | None, gathered: Gathered) -> None:
    for record in gathered.read(reply.body) if reply else ():
        pmids = [name for name in record.identifiers if isinstance(name, Pmid)]
        asked = next((pmid for pmid in pmids if pmid in batch), None)
        if asked is None:
            gathered.not_asked_for(record)
        else:
            gathered.records.setdefault(asked, record)


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
    """Yield a finding for every word that PubMed left out: another search than the one written."""
    for path in _LEFT_OUT:
        for entry in root.iterfind(path):
            yield UNKNOWN_TERM.broken(
                Place(TITLE, 0, f"the search {in_quotes(query)}"),
                seen=f"was done without {in_quotes(entry.text or '')}, which PubMed does not know",
                expected="words that PubMed knows",
                remedy="Mend the query in data/topic.yml, or leave the word out.",
            )


def _unlistable(count: int, listed: int) -> NoReplyError:
    expected, remedy = "all records of the search", "Try again later."
    if count > MOST_OF_A_SEARCH:
        expected = f"at most {MOST_OF_A_SEARCH:,} records"
        remedy = "Narrow the search in data/topic.yml."
    seen = f"counts {count_words(count, 'record')} and lists {listed:,}"
    return NoReplyError(WRONG_REPLY, TITLE, seen=seen, expected=expected, remedy=remedy)


def _day(day: date) -> str:
    return day.strftime("%Y/%m/%d")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
