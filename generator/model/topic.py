"""The question a site answers, for whom, how far it reaches, and when it was last searched."""

from generator.model.date import Interval, PartialDate
from generator.model.record import record


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
class Topic:
    """What a site is about."""

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
