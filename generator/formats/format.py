"""What each format of records declares: its name, how it is recognised, its reader and its writer.

A format is one module of this folder that holds its declaration as `FORMAT`; `catalogue` collects
them, and the messages, help texts and readers of whole files follow from there.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generator.formats.parts.identity import Identity
from generator.formats.parts.json_fields import JsonObject
from generator.model.citation import Citation
from generator.model.finding import Finding
from generator.model.found import FoundRecord
from generator.model.identifier import Identifier

Read = tuple[list[FoundRecord], list[Finding]]
# Called with the text of a file and its name in findings. An identifier stands for a record that
# the file does not hold and that has to be looked up.
Reader = Callable[[str, str], tuple[Sequence[FoundRecord | Identifier], Sequence[Finding]]]
# None where the object describes no work.
JsonReader = Callable[[JsonObject, Identity], FoundRecord | None]
Writer = Callable[[Iterable[Citation]], str]


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a record of a format surely begins on a line, to part a file put together from several.

    `pattern` is a regular expression without named groups; one of `signs` stands in every text it
    can match, and finding those takes hardly any time.
    """

    pattern: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format by the name its records keep as their origin, and by its title in messages.

    Formats are tried in ascending `order` and the first that recognises a text reads it: those with
    an unmistakable beginning come before those whose signs may occur in another format.
    """

    name: str
    title: str
    order: int
    write: Writer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFormat(Format):
    """A format whose reader takes the whole text of a file."""

    recognises: Callable[[str], bool]
    read: Reader
    beginning: Beginning | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonFormat(Format):
    """A format whose records are JSON objects, each of which may stand beside those of others."""

    recognises: Callable[[JsonObject], bool]
    read: JsonReader
