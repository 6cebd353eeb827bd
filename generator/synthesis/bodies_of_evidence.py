"""Bodies of evidence: the largest groups of results that go together, and why others do not."""

from collections.abc import Iterable, Mapping, Sequence

from generator.model.evidence import Evidence
from generator.model.record import record
from generator.model.result import ComparisonResult
from generator.synthesis.candidates import Candidate
from generator.synthesis.eligibility import differences, exclusions
from generator.synthesis.figure import DIFFERENCES_OF_MEANS
from generator.synthesis.group_figures import means_of
from generator.synthesis.group_means import CHANGE
from generator.synthesis.participants import sharing_people
from generator.synthesis.reasons import Reason, Refusal

# A study's main result stands for it where nothing else decides.
_ROLES = {"primary": 0, "secondary": 1, "other": 2}
# From the estimate that needs least trust in the groups to have started alike to the one that
# needs most. Cochrane Handbook, version 6, sections 10.5.2 and 10.3.2.
_ADJUSTED, _CHANGED, _PLAIN = range(3)


@record
class LeftOut:
    """A result that stands outside a body of evidence, with every reason."""

    candidate: Candidate
    refusals: tuple[Refusal, ...]


@record
class Body:
    """Results that go together, one a study, the largest first; and those left out, with reasons.

    `anchor` is the result that the others are measured against, for time above all. `alternatives`
    holds, for each study left out because it may share people, the pair (used, left out): a
    sensitivity analysis takes the other.
    """

    anchor: Candidate
    included: tuple[Candidate, ...]
    left_out: tuple[LeftOut, ...]
    alternatives: tuple[tuple[Candidate, Candidate], ...] = ()

    @property
    def people(self) -> int:
        """Return how many people the included figures stand on, as far as anybody says."""
        return _people(self.included)

    @property
    def of_unknown_size(self) -> int:
        """Return of how many included figures nobody says how many people they stand on."""
        return sum(1 for candidate in self.included if not candidate.people)

    @property
    def addresses(self) -> frozenset[str]:
        """Return the permanent addresses of the included figures."""
        return frozenset(candidate.address for candidate in self.included)


def form_bodies(evidence: Evidence, candidates: Sequence[Candidate]) -> tuple[Body, ...]:
    """Return the bodies of evidence that candidates form, the one of most studies first.

    Around each result that may enter a synthesis stands the group of those that do not differ from
    it; the largest group becomes a body, and the rest is grouped anew. Of groups of one size the
    one around the study's main result comes first, whatever the order of the rows. Every candidate
    outside a body is left out with its reasons.
    """
    measures = {name: place for place, name in enumerate(evidence.measures)}
    refusals = {candidate.key: exclusions(evidence, candidate) for candidate in candidates}
    waiting = [candidate for candidate in candidates if not refusals[candidate.key]]
    bodies = []
    while waiting:
        # Every result is tried as the middle: going together is not transitive, as times show.
        groups = [_around(evidence, anchor, waiting) for anchor in waiting]
        group = min(groups, key=lambda group: _rank(group, measures))
        bodies.append(_body(evidence, group, candidates, refusals))
        # All that go with the anchor leave at once, used or not: otherwise the second figure of a
        # study, or the same people again, would found a body of their own.
        waiting = [candidate for candidate in waiting if candidate not in group.alike]
    return tuple(bodies)


@record
class _Group:
    anchor: Candidate
    alike: tuple[Candidate, ...]
    used: tuple[Candidate, ...]
    swapped: tuple[tuple[Candidate, Candidate], ...]


def _people(candidates: Iterable[Candidate]) -> int:
    return sum(candidate.people for candidate in candidates)


def _rank(group: _Group, measures: Mapping[str, int]) -> tuple[int | str, ...]:
    """Return where a group stands; counts go before a printed ratio, which cannot be checked."""
    anchor = group.anchor
    return (
        -len(group.used),
        -_people(group.used),
        _ROLES[anchor.result.role],
        _ladder(anchor),
        0 if anchor.control else 1,
        measures.get(anchor.result.measure, len(measures)),
        anchor.address,
    )


