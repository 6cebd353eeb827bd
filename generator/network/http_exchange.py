"""One question and its answer: bounded in time, however slowly the other side speaks, and in size.

The library follows redirects, tries again and goes through proxies; `retries` says when. Here
stand the hard deadline over all of it, the pace of requests, and the size of a reply.
"""

import contextlib
import http.client
import ipaddress
import logging
import socket
import threading
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, PoolManager, ProxyManager, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from generator.network.faults import WRONG_REPLY
from generator.network.rate_limit import Pace
from generator.network.retries import (
    ANOTHER_TIME,
    MOST_REDIRECTS,
    Attempt,
    BrokenOffError,
    ServiceRetry,
)
from generator.network.unpacking import Unpacked, UnpackingError

# The library's messages hold whole addresses, and ours may carry a key.
logging.getLogger("urllib3").propagate = False

OK = 200
# What these say of their reason is worth reading; of other answers the number is enough.
_REFUSALS = frozenset(range(400, 500)) - ANOTHER_TIME
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PIECE = 1 << 16
_MOST_OF_A_REFUSAL = 1 << 16
_BROKEN_WAY = (HTTPError, http.client.HTTPException, OSError, BrokenOffError)


@dataclass(frozen=True, slots=True)
class Call:
    """What is sent: a GET, or a POST where there is a form."""

    address: str
    headers: Mapping[str, str]
    form: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `measured` says that the answer itself stated where it ends."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    measured: bool


def exchange(call: Call, attempt: Attempt, pace: Pace, check: Callable[[Answer], object]) -> Answer:
    """Return the answer to a call, once `check` has found nothing wrong with it.

    NoReplyError where there is none by the deadline. `check` raises BrokenOffError for an answer
    that may be whole another time.

    The work is done in a thread of its own, because neither a name that is looked up nor a line
    that comes byte by byte heeds a timeout: at the deadline its connection is closed under it.
    """
    work = _Work(call, attempt, pace, check)
    thread = threading.Thread(target=work.run, daemon=True, name="request")
    thread.start()
    try:
        thread.join(attempt.limits.deadline)
        if thread.is_alive():
            raise attempt.out_of_time()
    finally:
        work.stop()
    if work.answer is None:
        raise work.fault or RuntimeError("a request ended without answer and without fault")
    return work.answer


