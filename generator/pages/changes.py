"""What changed, as tables: what it was, what it is and why, each value marked as what it is."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from generator.history.change_text import NONE, by_group, from_to, stands, why_of, why_of_value
from generator.history.headings import TITLES
from generator.html.contrast_line import other_arms
from generator.html.counts import computed_count
from generator.html.element import (
    Child,
    computed,
    fold,
    judged,
    link,
    listed,
    missing,
    paragraph,
    reported,
    small,
    small_fold,
    spaced,
    tag,
    together,
)
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.release import Change, ChangedRecord, Group, Kind
from generator.pages.change_places import address_of_change, numbered
from generator.tables.table import Band, Column, Row, Table, render_table
from generator.text.count_words import count_words

# More records, or more values in them, than one table shows legibly: each record then has its own.
_MANY_RECORDS, _MANY_CHANGES = 12, 24
# A longer value is folded behind its beginning.
_LONG, _BEGINNING = 140, 80
_ORDER = "In the order of the record."
# The fields that say what a group reached.
_REACHED = frozenset({"events", "percent", "value"})
_MIDDLES = ("follow_up.mean", "follow_up.median", "change.mean", "change.median")
_DECISIONS = ("included", "excluded", "duplicate", "awaiting")
_SCREENED = (Column("Citation"), Column("Decision"), Column("Before"), Column("Reason"))
_VALUES = (Column("What"), Column("Value"))
_CHANGES = (Column("What"), Column("From"), Column("To"))


class Part(NamedTuple):
    """A group of changes on the page: its anchor, its title, and how much it holds."""

    id: str
    title: str
    size: int
    content: Safe


class _Decision(NamedTuple):
    """What was decided about a report, what was decided before, and why."""

    report: str
    decision: str
    before: str
    reason: str
    study: str


def parts_of(page: OpenPage, records: Sequence[ChangedRecord], name: str) -> list[Part]:
    """Return the groups in which something changed.

    `name` tells the tables of one version from those of others.
    """
    parts = []
    for group, changed in by_group(records):
        anchor = f"{name}-{group}"
        content = _group(page, group, changed, anchor)
        # What a notice states is never folded away: a retraction has to be seen.
        if group != "notices":
            content = fold(_counted(changed), content)
        parts.append(Part(anchor, TITLES[group], len(changed), content))
    return parts


def _counted(records: Sequence[ChangedRecord]) -> str:
    """Return how many records changed and in how many places: what opens their fold.

    A record that came counts with all that it states, as its own line says.
    """
    statements = sum(len(record.changes) or _size(record) for record in records)
    counted = count_words(len(records), "record")
    return f"{counted}, {count_words(statements, 'statement')}: what it was and what it is"


def _size(record: ChangedRecord) -> int:
    return record.size.value if record.size else 0


def _group(page: OpenPage, group: Group, records: Sequence[ChangedRecord], name: str) -> Safe:
    if group == "screening":
        return _screening(page, records, name)
    whole = [record for record in records if record.turn != "changed"]
    changed = [record for record in records if record.turn == "changed"]
    parts: list[Safe] = []
    if changed:
        parts.append(_changed(page, changed, TITLES[group], name))
    if whole:
        lines = (_whole(page, record, f"{name}-{place}") for place, record in enumerate(whole))
        parts.append(together(lines))
    return together(parts, "\n\n")


def _changed(page: OpenPage, records: Sequence[ChangedRecord], title: str, name: str) -> Safe:
    values = sum(len(record.changes) for record in records)
    if len(records) > _MANY_RECORDS or values > _MANY_CHANGES:
        return together(
            _one_by_one(page, record, f"{name}-of-{place}") for place, record in enumerate(records)
        )
    rows: list[Row | Band] = []
    for record in records:
        rows += [
            Band(_heading(page, record)),
            *_rows(page, record, with_why=_have_reasons(records)),
        ]
    return render_table(
        Table(
            name=name,
            caption=f"{title}: what it was and what it is",
            shows=computed_count(len(records), "record"),
            key=_ORDER,
            columns=_columns(records),
            rows=rows,
            how=page.how("checked"),
        )
    )


def _columns(records: Sequence[ChangedRecord]) -> tuple[Column, ...]:
    return (*_CHANGES, Column("Why")) if _have_reasons(records) else _CHANGES


def _have_reasons(records: Sequence[ChangedRecord]) -> bool:
    """Tell whether single values have reasons of their own, beside that of their record."""
    changes = chain.from_iterable(record.changes for record in records)
    return any(change.why for change in changes)


def _whole(page: OpenPage, record: ChangedRecord, name: str) -> Safe:
    """Return a study or record that came or went, in one line, with its values folded away."""
    size = len(record.changes) or _size(record)
    turn = "" if record.turn == "changed" else f" {record.turn}"
    head = paragraph(_named(page, record), turn, f": {count_words(size, 'statement')}.")
    table = _table(page, record, name) if record.changes else None
    # What a notice states is never folded away: a retraction has to be seen.
    if table and record.group != "notices":
        table = fold("What it states", table)
    return tag("div", head, _notes(page, record), table)


def _one_by_one(page: OpenPage, record: ChangedRecord, name: str) -> Safe:
    number = count_words(len(record.changes), "change")
    summary = together((tag("strong", record.title), f": {number}"))
    notes = tag("div", paragraph(_named(page, record)), _notes(page, record))
    return fold(summary, notes, _table(page, record, name))


def _table(page: OpenPage, record: ChangedRecord, name: str) -> Safe:
    if record.turn == "changed":
        rows = list(_rows(page, record, with_why=_have_reasons([record])))
        return _values(page, name, record, _columns([record]), rows, _ORDER)
    there = (change for change in record.changes if stands(record, change))
    # Numbers that have an address of their own stand first.
    numbers_first = sorted(there, key=lambda change: "#" not in change.at)
    rows = [_row_of_value(page, record, change) for change in numbers_first]
    return _values(page, name, record, _VALUES, rows, "Numbers first.")


def _row_of_value(page: OpenPage, record: ChangedRecord, change: Change) -> Row:
    value = change.now if record.turn == "added" else change.was
    return Row((_what(page, record, change), _value(change, value)))


def _values(
    page: OpenPage,
    name: str,
    record: ChangedRecord,
    columns: Sequence[Column],
    rows: Sequence[Row],
    key: str,
) -> Safe:
    return render_table(
        Table(
            name=name,
            caption=f"{record.title}, {record.turn}",
            shows=computed_count(len(rows), "value"),
            key=key,
            columns=columns,
            rows=rows,
            how=page.how("reading"),
        )
    )


def _rows(page: OpenPage, record: ChangedRecord, *, with_why: bool) -> Iterator[Row]:
    for change in record.changes:
        was, now = (_value(change, text) for text in from_to(change))
        why = (why_of_value(record, change) or "",) if with_why else ()
        yield Row((_what(page, record, change), was, now, *why))


def _heading(page: OpenPage, record: ChangedRecord) -> Safe:
    turn = "" if record.turn == "changed" else f" ({record.turn})"
    return together((_named(page, record), turn, _notes(page, record)))


def _named(page: OpenPage, record: ChangedRecord) -> Safe:
    address = _address(page, record, record.at)
    return tag("strong", link(address, record.title) if address else record.title)


def _address(page: OpenPage, record: ChangedRecord, changed: str) -> str | None:
    """Return where something that changed stands now; None if its record was removed."""
    return None if record.turn == "removed" else address_of_change(page, changed)


def _notes(page: OpenPage, record: ChangedRecord) -> Safe | None:
    """Return why a record changed, and what follows from it."""
    notes = [small(f"What follows: {effect}") for effect in record.affects]
    if why := why_of(record):
        notes.insert(0, small(f"Why: {page.named(why)}"))
    return listed(notes, class_="ev-lines") if notes else None


def _what(page: OpenPage, record: ChangedRecord, change: Change) -> Child:
    label = change.what.removeprefix(f"{record.title}: ")
    label = f"{label[:1].upper()}{label[1:]}"
    # Only a number has an address of its own; the record is linked above it.
    address = _address(page, record, change.at) if "#" in change.at else None
    named = link(address, label) if address else label
    return spaced(named, _in_other_groups(page, change)) if address else named


def _in_other_groups(page: OpenPage, change: Change) -> Safe | None:
    """Return what the other groups of a study did, beside a figure of one that changed."""
    if not _is_a_figure(change):
        return None
    study, row = numbered(page, change.at)
    return other_arms(page, study, row) if study and row else None


def _is_a_figure(change: Change) -> bool:
    """Tell whether what changed is what a group reached, and not its name or its total."""
    field = change.at.rpartition("/")[2]
    return change.kind == "reported" and (field in _REACHED or field.endswith(_MIDDLES))


def _value(change: Change, text: str | None) -> Safe:
    if text is None or text == NONE:
        return missing("nothing")
    marked = _marked(change.kind, text)
    if len(text) <= _LONG:
        return marked
    start = text[:_BEGINNING].rsplit(" ", 1)[0]
    return small_fold(f"{start} …", marked)


def _marked(kind: Kind, text: str) -> Safe:
    if kind == "reported":
        return reported(text)
    if kind == "computed":
        return computed(text)
    return judged(text) if kind == "judged" else tag("span", text)


def _screening(page: OpenPage, records: Sequence[ChangedRecord], name: str) -> Safe:
    """Return screened citations by decision, each with its reason and what was decided before."""
    decisions = sorted(map(_decision, records), key=_by_decision)
    return render_table(
        Table(
            name=name,
            caption="Screened citations",
            shows=computed_count(len(decisions), "citation"),
            key="By decision, then by title.",
            columns=_SCREENED,
            rows=[_screened(page, decision) for decision in decisions],
            how=page.how("finding"),
        )
    )


def _screened(page: OpenPage, decision: _Decision) -> Row:
    study = page.evidence.studies.get(decision.study)
    home = together((Safe("→ "), page.study(study))) if study else None
    reason = spaced(decision.reason, home)
    return Row((decision.report, decision.decision, decision.before, reason))


def _decision(record: ChangedRecord) -> _Decision:
    changes = {change.at.rpartition("/")[2]: change for change in record.changes}
    now, before = "as before", ""
    if decision := changes.get("decision"):
        now = decision.now or "removed from the list"
        before = decision.was or "not in the list"
    remarks = [_now(changes, "reason")]
    if record.turn == "changed":
        remarks += _other_changes(changes)
    reason = "; ".join(filter(None, remarks))
    return _Decision(record.title, now, before, reason, _now(changes, "study"))


def _now(changes: Mapping[str, Change], name: str) -> str:
    change = changes.get(name)
    return (change.now or "") if change else ""


def _other_changes(changes: Mapping[str, Change]) -> Iterator[str]:
    for name, change in changes.items():
        # These three have columns of their own.
        if name not in {"decision", "reason", "study"}:
            yield f"{name.replace('_', ' ')}: {' → '.join(from_to(change))}"


def _by_decision(decision: _Decision) -> tuple[int, str]:
    # A decision that was taken back, or did not change, stands after those that were made.
    known = decision.decision in _DECISIONS
    rank = _DECISIONS.index(decision.decision) if known else len(_DECISIONS)
    return rank, decision.report.casefold()
