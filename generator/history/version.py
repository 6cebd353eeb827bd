"""Which version comes next: the one place that decides what a version number says.

A version is `year.minor.patch`. The year is that of the last search. The second number goes up when
a result can have changed: a reported value, an estimate, a judgement of certainty or bias, a
definition that values are read by, a study that came or went, a retraction that was seen or taken
back. The third goes up when only words, bibliography, screening, registered trials, drafts or the
dates of searches changed. Without a change the version stays. A new year begins at 0.0.
"""

from collections.abc import Iterable

from generator.model.reference import NOTICES, was_seen
from generator.model.release import Change, ChangedRecord, Version

# A definition changes how values are read, and so what they say.
_OF_RESULTS = frozenset({"reported", "computed", "judged", "defined"})


def next_version(last: Version | None, year: int, changed: Iterable[ChangedRecord]) -> Version:
    """Return the version of the present state: the last one where nothing changed.

    >>> def study(kind):
    ...     change = Change(at="studies/a-2001/x", what="x", kind=kind, was="9.5", now="9.6")
    ...     return ChangedRecord(
    ...         at="studies/a-2001",
    ...         title="A 2001",
    ...         group="values",
    ...         turn="changed",
    ...         changes=(change,),
    ...     )
    >>> value, word = study("reported"), study("words")
    >>> last = Version(2026, 3, 1)
    >>> [str(next_version(last, 2026, records)) for records in ([value], [word], [])]
    ['2026.4.0', '2026.3.2', '2026.3.1']
    >>> str(next_version(last, 2027, [word])), str(next_version(None, 2026, []))
    ('2027.0.0', '2026.0.0')
    """
    records = tuple(changed)
    if last is None:
        return Version(year, 0, 0)
    if not records:
        return last
    if year > last.year:
        return Version(year, 0, 0)
    if any(map(can_change_results, records)):
        return Version(last.year, last.minor + 1, 0)
    return Version(last.year, last.minor, last.patch + 1)


def can_change_results(record: ChangedRecord) -> bool:
    """Tell whether a change can have changed a result.

    >>> retraction = Change(at="notices/a-2001/retraction", what="retraction", kind="notice",
    ...     was="not yet checked", now="seen: notice of 2026")
    >>> def notice(change): return ChangedRecord(
    ...     at="notices/a-2001", title="A 2001", group="notices", turn="changed", changes=(change,))
    >>> can_change_results(notice(retraction))
    True
    >>> looked = Change(at="notices/a-2001/retraction", what="retraction", kind="notice",
    ...     was="not yet checked", now="none seen")
    >>> can_change_results(notice(looked))
    False
    """
    if record.group in {"study-added", "study-removed"}:
        return True
    return any(change.kind in _OF_RESULTS or is_retraction(change) for change in record.changes)


def is_retraction(change: Change) -> bool:
    """Tell whether a retraction was seen that was not seen before, or is no longer."""
    if change.kind != "notice" or not change.at.endswith("/retraction"):
        return False
    return (was_seen(change.was or "") is True) != (was_seen(change.now or "") is True)


def is_notice(change: Change) -> bool:
    """Tell whether a change is about a notice that is or was seen; "none seen" is no notice."""
    of_notice = change.kind == "notice" and change.at.rpartition("/")[2] in NOTICES
    return of_notice and any(was_seen(text or "") is True for text in (change.was, change.now))
