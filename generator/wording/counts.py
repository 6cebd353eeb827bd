"""Counts in words: of anything, of studies, and of people, as a range if studies may share some."""

from generator.synthesis.participants import People


def count_words(count: int, singular: str, plural: str = "") -> str:
    """Return a count with its noun: `1 study`, `1,218 people`."""
    return f"{count:,} {singular if count == 1 else plural or f'{singular}s'}"


def people_range(people: People) -> str:
    """Return how many people there are at least and at most, as one number where both agree."""
    if people.low == people.high:
        return f"{people.high:,}"
    return f"{people.low:,} to {people.high:,}"


def people_words(people: People) -> str:
    """Return how many people took a drug, or that no study reports their number."""
    if people.unknown == people.studies:
        return "number not reported"
    return f"{people_range(people)} {'person' if people.high == 1 else 'people'}"


def studies_words(people: People) -> str:
    """Return how many studies there are, and how many do not report their number of people."""
    count = count_words(people.studies, "study", "studies")
    some_unknown = 0 < people.unknown < people.studies
    if some_unknown:
        return f"{count}, {people.unknown} of unknown size"
    return count
