"""Strict YAML: scalars stay text, nodes know their lines, all that is no plain tree is refused."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from generator.model.finding import Finding, Place
from generator.model.rule import Rule
from generator.text import faults

# Deeper than any record; what nests further is damaged, or made to exhaust the reader.
MAX_DEPTH = 40
# The parser in C where it is built in: ten times faster.
_Parser = getattr(yaml, "CLoader", yaml.Loader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as written; `quoted` tells an empty string from a missing value."""

    text: str
    line: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    values: tuple["Node", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values, in the order of the file; `key_lines` says where each key stands."""

    values: dict[str, "Node"]
    key_lines: dict[str, int]
    line: int


Node = Scalar | Sequence | Mapping


class _RefusedError(Exception):
    """Reading cannot go on after this finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


@dataclass(slots=True)
class _Composer:
    """Builds nodes from parser events, notes each fault it can step over, refuses at the others.

    PyYAML's own composer would give the same nodes, but only of a file that is valid to its end:
    faults found before a syntax error would be lost, and anchors could not be told.
    """

    file: str
    events: Iterator[yaml.Event]
    findings: list[Finding] = field(default_factory=list)

    def fault(self, rule: Rule, line: int, seen: str, expected: str, remedy: str) -> Finding:
        return rule.broken(Place(self.file, line), seen=seen, expected=expected, remedy=remedy)

    def node(self, event: yaml.Event, depth: int) -> Node:
        line = _line(event)
        self.refuse_extras(event, line, depth)
        if isinstance(event, yaml.ScalarEvent):
            # The parser in C gives plain values an empty style, that in Python none.
            return Scalar(event.value, line, bool(event.style))
        if isinstance(event, yaml.SequenceStartEvent):
            values = (self.node(value, depth + 1) for value in self.until(yaml.SequenceEndEvent))
            return Sequence(tuple(values), line)
        return self.mapping(line, depth)

    def refused(self, rule: Rule, line: int, seen: str, expected: str, remedy: str) -> Exception:
        return _RefusedError(self.fault(rule, line, seen, expected, remedy))

    def refuse_extras(self, event: yaml.Event, line: int, depth: int) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent) or anchor:
            seen = f"has the anchor or alias {anchor!r}"
            remedy = "Write the value itself; quote it if it begins with & or *."
            raise self.refused(faults.ALIAS, line, seen, "values written out", remedy)
        if tag and tag != "!":
            remedy = "Remove the tag; quote the value if it begins with an exclamation mark."
            raise self.refused(faults.TAG, line, f"has the tag {tag!r}", "plain text", remedy)
        if depth > MAX_DEPTH:
            seen = f"is nested more than {MAX_DEPTH} deep"
            remedy = "Check the indentation and the brackets above."
            raise self.refused(faults.TOO_DEEP, line, seen, "a shallow record", remedy)

    def mapping(self, line: int, depth: int) -> Mapping:
        values: dict[str, Node] = {}
        key_lines: dict[str, int] = {}
        for event in self.until(yaml.MappingEndEvent):
            key = self.key(event, depth)
            value = self.node(next(self.events), depth + 1)
            if key.text in values:
                self.note_duplicate(key, key_lines[key.text])
            else:
                values[key.text] = value
                key_lines[key.text] = key.line
        return Mapping(values, key_lines, line)

    def note_duplicate(self, key: Scalar, first: int) -> None:
        seen = f"has the key {key.text!r} a second time (first on line {first})"
        remedy = "Keep one of the two; nothing was read from the second."
        self.findings.append(
            self.fault(faults.DUPLICATE_KEY, key.line, seen, "each key once", remedy)
        )

    def key(self, event: yaml.Event, depth: int) -> Scalar:
        # A key nests as deep as its value.
        key = self.node(event, depth + 1)
        if isinstance(key, Scalar) and key.text == "<<" and not key.quoted:
            remedy = "Copy the keys that were to be merged."
            seen = "has a merge key <<"
            raise self.refused(faults.ALIAS, key.line, seen, "values written out", remedy)
        if isinstance(key, Scalar) and key.text:
            return key
        seen = "has a key that is not a word"
        remedy = "Check for a stray colon, bracket or question mark; quote text that holds them."
        raise self.refused(faults.KEY_NOT_TEXT, key.line, seen, "key: value", remedy)

    def until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        for event in self.events:
            if isinstance(event, end):
                return
            yield event


def read_yaml(text: str, file: str) -> tuple[Node | None, list[Finding]]:
    """Return the one document of a file as nodes, or None if it cannot be read; all findings."""
    loader = _Parser(text)
    composer = _Composer(file, _events(loader))
    try:
        return _document(composer), composer.findings
    except _RefusedError as refusal:
        return None, [*composer.findings, refusal.finding]
    except yaml.YAMLError as error:
        return None, [*composer.findings, _syntax_finding(error, file)]
    finally:
        loader.dispose()


def _events(loader: yaml.Loader) -> Iterator[yaml.Event]:
    while loader.check_event():
        yield loader.get_event()  # type: ignore[no-untyped-call]


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _document(composer: _Composer) -> Node:
    content = (event for event in composer.events if not isinstance(event, yaml.StreamStartEvent))
    start = next(content)
    if not isinstance(start, yaml.DocumentStartEvent):
        raise _empty(composer)
    node = composer.node(next(composer.events), 0)
    if isinstance(node, Scalar) and not node.text and not node.quoted:
        raise _empty(composer)
    for event in composer.events:
        if isinstance(event, yaml.DocumentStartEvent):
            seen, expected = "begins a second document", "one document"
            remedy = "Remove the line of three hyphens, or move what follows to a file of its own."
            rule = faults.SECOND_DOCUMENT
            raise composer.refused(rule, _line(event), seen, expected, remedy)
    return node


def _empty(composer: _Composer) -> Exception:
    remedy = "Fill the file, restore it, or remove it."
    return composer.refused(faults.EMPTY_FILE, 1, "is empty", "a record", remedy)


def _syntax_finding(error: yaml.YAMLError, file: str) -> Finding:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
    return faults.YAML_SYNTAX.broken(
        Place(file, mark.line + 1 if mark else 1),
        seen=f"is not valid YAML ({problem})",
        expected="key: value lines with even indentation",
        remedy="Look at this line and the one before; "
        "quote text that holds a colon, a hash or a bracket.",
    )
