"""Building and publishing: the same bytes everywhere, and the last good site survives whatever happens."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from generator.html.rendered import MenuEntry, Rendered
from generator.site.build import build_site
from generator.site.workspace import WORKSPACE, workspace

COMMAND = [sys.executable, "-m", "generator"]


def run(command: list[str], **surroundings: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **surroundings}
    return subprocess.run(
        command, env=environment, timeout=240, capture_output=True, text=True, check=False
    )


def build(root: Path, **surroundings: str) -> subprocess.CompletedProcess[str]:
    return run([*COMMAND, "build", "--root", str(root)], **surroundings)


def contents(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def tiny(title: str = "Tiny") -> Rendered:
    titles = {"index": "Home", "studies/index": "Studies", "safety": "Safety"}
    return Rendered(
        files={
            f"{name}.md": f"---\ntitle: {name}\n---\n\n# {title} {name}\n\ntext\n".encode()
            for name in titles
        },
        title=title,
        description="d",
        epoch=1_700_000_000,
        menu={
            f"{name}.md": MenuEntry(entry, place)
            for place, (name, entry) in enumerate(titles.items())
        },
    )


@pytest.fixture
def frame(project: Path) -> Path:
    """A project with a good site in place."""
    built, findings = build_site(project, tiny("Good"))
    assert built, findings
    return project


def test_another_topic_builds_without_touching_the_code(project: Path) -> None:
    outcome = build(project)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    page = (project / "site/studies/example-2001.html").read_text(encoding="utf-8")
    assert "31.20 ± 8.0" in page
    assert "7 of 12" in page
    assert (project / "site/outcomes/fever-free.html").exists()
    assert (project / "site/drugs/alphatwo.html").exists()
    assert "tofacitinib" not in page.lower()


def test_two_builds_in_different_folders_are_byte_identical(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "ein anderer Ordner"
    subprocess.run(["cp", "-r", str(project), str(other)], check=True)
    first = build(project, PYTHONHASHSEED="1", TZ="Asia/Tokyo", LC_ALL="C")
    second = build(
        other, PYTHONHASHSEED="2", TZ="America/New_York", LC_ALL="C.UTF-8", SOURCE_DATE_EPOCH="1"
    )
    assert (first.returncode, second.returncode) == (0, 0), first.stdout + second.stdout
    ours, theirs = contents(project / "site"), contents(other / "site")
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []
    manifest = json.loads(ours["manifest.json"])
    assert set(manifest) == set(ours) - {"manifest.json"}


def test_an_error_in_the_files_leaves_the_last_site(frame: Path) -> None:
    before = contents(frame / "site")
    study = frame / "data/studies/example-2001.yml"
    study.write_text(
        study.read_text(encoding="utf-8").replace("events: 7", "events: 70"), encoding="utf-8"
    )
    outcome = build(frame)
    assert outcome.returncode == 1
    assert "E321" in outcome.stdout
    assert contents(frame / "site") == before


@pytest.mark.parametrize(
    "step", ["staging", "building pages", "checking the built pages", "publishing"]
)
def test_kill_at_any_step_leaves_the_last_site(frame: Path, step: str) -> None:
    before = contents(frame / "site")
    script = (
        "import os, signal, sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from pathlib import Path\n"
        "from test_build import tiny\n"
        "from generator.site.build import build_site\n"
        f"def die(step):\n    if step == {step!r}: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"build_site(Path({str(frame)!r}), tiny('New'), die)\n"
    )
    outcome = run([sys.executable, "-c", script])
    assert outcome.returncode == -signal.SIGKILL, outcome.stderr
    assert contents(frame / "site") == before
    built, findings = build_site(frame, tiny("Next"))
    assert built, findings
    assert [path.name for path in (frame / WORKSPACE).glob("build-*")] == []


def test_kill_at_any_moment_leaves_a_whole_site(frame: Path) -> None:
    for wait in (0.2, 0.9, 1.6, 2.1, 2.4):
        process = subprocess.Popen(
            [*COMMAND, "build", "--root", str(frame)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(wait)
        process.kill()
        process.wait()
        listed = json.loads((frame / "site/manifest.json").read_text(encoding="utf-8"))
        assert set(listed) | {"manifest.json"} == set(contents(frame / "site"))


def test_a_second_build_at_the_same_time_is_told_so(frame: Path) -> None:
    before = contents(frame / "site")
    with workspace(frame.resolve()):
        built, findings = build_site(frame, tiny("Second"))
    assert built is None
    assert [finding.code for finding in findings] == ["E901"]
    assert contents(frame / "site") == before


def test_a_site_that_cannot_be_written_is_one_finding(frame: Path) -> None:
    before = contents(frame / "site")
    script = (
        "import resource, sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from pathlib import Path\n"
        "from test_build import tiny\n"
        "from generator.site.build import build_site\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        f"built, findings = build_site(Path({str(frame)!r}), tiny('New'))\n"
        "print(built, [finding.code for finding in findings])\n"
    )
    outcome = run([sys.executable, "-c", script])
    assert outcome.stdout.strip() == "None ['E902']", outcome.stderr
    assert contents(frame / "site") == before


@pytest.mark.parametrize("path", ["../out.md", "/etc/out.md", "a/../../out.md", ""])
def test_no_file_leaves_the_folder(project: Path, path: str) -> None:
    built, findings = build_site(project, Rendered(files={path: b"x"}, title="t", description="d"))
    assert built is None
    assert [finding.code for finding in findings] == ["E904"]
    assert not (project / "site").exists()


def test_a_broken_link_is_found_before_anybody_sees_it(frame: Path) -> None:
    before = contents(frame / "site")
    pages = tiny("New")
    text = b"# Safety\n\n<p><a href='studies/none.html'>x</a></p>\n"
    broken = replace(pages, files={**pages.files, "safety.md": text})
    built, findings = build_site(frame, broken)
    assert built is None
    assert [finding.code for finding in findings] == ["E911"]
    assert contents(frame / "site") == before


def test_a_page_that_the_navigation_misses_is_named(frame: Path) -> None:
    pages = tiny("New")
    missed = {path: entry for path, entry in pages.menu.items() if path != "safety.md"}
    built, findings = build_site(frame, replace(pages, menu=missed))
    assert built is None
    assert [finding.code for finding in findings] == ["E903"]
    assert 'not included in the "nav" configuration: - safety.md' in findings[0].seen


def test_a_project_may_change_settings_and_add_pages_of_its_own(project: Path) -> None:
    (project / "docs/guide").mkdir(parents=True)
    (project / "docs/guide/index.md").write_text("# The guide\n\n[First](first.md)\n")
    (project / "docs/guide/first.md").write_text("# First\n\ntext\n")
    (project / "docs/assets").mkdir()
    (project / "docs/assets/logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (project / "mkdocs.yml").write_text("site_name: x\nsite_author: The curator\n")
    built, findings = build_site(project, tiny())
    assert built, findings
    home = (built.folder / "index.html").read_text(encoding="utf-8")
    assert 'content="The curator"' in home
    assert 'href="guide/index.html"' in home
    assert "The guide" in home
    assert "<title>Tiny</title>" in home.replace("index &#8211; ", "").replace("index – ", "")
    assert "http://www.w3.org" in (built.folder / "assets/logo.svg").read_text(encoding="utf-8")
    first = (built.folder / "guide/first.html").read_text(encoding="utf-8")
    assert '<li><a href="index.html">The guide</a></li>' in first


def test_a_page_that_a_project_leaves_out_of_its_navigation_is_named(project: Path) -> None:
    (project / "mkdocs.yml").write_text("nav: [{Home: index.md}, {Studies: studies/index.md}]\n")
    built, findings = build_site(project, tiny())
    assert built is None
    assert "- safety.md" in findings[0].seen
