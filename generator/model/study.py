"""A study: what was done, in whom, with what result, as its sources report it."""

from collections.abc import Mapping
from typing import Annotated, Literal

from generator.model.meaning import means
from generator.model.number import Count, Number
from generator.model.provenance import Extracted, Source
from generator.model.record import record
from generator.model.result import Result, TimePoint
from generator.model.shared_fields import (
    ArmId,
    Collected,
    Deviation,
    Events,
    HighestValue,
    LowerQuartile,
    LowestValue,
    Mean,
    MeasureId,
    Median,
    Note,
    Percent,
    PlaceOnPage,
    PrintedUnit,
    PValue,
    RecordId,
    SourceId,
    Total,
    UpperQuartile,
)
from generator.model.study_setting import Clusters, Setting, StudyPopulation
from generator.model.taken import Taken
from generator.model.text import Slug

EvidenceUse = Literal["treatment", "safety", "comparator", "context"]
RelationToSeed = Literal["seed", "similar", "cited-by", "reference", "found"]


# What a draft says in place of its summary, until somebody has written one.
UNWRITTEN_SUMMARY = "To be extracted."


@record
class Participants:
    """How many people were screened, enrolled, treated and analysed; of a review, its studies."""

    screened: Annotated[
        Count | None, means("people looked at for taking part: a whole number", "14")
    ] = None
    enrolled: Annotated[Count | None, means("people who entered: a whole number", "10")] = None
    treated: Annotated[
        Count | None, means("people who received treatment: a whole number", "10")
    ] = None
    analysed: Annotated[
        Count | None, means("people whose result is counted: a whole number", "10")
    ] = None
    completed: Annotated[
        Count | None, means("people who stayed to the end: a whole number", "9")
    ] = None
    studies: Annotated[
        Count | None, means("for a review, how many studies it holds: a whole number", "12")
    ] = None
    note: Note | None = None
    source: SourceId | None = None
    where: PlaceOnPage | None = None


@record
class FollowUp:
    """How long people were followed."""

    value: Annotated[Number | None, means("length, as printed, in `unit`", "12")] = None
    unit: Annotated[str | None, means("unit of time", "weeks", "months")] = None
    label: Annotated[
        str | None, means("words where there is no single length", "last follow-up")
    ] = None
    median: Annotated[Number | None, means("median length, as printed, in `unit`", "14")] = None
    min: Annotated[Number | None, means("shortest, as printed, in `unit`", "6")] = None
    max: Annotated[Number | None, means("longest, as printed, in `unit`", "30")] = None
    note: Note | None = None
    source: SourceId | None = None
    where: PlaceOnPage | None = None


@record
class Arm:
    """A group of participants and what it was given; some groups are not treatments."""

    id: Annotated[
        Slug,
        means("id of the group, used by results, harms and baseline lines of the study", "drug"),
    ]
    label: Annotated[
        str,
        means(
            "name of the group as readers see it; of a group that is no treatment: Group: …",
            "Drug 5 mg daily",
        ),
    ]
    drug: Annotated[
        str | None,
        means(
            "id of what the group was given, from data/vocabulary/drugs.yml; left out where"
            " it is no treatment",
            names="drug",
        ),
    ] = None
    dose: Annotated[str | None, means("one dose, as printed", "5 mg")] = None
    frequency: Annotated[str | None, means("how often", "twice daily")] = None
    formulation: Annotated[str | None, means("form", "extended release")] = None
    duration: Annotated[str | None, means("how long it was given", "12 weeks")] = None
    total: Annotated[
        Count | None, means("people in the group, as printed: a whole number", "10")
    ] = None
    co_treatment: Annotated[str | None, means("other treatment that was given or allowed")] = None
    took: Annotated[
        tuple[Taken, ...],
        means(
            "drugs of the topic that people of the group took though it is not named for them; a"
            " group of which most did so is no control"
        ),
    ] = ()
    note: Note | None = None


@record
class Baseline:
    """One line about the participants at the start."""

    item: Annotated[
        str, means("what the line is about, as the source names it", "age", "time since diagnosis")
    ]
    source: SourceId
    where: PlaceOnPage
    measure: MeasureId | None = None
    arm: ArmId | None = None
    unit: PrintedUnit | None = None
    value: Annotated[
        str | None, means("text or figure as printed, where none of the other keys fits")
    ] = None
    mean: Mean | None = None
    sd: Deviation | None = None
    median: Median | None = None
    q1: LowerQuartile | None = None
    q3: UpperQuartile | None = None
    min: LowestValue | None = None
    max: HighestValue | None = None
    events: Events | None = None
    percent: Percent | None = None
    total: Total | None = None
    p: PValue | None = None
    note: Note | None = None


@record
class PatientValue:
    """A finding in one patient at one time, as printed."""

    time: Annotated[str, means("when, as printed", "baseline", "week 4")]
    value: Annotated[str, means("value as printed", "1289")]


@record
class Patient:
    """One finding followed in one patient."""

    patient: Annotated[str, means("number or letter of the patient in the source", "1")]
    source: SourceId
    where: PlaceOnPage
    age: Annotated[Number | None, means("age in years, as printed", "52")] = None
    sex: Annotated[str | None, means("F or M, as printed", "F")] = None
    arm: ArmId | None = None
    measure: MeasureId | None = None
    reported_as: Annotated[str | None, means("the finding as the source names it")] = None
    unit: PrintedUnit | None = None
    values: Annotated[
        tuple[PatientValue, ...], means("the values over time, in the order of time")
    ] = ()
    observed: Annotated[
        TimePoint | None, means("how long the patient was observed, as printed")
    ] = None
    response: Annotated[str | None, means("how the source sums up this patient")] = None
    note: Note | None = None


