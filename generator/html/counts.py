"""What a table or a picture shows, counted for its caption: how many studies, and how many people in them."""

from collections.abc import Iterable

from generator.html.element import computed_number, together
from generator.html.escape import Safe, escape
from generator.model.evidence import Evidence
from generator.model.study import Study
from generator.synthesis.groups import retracted_among, standing
from generator.synthesis.participants import People, count_once, count_people, treated
from generator.wording.counts import count_words, people_range

_RETOLD = "people not added up, since some of these retell other studies"


def shown(evidence: Evidence, studies: Iterable[Study]) -> Safe:
    """Return how many studies are shown and how many people are in all their groups: `2 studies, 30 people`.

    People are counted once, and only where a study says how many; a retracted study is named and
    not counted.
    """
    counted, gone = _apart(evidence, studies)
    return together(
        (computed_count(len(counted), "study", "studies"), _everybody(evidence, counted), gone),
        ", ",
    )


def shown_taking(evidence: Evidence, studies: Iterable[Study], drug: str | None = None) -> Safe:
    """Return how many studies are shown and how many people took the drug, or any drug of the topic, in them."""
    counted, gone = _apart(evidence, studies)
    people = count_people(evidence, counted, drug) if counted else None
    took = "who took it" if drug else "who took a drug of this record"
    words = _counted(people, took) if people else None
    return together((computed_count(len(counted), "study", "studies"), words, gone), ", ")


def computed_count(count: int, singular: str, plural: str = "") -> Safe:
    """Return a count with its noun, marked as computed: `1 study`, `1,218 people`."""
    number, _, noun = count_words(count, singular, plural).partition(" ")
    return computed_number(number) + Safe(" ") + escape(noun)


def _apart(evidence: Evidence, studies: Iterable[Study]) -> tuple[tuple[Study, ...], Safe | None]:
    """Return the studies that count, once each, and in words those that were retracted."""
    every = tuple({study.id: study for study in studies}.values())
    gone = len(retracted_among(evidence, every))
    left_out = (
        computed_count(gone, "retracted study not counted", "retracted studies not counted")
        if gone
        else None
    )
    return standing(evidence, every), left_out


def _everybody(evidence: Evidence, studies: tuple[Study, ...]) -> Safe | str | None:
    if not studies:
        return None
    if any(study.participants and study.participants.studies for study in studies):
        return _RETOLD if len(studies) > 1 else "people of other studies, retold"
    sizes = {study.id: study.size.value if study.size else None for study in studies}
    more = any(size is not None and treated(evidence, study) != size
               for study, size in zip(studies, sizes.values(), strict=True))  # fmt: skip
    unknown = sum(size is None for size in sizes.values())
    people = count_once(evidence, sizes)._replace(studies=len(studies), unknown=unknown)
    return _counted(people, "in all groups" if more else "")


def _counted(people: People, which: str) -> Safe | str:
    """Return a count of people: a range where studies may share some, and in how many studies where not in all."""
    known = people.studies - people.unknown
    if not known:
        return "number of people not reported"
    if people.low == people.high:
        count = computed_count(people.high, "person", "people")
    else:
        count = computed_number(people_range(people)) + Safe(" people")
    says = f"in the {known} {'study that says' if known == 1 else 'studies that say'} how many"
    shared = "(a range, since studies may share people)" if people.low != people.high else None
    return together((count, which or None, says if people.unknown else None, shared), " ")
