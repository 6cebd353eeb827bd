"""How far a study or result can be trusted: the appraisal that applies, or why there is none."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.model.evidence import Evidence
from generator.model.judgement import Appraisal
from generator.model.ratings import Ratings, ratings_of
from generator.model.study import Study
from generator.model.vocabulary import AppraisalTool, Level, ToolAnswer

# What a design or an appraisal names as its tool where none fits; no tool has this label.
NO_TOOL = "none"
# A sign for each level, so that no answer rests on its colour.
SYMBOLS: Mapping[Level, str] = {"good": "+", "middle": "\N{MINUS SIGN}", "bad": "×", "unknown": "?"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The answer to one item of a tool: sign, level from good to bad, meaning and reason.

    `head` names the item in a word or two, or is its id where the tool gives no name.
    `rule` is the id of the rule by which a difference between raters was settled.
    """

    item_id: str
    head: str
    question: str
    symbol: str
    level: Level
    answer: str
    meaning: str
    reason: str | None
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraised:
    """An appraisal: a mark for each item of the tool, in its order, and the overall.

    `about` are the ids of the results it speaks of, empty for a whole study; `place` counts the
    appraisals of the study from 0, and several ratings of one thing once. `overall_symbol` is empty
    where the overall is a sum of points, which has no level.
    """

    study_id: str
    place: int
    tool_id: str
    tool_label: str
    version: str
    overall_answer: str
    overall_level: Level
    overall_symbol: str
    overall_reason: str
    marks: tuple[Mark, ...]
    about: tuple[str, ...]
    rater: str
    date: str
    basis: str
    note: str | None

    @property
    def words(self) -> str:
        """Return the overall in a line, as in `ROBINS-I: serious`."""
        return f"{self.tool_label}: {self.overall_answer}"


class Why(StrEnum):
    """Why there is no appraisal."""

    NOT_YET = "not yet appraised"
    NO_TOOL = "no tool fits this design"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unappraised:
    """A study or result without an appraisal; `tool_label` is the tool that fits, if there is one.

    `reason` is what the appraisals say of a study for which there is no tool, with rater and date.
    """

    study_id: str
    why: Why
    tool_label: str | None = None
    reason: str | None = None

    @property
    def words(self) -> str:
        """Return the state in a line."""
        return f"{self.why} ({self.tool_label})" if self.tool_label else str(self.why)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedTwice:
    """One thing as two people rated it, beside what counts; each holds what its entry says."""

    first: Appraised
    second: Appraised
    settled: Appraised
    # None where nobody wrote down whether the first rating was known.
    blind: bool | None


def appraisals_of(evidence: Evidence, study: Study) -> tuple[Appraised, ...]:
    """Return the appraisals of a study by a tool that count, in the order of the file."""
    return tuple(
        _appraised(ratings.settled, tool, place) for place, ratings, tool in _rated(evidence, study)
    )


def rated_twice(evidence: Evidence, study: Study) -> tuple[RatedTwice, ...]:
    """Return the appraisals of a study that two people made, in the order of the file."""
    return tuple(
        RatedTwice(
            first=_appraised(ratings.both[0], tool, place),
            second=_appraised(ratings.both[1], tool, place),
            settled=_appraised(ratings.settled, tool, place),
            blind=ratings.both[1].blind,
        )
        for place, ratings, tool in _rated(evidence, study)
        if ratings.both
    )


def _rated(evidence: Evidence, study: Study) -> Iterator[tuple[int, Ratings, AppraisalTool]]:
    """Yield the ratings of a study by a tool, with their place among all of the study."""
    tools = {tool.label: tool for tool in evidence.appraisal_tools}
    # Entries that only say that no tool fits are counted for the place, and are no appraisal.
    for place, ratings in enumerate(ratings_of(evidence, study.id)):
        tool = ratings.settled.tool
        if tool != NO_TOOL and tool in tools:
            yield place, ratings, tools[tool]


def appraisal_for(evidence: Evidence, study: Study, result_id: str = "") -> Appraised | Unappraised:
    """Return the first appraisal that applies to a study, or to one of its results.

    An appraisal of a whole study (MINORS, JBI, AMSTAR 2) applies to each of its results; one by a
    tool that judges results (RoB 2, ROBINS-I) only to those it names. Without a result, the first
    appraisal of the study stands.
    """
    units = {tool.label: tool.unit for tool in evidence.appraisal_tools}
    for appraised in appraisals_of(evidence, study):
        of_whole_study = not appraised.about and units[appraised.tool_label] != "result"
        # Without a result any appraisal will do: the page of the study shows the first.
        if not result_id or of_whole_study or result_id in appraised.about:
            return appraised
    design = evidence.designs.get(study.design)
    if design is None or design.appraisal_tool == NO_TOOL:
        reason = _why_no_tool(evidence, study)
        return Unappraised(study_id=study.id, why=Why.NO_TOOL, reason=reason)
    return Unappraised(study_id=study.id, why=Why.NOT_YET, tool_label=design.appraisal_tool)


def _why_no_tool(evidence: Evidence, study: Study) -> str | None:
    for ratings in ratings_of(evidence, study.id):
        entry = ratings.settled
        return f"{entry.overall.reason} Judged by {entry.rater}, {entry.date.words()}."
    return None


def symbol_of(answer: ToolAnswer) -> str:
    """Return the sign of an answer: its own, or that of its level."""
    return answer.symbol or SYMBOLS[answer.level]


def _appraised(appraisal: Appraisal, tool: AppraisalTool, place: int) -> Appraised:
    overall = _answer(appraisal.overall.answer, tool.overall.answers)
    return Appraised(
        study_id=appraisal.study,
        place=place,
        tool_id=tool.id,
        tool_label=tool.label,
        version=appraisal.version,
        overall_answer=appraisal.overall.answer,
        overall_level=overall.level if overall else "unknown",
        # A sum of points is no answer of the tool, and has no level.
        overall_symbol=symbol_of(overall) if overall else "",
        overall_reason=appraisal.overall.reason,
        marks=tuple(_marks(appraisal, tool)),
        about=appraisal.about,
        rater=appraisal.rater,
        date=appraisal.date.words(),
        basis=appraisal.basis,
        note=appraisal.note,
    )


def _marks(appraisal: Appraisal, tool: AppraisalTool) -> Iterable[Mark]:
    """Yield a mark for each item that was answered, in the order of the tool."""
    given = {answered.id: answered for answered in appraisal.items}
    for question in (*tool.items, *tool.items_if_comparative):
        answered = given.get(question.id)
        # Items for comparative studies are not asked of others: no mark, rather than an empty one.
        if answered is None:
            continue
        known = _answer(answered.answer, tool.answers)
        yield Mark(
            item_id=question.id,
            head=question.head or question.id,
            question=question.question,
            answer=answered.answer,
            reason=answered.reason,
            rule=answered.rule,
            symbol=symbol_of(known) if known else SYMBOLS["unknown"],
            level=known.level if known else "unknown",
            meaning=known.meaning if known else "",
        )


def _answer(text: str, answers: Iterable[ToolAnswer]) -> ToolAnswer | None:
    return next((answer for answer in answers if answer.answer == text), None)
