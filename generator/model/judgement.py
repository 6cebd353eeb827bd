"""Judgements: who judged what, how, why and when. They are never mixed with what studies report."""

from typing import Annotated, Literal

from generator.model.date import PartialDate
from generator.model.meaning import means
from generator.model.number import Count, Number
from generator.model.record import record
from generator.model.shared_fields import EntryDay, Note, Rater, RecordId, Why
from generator.model.text import Slug

# Whose answers an entry holds, where two people judged the same.
RatingStatus = Literal["first", "second", "settled"]
Blind = Annotated[
    bool,
    means(
        "of a second rating: true where it was made before the first was seen, false where that"
        " was known"
    ),
]


@record
class SettlingRule:
    """A written rule by which a difference between two raters is settled."""

    id: Annotated[str, means("id of the rule; answers name it under `rule`", "S1")]
    text: Annotated[str, means("what it says, in our own words, as readers see it")]
    note: Note | None = None


@record
class AppraisalItem:
    """The answer to one question of an appraisal tool, with its reason."""

    id: Annotated[str, means("id of the question in the tool", "D1")]
    question: Annotated[str, means("the question, in our own words")]
    answer: Annotated[str, means("one of the answers the tool allows")]
    reason: Annotated[
        str | None,
        means(
            "what in the record the answer rests on; where the record is silent, say so; left out"
            " only where a second rater wrote none down"
        ),
    ] = None
    rule: Annotated[
        str | None,
        means(
            "id of the rule by which a difference between the raters was settled, from"
            " data/vocabulary/settling_rules.yml; it stands in the entry that counts",
            "S1",
            names="settling rule",
        ),
    ] = None


@record
class Overall:
    """What the answers of an appraisal come to."""

    answer: Annotated[str, means("one of the overall answers the tool allows")]
    reason: Annotated[str, means("how the answers lead to it")]


@record
class Appraisal:
    """How far a study, or some of its results, can be trusted, by one tool and one rater."""

    study: Annotated[str, means("id of the study that is appraised")]
    tool: Annotated[
        str,
        means(
            "label of the tool, from data/vocabulary/appraisal_tools.yml; the one that fits"
            " the study's design",
            names="tool",
        ),
    ]
    version: Annotated[str, means("version of the tool, as that file gives it")]
    rater: Rater
    date: EntryDay
    basis: Annotated[str, means("what was read for it", "abstract only")]
    overall: Annotated[Overall, means("what the answers come to, by the rule of the tool")]
    status: Annotated[
        RatingStatus,
        means(
            "whose answers these are: of the first rater, of a second one, or settled from both;"
            " without a settled entry the first counts as it stands"
        ),
    ] = "first"
    blind: Blind | None = None
    about: Annotated[
        tuple[str, ...],
        means(
            "ids of the results and harms of the study it speaks of; empty for the study as a whole"
        ),
    ] = ()
    items: Annotated[
        tuple[AppraisalItem, ...], means("one answer for each question of the tool")
    ] = ()
    note: Note | None = None


@record
class CertaintyStep:
    """A reason to rate certainty down or up, or not to."""

    domain: Annotated[
        str,
        means(
            "domain of GRADE",
            "risk of bias",
            "inconsistency",
            "indirectness",
            "imprecision",
            "publication bias",
        ),
    ]
    judgement: Annotated[str, means("how serious", "not serious", "serious", "very serious")]
    levels: Annotated[Count, means("number of steps: 0, 1 or 2", "1")]
    reason: Why


@record
class CertaintyStart:
    """The level at which a rating begins."""

    level: Annotated[str, means("high for randomised trials, low for other studies", "high", "low")]
    reason: Why


@record
class CertaintyComparison:
    """What is compared with what."""

    drug: Annotated[
        str,
        means("id of the drug or of its class, from data/vocabulary/drugs.yml", names="drug"),
    ]
    against: Annotated[str, means("what it is compared with", "nothing or usual care")]


@record
class NotCounted:
    """A result that bears on a rating and was left out, with the reason."""

    result: Annotated[str, means("address of the number", "paper-2021#fever-free-4w")]
    why: Annotated[str, means("why it was left out")]


@record
class CertaintyTarget:
    """What a rating is sure of: that there is an effect, or that it is large enough to matter.

    Core GRADE 2 chooses the target before imprecision is judged: Guyatt G and others. BMJ
    2025;389:e081904.
    """

    kind: Annotated[
        Literal["no-effect", "important-difference"],
        means("whether the line is no effect, or the smallest difference that matters to people"),
    ]
    threshold: Annotated[
        Number | None,
        means(
            "the smallest difference that matters, without a sign: people of `per`, or in the"
            " unit of the measure where `per` is left out",
            "2",
        ),
    ] = None
    per: Annotated[
        Count | None, means("of how many people the threshold counts; left out for means", "100")
    ] = None
    source: Annotated[
        str | None, means("who says that so much matters, or that nobody does: our judgement")
    ] = None
    where: Annotated[str | None, means("where that source says so", "Table 2")] = None


