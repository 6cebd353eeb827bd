"""Counts in words, of studies and of people, as a range if studies may share some."""

from generator.model.number import WorkedOutCount
from generator.synthesis.participants import People
from generator.text.count_words import count_words, noun_for


def people_range(people: People) -> str:
    """Return how many people there are at least and at most, as one number where both agree."""
    if people.low == people.high:
        return f"{people.high:,}"
    return f"{people.low:,} to {people.high:,}"


def people_words(people: People) -> str:
    """Return how many people took a drug, or that no study reports their number."""
    if people.unknown == people.studies:
        return "number not reported"
    return f"{people_range(people)} {noun_for(people.high, 'person', 'people')}"


def studies_words(people: People) -> str:
    """Return how many studies there are, and how many do not report their number of people."""
    count = count_words(people.studies, "study", "studies")
    some_unknown = 0 < people.unknown < people.studies
    if some_unknown:
        return f"{count}, {people.unknown} of unknown size"
    return count


def share_words(events: object, total: object) -> str:
    """Return how many of how many as plain words, what no source prints called computed.

    >>> share_words(15, 20)
    '15 of 20'
    """
    names = {"count": events, "total": total}
    here = [name for name, value in names.items() if isinstance(value, WorkedOutCount)]
    return f"{events} of {total}{f' ({here[0]} computed)' if here else ''}"
