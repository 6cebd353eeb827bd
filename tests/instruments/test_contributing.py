"""The instrument of CONTRIBUTING.md, as another distribution brings it, works as written there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, SMALL, copy_project
from lxml import html

FILE = re.compile(r"^`([\w./]+)`[^\n]*\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ENTRY_POINT = "[generator.instruments]\nriver = riverscore:INSTRUMENT\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of installed packages that holds the instrument as a distribution of its own."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    section = text.partition("## Add an instrument\n")[2].partition("\n## ")[0]
    folder = tmp_path_factory.mktemp("packages")
    written = {folder / "riverscore" / name: content for name, content in FILE.findall(section)}
    about = folder / "riverscore-1.dist-info"
    written |= {
        about / "METADATA": "Metadata-Version: 2.1\nName: riverscore\nVersion: 1\n",
        about / "entry_points.txt": ENTRY_POINT,
    }
    for path, content in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def evidence(installed: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(installed)))}
    ran = subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        env=environment, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_its_command_runs(installed: Path) -> None:
    assert "River score: 20 of 50." in evidence(installed, "river", *"2222222222")
    assert "river" in evidence(installed, "--help")


def test_its_page_script_and_style_are_built(installed: Path, tmp_path: Path) -> None:
    project = copy_project(SMALL, tmp_path / "project")
    topic, measures = project / "data/topic.yml", project / "data/vocabulary/measures.yml"
    topic.write_text(f"{topic.read_text('utf-8')}instruments: [river]\n", encoding="utf-8")
    text = measures.read_text("utf-8").replace(
        "- id: river-score\n", "- id: river-score\n  calculator: river-score\n"
    )
    measures.write_text(text, encoding="utf-8")
    evidence(installed, "build", "--root", str(project))
    site = project / "site"
    page = html.parse(site / "river.html")
    assert page.xpath("//p[@data-river]")
    assert "Nothing is typed yet." in (site / "assets/river.js").read_text("utf-8")
    sheets = page.xpath("//link[@rel='stylesheet']/@href")
    assert any(".river-sum" in (site / sheet).read_text("utf-8") for sheet in sheets)
    measure = html.parse(site / "outcomes/river-score.html")
    assert "../river.html" in measure.xpath("//a/@href")
    assert "river.html" in html.parse(site / "methods.html").xpath("//a/@href")
