"""Strict YAML: every scalar stays the text it was, every node knows its line, all else is refused."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from generator.model.finding import Finding, Place
from generator.model.rule import Rule
from generator.text import faults

MAX_DEPTH = 40
_Parser = getattr(
    yaml, "CLoader", yaml.Loader
)  # the C parser where it is built in: ten times faster


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


class _Refused(Exception):  # noqa: N818 - not an error of ours: the file is refused
    """Reading cannot go on after this finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


@dataclass(slots=True)
class _Composer:
    """Builds nodes from parser events and notes every fault it can step over."""

    file: str
    events: Iterator[yaml.Event]
    findings: list[Finding] = field(default_factory=list)

    def fault(self, rule: Rule, line: int, seen: str, expected: str, remedy: str) -> Finding:
        return rule.broken(Place(self.file, line), seen=seen, expected=expected, remedy=remedy)

    def node(self, event: yaml.Event, depth: int) -> Node:
        line = _line(event)
        self.refuse_extras(event, line, depth)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, line, event.style is not None)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(
                tuple(self.node(item, depth + 1) for item in self.until(yaml.SequenceEndEvent)),
                line,
            )
        return self.mapping(line, depth)

    def refuse_extras(self, event: yaml.Event, line: int, depth: int) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent) or anchor:
            raise _Refused(
                self.fault(
                    faults.ALIAS,
                    line,
                    f"has the anchor or alias {anchor!r}",
                    "values written out",
                    "Write the value itself; quote it if it begins with & or *.",
                )
            )
        if tag and tag != "!":
            raise _Refused(
                self.fault(
                    faults.TAG,
                    line,
                    f"has the tag {tag!r}",
                    "plain text",
                    "Remove the tag; quote the value if it begins with an exclamation mark.",
                )
            )
        if depth > MAX_DEPTH:
            raise _Refused(
                self.fault(
                    faults.TOO_DEEP,
                    line,
                    f"is nested more than {MAX_DEPTH} deep",
                    "a shallow record",
                    "Check the indentation and the brackets above.",
                )
            )

    def mapping(self, line: int, depth: int) -> Mapping:
        values: dict[str, Node] = {}
        key_lines: dict[str, int] = {}
        for event in self.until(yaml.MappingEndEvent):
            key = self.key(event, depth)
            value = self.node(next(self.events), depth + 1)
            if key.text in values:
                self.findings.append(
                    self.fault(
                        faults.DUPLICATE_KEY,
                        key.line,
                        f"has the key {key.text!r} a second time (first on line {key_lines[key.text]})",
                        "each key once",
                        "Keep one of the two; nothing was read from the second.",
                    )
                )
                continue
            values[key.text] = value
            key_lines[key.text] = key.line
        return Mapping(values, key_lines, line)

    def key(self, event: yaml.Event, depth: int) -> Scalar:
        key = self.node(event, depth + 1)
        if isinstance(key, Scalar) and key.text == "<<" and not key.quoted:
            raise _Refused(
                self.fault(
                    faults.ALIAS,
                    key.line,
                    "has a merge key <<",
                    "values written out",
                    "Copy the keys that were to be merged.",
                )
            )
        if not isinstance(key, Scalar) or not key.text:
            raise _Refused(
                self.fault(
                    faults.KEY_NOT_TEXT,
                    key.line,
                    "has a key that is not a word",
                    "key: value",
                    "Check for a stray colon, bracket or question mark; quote text that holds them.",
                )
            )
        return key

    def until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        for event in self.events:
            if isinstance(event, end):
                return
            yield event


def read_yaml(text: str, file: str) -> tuple[Node | None, list[Finding]]:
    """Return the one document of a file as nodes, or None where it cannot be read, and all findings."""
    loader = _Parser(text)
    composer = _Composer(file, _events(loader))
    try:
        return _document(composer), composer.findings
    except _Refused as refusal:
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
        raise _Refused(_empty(composer))
    node = composer.node(next(composer.events), 0)
    if isinstance(node, Scalar) and not node.text and not node.quoted:
        raise _Refused(_empty(composer))
    for event in composer.events:
        if isinstance(event, yaml.DocumentStartEvent):
            raise _Refused(
                composer.fault(
                    faults.SECOND_DOCUMENT,
                    _line(event),
                    "begins a second document",
                    "one document",
                    "Remove the line of three hyphens, or move what follows to a file of its own.",
                )
            )
    return node


def _empty(composer: _Composer) -> Finding:
    return composer.fault(
        faults.EMPTY_FILE, 1, "is empty", "a record", "Fill the file, restore it, or remove it."
    )


def _syntax_finding(error: yaml.YAMLError, file: str) -> Finding:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
    return faults.YAML_SYNTAX.broken(
        Place(file, mark.line + 1 if mark else 1),
        seen=f"is not valid YAML ({problem})",
        expected="key: value lines with even indentation",
        remedy="Look at this line and the one before; quote text that holds a colon, a hash or a bracket.",
    )
