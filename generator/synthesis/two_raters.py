"""How far two raters agree, worked out from what each of them answered."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.model.evidence import Evidence
from generator.model.judgement import Appraisal, Certainty
from generator.model.ratings import all_ratings
from generator.model.vocabulary import AppraisalTool
from generator.statistics.rater_agreement import Coefficient, Pairs, Weights
from generator.synthesis.appraisal import NO_TOOL

# The answers of all tools on one scale; what is not known stands between good and bad.
_STEPS = ("good", "middle", "bad")
_STEP_OF = {"good": "good", "middle": "middle", "unknown": "middle", "bad": "bad"}
# The levels of GRADE; without evidence, or before it can be judged, there is none.
_LEVELS = ("very low", "low", "moderate", "high")
_AnswerPair = tuple[str | None, str | None]
_Both = tuple[Appraisal, Appraisal]


@dataclass(frozen=True, slots=True, kw_only=True)
class RaterAgreement:
    """How often two raters gave the same answer, and how far they agree beyond chance.

    `tool` is empty for all tools together. `weighed` of the `items` enter kappa (linear weights);
    `one_sided` tells that one of the raters gave a single answer throughout, so that kappa can say
    nothing. `overalls` counts the overall judgements.
    """

    tool: str
    studies: int
    items: int
    same: int
    weighed: int
    kappa: Coefficient | None
    one_sided: bool
    overalls: int
    overalls_same: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RatersOfStudies:
    """The agreement on bias by tool and over all, and what it leaves out.

    `blind` counts appraisals whose second rating was made before the first was seen, `known` those
    where it was not or nobody wrote it down, `once` those that one person made.
    """

    tools: tuple[RaterAgreement, ...]
    every: RaterAgreement | None
    blind: int
    known: int
    once: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RatersOfCertainty:
    """The agreement on certainty: ratings both made, how many are the same, and kappa of levels.

    `graded` are those to which both gave a level of GRADE; `known` were made with the first rating
    in sight, or nobody wrote down whether.
    """

    ratings: int
    same: int
    graded: int
    graded_same: int
    kappa: Coefficient | None
    known: int


def raters_of_studies(evidence: Evidence) -> RatersOfStudies:
    """Return how far the raters of studies agree; only ratings made blind to the first count."""
    rated = [ratings for ratings in all_ratings(evidence) if ratings.settled.tool != NO_TOOL]
    twice = [ratings.both for ratings in rated if ratings.both]
    blind = [both for both in twice if both[1].blind]
    return RatersOfStudies(
        tools=tuple(_of_tools(evidence, blind)),
        every=_agreement("", blind, evidence.appraisal_tools) if blind else None,
        blind=len(blind),
        known=len(twice) - len(blind),
        once=len(rated) - len(twice),
    )


def raters_of_certainty(evidence: Evidence) -> RatersOfCertainty | None:
    """Return how far the raters of certainty agree; None where nothing was rated twice."""
    twice = [rating.ratings[:2] for rating in evidence.certainty if len(rating.ratings) > 1]
    blind = [(first.rating, second.rating) for first, second in twice if second.blind]
    if not twice:
        return None
    graded = [pair for pair in blind if set(pair) <= set(_LEVELS)]
    pairs = Pairs(graded, _LEVELS)
    return RatersOfCertainty(
        ratings=len(blind),
        same=_same(blind),
        graded=pairs.number,
        graded_same=pairs.same,
        kappa=pairs.kappa(Weights.LINEAR),
        known=len(twice) - len(blind),
    )


def raters_differ(rating: Certainty) -> bool:
    """Tell whether the raters of an outcome came to different levels."""
    return len({judged.rating for judged in rating.ratings}) > 1


def _of_tools(evidence: Evidence, blind: Sequence[_Both]) -> Iterator[RaterAgreement]:
    for tool in evidence.appraisal_tools:
        if rated := [both for both in blind if both[0].tool == tool.label]:
            yield _agreement(tool.label, rated, [tool])


def _agreement(
    label: str, rated: Sequence[_Both], tools: Iterable[AppraisalTool]
) -> RaterAgreement:
    answers = list(chain.from_iterable(map(_answers, rated)))
    steps = list(chain.from_iterable(_steps(tool, rated) for tool in tools))
    overalls = [(first.overall.answer, second.overall.answer) for first, second in rated]
    pairs = Pairs(steps, _STEPS)
    weighed = [pair for pair in steps if None not in pair]
    return RaterAgreement(
        tool=label,
        studies=len({first.study for first, _ in rated}),
        items=len(answers),
        same=_same(answers),
        weighed=pairs.number,
        kappa=pairs.kappa(Weights.LINEAR),
        one_sided=any(len(set(side)) == 1 for side in zip(*weighed, strict=True)),
        overalls=len(overalls),
        overalls_same=_same(overalls),
    )


def _steps(tool: AppraisalTool, rated: Iterable[_Both]) -> Iterator[_AnswerPair]:
    """Yield both answers to each question by a tool, as steps from good to bad."""
    step_of = {
        answer.answer: _STEP_OF[answer.level] if answer.applies else None for answer in tool.answers
    }
    for both in rated:
        if both[0].tool == tool.label:
            yield from ((step_of.get(one), step_of.get(other)) for one, other in _answers(both))


def _answers(both: _Both) -> Iterator[tuple[str, str]]:
    """Yield what both raters answered to each question that both answered."""
    first, second = both
    others = {answered.id: answered.answer for answered in second.items}
    for answered in first.items:
        if answered.id in others:
            yield answered.answer, others[answered.id]


def _same(pairs: Iterable[_AnswerPair]) -> int:
    return sum(one == other for one, other in pairs)
