"""The nine items of synthesis without meta-analysis (SWiM), answered from the records for one comparison."""

from collections import Counter
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.synthesis.compare import Comparison
from generator.synthesis.eligibility import TIME_TOLERANCE
from generator.synthesis.estimate import FEWEST_FOR_MODEL, FEWEST_PEOPLE
from generator.synthesis.participants import count_people
from generator.synthesis.study_design import has_control

SOURCE = "Campbell M and others. BMJ 2020;368:l6890"
# The order in which rows stand wherever results are listed without an average.
ORDERING_KEY = (
    "by drug in the order of the vocabulary, which ranks nothing; then the largest study first; "
    "then the order of the record"
)


class SwimItem(NamedTuple):
    """One of the nine items: its number, its name and the answer."""

    number: int
    name: str
    answer: str


def answer_swim(evidence: Evidence, comparison: Comparison) -> tuple[SwimItem, ...]:
    """Return the nine items answered for a comparison (Campbell M and others. BMJ 2020;368:l6890)."""
    answers = (
        ("Grouping of studies", _grouping(comparison)),
        ("Standardised metric", _metric()),
        ("Synthesis method", _method(comparison)),
        ("Which results come first", _priority(evidence)),
        ("Heterogeneity", _heterogeneity(evidence, comparison)),
        ("Certainty", _certainty(comparison)),
        ("How it is shown", f"One picture and one table in the same order: {ORDERING_KEY}."),
        ("Results", _results(evidence, comparison)),
        ("Limits", _limits(evidence, comparison)),
    )
    return tuple(SwimItem(number, name, words) for number, (name, words) in enumerate(answers, 1))


def _grouping(comparison: Comparison) -> str:
    groups = len([group for group in comparison.groups if group.drug])
    return (
        f"By population and domain of outcome, then by drug ({_many(groups, 'drug')} here): a reader asks what a drug "
        "did in patients like these. Within a drug, results go together only with the same definition, contrast, "
        f"comparator, age group and subtype, at times no more than {TIME_TOLERANCE * 100:.0f} % apart."
    )


def _metric() -> str:
    return (
        "Shares of people with their count and Wilson interval; mean changes in the scale's own units; ratios as "
        "printed, or the risk ratio of printed counts. No standardised change from before to after is used: it depends "
        "on a correlation that is not reported, and mixes effect with spread."
    )


def _method(comparison: Comparison) -> str:
    if any(one.pooled for one in comparison.estimates):
        return "Where a model is allowed it is shown with its inputs; all other results are listed and their range given."
    return (
        "No average: results are listed, and the range is given where two or more go together. Results are not counted "
        "by their direction or by significance, since that ignores size and would reward small studies."
    )


def _priority(evidence: Evidence) -> str:
    chosen = "in the order of the outcomes chosen for this population before results were seen"
    order = chosen if evidence.topic.summary_of_findings else "in the order of the vocabulary"
    return f"Domains stand {order}; {ORDERING_KEY}."


def _heterogeneity(evidence: Evidence, comparison: Comparison) -> str:
    studies = comparison.studies
    designs = Counter(evidence.designs[study.design].label.lower() for study in studies)
    measures = {one.result.measure for group in comparison.groups for one in group.final}
    words = ", ".join(f"{label} {count}" for label, count in designs.most_common())
    return (
        f"Seen in the table, not tested: {_many(len(measures), 'measure')} in "
        f"{_many(len(studies), 'study', 'studies')} ({words}). Design, drug, time and size stand in each row."
    )


def _certainty(comparison: Comparison) -> str:
    if not comparison.ratings:
        return "Not yet rated for this outcome."
    return (
        "; ".join(
            f"{rating.outcome}: {rating.rating} ({rating.rater})" for rating in comparison.ratings
        )
        + "."
    )


def _results(evidence: Evidence, comparison: Comparison) -> str:
    parts = []
    for group in comparison.groups:
        drug = evidence.drugs[group.drug].label if group.drug else "Drug not certain"
        told = sum(one.form == "words" for one in group.final)
        figures = len(group.final) - told
        parts.append(
            f"{drug}: {_many(len(group.studies), 'study', 'studies')}, {_many(figures, 'final figure')}"
            f"{f', {told} told in words' if told else ''}"
        )
    return "; ".join(parts) + "."


def _limits(evidence: Evidence, comparison: Comparison) -> str:
    studies = comparison.studies
    alone = sum(not has_control(evidence, study) for study in studies)
    people = count_people(evidence, studies)
    return (
        f"{alone} of {_many(len(studies), 'study', 'studies')} without a control group at the same time, so no effect "
        f"can be told from the natural course; {people.high} people at most. From fewer than {FEWEST_FOR_MODEL} "
        f"studies or {FEWEST_PEOPLE} people nothing is averaged. Small favourable reports are likelier to be published."
    )


def _many(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or f'{one}s'}"
