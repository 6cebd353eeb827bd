"""Trials on several scales of one construct, set beside each other in standard deviations.

Only where a curator says that scales measure one thing alike (`construct` of a measure) and which
way each is better. Such a body stands beside the differences on each scale and never joins them.
Source: Cochrane Handbook for Systematic Reviews of Interventions, version 6, section 10.5.2.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.model.evidence import Evidence
from generator.model.vocabulary import Measure
from generator.synthesis.bodies_of_evidence import Body, form_bodies
from generator.synthesis.candidates import Candidate

_SEVERAL = 2


def bodies_in_deviations(evidence: Evidence, results: Sequence[Candidate]) -> tuple[Body, ...]:
    """Return the bodies of trials on two scales or more of one construct, none of one scale alone.

    Differences are turned to the direction of the scale of the body's main result.
    """
    bodies: list[Body] = []
    for scales in _constructs(evidence.measures.values()):
        views = [_view(each, scales) for each in results if each.result.measure in scales]
        bodies += (_aligned(body) for body in form_bodies(evidence, views) if _is_of_several(body))
    return tuple(bodies)


def _constructs(measures: Iterable[Measure]) -> Iterator[Mapping[str, Measure]]:
    """Yield the scales of each construct by their ids, where there are several."""
    by_name: dict[str, dict[str, Measure]] = {}
    for measure in measures:
        # Without a direction nobody knows which sign means the same.
        if measure.construct and measure.better:
            by_name.setdefault(measure.construct, {})[measure.id] = measure
    yield from (scales for scales in by_name.values() if len(scales) >= _SEVERAL)


def _view(candidate: Candidate, scales: Mapping[str, Measure]) -> Candidate:
    first, measure = next(iter(scales.values())), scales[candidate.result.measure]
    turned = measure.better != first.better
    return replace(candidate, construct=measure.construct or "", turned=turned)


def _is_of_several(body: Body) -> bool:
    scales = {candidate.result.measure for candidate in body.included}
    return body.anchor.effect == "standardised-mean-difference" and len(scales) >= _SEVERAL


def _aligned(body: Body) -> Body:
    """Return a body whose differences point as on the scale of its anchor."""
    if not body.anchor.turned:
        return body
    return replace(
        body,
        anchor=_other_way(body.anchor),
        included=tuple(map(_other_way, body.included)),
        left_out=tuple(
            replace(entry, candidate=_other_way(entry.candidate)) for entry in body.left_out
        ),
        alternatives=tuple((_other_way(used), _other_way(out)) for used, out in body.alternatives),
    )


def _other_way(candidate: Candidate) -> Candidate:
    return replace(candidate, turned=not candidate.turned)
