"""The question a site answers, for whom, how far it reaches, and when it was last searched."""

from typing import Literal

from generator.model.date import Interval, PartialDate
from generator.model.record import record
from generator.model.text import Address, Slug


@record
class Question:
    """The question in its parts: people, intervention, comparison, outcomes."""

    population: str
    intervention: str
    comparison: str
    outcomes: str


@record
class ChosenOutcome:
    """An outcome of the summary of findings, chosen before results and listed even when empty."""

    certainty: str
    measure: str | None = None
    label: str | None = None


@record
class ChosenOutcomes:
    """The outcomes chosen for one population."""

    population: str
    outcomes: tuple[ChosenOutcome, ...]


@record
class SavedSearch:
    """A search that is run again at each update; `last` is the day up to which it has been run."""

    id: Slug
    service: Literal["pubmed", "register", "europe-pmc"]
    query: str
    last: PartialDate | None = None
    note: str | None = None


@record
class Intake:
    """How this project speaks to the public services: the name and address they ask callers to give.

    A service has its public address unless one is given here. The key of a service is never written
    in a file: it is read from the environment.
    """

    tool: str
    email: str | None = None
    pubmed: Address | None = None
    register: Address | None = None
    crossref: Address | None = None
    europe_pmc: Address | None = None


@record
class Retirement:
    """From when, and why, a record is no longer kept up to date."""

    date: PartialDate
    reason: str


@record
class Topic:
    """What a site is about; `address` is where it is published, if it is, and `retired` ends its upkeep."""

    title: str
    question: Question
    audience: str
    seed: str
    last_search: PartialDate
    search_interval: Interval
    how_to_cite: str
    disclaimer: str
    scope: tuple[str, ...] = ()
    search_note: str | None = None
    summary_of_findings: tuple[ChosenOutcomes, ...] = ()
    searches: tuple[SavedSearch, ...] = ()
    intake: Intake | None = None
    retired: Retirement | None = None
    address: Address | None = None
