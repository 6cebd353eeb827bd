"""Bytes to text: encoding, newlines and control characters, with every fault as a finding."""

import codecs
import re
from dataclasses import dataclass

from generator.model.finding import Finding, Place

# Larger than any export of records that was seen; text of this size is still held in memory.
MAX_BYTES = 50_000_000

CATALOGUE = (
    ("E231", "file is too large to read"),
    ("E232", "character that no text may hold"),
    ("E233", "UTF-16 text is broken"),
    ("W231", "bytes that are not UTF-8"),
    ("W232", "byte order mark"),
    ("W233", "UTF-16 where UTF-8 was expected"),
    ("W234", "different ends of line in one file"),
)

# That of UTF-8 is taken off before its text is decoded.
_BYTE_ORDER_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Control characters but tab and line ends, and the two code points that are no characters: neither
# XML nor YAML may hold them.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class _Reading:
    """The text of one step and what was wrong on the way."""

    text: str
    findings: tuple[Finding, ...] = ()


def decode(content: bytes, file: str, limit: int = MAX_BYTES) -> tuple[str, list[Finding]]:
    """Return the text of a file with one newline at the end of each line, and every fault in it.

    Bytes that are not UTF-8 are read as Windows-1252, line by line, so that one bad line does not
    spoil the others. A character that no text may hold becomes U+FFFD. A file over `limit` bytes is
    not read.
    """
    if len(content) > limit:
        return "", [_too_large(len(content), file, limit)]
    decoded = _decode(content, file)
    lines = _with_one_line_end(decoded.text, file)
    clean = _without_forbidden(lines.text, file)
    return clean.text, [*decoded.findings, *lines.findings, *clean.findings]


def _too_large(size: int, file: str, limit: int) -> Finding:
    return Finding(
        "E231",
        Place(file),
        f"has {size} bytes",
        f"at most {limit}",
        "Split the file, or check what it is.",
    )


def _decode(content: bytes, file: str) -> _Reading:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decode_utf16(content[len(mark) :], encoding, file)
    marked = content.startswith(codecs.BOM_UTF8)
    reading = _decode_utf8(content.removeprefix(codecs.BOM_UTF8), file)
    return (
        _Reading(reading.text, (_byte_order_mark(file), *reading.findings)) if marked else reading
    )


def _byte_order_mark(file: str) -> Finding:
    return Finding(
        "W232",
        Place(file, 1),
        "starts with a byte order mark",
        "UTF-8 without one",
        "Save without BOM.",
    )


def _decode_utf16(content: bytes, encoding: str, file: str) -> _Reading:
    is_utf16 = Finding("W233", Place(file, 1), "is UTF-16", "UTF-8", "Save the file as UTF-8.")
    try:
        return _Reading(content.decode(encoding), (is_utf16,))
    except UnicodeDecodeError as error:
        text = content.decode(encoding, errors="replace")
        line = 1 + len(_LINE_END.findall(content[: error.start].decode(encoding, errors="replace")))
        remedy = "Get the file again, or save it as UTF-8."
        half = Finding("E233", Place(file, line), "holds half a character", "whole UTF-16", remedy)
        return _Reading(text, (is_utf16, half))


def _decode_utf8(content: bytes, file: str) -> _Reading:
    try:
        return _Reading(content.decode("utf-8"))
    except UnicodeDecodeError:
        lines = [_decode_line(line) for line in content.split(b"\n")]
    text = "\n".join(text for text, _ in lines)
    bad = [line for line, (_, is_utf8) in enumerate(lines, 1) if not is_utf8]
    others = f" (and {len(bad) - 1} more lines)" if len(bad) > 1 else ""
    return _Reading(
        text,
        (
            Finding(
                "W231",
                Place(file, bad[0]),
                f"holds bytes that are not UTF-8{others}, read as Windows-1252",
                "UTF-8",
                "Check the accented letters and save the file as UTF-8.",
            ),
        ),
    )


def _decode_line(line: bytes) -> tuple[str, bool]:
    """Return one line and whether it is UTF-8; only its bad bytes are read as Windows-1252."""
    text = ""
    rest = line
    while True:
        try:
            return text + rest.decode("utf-8"), rest is line
        except UnicodeDecodeError as error:
            # One file may mix both: old programs paste into what newer ones saved.
            bad = rest[error.start : error.end]
            text += rest[: error.start].decode("utf-8") + "".join(map(_windows_character, bad))
            rest = rest[error.end :]


def _windows_character(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        # Five bytes stand for nothing in Windows-1252; they are refused as control characters.
        return chr(byte)


def _with_one_line_end(text: str, file: str) -> _Reading:
    if "\r" not in text:
        return _Reading(text)
    ends = list(_LINE_END.finditer(text))
    odd = next((line for line, end in enumerate(ends, 1) if end[0] != ends[0][0]), 0)
    plain = _LINE_END.sub("\n", text)
    if not odd:
        return _Reading(plain)
    finding = Finding(
        "W234",
        Place(file, odd),
        "ends its line in another way than line 1",
        "one kind of line end",
        "Save the file with one kind of line end.",
    )
    return _Reading(plain, (finding,))


def _without_forbidden(text: str, file: str) -> _Reading:
    if not _FORBIDDEN.search(text):
        return _Reading(text)
    first: dict[str, tuple[int, int]] = {}
    for line, content in enumerate(text.split("\n"), 1):
        for char in _FORBIDDEN.findall(content):
            seen_at, count = first.get(char, (line, 0))
            first[char] = (seen_at, count + 1)
    findings = (
        _forbidden(char, line, count, file) for char, (line, count) in sorted(first.items())
    )
    return _Reading(_FORBIDDEN.sub("\ufffd", text), tuple(findings))


def _forbidden(char: str, line: int, count: int, file: str) -> Finding:
    times = f", {count} times in the file" if count > 1 else ""
    return Finding(
        "E232",
        Place(file, line),
        f"holds the control character U+{ord(char):04X}{times}",
        "text",
        "Delete it; if there are many, the file is not text.",
    )
