"""A real server on loopback that plays the public services, and misbehaves where it is told to."""

import gzip
import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    moment: float
    method: str
    path: str
    parameters: dict[str, str]
    headers: dict[str, str]
    body: bytes


_ZEROS = gzip.compress(bytes(100_000_000), compresslevel=1)
Behaviour = Callable[["Handler"], None]


@dataclass
class Shelf:
    """What the services know: PubMed articles by PMID, searches, trials, Crossref works, Europe PMC results, drugs."""

    articles: dict[int, str] = field(default_factory=dict)
    found: list[int] = field(default_factory=list)
    by_term: dict[str, list[int]] = field(default_factory=dict)
    trials: dict[str, dict[str, Any]] = field(default_factory=dict)
    works: dict[str, dict[str, Any]] = field(default_factory=dict)
    results: list[dict[str, Any]] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)
    drugs: dict[str, list[Any]] = field(default_factory=dict)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        self.answer(b"")

    def do_POST(self) -> None:
        self.answer(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def answer(self, body: bytes) -> None:
        parts = urlsplit(self.path)
        query = parse_qs(parts.query or body.decode())
        self.parameters = {name: values[0] for name, values in query.items()}
        asked = Asked(
            time.time(), self.command, parts.path, self.parameters, dict(self.headers), body
        )
        with self.server.lock:
            self.server.asked.append(asked)
            planned = self.server.plan.pop(0) if self.server.plan else None
        self.close_connection = True
        (planned or well)(self)

    def log_message(self, *_: object) -> None:
        pass

    def send(
        self,
        content: bytes,
        kind: str = "text/xml; charset=UTF-8",
        status: int = 200,
        **headers: str,
    ) -> None:
        self.send_response(status)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(content)),
            **given,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[Asked] = []
        self.plan: list[Behaviour] = []
        self.shelf = Shelf()
        self.lock = threading.Lock()
        self.closing = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that give up are what these tests are about."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "EVIDENCE_PUBMED": f"{self.address}/eutils/",
            "EVIDENCE_REGISTER": f"{self.address}/register/",
            "EVIDENCE_CROSSREF": f"{self.address}/crossref/",
            "EVIDENCE_EUROPE_PMC": f"{self.address}/europepmc/",
            "EVIDENCE_OPENFDA": f"{self.address}/openfda/",
        }

    @property
    def gaps(self) -> list[float]:
        moments = [asked.moment for asked in self.asked]
        return [later - earlier for earlier, later in pairwise(moments)]


@contextmanager
def serving() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()


def article(
    pmid: int, title: str = "", extra: str = "", article_ids: str = "", types: str = ""
) -> str:
    """A record of PubMed in our own words."""
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{pmid}</PMID>'
        f'<Article PubModel="Print"><Journal><JournalIssue CitedMedium="Print"><Volume>1</Volume><Issue>2</Issue>'
        f"<PubDate><Year>2024</Year></PubDate></JournalIssue><Title>Journal of Rivers</Title>"
        f"<ISOAbbreviation>J Rivers</ISOAbbreviation></Journal>"
        f"<ArticleTitle>{title or f'Made-up report {pmid}'}</ArticleTitle>"
        f'<AuthorList CompleteYN="Y"><Author ValidYN="Y"><LastName>Miller</LastName><ForeName>Ann</ForeName>'
        f"<Initials>A</Initials></Author></AuthorList><Language>eng</Language>"
        f'<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>{types}'
        f"</PublicationTypeList></Article>{extra}</MedlineCitation>"
        f'<PubmedData><ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId>{article_ids}</ArticleIdList>'
        f"</PubmedData></PubmedArticle>"
    )


def trial(
    number: str, status: str = "COMPLETED", results_posted: str = "", updated: str = "2024-02-03"
) -> dict[str, Any]:
    """A register entry in our own words."""
    posted = {"resultsFirstPostDateStruct": {"date": results_posted}} if results_posted else {}
    return {
        "protocolSection": {
            "identificationModule": {"nctId": number, "briefTitle": f"Made-up trial {number}"},
            "statusModule": {
                "overallStatus": status,
                "lastUpdatePostDateStruct": {"date": updated},
                **posted,
            },
        },
        "hasResults": bool(results_posted),
    }