@record
class Harm:
    """An adverse event that was looked for; its address is `<study>#<id>` for good.

    `events` 0 means looked for and not found. `counted` says whether people or events were counted.
    """

    id: RecordId
    event: Annotated[
        str, means("the adverse event, in the words of the source", "serious adverse events")
    ]
    arm: ArmId
    counted: Annotated[
        Literal["participants", "events"],
        means(
            "whether people with the event were counted, or events (one person may have several)"
        ),
    ]
    source: SourceId
    where: PlaceOnPage
    events: Events | None = None
    total: Total | None = None
    percent: Percent | None = None
    serious: Annotated[
        bool | None, means("true where the source calls it serious, false where it says it was not")
    ] = None
    p: PValue | None = None
    collected: Collected = False
    note: Note | None = None


@record
class Discrepancy:
    """Something on which the sources of a study disagree."""

    id: RecordId
    text: Annotated[str, means("who says what, in our own words")]
    about: Annotated[
        tuple[str, ...], means("ids of the results or harms of the study it is about")
    ] = ()


Row = Result | Harm | Baseline | Patient


@record
class Study:
    """What was done; the papers about it are its reports."""

    id: Annotated[
        Slug, means("id of the study and name of its file: permanent, never renamed", "paper-2021")
    ]
    label: Annotated[
        str, means("first author and year, or the name readers know it by", "Paper 2021")
    ]
    reports: Annotated[
        tuple[Slug, ...],
        means("keys of its reports in bibliography/references.bib; the main report comes first"),
    ]
    relation: Annotated[
        RelationToSeed,
        means(
            "how it was found from the study the topic starts from: the seed itself, on its"
            " page of similar articles, citing it, cited by it, or found by a search"
        ),
    ]
    evidence: Annotated[
        EvidenceUse,
        means(
            "what it is used for: treatment (the drugs in these people), safety (their "
            "harms elsewhere), comparator (what happens with other treatment or with none), "
            "context (criteria, reviews, biology, surveys)"
        ),
    ]
    drugs: Annotated[
        tuple[str, ...],
        means("ids of the drugs it gave, from data/vocabulary/drugs.yml", names="drug"),
    ]
    design: Annotated[
        str, means("id of its design, from data/vocabulary/designs.yml", names="design")
    ]
    sources: Annotated[
        Mapping[Slug, Source],
        means("every page on which a value of the study was read, each under a short id"),
    ]
    summary: Annotated[
        str,
        means(
            "two to four plain sentences in our own words: who, what was given, the main figure"
            " with its denominator, whether there was a control group, what is known of harms"
        ),
    ]
    extraction: Extracted
    name: Annotated[str | None, means("name or acronym of the study, if it has one")] = None
    registrations: Annotated[
        tuple[str, ...], means("numbers in trial registers", "NCT01234567")
    ] = ()
    populations: Annotated[
        tuple[str, ...],
        means(
            "ids of the populations it belongs to, from data/vocabulary/populations.yml",
            names="population",
        ),
    ] = ()
    population: Annotated[
        StudyPopulation | None, means("who took part, in the words of the source")
    ] = None
    setting: Annotated[Setting | None, means("where and when it was done, and by whom")] = None
    participants: Annotated[
        Participants | None, means("how many people were screened, enrolled, treated and analysed")
    ] = None
    follow_up: Annotated[FollowUp | None, means("how long people were followed")] = None
    crossover: Annotated[
        bool,
        means(
            "true where each person took one treatment after the other, so that the groups hold"
            " the same people; each result then says how it was made"
        ),
    ] = False
    clusters: Annotated[
        Clusters | None, means("given where clusters of people were assigned, and not people")
    ] = None
    arms: Annotated[
        tuple[Arm, ...],
        means(
            "the groups, and what each was given; a group that is no treatment has a label "
            "that begins with Group:"
        ),
    ] = ()
    baseline: Annotated[
        tuple[Baseline, ...],
        means("what is told about the participants at the start, one line each"),
    ] = ()
    results: Annotated[
        tuple[Result, ...],
        means("what was found, one result each: one measure, one group, one time"),
    ] = ()
    patients: Annotated[
        tuple[Patient, ...],
        means("findings followed in single patients, where the source gives them"),
    ] = ()
    harms: Annotated[
        tuple[Harm, ...],
        means(
            "adverse events that were looked for, one event and group each; what is not "
            "told is left out"
        ),
    ] = ()
    discrepancies: Annotated[tuple[Discrepancy, ...], means("what its sources disagree about")] = ()
    bias_notes: Annotated[
        str | None, means("what was seen in design and conduct, in our own words; not a judgement")
    ] = None
    funding: Annotated[str | None, means("who paid, as printed")] = None
    conflicts: Annotated[str | None, means("interests the authors declare, as printed")] = None

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
        """Return the number of participants: treated, else analysed, else enrolled."""
        people = self.participants
        # Figures speak of people who were treated; some who enrolled may have taken nothing.
        return (people.treated or people.analysed or people.enrolled) if people else None

    def arm(self, arm_id: str) -> Arm:
        """Return the arm of that id."""
        return next(arm for arm in self.arms if arm.id == arm_id)

    def discrepancies_about(self, result_id: str) -> tuple[Discrepancy, ...]:
        """Return the discrepancies that name the result or harm."""
        return tuple(
            discrepancy for discrepancy in self.discrepancies if result_id in discrepancy.about
        )
