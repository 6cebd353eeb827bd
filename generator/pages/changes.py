"""What changed, as tables: what it was, what it is, why; long parts folded, each value marked as what it is."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.history.headings import TITLES
from generator.history.telling import NONE, by_group, from_to, why_of
from generator.markup import Safe
from generator.model.release import Change, ChangedRecord, Group, Kind
from generator.pages.whereabouts import address_of_change
from generator.tables.element import Child, computed, judged, link, listed, missing, paragraph, reported, tag, together
from generator.tables.scope import Scope
from generator.tables.table import Band, Column, Row, Table, render_table

_MANY_RECORDS, _MANY_CHANGES, _LONG = 12, 24, 140
_DECISIONS = ("included", "excluded", "duplicate", "awaiting")


class Part(NamedTuple):
    """A group of changes on the page: its anchor, its title, and how much it holds."""

    id: str
    title: str
    size: int
    content: Safe


def parts_of(scope: Scope, records: Sequence[ChangedRecord], name: str) -> list[Part]:
    """Return the groups in which something changed; `name` tells the tables of one version from those of others."""
    return [
        Part(f"{name}-{group}", TITLES[group], len(found), _group(scope, group, found, f"{name}-{group}"))
        for group, found in by_group(records)
    ]


def _group(scope: Scope, group: Group, found: Sequence[ChangedRecord], name: str) -> Safe:
    if group in {"study-added", "study-removed", "drafts"}:
        return listed(_study(scope, one, f"{name}-{place}") for place, one in enumerate(found))
    if group == "screening":
        return _folded(_screening(scope, found, name), len(found), "screened citations")
    if len(found) > _MANY_RECORDS or sum(len(one.changes) for one in found) > _MANY_CHANGES:
        return together(_one_by_one(scope, one, f"{name}-{place}") for place, one in enumerate(found))
    rows: list[Row | Band] = []
    for one in found:
        rows += [Band(_heading(scope, one)), *_rows(scope, one)]
    caption = f"{TITLES[group]}: what it was and what it is"
    return render_table(Table(name=name, caption=caption, columns=_COLUMNS, rows=rows))


_COLUMNS = (Column("What"), Column("From"), Column("To"), Column("Why"))


def _study(scope: Scope, one: ChangedRecord, name: str) -> Safe:
    """Return a study that came or went, in one line, with its values folded away."""
    size = len(one.changes) or (one.size.value if one.size else 0)
    many = f"{size:,} {'statement' if size == 1 else 'statements'}"
    head = together((_named(scope, one), f": {many} {one.turn if one.turn != 'changed' else 'about it'}. "))
    return together((head, _reason(scope, one), _fold_changes(scope, one, name, many)))


def _fold_changes(scope: Scope, one: ChangedRecord, name: str, many: str) -> Safe | None:
    if not one.changes:
        return None
    table = _table(scope, one, name)
    return tag("details", tag("summary", many), table, class_="ev-fold")


def _one_by_one(scope: Scope, one: ChangedRecord, name: str) -> Safe:
    many = f"{len(one.changes)} {'change' if len(one.changes) == 1 else 'changes'}"
    summary = tag("summary", tag("strong", one.title), f": {many}")
    notes = paragraph(_named(scope, one), ". ", _reason(scope, one))
    return tag("details", summary, notes, _table(scope, one, name), class_="ev-fold")


def _table(scope: Scope, one: ChangedRecord, name: str) -> Safe:
    caption = f"{one.title}, {one.turn}"
    if one.turn == "changed":
        return render_table(Table(name=name, caption=caption, columns=_COLUMNS, rows=list(_rows(scope, one))))
    rows = [Row((_what(scope, one, change), _value(change, change.now or change.was))) for change in one.changes]
    return render_table(Table(name=name, caption=caption, columns=(Column("What"), Column("Value")), rows=rows))


def _rows(scope: Scope, one: ChangedRecord) -> Iterator[Row]:
    for change in one.changes:
        was, now = from_to(change)
        yield Row((_what(scope, one, change), _value(change, was), _value(change, now), change.why or ""))


def _heading(scope: Scope, one: ChangedRecord) -> Safe:
    turn = "" if one.turn == "changed" else f" ({one.turn})"
    return together((_named(scope, one), turn, Safe(" "), tag("small", _reason(scope, one))))


def _named(scope: Scope, one: ChangedRecord) -> Safe:
    address = address_of_change(scope, one.at) if one.turn != "removed" else None
    return tag("strong", link(address, one.title) if address else one.title)


def _reason(scope: Scope, one: ChangedRecord) -> Safe:
    """Return why a record changed and what follows from it."""
    why = why_of(one)
    said = f"Why: {scope.named(why)}." if why else ""
    follows = f" What follows: {'; '.join(one.affects)}." if one.affects else ""
    return together((said, follows))


def _what(scope: Scope, one: ChangedRecord, change: Change) -> Child:
    words = change.what.removeprefix(f"{one.title}: ")
    words = f"{words[:1].upper()}{words[1:]}"
    address = address_of_change(scope, change.at) if one.turn != "removed" else None
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


def _screening(scope: Scope, found: Sequence[ChangedRecord], name: str) -> Safe:
    """Return screened citations by decision, each with its reason and what was decided before."""
    lines = sorted((_decision(one) for one in found), key=lambda line: (_rank(line.decision), line.report.casefold()))
    rows = [
        Row((line.report, line.decision, line.before, together((line.reason, _study_link(scope, line.study)), " ")))
        for line in lines
    ]
    columns = (Column("Citation"), Column("Decision"), Column("Before"), Column("Reason"))
    key = "By decision, then by title."
    return render_table(Table(name=name, caption="Screened citations", key=key, columns=columns, rows=rows))


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
    reason, study = (changes[name].now or "" if name in changes else "" for name in ("reason", "study"))
    return _Decision(one.title, now, before, "; ".join([*([reason] if reason else []), *others]), study)


def _rank(decision: str) -> int:
    return _DECISIONS.index(decision) if decision in _DECISIONS else len(_DECISIONS)


def _study_link(scope: Scope, name: str) -> Safe | None:
    study = scope.evidence.studies.get(name)
    return together((Safe("→ "), scope.study(study))) if study else None


def _folded(content: Safe, count: int, words: str) -> Safe:
    if count <= _MANY_RECORDS:
        return content
    return tag("details", tag("summary", f"{count} {words}"), content, class_="ev-fold")
