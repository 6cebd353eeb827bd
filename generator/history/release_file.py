"""A recorded version as a file that people can read: written once, by `evidence release`."""

import json
from collections.abc import Iterator
from datetime import date

from generator.history.change_summary import counts_sentence
from generator.model.release import Change, ChangedRecord, NextRelease, Version

FIRST = "First recorded version"
# YAML takes the first three for ends of lines, and the last for a mark at the start of a file.
_UNPRINTABLE = {0x85, 0x2028, 0x2029, 0xFEFF}
_LAST_OF_FOUR_DIGITS = 0xFFFF


def write_release(
    version: Version,
    day: date,
    changed: tuple[ChangedRecord, ...],
    announced: NextRelease | None,
    first: str | None = None,
) -> bytes:
    """Return the file of a version; the values of a new study are only counted here.

    `announced` is what the curator said of it in advance. `first` sums up the first version, which
    has nothing to be compared with.
    """
    title = FIRST if first else f"Version {version}"
    summary = first or counts_sentence(changed)
    if announced:
        title, summary = announced.title or title, announced.summary or summary
    lines = [
        f"version: {version}",
        f"date: {day.isoformat()}",
        f"title: {quoted(title)}",
        f"summary: {quoted(summary)}",
    ]
    if changed:
        lines.append("changed:")
        for record in changed:
            lines += _record(record)
    return ("\n".join(lines) + "\n").encode()


def quoted(text: str) -> str:
    r"""Return a text in double quotes, as YAML reads it whatever it holds.

    >>> quoted('9.5: "a"\n')
    '"9.5: \\"a\\"\\n"'
    """
    return "".join(map(_printable, json.dumps(text, ensure_ascii=False)))


def _printable(character: str) -> str:
    code = ord(character)
    if character.isprintable() and code not in _UNPRINTABLE:
        return character
    return f"\\u{code:04X}" if code <= _LAST_OF_FOUR_DIGITS else f"\\U{code:08X}"


def _record(record: ChangedRecord) -> Iterator[str]:
    yield f"  - at: {quoted(record.at)}"
    yield f"    title: {quoted(record.title)}"
    yield f"    group: {record.group}"
    yield f"    turn: {record.turn}"
    if record.size:
        yield f"    size: {record.size}"
    if record.why:
        yield f"    why: {quoted(record.why)}"
    if record.affects:
        yield f"    affects: [{', '.join(map(quoted, record.affects))}]"
    # What a new study states stands in its own file.
    if record.changes and record.group != "study-added":
        yield "    changes:"
        yield from (f"      - {{{_change(change)}}}" for change in record.changes)


def _change(change: Change) -> str:
    parts = [f"at: {quoted(change.at)}", f"what: {quoted(change.what)}", f"kind: {change.kind}"]
    texts = (("was", change.was), ("now", change.now), ("why", change.why))
    return ", ".join([*parts, *(f"{name}: {quoted(text)}" for name, text in texts if text)])
