"""A difference as Markdown for a pull request: tables, long parts folded, foreign text inert."""

import re
from collections.abc import Iterator, Sequence

from generator.history.change_summary import counts_sentence, results_sentence
from generator.history.change_text import by_group, from_to, stands, why_of, why_of_value
from generator.history.headings import TITLES
from generator.html.escape import escape_text
from generator.model.release import ChangedRecord

# A pull request takes 65,536 characters.
_ROOM = 60_000
_MANY = 10
_SUMMONS = re.compile(r"&#(?:64|35);(?=\w)")


def markdown(records: Sequence[ChangedRecord], since: str, version: str) -> str:
    """Return what changed as Markdown; where it is too long for a pull request, what was left out is counted."""
    head = [
        f"**Since {inert(since)}:** {counts_sentence(records)} **{inert(results_sentence(records))}**",
        f"Version of this state: {inert(version)}",
    ]
    blocks = [
        block
        for group, found in by_group(records)
        for block in (f"### {TITLES[group]}", *map(_record, found))
    ]
    kept: list[str] = []
    room = _ROOM - sum(map(len, head))
    for number, block in enumerate(blocks):
        room -= len(block) + 2
        if room < 0:
            kept.append(
                f"*{len(blocks) - number} more parts do not fit here; `evidence diff` tells them all.*"
            )
            break
        kept.append(block)
    return "\n\n".join([*head, *kept]) + "\n"


def inert(text: str) -> str:
    """Return foreign text that can neither mark up, nor call people, nor refer to issues.

    >>> inert("<b>@someone</b> #12")
    '&#60;b&#62;&#64;<!-- -->someone&#60;&#47;b&#62; &#35;<!-- -->12'
    """
    return _SUMMONS.sub(lambda match: f"{match[0]}<!-- -->", escape_text(" ".join(text.split())))


def _record(one: ChangedRecord) -> str:
    title = f"<b>{inert(one.title)}</b> <code>{inert(one.at)}</code>"
    notes = [f"Why: {inert(why)}" for why in (why_of(one),) if why] + [
        f"→ {inert(words)}" for words in one.affects
    ]
    table = "\n".join(_table(one))
    parts = ["  \n".join(notes)] if notes else []
    if one.turn == "changed" and len(one.changes) <= _MANY:
        return "\n\n".join([title, *parts, table])
    words = {"added": "added", "removed": "removed", "changed": "changed"}[one.turn]
    many = f"{len(one.changes)} {'statement' if len(one.changes) == 1 else 'statements'} {words}"
    folded = f"<details><summary>{title}: {many}</summary>\n\n{table}\n\n</details>"
    return "\n\n".join([folded, *parts])


def _table(one: ChangedRecord) -> Iterator[str]:
    """Yield the lines of a table: of a record that came or went with its values alone."""
    both = one.turn == "changed"
    yield "| What | From | To | Why |" if both else "| What | Value |"
    yield "| --- | --- | --- | --- |" if both else "| --- | --- |"
    for change in one.changes:
        if not stands(one, change):
            continue
        was, now = from_to(change)
        values = (
            (was, now, why_of_value(one, change) or "")
            if both
            else (now if one.turn == "added" else was,)
        )
        cells = (change.what.removeprefix(f"{one.title}: "), *values)
        yield f"| {' | '.join(inert(cell) for cell in cells)} |"
