"""The difference of two states of the evidence, complete and minimal, study by study."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.history.headings import group_of, heading_of
from generator.history.kinds import DRAFT, kind_of
from generator.history.pairs import aligned
from generator.history.value_names import part_words
from generator.history.version import is_notice
from generator.model.number import Count
from generator.model.release import GROUPS, Change, ChangedRecord, Group, Stated, Statements, Turn


def difference(before: Statements, after: Statements) -> tuple[ChangedRecord, ...]:
    """Return what was added, removed or changed, with a heading for each study or record.

    A new study is one heading, and so is a removed one. Nothing is left out, and nothing is told
    that did not change.
    """
    states = _States(aligned(before, after), after)
    groups: dict[tuple[str, Group], list[Change]] = defaultdict(list)
    for address in sorted(states.old.keys() | states.new.keys()):
        for group, change in _grouped(states, address):
            groups[heading_of(address), group].append(change)
    records = [
        _record(states, heading, group, changes) for (heading, group), changes in groups.items()
    ]
    return tuple(sorted(records, key=_place_on_the_page))


@dataclass(frozen=True, slots=True)
class _States:
    """What was stated before, under the addresses of now, and what is stated now."""

    old: Mapping[str, Stated]
    new: Statements

    def of(self, address: str) -> tuple[Stated | None, Stated | None]:
        """Return what a record stated, and what it states."""
        return self.old.get(address), self.new.get(address)

    def turn(self, address: str) -> Turn:
        """Return whether a whole record came, went or changed; a study comes when extracted."""
        was, now = (
            None if stated is None or DRAFT in stated.values else stated
            for stated in self.of(address)
        )
        if was is None and now is not None:
            return "added"
        return "removed" if was is not None and now is None else "changed"

    def is_draft(self, address: str) -> bool:
        """Tell whether a study waits for extraction, or did, and nothing of it came or went."""
        return self.turn(address) == "changed" and any(
            DRAFT in stated.values for stated in self.of(address) if stated
        )


def _place_on_the_page(record: ChangedRecord) -> tuple[int, str, str]:
    return GROUPS.index(record.group), record.title.casefold(), record.at


def _grouped(states: _States, address: str) -> Iterator[tuple[Group, Change]]:
    """Yield what changed at an address, each change with the group it is told in."""
    was, now = states.of(address)
    heading = heading_of(address)
    turn, is_draft = states.turn(heading), states.is_draft(heading)
    changes = list(_changes(was, now))
    has_notice = any(map(is_notice, changes))
    reported = next((change for change in changes if change.kind == "reported"), None)
    for change in changes:
        # A row that came or went is told as one, its source and place with its values.
        decisive = change if (was and now) or reported is None else reported
        group: Group = "drafts" if is_draft else group_of(heading, decisive, turn)
        # That somebody looked for a notice, and none was seen, is told apart from notices.
        yield "looks" if group == "notices" and not has_notice else group, change


def _changes(was: Stated | None, now: Stated | None) -> Iterator[Change]:
    stated = now or was
    assert stated is not None  # noqa: S101 - it stands on one side at least
    old: Mapping[str, str] = was.values if was else {}
    new: Mapping[str, str] = now.values if now else {}
    for part in dict.fromkeys((*new, *old)):
        if old.get(part) != new.get(part):
            yield Change(
                at=f"{stated.address}/{part}",
                what=f"{stated.words}: {part_words(part)}",
                kind=kind_of(stated.address, part),
                was=old.get(part),
                now=new.get(part),
            )


def _record(
    states: _States, heading: str, group: Group, changes: Sequence[Change]
) -> ChangedRecord:
    was, now = states.of(heading)
    stated = now or was
    turn = states.turn(heading)
    if not group.startswith("study-"):
        turn = _turn_of_part(changes, was, now)
    return ChangedRecord(
        at=heading,
        title=stated.words if stated else heading,
        group=group,
        turn=turn,
        size=Count(str(len(changes)), len(changes)),
        changes=tuple(changes),
    )


def _turn_of_part(changes: Sequence[Change], was: Stated | None, now: Stated | None) -> Turn:
    """Return whether what is told under one heading came or went as a whole."""
    if was is None and all(change.was is None for change in changes):
        return "added"
    if now is None and all(change.now is None for change in changes):
        return "removed"
    return "changed"
