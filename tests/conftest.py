"""What tests share: a small made-up project, the real one, and whether reference files stand beside the project."""

import shutil
from pathlib import Path

import pytest

from generator.model.evidence import Evidence
from generator.sources.load import load_evidence

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests" / "projects" / "small"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the small project, with the site's frame, free to be changed."""
    return copy_project(SMALL, tmp_path / "project")


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    """The project's own evidence."""
    return loaded(ROOT)


@pytest.fixture(scope="session")
def small() -> Evidence:
    """The evidence of the small project."""
    return loaded(SMALL)


def copy_project(source: Path, target: Path) -> Path:
    """Copy the evidence of a project and the frame of our site into a folder."""
    for name in ("data", "bibliography"):
        shutil.copytree(source / name, target / name)
    shutil.copytree(ROOT / "docs", target / "docs")
    shutil.copy(ROOT / "mkdocs.yml", target / "mkdocs.yml")
    return target


def loaded(root: Path) -> Evidence:
    evidence, findings = load_evidence(root)
    assert evidence is not None, findings
    return evidence
