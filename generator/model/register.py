"""What registers, regulators and reviews say, never mixed with the results of studies."""

from typing import Annotated, Literal

from generator.model.date import PartialDate
from generator.model.meaning import means
from generator.model.provenance import Extracted
from generator.model.record import record
from generator.model.shared_fields import (
    DaySeen,
    DrugIds,
    FurtherPages,
    Note,
    PageAddress,
    PlaceOnPage,
    PopulationIds,
    ReadThrough,
    RecordId,
    Title,
    Total,
)


@record
class RegisterFact:
    """One field of a register entry, and the page it was read on."""

    field: Annotated[str, means("field of the register entry")]
    value: Annotated[str, means("what it says, shortened")]
    url: PageAddress
    where: PlaceOnPage


@record
class RegisteredTrial:
    """A registered trial as a register page, or a copy of one, showed it on the day it was seen."""

    id: RecordId
    title: Title
    drugs: DrugIds
    url: PageAddress
    where: PlaceOnPage
    seen: DaySeen
    extraction: Extracted
    registration: Annotated[str | None, means("number in the register", "NCT01234567")] = None
    other_ids: Annotated[tuple[str, ...], means("numbers in other registers")] = ()
    populations: PopulationIds = ()
    study: Annotated[str | None, means("id of the study that reports it, if there is one")] = None
    status: Annotated[
        str | None, means("status as the register words it", "Recruiting", "Completed")
    ] = None
    as_of: Annotated[PartialDate | None, means("date the register page itself carries")] = None
    phase: Annotated[str | None, means("phase, as the register words it")] = None
    design: Annotated[str | None, means("design, as the register words it")] = None
    intervention: Annotated[str | None, means("what is given")] = None
    comparator: Annotated[str | None, means("what it is compared with")] = None
    treatment: Annotated[str | None, means("further treatment")] = None
    duration: Annotated[str | None, means("how long it is given")] = None
    follow_up: Annotated[str | None, means("how long people are followed")] = None
    glucocorticoid: Annotated[str | None, means("what is planned for glucocorticoids")] = None
    participants: Annotated[
        str | None, means("how many, as the register words it", "10 (actual)")
    ] = None
    criteria: Annotated[str | None, means("who can take part, shortened")] = None
    primary_outcome: Annotated[str | None, means("primary outcome, as the register words it")] = (
        None
    )
    secondary_outcomes: Annotated[
        str | None, means("secondary outcomes, as the register words them")
    ] = None
    sponsor: Annotated[str | None, means("sponsor and collaborators")] = None
    sites: Annotated[str | None, means("centres")] = None
    countries_listed: Annotated[tuple[str, ...], means("countries the register lists")] = ()
    protocol_code: Annotated[str | None, means("code of the protocol")] = None
    first_entered: Annotated[str | None, means("day it was entered")] = None
    first_posted: Annotated[str | None, means("day it was first posted")] = None
    start: Annotated[str | None, means("start date, as the register gives it")] = None
    completion: Annotated[str | None, means("completion date, as the register gives it")] = None
    also: FurtherPages = ()
    facts: Annotated[
        tuple[RegisterFact, ...], means("single facts of the entry, each with page and place")
    ] = ()
    not_seen: Annotated[tuple[str, ...], means("what the page did not show")] = ()
    discrepancy: Annotated[str | None, means("what pages disagree about")] = None
    note: Note | None = None


# What a notice is, and the words for it. The order is the one in which pages show notices: what a
# regulator says comes before what is known of the disease itself, and that before other diseases.
_KIND_WORDS = {
    "safety-communication": "safety communication of a regulator",
    "opinion": "opinion of a regulator",
    "announcement": "announcement of a regulator",
    "label": "label",
    "dose-and-monitoring": "dose and monitoring",
    "approval": "approval",
    "guideline": "guideline",
    "background-risk": "risk of the disease itself",
    "study-of-another-disease": "study of another disease",
}
SafetyNoticeKind = Literal[
    "safety-communication",
    "opinion",
    "announcement",
    "label",
    "dose-and-monitoring",
    "approval",
    "guideline",
    "background-risk",
    "study-of-another-disease",
]
# By which a regulator warns, or a label in its name.
WARNING_KINDS: frozenset[SafetyNoticeKind] = frozenset(
    {"safety-communication", "opinion", "announcement", "label"}
)


