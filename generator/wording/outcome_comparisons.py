"""The comparisons behind the sentence of an outcome: in whom they were made, what each says."""

from collections.abc import Sequence
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.synthesis.contrast import Basis, Contrast, Said, judge
from generator.synthesis.findings import Outcome
from generator.wording.inline_figures import group_name, population_name, study_name

# A comparison is put from the side of the drug. Of a harm, more is worse whatever the measure; of
# all else a measure may be better high or low, and readers should not have to know which.
_OPEN = {
    Said.NO_CLEAR_DIFFERENCE: "no clear difference",
    Said.UNTOLD: "not told apart from chance",
}
_OF_A_HARM = {Said.BETTER: "less on the drug", Said.WORSE: "more on the drug", **_OPEN}
_OF_A_BENEFIT = {
    Said.BETTER: "in favour of the drug",
    Said.WORSE: "in favour of the control group",
    **_OPEN,
}


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
        parts.append(f"{study_name(measured[0].study)}, against {group_name(measured[0].against)}")
    return "; ".join(parts)


def share_their_control(measured: Sequence[Contrast]) -> bool:
    """Tell whether two or more comparisons are all with one control group of one study."""
    controls = {(contrast.study.id, contrast.against.id) for contrast in measured}
    return len(measured) > 1 and len(controls) == 1


def verdict_words(outcome: Outcome, said: Said) -> str:
    """Return what a comparison says, seen from the drug."""
    verdicts = _OF_A_HARM if outcome.is_harm else _OF_A_BENEFIT
    return verdicts[said]
