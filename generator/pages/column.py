"""A column of the page side by side: what one study, or one drug, says in each row.

Every cell is written by the tables of the pages, so that words, rounding and ways home are theirs.
The script only puts cells into rows, and says where two columns differ: by keys that are given
here, never by reading figures.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator.html.element import Child
from generator.html.markup_tree import tree_of
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence

PAGE = "side-by-side.html"
Kind = Literal["studies", "drugs"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known of a study or drug.

    `key` is the same where columns agree, and `other` says in words that they do not; `silent`
    stands where there is no content.
    """

    part: str
    name: str
    content: Child
    key: str = ""
    other: str = ""
    silent: str = "not reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A figure: the row it stands in, its name, when it was measured and which kind it is.

    A line without a row stands with what else was measured in its domain. `further` are interim
    figures, parts of groups and repeats. `place` orders the domains alike in every column.
    """

    place: int
    domain: str
    row: str
    row_name: str
    name: str
    time: str
    kind: str
    further: bool
    content: Child


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmLine:
    """A count of harm; `key` is the same where two sources use the same words."""

    key: str
    event: str
    serious: bool
    content: Child


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A column, ready to be placed by a script.

    `alone` says what stands in place of a control group, and is empty where there is one; `shares`
    are the columns with the same people in them: certainly (True) or perhaps (False).
    """

    kind: Kind
    id: str
    label: str
    head: Child
    alone: str
    retracted: bool
    facts: tuple[Fact, ...]
    lines: tuple[Line, ...]
    harms: tuple[HarmLine, ...]
    trust: tuple[Fact, ...]
    background: Mapping[str, Child] = field(default_factory=dict)
    shares: Mapping[str, bool] = field(default_factory=dict)


def side_scope(site: SiteEvidence) -> OpenPage:
    """Return the page the columns stand on, in whose cells no word is explained again."""
    known = {*site.terms, *(measure.label for measure in site.evidence.measures.values())}
    return OpenPage(site, PAGE, known)


def side_file(kind: str, name: str) -> str:
    """Return the path of a column below the site's root."""
    return f"assets/columns/{kind}/{name}.js"


def side_script(side: Side) -> bytes:
    """Return a column as a script that hands it over: the one way to load it from a disk too."""
    column = {
        "kind": side.kind,
        "id": side.id,
        "label": side.label,
        "head": tree_of(side.head),
        "alone": side.alone,
        "retracted": side.retracted,
        "shares": dict(side.shares),
        "facts": list(map(_fact, side.facts)),
        "background": {name: tree_of(words) for name, words in side.background.items()},
        "lines": list(map(_line, side.lines)),
        "harms": list(map(_harm, side.harms)),
        "trust": list(map(_fact, side.trust)),
    }
    # Written in ASCII: no end of line and no half of a surrogate pair can break the script.
    return f"self.evidenceColumn({json.dumps(column, separators=(',', ':'))});\n".encode()


def together_with(kind: Kind, names: Iterable[str]) -> str:
    """Return the address, from the site's root, at which these stand side by side."""
    # After a question mark a fragment is a state of the page and no place on it; the check of links
    # knows this form.
    return f"{PAGE}#?{kind}={','.join(names)}"


def _fact(fact: Fact) -> dict[str, object]:
    return {
        "part": fact.part,
        "name": fact.name,
        "cell": tree_of(fact.content),
        "key": fact.key,
        "other": fact.other,
        "silent": fact.silent,
    }


def _line(line: Line) -> dict[str, object]:
    return {
        "place": line.place,
        "domain": line.domain,
        "row": line.row,
        "rowName": line.row_name,
        "name": line.name,
        "time": line.time,
        "kind": line.kind,
        "further": line.further,
        "cell": tree_of(line.content),
    }


def _harm(harm: HarmLine) -> dict[str, object]:
    return {
        "key": harm.key,
        "event": harm.event,
        "serious": harm.serious,
        "cell": tree_of(harm.content),
    }
