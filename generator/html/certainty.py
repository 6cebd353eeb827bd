"""How certain an outcome is: the mark of a rating, its sentence and its reasons."""

from collections.abc import Iterator, Sequence

from generator.html.element import badge, judged, link, listed, missing, paragraph, tag, together
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.notices import doubts
from generator.html.open_page import OpenPage
from generator.html.printed_values import small
from generator.model.judgement import Certainty, CertaintyStep
from generator.model.study import Study
from generator.synthesis.compare import Comparison
from generator.synthesis.findings import Outcome, summary_of_findings
from generator.wording.inline_figures import Quoted, Sentence
from generator.wording.outcome_sentence import sentence


def sureness(page: OpenPage, comparison: Comparison) -> Safe:
    """Return each rating of certainty that rests on a comparison, or that nobody has rated it yet."""
    rated = {rating.id for rating in comparison.ratings}
    outcomes = [
        one for one in summary_of_findings(page.evidence, comparison.population) if one.id in rated
    ]
    if not outcomes:
        return paragraph(
            tag("strong", "Certainty: "), missing("not yet rated for this outcome in these people")
        )
    table = page.address(f"populations/{comparison.population}.html")
    return listed(
        (
            together(
                (
                    tag("strong", link(f"{table}#{outcome.id}", outcome.label)),
                    certainty_mark(outcome.certainty),
                    judge_again(outcome),
                    computed_sentence(page, outcome),
                ),
                " ",
            )
            for outcome in outcomes
        ),
        class_="ev-sureness",
    )


_SYMBOLS = {"high": "⊕⊕⊕⊕", "moderate": "⊕⊕⊕◯", "low": "⊕⊕◯◯", "very low": "⊕◯◯◯"}


def certainty_mark(certainty: str) -> Safe:
    """Return a rating as a judgement: its word, with the circles of GRADE where it has them."""
    circles = _SYMBOLS.get(certainty)
    sign = tag("span", circles, class_="ev-grade", aria_hidden="true") if circles else None
    if certainty.startswith("not yet appraised"):
        return missing(certainty)
    return together((sign, judged(certainty)), " ")


def linked_sentence(page: OpenPage, pieces: Sentence) -> Safe:
    """Return a generated sentence in which each number leads to its address."""
    studies = page.evidence.studies
    return together(
        link(page.study_address(studies[one.study], one.number), one.text)
        if isinstance(one, Quoted)
        else one
        for one in pieces
    )


def computed_sentence(page: OpenPage, outcome: Outcome) -> Safe:
    """Return the sentence, marked as computed, and the figures behind it."""
    spoken = sentence(page.evidence, outcome)
    mark = tag("span", "computed", class_="ev-tag", data_ev_kind="computed")
    lead = paragraph(linked_sentence(page, spoken.lead), Safe(" "), mark, class_="ev-sentence")
    behind = (
        paragraph(linked_sentence(page, spoken.figures), class_="ev-behind")
        if spoken.figures
        else None
    )
    return together((lead, behind, doubts(page, studies_of(outcome))))


def studies_of(outcome: Outcome) -> list[Study]:
    """Return the studies whose figures bear on an outcome, those of the background too."""
    return [
        *(one.study for one in outcome.contrasts),
        *(one.study for one in outcome.alone),
        *(one.study for one in outcome.background),
    ]


def judge_again(outcome: Outcome) -> Safe | None:
    """Return the words that a rating no longer fits: a study was retracted, or came in later."""
    names, arrived = (
        ", ".join(one.label for one in found) for found in (outcome.withdrawn, outcome.arrived)
    )
    day = outcome.rating.date.words() if outcome.rating else ""
    gone = (
        badge(f"made with {names}, since retracted: to be judged again", "caution")
        if names
        else None
    )
    late = (
        badge(f"judged on {day}, before {arrived} came in: to be judged again", "caution")
        if arrived
        else None
    )
    return together((gone, late), " ") if gone or late else None


def rating_reasons(page: OpenPage, rating: Certainty) -> Iterator[Safe]:
    """Yield why a rating is what it is: reason, steps, rater, warnings that bear on it, and what was left out."""
    drug = page.evidence.drugs.get(rating.comparison.drug)
    compared = (
        f"{drug.label if drug else rating.comparison.drug}, against {rating.comparison.against}"
    )
    yield paragraph(explain(page, rating.reason))
    steps = [step_words(step, "down") for step in rating.down] + [
        step_words(step, "up") for step in rating.up
    ]
    yield listed(
        page.named(step)
        for step in [f"starts at {rating.start.level}: {rating.start.reason}", *steps]
    )
    yield paragraph(
        small(f"Compared: {compared}. Judged by {rating.rater}, {rating.date.words()}.")
    )
    if rating.note:
        yield paragraph(explain(page, rating.note))
    if warnings := list(_notices(page, rating)):
        yield paragraph(small("Warnings that bear on this: "), together(warnings, ", "))
    if rating.not_counted:
        yield paragraph(small("Not counted:"))
        yield listed(
            together((number_link(page, item.result, "#"), f": {item.why}"))
            for item in rating.not_counted
        )


def _notices(page: OpenPage, rating: Certainty) -> Iterator[Safe]:
    for notice in page.evidence.safety_notices:
        if notice.id in rating.notices:
            yield link(page.address(f"safety.html#{notice.id}"), notice.body or notice.kind)


def step_words(step: CertaintyStep, direction: str) -> str:
    """Return one step of a rating: domain, judgement, levels and reason."""
    levels = f" ({direction} {step.levels})" if step.levels.value else ""
    return f"{step.domain}: {step.judgement}{levels}. {step.reason}"


def number_link(page: OpenPage, address: str, mark: str) -> Safe:
    """Return a link to a number by its permanent address, or the address as text where it leads nowhere."""
    study_id, _, result = address.partition(mark)
    study = page.evidence.studies.get(study_id)
    return page.study(study, result) if study else tag("span", address)


LEVELS = ("very low", "low", "moderate", "high")


_CIRCLES = {"very low": "⊕◯◯◯", "low": "⊕⊕◯◯", "moderate": "⊕⊕⊕◯", "high": "⊕⊕⊕⊕"}


def certainty_sign(held: Sequence[str]) -> Safe | None:
    """Return levels of certainty, lowest first, as the circles of GRADE."""
    if not held:
        return None
    return tag(
        "span",
        "–".join(_CIRCLES[level] for level in dict.fromkeys((held[0], held[-1]))),
        class_="ev-grade",
    )


def level_words(held: Sequence[str]) -> str:
    """Return levels of certainty, lowest first, in words."""
    return held[0] if len(held) == 1 else f"{held[0]} to {held[-1]}"
