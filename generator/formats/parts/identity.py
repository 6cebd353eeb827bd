"""What identifies one record while it is read, and what was found wrong with it."""

import re
from dataclasses import dataclass, field
from typing import TypeVar

from generator.formats.collection import FOREIGN_IDENTIFIER, TWO_IDENTIFIERS
from generator.model.finding import Finding, Place
from generator.model.identifier import Doi, Pmcid, Pmid
from generator.model.rule import Rule

_Kind = TypeVar("_Kind", Doi, Pmid, Pmcid)
# Libraries and publishers resolve DOIs behind addresses of their own: `doi.library.example/10.1/x`.
_RESOLVER = re.compile(r"https?://[^/\s]*\bdoi\b[^/\s]*/(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)


def plain_identifier(identifier: Doi | Pmid | Pmcid | None) -> str:
    """Return an identifier as formats write it in a field of its own: `10.5555/a`, `1`, `PMC1`."""
    match identifier:
        case Doi():
            return identifier.name
        case Pmid():
            return str(identifier.number)
        case Pmcid():
            return str(identifier)
    return ""


def pmid_of(figures: str) -> Pmid | None:
    """Return the PMID that plain figures are, or None where they are none."""
    if not figures.isascii() or not figures.isdigit() or not int(figures):
        return None
    return Pmid(int(figures))


@dataclass(slots=True)
class Identity:
    """Collects the identifiers and the findings of the record that begins on a line.

    The first identifier of each kind is the record's own; a second one is kept and noted. `called`
    is what a finding calls the record by where it has neither PMID nor DOI.
    """

    file: str
    line: int = 0
    called: str = ""
    dois: list[Doi] = field(default_factory=list)
    pmids: list[Pmid] = field(default_factory=list)
    pmcids: list[Pmcid] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def doi(self) -> Doi | None:
        """Return the DOI of the record."""
        return next(iter(self.dois), None)

    @property
    def pmid(self) -> Pmid | None:
        """Return the PMID of the record."""
        return next(iter(self.pmids), None)

    @property
    def pmcid(self) -> Pmcid | None:
        """Return the PMCID of the record."""
        return next(iter(self.pmcids), None)

    @property
    def name(self) -> str:
        """Return what a finding calls the record by."""
        return str(self.pmid or self.doi or self.called[:60] or "a record")

    def note(self, rule: Rule, seen: str, expected: str, remedy: str) -> None:
        """Keep a finding about the record."""
        place = Place(self.file, self.line, self.name)
        self.findings.append(rule.broken(place, seen=seen, expected=expected, remedy=remedy))

    def add_doi(self, text: str) -> None:
        """Read a DOI in any of its forms, also as the address of a resolver."""
        resolved = _RESOLVER.fullmatch(text.strip())
        self._add(Doi, self.dois, resolved[1] if resolved else text)

    def add_pmid(self, text: str) -> None:
        """Read a PMID in any of its forms."""
        self._add(Pmid, self.pmids, text)

    def add_pmcid(self, text: str) -> None:
        """Read a PMCID in any of its forms."""
        self._add(Pmcid, self.pmcids, text)

    def _add(self, kind: type[_Kind], known: list[_Kind], text: str) -> None:
        if not text.strip():
            return
        try:
            identifier = kind.parse(text)
        except ValueError as error:
            self.note(
                FOREIGN_IDENTIFIER,
                f"has the {kind.__name__.upper()} {text.strip()[:60]!r}, which was left out",
                "an identifier that can be read",
                f"Look it up and give it by hand: {error}.",
            )
            return
        if identifier in known:
            return
        if known:
            self.note(
                TWO_IDENTIFIERS,
                f"has two of a kind: {known[0]} and {identifier}",
                f"one {kind.__name__.upper()}",
                "Both are kept; the first is used. See which is right.",
            )
        known.append(identifier)