def _around(evidence: Evidence, anchor: Candidate, candidates: Iterable[Candidate]) -> _Group:
    """Return what goes together with a result: one figure a study, nobody counted twice."""
    alike = tuple(
        candidate for candidate in candidates if not differences(evidence, anchor, candidate)
    )
    chosen = _one_a_study(anchor, alike)
    used, swapped = _without_overlap(evidence, chosen)
    # A study may have a better figure at the very time of the one it was looked up by.
    first = next((each for each in chosen if each.study.id == anchor.study.id), anchor)
    return _Group(anchor=first, alike=alike, used=used, swapped=swapped)


def _one_a_study(anchor: Candidate, alike: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return one result of each study: the nearest in time, then the one that needs least trust.

    Of several groups on one drug that cannot be put together the largest stands for them, then the
    first of the record.
    """

    def distance(candidate: Candidate) -> tuple[object, ...]:
        # A figure without a time was refused before, so no real time is taken for 0 here.
        apart = abs((candidate.weeks or 0) - (anchor.weeks or 0))
        role, ids = _ROLES[candidate.result.role], [row.id for row in candidate.study.results]
        place = ids.index(candidate.result.id)
        return apart, _ladder(candidate), role, candidate is not anchor, -candidate.people, place

    by_study: dict[str, list[Candidate]] = {}
    for candidate in alike:
        by_study.setdefault(candidate.study.id, []).append(candidate)
    return tuple(min(results, key=distance) for results in by_study.values())


def _ladder(candidate: Candidate) -> int:
    """Return where an estimate of two groups stands on the ladder: adjusted, change, the rest.

    Means adjusted for the start come before changes, changes before values at the end; outside
    trials an adjusted ratio before counts. In trials counts come before a printed ratio.
    """
    result = candidate.result
    if not candidate.compares:
        return _PLAIN
    if isinstance(result, ComparisonResult):
        means = candidate.effect in DIFFERENCES_OF_MEANS
        preferred = result.adjusted and (means or candidate.contrast != "randomised")
        return _ADJUSTED if preferred else _PLAIN
    if candidate.effect not in DIFFERENCES_OF_MEANS:
        return _CHANGED
    means_on_both_sides = means_of(candidate)
    changed = means_on_both_sides is not None and means_on_both_sides.basis == CHANGE
    return _CHANGED if changed else _PLAIN


def _without_overlap(
    evidence: Evidence, chosen: Sequence[Candidate]
) -> tuple[tuple[Candidate, ...], tuple[tuple[Candidate, Candidate], ...]]:
    """Return results on most people of which no two share any, and the pairs (used, replaced)."""
    used, swapped = [], []
    for linked in sharing_people(evidence, (candidate.study for candidate in chosen)):
        sharing = [candidate for candidate in chosen if candidate.study.id in linked]
        first, *others = sorted(sharing, key=lambda candidate: -candidate.people)
        used.append(first)
        swapped += [(first, other) for other in others]
    by_size = sorted(used, key=lambda each: (-each.people, each.study.label, each.study.id))
    return tuple(by_size), tuple(swapped)


def _body(
    evidence: Evidence,
    group: _Group,
    candidates: Sequence[Candidate],
    refusals: Mapping[tuple[str, str], tuple[Refusal, ...]],
) -> Body:
    left_out = []
    for candidate in candidates:
        if candidate not in group.used:
            why = (*refusals[candidate.key], *differences(evidence, group.anchor, candidate))
            # What may enter and does not differ can only have lost its place to another figure.
            why = why or (_not_used(group, candidate),)
            left_out.append(LeftOut(candidate=candidate, refusals=why))
    return Body(
        anchor=group.anchor,
        included=group.used,
        left_out=tuple(left_out),
        alternatives=group.swapped,
    )


def _not_used(group: _Group, candidate: Candidate) -> Refusal:
    """Return why a result that goes together with the others is not used itself."""
    for used, other in group.swapped:
        if other.address == candidate.address:
            words = f"may be the same people as in {used.study.label}, which is used"
            return Refusal(Reason.OVERLAP, words)
    return Refusal(Reason.SAME_STUDY, "another figure of this study is used")
