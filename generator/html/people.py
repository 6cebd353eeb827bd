"""How many people were counted, as a range where studies may share people."""

from collections.abc import Sequence

from generator.html.element import computed_number, missing, remark, small, spaced, together
from generator.html.escape import Safe
from generator.synthesis.participants import People
from generator.text.count_words import count_words, noun_for
from generator.wording.counts import people_range


def people_counted(people: People) -> Safe:
    """Return how many people were in some groups, and how many groups do not report their size."""
    # A sum of unknown numbers is not zero.
    if people.studies == people.unknown:
        return missing("number not reported")
    unknown = f"and {count_words(people.unknown, 'group')} of unknown size"
    known = computed_number(people_range(people))
    return spaced(known, small(unknown) if people.unknown else None)


def people_number(people: People) -> Safe:
    """Return how many people were counted in studies, without a noun."""
    if people.high == 0:
        return missing("number not reported")
    return computed_number(people_range(people))


def people_with_noun(people: People) -> Safe:
    """Return how many people were counted in studies: `1 person`, `10 to 12 people`."""
    if people.high == 0:
        return missing("number of people not reported")
    return people_number(people) + Safe(f" {noun_for(people.high, 'person', 'people')}")


def people_so_far(people: People) -> Safe:
    """Return how many people were in some studies, and how many do not report their size."""
    if people.high == 0:
        return missing("not reported")
    return together((computed_number(people_range(people)), remark(unknown_size(people))))


def unknown_size(people: People) -> str:
    """Return how many studies do not report how many people they counted; empty if all do."""
    if not people.unknown:
        return ""
    return f" and {count_words(people.unknown, 'study', 'studies')} of unknown size"


def wholes_among(sizes: Sequence[int]) -> str:
    """Return how large the studies are whose number on the drug is unpublished; empty if none.

    >>> wholes_among([241])
    ', among them a study of 241 people whose number on the drug is not published'
    >>> wholes_among([60, 241])
    ', among them studies of 60 and 241 people whose numbers on the drug are not published'
    """
    if not sizes:
        return ""
    *first, last = (f"{size:,}" for size in sizes)
    which = f"{', '.join(first)} and {last}" if first else last
    alone = len(sizes) == 1
    noun = noun_for(sizes[-1], "person", "people")
    whose = "whose number on the drug is" if alone else "whose numbers on the drug are"
    studies = "a study" if alone else "studies"
    return f", among them {studies} of {which} {noun} {whose} not published"
