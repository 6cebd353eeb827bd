"""What a table or a picture shows, counted for its caption: how many studies, how many people."""

from collections.abc import Iterable, Iterator, Mapping

from generator.html.element import Child, computed_number, spaced, together
from generator.html.escape import Safe, escape
from generator.model.evidence import Evidence
from generator.model.study import Study
from generator.synthesis.groups import by_retraction
from generator.synthesis.interventions import is_intervention
from generator.synthesis.participants import People, count_once, count_people, treated
from generator.text.count_words import count_words, noun_for
from generator.wording.counts import people_range, whole_size_words

_RETOLD = "people not added up, since some of these retell other studies"
_ALONE_RETOLD = "people of other studies, retold"


def shown(evidence: Evidence, studies: Iterable[Study]) -> Safe:
    """Return how many studies, and people in all their groups, are shown: `2 studies, 30 people`.

    People are counted once, and only where a study says how many; a retracted study is named and
    not counted.
    """
    every = _once_each(studies)
    counted, retracted = by_retraction(evidence, every)
    return _caption(
        len(counted), len(retracted), _everybody(evidence, counted) if counted else None
    )


def shown_taking(evidence: Evidence, studies: Iterable[Study], drug: str | None = None) -> Safe:
    """Return how many studies are shown, and how many people took the drug, or any of the topic."""
    every = _once_each(studies)
    counted, retracted = by_retraction(evidence, every)
    people = _counted(count_people(evidence, counted, drug), given(evidence, drug))
    return _caption(len(counted), len(retracted), people if counted else None)


def given(evidence: Evidence, drug: str | None = None) -> str:
    """Return what follows the word people where those who were given a drug are counted.

    What studies compare with may be no treatment at all, which nobody took.
    """
    if drug is None:
        return evidence.topic.given_a_drug
    return "who took it" if is_intervention(evidence, drug) else "in its groups"


def computed_count(count: int, singular: str, plural: str = "") -> Safe:
    """Return a count with its noun, marked as computed: `1 study`, `1,218 people`."""
    number, _, noun = count_words(count, singular, plural).partition(" ")
    return computed_number(number) + Safe(" ") + escape(noun)


# A study may stand in a table with several results; its people are the same.
def _once_each(studies: Iterable[Study]) -> tuple[Study, ...]:
    return tuple({study.id: study for study in studies}.values())


def _caption(studies: int, retracted: int, people: Child) -> Safe:
    counted = [computed_count(studies, "study", "studies"), people]
    if retracted and not studies:
        counted = []
    if retracted:
        nouns = ("retracted study not counted", "retracted studies not counted")
        counted.append(computed_count(retracted, *nouns))
    return together(counted, ", ")


def _everybody(evidence: Evidence, studies: tuple[Study, ...]) -> Safe | str:
    # A review counts people whom other studies count too.
    if any(study.participants and study.participants.studies for study in studies):
        return _RETOLD if len(studies) > 1 else _ALONE_RETOLD
    sizes = {study.id: study.size.value if study.size else None for study in studies}
    unknown = sum(size is None for size in sizes.values())
    people = count_once(evidence, sizes)._replace(studies=len(studies), unknown=unknown)
    others = _hold_others(evidence, studies, sizes)
    return _counted(people, "in all groups" if others else "")


def _hold_others(
    evidence: Evidence, studies: Iterable[Study], sizes: Mapping[str, int | None]
) -> bool:
    """Tell whether studies hold people who did not take a drug, so that all groups are counted."""
    reported = (study for study in studies if sizes[study.id] is not None)
    return any(treated(evidence, study) != sizes[study.id] for study in reported)


def _counted(people: People, which: str) -> Safe | str:
    """Return a count of people, a range where studies may share some, and in how many studies."""
    if people.studies == people.unknown:
        return whole_size_words(people) or "number of people not reported"
    return spaced(*_people(people, which))


def _people(people: People, which: str) -> Iterator[Child]:
    if people.low == people.high:
        yield computed_count(people.high, "person", "people")
    else:
        noun = noun_for(people.high, "person", "people")
        yield computed_number(people_range(people)) + Safe(f" {noun}")
    yield which or None
    if people.unknown:
        known = people.studies - people.unknown
        yield f"in the {count_words(known, 'study that says', 'studies that say')} how many"
    if people.low != people.high:
        yield "(a range, since studies may share people)"
