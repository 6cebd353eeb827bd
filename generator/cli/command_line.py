"""What may be typed after `evidence`: the commands, their arguments, their help with an example each."""

import argparse
import datetime as dt
from importlib import import_module
from pathlib import Path
from typing import Any

from generator.cli.update_arguments import add_environment, add_update
from generator.cli.version import ShowVersion
from generator.cli.writing_arguments import add_writing
from generator.instruments.installed import installed

_EXAMPLES = {
    "add": "evidence add 38242552 NCT05437263 export.nbib",
    "screen": "evidence screen --list",
    "build": "evidence build --root ~/reviews/example",
    "check": "evidence check --json > findings.json",
    "new": "evidence new study river-2026 --design case-series",
    "explain": "evidence explain results.events",
    "schema": "evidence schema --check",
    "diff": "evidence diff main --markdown",
    "release": "evidence release --dry-run",
    "serve": "evidence serve --port 8100",
    "update": "evidence update --only searches",
    "import": "evidence import export.ris pubmed.xml --dry-run --json",
    "pool": "evidence pool trials.csv --measure PLO --forest trials.svg",
}
_HIGHEST_PORT = 65535


class _Command(argparse.ArgumentParser):
    """A command; the help of one that reads records lists their formats."""

    reads_records = False

    def format_help(self) -> str:
        """Return the help; only here the readers of all formats are loaded for their titles."""
        if self.reads_records:
            from generator.formats.catalogue import titles  # noqa: PLC0415

            self.description = f"{self.description} A file may be {titles()}."
        return super().format_help()


def command_line() -> argparse.ArgumentParser:
    """Return the reader of the command line."""
    parser = argparse.ArgumentParser(
        prog="evidence",
        description="Builds a site of evidence from plain files of trial results and citations.",
        epilog="exit status: 0 all is well, 1 findings, 2 wrong use, 3 a fault of the program",
    )
    parser.add_argument("--version", action=ShowVersion)
    commands: argparse._SubParsersAction[Any] = parser.add_subparsers(
        dest="command", required=True, metavar="COMMAND", parser_class=_Command
    )
    _command(
        commands,
        "build",
        "check the files, write the pages, build, verify and publish the site to site/",
    )
    check = _command(commands, "check", "say everything that is wrong with the files")
    check.add_argument(
        "--explain", metavar="CODE", help="say what a code means, and why it matters"
    )
    add_writing(commands, _command)
    serve = _command(
        commands,
        "serve",
        "build, then show the site on this machine and rebuild when a file changes",
    )
    serve.add_argument(
        "--port",
        type=_port,
        default=8000,
        metavar="N",
        help="port on 127.0.0.1 (default: 8000; 0: any free one)",
    )
    diff = _command(
        commands, "diff", "say what changed since the last recorded version, or since a revision"
    )
    diff.add_argument(
        "revision",
        nargs="?",
        metavar="REV",
        help="a commit, branch, tag or recorded version (default: the last version)",
    )
    diff.add_argument("--markdown", action="store_true", help="write Markdown for a pull request")
    release = _command(
        commands, "release", "record the present state of the evidence as the next version"
    )
    release.add_argument(
        "--date", type=_day, metavar="DAY", help="the day of the version, as in 2026-11-22"
    )
    release.add_argument(
        "--dry-run", action="store_true", help="say what would be recorded, and write nothing"
    )
    pool = _command(
        commands,
        "pool",
        "pool the studies of a CSV file, one row a study, by every method that fits",
    )
    pool.add_argument(
        "file", type=Path, metavar="FILE", help="a CSV file, as in x,n or x1,n1,x2,n2 or yi,sei"
    )
    pool.add_argument(
        "--measure",
        type=str.upper,
        metavar="NAME",
        help="one effect measure, as in PLO or RR (default: all that fit)",
    )
    pool.add_argument(
        "--forest", type=Path, metavar="SVG", help="write a forest plot of the measure to this file"
    )
    pool.add_argument(
        "--script", type=Path, metavar="R", help="write a script for R's metafor that reproduces it"
    )
    imported = _command(
        commands, "import", "say what files of records hold, and every record that cannot be read"
    )
    imported.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="FILE",
        help="a file of records, or of their identifiers",
    )
    imported.reads_records = True
    imported.add_argument("--dry-run", action="store_true", help="say what was read and no more")
    _add_intake(commands)
    add_update(
        _command(
            commands, "update", "run the saved searches, look for notices and for changes of trials"
        )
    )
    for instrument in installed().values():
        for module in instrument.commands:
            import_module(module).add_command(commands)
    return parser


def _add_intake(commands: "argparse._SubParsersAction[Any]") -> None:
    add = _command(
        commands, "add", "bring records in: files, or identifiers that are looked up, any mix"
    )
    add.add_argument(
        "files",
        nargs="+",
        metavar="ARG",
        help="a file of records or identifiers, or a PMID, DOI, PMCID or NCT number",
    )
    add.reads_records = True
    add.add_argument(
        "--dry-run", action="store_true", help="say what would come in and write nothing"
    )
    add_environment(add)
    screen = _command(
        commands, "screen", "walk through the records that await a decision, one at a time"
    )
    screen.add_argument("--list", action="store_true", help="only list what awaits a decision")
    screen.add_argument(
        "--only",
        default="",
        metavar="WORDS",
        help="only what was found by a way that holds these words",
    )
    add_environment(screen)
    screen.add_argument(
        "--fetch", action="store_true", help="look abstracts up that are not on this machine"
    )
    screen.add_argument(
        "--decide",
        type=Path,
        metavar="FILE.csv",
        help="take the decisions from a table instead of asking",
    )
    screen.add_argument(
        "--reopen",
        default="",
        metavar="IDENTIFIER",
        help="put an excluded or duplicate record back to be decided",
    )


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as in 2026-11-22") from None


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _HIGHEST_PORT:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no port; give a number from 0 to {_HIGHEST_PORT}"
        )
    return int(text)


def _command(commands: "argparse._SubParsersAction[Any]", name: str, purpose: str) -> _Command:
    command: _Command = commands.add_parser(
        name,
        help=purpose,
        description=f"{purpose[0].upper()}{purpose[1:]}.",
        epilog=f"example: {_EXAMPLES[name]}",
    )
    command.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="FOLDER",
        help="the project's folder (default: here)",
    )
    command.add_argument(
        "--json", action="store_true", help="say everything as one JSON object on standard output"
    )
    return command
