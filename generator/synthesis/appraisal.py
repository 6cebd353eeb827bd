"""How far a study, or one of its results, can be trusted: the appraisal that applies, or why there is none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.model.evidence import Evidence
from generator.model.judgement import Appraisal
from generator.model.study import Study
from generator.model.vocabulary import AppraisalTool, Level, ToolAnswer

NO_TOOL = "none"
# A sign for each level, so that no answer rests on its colour.
SYMBOLS: Mapping[Level, str] = {"good": "+", "middle": "\N{MINUS SIGN}", "bad": "×", "unknown": "?"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The answer to one item of a tool: its sign, where it stands from good to bad, its meaning and reason."""

    item_id: str
    question: str
    symbol: str
    level: Level
    answer: str
    meaning: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraised:
    """An appraisal by one rater: a mark for each item in the order of the tool, and what they come to.

    `about` are the ids of the results it speaks of, empty for a whole study; `place` counts the
    appraisals of the study from 0. `overall_symbol` is empty where the overall is a sum of points,
    which has no level.
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
    """A study, or a result, without an appraisal; `tool_label` is the tool that fits, if there is one.

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


def appraisals_of(evidence: Evidence, study: Study) -> tuple[Appraised, ...]:
    """Return every appraisal of a study, in the order of the file; entries that only say there is no tool are none."""
    tools = {tool.label: tool for tool in evidence.appraisal_tools}
    own = [item for item in evidence.appraisals if item.study == study.id]
    return tuple(
        _appraised(item, tools[item.tool], place)
        for place, item in enumerate(own)
        if item.tool != NO_TOOL and item.tool in tools
    )


def appraisal_for(evidence: Evidence, study: Study, result_id: str = "") -> Appraised | Unappraised:
    """Return the first appraisal that applies to a study, or to one of its results.

    An appraisal of a whole study (MINORS, JBI, AMSTAR 2) applies to each of its results; one by a
    tool that judges results (RoB 2, ROBINS-I) only to those it names. Without a result, the first
    appraisal of the study stands.
    """
    tools = {tool.label: tool for tool in evidence.appraisal_tools}
    for appraised in appraisals_of(evidence, study):
        of_whole_study = not appraised.about and tools[appraised.tool_label].unit != "result"
        if not result_id or of_whole_study or result_id in appraised.about:
            return appraised
    design = evidence.designs.get(study.design)
    if design is None or design.appraisal_tool == NO_TOOL:
        own = (item for item in evidence.appraisals if item.study == study.id)
        said = (
            f"{item.overall.reason} Judged by {item.rater}, {item.date.words()}." for item in own
        )
        return Unappraised(study_id=study.id, why=Why.NO_TOOL, reason=next(said, None))
    return Unappraised(study_id=study.id, why=Why.NOT_YET, tool_label=design.appraisal_tool)


def symbol_of(answer: ToolAnswer) -> str:
    """Return the sign of an answer: its own, or that of its level."""
    return answer.symbol or SYMBOLS[answer.level]


def _appraised(item: Appraisal, tool: AppraisalTool, place: int) -> Appraised:
    overall = _answer(item.overall.answer, tool.overall.answers)
    return Appraised(
        study_id=item.study, place=place, tool_id=tool.id, tool_label=tool.label, version=item.version,
        overall_answer=item.overall.answer, overall_level=overall.level if overall else "unknown",
        overall_symbol=symbol_of(overall) if overall else "", overall_reason=item.overall.reason,
        marks=tuple(_marks(item, tool)), about=item.about, rater=item.rater, date=item.date.words(),
        basis=item.basis, note=item.note,
    )  # fmt: skip


def _marks(item: Appraisal, tool: AppraisalTool) -> Iterable[Mark]:
    """Return a mark for each item that was answered, in the order of the tool."""
    given = {answered.id: answered for answered in item.items}
    for question in (*tool.items, *tool.items_if_comparative):
        answered = given.get(question.id)
        if answered is not None:
            known = _answer(answered.answer, tool.answers)
            yield Mark(
                item_id=question.id, question=question.question, answer=answered.answer, reason=answered.reason,
                symbol=symbol_of(known) if known else SYMBOLS["unknown"],
                level=known.level if known else "unknown", meaning=known.meaning if known else "",
            )  # fmt: skip


def _answer(text: str, answers: Iterable[ToolAnswer]) -> ToolAnswer | None:
    return next((answer for answer in answers if answer.answer == text), None)
