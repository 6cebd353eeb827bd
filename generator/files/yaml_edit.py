"""Single values of a YAML file change where they stand; every other byte stays what it was.

Only plain blocks are edited: `key: value` on lines of their own. What has another shape is refused,
and so is a change after which the file would not say exactly what was meant.
"""

from collections.abc import Mapping as Changes
from typing import Any

import yaml

from generator.files.yaml_quoting import quoted
from generator.text.yaml_text import Mapping, Node, Scalar, Sequence, read_yaml

# The nodes with their places; the parser in C where it is built in.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class CannotEditError(Exception):
    """A value cannot be changed without touching more than its line."""


class _NoEntryError(CannotEditError):
    """A list holds no such entry."""


def change_top(content: bytes, file: str, changes: Changes[str, str]) -> bytes:
    """Return a file whose document is a mapping with values changed; new keys go to its end."""
    text = _text(content)
    meant = _plain(_read(text, file)) | _values(changes, file)
    mapping = _composed(text)
    return _checked(_with_values(text, mapping, changes, len(text)), file, meant)


def change_entry(
    content: bytes,
    file: str,
    path: tuple[str, ...],
    wanted: tuple[str, str],
    changes: Changes[str, str],
) -> bytes:
    """Return a file with values changed in the one entry of a list that has a key with a value.

    `wanted` is the key with its value, as in `("id", "x")`. `path` leads to the list: empty for a
    document that is a list, else its key. New keys go to the end of the entry; comments and empty
    lines after it belong to what follows.
    """
    text = _text(content)
    number, _ = _entry(text, file, path, wanted)
    meant = _plain(_read(text, file))
    node = _composed(text)
    place = meant
    for key in path:
        node, place = _value_of(node, key), place[key]
    entry = node.value[number]
    if entry.flow_style:
        raise CannotEditError("the entry is not written as lines of its own")
    place[number] |= _values(changes, file)
    edited = _with_values(text, entry, changes, _after_line(text, _end(entry)))
    return _checked(edited, file, meant)


def add_entry(content: bytes, file: str, values: Changes[str, str]) -> bytes:
    """Return a file whose document is a list with one more entry at its end."""
    text = _text(content)
    entry = [
        f"{'  ' if number else '- '}{key}: {quoted(value)}"
        for number, (key, value) in enumerate(values.items())
    ]
    edited = _inserted(text, len(text), entry)
    before = _plain(_read(text, file)) if _says_something(text) else []
    after = _plain(_read(edited, file))
    if not isinstance(after, list) or after[:-1] != before:
        raise CannotEditError(f"{file} is not a list of plain entries")
    return edited.encode()


def add_to_list(content: bytes, file: str, key: str, value: str) -> bytes:
    """Return a file with one more value in the list under one of its keys, if it lacks it.

    The list keeps its manner: between brackets on one line, or a value a line.
    """
    try:
        return _with_added(content, file, key, value)
    except CannotEditError:
        raise CannotEditError(
            f"add {value} to {key} in {file} by hand: "
            "the line has a shape that is not changed safely"
        ) from None


def _with_added(content: bytes, file: str, key: str, value: str) -> bytes:
    text = _text(content)
    meant = _plain(_read(text, file))
    members = meant.get(key) if isinstance(meant, dict) else None
    if not isinstance(members, list):
        raise CannotEditError(f"{file} has no list of {key}")
    if value in members:
        return content
    members.append(value)
    return _checked(_with_member(text, _composed(text), key, value), file, meant)


def values_of_entry(
    content: bytes, file: str, path: tuple[str, ...], wanted: tuple[str, str]
) -> dict[str, str] | None:
    """Return the plain values of an entry found as `change_entry` finds it; None without one."""
    text = _text(content)
    if not _says_something(text):
        return None
    try:
        _, entry = _entry(text, file, path, wanted)
    except _NoEntryError:
        return None
    return {key: value.text for key, value in entry.values.items() if isinstance(value, Scalar)}


def _says_something(text: str) -> bool:
    lines = (line.strip() for line in text.splitlines())
    return any(line and not line.startswith("#") for line in lines)


