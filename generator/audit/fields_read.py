"""Which keys a check looks at, read from its code and from the functions it calls."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from functools import cache, partial
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

from generator.audit.catalogue import CATALOGUE, VALUE_CHECKS
from generator.audit.check import Check, ValueCheck
from generator.model import evidence, judgement, provenance, reference, result, study
from generator.model.rule import Rule

_RECORDS = (evidence, judgement, provenance, reference, result, study)
_OURS = ("generator.audit", "generator.model")
# Ways to say a record in words; a check that says something reads no key by that.
_TELLING = frozenset({"words", "kind_words"})


@cache
def rules_reading(key: str) -> tuple[Rule, ...]:
    """Return the rules whose code asks a record for a key of this name, in the order of their codes."""
    checks: tuple[Check | ValueCheck, ...] = (*CATALOGUE, *VALUE_CHECKS)
    found = {check.rule for check in checks if key in _names(check.look)}
    return tuple(sorted(found, key=lambda rule: rule.code[1:]))


@cache
def _names(look: Callable[..., Any]) -> frozenset[str]:
    return frozenset(name for function in _reached(look, set()) for name in _asked(function).keys)


def _reached(thing: object, seen: set[int]) -> Iterator[FunctionType]:
    """Yield a function, what it is made of, and the functions of ours that it calls."""
    if isinstance(thing, partial):
        thing = thing.func
    if (
        not isinstance(thing, FunctionType)
        or id(thing) in seen
        or not thing.__module__.startswith(_OURS)
    ):
        return
    seen.add(id(thing))
    yield thing
    asked = frozenset.union(*_asked(thing))
    called = [value for name, value in thing.__globals__.items() if name in asked]
    modules = [value for value in called if isinstance(value, ModuleType)]
    called += [
        getattr(module, name) for module in modules for name in asked if hasattr(module, name)
    ]
    called += [way for name in asked for way in _ways().get(name, ())]
    for one in (*called, *(cell.cell_contents for cell in thing.__closure__ or ())):
        yield from _reached(one, seen)


class _Asked(NamedTuple):
    """What a function asks records for, by attribute or by a word for `getattr`, and the other names it uses."""

    keys: frozenset[str]
    names: frozenset[str]


@cache
def _asked(function: FunctionType) -> _Asked:
    nodes = list(ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))))
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    words = {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    return _Asked(
        frozenset(attributes | {word for word in words if word.isidentifier()}), frozenset(names)
    )


@cache
def _ways() -> dict[str, tuple[FunctionType, ...]]:
    """Return the properties and methods of records by name: through them a check reads keys as well."""
    found: dict[str, tuple[FunctionType, ...]] = {}
    for module in _RECORDS:
        for _, cls in inspect.getmembers(module, inspect.isclass):
            for name, member in vars(cls).items():
                function = member.fget if isinstance(member, property) else member
                if (
                    isinstance(function, FunctionType)
                    and not name.startswith("__")
                    and name not in _TELLING
                ):
                    found[name] = (*found.get(name, ()), function)
    return found
