"""Counts that no source prints, but that follow from what is printed: of how many, and how many.

They are worked out each time, marked wherever they are shown or written, and never stored. A total
that follows from count and percentage alone may enter an average. One that is taken to be the whole
group may not: a person more or less would fit the percentage as well, and people who were not
counted are seldom like the others. A count of which percentage and group alone are printed is not
worked out here at all: among a hundred people nearly every percentage fits some count, so that the
fit says nothing of whether the whole group was asked. Nor is one of a harm that a discrepancy of
the study is about: a number of people harmed would make a doubted percentage look certain.
"""

from dataclasses import replace
from itertools import chain
from typing import TypeVar

from generator.model.evidence import Evidence
from generator.model.group_size import group_size, most_people
from generator.model.number import Count, WorkedOutCount
from generator.model.result import ProportionResult, Result
from generator.model.study import Harm, Study
from generator.statistics.denominators import Basis, PrintedShare, WorkedOut, work_out
from generator.synthesis.groups import domain

_Row = TypeVar("_Row", ProportionResult, Harm)


def with_worked_out_counts(evidence: Evidence) -> Evidence:
    """Return the evidence with every count that follows, each known as one that was worked out."""
    studies = {name: _completed(evidence, study) for name, study in evidence.studies.items()}
    return replace(evidence, studies=studies)


def _completed(evidence: Evidence, study: Study) -> Study:
    doubted = set(chain.from_iterable(doubt.about for doubt in study.discrepancies))
    results = tuple(_result(evidence, study, result) for result in study.results)
    harms = tuple(harm if harm.id in doubted else _harm(study, harm) for harm in study.harms)
    if results == study.results and harms == study.harms:
        return study
    return replace(study, results=results, harms=harms)


def _result(evidence: Evidence, study: Study, result: Result) -> Result:
    # Where samples or visits were counted, the size of the group says nothing of how many.
    counts_things = result.unit or (result.note or "").startswith("unit:")
    if not isinstance(result, ProportionResult) or counts_things:
        return result
    known = evidence.domains.get(domain(evidence, result))
    estimated = known is not None and known.over_time
    whole = not (result.subgroup or result.interim)
    share = _share(study, result, whole=whole, estimated=estimated)
    return _filled(result, share, most_people(study, result.arm))


def _harm(study: Study, harm: Harm) -> Harm:
    # Events can happen twice to one person, and are no share of people.
    if harm.counted != "participants":
        return harm
    return _filled(harm, _share(study, harm), most_people(study, harm.arm))


def _share(
    study: Study, row: ProportionResult | Harm, *, whole: bool = True, estimated: bool = False
) -> WorkedOut | None:
    highest = most_people(study, row.arm)
    group = group_size(study, row.arm) if whole else None
    return work_out(
        PrintedShare(
            events=row.events.value if row.events else None,
            total=row.total.value if row.total else None,
            percent=row.percent.exact if row.percent else None,
            group=group.value if group else None,
            highest=highest.value if highest else None,
            estimated=estimated,
        )
    )


def _filled(row: _Row, share: WorkedOut | None, group: Count | None) -> _Row:
    if share is None or share.basis in {Basis.PRINTED, Basis.WHOLE_GROUP}:
        return row
    events = row.events if share.count_is_printed else _count(share.events, share)
    total = row.total if share.total_is_printed else _total(share, group)
    return replace(row, events=events, total=total)


def _total(share: WorkedOut, group: Count | None) -> Count:
    total = _count(share.total, share)
    size = group.value if group and group.value != share.total else None
    return replace(total, group=size)


def _count(value: int, share: WorkedOut) -> WorkedOutCount:
    return WorkedOutCount(str(value), value, basis=share.basis.value, follows=share.follows)
