"""How a change is told in plain text: from what to what, and why."""

from collections.abc import Iterator, Sequence

from generator.history.change_summary import counts_sentence, results_sentence
from generator.history.flatten import BETWEEN
from generator.history.headings import TITLES
from generator.history.kinds import TO_JUDGE_AGAIN
from generator.history.reasons import NEED_REASONS, UNEXPLAINED
from generator.model.release import GROUPS, Change, ChangedRecord, Group

NONE = "–"
_FEW = 6


def from_to(change: Change) -> tuple[str, str]:
    r"""Return what stood there and what stands there now; of a list only what differs.

    >>> change = Change(at="studies/a-2001/drugs", what="drugs", kind="reported", was="one\ntwo", now="one\nthree")
    >>> from_to(change)
    ('two (and 1 as before)', 'three (and 1 as before)')
    """
    was, now = ([] if text is None else text.split(BETWEEN) for text in (change.was, change.now))
    common = set(was) & set(now)
    if not common or set(was) == set(now):
        return "; ".join(was) or NONE, "; ".join(now) or NONE
    return _only(was, common), _only(now, common)


def _only(items: Sequence[str], common: set[str]) -> str:
    own = [item for item in items if item not in common]
    return (
        f"{'; '.join(own)} (and {len(common)} as before)"
        if own
        else f"only the {len(common)} as before"
    )


def why_of(record: ChangedRecord) -> str | None:
    """Return why a record changed; where nobody says so and it matters, that no reason was given."""
    if record.why or record.turn != "changed" or any(change.why for change in record.changes):
        return record.why
    return UNEXPLAINED if any(_needs_reason(change) for change in record.changes) else None


def why_of_value(record: ChangedRecord, change: Change) -> str | None:
    """Return the reason of a single value; where others of its record have one and it has none, that is said."""
    if change.why or record.why or not any(other.why for other in record.changes):
        return change.why
    return UNEXPLAINED if _needs_reason(change) else None


def _needs_reason(change: Change) -> bool:
    return change.kind in NEED_REASONS and not change.at.endswith(TO_JUDGE_AGAIN)


def stands(record: ChangedRecord, change: Change) -> bool:
    """Tell whether a value belongs to a record that came or went: that a study was a draft before does not."""
    return (
        record.turn == "changed"
        or (change.now if record.turn == "added" else change.was) is not None
    )


def by_group(records: Sequence[ChangedRecord]) -> Iterator[tuple[Group, list[ChangedRecord]]]:
    """Yield the groups in which something changed, in the order of the page."""
    for group in GROUPS:
        if found := [one for one in records if one.group == group]:
            yield group, found


def lines_of(records: Sequence[ChangedRecord]) -> Iterator[str]:
    """Yield a difference as lines for a terminal."""
    yield counts_sentence(records)
    yield results_sentence(records)
    for group, found in by_group(records):
        yield ""
        yield f"{TITLES[group]} ({len(found)})"
        for one in found:
            yield from _record(one)


def _record(one: ChangedRecord) -> Iterator[str]:
    marks = {"added": "+", "removed": "−", "changed": "~"}
    yield f"  {marks[one.turn]} {one.title}  [{one.at}]"
    if one.group == "screening" and one.turn == "added":
        said = {change.at.rpartition("/")[2]: change.now or "" for change in one.changes}
        yield f"      {'; '.join(said[name] for name in ('decision', 'reason', 'study') if name in said)}"
        return
    # Of a whole record the numbers that have an address of their own stand first.
    ordered = sorted(one.changes, key=lambda change: "#" not in change.at)
    there = [change for change in ordered if stands(one, change)]
    shown = one.changes if one.turn == "changed" else there[:_FEW]
    for change in shown:
        was, now = from_to(change)
        what = change.what.removeprefix(f"{one.title}: ")
        told = {"added": now, "removed": was, "changed": f"{was} → {now}"}[one.turn]
        why = why_of_value(one, change)
        yield f"      {what}: {told}{f' ({why})' if why else ''}"
    if one.turn != "changed" and len(shown) < len(there):
        yield f"      and {len(there) - len(shown)} more; --json tells all"
    if (reason := why_of(one)) is not None:
        yield f"      why: {reason}"
    yield from (f"      → {words}" for words in one.affects)
