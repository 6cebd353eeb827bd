"""`evidence build`: check, write, build, verify, publish; with an error nothing is published."""

import argparse
import time
from dataclasses import asdict
from pathlib import Path

from generator.audit.reading_level import reading_level
from generator.cli.messages import Reporter, severities
from generator.cli.reading import read_project
from generator.model.finding import Severity
from generator.pages.plan import render_site
from generator.site.build import build_site
from generator.site.workspace import WORKSPACE
from generator.text.count_words import count_words

_UNTOUCHED = "The last good site is untouched."


def run(_: argparse.Namespace, root: Path, reporter: Reporter) -> int:
    """Run `evidence build` as it was typed."""
    return build(root, reporter)


def build(root: Path, reporter: Reporter) -> int:
    """Build the site of a project and say where to open it."""
    start = time.monotonic()
    with reporter.progress() as progress:
        evidence, checks, findings = read_project(root)
        has_errors = any(finding.severity is Severity.ERROR for finding in findings)
        if evidence is None or checks is None or has_errors:
            nothing = f"Nothing was built: {severities(findings)}. {_UNTOUCHED}"
            return reporter.result(findings, nothing, built=None)
        rendered = render_site(evidence, checks, progress, root / WORKSPACE / "pictures")
        built, faults = build_site(root, rendered, progress)
    if built is None:
        nothing = f"Nothing was published. {_UNTOUCHED}"
        return reporter.result([*findings, *faults], nothing, built=None)
    seconds = time.monotonic() - start
    home = (built.folder / "index.html").resolve()
    level = reading_level(evidence)
    counts = (
        count_words(len(evidence.studies), "study", "studies"),
        count_words(built.pages, "page"),
        count_words(built.files, "file"),
    )
    counted = ", ".join(counts)
    return reporter.result(
        findings,
        f"{counted} in {seconds:.0f} s: {severities(findings)}.",
        *([level.words] if level else []),
        f"Open {home.as_uri()}",
        built=asdict(built) | {"folder": str(built.folder)},
        reading=asdict(level) if level else None,
        seconds=round(seconds, 1),
    )
