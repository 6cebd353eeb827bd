"""`evidence check`: everything that is wrong with the files, in one run."""

from pathlib import Path

from generator.cli.messages import Reporter, count_words
from generator.cli.reading import read_project


def check(root: Path, reporter: Reporter) -> int:
    """Say every finding in the files of a project."""
    with reporter.progress():
        evidence, _, findings = read_project(root)
    studies = len(evidence.studies) if evidence else 0
    return reporter.result(findings, f"{studies} studies read: {count_words(findings)}.", studies=studies)
