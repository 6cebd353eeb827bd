"""A sentence that a person wrote as the answer of a page, its numbers being references."""

from typing import Annotated

from generator.model.meaning import means
from generator.model.record import record
from generator.model.shared_fields import EntryDay, Note, Rater

HOME = "home"


@record
class Answer:
    """The answer of one page, with who judged it and when; it holds no number of its own."""

    about: Annotated[
        str,
        means(
            "the page it opens: home, the id of a population or drug, or population/domain of a"
            " comparison",
            HOME,
            "grown-ups",
            "grown-ups/fever",
        ),
    ]
    sentence: Annotated[
        str,
        means(
            "at most 60 words; each number is a reference in braces to its permanent address, or"
            " to a part of it: events, percent, people, baseline, follow-up, change,"
            " interval, p, time",
            "Fever had gone in {paper-2021#fever-free-4w}.",
            "Fever had gone in {paper-2021#fever-free-4w:events}.",
        ),
    ]
    rater: Rater
    date: EntryDay
    rests_on: Annotated[
        tuple[str, ...],
        means("further numbers that it was judged by and does not print", "paper-2021#deaths"),
    ] = ()
    note: Note | None = None
