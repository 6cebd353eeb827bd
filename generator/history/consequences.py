"""What follows from a change: estimates that moved, ratings that were made with what is different now."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.history.flatten import BETWEEN
from generator.history.kinds import section_of
from generator.model.release import ChangedRecord, Statements

_CAUSES = frozenset({"study-added", "study-removed", "values", "notices"})
CODE_CHANGED = "no changed value explains it: it is chosen or computed in another way than before"


def with_consequences(
    records: Sequence[ChangedRecord], before: Statements, after: Statements
) -> tuple[ChangedRecord, ...]:
    """Return the changed records, each with the estimates and ratings it bears on, and estimates with their causes."""
    causes = [(one, _studies(one, before, after)) for one in records if one.group in _CAUSES]
    moved = [one.at for one in records if one.group == "estimates"]
    bearing = {
        at: _bearing([one for one in moved if _place(one) == _place(at)], before, after)
        for at in moved
    }
    found = []
    for one in records:
        if one.group == "estimates":
            because = [cause.title for cause, studies in causes if studies & bearing[one.at]]
            found.append(
                replace(one, why=_because(because, records) if one.why is None else one.why)
            )
        elif one.group in _CAUSES:
            studies = _studies(one, before, after)
            follow = [
                other.title
                for other in records
                if other.at in bearing and studies & bearing[other.at]
            ]
            affects = (
                *(f"estimate: {title}" for title in follow),
                *_ratings(one, records, before, after),
            )
            found.append(replace(one, affects=tuple(dict.fromkeys(affects))))
        else:
            found.append(one)
    return tuple(found)


def _because(causes: Iterable[str], records: Sequence[ChangedRecord]) -> str:
    names = list(dict.fromkeys(causes))
    if names:
        return f"follows from: {', '.join(names)}"
    definitions = [
        one.title for one in records if one.group in {"definitions", "bibliography", "words"}
    ]
    return f"may follow from: {', '.join(definitions[:5])}" if definitions else CODE_CHANGED


def _studies(one: ChangedRecord, *sides: Statements) -> frozenset[str]:
    """Return the studies a change is about: the study itself, or those a notice's report belongs to."""
    section, _, name = one.at.partition("/")
    if section == "studies":
        return frozenset({name})
    if section != "notices":
        return frozenset()
    return frozenset(
        address.partition("/")[2]
        for side in sides
        for address, stated in side.items()
        if "reports" in stated.values and name in stated.values["reports"].split(BETWEEN)
    )


def _place(estimate: str) -> list[str]:
    """Return population and domain of an estimate: where one goes, the next in line is told in its place."""
    return estimate.split("/")[1:3]


def _bearing(estimates: Sequence[str], *sides: Statements) -> frozenset[str]:
    """Return the studies that estimates rest on, before or after."""
    return frozenset(
        address.partition("#")[0]
        for side in sides
        for estimate in estimates
        if estimate in side
        for address in side[estimate].values.get("rests_on", "").split(BETWEEN)
    )


def _ratings(
    one: ChangedRecord, records: Sequence[ChangedRecord], before: Statements, after: Statements
) -> Iterator[str]:
    """Yield the ratings made with a number that changed or left, unless they were judged again since."""
    judged_again = {
        other.at for other in records for change in other.changes if change.at == f"{other.at}/date"
    }
    for address, stated in after.items():
        if section_of(address) != "certainty" or address in judged_again or address not in before:
            continue
        made_with = stated.values.get("results", "").split(BETWEEN)
        if any(_is_touched(one, number, before, after) for number in made_with):
            yield f"rating to be judged again: {stated.words}"


def _is_touched(one: ChangedRecord, number: str, before: Statements, after: Statements) -> bool:
    study = number.partition("#")[0]
    if one.group == "values":
        return any(change.at.startswith(f"studies/{number}/") for change in one.changes)
    return (
        one.group in {"study-removed", "notices"}
        and study in _studies(one, before, after)
        and _counts(one)
    )


def _counts(one: ChangedRecord) -> bool:
    """Tell whether a study left: it was removed, or a retraction was seen or taken back."""
    return one.group != "notices" or any(
        change.at.endswith("/retraction") for change in one.changes
    )
