"""What a table or a picture shows, counted for its caption: how many studies, and how many people in them."""

from collections.abc import Iterable

from generator.markup import Safe, escape
from generator.model.evidence import Evidence
from generator.model.study import Study
from generator.synthesis.groups import retracted_among, standing
from generator.synthesis.participants import People, count_once
from generator.tables.element import tag, together

_RETOLD = "people not added up: some of these retell other studies"


def shown(evidence: Evidence, studies: Iterable[Study]) -> Safe:
    """Return how many studies are shown and how many people are in them: `2 studies, 30 people`.

    People are counted once, and only where a study says how many; a retracted study is named and not counted.
    """
    every = tuple({study.id: study for study in studies}.values())
    counted = standing(evidence, every)
    gone = retracted_among(evidence, every)
    left_out = together((number(len(gone), "retracted study", "retracted studies"), " not counted")) if gone else None
    return together((number(len(counted), "study", "studies"), _people(evidence, counted), left_out), ", ")


def shown_rows(count: int, one: str, many: str = "") -> Safe:
    """Return how many things that are no studies a table shows: `12 registered trials`."""
    return number(count, one, many)


def number(count: int, one: str, many: str = "") -> Safe:
    """Return a computed count with its noun."""
    value = tag("span", f"{count:,}", class_="ev-computed ev-num")
    return value + Safe(" ") + escape(one if count == 1 else many or f"{one}s")


def _people(evidence: Evidence, studies: tuple[Study, ...]) -> Safe | str | None:
    if not studies:
        return None
    if any(study.participants and study.participants.studies for study in studies):
        return _RETOLD if len(studies) > 1 else "people of other studies, retold"
    sizes = {study.id: study.size.value if study.size else None for study in studies}
    unknown = sum(size is None for size in sizes.values())
    if unknown == len(studies):
        return "number of people not reported"
    return together((_counted(count_once(evidence, sizes)), _where(len(studies) - unknown, len(studies))), " ")


def _counted(people: People) -> Safe:
    if people.low == people.high:
        return number(people.high, "person", "people")
    count = tag("span", f"{people.low:,} to {people.high:,}", class_="ev-computed ev-num")
    return count + Safe(" people (studies may share some)")


def _where(known: int, studies: int) -> str | None:
    """Return in how many of the studies people could be counted, where not in all."""
    return None if known == studies else f"in the {known} that {'says' if known == 1 else 'say'} how many"
