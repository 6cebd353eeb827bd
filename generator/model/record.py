"""How every record of the model is made: frozen, without surprises, by keyword only."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[_Class]) -> type[_Class]:
    """Make a class a frozen record whose fields are given by name.

    A field without a default is required in the files; its annotation says how the text is read.
    """
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)
