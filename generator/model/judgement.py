"""Judgements: who judged what, how, why and when. They are never mixed with what studies report."""

from generator.model.date import PartialDate
from generator.model.number import Count
from generator.model.record import record
from generator.model.text import Slug


@record
class AppraisalItem:
    """The answer to one question of an appraisal tool, with its reason."""

    id: str
    question: str
    answer: str
    reason: str


@record
class Overall:
    """What the answers of an appraisal come to."""

    answer: str
    reason: str


@record
class Appraisal:
    """How far a study, or some of its results, can be trusted, by one tool and one rater."""

    study: str
    tool: str
    version: str
    rater: str
    date: PartialDate
    basis: str
    overall: Overall
    about: tuple[str, ...] = ()
    items: tuple[AppraisalItem, ...] = ()
    note: str | None = None


@record
class CertaintyStep:
    """A reason to rate certainty down or up, or not to."""

    domain: str
    judgement: str
    levels: Count
    reason: str


@record
class CertaintyStart:
    """The level at which a rating begins."""

    level: str
    reason: str


@record
class CertaintyComparison:
    """What is compared with what."""

    drug: str
    against: str


@record
class NotCounted:
    """A result that bears on a rating and was left out, with the reason."""

    result: str
    why: str


@record
class Certainty:
    """How sure one can be of an outcome in a population, by GRADE, with a reason for each domain."""

    id: Slug
    outcome: str
    population: str
    importance: str
    comparison: CertaintyComparison
    start: CertaintyStart
    rating: str
    reason: str
    rater: str
    date: PartialDate
    measures: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    background: tuple[str, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()
    notices: tuple[str, ...] = ()
    down: tuple[CertaintyStep, ...] = ()
    up: tuple[CertaintyStep, ...] = ()
    note: str | None = None


@record
class Guard:
    """What must stand at a place: `at` is `study`, `study#number` (a star for any ending) or a citation's key.

    `key` is the way inside the record, as in `baseline.q1`; without `value` nothing may stand
    there.
    """

    at: str
    key: str
    value: str | None = None


@record
class Acceptance:
    """A finding that was read and accepted: its code; at `study`, `study#number`, `study/path` or `file:path`."""

    code: str
    at: str
    reason: str
    by: str
    date: PartialDate


@record
class Correction:
    """A known fault of a source: where, what we do, why, and a guard that must stay true."""

    id: Slug
    about: tuple[str, ...]
    where: str
    what_we_do: str
    why: str
    reported: str
    guard: str
    holds: tuple[Guard, ...] = ()
    note: str | None = None
