"""Whatever ends `add` or `screen` in the middle, the files end as if nothing had: nothing lost, nothing twice."""

import io
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import SMALL, copy_project
from made_records import pubmed, pubmed_file
from misbehaving import article, serving

from generator.cli import main

WRITING = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"}
EXPORT = pubmed_file(
    pubmed(40, "Alphaone in children with river fever", abstract="Words of nobody."),
    pubmed(41, "Sleep of people on alphaone", "Li", nct="NCT00000001"),
    pubmed(42, "Alphatwo in the hearts of mice", "Ono"),
    pubmed(11111111, "Alphaone in river fever", doi="10.1234/rivers.1"),
)
# What the curator answers, by title and by how the question begins; every other record is left out.
ANSWERS = {
    "Alphaone in children with river fever": {
        "include": "i",
        "Evidence": "t",
        "Design": "open-series",
    },
    "Sleep of people on alphaone": {"include": "i", "Study": "1"},
}


def curator(output: io.StringIO) -> Callable[[str], str]:
    """Return the way a curator answers who looks at the screen."""

    def answer(prompt: str = "") -> str:
        shown = output.getvalue().rsplit("── ", 1)[-1].splitlines()
        known = ANSWERS.get(shown[1] if len(shown) > 1 else "", {})
        word = prompt.split(maxsplit=1)[0].rstrip(",")
        return known.get(word, "e another disease" if word == "include" else "")

    return answer


