"""Counts in words, of studies and of people, as a range if studies may share some."""

from collections.abc import Sequence

from generator.model.number import WorkedOutCount
from generator.synthesis.participants import People
from generator.text.count_words import count_words, noun_for

# Said of the people on a drug wherever only the size of their whole study is known.
NOT_PUBLISHED = "number on the drug not published"
PUBLISHED_CASES = "published cases, not counted"


def people_range(people: People) -> str:
    """Return how many people there are at least and at most, as one number where both agree."""
    if people.low == people.high:
        return f"{people.high:,}"
    return f"{people.low:,} to {people.high:,}"


def people_words(people: People) -> str:
    """Return how many people took a drug, or that no study reports their number."""
    if people.unknown == people.studies:
        return NOT_PUBLISHED if people.wholes else "number not reported"
    # Nobody is known to have taken it in published cases, which are no group of a study.
    if not people.high:
        return PUBLISHED_CASES
    return f"{people_range(people)} {noun_for(people.high, 'person', 'people')}"


def studies_words(people: People) -> str:
    """Return how many studies there are, and which do not report their number of people.

    >>> studies_words(People(0, 0, 1, 1, (241,)))
    '1 study, of 241 people'
    >>> studies_words(People(9, 9, 3, 2, (241,)))
    '3 studies, a study of 241 people whose number on the drug is not published, 1 of unknown size'
    """
    count = count_words(people.studies, "study", "studies")
    if people.unknown == people.studies == len(people.wholes) == 1:
        return f"{count}, of {_people(people.wholes)}"
    if people.unknown == people.studies and not people.wholes:
        return count
    silent = _without_a_size(people)
    unknown = f"{silent} of unknown size" if silent else ""
    return ", ".join(filter(None, (count, whole_words(people.wholes), unknown)))


def unknown_words(people: People) -> str:
    """Return which studies do not report how many took the drug; nothing if all do.

    >>> unknown_words(People(0, 0, 1, 1, (241,)))
    'a study of 241 people whose number on the drug is not published'
    >>> unknown_words(People(9, 9, 3, 2, (60, 241)))
    'studies of 60 and 241 people whose numbers on the drug are not published'
    >>> unknown_words(People(9, 9, 3, 1))
    '1 study of unknown size'
    """
    silent = _without_a_size(people)
    unknown = f"{count_words(silent, 'study', 'studies')} of unknown size" if silent else ""
    return " and ".join(filter(None, (whole_words(people.wholes), unknown)))


def whole_size_words(people: People) -> str:
    """Return what stands in place of a number on the drug that is not published, else nothing.

    >>> whole_size_words(People(0, 0, 2, 2, (60, 241)))
    'number on the drug not published (studies of 60 and 241 people)'
    >>> whole_size_words(People(0, 0, 2, 2, (241,)))
    'number on the drug not published (a study of 241 people and 1 study of unknown size)'
    """
    if not people.wholes:
        return ""
    studies = "a study" if len(people.wholes) == 1 else "studies"
    silent = _without_a_size(people)
    rest = f" and {count_words(silent, 'study', 'studies')} of unknown size" if silent else ""
    return f"{NOT_PUBLISHED} ({studies} of {_people(people.wholes)}{rest})"


def whole_words(wholes: Sequence[int]) -> str:
    """Return how large the studies are whose number on the drug is unpublished; nothing if none."""
    alone = len(wholes) == 1
    whose = "whose number on the drug is" if alone else "whose numbers on the drug are"
    studies = "a study" if alone else "studies"
    return f"{studies} of {_people(wholes)} {whose} not published" if wholes else ""


def _people(wholes: Sequence[int]) -> str:
    *first, last = (f"{size:,}" for size in wholes)
    which = f"{', '.join(first)} and {last}" if first else last
    return f"{which} {noun_for(wholes[-1], 'person', 'people')}"


def _without_a_size(people: People) -> int:
    return max(people.unknown - len(people.wholes), 0)


def share_words(events: object, total: object) -> str:
    """Return how many of how many as plain words, what no source prints called computed.

    >>> share_words(15, 20)
    '15 of 20'
    """
    names = {"count": events, "total": total}
    here = [name for name, value in names.items() if isinstance(value, WorkedOutCount)]
    return f"{events} of {total}{f' ({here[0]} computed)' if here else ''}"
