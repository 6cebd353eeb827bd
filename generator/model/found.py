"""A record as a file or a service gave it, before anybody decided about it."""

from dataclasses import dataclass, replace
from typing import Literal

from generator.model.citation import Citation
from generator.model.identifier import Doi, Identifier, Pmid, Registration
from generator.model.inline import Inline, Span

NoticeKind = Literal[
    "retraction", "partial-retraction", "concern", "erratum", "update", "republication"
]
# What the record itself is, or says, about another one. None of these marks the record as
# retracted.
LinkKind = Literal[
    "comment-on",
    "comment-in",
    "reply-to",
    "erratum-for",
    "retraction-of",
    "concern-for",
    "update-of",
    "republished-from",
    "preprint-of",
    "preprint-in",
    "cites",
    "similar",
    "other",
]


@dataclass(frozen=True, slots=True)
class RecordNotice:
    """Something that was published about this very record, such as its retraction.

    `reference` is where the notice stands, as the source words it ("Example J Med.
    2022;74(1):12"); it is empty where the source only marks the record.
    """

    kind: NoticeKind
    reference: str = ""
    pmid: Pmid | None = None
    doi: Doi | None = None
    date: str = ""


@dataclass(frozen=True, slots=True)
class RecordLink:
    """How this record stands to another one."""

    kind: LinkKind
    reference: str = ""
    pmid: Pmid | None = None
    doi: Doi | None = None


@dataclass(frozen=True, slots=True)
class AbstractPart:
    """One part of an abstract with its label; held for screening, never written or published."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class RegisteredOutcome:
    """An outcome as a register names it."""

    role: Literal["primary", "secondary", "other"]
    measure: str
    time: str = ""


@dataclass(frozen=True, slots=True)
class RegisteredArm:
    """A group as a register describes it."""

    label: str
    kind: str = ""
    interventions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """What a register says of a trial, as printed there."""

    registration: Registration
    status: str = ""
    has_results: bool = False
    brief_title: str = ""
    official_title: str = ""
    phase: str = ""
    study_type: str = ""
    allocation: str = ""
    masking: str = ""
    enrollment: int | None = None
    enrollment_kind: str = ""
    start: str = ""
    primary_completion: str = ""
    completion: str = ""
    first_posted: str = ""
    last_update_posted: str = ""
    results_posted: str = ""
    why_stopped: str = ""
    sponsor: str = ""
    conditions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    ages: str = ""
    criteria: str = ""
    arms: tuple[RegisteredArm, ...] = ()
    outcomes: tuple[RegisteredOutcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was read: file, line of its beginning (0 where unknown), and format."""

    file: str
    line: int = 0
    format: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRecord:
    """One bibliographic or register record as it was read.

    `citation.key` is empty or what the file called it; `citation.title` is the plain form of
    `title`. `other_dois` and `other_pmids` are further identifiers of the record itself, never of
    papers it cites. `publication_types`, `subjects` (MeSH, keywords) and `funding` help to fill the
    first draft of a study.
    """

    citation: Citation
    title: tuple[Inline, ...] = ()
    translated_title: str = ""
    original_title: str = ""
    language: str = ""
    published: str = ""
    registrations: tuple[Registration, ...] = ()
    notices: tuple[RecordNotice, ...] = ()
    links: tuple[RecordLink, ...] = ()
    other_dois: tuple[Doi, ...] = ()
    other_pmids: tuple[Pmid, ...] = ()
    publication_types: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    funding: tuple[str, ...] = ()
    abstract: tuple[AbstractPart, ...] = ()
    register: RegisterEntry | None = None
    origin: Origin = Origin("")

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """Return every identifier of the record itself; for a register entry its registration."""
        of_report: tuple[Identifier, ...] = (
            *self.citation.identifiers,
            *self.other_dois,
            *self.other_pmids,
        )
        return (*of_report, self.register.registration) if self.register else of_report

    @property
    def cited(self) -> Citation:
        """Return the citation as a bibliography keeps it, with what stands out in its title."""
        if any(isinstance(part, Span) for part in self.title):
            return replace(self.citation, title_tree=self.title)
        return self.citation

    @property
    def is_retracted(self) -> bool:
        """Tell whether the record itself was retracted."""
        return any(notice.kind == "retraction" for notice in self.notices)
