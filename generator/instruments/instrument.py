"""What an instrument is: something worked out for one patient, with its pages and commands.

The parts of an instrument are modules of its own, named here and imported when they are needed, so
that a command which needs none of them starts at once.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


class Calculator(NamedTuple):
    """A result that can be worked out; `address` is the place on the site where a reader does it.

    A measure of the vocabulary that is this result names `id` as its `calculator`.
    """

    id: str
    label: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """An instrument, as a package declares it under the name `INSTRUMENT`.

    - `id` is what a topic switches on in `data/topic.yml`.
    - `title`, `results` and `tools` are its words on pages that lead to `address`: "For one
      patient: (title), every step shown", and "(results) can be worked out for one person, step
      by step, with the (tools)".
    - `folder` holds what a browser loads (`scripts/`, `styles/`) and the templates of its pages
      (`templates/`).
    - `pages` names modules that declare pages as those of `generator.pages` do.
    - `commands` names modules with a function `add_command`, which adds a command that needs no
      project and sets what runs it.
    """

    id: str
    title: str
    results: str
    tools: str
    address: str
    folder: Path
    calculators: tuple[Calculator, ...] = ()
    pages: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
