"""Kinds of text that are checked when they are read: ids that become addresses, addresses on the web."""

import re
from typing import Annotated

SLUG_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ADDRESS_PATTERN = re.compile(r"https?://[^\s\"<>\\^`{|}]+")

Slug = Annotated[str, "slug"]
"""An id: small letters, digits, single hyphens. It becomes part of a permanent address."""

Address = Annotated[str, "address"]
"""The address of a page, http or https."""


def words(slug: str) -> str:
    """Return a slug as words: `case-series` becomes `case series`."""
    return slug.replace("-", " ")
