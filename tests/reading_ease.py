"""How easy the code is to read, in figures: `tests/reading_ease.py [ROOM ...]`.

The figures are signs of ease and not the aim. Those that have a bound which no file may pass are
held by `tests/test_reading_ease.py`; the others are printed to be looked at.
"""

import ast
import statistics
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

CODE = Path(__file__).parent.parent / "generator"
# Names that do not say what a parameter is.
NAMELESS = frozenset({"one", "found", "words", "item", "told", "shown", "own", "at"})
LOOPS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def files_of(rooms: Iterable[str]) -> Iterator[Path]:
    """Yield the modules of some rooms, or of all."""
    for room in rooms or (".",):
        yield from sorted((CODE / room).rglob("*.py"))


def nested_conditions(tree: ast.AST) -> Iterator[ast.IfExp]:
    """Yield every conditional expression with another one inside it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.IfExp):
            inner = (deeper for deeper in ast.walk(node) if deeper is not node)
            if any(isinstance(deeper, ast.IfExp) for deeper in inner):
                yield node


def double_loops(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield every comprehension that runs over two things or more."""
    for node in ast.walk(tree):
        if isinstance(node, LOOPS) and len(node.generators) > 1:
            yield node


def nameless_parameters(tree: ast.AST) -> Iterator[ast.arg]:
    """Yield every parameter whose name does not say what it is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and node.arg in NAMELESS:
            yield node


def bodies(path: Path) -> Iterator[int]:
    """Yield the length of each function in lines of code: no docstring, comment or blank line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for node in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(node, FUNCTIONS):
            first = node.body[0]
            if ast.get_docstring(node) is not None and len(node.body) > 1:
                first = node.body[1]
            body = lines[first.lineno - 1 : node.end_lineno]
            yield sum(bool(line.strip()) and not line.lstrip().startswith("#") for line in body)


def report(rooms: list[str]) -> str:
    """Return the figures of some rooms as lines of text."""
    texts = {path: path.read_text(encoding="utf-8") for path in files_of(rooms)}
    trees = {path: ast.parse(text) for path, text in texts.items()}
    lines = [line for text in texts.values() for line in text.splitlines()]
    nodes = [node for tree in trees.values() for node in ast.walk(tree)]
    lengths = sorted(length for path in trees for length in bodies(path))
    thousand = len(lines) / 1000
    conditions = sum(isinstance(node, ast.IfExp) for node in nodes)
    comprehensions = sum(isinstance(node, LOOPS) for node in nodes)
    comments = sum(line.lstrip().startswith("#") for line in lines)
    bound = sum(
        isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id == "one"
        for node in nodes
    )
    figures = {
        "lines": len(lines),
        "lines over 100": sum(len(line) > 100 for line in lines),
        "comment lines, percent": round(100 * comments / len(lines), 2),
        "conditional expressions per 1,000 lines": round(conditions / thousand, 1),
        "comprehensions per 1,000 lines": round(comprehensions / thousand, 1),
        "nested conditional expressions": sum(
            len(list(nested_conditions(tree))) for tree in trees.values()
        ),
        "comprehensions over two things": sum(
            len(list(double_loops(tree))) for tree in trees.values()
        ),
        "parameters without a name of their own": sum(
            len(list(nameless_parameters(tree))) for tree in trees.values()
        ),
        "`one` bound": bound,
        "body, median": statistics.median(lengths) if lengths else 0,
        "body, 90th percentile": lengths[int(0.9 * len(lengths))] if lengths else 0,
    }
    return "\n".join(f"{value:>8} {name}" for name, value in figures.items())


if __name__ == "__main__":
    print(report(sys.argv[1:]))