def run(command: list[str], dies_at: int) -> bool:
    """Run a command in a child that ends at its n-th change of the disk; return whether it came to its end."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        assert os.WIFEXITED(status)
        assert os.WEXITSTATUS(status) in {0, 99}, "the command failed"
        return os.WEXITSTATUS(status) == 0
    steps = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal steps
        writes = (
            event == "open"
            and isinstance(arguments[2], int)
            and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        )
        if event in WRITING or writes:
            steps += 1
            if steps == dies_at:
                os._exit(99)

    status = 98
    try:
        sys.stdout = io.StringIO()
        import builtins  # noqa: PLC0415

        builtins.input = curator(sys.stdout)
        sys.addaudithook(hook)
        status = main(command)
    finally:
        os._exit(status)


def state(project: Path) -> dict[str, bytes]:
    kept = [path for path in project.rglob("*") if path.is_file() and ".evidence" not in path.parts]
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in kept}


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1725148800")
    path = tmp_path / "export.xml"
    path.write_bytes(EXPORT)
    return path


def interrupted(
    base: Path, work: Path, command: str, arguments: list[str], every: int
) -> tuple[dict[str, bytes], int]:
    """Interrupt a command at each n-th change of the disk and run it again; return the one state in which it ends."""
    whole = work / "whole"
    shutil.copytree(base, whole)
    assert run([command, *arguments, "--root", str(whole)], 0)
    wanted, at, ended = state(whole), 1, False
    while not ended:
        project = work / f"at-{at}"
        shutil.copytree(base, project)
        ended = run([command, *arguments, "--root", str(project)], at)
        assert run([command, *arguments, "--root", str(project)], 0)
        assert state(project) == wanted, f"ended at change {at}"
        shutil.rmtree(project)
        at += every
    return wanted, at


def test_add_may_end_at_any_change_of_the_disk(export: Path, tmp_path: Path) -> None:
    base = copy_project(SMALL, tmp_path / "base")
    wanted, points = interrupted(base, tmp_path, "add", [str(export)], 1)
    assert points > 12
    assert wanted["data/screening.csv"].count(b"awaiting") == 3
    assert wanted["bibliography/found.jsonl"].count(b"\n") == 4


def test_screen_may_end_at_any_change_of_the_disk(export: Path, tmp_path: Path) -> None:
    base = copy_project(SMALL, tmp_path / "base")
    assert run(["add", str(export), "--root", str(base)], 0)
    wanted, points = interrupted(base, tmp_path, "screen", [], 3)
    assert points > 60
    assert b"awaiting" not in wanted["data/screening.csv"]
    assert b"reports: [example-2001, li-2024]" in wanted["data/studies/example-2001.yml"]
    assert wanted["bibliography/references.bib"].count(b"kim-2024") == 1
    assert b"to-be-extracted" in wanted["data/studies/kim-2024.yml"]


def test_look_ups_that_are_interrupted_are_not_asked_for_again(
    export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert export.exists()
    monkeypatch.setattr("generator.desk.additions._AT_ONCE", 1)
    base = copy_project(SMALL, tmp_path / "base")
    with serving() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        server.shelf.articles = {pmid: article(pmid) for pmid in (70, 71)}
        command = ["add", "70", "71", "--root"]
        whole = shutil.copytree(base, tmp_path / "whole")
        assert run([*command, str(whole)], 0)
        for at in range(4, 40, 7):
            project = shutil.copytree(base, tmp_path / f"at-{at}")
            server.asked.clear()
            run([*command, str(project)], at)
            kept = len(list((project / "bibliography/snapshots").glob("*.xml")))
            first = len(server.asked)
            assert run([*command, str(project)], 0)
            assert state(project) == state(whole), f"ended at change {at}"
            assert len(server.asked) - first == 2 - kept


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signals_at_any_moment_lose_nothing(
    export: Path, tmp_path: Path, sign: signal.Signals
) -> None:
    whole, project = (copy_project(SMALL, tmp_path / name) for name in ("whole", "project"))
    command = [sys.executable, "-m", "generator", "add", str(export), "--root"]
    start = time.monotonic()
    subprocess.run([*command, str(whole)], check=True, capture_output=True)
    length = time.monotonic() - start
    for part in (0.5, 0.8, 0.95):
        child = subprocess.Popen(
            [*command, str(project)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(length * part)
        child.send_signal(sign)
        child.wait()
    subprocess.run([*command, str(project)], check=True, capture_output=True)
    assert state(project) == state(whole)


def test_who_stops_a_command_is_told_that_nothing_is_half_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = copy_project(SMALL, tmp_path)
    with serving() as server:
        server.plan = [lambda *_: os.kill(os.getpid(), signal.SIGINT)] * 4
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        assert main(["add", "40", "--root", str(project)]) == 130
    said = capsys.readouterr()
    assert (
        said.err
        == "evidence add: stopped. What is written is whole; the same command again does the rest.\n"
    )
    assert said.out == ""


@pytest.mark.parametrize("room", [0, 150, 400])
@pytest.mark.parametrize(
    "command", [["add", "export.xml"], ["screen", "--decide", "table.csv"], ["release"]]
)
def test_without_room_one_line_is_said_and_nothing_is_half_done(
    tmp_path: Path, room: int, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project, work = copy_project(SMALL, tmp_path / "project"), tmp_path / "work"
    work.mkdir()
    (work / "export.xml").write_bytes(EXPORT)
    (work / "table.csv").write_text(
        "identifier,decision,reason\nPMID 40,excluded,no people\nPMID 41,excluded,no people\n"
    )
    if command[0] != "add":
        assert main(["add", str(work / "export.xml"), "--root", str(project)]) == 0

    def state() -> dict[str, bytes]:
        files = [
            one
            for name in ("data", "bibliography")
            for one in (project / name).rglob("*")
            if one.is_file()
        ]
        return {str(one): one.read_bytes() for one in files if "snapshots" not in str(one)}

    before = state()
    # A limit on the size of files stands for a full disk: what goes beyond it cannot be written.
    limited = subprocess.run(
        [sys.executable, "-m", "generator", *command, "--root", str(project)],
        cwd=work,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert limited.returncode == 1
    assert limited.stderr.startswith(f"evidence {command[0]}: cannot write")
    assert limited.stderr.count("\n") == 1
    assert state() == before
    monkeypatch.chdir(work)
    assert main([*command, "--root", str(project)]) == 0
    assert state() != before
