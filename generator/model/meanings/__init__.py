"""What every field of every record means: one place for the editor's schema, `evidence explain` and the downloads."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.meanings import frame, judgements, studies, vocabulary
from generator.model.meanings.shared import SHARED, Entry

_OWN: Mapping[type, Mapping[str, Entry]] = {
    **studies.MEANINGS,
    **judgements.MEANINGS,
    **vocabulary.MEANINGS,
    **frame.MEANINGS,
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a field means, in a sentence without its full stop, and how a value of it may look."""

    words: str
    examples: tuple[str, ...] = ()


def meaning_of(record: type, field: str) -> Meaning:
    """Return what a field of a record means; KeyError where nobody has said so yet."""
    for kind in record.__mro__:
        if field in _OWN.get(kind, {}):
            return _meaning(_OWN[kind][field])
    return _meaning(SHARED[field])


def _meaning(entry: Entry) -> Meaning:
    return Meaning(entry) if isinstance(entry, str) else Meaning(entry[0], entry[1:])
