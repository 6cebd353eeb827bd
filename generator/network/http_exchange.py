"""One question and its answer: bounded in time, however slowly the other side speaks, and in size.

The library follows redirects, tries again and goes through proxies; `retries` says when. Here
stand the hard deadline over all of it, the pace of requests, and the size of a reply.
"""

import contextlib
import http.client
import ipaddress
import logging
import threading
import urllib.request
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import SplitResult, urlsplit

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, PoolManager, ProxyManager, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from generator.network.faults import LED_AWAY, WRONG_REPLY
from generator.network.retries import (
    MOST_REDIRECTS,
    Attempt,
    BrokenOffError,
    ServiceRetry,
)
from generator.network.unpacking import Unpacked, UnpackingError

# The library's messages hold whole addresses, and ours may carry a key.
logging.getLogger("urllib3").setLevel(logging.CRITICAL + 1)

OK = 200
# What these say of their reason is worth reading; of other answers the number is enough.
_REFUSALS = range(400, 500)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PIECE = 1 << 16
_MOST_OF_A_REFUSAL = 1 << 16
_BROKEN = (HTTPError, http.client.HTTPException, OSError, BrokenOffError)


@dataclass(frozen=True, slots=True)
class Call:
    """What is sent: a GET, or a POST where there is a form."""

    address: str
    headers: Mapping[str, str]
    form: bytes | None = None

    @property
    def method(self) -> str:
        """The method of the request."""
        return "GET" if self.form is None else "POST"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `measured` says that the answer itself stated where it ends."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    measured: bool


def exchange(call: Call, attempt: Attempt, check: Callable[[Answer], object]) -> Answer:
    """Return the answer to a call, once `check` has found nothing wrong with it.

    NoReplyError where there is none by the deadline. `check` raises BrokenOffError for an answer
    that may be whole another time. The work is done in a thread of its own, because neither a name
    that is looked up nor a line that comes byte by byte heeds a timeout: at the deadline its
    connection is closed under it.
    """
    future = Future[Answer]()

    def work() -> None:
        try:
            future.set_result(_ask(call, attempt, check))
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            future.set_exception(error)

    threading.Thread(target=work, daemon=True, name="request").start()
    deadline = attempt.limits.deadline
    try:
        return future.result(deadline)
    except TimeoutError:
        raise attempt.no_answer(f"gave no whole answer within {deadline:.3g} s") from None
    finally:
        attempt.stop()


def _ask(call: Call, attempt: Attempt, check: Callable[[Answer], object]) -> Answer:
    retries = ServiceRetry.of(attempt)
    while True:
        response = _open(call, attempt, retries)
        try:
            answer = _read(response, attempt)
            check(answer)
        except _BROKEN as error:
            # The library tries again up to the head of an answer; its body is read here.
            retries = cast("ServiceRetry", response.retries)
            retries = retries.increment(call.method, call.address, error=error)
        else:
            return answer
        finally:
            response.close()
        retries.sleep()


def _open(call: Call, attempt: Attempt, retries: ServiceRetry) -> BaseHTTPResponse:
    """Return a response of which only the head has been read."""
    try:
        return _manager(call.address, attempt).urlopen(
            call.method,
            call.address,
            body=call.form,
            headers=dict(call.headers),
            retries=retries,
            timeout=Timeout(connect=attempt.limits.connect, read=attempt.limits.read),
            preload_content=False,
            decode_content=False,
        )
    except HTTPError as error:
        raise attempt.failed(error) from None
    except ValueError:
        # The library joins a redirect to the address before anybody can look at it.
        raise attempt.no_reply(LED_AWAY, "redirects to an address that is none") from None


def _read(response: BaseHTTPResponse, attempt: Attempt) -> Answer:
    """Return the whole answer; of a refusal only as much as a message needs."""
    status, headers = response.status, response.headers
    if status in _REDIRECTS:
        many = f"more than {MOST_REDIRECTS} times"
        seen = f"redirects {many if headers.get('location') else 'to nowhere'}"
        raise attempt.no_reply(LED_AWAY, seen)
    is_chunked = "chunked" in headers.get("transfer-encoding", "").lower()
    body = _body(response, attempt) if status == OK else _refusal(response)
    return Answer(status, headers, body, is_chunked or "content-length" in headers)


def _body(response: BaseHTTPResponse, attempt: Attempt) -> bytes:
    headers, limits = response.headers, attempt.limits
    try:
        unpacked = Unpacked(headers.get("content-encoding", ""), limits.packed, limits.unpacked)
        unpacked.announce(headers.get("content-length", ""))
        for piece in response.stream(_PIECE, decode_content=False):
            unpacked.add(piece)
    except UnpackingError as refused:
        readable = "a reply that can be read"
        raise attempt.no_reply(WRONG_REPLY, str(refused), readable) from None
    if not unpacked.is_whole:
        raise BrokenOffError("broke off in the middle of its reply")
    return unpacked.content


def _refusal(response: BaseHTTPResponse) -> bytes:
    if response.status in _REFUSALS:
        with contextlib.suppress(*_BROKEN):
            return response.read(_MOST_OF_A_REFUSAL, decode_content=False)
    return b""


class _Connection(HTTPConnection):
    """A connection that keeps the pace of its service and can be closed under the request."""

    def __init__(self, *arguments: Any, attempt: Attempt, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._attempt = attempt

    def request(self, *arguments: Any, **more: Any) -> None:
        # Connected first: who connects slowly must not arrive together with the next in the queue.
        if self.sock is None:
            self.connect()
        self._attempt.wait_to_send(self.sock)
        super().request(*arguments, **more)

    def getresponse(self) -> Any:
        response = super().getresponse()
        self._attempt.note_arrival()
        return response


class _SecureConnection(_Connection, HTTPSConnection):
    """The same, encrypted."""


class _Direct(PoolManager):
    """The library's connections, each bound to the attempt it is for."""

    attempt: Attempt

    def _new_pool(self, scheme: str, *arguments: Any, **more: Any) -> HTTPConnectionPool:
        pool = super()._new_pool(scheme, *arguments, **more)
        pool.ConnectionCls = _SecureConnection if scheme == "https" else _Connection
        pool.conn_kw["attempt"] = self.attempt
        return pool


class _Proxied(_Direct, ProxyManager):
    """The same, through a proxy."""


def _manager(address: str, attempt: Attempt) -> PoolManager:
    """Return what opens connections to an address, through the proxy the environment names."""
    proxy = _proxy_for(urlsplit(address))
    manager = _Proxied(proxy) if proxy else _Direct()
    manager.attempt = attempt
    return manager


def _proxy_for(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if _is_here(host) or urllib.request.proxy_bypass(host):
        return ""
    proxy = urllib.request.getproxies().get(parts.scheme, "")
    return proxy if not proxy or "//" in proxy else f"http://{proxy}"


def _is_here(host: str) -> bool:
    """Tell whether a host is this machine itself, to which no proxy leads."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
