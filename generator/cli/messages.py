"""How the commands speak: one line a finding for people, one JSON object for machines."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console

from generator.model.finding import Finding, Severity, in_order
from generator.text.count_words import count_words

# The exit status of every command; the help and the README promise them.
CLEAN, FINDINGS, WRONG_USE, OUR_FAULT = 0, 1, 2, 3
BUSY = "another command is changing the files of this project: try again when it has ended."


class Reporter:
    """Says what a command found and made."""

    def __init__(self, command: str, *, as_json: bool) -> None:
        self.command = command
        self.as_json = as_json
        # Progress goes aside, so that what is piped on holds the result alone.
        self._console = Console(stderr=True, highlight=False)

    @contextmanager
    def progress(self) -> Iterator[Callable[[str], None]]:
        """Yield a function that names the step at work; nothing moves where nobody watches."""
        if self.as_json or not self._console.is_terminal:
            yield lambda _: None
            return
        with self._console.status("reading the files") as status:
            yield status.update

    def result(self, findings: Sequence[Finding], *lines: str, **facts: object) -> int:
        """Say the findings and what was made; return the exit status."""
        ordered = in_order(list(findings))
        failed = any(finding.severity is Severity.ERROR for finding in ordered)
        if self.as_json:
            answer = {
                "command": self.command,
                "ok": not failed,
                "findings": list(map(_plain, ordered)),
                **facts,
            }
            print(json.dumps(answer, ensure_ascii=False, indent=1))
            return FINDINGS if failed else CLEAN
        for finding in ordered:
            # Notes are for the curator who asks; a build says only how many there are.
            if finding.severity is not Severity.NOTE or self.command == "check":
                print(one_line(str(finding)))
        for line in lines:
            print(line)
        return FINDINGS if failed else CLEAN

    def wrong_use(self, message: str) -> None:
        """Say in one line what to do instead."""
        if self.as_json:
            answer = {"command": self.command, "ok": False, "message": message}
            print(json.dumps(answer, ensure_ascii=False))
        print(f"evidence {self.command}: {message}", file=sys.stderr)


def severities(findings: Sequence[Finding]) -> str:
    """Return how many findings there are of each severity."""
    # A finding that was made twice counts once.
    counts = Counter(finding.severity for finding in in_order(list(findings)))
    parts = []
    for severity in Severity:
        count = counts[severity]
        if count:
            parts.append(count_words(count, str(severity)))
    return ", ".join(parts) or "no findings"


def _plain(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "file": finding.place.file,
        "line": finding.place.line,
        "path": finding.place.path,
        "seen": finding.seen,
        "expected": finding.expected,
        "remedy": finding.remedy,
        "message": one_line(str(finding)),
    }


def one_line(text: str) -> str:
    """Return text that stays on its line and cannot steer a terminal."""
    return "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text.split()))


def visible(line: str) -> str:
    """Return a line with its margin, on one line, without anything that could steer a terminal."""
    margin = line[: len(line) - len(line.lstrip(" "))]
    return margin + one_line(line)