def application(
    number: str = "NDA900001",
    brand: str = "RIVERA",
    ingredient: str = "ALPHAONE PHOSPHATE",
    approved: str = "20250827",
    status: str = "Prescription",
    **more: Any,
) -> dict[str, Any]:
    """An entry of Drugs@FDA in our own words."""
    approval = {
        "submission_type": "ORIG",
        "submission_number": "1",
        "submission_status": "AP",
        "submission_status_date": approved,
        "review_priority": "PRIORITY",
        "submission_class_code": "TYPE 1",
        "submission_class_code_description": "Type 1 - New Molecular Entity",
        "application_docs": [
            {"type": "Letter", "url": "http://example.org/letter.pdf"},
            {"type": "Label", "url": "http://example.org/label.pdf"},
        ],
    }
    product = {
        "product_number": "001",
        "brand_name": brand,
        "active_ingredients": [{"name": ingredient, "strength": "5MG"}],
        "marketing_status": status,
    }
    return {
        "application_number": number,
        "sponsor_name": "RIVER LABORATORIES",
        "submissions": [approval],
        "products": [product],
        **more,
    }


def drug_label(
    set_id: str = "0a1b2c3d-0000-4000-8000-000000000001",
    effective: str = "20250915",
    warning: str = "WARNING: FLOODS, and COLD FEET FLOODS Rivers can rise within hours.",
    changes: str = "Boxed Warning 08/2025",
    number: str = "NDA900001",
    name: str = "ALPHAONE PHOSPHATE",
) -> dict[str, Any]:
    """A label of openFDA in our own words."""
    about = {"application_number": [number], "brand_name": ["Rivera"], "generic_name": [name]}
    label: dict[str, Any] = {"set_id": set_id, "version": "7", "effective_time": effective}
    if warning:
        label["boxed_warning"] = [warning]
    if changes:
        label["recent_major_changes"] = [changes]
    return {**label, "openfda": about}


def listed_product(
    started: str = "20250827", ended: str = "", number: str = "NDA900001"
) -> dict[str, Any]:
    """A listed product of openFDA in our own words."""
    product = {"product_ndc": "99999-001", "brand_name": "Rivera", "application_number": number}
    dates = {"marketing_start_date": started, "listing_expiration_date": "20991231"}
    return {**product, **dates, **({"marketing_end_date": ended} if ended else {})}


def articles(handler: Handler, pmids: list[int]) -> bytes:
    shelf = handler.server.shelf
    records = "".join(shelf.articles[pmid] for pmid in pmids if pmid in shelf.articles)
    return f'<?xml version="1.0" ?>\n<PubmedArticleSet>{records}</PubmedArticleSet>'.encode()


def well(handler: Handler) -> None:
    """Answer as the services do."""
    parts = urlsplit(handler.path)
    shelf, path, parameters = handler.server.shelf, parts.path, handler.parameters
    if path.endswith("efetch.fcgi"):
        wanted = [int(one) for one in parameters["id"].split(",")]
        handler.send(articles(handler, [*wanted, *shelf.extra]))
    elif path.endswith("esearch.fcgi"):
        _search(handler)
    elif path.startswith("/register/studies/"):
        entry = shelf.trials.get(path.rsplit("/", 1)[1])
        _json(handler, entry) if entry else handler.send(b"NCT number not found", "text/plain", 404)
    elif path == "/register/studies":
        _trials(handler)
    elif path.startswith("/crossref/works/"):
        work = shelf.works.get(unquote(path.removeprefix("/crossref/works/")).lower())
        if work is None:
            handler.send(b"Resource not found.", "text/plain", 404)
        else:
            _json(handler, {"status": "ok", "message-type": "work", "message": work})
    elif path == "/europepmc/search":
        fitting = [
            one for one in shelf.results if one["doi"].lower() in parameters["query"].lower()
        ]
        _json(handler, {"hitCount": len(fitting), "resultList": {"result": fitting}})
    elif path.startswith("/openfda/drug/"):
        _drugs(handler, path.rsplit("/", 1)[1].removesuffix(".json"))
    else:
        handler.send(b"nothing here", "text/plain", 404)


NOTHING_FOUND = b'{"error": {"code": "NOT_FOUND", "message": "No matches found!"}}'


def _drugs(handler: Handler, endpoint: str) -> None:
    """Answer with the entries in which a word of a quoted phrase stands, as the service would."""
    parameters = handler.parameters
    phrases = re.findall('"([^"]*)"', parameters["search"])
    entries = [
        entry
        for entry in handler.server.shelf.drugs.get(endpoint, [])
        if any(phrase.lower() in json.dumps(entry).lower() for phrase in phrases)
    ]
    skip, limit = int(parameters.get("skip", "0")), int(parameters["limit"])
    if not entries[skip:]:
        handler.send(NOTHING_FOUND, "application/json; charset=utf-8", 404)
        return
    results = {"skip": skip, "limit": limit, "total": len(entries)}
    meta = {"last_updated": "2025-11-20", "results": results}
    _json(handler, {"meta": meta, "results": entries[skip : skip + limit]})


