"""What a check says about a file: place, seen, expected, remedy, code."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Severity(StrEnum):
    """How much a finding matters: an error stops a build, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @classmethod
    def of_code(cls, code: str) -> Self:
        """Return the severity that the first letter of a code stands for: E, W or N."""
        return next(severity for severity in cls if severity[0].upper() == code[0])


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in the evidence something stands.

    `file` is relative to the project, with forward slashes; `line` counts from 1, or is 0 where no
    line can be named; `path` is the way inside the file, as in `results[2].events`.
    """

    file: str
    line: int = 0
    path: str = ""

    def __str__(self) -> str:
        """Return `file:line`, or the file alone where no line is known."""
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a curator should know about one place in the files.

    `seen` continues the path ("is 11"), `expected` says what would be right ("at most the total,
    10"), and `remedy` is a whole sentence that names the next thing to try. `code` is permanent;
    its first letter is the severity.
    """

    code: str
    place: Place
    seen: str
    expected: str
    remedy: str

    @property
    def severity(self) -> Severity:
        """Return how much the finding matters, which its code says."""
        return Severity.of_code(self.code)

    @property
    def sort_key(self) -> tuple[str, int, str, str, str]:
        """Order findings by place, then code: the order in which a curator mends a file."""
        return (self.place.file, self.place.line, self.place.path, self.code, self.seen)

    def __str__(self) -> str:
        """Return the finding as its one line."""
        subject = f"{self.place.path} " if self.place.path else ""
        line = f"{self.place}: {subject}{self.seen}; expected {self.expected}."
        return f"{line} {self.remedy} [{self.code}]"


def in_order(findings: list[Finding]) -> list[Finding]:
    """Return the findings sorted by place and code, each once."""
    return sorted(dict.fromkeys(findings), key=lambda finding: finding.sort_key)
