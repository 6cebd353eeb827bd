"""What matching looks at in a report, wherever it is known from."""

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

# The prefixes under which preprint servers register DOIs: medRxiv and bioRxiv, Research Square and
# others.
_PREPRINT_DOIS = re.compile(
    r"10\.(?:1101|21203|22541|20944|31219|31234|31235|2139|26434|36227|12688|48550)/"
)
_PREPRINT_HOMES = re.compile(
    r"\b(?:medrxiv|biorxiv|research square|preprints?(?:\.org)?|ssrn|authorea|arxiv"
    r"|osf preprints)\b",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"meeting abstract|congress|conference (?:abstract|paper|proceeding)", re.IGNORECASE
)
# Meetings print their abstracts in supplements of journals.
_SUPPLEMENT = re.compile(r"\bsuppl", re.IGNORECASE)
# Numbers of abstracts at meetings, as societies print them.
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
        return frozenset(known for known in self.identifiers if isinstance(known, kind))

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
    titles: tuple[str, ...] = (
        record.citation.title,
        record.translated_title,
        record.original_title,
    )
    nature = _nature(record.citation, record.publication_types)
    if record.register:
        titles += (record.register.brief_title, record.register.official_title)
        nature = "register entry"
    return replace(
        sketch_of_citation(record.citation),
        name=name,
        standing=standing,
        titles=tuple(dict.fromkeys(filter(None, titles))),
        nature=nature,
        identifiers=frozenset(record.identifiers),
        registrations=frozenset(record.registrations),
        types=frozenset(kind.casefold() for kind in record.publication_types),
        pointers=tuple(_pointers(record)),
    )


def sketch_of_row(row: ScreeningRecord) -> Sketch:
    """Return the sketch of a row of the screening log, the record of which may be lost."""
    identifiers = identifiers_in(row.identifier)
    is_trial = any(isinstance(identifier, Registration) for identifier in identifiers)
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
    identifiers = frozenset(part for part in parts if part)
    return identifiers if len(identifiers) == len(parts) else frozenset()


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
    identifier = parse_identifier(text)
    return identifier if isinstance(identifier, Registration) else None


def registrations_of(numbers: Iterable[str]) -> frozenset[Registration]:
    """Return the registrations among some numbers."""
    return frozenset(number for number in map(registration_of, numbers) if number)


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
    kinds = [kind.casefold() for kind in (*types, citation.genre)]
    if (
        "preprint" in kinds
        or _PREPRINT_DOIS.match(doi)
        or _PREPRINT_HOMES.search(citation.container)
    ):
        return "preprint"
    is_abstract = (
        any(map(_MEETING.search, kinds))
        or citation.kind == "paper-conference"
        or _ABSTRACT_TITLE.search(citation.title)
        or _is_abstract_of_supplement(citation)
    )
    return "abstract" if is_abstract else "paper"


def _is_abstract_of_supplement(citation: Citation) -> bool:
    """Tell whether pages look like those of an abstract: a supplement may hold papers too."""
    place = f"{citation.volume} {citation.number} {citation.pages}"
    first = citation.pages.partition("–")[0].strip()
    looks_so = _ABSTRACT_PAGE.fullmatch(first) or _is_one_page(citation.pages)
    return bool(_SUPPLEMENT.search(place) and looks_so)


def _is_one_page(pages: str) -> bool:
    """Tell whether pages are one or two: 1173, 1173–1174 or, shortened, 1173–4."""
    first, _, last = pages.partition("–")
    starts, ends = _DIGITS.findall(first), _DIGITS.findall(last or first)
    if not starts or not ends:
        return False
    start, end = starts[-1], ends[-1]
    # What a shortened last page leaves out is that of the first; a whole one takes nothing over.
    end = start[: -len(end)] + end
    return int(end) - int(start) in {0, 1}


def _pointers(record: FoundRecord) -> Iterator[Pointer]:
    """Yield what the record itself says of others: its links, and the places of its notices."""
    stated: list[tuple[Stands | None, RecordLink | RecordNotice]] = [
        (OF_LINK.get(link.kind), link) for link in record.links
    ]
    stated += [(OF_NOTICE.get(notice.kind), notice) for notice in record.notices]
    for stands, place in stated:
        for identifier in (place.pmid, place.doi):
            if stands and identifier:
                yield Pointer(stands, identifier)
