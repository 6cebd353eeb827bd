"""Two ratings of one thing: each says whose it is, and what differs was settled by a reason."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.audit import mentions
from generator.audit.check import check, value_check
from generator.audit.verdict import Ruling, Verdict
from generator.model.evidence import Evidence
from generator.model.finding import Finding
from generator.model.judgement import Appraisal, AppraisalItem, Certainty, RatingStatus
from generator.model.ratings import Ratings, all_ratings
from generator.model.rule import Rule

_APPRAISALS, _CERTAINTY = "data/appraisals.yml", "data/certainty.yml"
_RULES = "data/vocabulary/settling_rules.yml"


@check(
    "E358",
    "ratings-fit-together",
    "Ratings of one thing do not fit together",
    why="Only one answer can count; which one, must be told by the ratings themselves.",
    reads=("status", "study", "tool", "about"),
)
def ratings_fit_together(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each thing with two settled or second ratings, or without a first."""
    places = _places(evidence)
    for ratings in all_ratings(evidence):
        last = ratings.entries[-1]
        if misfit := _misfit(Counter(entry.status for entry in ratings.entries)):
            yield rule.broken(
                evidence.places.find(_APPRAISALS, f"[{places[id(last)]}].status"),
                seen=f"is {last.status}: {misfit}",
                expected="a first rating, at most one second, and at most one settled from both,"
                " about the same results",
                remedy="Mend status, study, tool or about, or add the rating that is missing.",
            )


def _misfit(often: Counter[RatingStatus]) -> str:
    """Return in words what is wrong with how often each status stands; nothing where all fits."""
    for status in ("second", "settled"):
        if often[status] > 1:
            return f"there are {often[status]} {status} ratings of it"
    if not often["first"]:
        return "there is no first rating of it"
    if often["settled"] and not often["second"]:
        return "there is no second rating from which it could be settled"
    return ""


@check(
    "E359",
    "blind-is-second",
    "A rating that no other came before is called blind or not blind",
    why="Only of a second rating can be said whether the first was known.",
    reads=("blind", "status", "ratings"),
)
def blind_is_second(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each first or settled rating that says whether it was blind."""
    for place, entry in enumerate(evidence.appraisals):
        if entry.blind is not None and entry.status != "second":
            yield _not_second(evidence, rule, _APPRAISALS, f"[{place}].blind", entry.status)
    for place, rating in enumerate(evidence.certainty):
        if rating.ratings and rating.ratings[0].blind is not None:
            way = f"[{place}].ratings[0].blind"
            yield _not_second(evidence, rule, _CERTAINTY, way, "first")


def _not_second(evidence: Evidence, rule: Rule, file: str, path: str, status: str) -> Finding:
    return rule.broken(
        evidence.places.find(file, path),
        seen=f"stands in a {status} rating",
        expected="blind in second ratings only",
        remedy="Take it out, or mend the order or the status of the rating.",
    )


@check(
    "E313",
    "unknown-settling-rule",
    "A rule by which a difference was settled is not in the vocabulary",
    why="A name that leads nowhere hides the reason from every page that should show it.",
    reads=("rule",),
)
def unknown_settling_rule(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each settling rule that is named and not laid down."""
    known = {settling.id for settling in evidence.settling_rules}
    for mention in mentions.of_vocabulary(evidence, "settling rule", ()):
        if mention.id not in known:
            yield rule.broken(
                evidence.places.find(mention.file, mention.path),
                seen=f"is {mention.id!r}",
                expected=f"an id that stands in {_RULES}",
                remedy=f"Mend the spelling, or add the rule to {_RULES}.",
            )


@value_check(
    "W505",
    "difference-is-settled",
    "A difference between raters was not settled by a rule",
    checked="How a difference between raters was settled",
    why="An answer that counts although a rater gave another one needs its reason in sight.",
    method="MECIR, standard C53: how disagreements are resolved is laid down beforehand",
    reads=("rule", "answer", "status"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
def difference_is_settled(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each answer that counts follows both raters, or a rule where they differ."""
    places = _places(evidence)
    for ratings in all_ratings(evidence):
        if ratings.both:
            yield from _of_ratings(ratings, places[id(ratings.settled)])


class _Answers(NamedTuple):
    """What two raters and the entry that counts say of one question; None where one is silent."""

    first: str | None
    second: str | None
    settled: AppraisalItem


def _of_ratings(ratings: Ratings, place: int) -> Iterator[Verdict]:
    first, second = (_by_id(entry) for entry in ratings.both or ())
    for number, answered in enumerate(ratings.settled.items):
        answers = _Answers(first.get(answered.id), second.get(answered.id), answered)
        fault = _fault(answers)
        given = f"{answers.first or 'nothing'} and {answers.second or 'nothing'}"
        yield Verdict(
            ruling=Ruling.TO_READ.unless(not fault),
            study=ratings.settled.study,
            path=f"[{place}].items[{number}]",
            words=f"is {answered.answer}; the raters answered {given}",
            file=_APPRAISALS,
            expected=fault,
            remedy="Settle it by a rule of the vocabulary and name that, or mend the answer.",
        )


def _by_id(entry: Appraisal) -> Mapping[str, str]:
    return {answered.id: answered.answer for answered in entry.items}


def _fault(answers: _Answers) -> str:
    """Return what an answer that counts should be, where it is not; nothing where all is well."""
    first, second, settled = answers
    if settled.answer not in (first, second):
        return "one of the answers that the raters gave"
    if first != second and not settled.rule:
        return "the rule by which the difference was settled"
    if first == second and settled.rule:
        return "no rule where the raters agree"
    return ""


@value_check(
    "W506",
    "settled-certainty-has-reason",
    "A settled rating of certainty is not what the raters judged, and no reason is given",
    checked="Settled rating of certainty against the raters",
    why="A level that counts although a rater judged another one needs its reason in sight.",
    method="GRADE: judgements are explicit, with their reasons; Guyatt G and others. BMJ"
    " 2008;336:924-926",
    reads=("rating", "ratings", "settled_because"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
def settled_certainty_has_reason(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each rating that was made twice is what all judged, or says why it is not."""
    for place, rating in enumerate(evidence.certainty):
        if rating.ratings:
            yield _of_certainty(place, rating)


def _of_certainty(place: int, rating: Certainty) -> Verdict:
    judged = [made.rating for made in rating.ratings]
    alike = set(judged) == {rating.rating}
    fits = alike != bool(rating.settled_because)
    return Verdict(
        ruling=Ruling.TO_READ.unless(fits),
        path=f"[{place}].rating",
        words=f"is {rating.rating}; the raters judged {', '.join(judged)}",
        file=_CERTAINTY,
        expected="no reason for settling where all judged the same"
        if alike
        else "the reason, under settled_because",
        remedy="Give the reason under settled_because, or mend the rating.",
    )


def _places(evidence: Evidence) -> Mapping[int, int]:
    """Return at which place of the file each entry stands."""
    # Two entries may say the same; only they themselves tell which is which.
    return {id(entry): place for place, entry in enumerate(evidence.appraisals)}
