"""What makes code hard to read at a glance stands nowhere, and no exception hides that it is one."""

import ast
from functools import cache
from pathlib import Path

import pytest
from reading_ease import CODE, double_loops, files_of, nameless_parameters, nested_conditions

MODULES = list(files_of(()))


def name_of(path: Path) -> str:
    return str(path.relative_to(CODE))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_conditions_and_loops_stand_one_at_a_time(path: Path) -> None:
    tree = tree_of(path)
    assert [node.lineno for node in nested_conditions(tree)] == []
    assert [node.lineno for node in double_loops(tree)] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_parameters_are_named_for_what_they_are(path: Path) -> None:
    tree = tree_of(path)
    assert [(node.arg, node.lineno) for node in nameless_parameters(tree)] == []