def _entry(
    text: str, file: str, path: tuple[str, ...], wanted: tuple[str, str]
) -> tuple[int, Mapping]:
    node: Node | None = _read(text, file)
    for key in path:
        node = node.values.get(key) if isinstance(node, Mapping) else None
    key, value = wanted
    for number, entry in enumerate(node.values if isinstance(node, Sequence) else ()):
        held = entry.values.get(key) if isinstance(entry, Mapping) else None
        if isinstance(entry, Mapping) and isinstance(held, Scalar) and held.text == value:
            return number, entry
    raise _NoEntryError(f"{file} has no entry with {key} {value}")


def _with_values(text: str, mapping: Any, changes: Changes[str, str], end: int) -> str:
    """Return a text with values of a mapping changed; new keys are inserted at `end`."""
    if not isinstance(mapping, yaml.MappingNode) or mapping.flow_style:
        raise CannotEditError("the values are not written as lines of their own")
    held = {key.value: value for key, value in mapping.value}
    margin = " " * mapping.value[0][0].start_mark.column
    new = [f"{margin}{key}: {value}" for key, value in changes.items() if key not in held]
    # From the end of the text, so that the places before it stay true.
    edited = _inserted(text, end, new) if new else text
    for key in sorted(changes.keys() & held.keys(), key=lambda key: -_start(held[key])):
        edited = _replaced(edited, held[key], key, changes[key])
    return edited


def _replaced(text: str, node: Any, key: str, value: str) -> str:
    start, end = _start(node), node.end_mark.index
    is_block = node.style in {"|", ">"} if _is_scalar(node) else not node.flow_style
    if is_block or "\n" in text[start:end]:
        raise CannotEditError(f"{key} is not written on one line")
    # A key without a value ends in its colon.
    space = "" if text[start - 1] == " " else " "
    return f"{text[:start]}{space}{value}{text[end:]}"


def _with_member(text: str, mapping: Any, key: str, value: str) -> str:
    """Return a text with a value at the end of the list that stands under a plain key."""
    members = _value_of(mapping, key)
    start, end = _start(members), members.end_mark.index
    # Behind the last value, or behind the bracket of an empty list.
    last = members.value[-1].end_mark.index if members.value else start + 1
    if text[start] == "[" and "\n" not in text[start:end]:
        comma = ", " if members.value else ""
        return f"{text[:last]}{comma}{value}]{text[end:]}"
    if not isinstance(members, yaml.SequenceNode) or members.flow_style:
        raise CannotEditError(f"{key} is not a list of lines of their own")
    line = f"{' ' * members.start_mark.column}- {value}"
    return _inserted(text, _after_line(text, last), [line])


def _inserted(text: str, place: int, lines: list[str]) -> str:
    """Return a text with further lines at the beginning of a line, or at the end of the text."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    before = text[:place]
    if before and not before.endswith("\n"):
        before += line_end
    return f"{before}{''.join(f'{line}{line_end}' for line in lines)}{text[place:]}"


def _after_line(text: str, place: int) -> int:
    """Return where the line after the last one that says something before a place begins."""
    end = text.find("\n", len(text[:place].rstrip()))
    return end + 1 if end >= 0 else len(text)


def _end(node: Any) -> int:
    """Return where a node ends; a block ends with its last value, not where the next begins."""
    if _is_scalar(node) or node.flow_style:
        end: int = node.end_mark.index
        return end
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)


def _is_scalar(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode)


def _start(node: Any) -> int:
    start: int = node.start_mark.index
    return start


def _value_of(mapping: Any, name: str) -> Any:
    """Return the node under a key that is written without quotation marks."""
    for key, value in mapping.value:
        if key.value == name and not key.style:
            return value
    raise CannotEditError(f"{name} is not written as a plain key")


def _composed(text: str) -> Any:
    # The places that the parser states do not count a byte order mark, but they count a line end.
    return yaml.compose("\n" + text[1:] if text.startswith("\ufeff") else text, _LOADER)


def _checked(edited: str, file: str, meant: object) -> bytes:
    """Return the edited file if it says what the old one said with exactly these changes."""
    if _plain(_read(edited, file)) != meant:
        raise CannotEditError("more than the value would change")
    return edited.encode()


def _values(changes: Changes[str, str], file: str) -> dict[str, Any]:
    return {key: _plain(_read(value, file)) for key, value in changes.items()}


def _read(text: str, file: str) -> Node:
    node, findings = read_yaml(text, file)
    if node is None or findings:
        raise CannotEditError(f"{file} cannot be read as it is")
    return node


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(value) for value in node.values]
    return {key: _plain(value) for key, value in node.values.items()}


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise CannotEditError("the file is not UTF-8") from None
