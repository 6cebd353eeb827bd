"""What changed, in one sentence of counts: a reader sees at once whether any result can have changed."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from generator.history.subjects import NOTICE_ABOUT
from generator.history.version import can_change_results, is_retraction
from generator.model.reference import was_seen
from generator.model.release import Change, ChangedRecord, Group

_RECORDS: tuple[tuple[Group, str, str], ...] = (
    ("notices", "notice", "notices"),
    ("definitions", "definition", "definitions"),
    ("trials", "registered trial", "registered trials"),
    ("searches", "saved search", "saved searches"),
    ("screening", "screened citation", "screened citations"),
    ("bibliography", "bibliographic record", "bibliographic records"),
    ("looks", "report looked up without a notice", "reports looked up without a notice"),
    ("words", "record reworded", "records reworded"),
)


def counts_sentence(changed: Iterable[ChangedRecord]) -> str:
    """Return how much changed: studies, values, estimates and ratings always, all else where there is any."""
    records = tuple(changed)
    waiting = [one for one in records if one.group == "drafts"]
    parts = [
        _new_studies(_records(records, "study-added"), sum(one.turn == "added" for one in waiting)),
        _many(_records(records, "study-removed"), "study removed", "studies removed"),
        *(
            _many(count, "study or report retracted", "studies or reports retracted")
            for count in _gone(records)
        ),
        _many(value_count(records), "value", "values"),
        _many(_records(records, "estimates"), "estimate", "estimates"),
        _many(rating_count(records), "rating", "ratings"),
    ]
    appraisals = _records(records, "appraisals")
    parts += [_many(appraisals, "appraisal of bias", "appraisals of bias")] if appraisals else []
    if old := sum(one.turn != "added" for one in waiting):
        parts.append(_many(old, "draft of a study changed", "drafts of studies changed"))
    parts += [
        _many(count, one, many)
        for group, one, many in _RECORDS
        if (count := _records(records, group))
    ]
    return f"{', '.join(parts)}."


def _new_studies(read: int, waiting: int) -> str:
    """Return how many studies came in, and how many of them no number was read of yet.

    >>> _new_studies(0, 2), _new_studies(2, 1)
    ('2 new studies waiting to be extracted', '3 new studies (1 of them waiting to be extracted)')
    """
    words = _many(read + waiting, "new study", "new studies")
    if not waiting:
        return words
    return (
        f"{words} ({waiting} of them waiting to be extracted)"
        if read
        else f"{words} waiting to be extracted"
    )


def results_sentence(changed: Iterable[ChangedRecord]) -> str:
    """Return whether a result can have changed."""
    records = tuple(changed)
    if not records:
        return "Nothing changed."
    if any(map(is_retraction, _changes(records))):
        also = any(
            can_change_results(one) for one in records if one.group not in {"notices", "estimates"}
        )
        return f"Results changed: {'; '.join(_retractions(records))}.{' Others can have changed too.' if also else ''}"
    if any(can_change_results(one) for one in records):
        return "Results can have changed."
    return "No result changed: only words, bibliography, screening or registered trials did."


def _retractions(records: Sequence[ChangedRecord]) -> Iterator[str]:
    """Yield which reports were retracted, and of which that was taken back."""
    seen, taken_back = retracted(records, now=True), retracted(records, now=False)
    if seen:
        yield f"{', '.join(seen)} retracted; what is retracted stays in sight and leaves all counts and estimates"
    if taken_back:
        yield f"a retraction no longer noted: {', '.join(taken_back)}"


def retracted(records: Iterable[ChangedRecord], *, now: bool) -> tuple[str, ...]:
    """Return of which reports a retraction came in (`now`), or went."""
    return tuple(
        dict.fromkeys(
            one.title.removeprefix(NOTICE_ABOUT)
            for one in records
            for change in one.changes
            if is_retraction(change) and (was_seen(change.now or "") is True) == now
        )
    )


def _changes(records: Iterable[ChangedRecord]) -> Iterator[Change]:
    return (change for one in records for change in one.changes)


def value_count(records: Sequence[ChangedRecord]) -> int:
    """Return how many reported values changed, came or went in studies that were there before."""
    return sum(
        change.kind == "reported"
        for one in records
        if one.group == "values"
        for change in one.changes
    )


def rating_count(records: Sequence[ChangedRecord]) -> int:
    """Return how many ratings of certainty are other than before."""
    is_rating: Callable[[str], bool] = lambda at: at.endswith("/rating")  # noqa: E731
    return sum(
        any(is_rating(change.at) for change in one.changes)
        for one in records
        if one.group == "certainty"
    )


def _gone(records: Sequence[ChangedRecord]) -> tuple[int, ...]:
    count = len(retracted(records, now=True))
    return (count,) if count else ()


def _records(records: Sequence[ChangedRecord], group: Group) -> int:
    return sum(1 for one in records if one.group == group)


def _many(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
