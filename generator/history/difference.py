"""The difference of two states of the evidence, complete and minimal, told by study and by record."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.history.headings import group_of, heading_of
from generator.history.kinds import DRAFT, kind_of
from generator.history.pairs import aligned
from generator.history.value_names import part_words
from generator.history.version import is_notice
from generator.model.number import Count
from generator.model.release import GROUPS, Change, ChangedRecord, Group, Stated, Statements, Turn

Pair = tuple[Stated | None, Stated | None]


def difference(before: Statements, after: Statements) -> tuple[ChangedRecord, ...]:
    """Return what was added, removed or changed from one state to another, a heading for each study or record.

    A new study is one heading, and so is a removed one. Nothing is left out, and nothing is told
    that did not change.
    """
    old = aligned(before, after)
    found: dict[tuple[str, Group], list[Change]] = defaultdict(list)
    whole: dict[str, Turn] = {}
    for key in sorted(old.keys() | after.keys()):
        was, now = old.get(key), after.get(key)
        one = now or was
        assert one is not None  # noqa: S101 - it stands on one side at least
        heading = heading_of(one.address)
        turn = whole.setdefault(heading, _turn(old.get(heading), after.get(heading)))
        changes = list(_changes(was, now))
        drafts = turn == "changed" and any(
            DRAFT in side[heading].values for side in (old, after) if heading in side
        )
        looks = not any(map(is_notice, changes))
        for change in changes:
            # A row that came or went is told as one, its source and place with its values.
            own = (
                next((other for other in changes if other.kind == "reported"), change)
                if not was or not now
                else change
            )
            group: Group = "drafts" if drafts else group_of(heading, own, turn)
            found[heading, "looks" if group == "notices" and looks else group].append(change)
    records = [
        _record(heading, group, changes, whole[heading], (old.get(heading), after.get(heading)))
        for (heading, group), changes in found.items()
    ]
    return tuple(
        sorted(records, key=lambda one: (GROUPS.index(one.group), one.title.casefold(), one.at))
    )


def _turn(was: Stated | None, now: Stated | None) -> Turn:
    """Return whether a whole record came, went or changed; a study comes when it is extracted."""
    was, now = (None if one is None or DRAFT in one.values else one for one in (was, now))
    if was is None and now is not None:
        return "added"
    return "removed" if was is not None and now is None else "changed"


def _changes(was: Stated | None, now: Stated | None) -> Iterator[Change]:
    old: Mapping[str, str] = was.values if was else {}
    new: Mapping[str, str] = now.values if now else {}
    one = now or was
    assert one is not None  # noqa: S101 - it stands on one side at least
    for part in dict.fromkeys((*new, *old)):
        if old.get(part) != new.get(part):
            yield Change(
                at=f"{one.address}/{part}",
                what=f"{one.words}: {part_words(part)}",
                kind=kind_of(one.address, part),
                was=old.get(part),
                now=new.get(part),
            )


def _record(
    heading: str, group: Group, changes: Sequence[Change], turn: Turn, sides: Pair
) -> ChangedRecord:
    was, now = sides
    known = now or was
    return ChangedRecord(
        at=heading,
        title=known.words if known else heading,
        group=group,
        turn=turn if group.startswith("study-") else _turn_of_part(changes, was, now),
        size=Count(str(len(changes)), len(changes)),
        changes=tuple(changes),
    )


def _turn_of_part(changes: Sequence[Change], was: Stated | None, now: Stated | None) -> Turn:
    """Return whether what is told under one heading came or went as a whole."""
    if was is None and all(one.was is None for one in changes):
        return "added"
    return "removed" if now is None and all(one.now is None for one in changes) else "changed"
