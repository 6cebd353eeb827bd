"""What is said of two raters: whether they knew each other's answers, and how far they agree."""

from collections.abc import Iterator

from generator.model.evidence import Evidence
from generator.statistics.rater_agreement import Coefficient
from generator.statistics.rounding import format_number
from generator.synthesis.two_raters import RatersOfCertainty, RatersOfStudies
from generator.text.count_words import count_words

# What kappa is and is not: it stands wherever one is shown.
KAPPA = (
    "Kappa is agreement beyond chance: 1 is full agreement, 0 no more than chance would give. It is"
    " weighted: answers stand on three steps (good; middle or not known; bad), and a step apart"
    " counts as half agreement. Answers that say that a question does not apply are left out of it."
    " Its 95% interval takes each answer by itself; those on one study belong together, so the"
    " interval is too narrow. Where nearly all answers are alike, kappa is near 0 or cannot be"
    " worked out, however often the raters agree."
)


def blind_words(blind: bool | None) -> str:
    """Return whether the second rater knew the first rating."""
    if blind is None:
        return "Whether the second rater knew the first answers was not written down."
    if blind:
        return "The second rater had not seen the first answers."
    return "The second rater knew the first answers, so this is no test of agreement."


def same_words(same: int, items: int) -> str:
    """Return how often two raters answered alike: `the same answer to 3 of 5 questions`."""
    return f"the same answer to {same} of {count_words(items, 'question')}"


def percent_words(same: int, items: int) -> str:
    """Return a count and its percentage: `301 of 362 (83.1%)`; nothing to compare is said so.

    >>> percent_words(301, 362), percent_words(0, 0)
    ('301 of 362 (83.1%)', 'none to compare')
    """
    if not items:
        return "none to compare"
    return f"{same} of {items} ({format_number(100 * same / items)}%)"


def kappa_words(kappa: Coefficient | None, *, one_sided: bool = False) -> str:
    """Return kappa with its interval, or why it has none or says nothing.

    >>> kappa_words(Coefficient(value=0.7975, se=0.0301))
    '0.80 (95% interval 0.74 to 0.86)'
    >>> kappa_words(None)
    'not defined'
    """
    if kappa is None:
        return "not defined"
    value = format_number(kappa.value, 2)
    if one_sided:
        return f"{value} (one rater gave one answer throughout)"
    if not kappa.se:
        return f"{value} (no interval)"
    low, high = (format_number(limit, 2) for limit in kappa.interval())
    return f"{value} (95% interval {low} to {high})"


def studies_sentence(raters: RatersOfStudies) -> str:
    """Return how many appraisals two people made, how many of them blind; none, some or all.

    >>> studies_sentence(RatersOfStudies(tools=(), every=None, blind=0, known=0, once=3))
    'One person made each of the 3 appraisals, so agreement cannot be worked out.'
    """
    twice = raters.blind + raters.known
    if not twice:
        return _once(raters.once)
    made = f"Two raters each made {count_words(twice, 'appraisal')}"
    alone = f", and one person made {raters.once} more" if raters.once else ""
    return f"{made}{alone}. {_blind(raters)}"


def certainty_sentence(raters: RatersOfCertainty) -> str:
    """Return how far the raters of certainty agree."""
    if not raters.ratings:
        rated = count_words(raters.known, "outcome")
        return f"Certainty: two people rated {rated}, no second rating is known to be blind."
    rated = f"Certainty: two people rated {count_words(raters.ratings, 'outcome')} blind"
    same = f"{rated}, {raters.same or 'none'} of them the same."
    return f"{same} {_levels(raters)}{_not_blind(raters.known)}"


def _levels(raters: RatersOfCertainty) -> str:
    if not raters.graded:
        return "To none did both give a level of GRADE."
    return (
        "Of those to which both gave a level of GRADE,"
        f" {raters.graded_same} of {raters.graded} are the same; weighted kappa"
        f" {kappa_words(raters.kappa)}."
    )


def _not_blind(known: int) -> str:
    if not known:
        return ""
    return f" {known} more, not known to be rated blind, {'is' if known == 1 else 'are'} left out."


def team_sentence(evidence: Evidence) -> str:
    """Return what agreement between the raters of a record cannot tell."""
    teams = {_team(rater) for rater in _raters(evidence)}
    limits = "It tells how alike the questions are answered, not whether the answers are right."
    if len(teams) == 1 and (team := teams.pop()):
        return (
            f"These are two readings of the same record within one team ({team}), not the"
            f" agreement of independent institutions. {limits}"
        )
    return f"These are two readings of the same record. {limits}"


def _once(appraisals: int) -> str:
    if not appraisals:
        return "No study has been appraised yet."
    if appraisals == 1:
        return "One person made the one appraisal, so agreement cannot be worked out."
    return (
        f"One person made each of the {appraisals} appraisals, so agreement cannot be worked out."
    )


def _blind(raters: RatersOfStudies) -> str:
    if not raters.blind:
        return (
            "No second rating is known to have been made before the first was seen, so none counts"
            " as agreement."
        )
    if not raters.known:
        each = "Each second rating" if raters.blind > 1 else "The second rating"
        return f"{each} was made before the first was seen."
    made = "was" if raters.blind == 1 else "were"
    left = "is" if raters.known == 1 else "are"
    return (
        f"{raters.blind} of the second ratings {made} made before the first was seen; the other"
        f" {raters.known} {left} left out below."
    )


def _raters(evidence: Evidence) -> Iterator[str]:
    yield from (entry.rater for entry in evidence.appraisals)
    for rating in evidence.certainty:
        yield from (judged.rater for judged in rating.ratings)


def _team(rater: str) -> str:
    """Return the team of a rater who is named as `team, role`; nothing where there is none."""
    return rater.rpartition(",")[0].strip()
