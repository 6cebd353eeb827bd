"""Rows of the project's CSV files are added or changed; every other byte stays what it was."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def add_rows(content: bytes, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return a CSV file with rows at its end; an empty one gets its header first.

    The order of the columns is that of the file. ValueError where the file is not UTF-8.
    """
    text = content.decode("utf-8")
    end = _line_end(text)
    header = next(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")), None)
    if header is None:
        header, text = list(columns), text + _written(columns, end)
    # Without the last line end the new row would go on with the old one.
    elif not text.endswith(("\n", "\r")):
        text += end
    return (text + "".join(_row(cells, header, end) for cells in rows)).encode()


def change_row(content: bytes, line: int, changes: Mapping[str, str]) -> bytes:
    """Return a CSV file in which some cells of the row that starts on a line are others.

    ValueError where the file is not UTF-8 or no row starts on that line.
    """
    # Python's own splitting would also divide lines at form feeds and other rare characters.
    lines = _LINE.findall(content.decode("utf-8"))
    reader = csv.reader(iter(lines), strict=True)
    # Excel saves UTF-8 with a byte order mark, which is no part of the first name.
    header = [name.removeprefix("\ufeff") for name in next(reader)]
    start = reader.line_num
    for cells in reader:
        if start + 1 == line and cells:
            last = lines[reader.line_num - 1]
            end = last[len(last.rstrip("\r\n")) :]
            kept = dict(zip(header, cells, strict=False))
            changed = {name: plain_line(text) for name, text in changes.items()}
            new = _written([{**kept, **changed}.get(name, "") for name in header], end)
            return "".join((*lines[:start], new, *lines[reader.line_num :])).encode()
        start = reader.line_num
    raise ValueError(f"no row starts on line {line}")


def _row(cells: Mapping[str, str], header: Sequence[str], end: str) -> str:
    return _written([plain_line(cells.get(name, "")) for name in header], end)


def _written(cells: Sequence[str], end: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end).writerow(cells)
    return text.getvalue()


def _line_end(text: str) -> str:
    first = re.search(r"\r\n|\r|\n", text)
    return first[0] if first else "\n"


def plain_line(text: str) -> str:
    r"""Return foreign text on one line, without what no text may hold.

    >>> plain_line("one\n two \x1b[2J three")
    'one two [2J three'
    """
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