@record
class LabelSection:
    """A section of a label and the day it was last changed."""

    section: Annotated[
        str, means("heading and number of the section", "Boxed warning", "Serious infections (5.1)")
    ]
    changed: Annotated[PartialDate | None, means("day or month of its last change")] = None
    note: Note | None = None


@record
class SafetyNotice:
    """What a regulator, a label, a guideline or a class-wide safety study says.

    A boxed warning counts as known only where `complete` is true: headings of a warning that was
    not read to its end are kept and never shown, since they would pass for the whole.
    """

    id: RecordId
    kind: Annotated[
        SafetyNoticeKind,
        means(
            "what it is: a word of a regulator, a label, dose and monitoring, an approval, a "
            "guideline, the risk of the disease itself, or a study of another disease"
        ),
    ]
    fact: Annotated[str, means("what it says, in our own words, beyond what the other fields hold")]
    url: PageAddress
    where: PlaceOnPage
    seen: DaySeen
    extraction: Extracted
    drugs: DrugIds = ()
    drugs_as_named: Annotated[tuple[str, ...], means("drugs as the source names them")] = ()
    body: Annotated[str | None, means("who says it; of a guideline the organisation")] = None
    date: Annotated[PartialDate | None, means("day it was issued")] = None
    date_reported: Annotated[PartialDate | None, means("day the page we read reported it")] = None
    population: Annotated[str | None, means("people it is about")] = None
    populations: PopulationIds = ()
    other_disease: Annotated[
        bool,
        means(
            "true where it is about people with another disease than that of the topic, which is "
            "said wherever it is shown; false if left out"
        ),
    ] = False
    revised: Annotated[
        PartialDate | None, means("of a label: day or month of its newest known revision")
    ] = None
    sections: Annotated[
        tuple[LabelSection, ...], means("of a label: its changed sections, the newest first")
    ] = ()
    boxed_warning: Annotated[
        tuple[str, ...], means("of a label: every heading of its boxed warning, in its order")
    ] = ()
    boxed_warning_as_of: Annotated[
        PartialDate | None,
        means("of a label: date of the version its boxed warning was read in, if an older one"),
    ] = None
    complete: Annotated[
        bool | None,
        means(
            "of a label: true where its boxed warning was read to the end, or none is printed; "
            "false where the source broke off or the label was not read; else left out"
        ),
    ] = None
    dose: Annotated[str | None, means("of dose and monitoring: the dose, in our own words")] = None
    kidney: Annotated[
        str | None, means("of dose and monitoring: what changes with the function of the kidneys")
    ] = None
    liver: Annotated[str | None, means("of dose and monitoring: what changes in liver disease")] = (
        None
    )
    blood_counts: Annotated[
        str | None,
        means("of dose and monitoring: at which blood counts it is not started, paused or stopped"),
    ] = None
    before_start: Annotated[
        str | None, means("of dose and monitoring: what is looked for before the start and after")
    ] = None
    strength: Annotated[
        str | None, means("of a guideline: how strong it calls its recommendation", "conditional")
    ] = None
    reference: Annotated[str | None, means("paper or document it rests on")] = None
    title: Title | None = None
    journal: Annotated[str | None, means("journal, where it is a paper")] = None
    read_through: ReadThrough | None = None
    also: FurtherPages = ()
    note: Note | None = None

    @property
    def kind_words(self) -> str:
        """Return the kind as a reader says it."""
        return _KIND_WORDS[self.kind]

    @property
    def issued(self) -> PartialDate | None:
        """Return the day it was issued, or the revision of a label; None if neither is known."""
        return self.date or self.revised

    @property
    def has_boxed_warning(self) -> bool:
        """Tell whether it is a label with a boxed warning whose headings are all known."""
        return bool(self.boxed_warning) and self.complete is True


@record
class ReviewedStudy:
    """What a review says of a study nobody here has read: shown, never pooled."""

    id: RecordId
    review: Annotated[str, means("the review that reports it")]
    study_as_named: Annotated[str, means("the study as the review names it")]
    finding: Annotated[str, means("what the review says of it, in our own words")]
    url: PageAddress
    where: PlaceOnPage
    seen: DaySeen
    extraction: Extracted
    drugs: DrugIds = ()
    drug_as_named: Annotated[str | None, means("drug as the review names it")] = None
    population: Annotated[str | None, means("people, in the words of the review")] = None
    populations: PopulationIds = ()
    review_report: Annotated[str | None, means("key of the review in the bibliography")] = None
    study: Annotated[str | None, means("id of the study, where it has a file of its own")] = None
    total: Total | None = None
    note: Note | None = None
