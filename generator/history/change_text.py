"""A change in plain text: from what to what, and why."""

from collections.abc import Iterator, Sequence

from generator.history.change_summary import counts_sentence, results_sentence
from generator.history.headings import TITLES
from generator.history.kinds import TO_JUDGE_AGAIN
from generator.history.reasons import NEED_REASONS, UNEXPLAINED
from generator.history.record_statements import BETWEEN
from generator.model.few import few
from generator.model.release import GROUPS, Change, ChangedRecord, Group

NONE = "–"
# So many values of a record that came or went are shown in a terminal.
_FEW = 6
_SIGNS = {"added": "+", "removed": "−", "changed": "~"}


def from_to(change: Change) -> tuple[str, str]:
    r"""Return what stood there and what stands there now; of a list only what differs.

    >>> change = Change(
    ...     at="studies/a-2001/drugs",
    ...     what="drugs",
    ...     kind="reported",
    ...     was="one\ntwo",
    ...     now="one\nthree",
    ... )
    >>> from_to(change)
    ('two (and 1 as before)', 'three (and 1 as before)')
    """
    was = change.was.split(BETWEEN) if change.was is not None else []
    now = change.now.split(BETWEEN) if change.now is not None else []
    common = set(was) & set(now)
    if not common or set(was) == set(now):
        return "; ".join(was) or NONE, "; ".join(now) or NONE
    return _without(common, was), _without(common, now)


def _without(common: set[str], members: Sequence[str]) -> str:
    different = "; ".join(member for member in members if member not in common)
    if not different:
        return f"only the {len(common)} as before"
    return f"{different} (and {len(common)} as before)"


def why_of(record: ChangedRecord) -> str | None:
    """Return why a record changed; where it matters and nobody says, that no reason was given."""
    if record.why or record.turn != "changed" or any(change.why for change in record.changes):
        return record.why
    return UNEXPLAINED if any(map(_needs_reason, record.changes)) else None


def why_of_value(record: ChangedRecord, change: Change) -> str | None:
    """Return the reason of a single value; that it has none, where others of its record do."""
    if change.why or record.why or not any(other.why for other in record.changes):
        return change.why
    return UNEXPLAINED if _needs_reason(change) else None


def _needs_reason(change: Change) -> bool:
    return change.kind in NEED_REASONS and not change.at.endswith(TO_JUDGE_AGAIN)


def stands(record: ChangedRecord, change: Change) -> bool:
    """Tell whether a change shows a value of its record as it came or went.

    That a study was a draft before is no value of the study that came.
    """
    if record.turn == "changed":
        return True
    return (change.now if record.turn == "added" else change.was) is not None


def by_group(records: Sequence[ChangedRecord]) -> Iterator[tuple[Group, list[ChangedRecord]]]:
    """Yield the groups in which something changed, in the order of the page."""
    for group in GROUPS:
        members = [record for record in records if record.group == group]
        if members:
            yield group, members


def lines_of(records: Sequence[ChangedRecord]) -> Iterator[str]:
    """Yield a difference as lines for a terminal."""
    yield counts_sentence(records)
    yield results_sentence(records)
    for group, members in by_group(records):
        yield ""
        yield f"{TITLES[group]} ({len(members)})"
        for record in members:
            yield f"  {_SIGNS[record.turn]} {record.title}  [{record.at}]"
            if group == "screening" and record.turn == "added":
                yield f"      {_decision(record)}"
            else:
                yield from _values(record)


def _decision(record: ChangedRecord) -> str:
    """Return what was decided of a record that was screened for the first time."""
    fields = {change.at.rpartition("/")[2]: change.now or "" for change in record.changes}
    return "; ".join(fields[name] for name in ("decision", "reason", "study") if name in fields)


def _values(record: ChangedRecord) -> Iterator[str]:
    shown, left_out = list(record.changes), 0
    if record.turn != "changed":
        # Of a whole record the numbers that have an address of their own stand first.
        numbers_first = sorted(record.changes, key=lambda change: "#" not in change.at)
        values = [change for change in numbers_first if stands(record, change)]
        some = few(values, _FEW)
        shown, left_out = list(some.shown), some.more
    for change in shown:
        yield f"      {_value(record, change)}"
    if left_out:
        yield f"      and {left_out} more; --json tells all"
    reason = why_of(record)
    if reason is not None:
        yield f"      why: {reason}"
    yield from (f"      → {consequence}" for consequence in record.affects)


def _value(record: ChangedRecord, change: Change) -> str:
    was, now = from_to(change)
    values = {"added": now, "removed": was, "changed": f"{was} → {now}"}
    name = change.what.removeprefix(f"{record.title}: ")
    why = why_of_value(record, change)
    return f"{name}: {values[record.turn]}{f' ({why})' if why else ''}"