def _search(handler: Handler) -> None:
    shelf, parameters = handler.server.shelf, handler.parameters
    found = next((ids for term, ids in shelf.by_term.items() if term in parameters["term"]), None)
    if found is None:
        found = [] if "[doi]" in parameters["term"] or "PMC" in parameters["term"] else shelf.found
    start, most = int(parameters.get("retstart", "0")), int(parameters.get("retmax", "20"))
    page = found[start : start + most]
    ids = "".join(f"<Id>{one}</Id>" for one in page)
    handler.send(
        f'<?xml version="1.0" encoding="UTF-8" ?>\n<eSearchResult><Count>{len(found)}</Count>'
        f"<RetMax>{len(page)}</RetMax><RetStart>{start}</RetStart><IdList>{ids}</IdList><TranslationSet/></eSearchResult>".encode()
    )


def _trials(handler: Handler) -> None:
    entries = list(handler.server.shelf.trials.values())
    start, size = (
        int(handler.parameters.get("pageToken", "0")),
        int(handler.parameters.get("pageSize", "10")),
    )
    page: dict[str, Any] = {"totalCount": len(entries), "studies": entries[start : start + size]}
    if start + size < len(entries):
        page["nextPageToken"] = str(start + size)
    _json(handler, page)


def _json(handler: Handler, value: object) -> None:
    handler.send(json.dumps(value).encode(), "application/json")


# How it can misbehave, each for one request.


def hang(handler: Handler) -> None:
    """Say nothing at all."""
    handler.server.closing.wait(30)


def hang_in_body(handler: Handler) -> None:
    """Promise a body and stop in the middle of it."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/xml")
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"<PubmedArticleSet>")
    handler.wfile.flush()
    handler.server.closing.wait(30)


def drip(handler: Handler) -> None:
    """Send a body byte by byte, never silent for long."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/xml")
    handler.send_header("Content-Length", "50000")
    handler.end_headers()
    _drip(handler, b"<PubmedArticleSet>" + b" " * 5000)


def drip_headers(handler: Handler) -> None:
    """Send the head of the answer byte by byte."""
    _drip(handler, b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 5000)


def _drip(handler: Handler, content: bytes) -> None:
    try:
        for byte in content:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            if handler.server.closing.wait(0.05):
                return
    except OSError:
        return


def short(handler: Handler) -> None:
    """Send fewer bytes than promised."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/xml")
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"<PubmedArticleSet><PubmedArticle>")


def short_without_length(handler: Handler) -> None:
    """End in the middle of the body, which nobody had measured."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/xml")
    handler.end_headers()
    handler.wfile.write(b"<PubmedArticleSet><PubmedArticle>")


def broken_chunk(handler: Handler) -> None:
    """Break off inside a chunk."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/xml")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"100\r\n<PubmedArticleSet>")


def reset(handler: Handler) -> None:
    """Drop the connection without a word."""
    handler.connection.setsockopt(
        socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00"
    )
    handler.connection.close()


def chunked(handler: Handler) -> None:
    """Answer well, in chunks."""
    content = articles(handler, [int(one) for one in handler.parameters["id"].split(",")])
    handler.send_response(200)
    handler.send_header("Content-Type", "text/xml")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    for start in range(0, len(content), 100):
        piece = content[start : start + 100]
        handler.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
    handler.wfile.write(b"0\r\n\r\n")


def packed(handler: Handler) -> None:
    """Answer well, packed."""
    content = articles(handler, [int(one) for one in handler.parameters["id"].split(",")])
    handler.send(gzip.compress(content), Content_Encoding="gzip")


def zeros(handler: Handler) -> None:
    """Send 100 MB of zeros, packed to 100 kB."""
    handler.send(_ZEROS, Content_Encoding="gzip")


def status(number: int, body: bytes = b"", kind: str = "text/plain", **headers: str) -> Behaviour:
    return lambda handler: handler.send(body, kind, number, **headers)


def content(body: bytes, kind: str = "text/xml; charset=UTF-8", **headers: str) -> Behaviour:
    return lambda handler: handler.send(body, kind, **headers)
