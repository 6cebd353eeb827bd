"""What changed, in a sentence of counts, and whether a result can have changed."""

from collections.abc import Iterable, Iterator, Sequence

from generator.history.subjects import NOTICE_ABOUT
from generator.history.version import can_change_results, is_retraction
from generator.model.reference import was_seen
from generator.model.release import Change, ChangedRecord, Group
from generator.text.count_words import count_words

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
    """Return how much changed: studies, values, estimates and ratings always, all else if any."""
    counts = ", ".join(_counts(tuple(changed)))
    return f"{counts[:1].upper()}{counts[1:]}."


def _counts(records: Sequence[ChangedRecord]) -> Iterator[str]:
    came = sum(record.group == "drafts" and record.turn == "added" for record in records)
    yield _new_studies(_number(records, "study-added"), came)
    yield _count(_number(records, "study-removed"), "study removed", "studies removed")
    if gone := len(retracted(records, now=True)):
        yield _count(gone, "study or report retracted", "studies or reports retracted")
    yield _count(value_count(records), "value", "values")
    yield _count(_number(records, "estimates"), "estimate", "estimates")
    yield _count(rating_count(records), "rating", "ratings")
    if appraisals := _number(records, "appraisals"):
        yield _count(appraisals, "appraisal of bias", "appraisals of bias")
    if drafts := _number(records, "drafts") - came:
        yield _count(drafts, "draft of a study changed", "drafts of studies changed")
    for group, singular, plural in _RECORDS:
        if number := _number(records, group):
            yield _count(number, singular, plural)


def _new_studies(read: int, waiting: int) -> str:
    """Return how many studies came in, and of how many of them no number was read yet.

    >>> _new_studies(0, 2), _new_studies(2, 1)
    ('2 new studies waiting to be extracted', '3 new studies (1 of them waiting to be extracted)')
    """
    studies = _count(read + waiting, "new study", "new studies")
    if waiting and read:
        return f"{studies} ({waiting} of them waiting to be extracted)"
    return f"{studies} waiting to be extracted" if waiting else studies


def _count(number: int, singular: str, plural: str = "") -> str:
    return count_words(number, singular, plural) if number else f"no {singular}"


def results_sentence(changed: Iterable[ChangedRecord]) -> str:
    """Return whether a result can have changed."""
    records = tuple(changed)
    if not records:
        return "Nothing changed."
    if any(map(is_retraction, _changes(records))):
        others = [record for record in records if record.group not in {"notices", "estimates"}]
        also = " Others can have changed too." if any(map(can_change_results, others)) else ""
        return f"Results changed: {'; '.join(_retractions(records))}.{also}"
    if any(map(can_change_results, records)):
        return "Results can have changed."
    return "No result changed: only words, bibliography, screening or registered trials did."


def _retractions(records: Sequence[ChangedRecord]) -> Iterator[str]:
    """Yield which reports were retracted, and of which that was taken back."""
    if seen := ", ".join(retracted(records, now=True)):
        stays = "what is retracted stays in sight and leaves all counts and estimates"
        yield f"{seen} retracted; {stays}"
    if taken_back := ", ".join(retracted(records, now=False)):
        yield f"a retraction no longer noted: {taken_back}"


def retracted(records: Iterable[ChangedRecord], *, now: bool) -> tuple[str, ...]:
    """Return of which reports a retraction came in (`now`), or went."""
    reports: dict[str, None] = {}
    for record in records:
        for change in filter(is_retraction, record.changes):
            if (was_seen(change.now or "") is True) == now:
                reports[record.title.removeprefix(NOTICE_ABOUT)] = None
    return tuple(reports)


def _changes(records: Iterable[ChangedRecord]) -> Iterator[Change]:
    for record in records:
        yield from record.changes


def value_count(records: Sequence[ChangedRecord]) -> int:
    """Return how many reported values changed, came or went in studies that were there before."""
    values = (record for record in records if record.group == "values")
    return sum(change.kind == "reported" for change in _changes(values))


def rating_count(records: Sequence[ChangedRecord]) -> int:
    """Return how many ratings of certainty are other than before."""
    judged = (record for record in records if record.group == "certainty")
    return sum(any(change.at.endswith("/rating") for change in record.changes) for record in judged)


def _number(records: Iterable[ChangedRecord], group: Group) -> int:
    return sum(record.group == group for record in records)
