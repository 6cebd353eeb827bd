"""The outcomes chosen for a summary of findings: few enough to be read, each with its rating."""

from collections.abc import Iterator

from generator.audit.check import value_check
from generator.audit.verdict import Ruling, Verdict
from generator.model.evidence import Evidence

# What a summary of findings holds at most, by GRADE: see the method of the rule.
_MOST = 7
_FILE = "data/topic.yml"


@value_check(
    "W501",
    "few-outcomes",
    "More than seven outcomes are chosen for a population",
    checked="How many outcomes are chosen for a population",
    why="A summary that lists everything is read by nobody, and leaves room to choose after "
    "the fact.",
    method="Guyatt G and others. J Clin Epidemiol 2011;64:395-400: a summary holds seven "
    "outcomes at most",
    reads=("outcomes",),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
def few_outcomes(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether at most seven outcomes are chosen for each population."""
    for place, group in enumerate(evidence.topic.summary_of_findings):
        count = len(group.outcomes)
        yield Verdict(
            ruling=Ruling.CANNOT_BE.unless(count <= _MOST),
            path=f"summary_of_findings[{place}].outcomes",
            words=f"are {count} for {group.population}",
            file=_FILE,
            expected=f"at most {_MOST}",
            remedy="Leave out the least important, or show it among the results alone.",
        )


@value_check(
    "W502",
    "chosen-is-rated",
    "A chosen outcome names a rating that is not there",
    checked="Whether a chosen outcome names a rating that is there",
    why="A rating that is not found shows as not yet rated, although it may only be misspelt.",
    method="The ids of data/certainty.yml",
    reads=("certainty", "population"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
def chosen_is_rated(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each chosen outcome names a rating of its own population.

    As long as nothing is rated, a rating is not misspelt but still to be made.
    """
    ratings = {rating.id: rating for rating in evidence.certainty}
    for place, group in enumerate(evidence.topic.summary_of_findings):
        for number, outcome in enumerate(group.outcomes):
            # Without a name for its rating the row is not yet rated, and nothing is misspelt.
            if outcome.certainty is None:
                continue
            rating = ratings.get(outcome.certainty)
            fits = rating is not None and rating.population == group.population
            yield _rated(
                f"summary_of_findings[{place}].outcomes[{number}].certainty",
                outcome.certainty,
                Ruling.CANNOT_BE.unless(fits) if ratings else Ruling.NOT_TESTABLE,
                group.population,
            )


def _rated(path: str, rating: str, ruling: Ruling, population: str) -> Verdict:
    untestable = ruling is Ruling.NOT_TESTABLE
    return Verdict(
        ruling=ruling,
        path=path,
        words=f"is {rating}: nothing is rated yet" if untestable else f"is {rating}",
        file=_FILE,
        expected="" if untestable else f"a rating of {population}",
        remedy="Mend the spelling, or judge the certainty in data/certainty.yml.",
    )
