"""One request and its answer: bounded in time, however slowly the other side speaks, and in size, however packed."""

import contextlib
import http.client
import ipaddress
import logging
import socket
import ssl
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NameResolutionError,
    NewConnectionError,
)
from urllib3.response import BaseHTTPResponse

from generator.network.unpacking import TooLarge, UnknownPacking, Unpacked

# Its messages hold whole addresses, and ours may carry a key.
logging.getLogger("urllib3.connection").disabled = True

OK = 200
_TOO_MANY = 429
_REFUSALS = range(
    400, 500
)  # what these say of their reason is told; of other answers the number is enough
_PIECE = 1 << 16
_MOST_OF_A_REFUSAL = 1 << 16
_LEAST_PATIENCE = 0.2


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how large a request may become; seconds and bytes."""

    connect: float = 10.0
    read: float = 12.5
    deadline: float = 60.0
    tries: int = 4
    backoff: float = 0.5
    packed: int = 25_000_000
    unpacked: int = 50_000_000

    @classmethod
    def within(cls, deadline: float) -> "Limits":
        """Return limits under which all four tries of a silent service fit into a deadline."""
        share = max(deadline * 0.21, _LEAST_PATIENCE)
        return cls(
            connect=min(10.0, share),
            read=min(12.5, share),
            deadline=deadline,
            backoff=min(0.5, deadline / 120),
        )


@dataclass(frozen=True, slots=True)
class Call:
    """What is sent: a GET, or a POST where there is a form."""

    address: str
    headers: Mapping[str, str]
    form: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `measured` says that the answer itself told where it ends."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    measured: bool


class Failed(Exception):  # noqa: N818 - the word says it
    """A request got no whole answer; `again` says whether another try makes sense."""

    def __init__(self, words: str, *, again: bool = True, unreachable: bool = False) -> None:
        super().__init__(words)
        self.words = words
        self.again = again
        self.unreachable = unreachable


class OutOfTime(Exception):  # noqa: N818 - the same
    """The time for a request with all its tries is used up."""


def exchange(
    call: Call, limits: Limits, end: float, before: Callable[[], None], after: Callable[[], None]
) -> Answer:
    """Send a request and return its answer by the moment `end` of the monotonic clock.

    `before` is called when the connection stands, right before sending; `after` when the first line
    came back. The work is done in a thread of its own, because neither a name that is looked up nor
    a line that comes byte by byte heeds a timeout: at the end its connection is closed under it.
    """
    work = _Work(call, limits, before, after)
    thread = threading.Thread(target=work.run, daemon=True, name="request")
    thread.start()
    thread.join(max(0.0, end - time.monotonic()))
    if thread.is_alive():
        work.stop()
        raise OutOfTime
    if work.fault is not None:
        raise work.fault
    if work.answer is None:
        raise RuntimeError("a request ended without answer and without fault")
    return work.answer


class _Work:
    """The work of one request, done in its thread."""

    def __init__(
        self, call: Call, limits: Limits, before: Callable[[], None], after: Callable[[], None]
    ) -> None:
        self.answer: Answer | None = None
        self.fault: BaseException | None = None
        self._call = call
        self._limits = limits
        self._before = before
        self._after = after
        self._socket: socket.socket | None = None
        self._stopped = False

    def run(self) -> None:
        try:
            self.answer = self._talk()
        except Failed as failed:
            self.fault = failed
        except (HTTPError, http.client.HTTPException, OSError) as error:
            self.fault = _failed(error, self._limits)
        except Exception as error:  # noqa: BLE001 - told in the thread that waits for it
            self.fault = error

    def stop(self) -> None:
        self._stopped = True
        if self._socket is not None:
            # Below the encryption: this wakes whoever waits for bytes.
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def _talk(self) -> Answer:
        connection, target = _connection(self._call.address, self._limits)
        try:
            connection.connect()
            self._socket = connection.sock
            connection.timeout = self._limits.read
            self._before()
            if self._stopped:
                raise Failed("was given up before it was asked")
            self._send(connection, target)
            response = connection.getresponse()
            self._after()
            return _read(response, self._limits)
        finally:
            connection.close()

    def _send(self, connection: HTTPConnection, target: str) -> None:
        connection.request(
            "GET" if self._call.form is None else "POST",
            target,
            body=self._call.form,
            headers=self._call.headers,
            preload_content=False,
            decode_content=False,
        )


def _connection(address: str, limits: Limits) -> tuple[HTTPConnection, str]:
    """Return a connection that is not open yet, through a proxy where the environment names one, and what to ask."""
    parts = urlsplit(address)
    host, target = (
        parts.hostname or "",
        f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/",
    )
    direct = _is_here(host) or urllib.request.proxy_bypass(host)
    proxy = None if direct else urllib.request.getproxies().get(parts.scheme)
    through = urlsplit(proxy if "//" in proxy else f"//{proxy}") if proxy else None
    at, port = (through.hostname or "", through.port or 3128) if through else (host, parts.port)
    if parts.scheme == "http":
        return HTTPConnection(at, port, timeout=limits.connect), address if through else target
    connection = HTTPSConnection(
        at, port, timeout=limits.connect, ssl_context=ssl.create_default_context()
    )
    if through:
        connection.set_tunnel(host, parts.port or 443, scheme="http")
    return connection, target


def _is_here(host: str) -> bool:
    """Tell whether a host is this machine itself, to which no proxy leads."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _read(response: BaseHTTPResponse, limits: Limits) -> Answer:
    """Return the whole answer; of a refusal only as much as a message needs."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    measured = (
        "content-length" in headers or "chunked" in headers.get("transfer-encoding", "").lower()
    )
    if response.status == OK:
        return Answer(response.status, headers, _body(response, headers, limits), measured)
    body = b""
    if response.status not in _REFUSALS or response.status == _TOO_MANY:
        return Answer(response.status, headers, body, measured)
    with contextlib.suppress(HTTPError, http.client.HTTPException, OSError):
        body = response.read(_MOST_OF_A_REFUSAL, decode_content=False)
    return Answer(response.status, headers, body, measured)


def _body(response: BaseHTTPResponse, headers: Mapping[str, str], limits: Limits) -> bytes:
    try:
        unpacked = Unpacked(headers.get("content-encoding", ""), limits.packed, limits.unpacked)
        unpacked.announce(headers.get("content-length", ""))
        for piece in response.stream(_PIECE, decode_content=False):
            unpacked.add(piece)
        if not unpacked.is_whole:
            raise Failed("broke off in the middle of its reply")
    except (TooLarge, UnknownPacking) as refused:
        raise Failed(str(refused), again=False) from None
    return unpacked.content


# The more special first: the libraries count some of these as kinds of others.
_UNCONNECTED = (
    (NameResolutionError, "cannot be found: its name is not known here", False),
    (NewConnectionError, "cannot be connected to", True),
    (ConnectTimeoutError, "took no connection in time", True),
)


def _failed(error: Exception, limits: Limits) -> Failed:
    """Return what went wrong in our words: those of the libraries hold addresses, and addresses may hold a key."""
    for kind, words, again in _UNCONNECTED:
        if isinstance(error, kind):
            return Failed(words, again=again, unreachable=True)
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return Failed("shows a certificate that cannot be trusted", again=False, unreachable=True)
    if any(isinstance(cause, TimeoutError) for cause in causes):
        return Failed(f"was silent for {limits.read:.3g} s")
    if any(isinstance(cause, ConnectionError | ssl.SSLError) for cause in causes):
        return Failed("broke the connection off")
    return Failed("broke off in the middle of its reply")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
