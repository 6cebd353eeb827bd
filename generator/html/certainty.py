"""How certain an outcome is: the mark of a rating, its sentence and its reasons."""

from collections.abc import Iterator, Sequence

from generator.html.element import (
    badge,
    judged,
    kind_mark,
    link,
    listed,
    missing,
    paragraph,
    small,
    spaced,
    tag,
    together,
)
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.notices import doubts
from generator.html.open_page import OpenPage
from generator.model.judgement import Certainty, CertaintyStep
from generator.model.study import Study
from generator.synthesis.findings import NOT_RATED, Outcome
from generator.synthesis.trial_findings import TrialFinding
from generator.wording.inline_figures import Piece, Quoted, Sentence
from generator.wording.outcome_sentence import sentence
from generator.wording.trial_words import target_words

# The signs of GRADE for each level, the lowest first: ranges and the map rely on this order.
_CIRCLES = {"very low": "⊕◯◯◯", "low": "⊕⊕◯◯", "moderate": "⊕⊕⊕◯", "high": "⊕⊕⊕⊕"}
LEVELS = tuple(_CIRCLES)
# Rings to be filled once somebody has judged.
_DUE = "◌◌◌◌"


def certainty_mark(certainty: str) -> Safe:
    """Return a rating as a judgement: its word, with the circles of GRADE where it has them."""
    if certainty == NOT_RATED:
        return spaced(tag("span", _DUE, class_="ev-grade", aria_hidden="true"), missing(certainty))
    if certainty not in _CIRCLES:
        return judged(certainty)
    circles = tag("span", _CIRCLES[certainty], class_="ev-grade", aria_hidden="true")
    return spaced(circles, judged(certainty))


def certainty_sign(levels: Sequence[str]) -> Safe | None:
    """Return levels of certainty, lowest first, as the circles of GRADE."""
    if not levels:
        return None
    ends = dict.fromkeys((levels[0], levels[-1]))
    return tag("span", "–".join(_CIRCLES[level] for level in ends), class_="ev-grade")


def level_words(levels: Sequence[str]) -> str:
    """Return levels of certainty, lowest first, in words."""
    return levels[0] if len(levels) == 1 else f"{levels[0]} to {levels[-1]}"


def linked_sentence(page: OpenPage, pieces: Sentence) -> Safe:
    """Return a generated sentence in which each number leads to its address."""
    return together(_linked(page, piece) for piece in pieces)


def computed_sentence(page: OpenPage, outcome: Outcome) -> Safe:
    """Return the sentence, marked as computed, and the figures behind it."""
    spoken = sentence(page.evidence, outcome)
    lead = spaced(linked_sentence(page, spoken.lead), kind_mark("computed"))
    parts = [paragraph(lead, class_="ev-sentence")]
    if spoken.figures:
        parts.append(paragraph(linked_sentence(page, spoken.figures), class_="ev-behind"))
    return together((*parts, doubts(page, studies_of(outcome))))


def trials_lead(page: OpenPage, outcome: Outcome) -> Safe:
    """Return the sentence alone, for a row whose cells hold the figures behind it."""
    lead = linked_sentence(page, sentence(page.evidence, outcome).lead)
    return paragraph(spaced(lead, kind_mark("computed")), class_="ev-sentence")


def studies_of(outcome: Outcome) -> list[Study]:
    """Return the studies whose figures bear on an outcome, those of the background too."""
    figures = (*outcome.alone, *outcome.background)
    return [
        *(contrast.study for contrast in outcome.contrasts),
        *(figure.study for figure in figures),
    ]


def judge_again(outcome: Outcome) -> Safe | None:
    """Return that a rating no longer fits, since a study was retracted or came in later."""
    return together(_outdated(outcome), " ") or None


