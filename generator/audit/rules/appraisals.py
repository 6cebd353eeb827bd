"""An appraisal uses the tool of the study's design, whole, in its words; the overall follows the answers."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.audit.check import check, value_check
from generator.audit.overall import overall_allowed
from generator.audit.verdict import Ruling, Verdict
from generator.model.evidence import Evidence
from generator.model.finding import Finding
from generator.model.judgement import Appraisal
from generator.model.rule import Rule
from generator.model.vocabulary import AppraisalTool, Design

FILE, TOOLS, DESIGNS = (
    "data/appraisals.yml",
    "data/vocabulary/appraisal_tools.yml",
    "data/vocabulary/designs.yml",
)
_SUM = re.compile(r"\d+ of \d+", re.ASCII)


_WHY = "Designs fail in different ways: a tool asks what can go wrong in its own, and says nothing about another."
_WHOLE = "An appraisal can be compared and repeated only if every question of the tool is answered in its words."


class _Case(NamedTuple):
    """An appraisal of a known study by a known tool, and its place in the file."""

    place: int
    appraisal: Appraisal
    design: Design
    tool: AppraisalTool


@check(
    "E351",
    "tool-fits-design",
    "A study is appraised with a tool for another design",
    why=_WHY,
    reads=("tool", "design", "appraisal_tool"),
)
def tool_fits_design(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each appraisal by another tool than the one for the study's design."""
    for place, appraisal in enumerate(evidence.appraisals):
        study = evidence.studies.get(appraisal.study)
        design = evidence.designs.get(study.design) if study else None
        if design and appraisal.tool != design.appraisal_tool:
            yield rule.broken(
                evidence.places.find(FILE, f"[{place}].tool"),
                seen=f"is {appraisal.tool!r}, and the design of {appraisal.study} is "
                f"{design.label!r}",
                expected=f"{design.appraisal_tool!r}, the tool that fits this design",
                remedy=f"Appraise the study with {design.appraisal_tool}, or mend the design "
                "in its file."
                if design.appraisal_tool != "none"
                else "No tool is laid down for this design: write the tool none, or mend the design in its file.",
            )


