"""The gate: why a figure may enter no synthesis, and why two do not go together."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from generator.model.evidence import Evidence
from generator.model.provenance import Rank
from generator.model.result import ComparisonResult
from generator.synthesis.candidates import Candidate
from generator.synthesis.crossover import why_not_as_groups
from generator.synthesis.design_effect import error_factor
from generator.synthesis.group_figures import means_of
from generator.synthesis.overrides import not_overridden
from generator.synthesis.reasons import Reason, Refusal
from generator.synthesis.study_design import is_against_the_class
from generator.synthesis.subtype_terms import terms
from generator.synthesis.unusable_figures import why_unusable

# Time points go together up to this share of the time they are measured against: a visit at week 11
# stands for week 12, but week 24 does not. The methods page states the same share.
TIME_TOLERANCE = Decimal("0.25")
# The appraisal tool of designs that report patients one by one, however many.
_CASE_REPORTS = "JBI case reports"
# A ratio of hazards, or of rates, is of the whole time of observation and belongs to no visit.
OVER_ALL_TIME = frozenset({"hazard-ratio", "rate-ratio"})
_RATIOS = frozenset({"risk-ratio", "rate-ratio"})
_FORMS = {
    "share": "a share of people",
    "rate": "a rate",
    "change": "a change",
    "level": "a level",
    "words": "words",
}


def exclusions(evidence: Evidence, candidate: Candidate) -> tuple[Refusal, ...]:
    """Return every reason why a figure may enter no synthesis at all; none for one that may."""
    refusals: list[Refusal] = []
    for check in _OWN_CHECKS:
        refusals += check(evidence, candidate)
    return not_overridden(evidence, refusals, candidate)


def differences(evidence: Evidence, anchor: Candidate, other: Candidate) -> tuple[Refusal, ...]:
    """Return every reason why a figure does not go with the one a synthesis is built on."""
    refusals: list[Refusal] = []
    for check in _PAIR_CHECKS:
        refusals += check(evidence, anchor, other)
    return not_overridden(evidence, refusals, anchor, other)


def _retracted(evidence: Evidence, candidate: Candidate) -> Iterator[Refusal]:
    if candidate.study.id in evidence.retracted_studies:
        yield Refusal(Reason.RETRACTED, "a report of this study was retracted")


def _not_final(_: Evidence, candidate: Candidate) -> Iterator[Refusal]:
    result = candidate.result
    if result.interim:
        yield Refusal(Reason.INTERIM, "an interim figure of the same people")
    if result.same_as:
        yield Refusal(Reason.REPEAT, f"the same figure as {result.same_as}")
    if result.subgroup:
        yield Refusal(Reason.SUBGROUP, f"only part of the group: {result.subgroup}")
    if candidate.joined_to:
        yield Refusal(Reason.DOSE, f"its people are counted with {_joined(candidate)}")


def _joined(candidate: Candidate) -> str:
    """Return the group that holds the people of a result, by its name."""
    study = candidate.study
    _, _, name = (candidate.joined_to or "").partition("#")
    arms = (row.arm for row in study.results if row.id == name and row.arm)
    return next((study.arm(arm).label for arm in arms), name)


def _single_case(evidence: Evidence, candidate: Candidate) -> Iterator[Refusal]:
    size, design = candidate.study.size, evidence.designs.get(candidate.study.design)
    alone = size is not None and size.value == 1
    if alone or (design is not None and design.appraisal_tool == _CASE_REPORTS):
        yield Refusal(Reason.CASE_REPORT, "a report of single patients")


def _collected(_: Evidence, candidate: Candidate) -> Iterator[Refusal]:
    if candidate.result.collected:
        yield Refusal(Reason.COLLECTED, "cases collected from publications, no response rate")


def _against_the_class(evidence: Evidence, candidate: Candidate) -> Iterator[Refusal]:
    if is_against_the_class(evidence, candidate.study):
        words = "most of the people it was compared with took another drug of the class"
        yield Refusal(Reason.LIKE_DRUG, words)


def _people_of_groups(_: Evidence, candidate: Candidate) -> Iterator[Refusal]:
    if words := why_not_as_groups(candidate.study, candidate.result):
        yield Refusal(Reason.CROSSOVER, words)
    if error_factor(candidate.study, candidate.result) is None:
        words = "clusters were assigned, and how alike their people are is not known"
        yield Refusal(Reason.CLUSTERS, words)


def _second_hand(_: Evidence, candidate: Candidate) -> Iterator[Refusal]:
    source = candidate.study.sources[candidate.result.source]
    if source.rank is Rank.SECONDARY:
        yield Refusal(Reason.SECONDARY, f"read only on a secondary page ({source.kind_words})")


def _named_outcome(evidence: Evidence, candidate: Candidate) -> Iterator[Refusal]:
    measure = evidence.measures.get(candidate.result.measure)
    if measure is None or measure.kind == "description":
        yield Refusal(Reason.NO_DEFINITION, "the source gives no definition that others share")


def _stated_time(_: Evidence, candidate: Candidate) -> Iterator[Refusal]:
    if candidate.weeks is None and candidate.effect not in OVER_ALL_TIME:
        time = candidate.result.time
        yield Refusal(Reason.NO_TIME, f"only “{time}” is stated" if time else "no time is stated")


def _known_drug(_: Evidence, candidate: Candidate) -> Iterator[Refusal]:
    if candidate.drug is None:
        words = "the group took different treatments, or it is not said which"
        yield Refusal(Reason.DRUG_UNCERTAIN, words)


def _definition(evidence: Evidence, anchor: Candidate, other: Candidate) -> Iterator[Refusal]:
    # Words are refused by `why_unusable` already; a second reason would tell nothing new.
    if other.form == "words":
        return
    here, there = anchor.definition[0], other.definition[0]
    if here != there:
        words = f"measured as {_measure(evidence, other)}, not as {_measure(evidence, anchor)}"
        yield Refusal(Reason.DEFINITION, words)
    elif anchor.definition[1:3] != other.definition[1:3] and not _is_one_group(other):
        yield Refusal(Reason.DEFINITION, f"reported as {_form(other)}, not as {_form(anchor)}")
    elif _unit(evidence, anchor) != _unit(evidence, other):
        units = [_unit(evidence, each) or "no unit" for each in (other, anchor)]
        yield Refusal(Reason.DEFINITION, f"in {units[0]}, not in {units[1]}")
    elif anchor.construct and _basis(anchor) != _basis(other) and _basis(other):
        # Spreads of changes and of values differ, so that one standard deviation is not another's.
        # Cochrane Handbook, version 6, section 10.5.2.
        words = f"means {_basis(other)}, not {_basis(anchor)}: other standard deviations"
        yield Refusal(Reason.DEFINITION, words)


def _basis(candidate: Candidate) -> str:
    """Return on what two means are compared; nothing where the source prints their difference."""
    means = means_of(candidate) if candidate.controls else None
    return means.basis if means else ""


def _is_one_group(candidate: Candidate) -> bool:
    """Tell whether a comparison lacks its other group, which `why_unusable` has refused already."""
    return candidate.contrast != "single-arm" and not candidate.compares


def _unit(evidence: Evidence, candidate: Candidate) -> str:
    """Return in what a figure is given: its own unit, of means else that of the measure.

    A ratio has none, in whatever units its groups are printed, nor have standard deviations.
    """
    result, measure = candidate.result, evidence.measures.get(candidate.result.measure)
    ratio = result.is_ratio if isinstance(result, ComparisonResult) else candidate.effect in _RATIOS
    if ratio or candidate.construct:
        return ""
    of_measure = measure.unit if measure and candidate.effect == "mean-difference" else None
    return (result.unit or of_measure or "").casefold()


def _drug_class(evidence: Evidence, anchor: Candidate, other: Candidate) -> Iterator[Refusal]:
    # A drug that is not certain is refused by `_known_drug` already.
    if other.drug_class is not None and anchor.drug_class != other.drug_class:
        drug = evidence.drugs.get(other.drug or "")
        yield Refusal(Reason.DRUG_CLASS, f"people took {drug.label if drug else other.drug}")


def _contrast(_: Evidence, anchor: Candidate, other: Candidate) -> Iterator[Refusal]:
    if anchor.contrast != other.contrast:
        yield Refusal(Reason.CONTRAST, _CONTRASTS[other.contrast])


_CONTRASTS = {
    "randomised": "chance decided who was treated how",
    "comparative": "a study that compares groups not made by chance",
    "single-arm": "a study without a control group",
}


def _comparator(evidence: Evidence, anchor: Candidate, other: Candidate) -> Iterator[Refusal]:
    if not (anchor.compares and other.compares):
        return
    here, there = _control_name(evidence, anchor), _control_name(evidence, other)
    if here and there and here != there:
        yield Refusal(Reason.COMPARATOR, f"compared with {there}, not with {here}")
    elif here != there:
        unnamed = "it is not said with what it was compared" if here else f"compared with {there}"
        beside = "" if here else "; of the other it is not said with what"
        yield Refusal(Reason.COMPARATOR, f"{unnamed}{beside}")


def _control_name(evidence: Evidence, candidate: Candidate) -> str:
    """Return what a study compares with, by the name readers know: two placebos are one."""
    drug = evidence.drugs.get(candidate.comparator or "")
    return drug.label if drug else candidate.comparator or ""


def _adjustment(_: Evidence, anchor: Candidate, other: Candidate) -> Iterator[Refusal]:
    # By chance the groups are alike, so that adjusting sharpens an estimate and does not move it.
    if not anchor.contrast == other.contrast == "comparative":
        return
    if _is_adjusted(anchor) != _is_adjusted(other):
        words = "adjusted" if _is_adjusted(other) else "not adjusted for what groups differed in"
        yield Refusal(Reason.ADJUSTMENT, words)


def _is_adjusted(candidate: Candidate) -> bool:
    return isinstance(candidate.result, ComparisonResult) and bool(candidate.result.adjusted)


def _time(_: Evidence, anchor: Candidate, other: Candidate) -> Iterator[Refusal]:
    # A time that is not stated is refused by `_stated_time` already.
    if anchor.weeks is None or other.weeks is None or other.effect in OVER_ALL_TIME:
        return
    if abs(other.weeks - anchor.weeks) > TIME_TOLERANCE * anchor.weeks:
        times = f"{other.result.time}, more than 25 % away from {anchor.result.time}"
        yield Refusal(Reason.TIME, f"measured at {times}")


def _age(_: Evidence, anchor: Candidate, other: Candidate) -> Iterator[Refusal]:
    expected, age = _age_group(anchor), _age_group(other)
    # Where a source names no age group, nothing shows that the people differ.
    if expected is not None and age is not None and age != expected:
        yield Refusal(Reason.AGE, f"age group: {age}, not {expected}")


def _age_group(candidate: Candidate) -> str | None:
    population = candidate.study.population
    return population.age_group if population else None


def _subtype(evidence: Evidence, anchor: Candidate, other: Candidate) -> Iterator[Refusal]:
    first, second = terms(_subtype_of(anchor)), terms(_subtype_of(other))
    if not _go_together(first, second, randomised=other.contrast == "randomised"):
        yield Refusal(Reason.SUBTYPE, f"subtype: {_subtype_of(other)}")
    elif not _share_a_population(anchor, other):
        known = [evidence.populations.get(name) for name in other.study.populations]
        labels = [population.label for population in known if population]
        yield Refusal(Reason.SUBTYPE, f"population: {'; '.join(labels) or 'not stated'}")


def _go_together(first: frozenset[str], second: frozenset[str], *, randomised: bool) -> bool:
    """Tell whether two subtypes are one for a synthesis.

    A subtype that only says less than another is no other subtype. Relative effects of randomised
    trials depend less on who took part than what one group did: there a shared term is enough.
    """
    return first & second in (first, second) or (randomised and bool(first & second))


def _share_a_population(anchor: Candidate, other: Candidate) -> bool:
    """Tell whether studies are of the same populations, or trials both of the page's population."""
    here, there = set(anchor.study.populations), set(other.study.populations)
    if anchor.contrast == other.contrast == "randomised":
        return anchor.population in here & there if anchor.population else bool(here & there)
    return here == there


