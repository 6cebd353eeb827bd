"""The forest plot of an estimate: one outcome, one effect measure, what it rests on and no more."""

from collections.abc import Sequence

from generator.charts.trial_forest import draw_trial_forest
from generator.charts.trial_forest_plot import weight_words
from generator.charts.trial_forest_row import (
    AverageRow,
    Effect,
    Heads,
    Threshold,
    TrialForest,
    TrialGroup,
    TrialRow,
)
from generator.html.counts import shown
from generator.html.element import link
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.pictures.gallery import Caption, Gallery, Numbers
from generator.pictures.results import better_direction
from generator.pictures.trial_cells import (
    groups_of,
    says_nothing,
    shared_heads,
    sums_of,
    trust_in,
)
from generator.statistics.rounding import format_number
from generator.synthesis.contrast import is_time_to_event, lower_effect_is_better
from generator.synthesis.estimate import Estimate, Input
from generator.synthesis.importance import what_matters
from generator.synthesis.models import Pooled
from generator.tables.table import Column, Row
from generator.text.count_words import count_words
from generator.wording.estimate_names import effect_name
from generator.wording.estimate_words import body_people, estimate_title, estimate_unit
from generator.wording.inline_figures import capital, in_a_sentence
from generator.wording.result_names import outcome_name

_MOST_NAMES = 2
# Two studies at least make a picture: of one alone it would repeat its own figures.
_FEWEST = 2
# Below this spread between studies, in the units of the model, none was seen.
_NO_SPREAD = 1e-6
# Ratios that count how often something happens; other ratios compare amounts.
_OF_EVENTS = frozenset({"risk-ratio", "odds-ratio", "hazard-ratio", "rate-ratio"})
_SQUARES = "Squares are estimates, lines their 95% intervals; an arrow goes on past the axis."
_WEIGHTED = "The area of a square is the weight of its study in the average."
_TURNED = "Of a scale that runs the other way the sign of the difference is turned."
_HALF = "To draw a study with a group without events, 0.5 was added to each of its counts."
_TRUST = "Risk of bias: "
_DIAMOND = "The diamond spans the 95% interval of the average."


def estimate_forest(page: OpenPage, gallery: Gallery, estimate: Estimate, name: str) -> Safe | None:
    """Return the forest plot of an estimate; None where there is nothing to set side by side.

    Averages are drawn with their diamond; randomised trials that are not averaged without one.
    """
    if not has_forest(estimate):
        return None
    forest = forest_of(page, estimate)
    about = estimate_title(page.evidence, estimate)
    charts = draw_trial_forest(forest, about)
    return gallery.figure_for_desk_and_phone(
        name, charts, about, _caption(page, estimate, forest), _numbers(forest)
    )


def has_forest(estimate: Estimate) -> bool:
    """Tell whether an estimate is drawn: it is averaged, or rests on randomised trials."""
    if len(estimate.inputs) < _FEWEST or not (estimate.headline or estimate.is_of_trials):
        return False
    return any(entry.figure.low is not None for entry in estimate.inputs)


def forest_of(page: OpenPage, estimate: Estimate) -> TrialForest:
    """Return the rows and words of an estimate's forest plot."""
    heads = shared_heads(page, estimate.inputs)
    rows = tuple(_row(page, entry, heads, _decimals(estimate)) for entry in estimate.inputs)
    pooled = estimate.pooled if estimate.headline else None
    return TrialForest(
        groups=(TrialGroup(rows=rows),),
        heads=_heads(page, estimate, heads),
        null=None if estimate.scale == "share" else _null(estimate),
        ratio=estimate.scale == "ratio",
        ends=(0.0, 100.0) if estimate.scale == "share" else None,
        favours=_favours(page, estimate),
        average=_average(estimate, pooled) if pooled else None,
        prediction=_prediction(estimate, pooled) if pooled else None,
        thresholds=tuple(_thresholds(page, estimate)),
        sentence="" if pooled else _not_averaged(estimate),
    )


def _null(estimate: Estimate) -> float:
    return 1.0 if estimate.scale == "ratio" else 0.0


def _decimals(estimate: Estimate) -> int:
    # Standard deviations and ratios need a decimal more: 0.96 and 1.04 would both be 1.0.
    fine = estimate.scale == "ratio" or estimate.effect == "standardised-mean-difference"
    return 2 if fine else 1


