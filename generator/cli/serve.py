"""`evidence serve`: build, show on this machine, rebuild on change."""

import argparse
import subprocess
import sys
from pathlib import Path

from generator.cli.build import build
from generator.cli.messages import WRONG_USE, Reporter
from generator.site.build import SITE
from generator.site.serve import PortTakenError
from generator.site.serve import serve as serve_site


def run(options: argparse.Namespace, root: Path, reporter: Reporter) -> int:
    """Run `evidence serve` as it was typed."""
    return serve(root, options.port, reporter)


def serve(root: Path, port: int, reporter: Reporter) -> int:
    """Build and serve the site of a project until interrupted.

    Where nothing could be built the last good site is served.
    """
    status = build(root, reporter)
    # Nothing was ever built here, and so there is nothing to show.
    if not (root / SITE / "index.html").exists():
        return status

    def rebuild() -> None:
        # A process of its own, so that changed templates and code count.
        subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "generator", "build", "--root", str(root)], check=False
        )

    try:
        serve_site(
            root, rebuild, port, lambda address: print(f"Open {address} (Ctrl-C ends)", flush=True)
        )
    except PortTakenError as taken:
        reporter.wrong_use(str(taken))
        return WRONG_USE
    return 0
