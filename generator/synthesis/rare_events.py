"""Trials of which a group had no event: what is added to it would move an average of logarithms.

Such trials are averaged by Mantel and Haenszel, with nothing added; a trial without any event in
either group says nothing of a ratio. Bradburn MJ and others. Stat Med 2007;26:53-77; Cochrane
Handbook for Systematic Reviews of Interventions, version 6, section 10.4.4.
"""

from collections.abc import Sequence
from typing import NamedTuple

from generator.synthesis.candidates import Candidate
from generator.synthesis.design_effect import error_factor
from generator.synthesis.group_figures import events_in_time, lacks_events, table_of
from generator.synthesis.models import Cells


class RareEvents(NamedTuple):
    """The tables of trials and their effect measure."""

    effect: str
    tables: tuple[Cells, ...]


def rare_events(
    candidates: Sequence[Candidate], among: Sequence[Candidate] = ()
) -> RareEvents | None:
    """Return the tables of trials where one of all that they are `among` lacks events in a group.

    None elsewhere: where no group lacks them, a trial prints its ratio, or effects differ.
    """
    every = _tables(among or candidates)
    if every is None or not any(_lacks(every.effect, table) for table in every.tables):
        return None
    return _tables(candidates)


def _tables(candidates: Sequence[Candidate]) -> RareEvents | None:
    tables = [_cells(candidate) for candidate in candidates]
    known = tuple(table for table in tables if table is not None)
    one_effect = len({candidate.effect for candidate in candidates}) == 1
    complete = bool(known) and one_effect and len(known) == len(tables)
    return RareEvents(candidates[0].effect, known) if complete else None


def tells_of_ratio(candidate: Candidate) -> bool:
    """Tell whether anybody in either group had the outcome: else nothing is said of a ratio."""
    cells = _cells(candidate)
    return cells is None or cells[0] + cells[2] > 0


def _cells(candidate: Candidate) -> Cells | None:
    """Return the table of a trial whose ratio is that of its counts.

    Counts of clusters are surer than they may be: their ratio has a wider error of its own.
    """
    if error_factor(candidate.study, candidate.result) != 1.0 or not candidate.controls:
        return None
    if candidate.effect == "risk-ratio":
        return table_of(candidate)
    if candidate.effect != "rate-ratio":
        return None
    on_drug, beside = events_in_time(candidate.treated), events_in_time(candidate.controls)
    if on_drug is None or beside is None or on_drug.unit != beside.unit:
        return None
    return (on_drug.events, on_drug.time, beside.events, beside.time)


def _lacks(effect: str, cells: Cells) -> bool:
    if effect == "rate-ratio":
        return 0 in {cells[0], cells[2]}
    events, people, beside, others = map(int, cells)
    return lacks_events((events, people, beside, others))
