"""A difference as Markdown for a pull request: tables, long parts folded, foreign text inert."""

import re
from collections.abc import Iterator, Sequence

from generator.history.change_summary import counts_sentence, results_sentence
from generator.history.change_text import by_group, from_to, stands, why_of, why_of_value
from generator.history.headings import TITLES
from generator.html.escape import escape_text
from generator.model.release import Change, ChangedRecord
from generator.text.count_words import count_words

# A pull request takes 65,536 characters.
_ROOM = 60_000
# A record with more changes is folded.
_MANY = 10
# What calls people (@) or refers to issues (#), as escaped text holds it.
_SUMMONS = re.compile(r"&#(?:64|35);(?=\w)")


def markdown(records: Sequence[ChangedRecord], since: str, version: str) -> str:
    """Return what changed as Markdown; what does not fit into a pull request is counted."""
    results = inert(results_sentence(records))
    head = [
        f"**Since {inert(since)}:** {counts_sentence(records)} **{results}**",
        f"Version of this state: {inert(version)}",
    ]
    blocks = list(_blocks(records))
    kept: list[str] = []
    room = _ROOM - sum(map(len, head))
    for number, block in enumerate(blocks):
        room -= len(block) + 2
        if room < 0:
            left = len(blocks) - number
            more = count_words(left, "more part does", "more parts do")
            kept.append(f"*{more} not fit here; `evidence diff` tells them all.*")
            break
        kept.append(block)
    return "\n\n".join([*head, *kept]) + "\n"


def _blocks(records: Sequence[ChangedRecord]) -> Iterator[str]:
    for group, members in by_group(records):
        yield f"### {TITLES[group]}"
        yield from map(_record, members)


def inert(text: str) -> str:
    """Return foreign text that can neither mark up, nor call people, nor refer to issues.

    >>> inert("<b>@someone</b> #12")
    '&#60;b&#62;&#64;<!-- -->someone&#60;&#47;b&#62; &#35;<!-- -->12'
    """
    return _SUMMONS.sub(lambda match: f"{match[0]}<!-- -->", escape_text(" ".join(text.split())))


def _record(record: ChangedRecord) -> str:
    title = f"<b>{inert(record.title)}</b> <code>{inert(record.at)}</code>"
    table = "\n".join(_table(record))
    notes = [f"→ {inert(consequence)}" for consequence in record.affects]
    if why := why_of(record):
        notes.insert(0, f"Why: {inert(why)}")
    parts = ["  \n".join(notes)] if notes else []
    count = len(record.changes)
    if record.turn == "changed" and count <= _MANY:
        return "\n\n".join([title, *parts, table])
    summary = f"{title}: {count_words(count, 'statement')} {record.turn}"
    folded = f"<details><summary>{summary}</summary>\n\n{table}\n\n</details>"
    return "\n\n".join([folded, *parts])


def _table(record: ChangedRecord) -> Iterator[str]:
    """Yield the lines of a table: of a record that came or went with its values alone."""
    both = record.turn == "changed"
    yield "| What | From | To | Why |" if both else "| What | Value |"
    yield "| --- | --- | --- | --- |" if both else "| --- | --- |"
    for change in record.changes:
        if stands(record, change):
            name = change.what.removeprefix(f"{record.title}: ")
            cells = (name, *_values(record, change))
            yield f"| {' | '.join(map(inert, cells))} |"


def _values(record: ChangedRecord, change: Change) -> tuple[str, ...]:
    was, now = from_to(change)
    if record.turn == "changed":
        return was, now, why_of_value(record, change) or ""
    return (now if record.turn == "added" else was,)
