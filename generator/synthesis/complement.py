"""Results counted from one side: survivors of one study and deaths of another are both deaths.

A measure of the vocabulary may name its complement, the measure that counts everybody else. What
can be turned without loss is turned: counts and percentages, a difference of risks, an odds ratio.
A ratio of risks or of hazards cannot: it depends on how many were counted on the other side, so
that it stays as printed (Cochrane Handbook for Systematic Reviews of Interventions, version 6,
section 10.4.3: the risk ratio depends on which of two outcomes is called the event, the odds ratio
does not).
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from generator.model.evidence import Evidence
from generator.model.number import Count, Number
from generator.model.result import ComparisonResult, NarrativeResult, ProportionResult, Result
from generator.model.study import Harm, Study

# What a bound becomes once the value is taken from the whole: more than 80 alive, under 20 dead.
_OTHER_WAY = {"=": "=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
# A turned odds ratio is worked out here, and shown with as many decimals as other ratios.
_TWO_DECIMALS = Decimal("0.01")


def counted_alike(evidence: Evidence, study: Study) -> Study:
    """Return a study with its results counted from the side on which studies are compared."""
    complements = complements_of(evidence)
    if not any(result.measure in complements for result in study.results):
        return study
    results = (
        _named(evidence, result, _turned(result, complements.get(result.measure)))
        for result in study.results
    )
    return replace(study, results=tuple(results))


def repeats_what_is_printed(evidence: Evidence, study: Study, result: Result) -> str | None:
    """Return the id of the printed result that a turned one repeats; None where it is the first.

    A study that prints survivors and deaths of one group has told the same thing twice.
    """
    if as_printed(evidence, study, result) is None:
        return None
    asked = _question(result)
    same = (other for other in study.results if other.id != result.id and _question(other) == asked)
    return next((other.id for other in same if as_printed(evidence, study, other) is None), None)


def _question(result: Result) -> tuple[object, ...]:
    when = str(result.time or "")
    parts = (result.arm, result.against, result.subgroup, result.interim, type(result))
    return (result.measure, when, *parts)


def _named(evidence: Evidence, printed: Result, turned: Result) -> Result:
    """Return a turned result under the name of what it counts now."""
    if turned.measure == printed.measure or isinstance(turned, NarrativeResult):
        return turned
    return replace(turned, reported_as=evidence.measures[turned.measure].label)


def as_printed(evidence: Evidence, study: Study, row: Result | Harm) -> Result | None:
    """Return the figure of the source behind one that was turned; None for a figure as printed."""
    if isinstance(row, Harm) or not _has_figures(row) or study.id not in evidence.studies:
        return None
    rows = evidence.studies[study.id].results
    printed = next((result for result in rows if result.id == row.id), None)
    return printed if printed and printed.measure != row.measure else None


def cannot_be_turned(evidence: Evidence, result: Result) -> bool:
    """Tell whether a result counts the other side and has to stay as it is printed."""
    measure = evidence.measures.get(result.measure)
    return measure is not None and measure.complement is not None


def complements_of(evidence: Evidence) -> Mapping[str, str]:
    """Return the measures that have a complement, each with it."""
    measures = evidence.measures.values()
    return {measure.id: measure.complement for measure in measures if measure.complement}


def _has_figures(result: Result) -> bool:
    if isinstance(result, ComparisonResult):
        return result.value is not None
    return isinstance(result, ProportionResult)


def _turned(result: Result, complement: str | None) -> Result:
    """Return a result counted from the other side; the result itself where that cannot be done."""
    if complement is None:
        return result
    if isinstance(result, ProportionResult):
        return _share(result, complement)
    if isinstance(result, ComparisonResult):
        return _comparison(result, complement)
    # Words tell what is good for people, from whichever side they count.
    return replace(result, measure=complement) if isinstance(result, NarrativeResult) else result


def _share(result: ProportionResult, complement: str) -> ProportionResult:
    events, total = result.events, result.total
    counted = events is not None and total is not None and events.value <= total.value
    # A count without its total cannot be turned; a percentage beside it can.
    if result.percent is None and not counted:
        return result
    others = _count(total.value - events.value) if counted and events and total else None
    return replace(
        result,
        measure=complement,
        events=others,
        percent=_rest_of_hundred(result.percent),
        ci_low=_rest_of_hundred(result.ci_high),
        ci_high=_rest_of_hundred(result.ci_low),
    )


def _comparison(result: ComparisonResult, complement: str) -> ComparisonResult:
    turn = {"risk-difference": _negative, "odds-ratio": _reciprocal}.get(result.effect)
    if result.effect == "p-only":
        return replace(result, measure=complement)
    # An odds ratio of 0 has no reciprocal.
    if turn is None or any(number and not number.value for number in _ratio_parts(result)):
        return result
    return replace(
        result,
        measure=complement,
        value=turn(result.value),
        ci_low=turn(result.ci_high),
        ci_high=turn(result.ci_low),
    )


def _ratio_parts(result: ComparisonResult) -> tuple[Number | None, ...]:
    return (result.value, result.ci_low, result.ci_high) if result.effect == "odds-ratio" else ()


def _count(value: int) -> Count:
    return Count(str(value), value)


def _rest_of_hundred(percent: Number | None) -> Number | None:
    return None if percent is None else _number(100 - percent.value, percent.relation)


def _negative(number: Number | None) -> Number | None:
    return None if number is None else _number(-number.value, number.relation)


def _reciprocal(number: Number | None) -> Number | None:
    if number is None:
        return None
    return _number((1 / number.value).quantize(_TWO_DECIMALS), number.relation)


def _number(value: Decimal, relation: str) -> Number:
    turned = _OTHER_WAY[relation]
    return Number(f"{turned.removeprefix('=')}{value}", value, turned)
