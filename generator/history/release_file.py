"""A recorded version as a file that people can read: written once, by `evidence release`."""

import json
from collections.abc import Iterator
from datetime import date

from generator.history.change_summary import counts_sentence
from generator.model.release import Change, ChangedRecord, NextRelease, Version

FIRST = "First recorded version"
_UNPRINTABLE = {0x85, 0x2028, 0x2029, 0xFEFF}


def write_release(
    version: Version,
    day: date,
    changed: tuple[ChangedRecord, ...],
    said: NextRelease | None,
    first: str | None = None,
) -> bytes:
    """Return the file of a version; the values of a new study stand in its own file and are only counted here.

    `first` sums up the first version, which has nothing to be compared with.
    """
    title = (said.title if said else None) or (FIRST if first else f"Version {version}")
    summary = (said.summary if said else None) or first or counts_sentence(changed)
    lines = [
        f"version: {version}",
        f"date: {day.isoformat()}",
        f"title: {quoted(title)}",
        f"summary: {quoted(summary)}",
    ]
    if changed:
        lines.append("changed:")
        lines += [line for one in changed for line in _record(one)]
    return ("\n".join(lines) + "\n").encode()


def quoted(text: str) -> str:
    r"""Return a text in double quotes, as YAML reads it whatever it holds.

    >>> quoted('9.5: "a"\n')
    '"9.5: \\"a\\"\\n"'
    """
    plain = json.dumps(text, ensure_ascii=False)
    return "".join(
        char if char.isprintable() and ord(char) not in _UNPRINTABLE else _escaped(char)
        for char in plain
    )


def _escaped(char: str) -> str:
    return f"\\U{ord(char):08X}" if ord(char) > 0xFFFF else f"\\u{ord(char):04X}"  # noqa: PLR2004 - four digits


def _record(one: ChangedRecord) -> Iterator[str]:
    yield f"  - at: {quoted(one.at)}"
    yield f"    title: {quoted(one.title)}"
    yield f"    group: {one.group}"
    yield f"    turn: {one.turn}"
    if one.size:
        yield f"    size: {one.size}"
    if one.why:
        yield f"    why: {quoted(one.why)}"
    if one.affects:
        yield f"    affects: [{', '.join(quoted(text) for text in one.affects)}]"
    if one.changes and one.group != "study-added":
        yield "    changes:"
        yield from (f"      - {{{_change(change)}}}" for change in one.changes)


def _change(change: Change) -> str:
    parts = [f"at: {quoted(change.at)}", f"what: {quoted(change.what)}", f"kind: {change.kind}"]
    texts = (("was", change.was), ("now", change.now), ("why", change.why))
    return ", ".join([*parts, *(f"{name}: {quoted(text)}" for name, text in texts if text)])
