"""The nine items of synthesis without meta-analysis (SWiM), answered for one comparison."""

from collections import Counter
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.synthesis.arms_of_result import is_compared
from generator.synthesis.compare import Comparison, DrugGroup
from generator.synthesis.eligibility import TIME_TOLERANCE
from generator.synthesis.estimate import FEWEST_FOR_MODEL, FEWEST_PEOPLE, FEWEST_TRIALS
from generator.synthesis.participants import count_people
from generator.text.count_words import count_words, noun_for
from generator.wording.inline_figures import in_a_sentence

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
    """Return the nine items answered for a comparison.

    Source: Campbell M and others. BMJ 2020;368:l6890.
    """
    answers = (
        ("Grouping of studies", _grouping(comparison)),
        ("Standardised metric", _metric()),
        ("Synthesis method", _method(comparison)),
        ("Which results come first", _priority(evidence)),
        ("Heterogeneity", _heterogeneity(evidence, comparison)),
        ("Certainty", _certainty(comparison)),
        ("How it is shown", f"Pictures and a table in the same order: {ORDERING_KEY}."),
        ("Results", _results(evidence, comparison)),
        ("Limits", _limits(evidence, comparison)),
    )
    return tuple(SwimItem(number, name, answer) for number, (name, answer) in enumerate(answers, 1))


def _grouping(comparison: Comparison) -> str:
    certain = sum(group.drug is not None for group in comparison.groups)
    drugs = count_words(certain, "drug") if certain else "no certain drug"
    return (
        f"By population and domain of outcome, then by drug ({drugs} here): a reader asks what a "
        "drug did in people like these. Within a drug, results go together only with the same "
        "definition, contrast, comparator, age group and subtype, at times no more than "
        f"{TIME_TOLERANCE * 100:.0f} % apart."
    )


def _metric() -> str:
    return (
        "Of two groups: the risk ratio of printed counts, the rate ratio of printed events in time,"
        " the difference of printed means, or the effect as printed. Of one group: shares of people"
        " with their count and Wilson interval; mean changes in the scale's own units. No "
        "standardised change from before to after is used: it depends on a correlation that is not "
        "reported, and mixes effect with spread."
    )


def _method(comparison: Comparison) -> str:
    if any(estimate.pooled for estimate in comparison.estimates):
        return (
            "Where a model is allowed it is shown with its inputs; all other results are listed "
            "and their range given."
        )
    return (
        "No average: results are listed, and the range is given where two or more go together. "
        "Results are not counted by their direction or by significance, since that ignores size "
        "and would reward small studies."
    )


def _priority(evidence: Evidence) -> str:
    order = "in the order of the vocabulary"
    if evidence.topic.summary_of_findings:
        order = "in the order of the outcomes chosen for this population before results were seen"
    return f"Domains stand {order}; {ORDERING_KEY}."


def _heterogeneity(evidence: Evidence, comparison: Comparison) -> str:
    studies = comparison.studies
    designs = Counter(evidence.designs[study.design].label for study in studies)
    kinds = ", ".join(
        f"{in_a_sentence(evidence, label)} {count}" for label, count in designs.most_common()
    )
    measures: set[str] = set()
    for group in comparison.groups:
        measures.update(candidate.result.measure for candidate in group.final)
    measured = count_words(len(measures), "measure") if measures else "no final figure"
    pooled = any(estimate.pooled for estimate in comparison.estimates)
    seen = "Beside each average; else seen" if pooled else "Seen"
    return (
        f"{seen} in the table, not tested: {measured} in "
        f"{count_words(len(studies), 'study', 'studies')} ({kinds}). "
        "Design, drug, time and size stand in each row."
    )


def _certainty(comparison: Comparison) -> str:
    ratings = (f"{row.outcome}: {row.rating} ({row.rater})" for row in comparison.ratings)
    return f"{'; '.join(ratings)}." if comparison.ratings else "Not yet rated for this outcome."


def _results(evidence: Evidence, comparison: Comparison) -> str:
    return f"{'; '.join(_of_drug(evidence, group) for group in comparison.groups)}."


def _of_drug(evidence: Evidence, group: DrugGroup) -> str:
    drug = evidence.drugs[group.drug].label if group.drug else "Drug not certain"
    in_words = sum(candidate.form == "words" for candidate in group.final)
    studies = count_words(len(group.studies), "study", "studies")
    figures = len(group.final) - in_words
    parts = [count_words(figures, "final figure")] if figures else []
    if in_words:
        parts.append(f"{in_words} told in words")
    return f"{drug}: {studies}, {', '.join(parts) or 'no final figure'}"


def _alone(alone: int, studies: int) -> str:
    """Return how many studies had no control group, and what that leaves open."""
    group = "control group at the same time for this"
    if not alone:
        return f"Every study has a {group}"
    left_open = "cannot show what would have happened anyway"
    if alone == studies:
        return f"No study has a {group}, so these figures {left_open}"
    verb, of = noun_for(alone, "has", "have"), count_words(studies, "study", "studies")
    return f"{alone} of {of} {verb} no {group}, and {left_open}"


def _limits(evidence: Evidence, comparison: Comparison) -> str:
    studies = comparison.studies
    compared = {entry.study.id for entry in comparison.entries if is_compared(evidence, *entry)}
    alone = sum(study.id not in compared for study in studies)
    people = count_people(evidence, studies)
    counted = "how many people they had is not known"
    if people.high:
        unknown = count_words(people.unknown, "study", "studies")
        beside = f" beside {unknown} of unknown size" if people.unknown else ""
        counted = f"{count_words(people.high, 'person', 'people')} at most{beside}"
    return (
        f"{_alone(alone, len(studies))}; {counted}. "
        f"From fewer than {FEWEST_TRIALS} randomised trials, {FEWEST_FOR_MODEL} other studies or "
        f"{FEWEST_PEOPLE} people nothing is averaged. "
        "Small favourable reports are likelier to be published."
    )
