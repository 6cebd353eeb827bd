"""How many people were counted, as a range where studies may share people."""

from generator.html.element import missing, tag, together
from generator.html.escape import Safe
from generator.html.printed_values import small
from generator.synthesis.participants import People
from generator.wording.counts import people_range


def people_counted(people: People) -> Safe:
    """Return how many people, as a range where studies may share people."""
    if people.studies == people.unknown:
        return missing("number not reported")
    unknown = f"and {people.unknown} {'group' if people.unknown == 1 else 'groups'} of unknown size"
    known = tag("span", people_range(people), class_="ev-computed ev-num")
    return together((known, small(unknown) if people.unknown else None), " ")


def people_so_far(people: People) -> Safe:
    """Return a count of people, as a range where studies may share people, with the studies that do not say."""
    if people.high == 0:
        return missing("not reported")
    unknown = (
        f" and {people.unknown} {'study' if people.unknown == 1 else 'studies'} of unknown size"
    )
    shown = tag("span", people_range(people), class_="ev-computed ev-num")
    return together((shown, tag("small", unknown) if people.unknown else None))
