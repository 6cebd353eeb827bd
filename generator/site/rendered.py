"""What a site is made of before it is built."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The files of a site by path below its root, and the words of its frame.

    `title` and `description` are foreign text; the values of `footer` are inert markup; `epoch` is
    the date of the data in seconds, the only date a build knows.
    """

    files: Mapping[str, bytes]
    title: str
    description: str
    footer: Mapping[str, str] = field(default_factory=dict)
    epoch: int = 0
    language: str = "en"
