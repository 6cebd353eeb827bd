"""Written answers: of a page that exists, short, held by references, of every group, current."""

import re
from collections import Counter
from collections.abc import Iterator

from generator.audit.check import check, value_check
from generator.audit.sentence_figures import figures_in
from generator.audit.verdict import Ruling, Verdict
from generator.model.answer import HOME, Answer
from generator.model.evidence import Evidence
from generator.model.finding import Finding, Place
from generator.model.rule import Rule
from generator.synthesis.answer_currency import reasons_to_read_again, rests_on
from generator.synthesis.answer_text import (
    figure_at,
    is_printable,
    pieces,
    references,
    with_one_group_alone,
    words_alone,
)
from generator.synthesis.compare import compared

_FILE = "data/answers.yml"
_MOST_WORDS = 60
# "One" is a pronoun too: one of the drugs, one cannot tell.
_SMALLEST = 2
# A number however it is joined to letters: 12-week, 3rd; not the digits of a name, as in B-12.
_DIGITS = re.compile(r"(?<![\w-])[-+−–]?\d[\w.,%]*")
_AMOUNTS = re.compile(
    r"\b(?:half|halved|halves|third|thirds|quarter|quarters|twice|double[ds]?|treble[ds]?|dozens?"
    r"|hundreds?|thousands?|\w+fold|per ?cent)\b|%",
    re.IGNORECASE,
)


@check(
    "E384",
    "answer-is-short",
    "A written answer is longer than a reader takes in at once",
    why="The answer stands on the first screen, before the evidence.",
    reads=("sentence",),
)
def answer_is_short(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each answer of more than sixty words, a reference counted as one."""
    for place, answer in _answers(evidence, "sentence"):
        # A reference may hold no space, so that each is one word.
        length = sum(
            len(piece.split()) if isinstance(piece, str) else 1 for piece in pieces(answer.sentence)
        )
        if length > _MOST_WORDS:
            yield rule.broken(
                place,
                seen=f"has {length} words",
                expected=f"at most {_MOST_WORDS}",
                remedy="Say the finding, its comparator and the main harm; leave out the rest.",
            )


@check(
    "E396",
    "answer-of-a-page",
    "A written answer belongs to no page, or two belong to one",
    why="An answer that no page shows is read by nobody, and of two only the first is.",
    reads=("about",),
)
def answer_of_a_page(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each answer about what has no page, or about what has one already."""
    comparisons = {f"{population}/{domain}" for population, domain in compared(evidence)}
    known = {HOME, *evidence.populations, *evidence.drugs, *comparisons}
    seen: Counter[str] = Counter()
    for place, answer in _answers(evidence, "about"):
        seen[answer.about] += 1
        if answer.about not in known or seen[answer.about] > 1:
            again = ", which has an answer already" if answer.about in known else ""
            yield rule.broken(
                place,
                seen=f"is {answer.about!r}{again}",
                expected="home, a population, a drug or population/domain of a comparison, once",
                remedy="Mend the id, or keep the answer that holds.",
            )


@check(
    "E397",
    "answer-without-numbers",
    "A number stands in a written answer without a reference",
    why="A number that is typed can disagree with the record; a reference cannot.",
    reads=("sentence",),
)
def answer_without_numbers(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each answer with digits or number words of its own."""
    for place, answer in _answers(evidence, "sentence"):
        words = words_alone(answer.sentence)
        typed = [
            *_DIGITS.findall(words),
            *figures_in(_DIGITS.sub(" ", words), _SMALLEST),
            *_AMOUNTS.findall(words),
        ]
        if typed:
            yield rule.broken(
                place,
                seen=f"holds {', '.join(dict.fromkeys(typed))}",
                expected="numbers as references alone, as in {paper-2021#fever-free-4w:events}",
                remedy="Put the address of the number in braces, or say it without a number.",
            )


@check(
    "E398",
    "answer-leads-home",
    "A reference of a written answer leads to nothing that can be printed",
    why="A reader goes from each number to its source; a share needs its denominator.",
    reads=("sentence",),
)
def answer_leads_home(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each reference to no number, or to a part that the number has not."""
    for place, answer in _answers(evidence, "sentence"):
        # Whether a whole address leads anywhere is asked of all files at once.
        halves = (reference for reference in rests_on(answer) if not reference.number)
        for reference in dict.fromkeys((*references(answer.sentence), *halves)):
            figure = figure_at(evidence, reference)
            # A study that could not be read has a finding of its own.
            if reference.study in evidence.unread_studies:
                continue
            if figure is None or not is_printable(figure, reference.part):
                part = f", part {reference.part!r}" if reference.part else ""
                yield rule.broken(
                    place,
                    seen=f"names {reference.address!r}{part}",
                    expected="a result or harm of a study, a share with its total, a part it has",
                    remedy="Look up the id in the study file, and which figures it holds.",
                )
        if re.search(r"[{}]", words_alone(answer.sentence)):
            yield rule.broken(
                place,
                seen="has a brace without its other half",
                expected="references in braces: {paper-2021#fever-free-4w}",
                remedy="Close the reference.",
            )


@check(
    "E399",
    "answer-of-every-group",
    "A written answer gives the figure of one group without that of the others",
    why="One group of a comparison alone says nothing of what the drug did.",
    reads=("sentence",),
)
def answer_of_every_group(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each reference whose sentence leaves out the groups it belongs with."""
    for place, answer in _answers(evidence, "sentence"):
        for reference, missing in with_one_group_alone(evidence, answer.sentence):
            yield rule.broken(
                place,
                seen=f"names {reference.address!r} alone",
                expected=f"in the same sentence also {', '.join(missing)}",
                remedy="Name the figures of every group, or the comparison of them.",
            )


@value_check(
    "W523",
    "answer-is-current",
    "A written answer waits to be read again",
    checked="Written answers against what came since",
    why="A judgement holds for the numbers it was made with; the page says that it waits.",
    method="The day of the answer against versions, notices of retraction and days of reading",
    reads=("sentence", "rests_on", "date", "about"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
def answer_is_current(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each answer is younger than all that it rests on and all that belongs to it."""
    for number, answer in enumerate(evidence.answers):
        reasons = reasons_to_read_again(evidence, answer)
        since = f"since then {'; '.join(reasons)}" if reasons else "nothing changed since"
        yield Verdict(
            ruling=Ruling.TO_READ.unless(not reasons),
            path=f"[{number}].sentence",
            words=f"was judged on {answer.date}; {since}",
            file=_FILE,
            expected="a sentence judged with the numbers as they are",
            remedy="Read it again beside the record, then write the new day.",
        )


def _answers(evidence: Evidence, field: str) -> Iterator[tuple[Place, Answer]]:
    for number, answer in enumerate(evidence.answers):
        yield evidence.places.find(_FILE, f"[{number}].{field}"), answer
