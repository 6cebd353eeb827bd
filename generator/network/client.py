"""The one way to the public services: polite, patient within a deadline, careful what it keeps."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from importlib import metadata
from pathlib import Path
from urllib.parse import urlencode

from generator.model.finding import Finding
from generator.model.topic import Intake
from generator.network.faults import (
    NO_ANSWER,
    REFUSED,
    UNREACHABLE,
    WRONG_REPLY,
    WRONG_SETTING,
    NoReplyError,
)
from generator.network.http_exchange import OK, Answer, Call, exchange
from generator.network.limits import Limits
from generator.network.rate_limit import Pace
from generator.network.reply import (
    Expected,
    WrongReplyError,
    check_reply,
    code_in,
    error_in,
    media_type,
)
from generator.network.retries import Attempt, BrokenOffError
from generator.network.services import KEYS, Service, ServiceName, service_of
from generator.network.snapshots import FOLDER, Snapshots

Parameters = Sequence[tuple[str, str]]
# NCBI asks for POST where a request names more than about 200 records; a list of PMIDs comes to
# this length at about that number.
_LONGEST_ADDRESS = 2000
_FAILURES_BEFORE_SILENCE = 2
# Keys have 36 characters (NCBI) or 40 (openFDA); what is this short may be a word of the reply.
_SHORTEST_KEY = 6
_DEFAULT_TOOL = "living-evidence"


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply that was checked; `kept` says that it was read from a snapshot.

    `address` is without name, e-mail and key.
    """

    body: bytes
    address: str
    day: str
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a client works with; tests give their own.

    Without limits those of the environment hold.
    """

    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    limits: Limits | None = None
    pace: Pace = field(default_factory=Pace)


class Client:
    """Asks the services on behalf of one project.

    `not_before` is the oldest day of a kept reply that may stand for a new one; None accepts any.
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
        self._limits = means.limits or Limits.of_environment(means.environment)
        self._pace = means.pace
        self._keys = {
            service: means.environment.get(name, "").strip() for service, name in KEYS.items()
        }
        self._failures: dict[str, list[NoReplyError]] = {}

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
        """Return the reply of a service: a kept one, if it is young enough and not `fresh`.

        NoReplyError where the service gives nothing that can be used.
        """
        service = self.service(name)
        address = _address(service.base + path, parameters)
        if self.snapshots and not fresh:
            kept = self.snapshots.find(address, self.not_before)
            if kept is not None:
                snapshot, body = kept
                return Reply(body, address, snapshot.day, kept=True)
        answer = self._ask_now(service, path, parameters, expected)
        body = _without_key(answer.body, self._keys.get(name, ""))
        if self.snapshots:
            self._keep(self.snapshots, service, address, body, media_type(answer.headers))
        return Reply(body, address, self.day.isoformat(), kept=False)

    def asked_today(self, query: str) -> bool:
        """Tell whether a service was asked a query today, by the log of replies."""
        rows = self.snapshots.rows() if self.snapshots else []
        addresses = " ".join(row.address for row in rows if row.day == self.day.isoformat())
        # Followed by further parameters, or in brackets as Europe PMC is asked.
        plain, in_brackets = _encoded([("", query)]), _encoded([("", f"({query})")])
        return f"{plain}&" in addresses or in_brackets in addresses

    def _keep(
        self, snapshots: Snapshots, service: Service, address: str, body: bytes, kind: str
    ) -> None:
        """Keep a reply; one that cannot be kept is not used: nobody could look at it again."""
        try:
            snapshots.keep(address, body, kind, self.day)
        except OSError as error:
            why = error.strerror or error
            raise NoReplyError(
                WRONG_SETTING,
                service.title,
                seen=f"answered, and its reply cannot be kept below {FOLDER} ({why})",
                expected="a folder that can be written",
                remedy="Make room, or mend the rights of the folder.",
            ) from None

    def _ask_now(
        self, service: Service, path: str, parameters: Parameters, expected: Expected
    ) -> Answer:
        earlier = self._failures.setdefault(service.name, [])
        if len(earlier) >= _FAILURES_BEFORE_SILENCE or any(each.for_long for each in earlier):
            raise earlier[-1]
        end = self._pace.clock.monotonic() + self._limits.deadline
        attempt = Attempt(service, self._limits, self._pace, end)
        call = self._call(service, path, parameters)
        try:
            answer = exchange(call, attempt, partial(_check, attempt, expected))
        except NoReplyError as failure:
            if failure.rule in {UNREACHABLE, NO_ANSWER}:
                earlier.append(failure)
            failure.hide(self._keys.get(service.name, ""))
            raise
        earlier.clear()
        return answer

    def _call(self, service: Service, path: str, parameters: Parameters) -> Call:
        # openFDA asks for its key before all other parameters; to the others the order is the same.
        sent = _encoded([*self._introduction(service), *parameters])
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
        """Return who asks, in the way each service wants to know it."""
        email = (self._intake.email if self._intake else None) or ""
        key = ("api_key", self._keys.get(service.name, ""))
        given = {
            "pubmed": [("tool", self._tool()), ("email", email), key],
            "crossref": [("mailto", email)],
            "openfda": [key],
        }
        return [(name, value) for name, value in given.get(service.name, []) if value]

    def _agent(self) -> str:
        contact = "no contact given"
        if self._intake and self._intake.email:
            contact = f"mailto:{self._intake.email}"
        agent = f"{self._tool()}/{_version()} ({contact})"
        return "".join(char for char in agent if char.isascii() and char.isprintable())

    def _tool(self) -> str:
        tool = self._intake.tool if self._intake else _DEFAULT_TOOL
        return re.sub(r"[^A-Za-z0-9._-]+", "-", tool) or _DEFAULT_TOOL


def _without_key(body: bytes, key: str) -> bytes:
    """Return a body in which the key does not stand, should a service have sent it back."""
    return body if len(key) < _SHORTEST_KEY else body.replace(key.encode(), b"***")


def _check(attempt: Attempt, expected: Expected, answer: Answer) -> None:
    """Do nothing for an answer that is what was asked for."""
    if answer.status != OK:
        reason = error_in(answer.body)
        seen = f"answered {answer.status}{': ' if reason else ''}{reason}"
        failure = attempt.no_reply(REFUSED, seen, expected.wish)
        failure.status, failure.detail, failure.code = answer.status, reason, code_in(answer.body)
        raise failure
    try:
        check_reply(answer, expected)
    except WrongReplyError as wrong:
        if wrong.broken_off:
            raise BrokenOffError(str(wrong)) from None
        raise attempt.no_reply(WRONG_REPLY, str(wrong), expected.wish) from None


def _address(base: str, parameters: Parameters) -> str:
    query = _encoded(parameters)
    return f"{base}?{query}" if query else base


def _encoded(parameters: Parameters) -> str:
    return urlencode(list(parameters), safe=",")


def _version() -> str:
    try:
        return metadata.version("generator")
    except metadata.PackageNotFoundError:
        return "0"
