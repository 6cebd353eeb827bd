"""The one way to the public services: polite, patient within a deadline, and sure of what it brings home."""

import os
import random
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from importlib import metadata
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

from generator.model.finding import Finding
from generator.model.rule import Rule
from generator.model.topic import Intake
from generator.network.faults import (
    LED_AWAY,
    NO_ANSWER,
    REFUSED,
    UNREACHABLE,
    WRONG_REPLY,
    WRONG_SETTING,
    NoReply,
)
from generator.network.http_exchange import OK, Answer, Call, Failed, Limits, OutOfTime, exchange
from generator.network.rate_limit import Pace
from generator.network.reply import Expected, WrongReply, check_reply, error_in, media_type
from generator.network.services import KEY_OF_NCBI, Service, ServiceName, service_of
from generator.network.snapshots import FOLDER, Snapshots

Parameters = Sequence[tuple[str, str]]
WITHOUT_NETWORK = "Files can be added without a network: evidence add FILE."
_LONGEST_ADDRESS = 2000
_MOST_REDIRECTS = 5
_PRINTED = re.compile(r"[!-~]+")
_REDIRECTS = {301, 302, 303, 307, 308}
_SEE_OTHER = 303
_TOO_MANY = 429
_ANOTHER_TIME = {408, 425, _TOO_MANY}
_SERVER_FAULT = 500
_FAILURES_BEFORE_SILENCE = 2
_LONGEST_NUMBER = 9
_SHORTEST_KEY = 6
_DEFAULT_TOOL = "living-evidence"
_REMEDIES = {
    UNREACHABLE: f"Is there a network? {WITHOUT_NETWORK}",
    NO_ANSWER: f"Try again later. {WITHOUT_NETWORK}",
    WRONG_REPLY: f"Nothing of it was kept. Try again later. {WITHOUT_NETWORK}",
    REFUSED: "Check what was asked for.",
    LED_AWAY: "Nothing was asked there. Check the address of the service.",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply that was checked; `address` is without name, e-mail and key, `kept` says it was read from a snapshot."""

    body: bytes
    address: str
    day: str
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a client works with; tests give their own. Without limits those of the environment hold."""

    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    limits: Limits | None = None
    pace: Pace = field(default_factory=Pace)


class Client:
    """Asks the services on behalf of one project.

    `not_before` is the oldest day of a kept reply that may stand for a new one; None accepts any.
    `findings` are those about kept replies.
    """

    def __init__(
        self,
        root: Path | None,
        intake: Intake | None,
        day: date,
        *,
        not_before: date | None = None,
        means: Means | None = None,
    ) -> None:
        means = means or Means()
        self.day = day
        self.not_before = not_before
        self.snapshots = Snapshots(root) if root else None
        self._environment = means.environment
        self._intake = intake
        self._limits = means.limits or _limits(self._environment)
        self._pace = means.pace
        self._key = self._environment.get(KEY_OF_NCBI, "").strip()
        self._failures: dict[str, list[NoReply]] = {}

    @property
    def findings(self) -> list[Finding]:
        """Return what was found wrong with kept replies."""
        return self.snapshots.findings if self.snapshots else []

    def service(self, name: ServiceName) -> Service:
        """Return a service as it is set up here."""
        return service_of(name, self._intake, self._environment)

    def ask(
        self,
        name: ServiceName,
        path: str,
        parameters: Parameters,
        expected: Expected,
        *,
        fresh: bool = False,
    ) -> Reply:
        """Return the reply of a service: the kept one where it is young enough and not `fresh`, else a new one.

        NoReply where the service gives nothing that can be used.
        """
        service = self.service(name)
        address = _address(service.base + path, parameters)
        found = (
            None if fresh or not self.snapshots else self.snapshots.find(address, self.not_before)
        )
        if found is not None:
            return Reply(found[1], address, found[0].day, kept=True)
        answer = self._ask_now(service, path, parameters, expected)
        body = self._without_key(answer.body)
        if self.snapshots:
            self._keep(service, address, body, media_type(answer.headers))
        return Reply(body, address, self.day.isoformat(), kept=False)

    def asked_today(self, query: str) -> bool:
        """Tell whether a service was asked a query today, by the log of replies."""
        ends = f"{_encoded([('', query)])}&", _encoded([("", f"({query})")])
        rows = self.snapshots.rows() if self.snapshots else []
        return any(
            row.day == self.day.isoformat() and any(end in row.address for end in ends)
            for row in rows
        )

    def _keep(self, service: Service, address: str, body: bytes, kind: str) -> None:
        """Keep a reply; one that cannot be kept is not used, because nobody could look at it again."""
        try:
            if self.snapshots:
                self.snapshots.keep(address, body, kind, self.day)
        except OSError as error:
            raise NoReply(
                WRONG_SETTING,
                service.title,
                seen=f"answered, and its reply cannot be kept below {FOLDER} ({error.strerror or error})",
                expected="a folder that can be written",
                remedy="Make room, or mend the rights of the folder.",
            ) from None

    def _ask_now(
        self, service: Service, path: str, parameters: Parameters, expected: Expected
    ) -> Answer:
        earlier = self._failures.setdefault(service.name, [])
        if len(earlier) >= _FAILURES_BEFORE_SILENCE or any(one.for_long for one in earlier):
            raise earlier[-1]
        conversation = _Conversation(service, self._limits, self._pace)
        try:
            answer = conversation.hold(self._call(service, path, parameters), expected)
        except NoReply as failure:
            if failure.rule in {UNREACHABLE, NO_ANSWER}:
                earlier.append(failure)
            failure.hide(self._key)
            raise
        earlier.clear()
        return answer

    def _call(self, service: Service, path: str, parameters: Parameters) -> Call:
        sent = _encoded([*parameters, *self._introduction(service)])
        headers = {
            "User-Agent": self._agent(),
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        }
        address = service.base + path
        if len(address) + len(sent) > _LONGEST_ADDRESS and service.name == "pubmed":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            return Call(address, headers, sent.encode("ascii"))
        return Call(f"{address}?{sent}" if sent else address, headers)

    def _introduction(self, service: Service) -> Parameters:
        """Return who asks, in the way each service wants to be told."""
        email = (self._intake.email if self._intake else None) or ""
        if service.name == "crossref":
            return [("mailto", email)] if email else []
        if service.name != "pubmed":
            return []
        given = [("tool", self._tool()), ("email", email), ("api_key", self._key)]
        return [(name, value) for name, value in given if value]

    def _agent(self) -> str:
        contact = (
            f"mailto:{self._intake.email}"
            if self._intake and self._intake.email
            else "no contact given"
        )
        agent = f"{self._tool()}/{_version()} ({contact})"
        return "".join(char for char in agent if char.isascii() and char.isprintable())

    def _tool(self) -> str:
        return (
            re.sub(r"[^A-Za-z0-9._-]+", "-", self._intake.tool if self._intake else _DEFAULT_TOOL)
            or _DEFAULT_TOOL
        )

    def _without_key(self, body: bytes) -> bytes:
        """Return a body in which the key does not stand, should a service have sent it back."""
        # NCBI's keys have 36 characters; what is short may be a word of the reply.
        return body.replace(self._key.encode(), b"***") if len(self._key) >= _SHORTEST_KEY else body


class _Conversation:
    """One request with all its tries and redirects, within one deadline."""

    def __init__(self, service: Service, limits: Limits, pace: Pace) -> None:
        self._service = service
        self._limits = limits
        self._pace = pace
        self._end = time.monotonic() + limits.deadline
        self._tries = 0

    def hold(self, call: Call, expected: Expected) -> Answer:
        """Return the answer, checked; NoReply where there is none to be had."""
        while True:
            self._tries += 1
            last = self._tries >= self._limits.tries
            try:
                answer = self._follow(call)
                if answer.status not in _ANOTHER_TIME and answer.status < _SERVER_FAULT:
                    return self._checked(answer, expected)
                failure, wait = self._turned_away(answer), _wanted_wait(answer.headers)
            except Failed as failed:
                if not (failed.again or failed.unreachable):
                    raise self._no_reply(
                        WRONG_REPLY, failed.words, "a reply that can be read"
                    ) from None
                rule = UNREACHABLE if failed.unreachable else NO_ANSWER
                failure, wait = (
                    self._no_reply(rule, failed.words + self._so_often(), "an answer"),
                    None,
                )
                last = last or not failed.again
            except OutOfTime:
                raise self._out_of_time() from None
            if last:
                raise failure
            self._pause(wait, failure)

    def _follow(self, call: Call) -> Answer:
        """Return the answer at the end of all redirects, none of which leaves the service."""
        for _ in range(_MOST_REDIRECTS + 1):
            lane, interval = self._service.lane, self._service.interval
            before, after = partial(self._pace.wait, lane, interval), partial(self._pace.mark, lane)
            answer = exchange(call, self._limits, self._end, before, after)
            if answer.status not in _REDIRECTS:
                return answer
            call = self._led(call, answer)
        raise self._no_reply(LED_AWAY, f"redirects more than {_MOST_REDIRECTS} times", "an answer")

    def _led(self, call: Call, answer: Answer) -> Call:
        place = answer.headers.get("location", "")
        try:
            target = urljoin(call.address, place)
            parts = urlsplit(target)
        except ValueError:
            target = ""
        if not _PRINTED.fullmatch(target):
            raise self._no_reply(LED_AWAY, "redirects to an address that is none", "an answer")
        weaker = urlsplit(call.address).scheme == "https" and parts.scheme != "https"
        if not place or weaker or not self._service.owns(target):
            to = f"{parts.scheme}://{parts.hostname}" if place and parts.hostname else "nowhere"
            raise self._no_reply(
                LED_AWAY, f"redirects to {to[:80]}", "an answer from its own address"
            )
        return Call(target, call.headers, None if answer.status == _SEE_OTHER else call.form)

    def _checked(self, answer: Answer, expected: Expected) -> Answer:
        if answer.status != OK:
            told = error_in(answer.body)
            failure = self._no_reply(
                REFUSED, f"answered {answer.status}{': ' + told if told else ''}", expected.words
            )
            failure.status, failure.detail = answer.status, told
            raise failure
        try:
            check_reply(answer, expected)
        except WrongReply as wrong:
            if wrong.broken_off:
                raise Failed(wrong.words) from None
            raise self._no_reply(WRONG_REPLY, wrong.words, expected.words) from None
        return answer

    def _turned_away(self, answer: Answer) -> NoReply:
        words = (
            "says there were too many requests (429)"
            if answer.status == _TOO_MANY
            else f"answered {answer.status}"
        )
        failure = self._no_reply(NO_ANSWER, words + self._so_often(), "an answer")
        failure.status = answer.status
        return failure

    def _pause(self, wanted: float | None, failure: NoReply) -> None:
        """Wait before the next try; give up at once where the wait does not fit into the deadline."""
        chance = random.uniform(0.5, 1.5)  # noqa: S311 - no secret: callers shall not come back in step
        wait = self._limits.backoff * 2 ** (self._tries - 1) * chance if wanted is None else wanted
        if time.monotonic() + wait >= self._end:
            if wanted is not None:
                words = f"asks to wait {_duration(wanted)}, longer than the {self._limits.deadline:.3g} s allowed"
                failure = self._no_reply(NO_ANSWER, words, "an answer")
                failure.for_long = True
            raise failure
        time.sleep(wait)

    def _out_of_time(self) -> NoReply:
        words = f"gave no whole answer within {self._limits.deadline:.3g} s{self._so_often()}"
        return self._no_reply(NO_ANSWER, words, "an answer")

    def _so_often(self) -> str:
        return f" ({self._tries} tries)" if self._tries > 1 else ""

    def _no_reply(self, rule: Rule, seen: str, expected: str) -> NoReply:
        return NoReply(
            rule, self._service.title, seen=seen, expected=expected, remedy=_REMEDIES[rule]
        )


def _wanted_wait(headers: Mapping[str, str]) -> float | None:
    """Return how long a service asks to wait, in seconds or until a date; None where it does not say."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdecimal():
        return float(text) if len(text) <= _LONGEST_NUMBER else float("inf")
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _duration(seconds: float) -> str:
    if seconds > 10.0**_LONGEST_NUMBER:
        return "for years"
    return f"{seconds:,.0f} s" if seconds < 2 * 3600 else f"{seconds / 3600:,.0f} hours"


def _address(base: str, parameters: Parameters) -> str:
    query = _encoded(parameters)
    return f"{base}?{query}" if query else base


def _encoded(parameters: Parameters) -> str:
    return urlencode(list(parameters), safe=",")


def _limits(environment: Mapping[str, str]) -> Limits:
    text = environment.get("EVIDENCE_DEADLINE", "").strip()
    if not text:
        return Limits()
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 24 * 3600:
        raise NoReply(
            WRONG_SETTING,
            "EVIDENCE_DEADLINE",
            seen=f"is {text[:20]!r}",
            expected="a number of seconds, as in 60",
            remedy="Mend it, or leave it out.",
        )
    return Limits.within(seconds)


def _version() -> str:
    try:
        return metadata.version("generator")
    except metadata.PackageNotFoundError:
        return "0"
