"""Every field of every record that a file or a download shows has a meaning, and no meaning is left over."""

import dataclasses
import typing
from collections.abc import Iterator

import pytest

from generator.editors.files import FILES
from generator.model.citation import Author, Citation
from generator.model.inline import Span
from generator.model.meanings import frame, judgements, meaning_of, studies, vocabulary
from generator.model.reference import Relation, ScreeningRecord
from generator.model.result import RESULT_KINDS

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


def test_no_meaning_is_left_over() -> None:
    for module in (studies, judgements, vocabulary, frame):
        for record, meanings in module.MEANINGS.items():
            assert record in RECORDS
            assert set(meanings) <= {field.name for field in dataclasses.fields(record)}, (
                record.__name__
            )
