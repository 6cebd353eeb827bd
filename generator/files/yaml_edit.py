"""Single values of a YAML file change on their line; every other byte of the file stays what it was.

Only plain blocks are edited: `key: value` on lines of their own. What has another shape is refused,
and so is a change after which the file would not say exactly what was meant.
"""

import json
import re
from collections.abc import Mapping as Changes
from collections.abc import Sequence as Lines
from dataclasses import dataclass
from typing import Any

from generator.text.yaml_text import Mapping, Node, Scalar, Sequence, read_yaml

_VALUE = re.compile(
    r"(?P<value>\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|(?:(?!\s#).)*?)(?P<rest>\s*|\s+#.*)"
)
_BARE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ,./()+;-]*[A-Za-z0-9./)+])?")
_WORDS_OF_YAML = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}


class CannotEdit(Exception):  # noqa: N818 - the file has a shape that is not edited here
    """The value cannot be changed without touching more than its line."""


class _NoEntry(CannotEdit):
    """A list holds no such entry."""


@dataclass(frozen=True, slots=True)
class Block:
    """Where the keys of one mapping stand: lines from `first` up to, not with, `end`, at an indentation."""

    first: int
    end: int
    indent: int
    dashed: bool


def quoted(text: str) -> str:
    """Return a text as a YAML value on one line.

    >>> quoted("2026-11-22"), quoted("none seen"), quoted("seen: a"), quoted("no")
    ('2026-11-22', 'none seen', '"seen: a"', '"no"')
    """
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    bare = _BARE.fullmatch(line) and line.lower() not in _WORDS_OF_YAML
    return line if bare else json.dumps(line, ensure_ascii=False)


def change_top(content: bytes, file: str, changes: Changes[str, str]) -> bytes:
    """Return a file whose document is a mapping with values of its own keys changed, or added at their places' end."""
    text = _text(content)
    lines = text.splitlines(keepends=True)
    edited = "".join(_with(lines, Block(0, len(lines), 0, dashed=False), changes))
    return _held(text, edited, file, (), changes)


def change_entry(
    content: bytes,
    file: str,
    way: tuple[str, ...],
    wanted: tuple[str, str],
    changes: Changes[str, str],
) -> bytes:
    """Return a file with values changed in the one entry of a list that has a key with a value, as in ("id", "x").

    `way` leads to the list: empty for a document that is a list, else its key.
    """
    text = _text(content)
    lines = text.splitlines(keepends=True)
    number, entry = _entry(text, file, way, wanted)
    block = _block(lines, entry)
    edited = "".join(_with(lines, block, changes))
    return _held(text, edited, file, (*way, number), changes)


def add_entry(content: bytes, file: str, values: Changes[str, str]) -> bytes:
    """Return a file whose document is a list with one more entry at its end."""
    text = _text(content)
    end = "\r\n" if "\r\n" in text else "\n"
    entry = [
        f"{'  ' if number else '- '}{key}: {quoted(value)}{end}"
        for number, (key, value) in enumerate(values.items())
    ]
    whole = text if not text or text.endswith("\n") else text + end
    edited = whole + "".join(entry)
    holds_some = any(
        line.strip() and not line.lstrip().startswith("#") for line in text.splitlines()
    )
    before, after = _plain(_read(text, file)) if holds_some else [], _read(edited, file)
    if not isinstance(after, Sequence) or _plain(after)[:-1] != before:
        raise CannotEdit(f"{file} is not a list of plain entries")
    return edited.encode()


def values_of_entry(
    content: bytes, file: str, way: tuple[str, ...], wanted: tuple[str, str]
) -> dict[str, str] | None:
    """Return the plain values of the one entry of a list that has a key with a value; None where there is none."""
    text = _text(content)
    if not any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines()):
        return None
    try:
        _, entry = _entry(text, file, way, wanted)
    except _NoEntry:
        return None
    return {key: value.text for key, value in entry.values.items() if isinstance(value, Scalar)}


def _entry(
    text: str, file: str, way: tuple[str, ...], wanted: tuple[str, str]
) -> tuple[int, Mapping]:
    node: Node | None = _read(text, file)
    for key in way:
        node = node.values.get(key) if isinstance(node, Mapping) else None
    key, value = wanted
    for number, entry in enumerate(node.values if isinstance(node, Sequence) else ()):
        found = entry.values.get(key) if isinstance(entry, Mapping) else None
        if isinstance(entry, Mapping) and isinstance(found, Scalar) and found.text == value:
            return number, entry
    raise _NoEntry(f"{file} has no entry with {key} {value}")


def _block(lines: Lines[str], entry: Mapping) -> Block:
    """Return where an entry of a list stands that is written as a block of lines."""
    first = min(entry.key_lines.values()) - 1
    match = re.match(r"(\s*)-(\s+)[^\s{\[#]", lines[first])
    if not match:
        raise CannotEdit("the entry is not written as lines of its own")
    dash, indent = len(match[1]), len(match[1]) + 1 + len(match[2])
    end = first + 1
    last = end
    while end < len(lines):
        stripped = lines[end].strip()
        depth = len(lines[end]) - len(lines[end].lstrip())
        if stripped and not stripped.startswith("#") and depth <= dash:
            break
        end += 1
        # Comments and empty lines after the entry belong to what follows.
        if stripped and depth > dash:
            last = end
    return Block(first, last, indent, dashed=True)


def _with(lines: Lines[str], block: Block, changes: Changes[str, str]) -> list[str]:
    new = list(lines)
    end = block.end
    for key, value in changes.items():
        at = _line_of(new, block, end, key)
        if at is None:
            margin = " " * block.indent
            line_end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
            if end and not new[end - 1].endswith("\n"):
                new[end - 1] += line_end
            new.insert(end, f"{margin}{key}: {value}{line_end}")
            end += 1
        else:
            new[at] = _replaced(new[at], key, value)
    return new


def _line_of(lines: Lines[str], block: Block, end: int, key: str) -> int | None:
    for at in range(block.first, end):
        line = lines[at]
        if at == block.first and block.dashed:
            line = line.replace("-", " ", 1)
        if line.startswith(f"{' ' * block.indent}{key}:") and line[block.indent + len(key) + 1 :][
            :1
        ] in {
            "",
            " ",
            "\r",
            "\n",
        }:
            return at
    return None


def _replaced(line: str, key: str, value: str) -> str:
    head, _, tail = line.partition(f"{key}:")
    body = tail.rstrip("\r\n")
    match = _VALUE.fullmatch(body.lstrip())
    if not match or match["value"][:1] in {"|", ">", "&", "*", "!"}:
        raise CannotEdit(f"{key} is not written on one line")
    space = body[: len(body) - len(body.lstrip())] or " "
    return f"{head}{key}:{space}{value}{match['rest']}{tail[len(body) :]}"


def _held(
    text: str, edited: str, file: str, way: tuple[str | int, ...], changes: Changes[str, str]
) -> bytes:
    """Return the edited file if it says what the old one said with exactly these changes."""
    meant = _plain(_read(text, file))
    place = meant
    for step in way:
        place = place[step]
    place.update({key: _plain(_read(value, file)) for key, value in changes.items()})
    if _plain(_read(edited, file)) != meant:
        raise CannotEdit("more than the value would change")
    return edited.encode()


def _read(text: str, file: str) -> Node:
    node, findings = read_yaml(text, file)
    if node is None or findings:
        raise CannotEdit(f"{file} cannot be read as it is")
    return node


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(one) for one in node.values]
    return {key: _plain(one) for key, one in node.values.items()}


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise CannotEdit("the file is not UTF-8") from None
