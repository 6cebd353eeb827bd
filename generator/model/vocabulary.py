"""The words a site is written in: drugs, measures, populations, designs, appraisal tools, glossary."""

from typing import Literal

from generator.model.date import PartialDate
from generator.model.number import Count, Number
from generator.model.record import record
from generator.model.text import Address, Slug

# The order in which domains of outcome are shown; a domain that is not here follows, under its own
# name.
DOMAINS = (
    "global-response",
    "skin",
    "muscle-strength",
    "muscle-enzymes",
    "lung",
    "survival",
    "steroid-sparing",
    "calcinosis",
    "biomarkers",
    "quality-of-life",
    "drug-persistence",
    "safety",
    "other",
)
Better = Literal["higher", "lower"]
# What the site can work out for one patient, in the order in which it is offered.
Calculator = Literal[
    "total-improvement-score-adult", "total-improvement-score-juvenile", "imacs-definition"
]
Level = Literal["good", "middle", "bad", "unknown"]
UNLISTED = "unlisted"


@record
class Citing:
    """A page a fact of the vocabulary was read on, and the place on it."""

    url: Address
    where: str | None = None
    seen: PartialDate | None = None
    note: str | None = None


@record
class Approval:
    """What a regulator had decided about a drug and an indication at a date."""

    region: str
    indication: str
    status: str
    date: PartialDate
    url: Address
    where: str
    seen: PartialDate
    product: str | None = None


@record
class Drug:
    """A drug or treatment; a class stands for several together or one not named."""

    id: Slug
    label: str
    role: str
    targets: tuple[str, ...] = ()
    targets_source: Citing | None = None
    approvals: tuple[Approval, ...] = ()
    note: str | None = None


@record
class ScaleRange:
    """The lowest and highest value a scale can take, with the page that says so."""

    low: Number | None = None
    high: Number | None = None
    url: Address | None = None
    where: str | None = None
    seen: PartialDate | None = None
    note: str | None = None


@record
class Threshold:
    """A value that somebody calls important, and who: sources clash, so each is named."""

    id: Slug
    label: str
    value: str
    url: Address
    where: str
    seen: PartialDate
    applies_to: str | None = None
    doi: str | None = None
    note: str | None = None


@record
class Category:
    """A measure that is one of the categories of a scale: nobody is in two of them; `order` runs from the least."""

    scale: Slug
    order: Count


@record
class Measure:
    """An outcome measure; two studies share one only when they define it alike.

    `grain` is the step in which a single score moves, where all scores move in equal steps.
    `calculator` works the measure, or the score it rests on, out for one patient.
    """

    id: Slug
    label: str
    domain: str
    kind: str
    definition: str
    unit: str | None = None
    range: ScaleRange | None = None
    better: Better | None = None
    category: Category | None = None
    grain: Number | None = None
    calculator: Calculator | None = None
    thresholds: tuple[Threshold, ...] = ()
    note: str | None = None


@record
class Population:
    """A group of people by which studies are brought together."""

    id: Slug
    label: str
    definition: str
    note: str | None = None


@record
class Design:
    """A kind of study, whether it compares groups, and the appraisal tool that fits."""

    id: Slug
    label: str
    comparative: bool
    appraisal_tool: str
    note: str | None = None


@record
class ToolAnswer:
    """An answer an appraisal tool allows, what it means, and where it stands from good to bad.

    `symbol` tells it from another answer of the tool on the same level; without one, the level's
    sign stands.
    """

    answer: str
    level: Level
    meaning: str
    symbol: str | None = None


@record
class ToolItem:
    """A question of an appraisal tool, in our own words."""

    id: str
    question: str


@record
class ToolOverall:
    """How the answers of a tool form one judgement."""

    rule: str
    answers: tuple[ToolAnswer, ...] = ()


@record
class ToolSource:
    """A page on which something about a tool was read."""

    url: Address
    what: str
    seen: PartialDate


@record
class AppraisalTool:
    """A tool for judging how far a study can be trusted: its questions, answers and rule."""

    id: Slug
    label: str
    name: str
    version: str
    unit: str | None = None
    designs: tuple[str, ...] = ()
    items: tuple[ToolItem, ...] = ()
    items_if_comparative: tuple[ToolItem, ...] = ()
    answers: tuple[ToolAnswer, ...] = ()
    overall: ToolOverall
    verified: str
    sources: tuple[ToolSource, ...] = ()
    note: str | None = None


@record
class GlossaryTerm:
    """A term of art and its plain definition, shown wherever the term appears."""

    term: str
    definition: str
    also: tuple[str, ...] = ()
    measure: str | None = None
    url: Address | None = None
