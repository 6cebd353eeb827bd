"""The words a site is written in: drugs, measures, populations, designs, tools, glossary."""

from typing import Annotated, Literal

from generator.model.approval import Approval, Citing
from generator.model.meaning import means
from generator.model.number import Count, Number
from generator.model.record import record
from generator.model.shared_fields import (
    DaySeen,
    Label,
    Note,
    PageAddress,
    PlaceOnPage,
    RecordId,
)
from generator.model.text import CalculatorId, Slug

Better = Literal["higher", "lower"]
Level = Literal["good", "middle", "bad", "unknown"]
# What no regulator knows as a drug: a name of several, and what a control group is given.
_NO_DRUGS = frozenset({"class", "control"})
# For outcomes that a source does not define, or that were met once: shown and never averaged.
UNLISTED = "unlisted"
# The two domains of outcome that every topic has: harms, and what fits nowhere else.
SAFETY, OTHER = "safety", "other"


@record
class Drug:
    """A drug or treatment; a class stands for several together or one not named."""

    id: Annotated[Slug, means("id of the drug", "alphaone")]
    label: Label
    role: Annotated[
        str,
        means(
            "what it is in this topic; a class is named by the role of its drugs",
            "comparator",
            "control",
            "class",
        ),
    ]
    targets: Annotated[tuple[str, ...], means("what it acts on")] = ()
    targets_source: Annotated[Citing | None, means("the page that says so")] = None
    approvals: Annotated[
        tuple[Approval, ...], means("what regulators had decided, each with date and source")
    ] = ()
    names: Annotated[
        tuple[str, ...],
        means(
            "names under which a regulator lists it, where its label is no such name: the active "
            "ingredient",
            "alphaone phosphate",
        ),
    ] = ()
    applications: Annotated[
        tuple[str, ...],
        means(
            "numbers of its applications in the United States; those that stand here are known, "
            "and `evidence update` does not report them",
            "NDA123456",
            "BLA123456",
        ),
    ] = ()
    label_set_ids: Annotated[
        tuple[str, ...],
        means(
            "set ids of its labels in the United States, by which `evidence update` looks for a "
            "revised label",
            "0a1b2c3d-0000-4000-8000-000000000001",
        ),
    ] = ()
    as_control: Annotated[
        str | None,
        means(
            "what is said of people given it as a control, where `on` with its label does not do",
            "unvaccinated",
            "on usual care",
        ),
    ] = None
    note: Note | None = None

    @property
    def is_single(self) -> bool:
        """Tell whether it is a drug of its own, and no class and not what controls are given."""
        return self.role not in _NO_DRUGS


@record
class ScaleRange:
    """The lowest and highest value a scale can take, with the page that says so."""

    low: Annotated[Number | None, means("lowest value the scale can take", "0")] = None
    high: Annotated[Number | None, means("highest value the scale can take", "100")] = None
    url: PageAddress | None = None
    where: PlaceOnPage | None = None
    seen: DaySeen | None = None
    note: Note | None = None


@record
class Threshold:
    """A value that somebody calls important, and who: sources clash, so each is named."""

    id: RecordId
    label: Annotated[str, means("what the value is called", "important change")]
    value: Annotated[
        str,
        means(
            "the value, in the unit of the measure or in words: a bare number is a place on"
            " the scale, points a change",
            ">=48",
            "5 points",
        ),
    ]
    url: PageAddress
    where: PlaceOnPage
    seen: DaySeen
    applies_to: Annotated[str | None, means("for whom it holds")] = None
    populations: Annotated[
        tuple[str, ...],
        means(
            "ids of the populations it was worked out in; without them no difference between"
            " groups is held against it",
            names="population",
        ),
    ] = ()
    doi: Annotated[str | None, means("digital object identifier of the paper that states it")] = (
        None
    )
    note: Note | None = None


@record
class Category:
    """A measure that is one of the categories of a scale, of which nobody is in two."""

    scale: Annotated[
        Slug,
        means("id of the scale this is one category of; nobody is in two categories of one scale"),
    ]
    order: Annotated[Count, means("its place from the least: a whole number", "1")]


