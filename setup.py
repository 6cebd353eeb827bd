"""What a wheel says of itself: the version of the package and the revision it was built from."""

import subprocess
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

# The whole name, then a mark where files differ from it; no tag.
COMMAND = ("git", "describe", "--always", "--dirty", "--exclude=*")


class RecordRevision(build_py):
    """Copies the package and adds the file that `evidence --version` reads."""

    def run(self) -> None:
        """Copy, then record; an editable installation asks git itself."""
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib) / "generator" / "revision.txt"
            target.write_text(f"{revision() or 'unknown'}\n", encoding="utf-8")


def revision() -> str:
    """Return what git calls the revision; nothing where there is no git or no repository."""
    try:
        answer = subprocess.run(  # noqa: S603 - our own command, no shell
            COMMAND, cwd=Path(__file__).parent, capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return answer.stdout.strip()


setup(cmdclass={"build_py": RecordRevision})
