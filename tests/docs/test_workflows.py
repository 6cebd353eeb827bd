"""The workflow files: least rights, pinned actions, shell that parses, and steps that do what they say."""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT
from leaping_clock import COMMAND
from misbehaving import Server, article, serving

FOLDER = ROOT / ".github/workflows"
FILES = sorted(FOLDER.glob("*.yml"))
EXPRESSION = re.compile(r"\$\{\{\s*(?P<words>.*?)\s*\}\}")
PINNED = re.compile(r"uses: [\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


class Truthful(yaml.SafeLoader):
    """Reads `on` as a word, as the host does."""


Truthful.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def workflow(name: str) -> dict[str, Any]:
    found = yaml.load((FOLDER / name).read_text("utf-8"), Truthful)  # noqa: S506 - a safe loader of our own
    assert isinstance(found, dict)
    return found


def steps_of(name: str) -> list[dict[str, Any]]:
    return [step for job in workflow(name)["jobs"].values() for step in job["steps"]]


def test_both_files_are_there() -> None:
    assert [path.name for path in FILES] == ["publish.yml", "update.yml"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rights_are_the_least_and_runs_end(path: Path) -> None:
    found = workflow(path.name)
    assert found["permissions"] == {}
    assert found["concurrency"]["cancel-in-progress"] == "false"
    allowed = {
        "update": {"contents": "write", "pull-requests": "write"},
        "build": {"contents": "write"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
    for name, job in found["jobs"].items():
        assert job["permissions"] == allowed[name]
        assert int(job["timeout-minutes"]) <= 60


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_actions_are_pinned_and_secrets_stay_where_they_are_needed(path: Path) -> None:
    lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    used = [line.removeprefix("- ") for line in lines if "uses:" in line]
    assert used
    assert all(PINNED.fullmatch(line) for line in used), used
    for step in steps_of(path.name):
        holds_key = {"NCBI_API_KEY", "OPENFDA_API_KEY"} <= set(step.get("env", {}))
        assert holds_key == ("evidence update" in step.get("run", ""))
        assert "secrets" not in step.get("run", "")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_shell_of_each_step_parses_and_takes_no_text_from_outside(path: Path) -> None:
    ran = [step["run"] for step in steps_of(path.name) if "run" in step]
    assert len(ran) > 3
    for script in ran:
        assert not EXPRESSION.search(script), "values reach a script through env alone"
        outcome = subprocess.run(
            ["bash", "-n"], input=script, text=True, capture_output=True, check=False
        )
        assert outcome.returncode == 0, outcome.stderr


class Runner:
    """Runs the steps of a job in order, as the host would: outputs and conditions by files, the host itself absent."""

    def __init__(self, project: Path, home: Path, services: dict[str, str]) -> None:
        self.project, self.home, self.services = project, home, services
        self.temp, self.bin = home / "temp", home / "bin"
        self.outputs: dict[str, dict[str, str]] = {}
        self.failed = False
        self.asked_of_host = home / "gh.txt"
        self.temp.mkdir(parents=True)
        self._programs()
        self._repository()

    def _programs(self) -> None:
        """Put the project's command where the steps call it, and a note-taker where the host's command would be."""
        ours = self.project / ".venv/bin"
        ours.mkdir(parents=True)
        self._script(ours / "evidence", f'PYTHONPATH="{ROOT}" exec {shlex.join(COMMAND)} "$@"')
        self.bin.mkdir()
        self._script(self.bin / "gh", f'printf "%s\\n" "$@" > "{self.asked_of_host}"')
        self._script(self.bin / "make", '[ "$1" = site ] && exec .venv/bin/evidence build; exit 0')

    @staticmethod
    def _script(path: Path, text: str) -> None:
        path.write_text(f"#!/usr/bin/env bash\n{text}\n", "utf-8")
        path.chmod(0o755)

    def _repository(self) -> None:
        shutil.copy(ROOT / ".gitignore", self.project / ".gitignore")
        origin = self.home / "origin.git"
        self.git("init", "--quiet", "--bare", "--initial-branch=main", str(origin))
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("add", "--all")
        self.git(
            "-c",
            "user.name=c",
            "-c",
            "user.email=c@example.org",
            "commit",
            "--quiet",
            "-m",
            "start",
        )
        self.git("remote", "add", "origin", str(origin))
        self.git("push", "--quiet", "origin", "main")

    def git(self, *arguments: str) -> str:
        outcome = subprocess.run(
            ["git", *arguments],
            cwd=self.project,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return outcome.stdout

    def run(self, name: str, job: str) -> None:
        for step in workflow(name)["jobs"][job]["steps"]:
            if "run" in step and self._wanted(step.get("if", "")):
                self._step(step)

    def _wanted(self, condition: str) -> bool:
        if condition == "always()":
            return True
        return not self.failed and (
            not condition or self._value(condition.split(" == ", maxsplit=1)[0]) == "yes"
        )

    def _value(self, words: str) -> str:
        if words.startswith("steps."):
            _, step, _, output = words.split(".")
            return self.outputs.get(step, {}).get(output, "")
        return {"github.run_id": "7", "github.ref_name": "main"}.get(words, "")

    def _step(self, step: dict[str, Any]) -> None:
        output = self.temp / "output"
        output.write_text("", "utf-8")
        given = {
            name: EXPRESSION.sub(lambda match: self._value(match["words"]), value)
            for name, value in step.get("env", {}).items()
        }
        surroundings = {
            **os.environ, **self.services, **given, "GITHUB_OUTPUT": str(output), "RUNNER_TEMP": str(self.temp),
            "PATH": f"{self.bin}:{os.environ['PATH']}", "HOME": str(self.home),
        }  # fmt: skip
        outcome = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.project, env=surroundings, capture_output=True, text=True, check=False, timeout=240,
        )  # fmt: skip
        self.failed = self.failed or outcome.returncode != 0
        pairs = (line.partition("=") for line in output.read_text("utf-8").splitlines())
        self.outputs[step.get("id", step["name"])] = {
            "said": outcome.stdout + outcome.stderr, **{key: value for key, _, value in pairs}
        }  # fmt: skip


SEARCHES = """
searches:
  - id: pubmed-rivers
    service: pubmed
    query: river fever
"""
NEW = "A `made-up` report @everybody ````` [x](https://example.org/x)"


@pytest.fixture
def services() -> Iterator[Server]:
    with serving() as server:
        server.shelf.articles = {101: article(101, NEW), 11111111: article(11111111)}
        server.shelf.found = [101]
        server.shelf.works = {
            "10.1234/rivers.1": {"DOI": "10.1234/rivers.1", "title": ["Alphaone in river fever"]}
        }
        yield server


@pytest.fixture
def runner(project: Path, services: Server, tmp_path: Path) -> Runner:
    with (project / "data/topic.yml").open("a", encoding="utf-8") as topic:
        topic.write(SEARCHES)
    day = {
        "SOURCE_DATE_EPOCH": "1793318400",
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "EVIDENCE_DEADLINE": "8",
    }
    return Runner(project, tmp_path / "host", {**services.environment, **day})


def test_the_month_comes_as_a_pull_request_that_decides_nothing(runner: Runner) -> None:
    runner.run("update.yml", "update")
    assert not runner.failed, runner.outputs
    asked = runner.asked_of_host.read_text("utf-8").splitlines()
    assert asked[:4] == ["pr", "create", "--base", "main"]
    branch = asked[asked.index("--head") + 1]
    body = Path(asked[asked.index("--body-file") + 1]).read_text("utf-8")
    assert "did not go through" not in body
    assert "## What changed" in body
    assert (
        "PMID 101: " in body.partition("## Awaiting a decision")[2].partition("## What changed")[0]
    )
    assert "**Since revision HEAD:**" in body
    assert "1 record awaits a decision." in body
    assert "awaiting" in runner.git("show", f"origin/{branch}:data/screening.csv").splitlines()[-1]
    assert "snapshots/" not in runner.git("ls-tree", "-r", "--name-only", f"origin/{branch}")
    assert runner.git("log", "--oneline", "origin/main").count("\n") == 1


def test_text_of_records_cannot_leave_its_block(runner: Runner) -> None:
    runner.run("update.yml", "update")
    listed = runner.asked_of_host.read_text("utf-8").splitlines()
    body = Path(listed[listed.index("--body-file") + 1]).read_text("utf-8")
    outside = re.sub(r"^````text\n.*?\n````$", "", body, flags=re.DOTALL | re.MULTILINE)
    assert "@everybody" in body
    assert not re.search(r"(?<!\\)@everybody", outside.replace("&#64;", ""))
    assert "](https://example.org/x)" not in outside


def test_services_that_fail_are_told_in_the_pull_request_and_fail_the_run(runner: Runner) -> None:
    runner.services["EVIDENCE_REGISTER"] = "http://127.0.0.1:9/"
    trials = runner.project / "data/registered_trials.yml"
    trials.write_text(
        "- id: t\n  registration: NCT00000001\n  title: T\n  drugs: [alphaone]\n  url: https://example.org/t\n"
        "  where: page\n  seen: 2024-08-01\n  study: example-2001\n"
        "  extraction: {first: 2024-08-01, status: once}\n",
        "utf-8",
    )
    runner.run("update.yml", "update")
    assert runner.failed
    listed = runner.asked_of_host.read_text("utf-8").splitlines()
    body = Path(listed[listed.index("--body-file") + 1]).read_text("utf-8")
    assert body.startswith("**The update did not go through whole (exit status 1).**")


def test_without_any_service_nothing_is_opened_and_the_run_fails(runner: Runner) -> None:
    runner.services.update(
        dict.fromkeys(("EVIDENCE_PUBMED", "EVIDENCE_CROSSREF"), "http://127.0.0.1:9/")
    )
    runner.run("update.yml", "update")
    assert runner.failed
    assert not runner.asked_of_host.exists()


def test_publishing_records_the_version_builds_and_pushes(runner: Runner) -> None:
    runner.run("publish.yml", "build")
    assert not runner.failed, runner.outputs
    assert (runner.project / "site/index.html").exists()
    log = runner.git("log", "--oneline", "origin/main")
    assert log.count("\n") == 2
    assert "Version " in log
    assert list((runner.project / "data/releases").glob("*.yml"))


def test_publishing_again_records_nothing_and_publishes_all_the_same(runner: Runner) -> None:
    runner.run("publish.yml", "build")
    before = runner.git("log", "--oneline")
    runner.run("publish.yml", "build")
    assert not runner.failed, runner.outputs
    assert runner.git("log", "--oneline") == before


def test_an_error_in_the_files_publishes_nothing(runner: Runner) -> None:
    study = runner.project / "data/studies/example-2001.yml"
    study.write_text(study.read_text("utf-8").replace("events: 7", "events: 70"), "utf-8")
    runner.run("publish.yml", "build")
    assert runner.failed
    assert not (runner.project / "site").exists()
    assert runner.git("log", "--oneline", "origin/main").count("\n") == 1
