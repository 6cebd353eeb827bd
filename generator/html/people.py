"""How many people were counted, as a range where studies may share people."""

from generator.html.element import computed_number, missing, remark, small, together
from generator.html.escape import Safe
from generator.synthesis.participants import People
from generator.text.count_words import count_words, noun_for
from generator.wording.counts import people_range, unknown_words, whole_size_words


def people_counted(people: People) -> Safe:
    """Return how many people were in some groups, and how many groups do not report their size."""
    # A sum of unknown numbers is not zero.
    if people.studies == people.unknown:
        return _nothing_known(people, "number not reported")
    unknown = f" and {count_words(people.unknown, 'group')} of unknown size"
    if people.wholes:
        unknown = unknown_size(people)
    known = computed_number(people_range(people))
    return together((known, small(unknown) if people.unknown else None))


def people_number(people: People) -> Safe:
    """Return how many people were counted in studies, without a noun."""
    if people.high == 0:
        return _nothing_known(people, "number not reported")
    return computed_number(people_range(people))


def people_with_noun(people: People) -> Safe:
    """Return how many people were counted in studies: `1 person`, `10 to 12 people`."""
    if people.high == 0:
        return _nothing_known(people, "number of people not reported")
    return people_number(people) + Safe(f" {noun_for(people.high, 'person', 'people')}")


def people_so_far(people: People) -> Safe:
    """Return how many people were in some studies, and how many do not report their size."""
    if people.high == 0:
        return _nothing_known(people, "not reported")
    return together((computed_number(people_range(people)), remark(unknown_size(people))))


def unknown_size(people: People) -> str:
    """Return which studies do not report how many people they counted, behind a known number.

    Nothing if all do, or if none does: then the words stand in place of the number.
    """
    words = unknown_words(people)
    if not words or not people.high:
        return ""
    # A number that follows another without a comma reads as one of the same kind.
    return f"{',' if people.wholes else ''} and {words}"


def _nothing_known(people: People, otherwise: str) -> Safe:
    return missing(whole_size_words(people) or otherwise)
