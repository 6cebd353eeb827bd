"""When a service is asked again, after how long, and where its redirects may lead."""

import contextlib
import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

from urllib3 import BaseHTTPResponse, Retry
from urllib3.exceptions import (
    ConnectTimeoutError,
    InvalidHeader,
    NameResolutionError,
    NewConnectionError,
    ProxySchemeUnknown,
)

from generator.model.rule import Rule
from generator.network.faults import LED_AWAY, NO_ANSWER, REMEDIES, UNREACHABLE, NoReplyError
from generator.network.limits import Limits
from generator.network.rate_limit import Pace
from generator.network.services import Service

MOST_REDIRECTS = 5
_TOO_MANY = 429
# Too slow a request, one too early, one too many, and any fault of the server: all of these pass.
_ANOTHER_TIME = frozenset({408, 425, _TOO_MANY, *range(500, 1000)})
_PRINTED = re.compile(r"[!-~]+")
_LONGEST_COUNTED = 10**9  # seconds, some 30 years; more is no wish to be counted
_COUNTED_IN_HOURS = 2 * 3600
# What went wrong, in our words: those of the library hold addresses, and addresses may hold a key.
# The more special first: the library counts some of these as kinds of others.
_WORDS = {
    NameResolutionError: "cannot be found: its name is not known here",
    NewConnectionError: "cannot be connected to",
    ConnectTimeoutError: "took no connection in time",
    ProxySchemeUnknown: "is behind a proxy that speaks no HTTP",
    ssl.SSLCertVerificationError: "shows a certificate that cannot be trusted",
    TimeoutError: "was silent for {:.3g} s",
    ConnectionError: "broke the connection off",
    ssl.SSLError: "broke the connection off",
}
_BROKEN_OFF = "broke off in the middle of its reply"
_STAYS = {NameResolutionError, ProxySchemeUnknown, ssl.SSLCertVerificationError}
_NOT_REACHED = {*_STAYS, NewConnectionError, ConnectTimeoutError}


class BrokenOffError(Exception):
    """A reply seems to lack its end; the text says what is seen of it."""


@dataclass(slots=True)
class Attempt:
    """A question to a service, with all its tries; `tries` is how many have begun."""

    service: Service
    limits: Limits
    pace: Pace
    end: float
    tries: int = 1
    _connection: socket.socket | None = None
    _is_over: bool = False

    def wait_to_send(self, connection: socket.socket) -> None:
        """Return when a request may be sent over a connection."""
        self._connection = connection
        self.pace.wait(self.service.lane, self.service.interval)
        if self._is_over:
            raise self.no_answer("was given up before it was asked")

    def note_arrival(self) -> None:
        """Note that a request arrived just now."""
        self.pace.mark(self.service.lane)

    def stop(self) -> None:
        """Let no further request be sent, and close the connection under one that is on its way."""
        self._is_over = True
        if self._connection is not None:
            # Below the encryption: this wakes whoever waits for bytes.
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self._connection, socket.SHUT_RDWR)

    def no_reply(self, rule: Rule, seen: str, expected: str = "an answer") -> NoReplyError:
        """Return what is raised where the service gives nothing that can be used."""
        title = self.service.title
        return NoReplyError(rule, title, seen=seen, expected=expected, remedy=REMEDIES[rule])

    def no_answer(self, seen: str, rule: Rule = NO_ANSWER) -> NoReplyError:
        """Return what is raised where the last try got no answer either."""
        return self.no_reply(rule, f"{seen} ({self.tries} tries)" if self.tries > 1 else seen)

    def failed(self, error: Exception) -> NoReplyError:
        """Return what is raised where the connection or the reply broke."""
        if isinstance(error, BrokenOffError):
            return self.no_answer(str(error))
        kind = _kind_of(error)
        seen = _WORDS[kind].format(self.limits.read) if kind else _BROKEN_OFF
        return self.no_answer(seen, UNREACHABLE if kind in _NOT_REACHED else NO_ANSWER)

    def turned_away(self, status: int) -> NoReplyError:
        """Return what is raised where the service cannot answer now."""
        many = "says there were too many requests (429)"
        failure = self.no_answer(many if status == _TOO_MANY else f"answered {status}")
        failure.status = status
        return failure

    def asked_to_wait(self, seconds: float) -> NoReplyError:
        """Return what is raised where the service wants to be left alone beyond the deadline."""
        allowed = f"longer than the {self.limits.deadline:.3g} s allowed"
        failure = self.no_reply(NO_ANSWER, f"asks to wait {_duration(seconds)}, {allowed}")
        failure.for_long = True
        return failure