def _subtype_of(candidate: Candidate) -> str:
    population = candidate.study.population
    return (population.subtype or "") if population else ""


def _measure(evidence: Evidence, candidate: Candidate) -> str:
    measure = evidence.measures.get(candidate.result.measure)
    return f"“{measure.label if measure else candidate.result.reported_as}”"


def _form(candidate: Candidate) -> str:
    if not candidate.compares:
        return _FORMS[candidate.form]
    name = _effect_name(candidate) or "p value"
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _effect_name(candidate: Candidate) -> str:
    if isinstance(candidate.result, ComparisonResult):
        return candidate.result.effect_words
    return candidate.effect.replace("-", " ")


# All checks run, also after one has refused: a reader is to see every reason at once.
_OWN_CHECKS: tuple[Callable[[Evidence, Candidate], Iterator[Refusal]], ...] = (
    _retracted,
    _not_final,
    _single_case,
    _collected,
    _against_the_class,
    _people_of_groups,
    _second_hand,
    why_unusable,
    _named_outcome,
    _stated_time,
    _known_drug,
)
_PAIR_CHECKS: tuple[Callable[[Evidence, Candidate, Candidate], Iterator[Refusal]], ...] = (
    _definition,
    _drug_class,
    _contrast,
    _comparator,
    _adjustment,
    _time,
    _age,
    _subtype,
)
