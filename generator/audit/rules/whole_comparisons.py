"""What belongs together in a record of a trial: an effect and its name, a part and its whole."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from generator.audit.check import Check, check
from generator.model.effect import EFFECTS
from generator.model.evidence import Evidence, study_file
from generator.model.finding import Finding
from generator.model.person_time import is_rate_unit
from generator.model.result import ComparisonResult, ProportionResult, RateResult, Result
from generator.model.rule import Rule
from generator.model.study import Study


class _Breach(NamedTuple):
    """What is amiss at one key of a result."""

    key: str
    seen: str
    expected: str
    remedy: str


_Look = Callable[[Study, Result], Iterator[_Breach]]


def _of_results(
    code: str, name: str, title: str, *, why: str, reads: tuple[str, ...]
) -> Callable[[_Look], Check]:
    """Make a check of a function that looks at one result of a study."""

    def made(look: _Look) -> Check:
        def breaches(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
            for study in evidence.studies.values():
                for place, result in enumerate(study.results):
                    for breach in look(study, result):
                        yield rule.broken(
                            evidence.places.find(
                                study_file(study.id), f"results[{place}].{breach.key}"
                            ),
                            seen=breach.seen,
                            expected=breach.expected,
                            remedy=breach.remedy,
                        )

        return check(code, name, title, why=why, reads=reads)(breaches)

    return made


@_of_results(
    "E322",
    "effect-has-name",
    "An effect of another kind has no name or scale",
    why="Without its name and its scale nobody can tell which value says no difference.",
    reads=("effect", "effect_name", "effect_scale", "note"),
)
def effect_has_name(_: Study, result: Result) -> Iterator[_Breach]:
    """Yield what is missing where an effect is `other`, and a name that none but `other` has."""
    if not isinstance(result, ComparisonResult):
        return
    if result.effect != "other":
        if result.effect_name or result.effect_scale:
            key = "effect_name" if result.effect_name else "effect_scale"
            yield _Breach(
                key,
                f"stands beside effect: {result.effect}",
                "a name and a scale beside effect: other alone",
                "Remove it: this effect measure has its name and its scale.",
            )
    elif not (result.effect_name and result.effect_scale):
        yield _Breach(
            "effect",
            "is other, without its name and scale",
            "effect_name, and effect_scale: ratio or difference",
            _nearest(result),
        )


def _nearest(result: ComparisonResult) -> str:
    """Return the remedy, which is a word of the format where the record names one in words."""
    said = f"{result.effect_name or ''} {result.note or ''}".casefold()
    for effect, measure in EFFECTS.items():
        if measure.name and effect != "other" and measure.name.casefold() in said:
            return f"Write effect: {effect}."
    return "Write effect_name and effect_scale beside it, or one of the other words for effect."


@_of_results(
    "E323",
    "crossover-is-said",
    "A result is of a crossover and its study is none",
    why="Groups that hold the same people must not be read as groups of other people.",
    reads=("crossover",),
)
def crossover_is_said(study: Study, result: Result) -> Iterator[_Breach]:
    """Yield each result that is called paired or of a first period in a study of one period."""
    if result.crossover and not study.crossover:
        yield _Breach(
            "crossover",
            f"is {result.crossover}, and the study is no crossover",
            "crossover: true at the top of the study",
            "Write crossover: true there, or remove the key here.",
        )


@_of_results(
    "E324",
    "part-has-name",
    "A part of a group is not named, or not what it is a part by",
    why="The effect in a part says something only beside that in the other parts.",
    reads=("subgroup", "subgroup_by", "interaction_p"),
)
def part_has_name(_: Study, result: Result) -> Iterator[_Breach]:
    """Yield each part without its name, and each interaction of parts that nothing divides."""
    part = result.subgroup
    if result.subgroup_by and not part:
        yield _Breach(
            "subgroup_by",
            f"is {result.subgroup_by!r}, and no part is named",
            "subgroup, the part of it that the result is about",
            "Write subgroup; a result about everybody has neither key.",
        )
    if getattr(result, "interaction_p", None) and not (part and result.subgroup_by):
        yield _Breach(
            "interaction_p",
            "stands at a result that is of no part",
            "subgroup and subgroup_by beside it",
            "Write it at the comparison of each part, with subgroup and subgroup_by.",
        )


@_of_results(
    "E325",
    "rate-is-a-rate",
    "A rate in person-time is recorded as a share or without its unit",
    why="Events in person-time may recur in one person, and are no share of people.",
    reads=("unit", "person_time", "person_time_unit", "value"),
)
def rate_is_a_rate(_: Study, result: Result) -> Iterator[_Breach]:
    """Yield each rate that is called a percentage, and each without the unit of its time."""
    if isinstance(result, ProportionResult) and is_rate_unit(result.unit):
        yield _Breach(
            "unit",
            f"is {result.unit!r}, that of a rate",
            "a share of people, or kind: rate",
            "Record it with kind: rate, the rate as value, and events and person_time if printed.",
        )
    if not isinstance(result, RateResult):
        return
    if result.person_time and not result.person_time_unit:
        yield _Breach(
            "person_time",
            f"is {result.person_time} of nothing named",
            "person_time_unit, such as patient-years",
            "Write person_time_unit as printed.",
        )
    if result.value and not is_rate_unit(result.unit):
        seen = f"is {result.unit!r}" if result.unit else "is not there"
        yield _Breach(
            "unit" if result.unit else "value",
            f"of the rate {seen}" if not result.unit else seen,
            "what the rate is per, such as per 100 patient-years",
            "Write unit as printed, with the number of years and whose they are.",
        )
