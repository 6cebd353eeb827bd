"""`evidence --version`: the version of the generator, and the revision of its code."""

import argparse
import subprocess
from pathlib import Path
from typing import Any

import generator

PACKAGE = Path(__file__).parent.parent
# A wheel holds this file; setup.py writes it.
RECORDED = PACKAGE / "revision.txt"


class ShowVersion(argparse.Action):
    """Print version and revision, and stop; git is asked only then."""

    def __init__(self, option_strings: list[str], dest: str, **_: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, help="say version and revision")

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        """Print one line."""
        print(f"{parser.prog} {generator.VERSION}, revision {revision(PACKAGE, RECORDED)}")
        parser.exit()


def revision(package: Path, recorded: Path) -> str:
    """Return the revision recorded in a wheel, that of the checkout, or "unknown"."""
    if recorded.is_file():
        return recorded.read_text(encoding="utf-8").strip()
    # The package may lie in the repository of something else, whose revision says nothing of it.
    if _git(package, "rev-parse", "--show-toplevel") != str(package.parent.resolve()):
        return "unknown"
    return _git(package, "describe", "--always", "--dirty", "--exclude=*") or "unknown"


def _git(folder: Path, *arguments: str) -> str:
    """Return what git answers; nothing where there is no git or no repository."""
    command = ["git", "-C", str(folder), *arguments]
    try:
        answer = subprocess.run(  # noqa: S603 - our own command, no shell
            command, capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return answer.stdout.strip()
