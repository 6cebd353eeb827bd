"""The outcomes chosen for a summary of findings: few enough to be read, and each with its rating."""

from collections.abc import Iterator

from generator.audit.check import value_check
from generator.audit.verdict import Ruling, Verdict
from generator.model.evidence import Evidence

_MOST = 7
_FILE = "data/topic.yml"


@value_check(
    "W501",
    "few-outcomes",
    "More than seven outcomes are chosen for a population",
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
        yield _verdict(
            f"summary_of_findings[{place}].outcomes",
            Ruling.AGREES if count <= _MOST else Ruling.CANNOT_BE,
            f"are {count} for {group.population}",
            f"at most {_MOST}",
            "Leave out the least important, or show it among the results alone.",
        )


@value_check(
    "W502",
    "chosen-is-rated",
    "A chosen outcome names a rating that is not there",
    why="A rating that is not found shows as not yet appraised, although it may only be misspelt.",
    method="The ids of data/certainty.yml",
    reads=("certainty", "population"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
def chosen_is_rated(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each chosen outcome names a rating of its own population; one not yet judged is not testable."""
    ratings = {rating.id: rating for rating in evidence.certainty}
    for place, group in enumerate(evidence.topic.summary_of_findings):
        for number, outcome in enumerate(group.outcomes):
            path = f"summary_of_findings[{place}].outcomes[{number}].certainty"
            rating = ratings.get(outcome.certainty)
            remedy = "Mend the spelling, or judge the certainty in data/certainty.yml."
            if rating is None and not ratings:
                yield _verdict(
                    path,
                    Ruling.NOT_TESTABLE,
                    f"is {outcome.certainty}: nothing is rated yet",
                    "",
                    remedy,
                )
                continue
            fits = rating is not None and rating.population == group.population
            ruling = Ruling.AGREES if fits else Ruling.CANNOT_BE
            yield _verdict(
                path, ruling, f"is {outcome.certainty}", f"a rating of {group.population}", remedy
            )


def _verdict(path: str, ruling: Ruling, words: str, expected: str, remedy: str) -> Verdict:
    return Verdict(
        ruling=ruling, study="", path=path, words=words, file=_FILE, expected=expected, remedy=remedy,
    )  # fmt: skip
