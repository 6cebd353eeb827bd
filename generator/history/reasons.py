"""Why something changed: what the curator says of it, else what the files themselves say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generator.history.kinds import section_of
from generator.history.record_statements import BETWEEN
from generator.model.release import Change, ChangedRecord, Reason, Statements

UNEXPLAINED = "no reason given"
# Changes that a reader wants a reason for; others explain themselves.
NEED_REASONS = frozenset({"reported", "computed", "judged", "defined"})


def with_reasons(
    records: Sequence[ChangedRecord], after: Statements, reasons: Sequence[Reason] = ()
) -> tuple[ChangedRecord, ...]:
    """Return the changed records with the reason for each, as far as anybody gave one."""
    corrections = _new_corrections(records, after)
    explained = []
    for record in records:
        why = _given(record.at, reasons) or _from_files(record, records, after)
        changes = tuple(
            _explained(change, _given(change.at, reasons), corrections, why)
            for change in record.changes
        )
        explained.append(replace(record, why=why, changes=changes))
    return tuple(explained)


def _explained(
    change: Change, given: str | None, corrections: Mapping[str, str], why: str | None
) -> Change:
    """Return a change with a reason of its own, where it has one besides that of its record."""
    own_reason = given or corrections.get(_number(change.at))
    return replace(change, why=own_reason) if own_reason and own_reason != why else change


def unused(records: Iterable[ChangedRecord], reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """Return the reasons given for something that did not change."""
    places: list[str] = []
    for record in records:
        places += [record.at, *(change.at for change in record.changes)]
    return tuple(
        reason for reason in reasons if not any(_is_at(place, reason.at) for place in places)
    )


def _given(place: str, reasons: Iterable[Reason]) -> str | None:
    """Return the reason for the nearest address at or above a place."""
    fitting = [reason for reason in reasons if _is_at(place, reason.at)]
    return max(fitting, key=lambda reason: len(reason.at)).reason if fitting else None


def _is_at(place: str, address: str) -> bool:
    """Tell whether a place is an address or lies below it.

    `studies/` may be left out before a study's name.
    """
    return any(
        place == start or place.startswith((f"{start}/", f"{start}#", f"{start}."))
        for start in (address, f"studies/{address}")
    )


def _from_files(
    record: ChangedRecord, records: Sequence[ChangedRecord], after: Statements
) -> str | None:
    """Return the reason that the files themselves give, each kind of record in its own place."""
    section = section_of(record.at)
    now = after[record.at].values if record.at in after else {}
    if section == "studies":
        return _of_study(record, records, after)
    if section == "certainty":
        return _of_rating(record, now)
    if section == "notices":
        return _joined(now.get("note"), _phrase("looked at {looked_at} on {date}", now))
    if section == "screening":
        return now.get("reason")
    return _phrase("register entry as of {as_of}", now) if section == "trials" else None


def _of_study(
    record: ChangedRecord, records: Sequence[ChangedRecord], after: Statements
) -> str | None:
    if record.turn != "changed":
        return _screened(after, record.at.partition("/")[2])
    return _read_again(records, record.at) if record.group == "values" else None


def _of_rating(record: ChangedRecord, now: Mapping[str, str]) -> str | None:
    judged = ("/rating", "/reason", "/date")
    if not any(change.at.endswith(judged) for change in record.changes):
        return None
    return _joined(now.get("reason"), _phrase("judged on {date}", now))


def _phrase(phrase: str, values: Mapping[str, str]) -> str | None:
    """Return a phrase with its values; None where one is missing."""
    try:
        return phrase.format_map(values)
    except KeyError:
        return None


def _read_again(records: Iterable[ChangedRecord], heading: str) -> str | None:
    """Return the corrections that a study's record names and did not name before."""
    place = f"{heading}/extraction.corrections"
    for record in records:
        for change in record.changes:
            if change.at == place and change.now:
                before = set((change.was or "").split(BETWEEN))
                new = [line for line in change.now.split(BETWEEN) if line not in before]
                return f"corrected after reading again: {'; '.join(new)}" if new else None
    return None


def _screened(after: Statements, study: str) -> str | None:
    for address, stated in after.items():
        if address.startswith("screening/") and stated.values.get("study") == study:
            return stated.values.get("reason")
    return None


def _new_corrections(records: Iterable[ChangedRecord], after: Statements) -> dict[str, str]:
    """Return the reason of each known fault that is new or changed, by the number it is about."""
    reasons: dict[str, str] = {}
    for record in records:
        stated = after.get(record.at)
        if section_of(record.at) == "corrections" and stated:
            for about in stated.values.get("about", "").split(BETWEEN):
                study, _, number = about.partition("/")
                reasons[f"studies/{study}#{number}"] = stated.values.get("why", "")
    return reasons


def _number(place: str) -> str:
    """Return the address of the number that a place belongs to."""
    return "/".join(place.split("/")[:2])


def _joined(*parts: str | None) -> str | None:
    return "; ".join(part.rstrip(".") for part in parts if part) or None