class _Work:
    """The work of one question, done in its thread."""

    def __init__(
        self, call: Call, attempt: Attempt, pace: Pace, check: Callable[[Answer], object]
    ) -> None:
        self.answer: Answer | None = None
        self.fault: BaseException | None = None
        self.connection: socket.socket | None = None
        self._call = call
        self._attempt = attempt
        self._pace = pace
        self._check = check
        self._stopped = False

    def run(self) -> None:
        """Ask until there is an answer or a fault; it is raised in the thread that waits."""
        try:
            self.answer = self._ask()
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            self.fault = error

    def stop(self) -> None:
        """Ask no further, and close the connection under a request that is on its way."""
        self._stopped = True
        if self.connection is not None:
            # Below the encryption: this wakes whoever waits for bytes.
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self.connection, socket.SHUT_RDWR)

    def before_sending(self) -> None:
        """Wait until the service may be asked again."""
        service = self._attempt.service
        self._pace.wait(service.lane, service.interval)
        if self._stopped:
            raise self._attempt.out_of_time()

    def after_first_line(self) -> None:
        """Note that the request has arrived."""
        self._pace.mark(self._attempt.service.lane)

    def _ask(self) -> Answer:
        retries = ServiceRetry.of(self._attempt)
        while True:
            response = self._open(retries)
            try:
                answer = self._answer_of(response)
                self._check(answer)
            except _BROKEN_WAY as error:
                # The library tries again up to the head of an answer; its body is read here.
                retries = cast("ServiceRetry", response.retries)
                retries = retries.increment(self._method, self._call.address, error=error)
            else:
                return answer
            finally:
                response.close()
            retries.sleep()

    @property
    def _method(self) -> str:
        return "GET" if self._call.form is None else "POST"

    def _open(self, retries: ServiceRetry) -> BaseHTTPResponse:
        """Return a response of which only the head has been read."""
        limits = self._attempt.limits
        try:
            return _manager(self._call.address, self).urlopen(
                self._method,
                self._call.address,
                body=self._call.form,
                headers=dict(self._call.headers),
                retries=retries,
                timeout=Timeout(connect=limits.connect, read=limits.read),
                preload_content=False,
                decode_content=False,
            )
        except HTTPError as error:
            raise self._attempt.failed(error) from None
        except ValueError:
            # The library joins a redirect to the address before anybody can look at it.
            raise self._attempt.led_away("to an address that is none") from None

    def _answer_of(self, response: BaseHTTPResponse) -> Answer:
        """Return the whole answer; of a refusal only as much as a message needs."""
        if response.status in ANOTHER_TIME:
            raise self._attempt.turned_away(response.status)
        if response.status in _REDIRECTS:
            many = f"more than {MOST_REDIRECTS} times"
            location = response.headers.get("location")
            raise self._attempt.led_away(many if location else "to nowhere")
        headers = {name.lower(): value for name, value in response.headers.items()}
        is_chunked = "chunked" in headers.get("transfer-encoding", "").lower()
        measured = is_chunked or "content-length" in headers
        body = self._body(response, headers) if response.status == OK else _refusal(response)
        return Answer(response.status, headers, body, measured)

    def _body(self, response: BaseHTTPResponse, headers: Mapping[str, str]) -> bytes:
        limits = self._attempt.limits
        try:
            unpacked = Unpacked(headers.get("content-encoding", ""), limits.packed, limits.unpacked)
            unpacked.announce(headers.get("content-length", ""))
            for piece in response.stream(_PIECE, decode_content=False):
                unpacked.add(piece)
        except UnpackingError as refused:
            raise self._attempt.no_reply(
                WRONG_REPLY, str(refused), "a reply that can be read"
            ) from None
        if not unpacked.is_whole:
            raise BrokenOffError("broke off in the middle of its reply")
        return unpacked.content


def _refusal(response: BaseHTTPResponse) -> bytes:
    if response.status in _REFUSALS:
        with contextlib.suppress(HTTPError, http.client.HTTPException, OSError):
            return response.read(_MOST_OF_A_REFUSAL, decode_content=False)
    return b""


class _Connection(HTTPConnection):
    """A connection that keeps the pace of its work and can be closed under it."""

    def __init__(self, *arguments: Any, work: _Work, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._work = work

    def connect(self) -> None:
        super().connect()
        self._work.connection = self.sock

    def request(self, *arguments: Any, **more: Any) -> None:
        # Whoever connects slowly must not arrive together with the next one in the queue.
        if self.is_closed:
            self.connect()
        self._work.before_sending()
        super().request(*arguments, **more)

    def getresponse(self) -> Any:
        response = super().getresponse()
        self._work.after_first_line()
        return response


class _SecureConnection(_Connection, HTTPSConnection):
    """The same, encrypted."""


class _Direct(PoolManager):
    """The library's connections, each bound to the work it is for."""

    work: _Work

    def _new_pool(self, scheme: str, *arguments: Any, **more: Any) -> HTTPConnectionPool:
        pool = super()._new_pool(scheme, *arguments, **more)
        pool.ConnectionCls = _SecureConnection if scheme == "https" else _Connection
        pool.conn_kw["work"] = self.work
        return pool


class _Proxied(_Direct, ProxyManager):
    """The same, through a proxy."""


def _manager(address: str, work: _Work) -> PoolManager:
    """Return what opens connections to an address, through the proxy the environment names."""
    proxy = _proxy_for(address)
    manager = _Proxied(proxy) if proxy else _Direct()
    manager.work = work
    return manager


def _proxy_for(address: str) -> str:
    parts = urlsplit(address)
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
