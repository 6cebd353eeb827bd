"""What is said beside the answer of a page: who wrote it, that it waits, that nobody wrote one."""

from collections.abc import Iterable

from generator.model.answer import Answer

GENERATED = "Generated from the record; nobody has written an answer for this page yet."


def judged_words(answer: Answer) -> str:
    """Return who judged an answer and when; its note, if it has one."""
    judged = f"Our judgement: {answer.rater}, {answer.date.words()}."
    return f"{judged} {answer.note}" if answer.note else judged


def waiting_words(reasons: Iterable[str]) -> str:
    """Return that a sentence waits to be read again, and why."""
    return f"This sentence waits to be read again: {'; '.join(reasons)}."
