"""When a service is asked again, after how long, and where its redirects may lead."""

import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, Self
from urllib.parse import urljoin, urlsplit

from urllib3 import BaseHTTPResponse, Retry
from urllib3.exceptions import (
    ConnectTimeoutError,
    InvalidHeader,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ProxyError,
    ProxySchemeUnknown,
)

from generator.model.rule import Rule
from generator.network.faults import LED_AWAY, NO_ANSWER, REMEDIES, UNREACHABLE, NoReplyError
from generator.network.limits import Clock, Limits
from generator.network.services import Service

MOST_REDIRECTS = 5
_TOO_MANY = 429
# Too slow a request, one too early, one too many, and any fault of the server: all of these pass.
ANOTHER_TIME = frozenset({408, 425, _TOO_MANY, *range(500, 1000)})
_PRINTED = re.compile(r"[!-~]+")
_LONGEST_COUNTED = 10**9  # seconds, some 30 years; more is no wish to be counted
_COUNTED_IN_HOURS = 2 * 3600


class BrokenOffError(Exception):
    """A reply lacks its end, so far as can be seen; the words say what is seen."""


class _Fault(NamedTuple):
    """What went wrong on the way, in our words: those of the libraries hold addresses and keys."""

    words: str
    passes: bool = True
    is_unreachable: bool = False


# The more special first: the library counts some of these as kinds of others.
_UNCONNECTED = (
    (NameResolutionError, _Fault("cannot be found: its name is not known here", False, True)),
    (NewConnectionError, _Fault("cannot be connected to", True, True)),
    (ConnectTimeoutError, _Fault("took no connection in time", True, True)),
    (ProxySchemeUnknown, _Fault("is behind a proxy that speaks no HTTP", False, True)),
)


@dataclass(slots=True)
class Attempt:
    """A question to a service, with all its tries; `tries` is how many have begun."""

    service: Service
    limits: Limits
    clock: Clock
    end: float
    tries: int = 1

    def no_reply(self, rule: Rule, seen: str, expected: str = "an answer") -> NoReplyError:
        """Return what is raised where the service gives nothing that can be used."""
        return NoReplyError(
            rule, self.service.title, seen=seen, expected=expected, remedy=REMEDIES[rule]
        )

    def no_answer(self, seen: str, rule: Rule = NO_ANSWER) -> NoReplyError:
        """Return what is raised where even the last try got no answer."""
        often = f" ({self.tries} tries)" if self.tries > 1 else ""
        return self.no_reply(rule, seen + often)

    def out_of_time(self) -> NoReplyError:
        """Return what is raised when the deadline has passed."""
        return self.no_answer(f"gave no whole answer within {self.limits.deadline:.3g} s")

    def failed(self, error: Exception) -> NoReplyError:
        """Return what is raised where the connection or the reply broke."""
        fault = self.fault_of(error)
        return self.no_answer(fault.words, UNREACHABLE if fault.is_unreachable else NO_ANSWER)

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

    def led_away(self, seen: str, expected: str = "an answer") -> NoReplyError:
        """Return what is raised where a redirect leads nowhere we go."""
        return self.no_reply(LED_AWAY, f"redirects {seen}", expected)

    def fault_of(self, error: Exception) -> _Fault:
        """Return an error of the libraries as the fault it is of the service."""
        if isinstance(error, ProxyError):
            error = error.original_error
        if isinstance(error, BrokenOffError):
            return _Fault(str(error))
        for kind, fault in _UNCONNECTED:
            if isinstance(error, kind):
                return fault
        causes = list(_causes(error))
        if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
            return _Fault("shows a certificate that cannot be trusted", False, True)
        if any(isinstance(cause, TimeoutError) for cause in causes):
            return _Fault(f"was silent for {self.limits.read:.3g} s")
        if any(isinstance(cause, ConnectionError | ssl.SSLError) for cause in causes):
            return _Fault("broke the connection off")
        return _Fault("broke off in the middle of its reply")


class ServiceRetry(Retry):
    """The library's retries, within the deadline of an attempt and the addresses of its service.

    Where it gives up it raises NoReplyError; only the last of several unwelcome answers is
    returned as it is.
    """

    # Of themselves these would be asked again as soon as they name a wait; `ANOTHER_TIME` decides.
    RETRY_AFTER_STATUS_CODES = frozenset()
    attempt: Attempt

    @classmethod
    def of(cls, attempt: Attempt) -> Self:
        """Return the retries of an attempt before its first try."""
        retry = cls(
            total=None,
            redirect=MOST_REDIRECTS,
            allowed_methods=None,
            status_forcelist=ANOTHER_TIME,
            backoff_factor=attempt.limits.backoff,
            # Chance keeps several callers from coming back in step.
            backoff_jitter=attempt.limits.backoff,
            raise_on_redirect=False,
            raise_on_status=False,
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

    def is_exhausted(self) -> bool:
        """Tell whether all tries are used up; a redirect belongs to its try."""
        failures = sum(entry.redirect_location is None for entry in self.history)
        return failures >= self.attempt.limits.tries or super().is_exhausted()

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
        if error is not None and not self.attempt.fault_of(error).passes:
            raise self.attempt.failed(error)
        try:
            return super().increment(method, url, response, error, *context, **more)
        except MaxRetryError:
            if error is None:
                raise
            raise self.attempt.failed(error) from None

    def sleep(self, response: BaseHTTPResponse | None = None) -> None:
        """Wait before the next try; give up at once where the wait does not fit."""
        wanted = None if response is None else self.get_retry_after(response)
        wait = wanted or self.get_backoff_time()
        clock = self.attempt.clock
        if clock.monotonic() + wait >= self.attempt.end:
            raise self.attempt.asked_to_wait(wanted) if wanted else self._last_failure()
        clock.sleep(wait)
        self.attempt.tries += 1

    def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
        """Return how long a service asks to wait, in seconds; None where it names no wait."""
        try:
            return super().get_retry_after(response)
        except (InvalidHeader, ValueError, OverflowError):
            return None

    def _last_failure(self) -> NoReplyError:
        last = self.history[-1]
        if last.error is not None:
            return self.attempt.failed(last.error)
        return self.attempt.turned_away(last.status or 0)

    def _check_redirect(self, address: str, location: str) -> None:
        target = urljoin(address, location)
        if not _PRINTED.fullmatch(target):
            raise self.attempt.led_away("to an address that is none")
        parts = urlsplit(target)
        is_weaker = urlsplit(address).scheme == "https" and parts.scheme != "https"
        if is_weaker or not self.attempt.service.owns(target):
            place = f"{parts.scheme}://{parts.hostname}" if parts.hostname else "nowhere"
            raise self.attempt.led_away(f"to {place[:80]}", "an answer from its own address")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and all that is said to have caused it; the library names some in its text."""
    pending = [error]
    while pending:
        cause = pending.pop()
        yield cause
        named = (cause.__cause__, cause.__context__, *cause.args)
        pending += [deeper for deeper in named if isinstance(deeper, BaseException)]


def _duration(seconds: float) -> str:
    if seconds > _LONGEST_COUNTED:
        return "for years"
    if seconds < _COUNTED_IN_HOURS:
        return f"{seconds:,.0f} s"
    return f"{seconds / 3600:,.0f} hours"
