"""An appraisal uses the whole tool of the study's design, and its overall follows the answers."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.audit.check import check, value_check
from generator.audit.overall import Allowed, overall_allowed
from generator.audit.verdict import Ruling, Verdict
from generator.model.evidence import Evidence
from generator.model.finding import Finding
from generator.model.judgement import Appraisal
from generator.model.ratings import all_ratings
from generator.model.rule import Rule
from generator.model.vocabulary import AppraisalTool, Design, ToolAnswer

FILE, TOOLS, DESIGNS = (
    "data/appraisals.yml",
    "data/vocabulary/appraisal_tools.yml",
    "data/vocabulary/designs.yml",
)
_NO_TOOL = "none"
# Some tools judge by a sum of points, whose best depends on the number of items.
_SUM = re.compile(r"\d+ of \d+", re.ASCII)
_UNJUDGED = re.compile(
    r"\bnot (?:yet )?assessable\b|\bcannot (?:yet )?be (?:rated|assessed)\b"
    r"|\brating (?:has to|must) wait\b",
    re.IGNORECASE,
)


_WHY = (
    "Designs fail in different ways: a tool asks what can go wrong in its own, and says "
    "nothing about"
    " another."
)
_WHOLE = (
    "An appraisal can be compared and repeated only if every question of the tool is answered"
    " in its"
    " words."
)


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
        design = _design_of(evidence, appraisal)
        if design is None or appraisal.tool == design.appraisal_tool:
            continue
        remedy = f"Appraise the study with {design.appraisal_tool}, or mend the design in its file."
        if design.appraisal_tool == _NO_TOOL:
            remedy = (
                "No tool is laid down for this design: write the tool none, or mend the design in"
                " its file."
            )
        yield rule.broken(
            evidence.places.find(FILE, f"[{place}].tool"),
            seen=f"is {appraisal.tool!r}, and the design of {appraisal.study} is {design.label!r}",
            expected=f"{design.appraisal_tool!r}, the tool that fits this design",
            remedy=remedy,
        )


def _design_of(evidence: Evidence, appraisal: Appraisal) -> Design | None:
    study = evidence.studies.get(appraisal.study)
    return evidence.designs.get(study.design) if study else None


@check(
    "E352",
    "tool-of-design",
    "A design and its appraisal tool do not name each other",
    why=_WHY,
    reads=("appraisal_tool", "designs"),
)
def tool_of_design(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each design whose tool does not exist or does not name the design."""
    tools = _tools(evidence)
    for place, design in enumerate(evidence.designs.values()):
        tool = tools.get(design.appraisal_tool)
        fits = design.id in tool.designs if tool else design.appraisal_tool == _NO_TOOL
        if not fits:
            yield rule.broken(
                evidence.places.find(DESIGNS, f"[{place}].appraisal_tool"),
                seen=f"is {design.appraisal_tool!r}",
                expected=f"the label of a tool in {TOOLS} that names {design.id!r} among its"
                " designs",
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
        tool = case.tool
        if case.appraisal.version != tool.version:
            yield rule.broken(
                evidence.places.find(FILE, f"[{case.place}].version"),
                seen=f"is {case.appraisal.version!r}",
                expected=f"{tool.version!r}, the version of {tool.label} whose items stand in"
                f" {TOOLS}",
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
    """Yield a finding for each item that is not the tool's, that stands twice or is missing."""
    for case in _cases(evidence):
        wanted = _wanted(case)
        named: list[str] = []
        for number, answer in enumerate(case.appraisal.items):
            if answer.id not in wanted or answer.id in named:
                again = " again" if answer.id in wanted else ""
                items = ", ".join(wanted) or "no item"
                yield rule.broken(
                    evidence.places.find(FILE, f"[{case.place}].items[{number}].id"),
                    seen=f"is {answer.id!r}{again}",
                    expected=f"each of {items} once, as {case.tool.label} has them",
                    remedy="Mend the id, or take the item out.",
                )
            named.append(answer.id)
        missing = [item for item in wanted if item not in named]
        if missing:
            yield rule.broken(
                evidence.places.find(FILE, f"[{case.place}].items"),
                seen=f"lacks {', '.join(missing)}",
                expected=f"an answer to every item of {case.tool.label}",
                remedy="Answer it; where the source is silent, say so with the tool's answer for"
                " that.",
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
        for path, answer, tool_answers in _answers(case):
            allowed = [tool_answer.answer for tool_answer in tool_answers]
            if answer not in allowed:
                yield rule.broken(
                    evidence.places.find(FILE, f"[{case.place}].{path}"),
                    seen=f"is {answer!r}",
                    expected=f"one of {', '.join(allowed)}",
                    remedy=f"Choose an answer of {case.tool.label}.",
                )


def _answers(case: _Case) -> Iterator[tuple[str, str, tuple[ToolAnswer, ...]]]:
    """Yield each answer of an appraisal with its path and those that the tool allows."""
    for number, item in enumerate(case.appraisal.items):
        yield f"items[{number}].answer", item.answer, case.tool.answers
    overall = _without_sum(case.appraisal.overall.answer)
    yield "overall.answer", overall, case.tool.overall.answers


@check(
    "E356",
    "answer-has-reason",
    "An answer has no reason",
    why="A judgement without a reason can be neither checked nor contradicted.",
    reads=("reason", "rater", "basis"),
)
def answer_has_reason(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each answer, rater and basis whose text holds no word.

    A second rater may have written no reason, but the rating that counts has one for each answer.
    """
    counting = {id(ratings.settled) for ratings in all_ratings(evidence)}
    for place, appraisal in enumerate(evidence.appraisals):
        for path, text in _reasons(appraisal, counts=id(appraisal) in counting):
            if not any(character.isalpha() for character in text):
                yield rule.broken(
                    evidence.places.find(FILE, f"[{place}].{path}"),
                    seen=f"is {text!r}",
                    expected="words that another rater could agree or disagree with",
                    remedy="Say what the answer rests on, or that nothing was reported in what was"
                    " read.",
                )


def _reasons(appraisal: Appraisal, *, counts: bool) -> Iterator[tuple[str, str]]:
    for number, item in enumerate(appraisal.items):
        if counts or item.reason is not None:
            yield f"items[{number}].reason", item.reason or ""
    yield "overall.reason", appraisal.overall.reason
    yield "rater", appraisal.rater
    yield "basis", appraisal.basis


@check(
    "E357",
    "appraised-once",
    "One rater appraised the same result twice",
    why="Two answers to one question hide each other on every page.",
    reads=("study", "tool", "rater", "about"),
)
def appraised_once(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each result, or study, that one rater appraised twice with one tool."""
    first: dict[tuple[str, str, str, str], int] = {}
    for place, appraisal in enumerate(evidence.appraisals):
        for about in appraisal.about or ("",):
            key = (appraisal.study, appraisal.tool, appraisal.rater, about)
            if key in first:
                which = f" for {about}" if about else ""
                yield rule.broken(
                    evidence.places.find(FILE, f"[{place}].study"),
                    seen=f"is appraised again by the same rater{which}",
                    expected="one appraisal of a result, or of a whole study, by a rater",
                    remedy=f"Keep one of them; the first is entry {first[key] + 1} of the file.",
                )
                # One finding an appraisal is enough, however many results it shares.
                break
            first[key] = place


@value_check(
    "W494",
    "overall-follows",
    "An overall judgement does not follow from the answers",
    checked="Whether an overall judgement follows from the answers",
    why="Each tool says how its answers form one judgement; another overall needs its reason.",
    method="The rule of each tool in data/vocabulary/appraisal_tools.yml, with its sources",
    reads=("answer", "overall"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
def overall_follows(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each overall judgement is what the tool's rule makes of the answers."""
    for case in _cases(evidence):
        answers = {item.id: item.answer for item in case.appraisal.items}
        if answers:
            about_something = bool(case.appraisal.about)
            allowed = overall_allowed(case.tool.id, answers, about_something=about_something)
            yield _overall(case, allowed)


def _overall(case: _Case, allowed: Allowed | None) -> Verdict:
    given, label = case.appraisal.overall.answer, case.tool.label
    ruling = Ruling.NOT_TESTABLE
    words, expected = f"is {given}: {label} has no rule to work out", ""
    if allowed is not None:
        ruling = Ruling.CANNOT_BE.unless(given in allowed.answers)
        words, expected = f"of {label} is {given}: {allowed.words}", " or ".join(allowed.answers)
    return Verdict(
        ruling=ruling,
        study=case.appraisal.study,
        path=f"[{case.place}].overall",
        words=words,
        file=FILE,
        numbers=case.appraisal.about,
        expected=expected,
        remedy="Count the answers again, or accept the finding with the reason for another "
        "overall.",
    )


@value_check(
    "W516",
    "overall-reason-fits",
    "The reason of an overall judgement says that none could be made",
    checked="Whether the reason of an overall judgement fits it",
    why="A reader who meets a level beside such a reason cannot tell which of the two holds.",
    method="The words of the reason, held against the level of the answer",
    reads=("overall", "reason"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
def overall_reason_fits(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether the reason of each overall judgement that is a level lets it be one."""
    for case in _cases(evidence):
        overall = case.appraisal.overall
        if _without_sum(overall.answer) in _levels(case.tool):
            phrase = _UNJUDGED.search(overall.reason)
            said = f"its reason says “{phrase[0]}”" if phrase else "its reason judges it"
            yield Verdict(
                ruling=Ruling.TO_READ.unless(phrase is None),
                study=case.appraisal.study,
                path=f"[{case.place}].overall",
                words=f"is {overall.answer}: {said}",
                file=FILE,
                numbers=case.appraisal.about,
                expected="a reason for the level, or the answer for no information",
                remedy="Say what the level rests on and what was not seen.",
            )


def _levels(tool: AppraisalTool) -> set[str]:
    """Return the overall answers of a tool that judge something."""
    return {known.answer for known in tool.overall.answers if known.level != "unknown"}


def _tools(evidence: Evidence) -> dict[str, AppraisalTool]:
    return {tool.label: tool for tool in evidence.appraisal_tools}


def _cases(evidence: Evidence) -> Iterator[_Case]:
    """Yield the appraisals by the tool of the study's design; E351 names the others."""
    tools = _tools(evidence)
    for place, appraisal in enumerate(evidence.appraisals):
        design, tool = _design_of(evidence, appraisal), tools.get(appraisal.tool)
        if design and tool and design.appraisal_tool == tool.label:
            yield _Case(place, appraisal, design, tool)


def _wanted(case: _Case) -> list[str]:
    """Return the ids of the questions that an appraisal of this design answers."""
    items = case.tool.items
    if case.design.comparative:
        items = (*items, *case.tool.items_if_comparative)
    return [item.id for item in items]


def _without_sum(answer: str) -> str:
    """Return an overall answer as the tool writes it, where any sum of points is `N of 16`.

    >>> _without_sum("9 of 24"), _without_sum("low")
    ('N of 16', 'low')
    """
    return _SUM.sub("N of 16", answer)
