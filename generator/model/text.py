"""Kinds of text that are checked when they are read: ids, and addresses on the web."""

import re
from collections.abc import Mapping
from typing import Annotated

SLUG_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ADDRESS_PATTERN = re.compile(r"https?://[^\s\"<>\\^`{|}]+")

Slug = Annotated[str, "slug"]
"""An id: small letters, digits, single hyphens. It becomes part of a permanent address."""

Address = Annotated[str, "address"]
"""The address of a page, http or https."""

AgeGroupId = Annotated[str, "age group"]
"""The id of an age group of the vocabulary."""

CalculatorId = Annotated[str, "calculator"]
"""What an instrument of the topic calls one of the results it works out."""

InstrumentId = Annotated[str, "instrument"]
"""The id of an instrument that is installed."""

# The ids that a file may not make up: whoever reads it is given the list of those that exist.
LISTED: Mapping[object, str] = {
    AgeGroupId: "age group",
    CalculatorId: "calculator",
    InstrumentId: "instrument",
}


def words(slug: str) -> str:
    """Return a slug as words: `case-series` becomes `case series`."""
    return slug.replace("-", " ")
