"""What registers, regulators and reviews say, never mixed with the results of studies."""

from typing import Annotated

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


@record
class SafetyNotice:
    """What a regulator, a label or a class-wide safety study says."""

    id: RecordId
    kind: Annotated[str, means("kind of notice", "regulator's safety communication")]
    fact: Annotated[str, means("what it says, in our own words")]
    url: PageAddress
    where: PlaceOnPage
    seen: DaySeen
    extraction: Extracted
    drugs: DrugIds = ()
    drugs_as_named: Annotated[tuple[str, ...], means("drugs as the source names them")] = ()
    body: Annotated[str | None, means("who says it")] = None
    date: Annotated[PartialDate | None, means("day it was issued")] = None
    date_reported: Annotated[PartialDate | None, means("day the page we read reported it")] = None
    population: Annotated[str | None, means("people it is about")] = None
    reference: Annotated[str | None, means("paper or document it rests on")] = None
    title: Title | None = None
    journal: Annotated[str | None, means("journal, where it is a paper")] = None
    also: FurtherPages = ()
    note: Note | None = None


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
