"""The generator as a wheel: it holds all that a site is made of, and builds a project that lies anywhere."""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import ROOT, SMALL, copy_project

from generator import VERSION
from generator.cli.version import revision

PARTS = ("pyproject.toml", "setup.py", "README.md", "LICENSE", "requirements.in")
NOT_PACKED = shutil.ignore_patterns("__pycache__", "revision.txt")


def run(*command: str, **surroundings: str) -> str:
    outcome = subprocess.run(
        command,
        env={**os.environ, **surroundings},
        cwd=Path(command[0]).anchor,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return outcome.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a copy of the code, so that nothing is left in the repository."""
    copy, target = tmp_path_factory.mktemp("code"), tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT / "generator", copy / "generator", ignore=NOT_PACKED)
    for name in PARTS:
        shutil.copy(ROOT / name, copy)
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--no-index")
    run(sys.executable, "-m", "pip", "wheel", *options, "-w", str(target), str(copy))
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel holds; its dependencies are those of the tests."""
    folder = tmp_path_factory.mktemp("installed")
    options = ("--quiet", "--no-deps", "--no-index")
    run(sys.executable, "-m", "pip", "install", *options, "--target", str(folder), str(wheel))
    return folder


def test_it_holds_every_file_of_the_package(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("generator/")}
    files = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "generator").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert held == files | {"generator/revision.txt"}
    assert {"generator/frame/theme/main.html", "generator/frame/mkdocs.yml"} <= held


def contents(site: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


def test_it_builds_the_site_that_the_repository_builds(
    installed: Path, built: Callable[..., Path], tmp_path: Path
) -> None:
    project = copy_project(SMALL, tmp_path / "somewhere else")
    where = {"PYTHONPATH": str(installed)}
    run(sys.executable, "-m", "generator", "build", "--root", str(project), **where)
    ours = contents(built("untouched", SMALL, lambda _: None))
    theirs = contents(project / "site")
    assert [path for path in ours | theirs if ours.get(path) != theirs.get(path)] == []


def test_it_says_version_and_revision(installed: Path) -> None:
    line = run(sys.executable, "-m", "generator", "--version", PYTHONPATH=str(installed))
    # The copy that the wheel was made of lies in no repository.
    assert line == f"evidence {VERSION}, revision unknown\n"


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    return run("/usr/bin/env", "git", "-C", str(folder), *who, *arguments).strip()


def test_the_revision_is_the_recorded_one_or_that_of_the_checkout(tmp_path: Path) -> None:
    package = tmp_path / "generator"
    package.mkdir()
    (package / "module.py").write_text("x = 1\n", encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "first")
    recorded = package / "revision.txt"
    first = revision(package, recorded)
    assert git(tmp_path, "rev-parse", "HEAD").startswith(first)
    (package / "module.py").write_text("x = 2\n", encoding="utf-8")
    assert revision(package, recorded) == f"{first}-dirty"
    recorded.write_text("0123abc\n", encoding="utf-8")
    assert revision(package, recorded) == "0123abc"


def test_a_package_in_the_repository_of_something_else_has_no_revision(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    package = tmp_path / "lib" / "generator"
    package.mkdir(parents=True)
    assert revision(package, package / "revision.txt") == "unknown"
