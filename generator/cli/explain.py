"""`evidence explain`: what a field, a word of the vocabulary or the code of a finding means."""

import argparse
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import generator
from generator.audit.catalogue import Explained, explained, rules_reading
from generator.cli.check import explain as explain_code
from generator.cli.messages import CLEAN, FINDINGS, WRONG_USE, Reporter, one_line
from generator.editors.explain import Answer, FieldAnswer, WordAnswer, answers, near
from generator.editors.fields import Field, PlacedField
from generator.files.load import load_evidence
from generator.model.date import Interval, PartialDate
from generator.model.meaning import is_record
from generator.model.number import Count, Number
from generator.model.rule import Rule
from generator.model.text import Address, Slug
from generator.text import faults

_CODE = re.compile(r"[EWN]\d{3}", re.IGNORECASE)
# A key such as `source` stands in dozens of places; some are enough to know which is meant.
_MOST_PLACES = 6
# Rooms that make no findings, and would load the drawing libraries.
_WITHOUT_RULES = ("generator.charts", "generator.tables", "generator.pages", "generator.__main__")
_COMMANDS_THAT_DRAW = ("generator.cli.build", "generator.cli.serve", "generator.cli.pool")


def run(options: argparse.Namespace, root: Path, reporter: Reporter) -> int:
    """Run `evidence explain` as it was typed."""
    return explain(root, options.question, reporter)


def explain(root: Path, question: str, reporter: Reporter) -> int:
    """Say what is asked about; where it is not known, say what it may have meant."""
    if _CODE.fullmatch(question):
        return _explain_code(question.upper(), reporter)
    evidence, findings = load_evidence(root)
    if evidence is None:
        reporter.result(
            findings, "Mend these first: topic, vocabulary and bibliography have to be read."
        )
        return FINDINGS
    meanings = answers(evidence, question)
    if not meanings:
        near_names = ", ".join(near(evidence, question))
        hint = "evidence explain study lists the keys of a study"
        if near_names:
            hint = f"perhaps {near_names}"
        reporter.wrong_use(f"nothing is called {question!r}; {hint}.")
        return WRONG_USE
    lines = list(_lines(meanings[0]))
    for meaning in meanings[1:]:
        lines += ["", *_lines(meaning)]
    reporter.result([], *lines, asked=question, answers=list(map(_facts, meanings)))
    return CLEAN


def every_rule() -> dict[str, Rule]:
    """Return every rule by its code, wherever it stands, so that any printed code has a meaning."""
    return {rule.code: rule for rule in rules_of_the_program()}


def rules_of_the_program() -> Iterator[Rule]:
    """Yield every rule that a module of ours holds, a rule of several modules several times."""
    yield from (explained_rule.rule for explained_rule in explained().values())
    for module in walk_packages(generator.__path__, f"{generator.__name__}."):
        if not module.name.startswith(_WITHOUT_RULES) and module.name not in _COMMANDS_THAT_DRAW:
            for value in vars(import_module(module.name)).values():
                if isinstance(value, Rule):
                    yield value


def _explain_code(code: str, reporter: Reporter) -> int:
    rule = every_rule().get(code)
    if code in explained() or rule is None:
        return explain_code(code, reporter)
    meaning = Explained(rule, "")
    lines = meaning.lines
    # Only what is found while files are read stops a build; other errors stop the command that
    # meets them.
    if rule not in faults.RULES:
        lines = (f"{code} {rule.name}: {rule.title} ({rule.severity}).",)
    return reporter.result([], *lines, **meaning.facts)


def _lines(answer: Answer) -> Iterator[str]:
    if isinstance(answer, FieldAnswer):
        yield from _field_lines(answer)
    elif isinstance(answer, WordAnswer):
        article = "an" if answer.kind[0] in "aeiou" else "a"
        yield f"{answer.word}: {article} {answer.kind} ({answer.home})"
        yield from (f"  {name}: {one_line(text)}" for name, text in answer.facts)
    else:
        what = "a list; each entry" if answer.file.lists else "one record; it"
        yield f"{answer.file.path}: {what} has these keys"
        yield f"  required: {', '.join(answer.required)}"
        if answer.further:
            yield f"  further: {', '.join(answer.further)}"


def _field_lines(answer: FieldAnswer) -> Iterator[str]:
    field = answer.first.field
    yield f"{_ways(answer)}: {field.meaning.words}."
    yield f"  holds: {field.type_words}; {'required' if field.required else 'not required'}"
    if answer.allowed:
        yield f"  allowed: {', '.join(answer.allowed)}"
    elif len(field.meaning.examples) > 1:
        yield f"  as in: {', '.join(field.meaning.examples)}"
    if answer.kinds:
        yield f"  only where kind is: {', '.join(answer.kinds)}"
    if answer.example:
        place = answer.example.place
        yield f"  example: {one_line(answer.example.text)} ({place}, {place.path})"
    elif len(field.meaning.examples) == 1:
        yield f"  example (made up): {field.meaning.examples[0]}"
    rules = _rules(field)
    if rules:
        named = ", ".join(f"{rule.code} {rule.name}" for rule in rules)
        yield f"  rules that look at a key of this name: {named}"


def _ways(answer: FieldAnswer) -> str:
    named = list(dict.fromkeys(map(_way, answer.places)))
    more = len(named) - _MOST_PLACES
    return ", ".join(named[:_MOST_PLACES]) + (f" and {more} more" if more > 0 else "")


def _way(placed: PlacedField) -> str:
    return f"{placed.file.name}.{placed.path}"


def _rules(field: Field) -> tuple[Rule, ...]:
    """Return the rules of reading for the field's kind, then those that look at its value."""
    return (*_reading_rules(field), *rules_reading(field.name))


def _reading_rules(field: Field) -> Iterator[Rule]:
    if field.required:
        yield faults.MISSING_KEY
    if field.is_list:
        yield faults.NOT_A_LIST
    if is_record(field.entry):
        yield faults.NOT_A_MAPPING
    elif field.allowed:
        yield faults.NOT_ONE_OF
    elif field.entry in {Count, Number, PartialDate, Interval}:
        yield faults.NOT_READABLE
    elif field.entry is bool:
        yield faults.NOT_YES_NO
    elif field.entry == Slug:
        yield faults.NOT_AN_ID
    elif field.entry == Address:
        yield faults.NOT_AN_ADDRESS


def _facts(answer: Answer) -> dict[str, Any]:
    if isinstance(answer, FieldAnswer):
        return _field_facts(answer)
    if isinstance(answer, WordAnswer):
        return {
            "word": answer.word,
            "is": answer.kind,
            "home": answer.home,
            "facts": dict(answer.facts),
        }
    return {
        "file": answer.file.path,
        "list": answer.file.lists,
        "required": list(answer.required),
        "further": list(answer.further),
    }


def _field_facts(answer: FieldAnswer) -> dict[str, Any]:
    field, example = answer.first.field, answer.example
    true_example = None
    if example:
        place = example.place
        where = {"file": place.file, "line": place.line, "path": place.path}
        true_example = {"text": example.text, **where}
    return {
        "fields": list(dict.fromkeys(map(_way, answer.places))),
        "meaning": field.meaning.words,
        "holds": field.type_words,
        "required": field.required,
        "allowed": list(answer.allowed),
        "kinds": list(answer.kinds),
        "example": true_example,
        "examples_made_up": list(field.meaning.examples),
        "rules": [rule.code for rule in _rules(field)],
    }
