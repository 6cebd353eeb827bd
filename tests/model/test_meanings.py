"""Every field of every record that a file or a download shows has a meaning."""

import dataclasses
import typing
from collections.abc import Iterator
from typing import Annotated

import pytest

from generator.editors.files import FILES
from generator.model.citation import Author, Citation
from generator.model.inline import Span
from generator.model.meaning import meaning_of, means, record_fields
from generator.model.record import record
from generator.model.reference import Relation, ScreeningRecord
from generator.model.result import RESULT_KINDS
from generator.model.shared_fields import PlaceOnPage
from generator.model.text import Slug

# Parts of a citation whose keys no file of ours and no download shows.
PLAIN = (Author, Span)


def records_below(annotation: typing.Any) -> Iterator[type]:
    for part in typing.get_args(annotation):
        yield from records_below(part)
    if (
        dataclasses.is_dataclass(annotation)
        and not hasattr(annotation, "parse")
        and annotation not in PLAIN
    ):
        kind = typing.cast("type", annotation)
        yield kind
        for hint in typing.get_type_hints(kind).values():
            yield from records_below(hint)


ROOTS = (
    *(file.record for file in FILES),
    *RESULT_KINDS.values(),
    ScreeningRecord,
    Relation,
    Citation,
)
RECORDS = sorted(
    {record for root in ROOTS for record in records_below(root)}, key=lambda record: record.__name__
)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_has_a_meaning(record: type) -> None:
    for field in dataclasses.fields(record):
        meaning = meaning_of(record, field.name)
        assert meaning.words.strip(" .") == meaning.words, f"{record.__name__}.{field.name}"
        assert len(meaning.words) < 200


def test_every_record_of_the_format_is_looked_at() -> None:
    assert len(RECORDS) > 50


@record
class Toy:
    """A record with each way to write a field."""

    plain: Annotated[str, means("a word", "as in this")]
    shared: PlaceOnPage | None = None
    optional: Annotated[Slug | None, means("an id", names="drug")] = None
    unsaid: int = 0


def test_a_meaning_leaves_the_type_of_its_field_as_it_is() -> None:
    fields = record_fields(Toy)
    assert [field.annotation for field in fields.values()] == [str, str, Slug, int]
    assert [field.required for field in fields.values()] == [True, False, False, False]
    assert meaning_of(Toy, "plain").examples == ("as in this",)
    assert meaning_of(Toy, "shared").words == "place on that page"
    assert meaning_of(Toy, "optional").names == "drug"


def test_a_field_without_a_meaning_is_named() -> None:
    with pytest.raises(KeyError, match=r"Toy\.unsaid"):
        meaning_of(Toy, "unsaid")
