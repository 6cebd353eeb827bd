"""What tests share: a small made-up project, the real one, and whether reference files stand beside the project."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from leaping_clock import LeapingClock
from made_up import Made, summary

from generator.cli import main
from generator.files.load import load_evidence
from generator.model.evidence import Evidence
from generator.model.result import Summary

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests" / "projects" / "small"
# Controlled trials alone, in people who are not ill: see the README beside it.
VACCINES = ROOT / "tests" / "projects" / "vaccines"
# Events in patient-years of two groups of unknown size: see the README beside it.
WARFARIN = ROOT / "tests" / "projects" / "warfarin"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the small project, free to be changed."""
    return copy_project(SMALL, tmp_path / "project")


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    """The project's own evidence."""
    return loaded(ROOT)


@pytest.fixture(scope="session")
def small() -> Evidence:
    """The evidence of the small project."""
    return loaded(SMALL)


@pytest.fixture(scope="session")
def vaccines() -> Evidence:
    """The evidence of a topic in which every study compares groups and nobody is ill."""
    return loaded(VACCINES)


@pytest.fixture(scope="session")
def warfarin() -> Evidence:
    """The evidence of a topic of trials that count events in time."""
    return loaded(WARFARIN)


@pytest.fixture
def made(small: Evidence) -> Made:
    """An empty project to be filled with made-up studies."""
    return Made(small)


@pytest.fixture
def figures() -> Callable[..., Summary]:
    """The way to write a summary: `figures(mean="28", sd="15.4")`."""
    return summary


@pytest.fixture
def leaping(monkeypatch: pytest.MonkeyPatch) -> LeapingClock:
    """Let nobody wait between requests; the clock says how long they would have."""
    clock = LeapingClock()
    monkeypatch.setattr("generator.network.rate_limit.Clock", lambda: clock)
    return clock


Built = Callable[[str, Path, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Copy a project, change it and build it: once, whichever worker comes first; return its site."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def build(name: str, source: Path, change: Callable[[Path], object]) -> Path:
        project = shared / name
        with project.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not project.exists():
                change(copy_project(source, project))
                assert main(["build", "--root", str(project)]) == 0
        return project / "site"

    return build


@pytest.fixture(scope="session")
def site(built: Built) -> Path:
    """The project's own site."""
    return built("own", ROOT, lambda _: None)


@pytest.fixture(scope="session")
def vaccines_site(built: Built) -> Path:
    """The site of the topic of controlled trials."""
    return built("vaccines", VACCINES, lambda _: None)


@pytest.fixture(scope="session")
def warfarin_site(built: Built) -> Path:
    """The site of the topic of trials that count events in time."""
    return built("warfarin", WARFARIN, lambda _: None)


@pytest.fixture(scope="session")
def small_site(built: Built) -> Path:
    """The site of the small project as it is."""
    return built("untouched", SMALL, lambda _: None)


def copy_project(source: Path, target: Path) -> Path:
    """Copy what is a project's own into a folder: its evidence, and its pages and settings if any."""
    for name in ("data", "bibliography", "docs"):
        if (source / name).exists():
            shutil.copytree(source / name, target / name)
    if (source / "mkdocs.yml").exists():
        shutil.copy(source / "mkdocs.yml", target / "mkdocs.yml")
    return target


def loaded(root: Path) -> Evidence:
    evidence, findings = load_evidence(root)
    assert evidence is not None, findings
    return evidence
