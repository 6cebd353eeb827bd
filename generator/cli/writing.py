"""The commands that help while a file is written: a new draft, what a field means, schemas for editors."""

import argparse
from pathlib import Path

from generator.cli.explain import explain
from generator.cli.messages import Reporter
from generator.cli.schema import schema


def run_writing(options: argparse.Namespace, root: Path, reporter: Reporter) -> int:
    """Run one of these commands."""
    if options.command == "explain":
        return explain(root, options.question, reporter)
    return schema(root, reporter, only_check=options.check)
