"""A site as it is written, before an engine makes pages of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple


class MenuEntry(NamedTuple):
    """A page in the navigation: its title there, its place, and the tab under which it stands.

    A lower `order` comes first; a group stands where its first entry does.
    """

    title: str
    order: int
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The files of a site by path below its root, and what its frame says.

    `title` and `description` are foreign text; the values of `footer` are inert markup; `epoch` is
    the date of the data in seconds, the only date a build knows. `menu` holds the entries of the
    navigation by page; `unlisted` holds patterns of the pages that have none.
    `guests` are the folders of instruments, with scripts and styles of their own.
    """

    files: Mapping[str, bytes]
    title: str
    description: str
    footer: Mapping[str, str] = field(default_factory=dict)
    epoch: int = 0
    language: str = "en"
    menu: Mapping[str, MenuEntry] = field(default_factory=dict)
    unlisted: tuple[str, ...] = ()
    guests: tuple[Path, ...] = ()