@record
class Measure:
    """An outcome measure; two studies share one only when they define it alike.

    `grain` is the step in which a single score moves, where all scores move in equal steps.
    `calculator` works the measure, or the score it rests on, out for one patient.
    """

    id: Annotated[Slug, means("id of the measure", "fever-free")]
    label: Label
    domain: Annotated[str, means("domain of outcome under which it is shown", "fever", "safety")]
    kind: Annotated[
        str,
        means(
            "kind of scale; results of kind description hold findings in words only",
            "responder",
            "score",
            "laboratory",
            "function-test",
            "imaging",
            "dose",
            "event",
            "time-to-event",
            "category",
            "description",
        ),
    ]
    definition: Annotated[
        str,
        means(
            "what is measured and how, so that nobody has to guess whether two studies mean"
            " the same"
        ),
    ]
    unit: Annotated[str | None, means("unit of a value", "points")] = None
    range: Annotated[
        ScaleRange | None, means("lowest and highest value, with the page that says so")
    ] = None
    better: Annotated[
        Better | None, means("which direction is better, only where that is sure")
    ] = None
    category: Annotated[
        Category | None, means("given where the measure is one category of a scale")
    ] = None
    construct: Annotated[
        str | None,
        means(
            "what this scale and others measure alike, in words, the same for each of them, only"
            " where they may be set beside each other in standard deviations; needs `better`",
            "physical function",
        ),
    ] = None
    complement: Annotated[
        str | None,
        means(
            "id of the measure that counts everybody else, as deaths do beside survivors: results"
            " of this measure are compared as that one",
            names="measure",
        ),
    ] = None
    grain: Annotated[
        Number | None,
        means("step in which a single value moves, where all move in equal steps", "1"),
    ] = None
    calculator: Annotated[
        CalculatorId | None,
        means(
            "what works the measure out for one patient, by an instrument of the topic",
            names="calculator",
        ),
    ] = None
    thresholds: Annotated[
        tuple[Threshold, ...], means("values somebody calls important, each with its source")
    ] = ()
    note: Note | None = None


@record
class Domain:
    """A domain of outcome; the file lists domains in the order in which pages show them.

    `overview` is false where a result of the domain is never the main result of a study. A share of
    a domain `over_time` may be an estimate of a survival curve, which no count has to match.
    """

    id: Annotated[Slug, means("id of the domain of outcome", "fever")]
    overview: Annotated[
        bool,
        means(
            "false where a result of the domain is never the main result of a study; "
            "true if left out"
        ),
    ] = True
    over_time: Annotated[
        bool,
        means(
            "true where a share may be an estimate of a survival curve, which no count has to "
            "match; false if left out"
        ),
    ] = False


@record
class Design:
    """A kind of study, whether it compares groups, and the appraisal tool that fits."""

    id: Annotated[Slug, means("id of the design", "single-arm-trial")]
    label: Label
    comparative: Annotated[bool, means("true where groups are compared")]
    appraisal_tool: Annotated[
        str, means("label of the appraisal tool that fits; none where none does", names="tool")
    ]
    randomised: Annotated[
        bool | None,
        means(
            "true where chance decides who is in which group; left out, designs whose tool is a RoB"
            " tool are"
        ),
    ] = None
    note: Note | None = None


@record
class ToolAnswer:
    """An answer an appraisal tool allows, what it means, and where it stands from good to bad.

    `symbol` tells it from another answer of the tool on the same level; without one, the level's
    sign stands.
    """

    answer: Annotated[str, means("the answer, as appraisals write it")]
    level: Annotated[Level, means("where it stands from good to bad, for pictures")]
    meaning: Annotated[str, means("what it means")]
    symbol: Annotated[
        str | None, means("sign that tells it from another answer of the same level")
    ] = None
    applies: Annotated[
        bool, means("false for an answer that says that the question does not apply")
    ] = True


@record
class ToolItem:
    """A question of an appraisal tool, in our own words."""

    id: Annotated[str, means("id of the question", "D1")]
    question: Annotated[str, means("the question, in our own words")]
    head: Annotated[
        str, means("what it asks about in a word or two, as the head of a column", "Missing data")
    ] = ""


@record
class ToolOverall:
    """How the answers of a tool form one judgement."""

    rule: Annotated[str, means("how the overall answer is formed")]
    answers: Annotated[tuple[ToolAnswer, ...], means("the overall answers the tool allows")] = ()


@record
class ToolSource:
    """A page on which something about a tool was read."""

    url: PageAddress
    what: Annotated[str, means("what was read there")]
    seen: DaySeen


@record
class AppraisalTool:
    """A tool for judging how far a study can be trusted: its questions, answers and rule."""

    id: RecordId
    label: Annotated[str, means("name used in appraisals and designs")]
    name: Annotated[str, means("full name")]
    version: Annotated[str, means("version")]
    unit: Annotated[str | None, means("what one appraisal is about")] = None
    designs: Annotated[
        tuple[str, ...],
        means("ids of the designs it fits, from data/vocabulary/designs.yml", names="design"),
    ] = ()
    items: Annotated[tuple[ToolItem, ...], means("its questions")] = ()
    items_if_comparative: Annotated[
        tuple[ToolItem, ...], means("further questions where groups are compared")
    ] = ()
    answers: Annotated[tuple[ToolAnswer, ...], means("the answers it allows")] = ()
    overall: Annotated[ToolOverall, means("how the answers form one judgement")]
    verified: Annotated[str, means("what was seen of the tool itself")]
    sources: Annotated[
        tuple[ToolSource, ...], means("pages on which something about it was read")
    ] = ()
    note: Note | None = None


@record
class GlossaryTerm:
    """A term of art and its plain definition, shown wherever the term appears."""

    term: Annotated[str, means("the word as it stands on pages")]
    definition: Annotated[str, means("what it means, in plain words of our own")]
    also: Annotated[tuple[str, ...], means("other spellings and abbreviations")] = ()
    measure: Annotated[
        str | None, means("id of the measure the word names, if it names one", names="measure")
    ] = None
    url: PageAddress | None = None