def _row(page: OpenPage, entry: Input, heads: Sequence[str], decimals: int) -> TrialRow:
    study, groups = entry.candidate.study, groups_of(entry)
    trust = trust_in(page, entry, heads)
    return TrialRow(
        name=page.picture_name(study),
        treated=groups.treated,
        control=groups.control,
        effect=_effect_of(entry, decimals),
        weight=entry.weight,
        lights=trust.lights,
        overall=trust.overall,
        judged=trust.words,
        address=page.study_address(study, entry.candidate.result.id),
    )


def _effect_of(entry: Input, decimals: int) -> Effect:
    figure = entry.figure
    if says_nothing(entry):
        return Effect(printed="not estimable")
    effect = _effect(figure.scale, figure.value, figure.low, figure.high, decimals)
    if not figure.adjusted:
        return effect
    return Effect(
        printed=f"{effect.printed}\nadjusted",
        estimate=effect.estimate,
        low=effect.low,
        high=effect.high,
    )


def _effect(
    scale: str, value: float | None, low: float | None, high: float | None, decimals: int
) -> Effect:
    """Return an estimate as it is drawn and printed; shares in percent."""
    times = 100 if scale == "share" else 1
    numbers = [None if each is None else times * each for each in (value, low, high)]
    estimate, first, last = numbers
    # A dash between limits that may be negative would read as a minus.
    to = " to " if scale == "difference" else "–"
    around = ""
    if first is not None and last is not None:
        around = f"{format_number(first, decimals)}{to}{format_number(last, decimals)}"
    if estimate is not None:
        printed = format_number(estimate, decimals)
        around = f"{printed} ({around})" if around else printed
    return Effect(printed=around, estimate=estimate, low=first, high=last)


def _heads(page: OpenPage, estimate: Estimate, heads: Sequence[str]) -> Heads:
    counts = {groups_of(entry).counts for entry in estimate.inputs}
    counted = counts.pop() if len(counts) == 1 else "events / people, or n"
    unit = "%" if estimate.scale == "share" else estimate_unit(page.evidence, estimate)
    name = "share" if estimate.scale == "share" else effect_name(estimate.effect)
    control = _comparator(page, estimate)
    return Heads(
        study="Trial" if estimate.is_of_trials else "Study",
        treated=f"{_drug(page, estimate)}\n{counted}",
        control=f"{control}\n{counted}" if control else "",
        measure=", ".join(filter(None, (capital(name), unit))),
        lights=tuple(heads),
    )


def _drug(page: OpenPage, estimate: Estimate) -> str:
    drugs = dict.fromkeys(entry.candidate.drug for entry in estimate.inputs)
    known = (page.evidence.drugs.get(name or "") for name in drugs)
    labels = [drug.label for drug in known if drug]
    # More names than two would fill the head of the column; the title has them all.
    few = 0 < len(labels) == len(drugs) <= _MOST_NAMES
    return " or ".join(labels) if few else "On the drug"


def _comparator(page: OpenPage, estimate: Estimate) -> str:
    anchor = estimate.body.anchor
    if not anchor.compares:
        return ""
    known = page.evidence.drugs.get(anchor.comparator or "")
    return capital(known.label) if known else "Compared with"


def _average(estimate: Estimate, pooled: Pooled) -> AverageRow:
    treated, control = sums_of(estimate)
    people = body_people(estimate.body)
    name = effect_name(estimate.effect) if estimate.body.anchor.compares else "share"
    return AverageRow(
        name=f"Average of {_studies(estimate)}",
        detail=f"{name}; {people}",
        treated=treated,
        control=control,
        effect=_effect(pooled.scale, pooled.value, pooled.low, pooled.high, _decimals(estimate)),
        weight=100.0 if pooled.weights else None,
    )


def _studies(estimate: Estimate) -> str:
    words = ("trial", "trials") if estimate.is_of_trials else ("study", "studies")
    return count_words(len(estimate.inputs), *words)


def _prediction(estimate: Estimate, pooled: Pooled) -> AverageRow | None:
    """Return the range of a new setting; None where the method assumes one effect everywhere."""
    if pooled.tau is None:
        return None
    low, high = pooled.prediction_low, pooled.prediction_high
    effect = _effect(pooled.scale, None, low, high, _decimals(estimate))
    if low is None or high is None:
        effect = Effect(printed=f"too few {_studies(estimate).split()[-1]} to predict")
    elif pooled.tau < _NO_SPREAD:
        effect = Effect(printed="same as the average: no difference between studies seen")
    return AverageRow(name="In a new setting", detail="95% prediction interval", effect=effect)


