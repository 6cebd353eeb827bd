"""A table to download: rows of text as CSV and JSON, with the meaning of every column."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from generator.exports.dictionary import meaning_of_column
from generator.exports.evidence_json import json_bytes
from generator.exports.flat_record import Line


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table to download: its name, what one row is, the records it shows, and its rows.

    An absent value is empty.
    """

    name: str
    row_is: str
    records: tuple[type, ...]
    rows: tuple[Line, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns in the order in which they first appear."""
        columns: dict[str, None] = {}
        for row in self.rows:
            columns |= dict.fromkeys(row)
        return tuple(columns)

    def csv(self) -> bytes:
        """Return the table as CSV (RFC 4180, UTF-8)."""
        # Text stays text: what was printed, as 1.20, must not become a number on the way.
        frame = pd.DataFrame(list(self.rows), columns=list(self.columns), dtype=str).fillna("")
        return bytes(frame.to_csv(index=False, lineterminator="\r\n").encode())

    def json(self) -> bytes:
        """Return the table as a JSON list of objects; what is missing is left out."""
        return json_bytes([{name: text for name, text in row.items() if text} for row in self.rows])

    def meanings(self) -> Iterator[tuple[str, str]]:
        """Yield each column with its meaning."""
        for name in self.columns:
            yield name, meaning_of_column(self.records, name)