def rating_reasons(
    page: OpenPage, rating: Certainty, finding: TrialFinding | None = None
) -> Iterator[Safe]:
    """Yield why a rating is what it is: reason, steps, rater, warnings, and what was left out.

    With the target of the rating is said whether what trials found crosses it.
    """
    yield paragraph(explain(page, rating.reason))
    if rating.target:
        yield paragraph(target_words(finding, rating.target))
    yield listed(page.named(step) for step in rating_steps(rating))
    compared = f"{rated_drug(page, rating)}, against {rating.comparison.against}"
    judged_by = f"Judged by {rating.rater}, {rating.date.words()}."
    yield paragraph(small(f"Compared: {compared}. {judged_by}"))
    if ratings := list(both_ratings(page, rating)):
        yield paragraph(small("Rated by: "), together(ratings, "; "), ".")
    if rating.settled_because:
        yield paragraph(small("Settled: "), explain(page, rating.settled_because))
    if rating.note:
        yield paragraph(explain(page, rating.note))
    if warnings := list(_warnings(page, rating)):
        yield paragraph(small("Notices that bear on this: "), together(warnings, ", "))
    if rating.not_counted:
        yield paragraph(small("Not counted:"))
        yield listed(not_counted(page, rating))


def both_ratings(page: OpenPage, rating: Certainty) -> Iterator[Safe]:
    """Yield what each rater judged on which day, and whether the first rating was known then."""
    for rated in rating.ratings:
        known = {True: ", before the first was seen", False: ", with the first known", None: ""}
        made = f"{rated.rater}, {rated.date.words()}{known[rated.blind]}"
        yield tag("span", judged(rated.rating), " ", small(explain(page, f"({made})")))


def rating_steps(rating: Certainty) -> Iterator[str]:
    """Yield where a rating starts, and each step down and up with its reason."""
    yield f"starts at {rating.start.level}: {rating.start.reason}"
    yield from (_step(step, "down") for step in rating.down)
    yield from (_step(step, "up") for step in rating.up)


def rated_drug(page: OpenPage, rating: Certainty) -> str:
    """Return the name of the drug, or the class of drugs, that a rating is about."""
    drug = page.evidence.drugs.get(rating.comparison.drug)
    return drug.label if drug else rating.comparison.drug


def not_counted(page: OpenPage, rating: Certainty) -> list[Safe]:
    """Return each result that a rating does not count, with the reason."""
    return [
        together((number_link(page, left_out.result, "#"), f": {left_out.why}"))
        for left_out in rating.not_counted
    ]


def number_link(page: OpenPage, address: str, separator: str) -> Safe:
    """Return a link to a number by its permanent address; text if it leads nowhere."""
    study_id, _, result = address.partition(separator)
    study = page.evidence.studies.get(study_id)
    return page.study(study, result) if study else tag("span", address)


def _linked(page: OpenPage, piece: Piece) -> Safe | str:
    if not isinstance(piece, Quoted):
        return piece
    study = page.evidence.studies[piece.study]
    return link(page.study_address(study, piece.number), piece.text)


def _outdated(outcome: Outcome) -> Iterator[Safe]:
    # Nothing rated changes by itself: only a person may judge again.
    if outcome.withdrawn:
        names = ", ".join(study.label for study in outcome.withdrawn)
        yield badge(f"made with {names}, since retracted: to be judged again", "caution")
    if outcome.arrived:
        names = ", ".join(study.label for study in outcome.arrived)
        day = outcome.rating.date.words() if outcome.rating else ""
        yield badge(f"judged on {day}, before {names} came in: to be judged again", "caution")


def _warnings(page: OpenPage, rating: Certainty) -> Iterator[Safe]:
    for notice in page.evidence.safety_notices:
        if notice.id in rating.notices:
            yield link(page.address(f"safety.html#{notice.id}"), notice.body or notice.kind_words)


def _step(step: CertaintyStep, direction: str) -> str:
    levels = f" ({direction} {step.levels})" if step.levels.value else ""
    return f"{step.domain}: {step.judgement}{levels}. {step.reason}"
