"""Abstracts: held in memory for screening, and searched for the registration of the trial."""

from generator.model.found import AbstractPart


def undivided_abstract(text: str) -> tuple[AbstractPart, ...]:
    """Return an abstract without labelled parts, or nothing where the text is empty."""
    return (AbstractPart("", text),) if text else ()
