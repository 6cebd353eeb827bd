"""The workflow files: least rights, pinned actions, shell that parses, and steps that do what they say."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT

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
        holds_key = "NCBI_API_KEY" in step.get("env", {})
        assert holds_key == ("evidence update" in step.get("run", ""))
        assert "secrets" not in step.get("run", "")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_shell_of_each_step_parses_and_takes_no_text_from_outside(path: Path) -> None:
    ran = [step["run"] for step in steps_of(path.name) if "run" in step]
    assert len(ran) > 3
    for script in ran:
        assert not EXPRESSION.search(script), "values reach a script through env alone"
        outcome = subprocess.run(["bash", "-n"], input=script, text=True, capture_output=True, check=False)
        assert outcome.returncode == 0, outcome.stderr


class Runner:
    """Runs the steps of a job in order, as the host would: outputs and conditions by files, the host itself absent."""

    def __init__(self, project: Path, home: Path) -> None:
        self.project, self.home = project, home
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
        self._script(ours / "evidence", f'PYTHONPATH="{ROOT}" exec "{sys.executable}" -m generator "$@"')
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
        self.git("-c", "user.name=c", "-c", "user.email=c@example.org", "commit", "--quiet", "-m", "start")
        self.git("remote", "add", "origin", str(origin))
        self.git("push", "--quiet", "origin", "main")

    def git(self, *arguments: str) -> str:
        outcome = subprocess.run(
            ["git", *arguments], cwd=self.project, capture_output=True, text=True, check=True, timeout=60
        )
        return outcome.stdout

    def run(self, name: str, job: str) -> None:
        for step in workflow(name)["jobs"][job]["steps"]:
            if "run" in step and self._wanted(step.get("if", "")):
                self._step(step)

    def _wanted(self, condition: str) -> bool:
        if condition == "always()":
            return True
        return not self.failed and (not condition or self._value(condition.split(" == ", maxsplit=1)[0]) == "yes")

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
            **os.environ, **given, "GITHUB_OUTPUT": str(output), "RUNNER_TEMP": str(self.temp),
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


@pytest.fixture
def runner(project: Path, tmp_path: Path) -> Runner:
    return Runner(project, tmp_path / "host")


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