@record
class CertaintyRating:
    """What one rater judged of an outcome, before both were settled."""

    rater: Rater
    date: Annotated[PartialDate, means("day of the judgement", "2026-11-22")]
    rating: Annotated[str, means("the level this rater came to", "low", "no evidence")]
    blind: Blind | None = None


@record
class Certainty:
    """How sure one can be of an outcome in a population, by GRADE, with its reasons."""

    id: Annotated[
        Slug,
        means("id of the rating; topic.yml names it under summary_of_findings", "grown-ups-fever"),
    ]
    outcome: Annotated[str, means("the outcome, as readers see it")]
    population: Annotated[
        str, means("id of the population, from data/vocabulary/populations.yml", names="population")
    ]
    importance: Annotated[str, means("how much it matters to patients", "critical", "important")]
    comparison: Annotated[CertaintyComparison, means("what is compared with what")]
    start: Annotated[CertaintyStart, means("the level at which the rating begins")]
    rating: Annotated[
        str,
        means(
            "start less the steps down, plus the steps up",
            "high",
            "moderate",
            "low",
            "very low",
            "no evidence",
            "not yet assessable",
        ),
    ]
    reason: Annotated[
        str,
        means("why, in sentences readers see; figures in it must stand in the results it rests on"),
    ]
    rater: Rater
    date: Annotated[PartialDate, means("day of the judgement", "2026-11-22")]
    ratings: Annotated[
        tuple[CertaintyRating, ...],
        means("what each rater judged, the first rater first; `rating` is the settled one"),
    ] = ()
    settled_because: Annotated[
        str | None, means("why `rating` is what it is, where the raters differ")
    ] = None
    measures: Annotated[
        tuple[str, ...],
        means("ids of the measures it covers, from data/vocabulary/measures.yml", names="measure"),
    ] = ()
    results: Annotated[
        tuple[str, ...], means("addresses of the numbers it rests on", "paper-2021#fever-free-4w")
    ] = ()
    background: Annotated[
        tuple[str, ...],
        means(
            "addresses of numbers from control groups of other trials, to be read beside it",
            "trial-2019#fever-free-placebo",
        ),
    ] = ()
    not_counted: Annotated[
        tuple[NotCounted, ...], means("results that bear on it and were left out, with the reason")
    ] = ()
    notices: Annotated[
        tuple[str, ...], means("ids of safety notices it rests on, from data/safety_notices.yml")
    ] = ()
    down: Annotated[
        tuple[CertaintyStep, ...],
        means(
            "steps down: risk of bias, inconsistency, indirectness, imprecision, "
            "publication bias; with reasons"
        ),
    ] = ()
    up: Annotated[
        tuple[CertaintyStep, ...],
        means("steps up: large effect, dose response, opposing bias; with reasons"),
    ] = ()
    target: Annotated[
        CertaintyTarget | None,
        means("what the rating is sure of: no effect, or an important difference, as its line"),
    ] = None
    note: Note | None = None


@record
class Guard:
    """What must stand at a place of the record.

    `key` is the way inside the record, as in `baseline.q1`; without `value` nothing may stand
    there.
    """

    at: Annotated[
        str,
        means(
            "study, study#number (a star for any ending) or key of a citation",
            "paper-2021#fever-free-4w",
        ),
    ]
    key: Annotated[str, means("way inside the record", "baseline.q1")]
    value: Annotated[
        str | None, means("text that must stand there; left out where nothing may stand there")
    ] = None


@record
class Acceptance:
    """A finding that was read and accepted, with its place and the reason."""

    code: Annotated[str, means("code of the finding", "W411")]
    at: Annotated[
        str,
        means("study, study#number, study/path, file:path or file:id", "paper-2021#fever-free-4w"),
    ]
    reason: Annotated[str, means("why the rule is right and the record is right too")]
    by: Annotated[str, means("who accepted it")]
    date: EntryDay


@record
class Correction:
    """A known fault of a source: where, what we do, why, and a guard that must stay true."""

    id: RecordId
    about: Annotated[tuple[str, ...], means("study, or study/result", "paper-2021/fever-free-4w")]
    where: Annotated[str, means("where the fault stands: page and place")]
    what_we_do: Annotated[str, means("how the record deals with it")]
    why: Annotated[str, means("why it cannot be right as printed")]
    reported: Annotated[str, means("whether the source was told", "not reported to the source")]
    guard: Annotated[str, means("what must stay true in our files, in words")]
    holds: Annotated[
        tuple[Guard, ...], means("the same for the program: what must stand at a place")
    ] = ()
    note: Note | None = None
