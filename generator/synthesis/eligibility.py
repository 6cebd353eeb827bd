"""The gate: why a figure may enter no synthesis, and why two figures do not go together. Every no has its words."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from generator.model.evidence import Evidence
from generator.model.provenance import Rank
from generator.model.result import ComparisonResult, ProportionResult
from generator.model.vocabulary import UNLISTED
from generator.synthesis.candidates import Candidate
from generator.synthesis.figures import figure_of
from generator.synthesis.reasons import Reason, Refusal

# Time points go together up to this share of the time they are measured against.
TIME_TOLERANCE = Decimal("0.25")
_CASE_REPORTS = "JBI case reports"
_WORD = re.compile(r"[\w-]+")
_RATIOS = frozenset({"risk-ratio", "odds-ratio", "hazard-ratio"})


def exclusions(evidence: Evidence, one: Candidate) -> tuple[Refusal, ...]:
    """Return every reason why a figure may enter no synthesis at all; none for one that may."""
    return tuple(refusal for check in _OWN_CHECKS for refusal in check(evidence, one))


def differences(evidence: Evidence, anchor: Candidate, other: Candidate) -> tuple[Refusal, ...]:
    """Return every reason why a figure does not go together with the one a synthesis is built around."""
    return tuple(
        refusal
        for check in _PAIR_CHECKS
        for refusal in check(evidence, anchor, other)
        if anchor is not other
    )


def _retracted(evidence: Evidence, one: Candidate) -> Iterator[Refusal]:
    if one.study.id in evidence.retracted_studies:
        yield Refusal(Reason.RETRACTED, "a report of this study was retracted")


def _not_final(_: Evidence, one: Candidate) -> Iterator[Refusal]:
    result = one.result
    if result.interim:
        yield Refusal(Reason.INTERIM, "an interim figure of the same people")
    if result.same_as:
        yield Refusal(Reason.REPEAT, f"the same figure as {result.same_as}")
    if result.subgroup:
        yield Refusal(Reason.SUBGROUP, f"only part of the group: {result.subgroup}")


def _single_case(evidence: Evidence, one: Candidate) -> Iterator[Refusal]:
    design = evidence.designs.get(one.study.design)
    alone = one.study.size is not None and one.study.size.value == 1
    if alone or (design is not None and design.appraisal_tool == _CASE_REPORTS):
        yield Refusal(Reason.CASE_REPORT, "a report of single patients")


def _second_hand(_: Evidence, one: Candidate) -> Iterator[Refusal]:
    source = one.study.sources[one.result.source]
    if source.rank is Rank.SECONDARY:
        yield Refusal(Reason.SECONDARY, f"read only on a secondary page ({source.kind_words})")


def _figures(_: Evidence, one: Candidate) -> Iterator[Refusal]:
    result = one.result
    if isinstance(result, ProportionResult):
        yield from _share_figures(one, result)
    elif isinstance(result, ComparisonResult):
        yield from _comparison_figures(result)
    elif one.form == "change":
        figure = figure_of(one)
        if figure is None or figure.error is None:
            yield Refusal(
                Reason.NOT_MEANS, "no mean change of a stated number of people with a spread"
            )
    elif one.form == "level":
        yield Refusal(Reason.NOT_MEANS, "one time point only; a level is no change")
    else:
        yield Refusal(Reason.IN_WORDS, "told in words, without a figure that could be averaged")


def _comparison_figures(result: ComparisonResult) -> Iterator[Refusal]:
    printed = (result.value, result.ci_low, result.ci_high)
    exact = [number.exact for number in printed if number and number.exact is not None]
    if len(exact) < len(printed):
        yield Refusal(Reason.NO_ESTIMATE, "no estimate with a 95 % interval is printed")
    elif result.effect in _RATIOS and min(exact) <= 0:
        yield Refusal(Reason.NO_ESTIMATE, "a ratio with a limit of 0 has no logarithm")


def _share_figures(one: Candidate, result: ProportionResult) -> Iterator[Refusal]:
    if result.events is None or result.total is None or result.total.value == 0:
        yield Refusal(Reason.NO_COUNT, "how many of how many is not printed")
    if result.unit or (result.note or "").startswith("unit:"):
        yield Refusal(Reason.NOT_PEOPLE, "counts something else than people")
    if one.contrast == "comparative" and (
        one.control is None or not (one.control.events and one.control.total)
    ):
        yield Refusal(Reason.NO_COUNT, "the count of the group beside it is not printed")


def _named_outcome(evidence: Evidence, one: Candidate) -> Iterator[Refusal]:
    measure = evidence.measures.get(one.result.measure)
    if one.result.measure == UNLISTED or measure is None or measure.kind == "description":
        yield Refusal(Reason.NO_DEFINITION, "the source gives no definition that others share")


def _stated_time(_: Evidence, one: Candidate) -> Iterator[Refusal]:
    if one.weeks is None:
        words = f"only “{one.result.time}” is stated" if one.result.time else "no time is stated"
        yield Refusal(Reason.NO_TIME, words)


def _known_drug(_: Evidence, one: Candidate) -> Iterator[Refusal]:
    if one.drug is None:
        yield Refusal(
            Reason.DRUG_UNCERTAIN, "the group took different treatments, or it is not said which"
        )


def _definition(evidence: Evidence, anchor: Candidate, other: Candidate) -> Iterator[Refusal]:
    if other.form == "words":
        return
    if anchor.result.measure != other.result.measure:
        yield Refusal(
            Reason.DEFINITION,
            f"measured as {_measure(evidence, other)}, not as {_measure(evidence, anchor)}",
        )
    elif (anchor.form, anchor.definition[2:]) != (other.form, other.definition[2:]):
        yield Refusal(Reason.DEFINITION, f"reported as {_form(other)}, not as {_form(anchor)}")


def _drug_class(evidence: Evidence, anchor: Candidate, other: Candidate) -> Iterator[Refusal]:
    if other.drug_class is not None and anchor.drug_class != other.drug_class:
        drug = evidence.drugs.get(other.drug or "")
        yield Refusal(Reason.DRUG_CLASS, f"people took {drug.label if drug else other.drug}")


def _contrast(_: Evidence, anchor: Candidate, other: Candidate) -> Iterator[Refusal]:
    if anchor.contrast != other.contrast:
        words = (
            "a study that compares groups"
            if other.contrast == "comparative"
            else "a study without a control group"
        )
        yield Refusal(Reason.CONTRAST, words)


def _comparator(evidence: Evidence, anchor: Candidate, other: Candidate) -> Iterator[Refusal]:
    drug = evidence.drugs.get(other.comparator or "")
    if anchor.contrast == other.contrast == "comparative" and drug and anchor.comparator != drug.id:
        yield Refusal(Reason.COMPARATOR, f"compared with {drug.label}")


def _time(_: Evidence, anchor: Candidate, other: Candidate) -> Iterator[Refusal]:
    if anchor.weeks is None or other.weeks is None:
        return
    if abs(other.weeks - anchor.weeks) > TIME_TOLERANCE * anchor.weeks:
        yield Refusal(
            Reason.TIME,
            f"measured at {other.result.time}, more than 25 % away from {anchor.result.time}",
        )


def _age(_: Evidence, anchor: Candidate, other: Candidate) -> Iterator[Refusal]:
    ages = [
        one.study.population.age_group if one.study.population else None for one in (anchor, other)
    ]
    if None not in ages and ages[0] != ages[1]:
        yield Refusal(Reason.AGE, f"age group: {ages[1]}, not {ages[0]}")


def _subtype(evidence: Evidence, anchor: Candidate, other: Candidate) -> Iterator[Refusal]:
    first, second = _subtype_of(anchor), _subtype_of(other)
    if first and second and not (first <= second or second <= first):
        population = other.study.population
        yield Refusal(Reason.SUBTYPE, f"subtype: {population.subtype if population else ''}")
    elif set(anchor.study.populations) != set(other.study.populations):
        labels = [
            evidence.populations[name].label
            for name in other.study.populations
            if name in evidence.populations
        ]
        yield Refusal(Reason.SUBTYPE, f"population: {'; '.join(labels) or 'not stated'}")


def _subtype_of(one: Candidate) -> frozenset[str]:
    """Return the words of the subtype as stated; one that only says less than another is no other subtype."""
    words = (one.study.population.subtype or "") if one.study.population else ""
    return frozenset(_WORD.findall(words.casefold()))


def _measure(evidence: Evidence, one: Candidate) -> str:
    measure = evidence.measures.get(one.result.measure)
    return (
        f"“{measure.label}”"
        if measure and one.result.measure != UNLISTED
        else f"“{one.result.reported_as}”"
    )


def _form(one: Candidate) -> str:
    if isinstance(one.result, ComparisonResult):
        return f"a {one.result.effect.replace('-', ' ')}"
    names = {
        "share": "a share of people",
        "change": "a change",
        "level": "a level",
        "words": "words",
    }
    return names.get(one.form, one.form)


_OWN_CHECKS: tuple[Callable[[Evidence, Candidate], Iterator[Refusal]], ...] = (
    _retracted,
    _not_final,
    _single_case,
    _second_hand,
    _figures,
    _named_outcome,
    _stated_time,
    _known_drug,
)
_PAIR_CHECKS: tuple[Callable[[Evidence, Candidate, Candidate], Iterator[Refusal]], ...] = (
    _definition,
    _drug_class,
    _contrast,
    _comparator,
    _time,
    _age,
    _subtype,
)
