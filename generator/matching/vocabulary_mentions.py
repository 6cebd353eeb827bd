"""Words of the vocabulary that stand literally in a record, and where: proposals, never guesses."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.model.found import FoundRecord, RegisterEntry

_PARENTHESIS = re.compile(r"\s*\([^)]*\)")


class Mention(NamedTuple):
    """A word of the vocabulary that a record uses, and the places where it was seen."""

    id: str
    label: str
    places: tuple[str, ...]

    @property
    def words(self) -> str:
        """Return the mention as a curator reads it."""
        return f"{self.id} ({self.label}; seen in {', '.join(self.places)})"


def places_of(record: FoundRecord, register: RegisterEntry | None) -> dict[str, str]:
    """Return the texts of a record by what they are called."""
    texts = {
        "title": f"{record.citation.title} · {record.translated_title} · {record.original_title}",
        "abstract": " · ".join(part.text for part in record.abstract),
        "publication types": " · ".join(record.publication_types),
        "subject headings": " · ".join((*record.subjects, *record.citation.keywords)),
    }
    if register:
        arms = (" ".join((arm.label, *arm.interventions)) for arm in register.arms)
        texts["register arms"] = " · ".join(arms)
        texts["register"] = " · ".join(
            (register.brief_title, register.official_title, *register.conditions)
        )
    return texts


def mentioned(places: Mapping[str, str], vocabulary: Iterable[tuple[str, str]]) -> list[Mention]:
    """Return the entries of a vocabulary, as (id, label), whose label or id stands in the texts."""
    mentions = []
    for identifier, label in vocabulary:
        names = {label, _PARENTHESIS.sub("", label), identifier, identifier.replace("-", " ")}
        pattern = re.compile(
            rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in sorted(names))})s?(?!\w)",
            re.IGNORECASE,
        )
        where = tuple(name for name, text in places.items() if pattern.search(text))
        if where:
            mentions.append(Mention(identifier, label, where))
    return mentions