def _not_averaged(estimate: Estimate) -> str:
    reasons = "; ".join(refusal.reason.value for refusal in estimate.refusals)
    return f"Not averaged: {reasons}." if reasons else "Not averaged."


def _favours(page: OpenPage, estimate: Estimate) -> tuple[str, str]:
    """Return what lies at both sides of no effect, in words of the outcome."""
    if not estimate.body.anchor.compares:
        return "", ""
    result = estimate.body.anchor.result
    less, more = _sides(page, estimate)
    construct = estimate.body.anchor.construct
    outcome = in_a_sentence(page.evidence, construct or outcome_name(page.evidence, result))
    drug = in_a_sentence(page.evidence, _drug(page, estimate))
    on_drug = drug if drug.startswith("on ") else f"on {drug}"
    lower_is_good = lower_effect_is_better(page.evidence, result)
    left = f"{outcome}{less} {on_drug}{' (better)' if lower_is_good else ''}"
    return left, f"{more}{' (better)' if lower_is_good is False else ''}"


def _sides(page: OpenPage, estimate: Estimate) -> tuple[str, str]:
    """Return how less of an effect follows the name of an outcome, and what more of it is called.

    Events are rarer or more frequent; a lower hazard makes the time to an event longer.
    """
    result = estimate.body.anchor.result
    if estimate.effect == "hazard-ratio" and is_time_to_event(page.evidence, result):
        return " longer", "shorter"
    # On something good, such as survival, a hazard may count the good event or its opposite.
    if estimate.effect == "hazard-ratio" and better_direction(page, result) != "lower":
        return ": lower hazard", "higher hazard"
    return (" less often", "more often") if _counts_events(estimate) else (" lower", "higher")


def _counts_events(estimate: Estimate) -> bool:
    return estimate.effect in _OF_EVENTS or estimate.effect == "risk-difference"


def _thresholds(page: OpenPage, estimate: Estimate) -> Sequence[Threshold]:
    """Return the difference of means that matters, on the side that is better."""
    anchor = estimate.body.anchor
    better = better_direction(page, anchor.result)
    if estimate.effect != "mean-difference" or better is None:
        return ()
    matters = what_matters(page.evidence, anchor.study, anchor.result, of_shares=False)
    if matters is None:
        return ()
    sign = -1 if better == "lower" else 1
    unit = estimate_unit(page.evidence, estimate) or ""
    words = f"{format_number(matters.most, 0)} {unit} {better} is a difference that matters"
    return (Threshold(value=sign * matters.most, words=words),)


def _caption(page: OpenPage, estimate: Estimate, forest: TrialForest) -> Caption:
    parts = [_SQUARES]
    if forest.heaviest:
        parts.append(_WEIGHTED)
    if forest.average:
        parts.append(_DIAMOND)
    if any(entry.candidate.turned for entry in estimate.inputs):
        parts.append(_TURNED)
    halved = [entry for entry in estimate.inputs if entry.figure.added_half]
    if not all(map(says_nothing, halved)):
        parts.append(_HALF)
    return Caption(
        shows=shown(page.evidence, (entry.candidate.study for entry in estimate.inputs)),
        about=" ".join(parts),
        key="Order: largest first.",
        how=link("#_together", "How this was computed"),
    )


def _numbers(forest: TrialForest) -> Numbers:
    heads = forest.heads
    columns = [Column(heads.study), Column(_one_line(heads.treated))]
    if heads.control:
        columns.append(Column(_one_line(heads.control)))
    columns += [Column(f"{heads.measure} (95% interval)"), Column("Weight"), Column("Risk of bias")]
    rows = [_numbers_row(forest, row) for row in forest.rows]
    averages = (row for row in (forest.average, forest.prediction) if row)
    rows += [_numbers_row(forest, row) for row in averages]
    return Numbers(columns, rows)


def _one_line(head: str) -> str:
    return head.replace("\n", ", ")


def _numbers_row(forest: TrialForest, row: TrialRow | AverageRow) -> Row:
    groups = [row.treated, row.control] if forest.heads.control else [row.treated]
    figures = (*groups, _one_line(row.effect.printed), weight_words(row.weight))
    if isinstance(row, AverageRow):
        return Row((row.name, *figures, row.detail))
    return Row((link(row.address, row.name), *figures, row.judged.removeprefix(_TRUST)))
