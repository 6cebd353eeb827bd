"""Which record before is which record after: by its address, else by what it states."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.history.kinds import section_of
from generator.history.record_statements import AGAIN
from generator.model.release import Stated, Statements

# A row is found again where at least half of what it states is alike; under another name only
# where, besides the name, no more than one other value differs.
_ENOUGH = 0.5
_MOST_UNLIKE = 2
# The fields that hold the name of a record.
_NAMES = ("id", "key", "citation")
# Beyond this many combinations only wholly alike records are matched.
_MOST_COMBINATIONS = 100_000
_STEP = re.compile(r"[/#]")
# Ends the address of a record without a counterpart.
GONE = " gone"


def aligned(before: Statements, after: Statements) -> Mapping[str, Stated]:
    """Return the records before, each under the address it has after: a new row moves no other.

    Lists of records are looked at before the rows inside these records. What has no counterpart
    keeps its address, or gets one that nothing after has.
    """
    old = dict(before)
    deepest = max((depth(address) for address in (*before, *after)), default=0)
    for level in range(deepest + 1):
        moves = _moves(old, after, level)
        if moves:
            old = {_moved(address, moves): stated for address, stated in old.items()}
    return old


def _moves(old: Mapping[str, Stated], after: Statements, level: int) -> dict[str, str]:
    """Return the addresses of one level that changed, with those that they changed to.

    They are those of rows found again under another name, and of rows that others replaced.
    """
    gone, come = defaultdict(list), defaultdict(list)
    for address in old.keys() | after.keys():
        if depth(address) != level:
            continue
        was, now = old.get(address), after.get(address)
        if was and now and (_alike(was, now) or not _is_one_of_several(address, old, after)):
            continue
        if was:
            gone[_list_of(address)].append(address)
        if now:
            come[_list_of(address)].append(address)
    moves: dict[str, str] = {}
    for name, left in gone.items():
        rows_before = {address: old[address] for address in left}
        rows_after = {address: after[address] for address in come[name]}
        matches = dict(_matched(rows_before, rows_after))
        for address in left:
            if matches or address in after:
                moves[address] = matches.get(address, address + GONE)
    return {address: target for address, target in moves.items() if address != target}


def _matched(left: Mapping[str, Stated], right: Mapping[str, Stated]) -> Iterator[tuple[str, str]]:
    """Yield the addresses of records that are the same, the most alike first."""
    open_left, open_right = set(left), set(right)
    for was, now in [*_wholly_alike(left, right), *_most_alike(left, right)]:
        if was in open_left and now in open_right:
            open_left.remove(was)
            open_right.remove(now)
            yield was, now


def _wholly_alike(
    left: Mapping[str, Stated], right: Mapping[str, Stated]
) -> Iterator[tuple[str, str]]:
    contents: dict[frozenset[tuple[str, str]], list[str]] = defaultdict(list)
    for address in sorted(right):
        contents[frozenset(right[address].values.items())].append(address)
    for address in sorted(left):
        if same := contents[frozenset(left[address].values.items())]:
            yield address, same.pop(0)


def _most_alike(
    left: Mapping[str, Stated], right: Mapping[str, Stated]
) -> Sequence[tuple[str, str]]:
    if len(left) * len(right) > _MOST_COMBINATIONS:
        return [(address, address) for address in sorted(left.keys() & right.keys())]
    candidates = []
    for was, old in left.items():
        for now, new in right.items():
            if _may_be_one(was, old, now, new):
                candidates.append((-likeness(old, new), was != now, was, now))
    return [(was, now) for _, _, was, now in sorted(candidates)]


def _may_be_one(was: str, old: Stated, now: str, new: Stated) -> bool:
    """Tell whether two records may be one: half of them is alike, or nearly all under two names."""
    if was.partition(AGAIN)[0] == now.partition(AGAIN)[0]:
        return likeness(old, new) >= _ENOUGH
    if section_of(was) == "estimate":
        return False
    names = old.values.keys() | new.values.keys()
    unlike = sum(old.values.get(name) != new.values.get(name) for name in names)
    most = 1 if depth(was) == 1 and not _has_name(was, old) else _MOST_UNLIKE
    return unlike <= most and likeness(old, new) >= _ENOUGH


def likeness(old: Stated, new: Stated) -> float:
    """Return which part of all that two records state they state alike."""
    alike = set(old.values.items()) & set(new.values.items())
    names = old.values.keys() | new.values.keys()
    return len(alike) / len(names) if names else 1.0


def depth(address: str) -> int:
    """Return how deep a record stands: lists hold records, these hold rows, and so on."""
    return len(_STEP.findall(address))


def _has_name(address: str, stated: Stated) -> bool:
    name = _STEP.split(address)[-1].partition(AGAIN)[0]
    return any(stated.values.get(key) == name for key in _NAMES)


def _alike(old: Stated, new: Stated) -> bool:
    return dict(old.values) == dict(new.values)


def _is_one_of_several(address: str, old: Iterable[str], after: Iterable[str]) -> bool:
    """Tell whether records of the same name stand beside this one."""
    return AGAIN in address or f"{address}{AGAIN}2" in old or f"{address}{AGAIN}2" in after


def _list_of(address: str) -> str:
    return address[: max(address.rfind("/"), address.rfind("#")) + 1]


def _moved(address: str, moves: Mapping[str, str]) -> str:
    """Return an address after the move of the record itself, or of the one it is a row of."""
    if address in moves:
        return moves[address]
    for step in reversed(list(_STEP.finditer(address))):
        above = address[: step.start()]
        if above in moves:
            return moves[above] + address[step.start() :]
    return address
