"""Bodies of evidence: the largest groups of results that go together, and for all others why they do not."""

from collections.abc import Iterable, Mapping, Sequence

from generator.model.evidence import Evidence
from generator.model.record import record
from generator.synthesis.candidates import Candidate
from generator.synthesis.eligibility import differences, exclusions
from generator.synthesis.participants import sharing_people
from generator.synthesis.reasons import Reason, Refusal

_ROLES = {"primary": 0, "secondary": 1, "other": 2}


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
        """Return how many people the included figures stand on."""
        return sum(one.people for one in self.included)

    @property
    def addresses(self) -> frozenset[str]:
        """Return the permanent addresses of the included figures."""
        return frozenset(one.address for one in self.included)


def form_bodies(evidence: Evidence, candidates: Sequence[Candidate]) -> tuple[Body, ...]:
    """Return the bodies of evidence that candidates form, the one of most studies (then people) first.

    Around each result that may enter a synthesis stands the group of those that do not differ from
    it; the largest group becomes a body, and the rest is grouped anew. Of groups of one size the
    one around the study's main result comes first, whatever the order of the rows. Every candidate
    outside a body is left out with its reasons.
    """
    measures = {name: place for place, name in enumerate(evidence.measures)}
    own = {one.address: exclusions(evidence, one) for one in candidates}
    open_ = [one for one in candidates if not own[one.address]]
    bodies = []
    while open_:
        group = min(
            (_around(evidence, anchor, open_) for anchor in open_),
            key=lambda one: _rank(one, measures),
        )
        bodies.append(_body(evidence, group, candidates, own))
        open_ = [one for one in open_ if one not in group.alike]
    return tuple(bodies)


@record
class _Group:
    anchor: Candidate
    alike: tuple[Candidate, ...]
    used: tuple[Candidate, ...]
    swapped: tuple[tuple[Candidate, Candidate], ...]


def _rank(group: _Group, measures: Mapping[str, int]) -> tuple[int | str, ...]:
    """Return where a group stands: by studies, people, role, counts before a printed ratio, vocabulary, address."""
    anchor = group.anchor
    return (
        -len(group.used),
        -sum(one.people for one in group.used),
        _ROLES[anchor.result.role],
        0 if anchor.control else 1,
        measures.get(anchor.result.measure, len(measures)),
        anchor.address,
    )


def _around(evidence: Evidence, anchor: Candidate, candidates: Iterable[Candidate]) -> _Group:
    """Return what goes together with a result: one figure a study, nobody counted twice."""
    alike = tuple(one for one in candidates if not differences(evidence, anchor, one))
    best = _one_a_study(anchor, alike)
    used, swapped = _without_overlap(evidence, best)
    return _Group(anchor=anchor, alike=alike, used=used, swapped=swapped)


def _one_a_study(anchor: Candidate, alike: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return one result of each study: the anchor itself, else the nearest in time, then the study's main one."""

    def distance(one: Candidate) -> tuple[bool, object, int, str]:
        apart = abs((one.weeks or 0) - (anchor.weeks or 0))
        return one is not anchor, apart, _ROLES[one.result.role], one.address

    studies = dict.fromkeys(one.study.id for one in alike)
    return tuple(
        min((one for one in alike if one.study.id == name), key=distance) for name in studies
    )


def _without_overlap(
    evidence: Evidence, chosen: Sequence[Candidate]
) -> tuple[tuple[Candidate, ...], tuple[tuple[Candidate, Candidate], ...]]:
    """Return the results of which no two share people, the one on most people for each group, and what it replaced."""
    used, swapped = [], []
    for linked in sharing_people(evidence, (one.study for one in chosen)):
        first, *others = sorted(
            (one for one in chosen if one.study.id in linked), key=lambda one: -one.people
        )
        used.append(first)
        swapped += [(first, other) for other in others]
    by_size = sorted(used, key=lambda one: (-one.people, one.study.label, one.study.id))
    return tuple(by_size), tuple(swapped)


def _body(
    evidence: Evidence,
    group: _Group,
    candidates: Sequence[Candidate],
    own: dict[str, tuple[Refusal, ...]],
) -> Body:
    replaced = {other.address: used for used, other in group.swapped}
    left_out = []
    for one in candidates:
        if one in group.used:
            continue
        refusals = (*own[one.address], *differences(evidence, group.anchor, one))
        if not refusals and (used := replaced.get(one.address)):
            refusals = (
                Refusal(
                    Reason.OVERLAP,
                    f"may be the same people as in {used.study.label}, which is used",
                ),
            )
        elif not refusals:
            refusals = (Refusal(Reason.SAME_STUDY, "another figure of this study is used"),)
        left_out.append(LeftOut(candidate=one, refusals=refusals))
    return Body(
        anchor=group.anchor,
        included=group.used,
        left_out=tuple(left_out),
        alternatives=group.swapped,
    )
