"""A count with its noun: the one place that knows a singular from a plural."""

from decimal import Decimal


def count_words(count: int, singular: str, plural: str = "") -> str:
    """Return a count with its noun; without a plural the singular and an s.

    >>> count_words(0, "study", "studies"), count_words(1, "study", "studies")
    ('0 studies', '1 study')
    >>> count_words(2, "report"), count_words(1218, "person", "people")
    ('2 reports', '1,218 people')
    """
    return f"{count:,} {noun_for(count, singular, plural)}"


def noun_for(count: int | Decimal, singular: str, plural: str = "") -> str:
    """Return the noun that goes with a count; without a plural the singular and an s."""
    return singular if count == 1 else plural or f"{singular}s"
