"""The pages for curators are tried as written: their files are saved, their commands run, one page after another."""

import argparse
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import ROOT
from leaping_clock import COMMAND
from misbehaving import Server, article, serving, trial

from generator.cli.command_line import command_line

PAGES = sorted((ROOT / "docs/curating").glob("*.md"))
FENCE = re.compile(r"```(?P<language>\w*)\n(?P<text>.*?)\n```", re.DOTALL)
SAVED = re.compile(r"\bsave (?:[^`.]* )?as `(?P<name>[\w./-]+)`[^`]*\Z", re.IGNORECASE)
ADDED = re.compile(r"\badd [^`]*\bto `(?P<name>[\w/.]+)`:\s*\Z", re.IGNORECASE)
LINK = re.compile(r"\]\((?P<target>[^)#\s]+)")
WORKDAY = "1793318400"  # 30 October 2026


@dataclass
class Step:
    """One thing a page asks for: a file to save, text to add to one, or a command with what is typed into it."""

    file: str = ""
    text: str = ""
    added: bool = False
    command: str = ""
    answers: list[str] = field(default_factory=list)
    output: list[str] = field(default_factory=list)


def steps_of(page: Path) -> list[Step]:
    found, text, end = [], page.read_text("utf-8"), 0
    for fence in FENCE.finditer(text):
        before, end = text[end : fence.start()].rstrip(), fence.end()
        if fence["language"] == "console":
            found += commands_of(fence["text"])
        elif saved := SAVED.search(before):
            found.append(Step(file=saved["name"], text=fence["text"] + "\n"))
        elif fence["language"] == "yaml":
            added = ADDED.search(before)
            assert added, f"{page.name}: what is to be done with\n{fence['text']}"
            found.append(Step(file=added["name"], text=fence["text"] + "\n", added=True))
    return found


def commands_of(block: str) -> list[Step]:
    found: list[Step] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append(Step(command=line.removeprefix("$ ")))
        elif line.startswith(">"):
            found[-1].answers.append(line.removeprefix(">").partition("#")[0].strip())
        elif line.strip():
            found[-1].output.append(line)
    return found


SEARCHES = """
searches:
  - id: pubmed-rivers
    service: pubmed
    query: river fever
    last: 2026-09-01
"""


@pytest.fixture
def services() -> Iterator[Server]:
    """The public services, played on loopback."""
    with serving() as server:
        server.shelf.articles = {number: article(number) for number in (11111111, 12345678)}
        server.shelf.found = [11111111]
        server.shelf.works = {
            "10.5555/example": {"DOI": "10.5555/example", "title": ["A made-up work"]}
        }
        server.shelf.trials = {"NCT01234567": trial("NCT01234567")}
        yield server


def run(
    project: Path, command: str, services: Server, typed: str = ""
) -> subprocess.CompletedProcess[str]:
    program, *arguments = shlex.split(command)
    assert program == "evidence", f"only our own commands are run: {command}"
    surroundings = {
        "SOURCE_DATE_EPOCH": WORKDAY,
        "PYTHONPATH": str(ROOT),
        "XDG_CACHE_HOME": str(project),
    }
    return subprocess.run(
        [*COMMAND, *arguments], cwd=project, input=typed, capture_output=True, text=True,
        check=False, timeout=240, env={**os.environ, **services.environment, **surroundings},
    )  # fmt: skip


def take(project: Path, step: Step, services: Server) -> None:
    if step.file:
        target = project / step.file
        before = target.read_text("utf-8") if step.added and target.exists() else ""
        target.write_text(before + step.text, "utf-8")
        return
    outcome = run(
        project, step.command, services, "".join(f"{answer}\n" for answer in step.answers)
    )
    assert outcome.returncode == 0, f"$ {step.command}\n{outcome.stdout}{outcome.stderr}"
    assert "Traceback" not in outcome.stderr
    for line in step.output:
        assert line in outcome.stdout, f"$ {step.command}\n{outcome.stdout}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_works_as_written(project: Path, services: Server, page: Path) -> None:
    assert run(project, "evidence release", services).returncode == 0
    steps = steps_of(page)
    if not any(step.added and "searches:" in step.text for step in steps):
        with (project / "data/topic.yml").open("a", encoding="utf-8") as topic:
            topic.write(SEARCHES)
    for step in steps:
        take(project, step, services)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_plain_markdown_that_leads_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text.startswith("---\ntitle: ")
    assert "\ndescription: " in text.split("---")[1]
    prose = FENCE.sub("", text)
    assert not re.search(r"<[a-z/!]", re.sub(r"`[^`]*`", "", prose)), "raw HTML"
    for link in LINK.finditer(prose):
        if "://" not in link["target"] and not link["target"].startswith("../"):
            assert (page.parent / link["target"]).exists(), link["target"]


def test_every_page_is_found_from_the_first() -> None:
    linked = {
        link["target"]
        for link in LINK.finditer((ROOT / "docs/curating/index.md").read_text("utf-8"))
    }
    assert {page.name for page in PAGES} - {"index.md"} <= linked


@pytest.mark.parametrize(
    "page", [*PAGES, ROOT / "README.md", ROOT / "CONTRIBUTING.md"], ids=lambda page: page.stem
)
def test_every_command_that_is_named_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    named = set(re.findall(r"(?:`|^\$ |^)(?:\.venv/bin/)?evidence ([a-z]+)", text, re.MULTILINE))
    # An example may add a command of its own.
    named -= set(re.findall(r'add_parser\("([a-z]+)"', text))
    subparsers = next(
        one for one in command_line()._actions if isinstance(one, argparse._SubParsersAction)
    )
    assert named
    assert named <= set(subparsers.choices)