class ServiceRetry(Retry):
    """The library's retries, within the deadline of an attempt and the addresses of its service.

    Where it gives up it raises NoReplyError; only the last of too many redirects is returned as it
    is.
    """

    # Of themselves these would be asked again as soon as they name a wait; `_ANOTHER_TIME` decides.
    RETRY_AFTER_STATUS_CODES = frozenset()
    attempt: Attempt

    @classmethod
    def of(cls, attempt: Attempt) -> Self:
        """Return the retries of an attempt before its first try."""
        retry = cls(
            total=None,
            redirect=MOST_REDIRECTS,
            allowed_methods=None,
            status_forcelist=_ANOTHER_TIME,
            backoff_factor=attempt.limits.backoff,
            # Chance keeps several callers from coming back in step.
            backoff_jitter=attempt.limits.backoff,
            raise_on_redirect=False,
            remove_headers_on_redirect=(),
            retry_after_max=_LONGEST_COUNTED + 1,
        )
        retry.attempt = attempt
        return retry

    def new(self, **parameters: Any) -> Self:
        """Return the retries that are left after a try."""
        retry = super().new(**parameters)
        retry.attempt = self.attempt
        return retry

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: BaseHTTPResponse | None = None,
        error: Exception | None = None,
        *context: Any,
        **more: Any,
    ) -> Self:
        """Return the retries that are left after a redirect, an unwelcome answer or an error."""
        if response is not None:
            # The library would read such an answer to its end, however long or slow it is.
            response.close()
            if location := response.get_redirect_location():
                self._check_redirect(url or "", location)
                return super().increment(method, url, response, error, *context, **more)
        # Counted by the attempt: the library forgets earlier failures when it follows a redirect.
        is_last = self.attempt.tries >= self.attempt.limits.tries
        if is_last or (error is not None and _kind_of(error) in _STAYS):
            raise self._failure(error, response.status if response else 0)
        return super().increment(method, url, response, error, *context, **more)

    def sleep(self, response: BaseHTTPResponse | None = None) -> None:
        """Wait before the next try; give up at once where the wait does not fit."""
        wanted = None if response is None else self.get_retry_after(response)
        wait = wanted or self.get_backoff_time()
        clock, last = self.attempt.pace.clock, self.history[-1]
        if clock.monotonic() + wait < self.attempt.end:
            clock.sleep(wait)
            self.attempt.tries += 1
        elif wanted:
            raise self.attempt.asked_to_wait(wanted)
        else:
            raise self._failure(last.error, last.status or 0)

    def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
        """Return how long a service asks to wait, in seconds; None where it names no wait."""
        try:
            return super().get_retry_after(response)
        except (InvalidHeader, ValueError, OverflowError):
            return None

    def _failure(self, error: Exception | None, status: int) -> NoReplyError:
        return self.attempt.failed(error) if error else self.attempt.turned_away(status)

    def _check_redirect(self, address: str, location: str) -> None:
        target = urljoin(address, location)
        if not _PRINTED.fullmatch(target):
            raise self.attempt.no_reply(LED_AWAY, "redirects to an address that is none")
        parts = urlsplit(target)
        is_weaker = urlsplit(address).scheme == "https" and parts.scheme != "https"
        if is_weaker or not self.attempt.service.owns(target):
            place = f"{parts.scheme}://{parts.hostname}" if parts.hostname else "nowhere"
            raise self.attempt.no_reply(
                LED_AWAY, f"redirects to {place[:80]}", "an answer from its own address"
            )


def _kind_of(error: Exception) -> type[Exception] | None:
    """Return the kind of trouble an error is, or one that is said to have caused it."""
    causes = list(_causes(error))
    for kind in _WORDS:
        if any(isinstance(cause, kind) for cause in causes):
            return kind
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and all its causes; the library names some of them as arguments."""
    yield error
    for cause in (error.__cause__, error.__context__, *error.args):
        if isinstance(cause, BaseException):
            yield from _causes(cause)


def _duration(seconds: float) -> str:
    if seconds > _LONGEST_COUNTED:
        return "for years"
    if seconds < _COUNTED_IN_HOURS:
        return f"{seconds:,.0f} s"
    return f"{seconds / 3600:,.0f} hours"
