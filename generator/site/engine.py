"""mkdocs as a separate program: fixed surroundings, its complaints as findings."""

import os
import re
import subprocess
import sys
from pathlib import Path

from generator.model.finding import Finding, Place
from generator.site import faults

# All that a build may know of the machine; nothing here differs between users, places or days.
_KEPT = ("PATH", "HOME", "SYSTEMROOT", "TMPDIR", "LD_LIBRARY_PATH")
# A complaint may go on in indented lines, which name the pages it is about.
_COMPLAINT = re.compile(r"^(?:WARNING|ERROR)\s+-\s+(.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_NOT_OURS = re.compile(r"^(?:\[\d\d:\d\d:\d\d\] )?Aborted with \d+ warnings?")


def run_mkdocs(settings: Path, target: Path, epoch: int) -> list[Finding]:
    """Build a project into a folder; return what mkdocs complains of."""
    surroundings = {name: os.environ[name] for name in _KEPT if name in os.environ}
    surroundings |= {
        "SOURCE_DATE_EPOCH": str(epoch),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "NO_COLOR": "1",
    }
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "-f",
        str(settings),
        "-d",
        str(target),
    ]
    outcome = subprocess.run(  # noqa: S603 - our own command, no shell
        command,
        cwd=settings.parent,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        errors="replace",
    )
    complaints = [line for line in _COMPLAINT.findall(outcome.stderr) if not _NOT_OURS.match(line)]
    if outcome.returncode and not complaints:
        complaints = [
            next(
                (line for line in reversed(outcome.stderr.splitlines()) if line.strip()),
                "it stopped",
            )
        ]
    return [_finding(text.replace(str(settings.parent), "")) for text in complaints]


def _finding(text: str) -> Finding:
    return faults.ENGINE.broken(
        Place("mkdocs.yml"),
        seen=f"mkdocs says: {' '.join(text.split())}",
        expected="a build without complaint",
        remedy="Mend the page or setting it names.",
    )
