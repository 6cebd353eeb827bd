"""What changed, as tables: what it was, what it is, why; long parts folded, each value marked as what it is."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.history.change_text import NONE, by_group, from_to, stands, why_of, why_of_value
from generator.history.headings import TITLES
from generator.html.counts import computed_count
from generator.html.element import (
    Child,
    computed,
    judged,
    link,
    listed,
    missing,
    paragraph,
    reported,
    tag,
    together,
)
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.release import Change, ChangedRecord, Group, Kind
from generator.pages.change_places import address_of_change
from generator.tables.table import Band, Column, Row, Table, render_table

_MANY_RECORDS, _MANY_CHANGES, _LONG = 12, 24, 140
_ORDER = "In the order of the record."
_DECISIONS = ("included", "excluded", "duplicate", "awaiting")


class Part(NamedTuple):
    """A group of changes on the page: its anchor, its title, and how much it holds."""

    id: str
    title: str
    size: int
    content: Safe


def parts_of(page: OpenPage, records: Sequence[ChangedRecord], name: str) -> list[Part]:
    """Return the groups in which something changed; `name` tells the tables of one version from those of others."""
    return [
        Part(
            f"{name}-{group}",
            TITLES[group],
            len(found),
            _group(page, group, found, f"{name}-{group}"),
        )
        for group, found in by_group(records)
    ]


def _group(page: OpenPage, group: Group, found: Sequence[ChangedRecord], name: str) -> Safe:
    if group == "screening":
        return _folded(_screening(page, found, name), len(found), "screened citations")
    whole = [one for one in found if one.turn != "changed"]
    changed = [one for one in found if one.turn == "changed"]
    told = (
        together(_whole(page, one, f"{name}-{place}") for place, one in enumerate(whole))
        if whole
        else None
    )
    if told and len(whole) > _MANY_RECORDS:
        told = _folded(told, len(whole), "came or went")
    return together(
        (_changed(page, changed, TITLES[group], name) if changed else None, told), "\n\n"
    )


def _changed(page: OpenPage, found: Sequence[ChangedRecord], title: str, name: str) -> Safe:
    if len(found) > _MANY_RECORDS or sum(len(one.changes) for one in found) > _MANY_CHANGES:
        return together(
            _one_by_one(page, one, f"{name}-of-{place}") for place, one in enumerate(found)
        )
    rows: list[Row | Band] = []
    for one in found:
        rows += [Band(_heading(page, one)), *_rows(page, one, with_why=_have_reasons(found))]
    caption = f"{title}: what it was and what it is"
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=computed_count(len(found), "record"),
            key=_ORDER,
            columns=_columns(found),
            rows=rows,
            how=page.how("checked"),
        )
    )


def _columns(found: Sequence[ChangedRecord]) -> tuple[Column, ...]:
    return (
        Column("What"),
        Column("From"),
        Column("To"),
        *((Column("Why"),) if _have_reasons(found) else ()),
    )


def _have_reasons(found: Sequence[ChangedRecord]) -> bool:
    """Tell whether single values have reasons of their own, beside that of their record."""
    return any(change.why for one in found for change in one.changes)


def _whole(page: OpenPage, one: ChangedRecord, name: str) -> Safe:
    """Return a study or record that came or went, in one line, with its values folded away."""
    size = len(one.changes) or (one.size.value if one.size else 0)
    many = f"{size:,} {'statement' if size == 1 else 'statements'}"
    turn = "" if one.turn == "changed" else f" {one.turn}"
    head = paragraph(_named(page, one), turn, f": {many}.")
    table = _table(page, one, name) if one.changes else None
    if table and one.group != "notices":
        table = tag("details", tag("summary", "What it states"), table, class_="ev-fold")
    return tag("div", head, _notes(page, one), table)


def _one_by_one(page: OpenPage, one: ChangedRecord, name: str) -> Safe:
    many = f"{len(one.changes)} {'change' if len(one.changes) == 1 else 'changes'}"
    summary = tag("summary", tag("strong", one.title), f": {many}")
    notes = tag("div", paragraph(_named(page, one)), _notes(page, one))
    return tag("details", summary, notes, _table(page, one, name), class_="ev-fold")


def _table(page: OpenPage, one: ChangedRecord, name: str) -> Safe:
    caption = f"{one.title}, {one.turn}"
    if one.turn == "changed":
        rows = list(_rows(page, one, with_why=_have_reasons([one])))
        return _of_one(page, name, caption, _columns([one]), rows)
    # Numbers that have an address of their own stand first.
    there = sorted(
        (change for change in one.changes if stands(one, change)),
        key=lambda change: "#" not in change.at,
    )
    values = ((change, change.now if one.turn == "added" else change.was) for change in there)
    rows = [Row((_what(page, one, change), _value(change, value))) for change, value in values]
    return _of_one(page, name, caption, (Column("What"), Column("Value")), rows, "Numbers first.")


def _of_one(
    page: OpenPage,
    name: str,
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    key: str = "",
) -> Safe:
    shows, how = computed_count(len(rows), "value"), page.how("reading")
    table = Table(
        name=name,
        caption=caption,
        shows=shows,
        key=key or _ORDER,
        columns=columns,
        rows=rows,
        how=how,
    )
    return render_table(table)


def _rows(page: OpenPage, one: ChangedRecord, *, with_why: bool) -> Iterator[Row]:
    for change in one.changes:
        was, now = (_value(change, text) for text in from_to(change))
        why = (why_of_value(one, change) or "",) if with_why else ()
        yield Row((_what(page, one, change), was, now, *why))


def _heading(page: OpenPage, one: ChangedRecord) -> Safe:
    turn = "" if one.turn == "changed" else f" ({one.turn})"
    return together((_named(page, one), turn, _notes(page, one)))


def _named(page: OpenPage, one: ChangedRecord) -> Safe:
    address = address_of_change(page, one.at) if one.turn != "removed" else None
    return tag("strong", link(address, one.title) if address else one.title)


def _notes(page: OpenPage, one: ChangedRecord) -> Safe | None:
    """Return why a record changed, and what follows from it."""
    why = why_of(one)
    notes = [f"Why: {page.named(why)}"] if why else []
    notes += [f"What follows: {words}" for words in one.affects]
    return listed((tag("small", note) for note in notes), class_="ev-lines") if notes else None


def _what(page: OpenPage, one: ChangedRecord, change: Change) -> Child:
    words = change.what.removeprefix(f"{one.title}: ")
    words = f"{words[:1].upper()}{words[1:]}"
    address = address_of_change(page, change.at) if one.turn != "removed" else None
    return link(address, words) if address and "#" in change.at else words


def _value(change: Change, text: str | None) -> Safe:
    if text is None or text == NONE:
        return missing("nothing")
    shown = _marked(change.kind, text)
    if len(text) <= _LONG:
        return shown
    start = text[: _LONG - 60].rsplit(" ", 1)[0]
    return tag("details", tag("summary", f"{start} …"), shown, class_="ev-source")


def _marked(kind: Kind, text: str) -> Safe:
    if kind == "reported":
        return reported(text)
    if kind == "computed":
        return computed(text)
    return judged(text) if kind == "judged" else tag("span", text)


def _screening(page: OpenPage, found: Sequence[ChangedRecord], name: str) -> Safe:
    """Return screened citations by decision, each with its reason and what was decided before."""
    lines = sorted(
        (_decision(one) for one in found),
        key=lambda line: (_rank(line.decision), line.report.casefold()),
    )
    rows = [
        Row(
            (
                line.report,
                line.decision,
                line.before,
                together((line.reason, _study_link(page, line.study)), " "),
            )
        )
        for line in lines
    ]
    columns = (Column("Citation"), Column("Decision"), Column("Before"), Column("Reason"))
    return render_table(
        Table(
            name=name,
            caption="Screened citations",
            shows=computed_count(len(rows), "citation"),
            key="By decision, then by title.",
            columns=columns,
            rows=rows,
            how=page.how("finding"),
        )
    )


class _Decision(NamedTuple):
    report: str
    decision: str
    before: str
    reason: str
    study: str


def _decision(one: ChangedRecord) -> _Decision:
    changes = {change.at.rpartition("/")[2]: change for change in one.changes}
    decision = changes.get("decision")
    now = (decision.now or "removed from the list") if decision else "as before"
    before = (decision.was or "not in the list") if decision else ""
    others = [f"{name.replace('_', ' ')}: {' → '.join(from_to(change))}" for name, change in changes.items()
              if one.turn == "changed" and name not in {"decision", "reason", "study"}]  # fmt: skip
    reason, study = (
        changes[name].now or "" if name in changes else "" for name in ("reason", "study")
    )
    return _Decision(
        one.title, now, before, "; ".join([*([reason] if reason else []), *others]), study
    )


def _rank(decision: str) -> int:
    return _DECISIONS.index(decision) if decision in _DECISIONS else len(_DECISIONS)


def _study_link(page: OpenPage, name: str) -> Safe | None:
    study = page.evidence.studies.get(name)
    return together((Safe("→ "), page.study(study))) if study else None


def _folded(content: Safe, count: int, words: str) -> Safe:
    if count <= _MANY_RECORDS:
        return content
    return tag("details", tag("summary", f"{count} {words}"), content, class_="ev-fold")
