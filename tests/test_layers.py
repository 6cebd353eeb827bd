"""The floors of the house, read from the syntax trees: imports go down only, and never in a circle."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from topic_words import ORDINARY, topic_words, topic_words_in, vocabulary_words

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "generator").rglob("*.py"))
# What each floor may import of ours, besides itself, from the ground up.
ALLOWED = {
    "model": set(),
    "statistics": set(),
    "text": {"model"},
    "formats": {"model", "text"},
    "files": {"formats", "instruments", "model", "text"},
    "matching": {"files", "formats", "model"},
    "network": {"formats", "model", "text"},
    "desk": {"files", "formats", "matching", "model", "network", "text"},
    "editors": {"instruments", "model"},
    "audit": {"model", "statistics", "synthesis", "text"},
    "synthesis": {"model", "statistics", "text"},
    "wording": {"model", "statistics", "synthesis", "text"},
    "html": {"audit", "model", "statistics", "synthesis", "text", "wording"},
    "history": {"audit", "files", "html", "model", "statistics", "synthesis", "text", "wording"},
    "charts": {"html", "statistics"},
    "pool": {"charts", "model", "statistics", "text"},
    "tables": {"audit", "html", "model", "statistics", "synthesis", "text", "wording"},
    "exports": {
        "audit",
        "formats",
        "history",
        "html",
        "model",
        "pool",
        "synthesis",
        "tables",
        "text",
        "wording",
    },
    "pictures": {
        "charts",
        "formats",
        "html",
        "model",
        "statistics",
        "synthesis",
        "tables",
        "text",
        "wording",
    },
    "pages": {
        "audit",
        "charts",
        "exports",
        "formats",
        "history",
        "html",
        "instruments",
        "model",
        "pictures",
        "synthesis",
        "tables",
        "text",
        "wording",
    },
    "instruments": set(),
    "guests": {"cli", "html", "instruments", "model", "pages", "tables", "text"},
    "frame": set(),
    "site": {"frame", "html", "model", "text"},
    "cli": {
        "audit",
        "charts",
        "desk",
        "editors",
        "files",
        "formats",
        "history",
        "html",
        "instruments",
        "matching",
        "model",
        "network",
        "pages",
        "pool",
        "site",
        "text",
    },
    "__main__": {"cli"},
    "__init__": set(),
}
NETWORK = {
    "socket",
    "urllib.request",
    "urllib3",
    "http.client",
    "requests",
    "httpx",
    "aiohttp",
    "ftplib",
    "smtplib",
}
# The one file outside network and desk that may ask what day it is: commands that record a day ask
# it, a build never does.
CALENDAR = "generator.cli.today"
# Files that people write; vendored libraries and built ones are not ours to word.
WRITTEN = {".py", ".md", ".js", ".css", ".html", ".svg", ".yml", ".toml"}
CHANCE = re.compile(r"\b(?:random|secrets|uuid)\b")
CLOCK = re.compile(r"\b(?:datetime\.now|date\.today|time\.time|utcnow)\b")


# The packages in generator/instruments: each is a guest above pages and commands, found by name
# alone.
GUESTS = {
    f"generator.instruments.{path.parent.name}"
    for path in (ROOT / "generator/instruments").glob("*/__init__.py")
}


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def floor_of(module: str) -> str:
    parts = module.split(".")
    if parts[1:2] == ["instruments"] and ".".join(parts[:3]) in GUESTS:
        return "guests"
    return [*parts, "__init__"][1]


@cache
def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


NAMES = {name_of(path) for path in MODULES}
GRAPH = {
    name_of(path): {name for name in imports_of(path) if name in NAMES} - {name_of(path)}
    for path in MODULES
}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_down_only(path: Path) -> None:
    floor = floor_of(name_of(path))
    used = {floor_of(name) for name in imports_of(path) if name.startswith("generator.")} - {floor}
    assert used <= ALLOWED[floor], f"{name_of(path)} reaches up or aside to {used - ALLOWED[floor]}"


def test_no_import_goes_in_a_circle() -> None:
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " -> ".join((*way, module))
        if module not in done:
            for target in sorted(GRAPH[module]):
                visit(target, (*way, module))
            done.add(module)

    for module in sorted(GRAPH):
        visit(module, ())
    assert done == NAMES


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    tops = {name.partition(".")[0] for name in imports_of(path)}
    floor = floor_of(name_of(path))
    assert not tops & {"altair", "vl_convert"} or floor == "charts"
    assert "pandas" not in tops or floor in {"charts", "exports", "tables"}
    assert "jinja2" not in tops or floor == "pages"
    assert floor == "network" or not imports_of(path) & NETWORK


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_build_knows_neither_clock_nor_chance(path: Path) -> None:
    if floor_of(name_of(path)) in {"network", "desk"} or name_of(path) == CALENDAR:
        return
    text = path.read_text(encoding="utf-8")
    tops = {name.partition(".")[0] for name in imports_of(path)}
    assert not CHANCE.search(" ".join(tops))
    assert not CLOCK.search(text)


def test_no_topic_in_the_code() -> None:
    words = topic_words()
    assert {"myositis", "cdasi", "skin", "juvenile"} <= words
    # The scripts are left out until those of the instrument stand in its own folder.
    guests = tuple(ROOT / name.replace(".", "/") for name in (*GUESTS, "generator.frame.scripts"))
    held = {}
    for path in (ROOT / "generator").rglob("*.*"):
        if path.suffix not in WRITTEN or any(path.is_relative_to(guest) for guest in guests):
            continue
        if found := topic_words_in(path.read_text(encoding="utf-8"), words):
            held[str(path.relative_to(ROOT))] = found
    assert held == {}, "words of the topic stand in code: see the rule in tests/topic_words.py"


def test_every_word_that_is_let_pass_stands_in_the_vocabulary() -> None:
    assert ORDINARY - vocabulary_words() == set()


def test_files_hold_one_idea() -> None:
    long = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}
