"""What matching looks at in a report, wherever it is known from: identifiers, title, author, year, place, trial."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from generator.matching.relation import OF_LINK, OF_NOTICE, Stands
from generator.model.citation import Citation
from generator.model.found import FoundRecord, RecordLink, RecordNotice
from generator.model.identifier import Identifier, Registration, parse_identifier
from generator.model.reference import ScreeningRecord
from generator.model.register import RegisteredTrial

Nature = Literal["abstract", "preprint", "register entry", "paper"]

_PREPRINT_DOIS = re.compile(
    r"10\.(?:1101|21203|22541|20944|31219|31234|31235|2139|26434|36227|12688|48550)/"
)
_PREPRINT_HOMES = re.compile(
    r"\b(?:medrxiv|biorxiv|research square|preprints?(?:\.org)?|ssrn|authorea|arxiv|osf preprints)\b",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"meeting abstract|congress|conference (?:abstract|paper|proceeding)", re.IGNORECASE
)
_SUPPLEMENT = re.compile(r"\bsuppl", re.IGNORECASE)
_ABSTRACT_PAGE = re.compile(
    r"(?:ab|op|pos|fri|sat|thu|wed|abs|lb|o|p|a)[\s-]?\d{2,5}", re.IGNORECASE
)
_ABSTRACT_TITLE = re.compile(
    r"^(?:(?:AB|OP|POS|FRI|SAT|THU|WED|LB)\d{3,4}\b|P\d{3}\b)|\[abstract\]", re.IGNORECASE
)
_BETWEEN = re.compile(r"(?:[\s();,]|\bdoi\b:?|\bpmid\b:?)+", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


class Pointer(NamedTuple):
    """How a report says that it stands to another one."""

    stands: Stands
    identifier: Identifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """One report or register entry as matching sees it; what is not known is empty.

    `name` is what a curator knows it by (citekey or identifier), `standing` what was decided
    ("included as paik-2021"). `titles` holds its title and, where known, the translated and the
    original one.
    """

    name: str
    standing: str = ""
    study: str = ""
    titles: tuple[str, ...] = ()
    surname: str = ""
    year: int | None = None
    journal: str = ""
    volume: str = ""
    pages: str = ""
    nature: Nature = "paper"
    identifiers: frozenset[Identifier] = frozenset()
    registrations: frozenset[Registration] = frozenset()
    types: frozenset[str] = frozenset()
    pointers: tuple[Pointer, ...] = ()

    @property
    def first_page(self) -> str:
        """The page on which it begins, without case."""
        return self.pages.partition("–")[0].partition("-")[0].strip().casefold()

    def known_as(self, kind: type) -> frozenset[Identifier]:
        """Return its identifiers of one kind."""
        return frozenset(one for one in self.identifiers if isinstance(one, kind))

    def together_with(self, other: "Sketch") -> "Sketch":
        """Return the sketch with what only the other one says of the same report."""
        return replace(
            self,
            standing=self.standing or other.standing,
            study=self.study or other.study,
            titles=tuple(dict.fromkeys((*self.titles, *other.titles))),
            surname=self.surname or other.surname,
            year=self.year or other.year,
            journal=self.journal or other.journal,
            volume=self.volume or other.volume,
            pages=self.pages or other.pages,
            nature=other.nature if self.nature == "paper" else self.nature,
            identifiers=self.identifiers | other.identifiers,
            registrations=self.registrations | other.registrations,
            types=self.types | other.types,
            pointers=tuple(dict.fromkeys((*self.pointers, *other.pointers))),
        )


def sketch_of_citation(citation: Citation, standing: str = "", study: str = "") -> Sketch:
    """Return the sketch of an entry of the bibliography."""
    return Sketch(
        name=citation.key,
        standing=standing or f"in the bibliography as {citation.key}",
        study=study,
        titles=(citation.title,) if citation.title else (),
        surname=surname_of(citation),
        year=citation.year,
        journal=citation.container,
        volume=citation.volume,
        pages=citation.pages,
        nature=_nature(citation, ()),
        identifiers=frozenset(citation.identifiers),
    )


def sketch_of_found(record: FoundRecord, name: str, standing: str = "") -> Sketch:
    """Return the sketch of a record that was found."""
    titles = (record.citation.title, record.translated_title, record.original_title)
    register = (
        (record.register.brief_title, record.register.official_title) if record.register else ()
    )
    return replace(
        sketch_of_citation(record.citation),
        name=name,
        standing=standing,
        titles=tuple(dict.fromkeys(filter(None, (*titles, *register)))),
        nature="register entry"
        if record.register
        else _nature(record.citation, record.publication_types),
        identifiers=frozenset(record.identifiers),
        registrations=frozenset(record.registrations),
        types=frozenset(kind.casefold() for kind in record.publication_types),
        pointers=tuple(_pointers(record)),
    )


def sketch_of_row(row: ScreeningRecord) -> Sketch:
    """Return the sketch of a row of the screening log, of which no more is known than stands there."""
    identifiers = identifiers_in(row.identifier)
    is_trial = any(isinstance(one, Registration) for one in identifiers)
    return Sketch(
        name=row.identifier,
        standing=standing_of(row),
        study=row.study,
        titles=(row.title,) if row.title else (),
        nature="register entry" if is_trial else "paper",
        identifiers=identifiers,
    )


def identifiers_in(text: str) -> frozenset[Identifier]:
    """Return the identifiers that a text consists of; none where other words stand beside them.

    >>> sorted(map(str, identifiers_in("doi 10.1186/s12969-021-00637-8 (PMC8466894)")))
    ['PMC8466894', 'doi:10.1186/s12969-021-00637-8']
    >>> identifiers_in("PMID 7 as printed there")
    frozenset()
    """
    whole = parse_identifier(text)
    if whole:
        return frozenset({whole})
    parts = [parse_identifier(part) for part in _BETWEEN.split(text) if part]
    found = frozenset(part for part in parts if part)
    return found if len(found) == len(parts) else frozenset()


def sketch_of_trial(trial: RegisteredTrial) -> Sketch:
    """Return the sketch of a registered trial."""
    number = registration_of(trial.registration or trial.id)
    return Sketch(
        name=trial.id,
        standing=f"a registered trial{f', study {trial.study}' if trial.study else ''}",
        study=trial.study or "",
        titles=(trial.title,),
        nature="register entry",
        identifiers=frozenset({number}) if number else frozenset(),
    )


def registration_of(text: str) -> Registration | None:
    """Return the registration that a text names, if it is one of a register we know."""
    found = parse_identifier(text)
    return found if isinstance(found, Registration) else None


def registrations_of(numbers: Iterable[str]) -> frozenset[Registration]:
    """Return the registrations among some numbers."""
    return frozenset(found for found in map(registration_of, numbers) if found)


def standing_of(row: ScreeningRecord) -> str:
    """Return in words what was decided about a row of the screening log."""
    if row.decision == "included" and row.study:
        return f"included as {row.study}"
    if row.decision in {"excluded", "duplicate"} and row.reason:
        return f"{row.decision}: {row.reason}"
    return "awaiting a decision" if row.decision == "awaiting" else row.decision


def surname_of(citation: Citation) -> str:
    """Return the surname of the first author, or the name of the group."""
    return citation.authors[0].surname if citation.authors else ""


def _nature(citation: Citation, types: Iterable[str]) -> Nature:
    doi = citation.doi.folded if citation.doi else ""
    words = [kind.casefold() for kind in (*types, citation.genre)]
    if (
        "preprint" in words
        or _PREPRINT_DOIS.match(doi)
        or _PREPRINT_HOMES.search(citation.container)
    ):
        return "preprint"
    numbers = f"{citation.volume} {citation.number}"
    # A supplement may hold whole papers too: its pages or its title have to look like those of an
    # abstract.
    looks_so = _ABSTRACT_PAGE.fullmatch(citation.pages.partition("–")[0].strip()) or _is_one_page(
        citation.pages
    )
    if (
        any(map(_MEETING.search, words))
        or citation.kind == "paper-conference"
        or _ABSTRACT_TITLE.search(citation.title)
        or (_SUPPLEMENT.search(f"{numbers} {citation.pages}") and looks_so)
    ):
        return "abstract"
    return "paper"


def _is_one_page(pages: str) -> bool:
    """Tell whether pages are one or two: 1173, 1173–1174 or, shortened, 1173–4."""
    first, _, last = pages.partition("–")
    start, end = (_DIGITS.findall(one) for one in (first, last or first))
    if not start or not end:
        return False
    whole = f"{start[-1][: -len(end[-1])]}{end[-1]}" if len(end[-1]) < len(start[-1]) else end[-1]
    return int(whole) - int(start[-1]) in {0, 1}


def _pointers(record: FoundRecord) -> Iterator[Pointer]:
    """Yield what the record itself says of others: its links, and where the notices about it stand."""
    said: list[tuple[Stands | None, RecordLink | RecordNotice]] = [
        (OF_LINK.get(link.kind), link) for link in record.links
    ]
    said += [(OF_NOTICE.get(notice.kind), notice) for notice in record.notices]
    for stands, place in said:
        for identifier in (place.pmid, place.doi):
            if stands and identifier:
                yield Pointer(stands, identifier)
