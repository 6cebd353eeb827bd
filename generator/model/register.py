"""What registers, regulators and reviews say: shown with their source, never mixed with study results."""

from generator.model.date import PartialDate
from generator.model.number import Count
from generator.model.provenance import Extraction
from generator.model.record import record
from generator.model.text import Address, Slug


@record
class RegisterFact:
    """One field of a register entry, and the page it was read on."""

    field: str
    value: str
    url: Address
    where: str


@record
class RegisteredTrial:
    """A registered trial as a register page, or a copy of one, showed it on the day it was seen."""

    id: Slug
    title: str
    drugs: tuple[str, ...]
    url: Address
    where: str
    seen: PartialDate
    extraction: Extraction
    registration: str | None = None
    other_ids: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    study: str | None = None
    status: str | None = None
    as_of: PartialDate | None = None
    phase: str | None = None
    design: str | None = None
    intervention: str | None = None
    comparator: str | None = None
    treatment: str | None = None
    duration: str | None = None
    follow_up: str | None = None
    glucocorticoid: str | None = None
    participants: str | None = None
    criteria: str | None = None
    primary_outcome: str | None = None
    secondary_outcomes: str | None = None
    sponsor: str | None = None
    sites: str | None = None
    countries_listed: tuple[str, ...] = ()
    protocol_code: str | None = None
    first_entered: str | None = None
    first_posted: str | None = None
    start: str | None = None
    completion: str | None = None
    also: tuple[Address, ...] = ()
    facts: tuple[RegisterFact, ...] = ()
    not_seen: tuple[str, ...] = ()
    discrepancy: str | None = None
    note: str | None = None


@record
class SafetyNotice:
    """What a regulator, a label or a class-wide safety study says."""

    id: Slug
    kind: str
    fact: str
    url: Address
    where: str
    seen: PartialDate
    extraction: Extraction
    drugs: tuple[str, ...] = ()
    drugs_as_named: tuple[str, ...] = ()
    body: str | None = None
    date: PartialDate | None = None
    date_reported: PartialDate | None = None
    population: str | None = None
    reference: str | None = None
    title: str | None = None
    journal: str | None = None
    also: tuple[Address, ...] = ()
    note: str | None = None


@record
class ReviewedStudy:
    """What a review says of a study nobody here has read: shown, never pooled."""

    id: Slug
    review: str
    study_as_named: str
    finding: str
    url: Address
    where: str
    seen: PartialDate
    extraction: Extraction
    drugs: tuple[str, ...] = ()
    drug_as_named: str | None = None
    population: str | None = None
    populations: tuple[str, ...] = ()
    review_report: str | None = None
    study: str | None = None
    total: Count | None = None
    note: str | None = None
