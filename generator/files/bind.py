"""Nodes become records as the annotations of the model say; every misfit is a finding."""

import typing
from collections.abc import Callable
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from generator.files import nearest_way
from generator.model.finding import Finding, Place
from generator.model.meaning import is_record, record_fields
from generator.model.result import RESULT_KINDS, Result
from generator.model.rule import Rule
from generator.model.text import ADDRESS_PATTERN, LISTED, SLUG_PATTERN, Address, Slug
from generator.text import faults
from generator.text.yaml_text import Mapping, Node, Scalar, Sequence

_Class = TypeVar("_Class")
_BOOLEANS = {"true": True, "false": False}


class _MisfitError(Exception):
    """The node could not be read; the finding has been noted."""


@dataclass(slots=True)
class Binder:
    """Reads nodes of one file into records, and keeps every finding and the line of every value.

    `listed` holds the ids a field may name, by what they are ids of; without it any id is taken.
    """

    file: str
    listed: AbstractMapping[str, tuple[str, ...]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)

    def one(self, node: Node, cls: type[_Class]) -> _Class | None:
        """Return the record of a document that holds one, or None where it does not fit."""
        try:
            return typing.cast("_Class", self._value(node, cls, ""))
        except _MisfitError:
            return None

    def many(self, node: Node, cls: type[_Class]) -> tuple[_Class, ...]:
        """Return the records of a document that is a list, without those that do not fit."""
        return self._sequence(node, cls, "") if self._is_list(node, "") else ()

    def _value(self, node: Node, annotation: Any, path: str) -> Any:
        # The first node under a path is the outermost: a finding points to where it begins.
        self.lines.setdefault((self.file, path), node.line)
        origin = typing.get_origin(annotation)
        if origin is tuple:
            return self._list(node, typing.get_args(annotation)[0], path)
        if origin is AbstractMapping:
            name, value = typing.get_args(annotation)
            return self._table(node, name, value, path)
        if isinstance(annotation, type) and issubclass(annotation, Result):
            return self._record(node, self._result_kind(node, path), path)
        if is_record(annotation):
            return self._record(node, annotation, path)
        return self._scalar(node, annotation, path)

    def _list(self, node: Node, member: Any, path: str) -> tuple[Any, ...]:
        if not self._is_list(node, path):
            raise _MisfitError
        return self._sequence(node, member, path)

    def _is_list(self, node: Node, path: str) -> bool:
        if isinstance(node, Sequence):
            return True
        self._note(
            faults.NOT_A_LIST,
            node,
            path,
            f"is {_kind(node)}",
            "a list",
            "Begin each entry with a hyphen.",
        )
        return False

    def _sequence(self, node: Node, member: Any, path: str) -> tuple[Any, ...]:
        records = []
        for number, value in enumerate(typing.cast("Sequence", node).values):
            try:
                records.append(self._value(value, member, f"{path}[{number}]"))
            except _MisfitError:
                continue
        self._refuse_same_ids(node, records, path)
        return tuple(records)

    def _refuse_same_ids(self, node: Node, records: list[Any], path: str) -> None:
        seen: set[str] = set()
        for number, record in enumerate(records):
            name = getattr(record, "id", None)
            if name is not None and name in seen:
                where, again = f"{path}[{number}].id", f"is {name!r} a second time"
                remedy = "Choose another id; an id is the permanent address of a record."
                self._note(faults.SAME_ID, node, where, again, "an id used once", remedy)
            seen.add(name or "")

    def _table(self, node: Node, name: Any, member: Any, path: str) -> dict[str, Any]:
        records = {}
        mapping = self._mapping(node, path)
        for key, value in mapping.values.items():
            try:
                self._scalar(
                    Scalar(key, mapping.key_lines[key], quoted=True), name, _join(path, key)
                )
                records[key] = self._value(value, member, _join(path, key))
            except _MisfitError:
                continue
        return records

    def _mapping(self, node: Node, path: str) -> Mapping:
        if isinstance(node, Mapping):
            return node
        raise self._refuse(
            faults.NOT_A_MAPPING,
            node,
            path,
            f"is {_kind(node)}",
            "keys with values",
            "Write key: value, or {key: value} on one line.",
        )

    def _record(self, node: Node, cls: type, path: str) -> Any:
        mapping = self._mapping(node, path)
        wanted = record_fields(cls)
        self._note_unknown_keys(mapping, wanted, path)
        values: dict[str, Any] = {}
        complete = True
        for name, wanted_field in wanted.items():
            if name in mapping.values:
                annotation = wanted_field.annotation
                complete = self._read_field(mapping, name, annotation, path, values) and complete
            elif wanted_field.required:
                complete = False
                self._note_missing_key(mapping, name, path)
        if not complete:
            raise _MisfitError
        return cls(**values)

    def _note_missing_key(self, mapping: Mapping, name: str, path: str) -> None:
        remedy = "Add it; where a source does not tell, see the record format for what to write."
        seen, expected = f"has no {name!r}", f"the key {name!r}"
        self._note(faults.MISSING_KEY, mapping, path, seen, expected, remedy)

    def _read_field(
        self, mapping: Mapping, name: str, annotation: Any, path: str, values: dict[str, Any]
    ) -> bool:
        try:
            node, where = mapping.values[name], _join(path, name)
            values[name] = self._value(node, annotation, where)
        except _MisfitError:
            return False
        return True

    def _note_unknown_keys(
        self, mapping: Mapping, wanted: AbstractMapping[str, Any], path: str
    ) -> None:
        seen, expected = "is not a key of the record format here", f"one of {', '.join(wanted)}"
        remedy = "Mend the spelling, move the key to where it belongs, or put the text in a note."
        for key, line in mapping.key_lines.items():
            if key not in wanted:
                place = Scalar(key, line, quoted=False)
                nearest = nearest_way.for_key(path, key) or remedy
                self._note(faults.UNKNOWN_KEY, place, _join(path, key), seen, expected, nearest)

    def _result_kind(self, node: Node, path: str) -> type[Result]:
        kind = self._mapping(node, path).values.get("kind")
        if isinstance(kind, Scalar) and kind.text in RESULT_KINDS:
            return RESULT_KINDS[kind.text]
        seen_word = kind.text if isinstance(kind, Scalar) else ""
        seen = f"is {seen_word!r}" if isinstance(kind, Scalar) else "is missing"
        raise self._refuse(
            faults.NOT_ONE_OF,
            kind or node,
            _join(path, "kind"),
            seen,
            f"one of {', '.join(RESULT_KINDS)}",
            nearest_way.for_word(f"{path}.kind", seen_word, tuple(RESULT_KINDS))
            or "Name the kind of result.",
        )

    def _scalar(self, node: Node, annotation: Any, path: str) -> Any:
        if not isinstance(node, Scalar):
            raise self._refuse(
                faults.NOT_TEXT,
                node,
                path,
                f"is {_kind(node)}",
                "a single value",
                "Write the value on this line; quote text that holds a colon or a bracket.",
            )
        if not node.text.strip():
            raise self._refuse(
                faults.EMPTY_VALUE,
                node,
                path,
                "is empty",
                "a value",
                "Write the value, or remove the key: what is missing is left out.",
            )
        if annotation is str:
            return node.text
        if annotation in (Slug, Address):
            return self._checked_text(node, annotation, path)
        if annotation in LISTED:
            return self._listed(node, LISTED[annotation], path)
        if annotation is bool:
            return self._boolean(node, path)
        # A Literal of the model lists the words that a curator may write.
        if typing.get_origin(annotation) is Literal:
            return self._word(node, typing.get_args(annotation), path)
        return self._parsed(node, annotation.parse, path)

    def _boolean(self, node: Scalar, path: str) -> bool:
        if node.text in _BOOLEANS:
            return _BOOLEANS[node.text]
        raise self._refuse(
            faults.NOT_YES_NO,
            node,
            path,
            f"is {node.text!r}",
            "true or false",
            "Write true or false in small letters.",
        )

    def _word(self, node: Scalar, allowed: tuple[str, ...], path: str) -> str:
        if node.text in allowed:
            return node.text
        raise self._refuse(
            faults.NOT_ONE_OF,
            node,
            path,
            f"is {node.text!r}",
            f"one of {', '.join(allowed)}",
            nearest_way.for_word(path, node.text, allowed)
            or "Choose the word that fits; put the rest in a note.",
        )

    def _listed(self, node: Scalar, kind: str, path: str) -> str:
        """Return an id that stands in a list; without that list, one that is well formed."""
        if kind not in self.listed:
            return self._checked_text(node, Slug, path)
        if self.listed[kind]:
            return self._word(node, self.listed[kind], path)
        raise self._refuse(
            faults.NOT_ONE_OF,
            node,
            path,
            f"is {node.text!r}",
            f"no {kind}, as none is known here",
            "Remove the key, or name what brings it under instruments in data/topic.yml.",
        )

    def _parsed(self, node: Scalar, parse: Callable[[str], Any], path: str) -> Any:
        try:
            return parse(node.text)
        except ValueError as error:
            raise self._refuse(
                faults.NOT_READABLE,
                node,
                path,
                f"is {_short(node.text)!r}",
                str(error),
                nearest_way.for_figure(node.text)
                or "Write the figure as printed and put any words in a note.",
            ) from None

    def _checked_text(self, node: Scalar, annotation: Any, path: str) -> str:
        """Return an id or address; a malformed one is noted, and kept lest it hide other faults."""
        if annotation == Slug and not SLUG_PATTERN.fullmatch(node.text):
            self._note(
                faults.NOT_AN_ID,
                node,
                path,
                f"is {_short(node.text)!r}",
                "small letters, digits and single hyphens",
                "Rename it, as in paper-2021 or total-score-12w.",
            )
        if annotation == Address and not ADDRESS_PATTERN.fullmatch(node.text):
            self._note(
                faults.NOT_AN_ADDRESS,
                node,
                path,
                f"is {_short(node.text)!r}",
                "an address that begins with https:// or http://",
                "Copy the whole address of the page, as the browser shows it.",
            )
        return node.text

    def _note(
        self, rule: Rule, node: Node, path: str, seen: str, expected: str, remedy: str
    ) -> None:
        place = Place(self.file, self.lines.get((self.file, path), node.line), path)
        self.findings.append(rule.broken(place, seen=seen, expected=expected, remedy=remedy))

    def _refuse(
        self, rule: Rule, node: Node, path: str, seen: str, expected: str, remedy: str
    ) -> _MisfitError:
        self._note(rule, node, path, seen, expected, remedy)
        return _MisfitError()


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _kind(node: Node) -> str:
    if isinstance(node, Scalar):
        return f"the text {_short(node.text)!r}" if node.text else "empty"
    return "a list" if isinstance(node, Sequence) else "a set of keys"


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
