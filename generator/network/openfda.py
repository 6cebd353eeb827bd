"""openFDA, by which the regulator of the United States tells of approvals, labels and products.

The service and its query syntax: https://open.fda.gov/apis/. Terms that a space parts are
alternatives; a search that finds nothing is refused with the status 404 and the word NOT_FOUND.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from generator.model.finding import Finding, Place
from generator.model.topic import REGULATORS
from generator.network.client import Client
from generator.network.faults import UNREAD_ENTRY, WRONG_REPLY, NoReplyError
from generator.network.openfda_entries import (
    Application,
    DrugLabel,
    Entry,
    ListedProduct,
    application_in,
    label_in,
    product_in,
)
from generator.network.reply import Expected

TITLE = "openFDA"
REGULATOR = REGULATORS["openfda"]
# A label has some 200 kB, so that a page of them stays well below the largest reply.
_PAGE_OF_LABELS = 25
_PAGE = 100
MOST_PAGES = 10
# So many terms still fit into one address.
_TERMS_AT_ONCE = 40
_ENTRIES = Expected("json", ("results",), is_list=True)
_UNKNOWN = 404
_NOTHING_FOUND = "NOT_FOUND"
# Inside a phrase these two would end it.
_ENDS_A_PHRASE = re.compile(r'["\\]')
_Kind = TypeVar("_Kind")


@dataclass(frozen=True, slots=True)
class Told(Generic[_Kind]):
    """What openFDA tells: entries, the day of its data as written there, and unreadable ones."""

    entries: tuple[_Kind, ...] = ()
    as_of: str = ""
    findings: tuple[Finding, ...] = ()


def applications(names: Iterable[str], numbers: Iterable[str], client: Client) -> Told[Application]:
    """Return the applications for drugs of a name, and those of given numbers.

    A drug is found by its active ingredient too: an application without a listed product has no
    other name. NoReplyError where the whole list cannot be had.
    """
    search = [
        *_terms("products.active_ingredients.name", names),
        *_terms("openfda.generic_name", names),
        *_terms("application_number", numbers),
    ]
    return _Asked("drug/drugsfda.json", _PAGE, application_in).all_of(search, client)


def labels_of_sets(set_ids: Iterable[str], client: Client) -> Told[DrugLabel]:
    """Return the labels of set ids, as they are now; NoReplyError as for applications."""
    return _labels(_terms("set_id", set_ids), client)


def labels_of_applications(numbers: Iterable[str], client: Client) -> Told[DrugLabel]:
    """Return the labels of applications, as they are now; NoReplyError as for applications."""
    return _labels(_terms("openfda.application_number", numbers), client)


def labels_of_names(names: Iterable[str], client: Client) -> Told[DrugLabel]:
    """Return the labels of drugs of a name, as they are now; NoReplyError as for applications."""
    return _labels(_terms("openfda.generic_name", names), client)


def products(numbers: Iterable[str], client: Client) -> Told[ListedProduct]:
    """Return the products that are listed for applications; NoReplyError as for applications."""
    search = _terms("application_number", numbers)
    return _Asked("drug/ndc.json", _PAGE, product_in).all_of(search, client)


def _labels(search: list[str], client: Client) -> Told[DrugLabel]:
    return _Asked("drug/label.json", _PAGE_OF_LABELS, label_in).all_of(search, client)


def _terms(name: str, values: Iterable[str]) -> list[str]:
    return [f'{name}:"{_ENDS_A_PHRASE.sub(" ", value)}"' for value in dict.fromkeys(values)]


@dataclass(slots=True)
class _Asked(Generic[_Kind]):
    """A list at one place of the service, page by page."""

    path: str
    page: int
    read: Callable[[Entry], _Kind | None]
    as_of: str = ""
    findings: list[Finding] = field(default_factory=list)

    def all_of(self, search: list[str], client: Client) -> Told[_Kind]:
        """Return all that a search finds; nothing is asked where there is nothing to ask for."""
        entries: dict[_Kind, None] = {}
        for start in range(0, len(search), _TERMS_AT_ONCE):
            terms = " ".join(search[start : start + _TERMS_AT_ONCE])
            entries.update(dict.fromkeys(self._entries(terms, client)))
        return Told(tuple(entries), self.as_of, tuple(dict.fromkeys(self.findings)))

    def _entries(self, search: str, client: Client) -> Iterator[_Kind]:
        for number in range(MOST_PAGES):
            skip = number * self.page
            reply = self._ask(search, skip, client)
            if reply is None:
                return
            self.as_of = _last_updated(reply) or self.as_of
            yield from self._read(reply["results"])
            if len(reply["results"]) < self.page or skip + self.page >= _total(reply):
                return
        raise NoReplyError(
            WRONG_REPLY,
            TITLE,
            seen=f"goes on after {MOST_PAGES * self.page:,} entries",
            expected="a list that ends",
            remedy="Name the drug as openFDA does (names), or its applications, in the vocabulary.",
        )

    def _ask(self, search: str, skip: int, client: Client) -> dict[str, list[object]] | None:
        """Return one page; None where there is nothing on it."""
        asked = [("search", search), ("limit", str(self.page))]
        if skip:
            asked.append(("skip", str(skip)))
        try:
            reply = client.ask("openfda", self.path, asked, _ENTRIES)
        except NoReplyError as failure:
            if (failure.status, failure.code) == (_UNKNOWN, _NOTHING_FOUND):
                return None
            raise
        page: dict[str, list[object]] = json.loads(reply.body)
        return page

    def _read(self, results: list[object]) -> Iterator[_Kind]:
        for result in results:
            entry = self.read(result) if isinstance(result, dict) else None
            if entry is None:
                self.findings.append(_unread(self.path))
            else:
                yield entry


def _last_updated(page: dict[str, list[object]]) -> str:
    """Return the day of the data, as the service says it, where it is a day."""
    updated = _meta(page).get("last_updated")
    is_day = isinstance(updated, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", updated, re.ASCII)
    return str(updated) if is_day else ""


def _total(page: dict[str, list[object]]) -> int:
    """Return how many entries there are in all; more than any, where the service does not say."""
    results = _meta(page).get("results")
    total = results.get("total") if isinstance(results, dict) else None
    return total if isinstance(total, int) else MOST_PAGES * _PAGE + 1


def _meta(page: dict[str, list[object]]) -> dict[str, object]:
    meta: object = page.get("meta")
    return meta if isinstance(meta, dict) else {}


def _unread(path: str) -> Finding:
    return UNREAD_ENTRY.broken(
        Place(TITLE, 0, path),
        seen="holds an entry that does not say what it is about",
        expected="an entry with the number of its application, label or product",
        remedy="It was not used; the reply was kept as it came. Look the drug up by hand.",
    )
