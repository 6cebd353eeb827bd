"""Find a Chromium for the browser tests, or install one: `python tests/browser.py`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The headless shell first: it opens a page in half the time of a whole browser.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
DEBIAN = "apt-get update -qq && apt-get install -y -qq"


def chromium_path() -> str | None:
    """Return the browser to use: the one named in CHROMIUM, one of the system, or playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    return (
        next((path for name in NAMES if (path := shutil.which(name))), None) or _playwrights_own()
    )


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where no other browser is found

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _install() -> None:
    ways = [[sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        ways += [["sh", "-c", f"{DEBIAN} {name}"] for name in NAMES[:2]]
    for way in ways:
        if (
            subprocess.run(way, check=False, stdout=subprocess.DEVNULL, timeout=900).returncode == 0
            and chromium_path()
        ):
            return


def main() -> int:
    """Make sure there is a browser; say which, or what to do."""
    if chromium_path() is None:
        print("No Chromium found; installing one ...", flush=True)
        _install()
    path = chromium_path()
    if path is None:
        print(
            "No Chromium could be installed. Install one (Debian: apt-get install chromium), or name it in CHROMIUM."
        )
        return 1
    print(f"Browser for the tests: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
