"""A study: what was done, in whom, with what result, as its sources report it."""

from collections.abc import Mapping
from typing import Literal

from generator.model.number import Count, Number
from generator.model.provenance import Extraction, Source
from generator.model.record import record
from generator.model.result import Result, TimePoint
from generator.model.text import Slug

Evidence = Literal["treatment", "safety", "comparator", "context"]
RelationToSeed = Literal["seed", "similar", "cited-by", "reference", "found"]


# What a draft says in place of its summary, until somebody has written one.
UNWRITTEN_SUMMARY = "To be extracted."


@record
class StudyPopulation:
    """Who took part, in the words of the source."""

    disease: str
    age_group: Literal["adult", "juvenile", "mixed"] | None = None
    subtype: str | None = None
    refractory: bool | None = None
    criteria: str | None = None
    source: str | None = None
    where: str | None = None
    note: str | None = None


@record
class Setting:
    """Where and when a study was done, and by whom."""

    country: str | None = None
    city: str | None = None
    site: str | None = None
    centres: Count | None = None
    period: str | None = None
    sponsor: str | None = None
    source: str | None = None
    where: str | None = None
    note: str | None = None


@record
class Participants:
    """How many people were screened, enrolled, treated, analysed; for a review, how many studies."""

    screened: Count | None = None
    enrolled: Count | None = None
    treated: Count | None = None
    analysed: Count | None = None
    completed: Count | None = None
    studies: Count | None = None
    note: str | None = None
    source: str | None = None
    where: str | None = None


@record
class FollowUp:
    """How long people were followed."""

    value: Number | None = None
    unit: str | None = None
    label: str | None = None
    median: Number | None = None
    min: Number | None = None
    max: Number | None = None
    note: str | None = None
    source: str | None = None
    where: str | None = None


@record
class Arm:
    """A group of participants and what it was given; some groups are not treatments."""

    id: Slug
    label: str
    drug: str | None = None
    dose: str | None = None
    frequency: str | None = None
    formulation: str | None = None
    duration: str | None = None
    total: Count | None = None
    co_treatment: str | None = None
    note: str | None = None


@record
class Baseline:
    """One line about the participants at the start."""

    item: str
    source: str
    where: str
    measure: str | None = None
    arm: str | None = None
    unit: str | None = None
    value: str | None = None
    mean: Number | None = None
    sd: Number | None = None
    median: Number | None = None
    q1: Number | None = None
    q3: Number | None = None
    min: Number | None = None
    max: Number | None = None
    events: Count | None = None
    percent: Number | None = None
    total: Count | None = None
    p: Number | None = None
    note: str | None = None


@record
class PatientValue:
    """A finding in one patient at one time, as printed."""

    time: str
    value: str


@record
class Patient:
    """One finding followed in one patient."""

    patient: str
    source: str
    where: str
    age: Number | None = None
    sex: str | None = None
    arm: str | None = None
    measure: str | None = None
    reported_as: str | None = None
    unit: str | None = None
    values: tuple[PatientValue, ...] = ()
    observed: TimePoint | None = None
    response: str | None = None
    note: str | None = None


@record
class Harm:
    """An adverse event that was looked for; its address is `<study>#<id>` for good.

    `events` 0 means looked for and not found. `counted` says whether people or events were counted.
    """

    id: Slug
    event: str
    arm: str
    counted: Literal["participants", "events"]
    source: str
    where: str
    events: Count | None = None
    total: Count | None = None
    percent: Number | None = None
    serious: bool | None = None
    p: Number | None = None
    note: str | None = None


@record
class Discrepancy:
    """Something on which the sources of a study disagree."""

    id: Slug
    text: str
    about: tuple[str, ...] = ()


Row = Result | Harm | Baseline | Patient


@record
class Study:
    """What was done; the papers about it are its reports."""

    id: Slug
    label: str
    reports: tuple[Slug, ...]
    relation: RelationToSeed
    evidence: Evidence
    drugs: tuple[str, ...]
    design: str
    sources: Mapping[Slug, Source]
    summary: str
    extraction: Extraction
    name: str | None = None
    registrations: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    population: StudyPopulation | None = None
    setting: Setting | None = None
    participants: Participants | None = None
    follow_up: FollowUp | None = None
    arms: tuple[Arm, ...] = ()
    baseline: tuple[Baseline, ...] = ()
    results: tuple[Result, ...] = ()
    patients: tuple[Patient, ...] = ()
    harms: tuple[Harm, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    bias_notes: str | None = None
    funding: str | None = None
    conflicts: str | None = None

    @property
    def is_extracted(self) -> bool:
        """Tell whether its values were read; a draft waits for that and counts nowhere."""
        return self.extraction.status != "to-be-extracted"

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return every row of values, of whatever kind."""
        return (*self.results, *self.harms, *self.baseline, *self.patients)

    @property
    def numbers(self) -> tuple[Result | Harm, ...]:
        """Return every row that has a permanent address."""
        return (*self.results, *self.harms)

    @property
    def size(self) -> Count | None:
        """Return the number of participants: treated, else analysed, else enrolled, else unknown."""
        people = self.participants
        return (people.treated or people.analysed or people.enrolled) if people else None

    def arm(self, arm_id: str) -> Arm:
        """Return the arm of that id."""
        return next(arm for arm in self.arms if arm.id == arm_id)

    def discrepancies_about(self, result_id: str) -> tuple[Discrepancy, ...]:
        """Return the discrepancies that name the result or harm."""
        return tuple(item for item in self.discrepancies if result_id in item.about)
