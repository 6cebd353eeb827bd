"""Why something changed: what the curator says of it, else what the files themselves say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generator.history.flatten import BETWEEN
from generator.history.kinds import section_of
from generator.model.release import ChangedRecord, Reason, Statements

UNEXPLAINED = "no reason given"
# Changes that a reader wants a reason for; others explain themselves.
NEED_REASONS = frozenset({"reported", "computed", "judged", "defined"})


def with_reasons(
    records: Sequence[ChangedRecord], after: Statements, reasons: Sequence[Reason] = ()
) -> tuple[ChangedRecord, ...]:
    """Return the changed records with the reason for each, as far as anybody gave one."""
    corrections = _new_corrections(records, after)
    return tuple(_explained(one, records, after, reasons, corrections) for one in records)


def unused(records: Iterable[ChangedRecord], reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """Return the reasons given for something that did not change."""
    places = [
        place for one in records for place in (one.at, *(change.at for change in one.changes))
    ]
    return tuple(one for one in reasons if not any(_is_at(place, one.at) for place in places))


def _explained(
    one: ChangedRecord,
    records: Sequence[ChangedRecord],
    after: Statements,
    reasons: Sequence[Reason],
    corrections: Mapping[str, str],
) -> ChangedRecord:
    why = _given(one.at, reasons) or _from_files(one, records, after)
    changes = tuple(
        replace(change, why=said)
        if (said := _given(change.at, reasons) or corrections.get(_number(change.at)))
        and said != why
        else change
        for change in one.changes
    )
    return replace(one, why=why, changes=changes)


def _given(place: str, reasons: Iterable[Reason]) -> str | None:
    """Return the reason for the nearest address at or above a place."""
    fitting = [one for one in reasons if _is_at(place, one.at)]
    return max(fitting, key=lambda one: len(one.at)).reason if fitting else None


def _is_at(place: str, address: str) -> bool:
    """Tell whether a place is an address or lies below it; `studies/` may be left out before a study's name."""
    return any(
        place == start or place.startswith((f"{start}/", f"{start}#", f"{start}."))
        for start in (address, f"studies/{address}")
    )


def _from_files(
    one: ChangedRecord, records: Sequence[ChangedRecord], after: Statements
) -> str | None:
    section = section_of(one.at)
    now = after[one.at].values if one.at in after else {}
    if section == "studies" and one.turn == "changed" and one.group == "values":
        return _read_again(records, one.at)
    if section == "studies" and one.turn != "changed":
        return _screened(after, one.at.partition("/")[2])
    if section == "certainty" and any(
        change.at.endswith(("/rating", "/reason", "/date")) for change in one.changes
    ):
        return _joined(now.get("reason"), f"judged on {now['date']}" if "date" in now else None)
    if section == "notices":
        looked = (
            f"looked at {now['looked_at']} on {now['date']}"
            if {"looked_at", "date"} <= now.keys()
            else None
        )
        return _joined(now.get("note"), looked)
    if section == "screening":
        return now.get("reason")
    return (
        f"register entry as of {now['as_of']}" if section == "trials" and "as_of" in now else None
    )


def _read_again(records: Iterable[ChangedRecord], heading: str) -> str | None:
    """Return the corrections that a study's record names and did not name before."""
    place = f"{heading}/extraction.corrections"
    for one in records:
        for change in one.changes:
            if change.at == place and change.now:
                before = set((change.was or "").split(BETWEEN))
                new = [line for line in change.now.split(BETWEEN) if line not in before]
                return f"corrected after reading again: {'; '.join(new)}" if new else None
    return None


def _screened(after: Statements, study: str) -> str | None:
    for address, one in after.items():
        if address.startswith("screening/") and one.values.get("study") == study:
            return one.values.get("reason")
    return None


def _new_corrections(records: Iterable[ChangedRecord], after: Statements) -> dict[str, str]:
    """Return the reason of each known fault that is new or changed, by the number it is about."""
    found: dict[str, str] = {}
    for one in records:
        stated = after.get(one.at)
        if section_of(one.at) == "corrections" and stated:
            for about in stated.values.get("about", "").split(BETWEEN):
                study, _, number = about.partition("/")
                found[f"studies/{study}#{number}"] = stated.values.get("why", "")
    return found


def _number(place: str) -> str:
    return place.partition("/")[0] + "/" + place.partition("/")[2].partition("/")[0]


def _joined(*parts: str | None) -> str | None:
    return "; ".join(part.rstrip(".") for part in parts if part) or None
