"""The comparisons behind the sentence of an outcome: in whom they were made, what each says."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.study import Harm
from generator.synthesis.comparison_verdict import Basis, judge
from generator.synthesis.contrast import Contrast
from generator.synthesis.findings import Outcome
from generator.synthesis.importance import Said, Size
from generator.synthesis.together import Together, by_control, say_together
from generator.wording.inline_figures import group_name, population_name, row_name, study_name

# A comparison is put from the side of the drug. Of a harm, more is worse whatever the measure; of
# all else a measure may be better high or low, and readers should not have to know which.
_OPEN = {
    Said.NOT_IMPORTANT: "no important difference",
    Said.NOT_SHOWN: "no difference shown",
    Said.UNTOLD: "no direction can be told",
}
_OF_A_HARM = {Said.BETTER: "less on the drug", Said.WORSE: "more on the drug", **_OPEN}
_OF_A_BENEFIT = {
    Said.BETTER: "better on the drug",
    Said.WORSE: "worse on the drug",
    **_OPEN,
}


# What an interval leaves open, said wherever no difference is shown.
FITTING = frozenset({Size.EITHER, Size.BENEFIT, Size.HARM, Size.NEITHER})
_NO_THRESHOLD = "How large a difference matters is not known. "


# Of a bad event, as death, nobody says that it was better on the drug.
_OF_EVENTS = {Said.BETTER: "fewer on the drug", Said.WORSE: "more on the drug", **_OPEN}
_EVENT = "event"


class OfOneOutcome(NamedTuple):
    """The comparisons of one thing that was measured, and what they say together.

    `is_bad_event` tells whether people were counted to whom something bad had happened.
    """

    name: str
    contrasts: list[Contrast]
    together: Together
    is_bad_event: bool


class Compared(NamedTuple):
    """Comparisons with figures, and what the comparisons described only in words say."""

    measured: list[Contrast]
    in_words: list[Said]


def compared(evidence: Evidence, outcome: Outcome) -> Compared:
    """Return the comparisons with people treated otherwise at the same time."""
    verdicts = [(contrast, judge(evidence, contrast)) for contrast in outcome.concurrent]
    return Compared(
        [contrast for contrast, verdict in verdicts if verdict.basis is not Basis.WORDS],
        [verdict.said for _, verdict in verdicts if verdict.basis is Basis.WORDS],
    )


def elsewhere(evidence: Evidence, outcome: Outcome) -> tuple[str, ...]:
    """Return the populations compared, if none of them is the people of the page."""
    populations: dict[str, None] = {}
    for contrast in outcome.concurrent:
        if outcome.population in contrast.study.populations:
            return ()
        populations.update(dict.fromkeys(contrast.study.populations))
    return tuple(name for name in populations if name in evidence.populations)


def where(evidence: Evidence, outcome: Outcome, measured: Sequence[Contrast]) -> str:
    """Return whom the comparisons are about, if others, and the study and control all share."""
    parts = [population_name(evidence, name) for name in elsewhere(evidence, outcome)]
    if share_their_control(measured):
        parts.append(
            f"{study_name(measured[0].study)}, against {group_name(evidence, measured[0].against)}"
        )
    return "; ".join(parts)


def share_their_control(measured: Sequence[Contrast]) -> bool:
    """Tell whether two or more comparisons are all with one control group of one study."""
    controls = {(contrast.study.id, contrast.against.id) for contrast in measured}
    return len(measured) > 1 and len(controls) == 1


def by_outcome(evidence: Evidence, contrasts: Sequence[Contrast]) -> list[OfOneOutcome]:
    """Return comparisons by what was measured and, in one study, against whom; with what they say.

    Comparisons of one study with two control groups are two questions.
    """
    groups: dict[str, list[Contrast]] = {}
    for contrast in contrasts:
        groups.setdefault(row_name(evidence, contrast.rows[0]), []).append(contrast)
    return list(_parts(evidence, groups))


def _parts(evidence: Evidence, groups: Mapping[str, Sequence[Contrast]]) -> Iterator[OfOneOutcome]:
    for name, members in groups.items():
        is_bad = _is_bad_event(evidence, members)
        for part in by_control(members):
            yield OfOneOutcome(name, part, say_together(evidence, part), is_bad)


def _is_bad_event(evidence: Evidence, contrasts: Sequence[Contrast]) -> bool:
    row = contrasts[0].rows[0]
    measure = None if isinstance(row, Harm) else evidence.measures.get(row.measure)
    return measure is not None and measure.kind == _EVENT and measure.better == "lower"


def verdict_words(outcome: Outcome, said: Said) -> str:
    """Return what a comparison says, seen from the drug."""
    return (_OF_A_HARM if outcome.is_harm else _OF_A_BENEFIT)[said]


def together_words(outcome: Outcome, group: OfOneOutcome) -> str:
    """Return what comparisons of one thing say together with the sizes left open, or disagree."""
    if group.together.disagreement:
        return f"studies disagree: {group.together.disagreement}"
    said, size = group.together.said, group.together.size
    of_events = group.is_bad_event and not outcome.is_harm
    verdict = _OF_EVENTS[said] if of_events else verdict_words(outcome, said)
    if size is Size.IMPORTANT:
        return f"{verdict} {size}"
    return f"{verdict}, {size}" if size is Size.PERHAPS or size in FITTING else verdict


def threshold_words(groups: Sequence[OfOneOutcome]) -> str:
    """Return that no source says how large a difference matters, where that decides nothing."""
    without = any(group.together.size is Size.NO_THRESHOLD for group in groups)
    return _NO_THRESHOLD if without else ""