@check(
    "E352",
    "tool-of-design",
    "A design and its appraisal tool do not name each other",
    why=_WHY,
    reads=("appraisal_tool", "designs"),
)
def tool_of_design(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each design whose tool does not exist, or does not name the design in return."""
    tools = _tools(evidence)
    for place, design in enumerate(evidence.designs.values()):
        tool = tools.get(design.appraisal_tool)
        if (tool is None and design.appraisal_tool != "none") or (
            tool and design.id not in tool.designs
        ):
            yield rule.broken(
                evidence.places.find(DESIGNS, f"[{place}].appraisal_tool"),
                seen=f"is {design.appraisal_tool!r}",
                expected=f"the label of a tool in {TOOLS} that names {design.id!r} among its "
                "designs",
                remedy="Mend the label, or add the design to the tool.",
            )


@check(
    "E353",
    "version-of-tool",
    "An appraisal uses another version of its tool",
    why=_WHOLE,
    reads=("version",),
)
def version_of_tool(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each appraisal by another version of its tool than the one laid down."""
    for case in _cases(evidence):
        if case.appraisal.version != case.tool.version:
            yield rule.broken(
                evidence.places.find(FILE, f"[{case.place}].version"),
                seen=f"is {case.appraisal.version!r}",
                expected=f"{case.tool.version!r}, the version of {case.tool.label} whose items"
                f" stand in {TOOLS}",
                remedy="Appraise with that version, or lay down the other one as a tool of "
                "its own.",
            )


@check(
    "E354",
    "items-of-tool",
    "The items of an appraisal are not those of its tool",
    why=_WHOLE,
    reads=("items", "items_if_comparative", "comparative"),
)
def items_of_tool(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each item that the tool does not have, that stands twice or that is missing."""
    for case in _cases(evidence):
        wanted, named = _wanted(case), [item.id for item in case.appraisal.items]
        wrong = [
            (n, item) for n, item in enumerate(named) if item not in wanted or item in named[:n]
        ]
        for number, item in wrong:
            yield rule.broken(
                evidence.places.find(FILE, f"[{case.place}].items[{number}].id"),
                seen=f"is {item!r}{' again' if item in wanted else ''}",
                expected=f"each of {', '.join(wanted) or 'no item'} once, as {case.tool.label}"
                " has them",
                remedy="Mend the id, or take the item out.",
            )
        missing = [item for item in wanted if item not in named]
        if missing:
            yield rule.broken(
                evidence.places.find(FILE, f"[{case.place}].items"),
                seen=f"lacks {', '.join(missing)}",
                expected=f"an answer to every item of {case.tool.label}",
                remedy="Answer it; where the source is silent, say so with the tool's answer "
                "for that.",
            )


@check(
    "E355",
    "answer-of-tool",
    "An answer is not one of the tool's",
    why=_WHOLE,
    reads=("answer", "answers"),
)
def answer_of_tool(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each answer, of an item or overall, that the tool does not allow."""
    for case in _cases(evidence):
        allowed = [answer.answer for answer in case.tool.answers]
        overall = [answer.answer for answer in case.tool.overall.answers]
        answers = [
            (f"items[{n}].answer", item.answer, allowed)
            for n, item in enumerate(case.appraisal.items)
        ]
        answers.append(("overall.answer", _without_sum(case.appraisal.overall.answer), overall))
        for path, answer, words in answers:
            if answer not in words:
                yield rule.broken(
                    evidence.places.find(FILE, f"[{case.place}].{path}"),
                    seen=f"is {answer!r}",
                    expected=f"one of {', '.join(words)}",
                    remedy=f"Choose an answer of {case.tool.label}.",
                )


@check(
    "E356",
    "answer-has-reason",
    "An answer has no reason",
    why="A judgement without a reason can be neither checked nor contradicted.",
    reads=("reason", "rater", "basis"),
)
def answer_has_reason(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each answer whose reason holds no word, and each appraisal without a rater or basis."""
    for place, appraisal in enumerate(evidence.appraisals):
        texts = [(f"items[{n}].reason", item.reason) for n, item in enumerate(appraisal.items)]
        texts += [("overall.reason", appraisal.overall.reason)]
        texts += [(name, getattr(appraisal, name)) for name in ("rater", "basis")]
        for path, text in texts:
            if not any(char.isalpha() for char in text):
                yield rule.broken(
                    evidence.places.find(FILE, f"[{place}].{path}"),
                    seen=f"is {text!r}",
                    expected="words that another rater could agree or disagree with",
                    remedy="Say what the answer rests on, or that nothing was reported in "
                    "what was read.",
                )


@check(
    "E357",
    "appraised-once",
    "One rater appraised the same result twice",
    why="Two answers to one question hide each other on every page.",
    reads=("study", "tool", "rater", "about"),
)
def appraised_once(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each result, or study, that one rater appraised twice with one tool."""
    seen: dict[tuple[str, str, str, str], int] = {}
    for place, appraisal in enumerate(evidence.appraisals):
        for about in appraisal.about or ("",):
            key = (appraisal.study, appraisal.tool, appraisal.rater, about)
            if key in seen:
                yield rule.broken(
                    evidence.places.find(FILE, f"[{place}].study"),
                    seen=f"is appraised again by the same rater{f' for {about}' if about else ''}",
                    expected="one appraisal of a result, or of a whole study, by a rater",
                    remedy=f"Keep one of them; the first is entry {seen[key] + 1} of the file.",
                )
                break
            seen[key] = place


@value_check(
    "W494",
    "overall-follows",
    "An overall judgement does not follow from the answers",
    why="Each tool says how its answers form one judgement; another overall needs its reason.",
    method="The rule of each tool in data/vocabulary/appraisal_tools.yml, with its sources",
    reads=("answer", "overall"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
def overall_follows(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each overall judgement is what the tool's rule makes of the answers."""
    for case in _cases(evidence):
        answers = {item.id: item.answer for item in case.appraisal.items}
        if not answers:
            continue
        given = case.appraisal.overall.answer
        allowed = overall_allowed(case.tool.id, answers, about_something=bool(case.appraisal.about))
        if allowed is None:
            yield _of_overall(
                case, Ruling.NOT_TESTABLE, f"is {given}: {case.tool.label} has no rule to work out"
            )
        else:
            ruling = Ruling.AGREES if given in allowed.answers else Ruling.CANNOT_BE
            words = f"of {case.tool.label} is {given}: {allowed.words}"
            yield _of_overall(case, ruling, words, " or ".join(allowed.answers))


def _of_overall(case: _Case, ruling: Ruling, words: str, expected: str = "") -> Verdict:
    return Verdict(
        ruling=ruling, study=case.appraisal.study, path=f"[{case.place}].overall", words=words, file=FILE,
        numbers=case.appraisal.about, expected=expected,
        remedy="Count the answers again, or accept the finding with the reason for another "
        "overall.",
    )  # fmt: skip


def _tools(evidence: Evidence) -> dict[str, AppraisalTool]:
    return {tool.label: tool for tool in evidence.appraisal_tools}


def _cases(evidence: Evidence) -> Iterator[_Case]:
    """Yield the appraisals of known studies by the tool of their design; the others are told already."""
    tools = _tools(evidence)
    for place, appraisal in enumerate(evidence.appraisals):
        study, tool = evidence.studies.get(appraisal.study), tools.get(appraisal.tool)
        design = evidence.designs.get(study.design) if study else None
        if design and tool and design.appraisal_tool == tool.label:
            yield _Case(place, appraisal, design, tool)


def _wanted(case: _Case) -> list[str]:
    items = (*case.tool.items, *(case.tool.items_if_comparative if case.design.comparative else ()))
    return [item.id for item in items]


def _without_sum(answer: str) -> str:
    """Return an overall answer as the tool writes it: a sum of points stands under `N of 16`, whatever the best.

    >>> _without_sum("9 of 24"), _without_sum("low")
    ('N of 16', 'low')
    """
    return _SUM.sub("N of 16", answer)
