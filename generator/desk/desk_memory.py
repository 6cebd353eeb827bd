"""What the desk remembers between two sittings: answers on an undecided record, what was put off.

It lies beside the evidence, not in it: losing it costs a few answers.
"""

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

from generator.model.reference import ScreeningRecord

# Beside the lock and the traces of builds, which are no part of the evidence either.
_FILE = ".evidence/screening.json"


class DeskMemory:
    """The answers to the questions on one record, kept as they are given."""

    def __init__(self, root: Path) -> None:
        self._path = root / _FILE
        self._row = ""
        self._answers: dict[str, str] = {}
        self._later: list[str] = []
        # A file that is damaged, or of another version, is as good as none.
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            kept = json.loads(self._path.read_bytes())
            later = list(map(str, kept["later"]))
            answers = {str(name): str(answer) for name, answer in kept["answers"].items()}
            self._row, self._later, self._answers = str(kept["row"]), later, answers

    def answers(self, row: ScreeningRecord) -> Mapping[str, str]:
        """Return what was answered on a record before it could be decided."""
        return dict(self._answers) if self._row == _key(row) else {}

    def remember(self, row: ScreeningRecord, question: str, answer: str) -> None:
        """Keep an answer; those on another record are dropped."""
        self._answers = {**self.answers(row), question: answer}
        self._row = _key(row)
        self._write()

    def forget(self) -> None:
        """Drop the answers: the record is decided, or is to be looked at afresh."""
        if self._answers:
            self._row, self._answers = "", {}
            self._write()

    def is_later(self, row: ScreeningRecord) -> bool:
        """Tell whether a record was put off."""
        return _key(row) in self._later

    def put_off(self, row: ScreeningRecord, *, off: bool = True) -> None:
        """Put a record off, so that it comes after all others; or take that back."""
        self._later = [key for key in self._later if key != _key(row)]
        if off:
            self._later.append(_key(row))
        self._write()

    def _write(self) -> None:
        self._path.parent.mkdir(exist_ok=True)
        # Aside first: who stops us here finds the answers as they were.
        part = self._path.with_suffix(".part")
        kept = {"row": self._row, "answers": self._answers, "later": self._later}
        part.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        part.replace(self._path)


def _key(row: ScreeningRecord) -> str:
    return json.dumps([row.date_found, row.found_by, row.identifier, row.title], ensure_ascii=False)
