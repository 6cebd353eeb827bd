"""Studies in which nobody, or everybody, had the event: what was added to them, in words and names.

An estimate to which 0.5 was added rests on that as well as on what was seen, and on nothing else
where nobody had the event at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from generator.model.study_table import StudyTable
from generator.pool.measures import Measure
from generator.pool.plain import Plain
from generator.statistics.effect import Floats
from generator.statistics.mantel_haenszel import Stratified
from generator.text.count_words import count_words

# The groups of a layout: the column of their events, and that of their people ("" for time).
_GROUPS = {
    "proportion": (("x", "n"),),
    "two_group_binary": (("x1", "n1"), ("x2", "n2")),
    "single_rate": (("x", ""),),
    "two_group_rate": (("x1", ""), ("x2", "")),
}
# More names than these are counted.
_NAMED = 5
_TWO_GROUPS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Zeros:
    """The studies of a table that have a group without events, or with nothing but events.

    `nobody` and `everybody` are those of which that is true in every group.
    """

    studies: int
    groups: int
    bare: tuple[str, ...]
    nobody: tuple[str, ...]
    everybody: tuple[str, ...]


def zeros_of(table: StudyTable) -> Zeros | None:
    """Return the studies without, or with nothing but, events; None for a table without counts.

    >>> from generator.model.study_table import PROPORTION
    >>> table = StudyTable(name="", layout=PROPORTION, labels=("A", "B"), years=None,
    ...     columns={"x": (0.0, 3.0), "n": (10.0, 12.0)})
    >>> zeros_of(table).nobody
    ('A',)
    """
    columns = _GROUPS.get(table.layout.name, ())
    if not columns:
        return None
    none = [_column(table, events) == 0 for events, _ in columns]
    full = [
        _column(table, events) == _column(table, people)
        if people
        else np.zeros(len(table), dtype=bool)
        for events, people in columns
    ]
    bare = np.any([*none, *full], axis=0)
    return Zeros(
        studies=len(table),
        groups=len(columns),
        bare=_names(table, bare),
        nobody=_names(table, np.all(none, axis=0)),
        everybody=_names(table, np.all(full, axis=0)),
    )


def zero_facts(table: StudyTable, measure: Measure) -> Plain:
    """Return to which studies 0.5 was added, and in which nobody or everybody had the event."""
    zeros = zeros_of(table)
    if zeros is None or not zeros.bare:
        return {}
    return {
        "half_added_to": list(zeros.bare) if measure.adds_half else [],
        "nobody_had_it": list(zeros.nobody),
        "everybody_had_it": list(zeros.everybody),
    }


def zero_remarks(table: StudyTable, measure: Measure) -> list[str]:
    """Return what must be said of what was added, to how many studies, and whether it is all."""
    zeros = zeros_of(table)
    if zeros is None or not zeros.bare:
        return []
    if why := _nothing_tells(zeros):
        rests = "what was added" if measure.adds_half else "the sizes of the groups alone"
        tells = "" if zeros.groups < _TWO_GROUPS else ", and tells nothing of a difference"
        return [f"{why}: the figure is made of {rests}{tells}."]
    lines = []
    if measure.adds_half:
        counted = _of_studies(zeros.bare, zeros)
        lines.append(
            f"0.5 was added to counts of {counted}, in which a group has no event or nothing else."
        )
    if zeros.groups < _TWO_GROUPS:
        return lines
    for names, whom in ((zeros.nobody, "nobody"), (zeros.everybody, "everybody")):
        if names:
            lines.append(
                f"in {_of_studies(names, zeros)} {whom} had the event in either group: what they "
                "add is no difference that was seen."
            )
    return lines


def stratified(table: StudyTable, measure: Measure) -> tuple[Stratified | None, str]:
    """Return the Mantel-Haenszel estimate of a measure, or why there is none.

    ValueError where the measure has none at all.
    """
    if measure.stratify is None:
        raise ValueError(f"{measure.name} has no Mantel-Haenszel estimate")
    fit = measure.stratify(*(table.columns[column] for column in measure.columns))
    if fit is not None:
        return fit, ""
    return None, why_nothing_adds_up(table, ratio=measure.ratio)


def why_nothing_adds_up(table: StudyTable, *, ratio: bool = True) -> str:
    """Return why the sums of Mantel-Haenszel or Peto give no estimate of these studies.

    A ratio needs an event in each group; a difference does not.
    """
    zeros = zeros_of(table)
    if zeros is not None and (why := _nothing_tells(zeros)):
        return why
    silent = [
        name
        for name, column in (("first", "x1"), ("second", "x2"))
        if ratio and not _column(table, column).any()
    ]
    if silent:
        return f"no study has an event in the {silent[0]} group"
    return "every study has a group without events, or with nothing but events"


def _nothing_tells(zeros: Zeros) -> str:
    """Return that no study had some people with and some without the event; "" where one had."""
    of_groups = " in either group" if zeros.groups == _TWO_GROUPS else ""
    if len(zeros.nobody) == zeros.studies:
        return f"nobody had the event{of_groups} of any study"
    if len(zeros.everybody) == zeros.studies:
        return f"everybody had the event{of_groups} of every study".replace("either", "each")
    if len(zeros.nobody) + len(zeros.everybody) == zeros.studies:
        return "in each study nobody had the event, or everybody had"
    return ""


def _of_studies(names: Sequence[str], zeros: Zeros) -> str:
    listed = ", ".join(names[:_NAMED])
    if len(names) > _NAMED:
        listed += f" and {len(names) - _NAMED} more"
    return f"{len(names)} of {count_words(zeros.studies, 'study', 'studies')} ({listed})"


def _names(table: StudyTable, chosen: Floats) -> tuple[str, ...]:
    return tuple(label for label, is_chosen in zip(table.labels, chosen, strict=True) if is_chosen)


def _column(table: StudyTable, name: str) -> Floats:
    return np.array(table.columns[name], dtype=float)
