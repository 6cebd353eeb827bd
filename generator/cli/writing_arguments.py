"""What may be typed after `evidence new`, `evidence explain` and `evidence schema`."""

import argparse
from collections.abc import Callable
from typing import get_args

from generator.model.study import Evidence


def add_writing(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    command: Callable[..., argparse.ArgumentParser],
) -> None:
    """Add the commands that help while a file is written."""
    new = command(commands, "new", "write an empty draft of a study")
    new.add_argument("kind", choices=["study"], help="what to begin")
    new.add_argument("id", metavar="ID", help="its id and file name, as in paper-2021; permanent")
    new.add_argument(
        "--design", metavar="ID", help="its design, an id of data/vocabulary/designs.yml"
    )
    new.add_argument(
        "--report", metavar="CITEKEY", help="its main report, a key of bibliography/references.bib"
    )
    new.add_argument(
        "--evidence",
        choices=get_args(Evidence),
        default="treatment",
        help="what it is used for (default: treatment)",
    )
    new.add_argument(
        "--force-free", action="store_true", help="use an id again that was published before"
    )
    explain = command(
        commands,
        "explain",
        "say what a field, a word of the vocabulary or the code of a finding means",
    )
    explain.add_argument(
        "question", metavar="FIELD", help="as in results.events, study.relation, certainty or E117"
    )
    schema = command(
        commands, "schema", "write the schemas by which editors complete and check the files"
    )
    schema.add_argument(
        "--check", action="store_true", help="write nothing; say which are not up to date"
    )
