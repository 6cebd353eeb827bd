"""The commands that help while a file is written: a new draft, what a field means, schemas for editors."""

import argparse
from pathlib import Path

from generator.cli.explain import explain
from generator.cli.messages import Reporter
from generator.cli.new_study import NewStudy, new_study
from generator.cli.schema import schema


def run_writing(options: argparse.Namespace, root: Path, reporter: Reporter) -> int:
    """Run one of these commands."""
    if options.command == "explain":
        return explain(root, options.question, reporter)
    if options.command == "new":
        wanted = NewStudy(
            id=options.id,
            design=options.design,
            report=options.report,
            evidence=options.evidence,
            force_free=options.force_free,
        )
        return new_study(root, wanted, reporter)
    return schema(root, reporter, only_check=options.check)
