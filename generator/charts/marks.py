"""Rows of one type as the data of a chart, whose encodings name their fields through that type.

A field that does not exist draws nothing and says nothing: Vega-Lite takes any name. So no chart
writes a field as text. It reads it from a row (`marks.quantity(lambda row: row.share)`), which the
type checker follows, and which fails with an AttributeError where the type is not checked.
"""

import dataclasses
import math
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, get_type_hints

import altair as alt

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

RowT = TypeVar("RowT", bound="DataclassInstance")


@dataclasses.dataclass(frozen=True)
class Marks(Generic[RowT]):
    """The rows from which the marks of a layer are drawn; all of them have the same type.

    A row may hold another row, such as its place: the fields of both stand side by side in the
    data.
    """

    rows: Sequence[RowT]

    def __post_init__(self) -> None:
        """Refuse a picture of nothing, and a number that is none: both are faults of ours."""
        if not self.rows:
            raise ValueError("a picture needs at least one row")
        for row in self.rows:
            for name, value in _fields(row):
                if isinstance(value, float) and not math.isfinite(value):
                    raise ValueError(f"{name} is {value}, which cannot be drawn")

    @property
    def chart(self) -> alt.Chart:
        """Return a chart of these rows without any mark."""
        return alt.Chart(self._data)

    @cached_property
    def _data(self) -> alt.InlineData:
        # One object for all layers: altair then writes the rows once, above the layers.
        return alt.InlineData(values=[dict(_fields(row)) for row in self.rows])

    def quantity(self, read: Callable[[RowT], float | None]) -> str:
        """Return the field of a number for an encoding."""
        return f"{self.field(read)}:Q"

    def nominal(self, read: Callable[[RowT], str | int]) -> str:
        """Return the field of a name, a colour or a sign for an encoding."""
        return f"{self.field(read)}:N"

    def ordinal(self, read: Callable[[RowT], int]) -> str:
        """Return the field of a place in an order for an encoding."""
        return f"{self.field(read)}:O"

    def datum(self, read: Callable[[RowT], object]) -> str:
        """Return a field as an expression of a transformation writes it."""
        return f"datum.{self.field(read)}"

    def field(self, read: Callable[[RowT], object]) -> str:
        """Return the name of the field that a function reads from a row."""
        name = read(cast("RowT", _FieldNames(type(self.rows[0]))))
        if not isinstance(name, str):
            raise TypeError("an encoding reads one field of a row and computes nothing")
        return name


class _FieldNames:
    """Stands in for a row and returns the name of each field that is read."""

    def __init__(self, row_type: type) -> None:
        self._row_type = row_type

    def __getattr__(self, name: str) -> Any:
        hints = get_type_hints(self._row_type)
        if name not in hints:
            raise AttributeError(f"{self._row_type.__name__} has no field {name}")
        return _FieldNames(hints[name]) if dataclasses.is_dataclass(hints[name]) else name


def _fields(row: "DataclassInstance") -> Iterator[tuple[str, object]]:
    for field in dataclasses.fields(row):
        value = getattr(row, field.name)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            yield from _fields(value)
        else:
            yield field.name, value


def colour_of(field: str) -> alt.Color:
    """Return the encoding of a colour that stands in the data itself."""
    return alt.Color(field, scale=None)


def fill_of(field: str) -> alt.Fill:
    """Return the encoding of a fill that stands in the data itself."""
    return alt.Fill(field, scale=None)


def shape_of(field: str) -> alt.Shape:
    """Return the encoding of a sign that stands in the data itself."""
    return alt.Shape(field, scale=None)
