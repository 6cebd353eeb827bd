"""What may be typed after `evidence`: the commands, their arguments, their help with an example."""

import argparse
import datetime as dt
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, get_args

from generator.cli.version import ShowVersion
from generator.instruments.installed import installed
from generator.model.study import EvidenceUse
from generator.network.services import ENVIRONMENT

_HIGHEST_PORT = 65535
# As generator.desk.update has them; to import that would make every command wait for the network.
_STEPS = ("searches", "notices", "trials", "regulators")


class _Command(argparse.ArgumentParser):
    """A command; the help of one that reads records lists their formats."""

    reads_records = False

    def format_help(self) -> str:
        """Return the help; only here the readers of all formats are loaded for their titles."""
        if self.reads_records:
            from generator.formats.catalogue import titles  # noqa: PLC0415

            self.description = f"{self.description} A file may be {titles()}."
        return super().format_help()


class _Purpose(NamedTuple):
    """What a command is for, and an example of it."""

    text: str
    example: str


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
    for name, purpose in _COMMANDS.items():
        command = _command(commands, name, purpose)
        if name in _ARGUMENTS:
            _ARGUMENTS[name](command)
    for instrument in installed().values():
        for module in instrument.commands:
            import_module(module).add_command(commands)
    return parser


def _command(commands: "argparse._SubParsersAction[Any]", name: str, purpose: _Purpose) -> _Command:
    command: _Command = commands.add_parser(
        name,
        help=purpose.text,
        description=f"{purpose.text[0].upper()}{purpose.text[1:]}.",
        epilog=f"example: {purpose.example}",
    )
    root = "the project's folder (default: here)"
    command.add_argument("--root", type=Path, default=Path(), metavar="FOLDER", help=root)
    as_json = "say everything as one JSON object on standard output"
    command.add_argument("--json", action="store_true", help=as_json)
    return command


def _check(command: _Command) -> None:
    explain = "say what a code means, and why it matters"
    command.add_argument("--explain", metavar="CODE", help=explain)


def _new(command: _Command) -> None:
    command.add_argument("kind", choices=["study"], help="what to begin")
    name = "its id and file name, as in paper-2021; permanent"
    command.add_argument("id", metavar="ID", help=name)
    design = "its design, an id of data/vocabulary/designs.yml"
    command.add_argument("--design", metavar="ID", help=design)
    report = "its main report, a key of bibliography/references.bib"
    command.add_argument("--report", metavar="CITEKEY", help=report)
    use = "what it is used for (default: treatment)"
    command.add_argument("--evidence", choices=get_args(EvidenceUse), default="treatment", help=use)
    again = "use an id again that was published before"
    command.add_argument("--force-free", action="store_true", help=again)


def _explain(command: _Command) -> None:
    examples = "as in results.events, study.relation, certainty or E117"
    command.add_argument("question", metavar="FIELD", help=examples)


def _schema(command: _Command) -> None:
    check = "write nothing; say which are not up to date"
    command.add_argument("--check", action="store_true", help=check)


def _serve(command: _Command) -> None:
    port = "port on 127.0.0.1 (default: 8000; 0: any free one)"
    command.add_argument("--port", type=_port, default=8000, metavar="N", help=port)


def _diff(command: _Command) -> None:
    revision = "a commit, branch, tag or recorded version (default: the last version)"
    command.add_argument("revision", nargs="?", metavar="REV", help=revision)
    markdown = "write Markdown for a pull request"
    command.add_argument("--markdown", action="store_true", help=markdown)


def _release(command: _Command) -> None:
    day = "the day of the version, as in 2026-11-22"
    command.add_argument("--date", type=_day, metavar="DAY", help=day)
    dry_run = "say what would be recorded, and write nothing"
    command.add_argument("--dry-run", action="store_true", help=dry_run)


def _pool(command: _Command) -> None:
    file = "a CSV file, as in x,n or x1,n1,x2,n2 or yi,sei"
    command.add_argument("file", type=Path, metavar="FILE", help=file)
    measure = "one effect measure, as in PLO or RR (default: all that fit)"
    command.add_argument("--measure", type=str.upper, metavar="NAME", help=measure)
    forest = "write a forest plot of the measure to this file"
    command.add_argument("--forest", type=Path, metavar="SVG", help=forest)
    script = "write a script for R's metafor that reproduces it"
    command.add_argument("--script", type=Path, metavar="R", help=script)


def _import(command: _Command) -> None:
    file = "a file of records, or of their identifiers"
    command.add_argument("files", type=Path, nargs="+", metavar="FILE", help=file)
    command.reads_records = True
    command.add_argument("--dry-run", action="store_true", help="say what was read and no more")


def _add(command: _Command) -> None:
    what = "a file of records or identifiers, or a PMID, DOI, PMCID or NCT number"
    command.add_argument("files", nargs="+", metavar="ARG", help=what)
    command.reads_records = True
    dry_run = "say what would come in and write nothing"
    command.add_argument("--dry-run", action="store_true", help=dry_run)
    _name_environment(command)


def _screen(command: _Command) -> None:
    listed = "only list what awaits a decision"
    command.add_argument("--list", action="store_true", help=listed)
    only = "only what was found by a way that holds these words"
    command.add_argument("--only", default="", metavar="WORDS", help=only)
    _name_environment(command)
    fetch = "look abstracts up that are not on this machine"
    command.add_argument("--fetch", action="store_true", help=fetch)
    decide = "take the decisions from a table instead of asking"
    command.add_argument("--decide", type=Path, metavar="FILE.csv", help=decide)
    reopen = "put an excluded or duplicate record back to be decided"
    command.add_argument("--reopen", default="", metavar="IDENTIFIER", help=reopen)


def _update(command: _Command) -> None:
    only = "do this step alone (default: all of them)"
    command.add_argument("--only", choices=_STEPS, help=only)
    dry_run = "ask the services and say what would change; write nothing"
    command.add_argument("--dry-run", action="store_true", help=dry_run)
    _name_environment(command)


def _name_environment(command: _Command) -> None:
    """Add to the help of a command what it reads from the environment."""
    names = "\n".join(f"  {name:<20} {meaning}" for name, meaning in ENVIRONMENT.items())
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.epilog = f"{command.epilog}\n\nenvironment:\n{names}"


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as in 2026-11-22") from None


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _HIGHEST_PORT:
        allowed = f"give a number from 0 to {_HIGHEST_PORT}"
        raise argparse.ArgumentTypeError(f"{text!r} is no port; {allowed}")
    return int(text)


# In the order in which the help lists them.
_COMMANDS = {
    "build": _Purpose(
        "check the files, write the pages, build, verify and publish the site to site/",
        "evidence build --root ~/reviews/example",
    ),
    "check": _Purpose(
        "say everything that is wrong with the files", "evidence check --json > findings.json"
    ),
    "new": _Purpose(
        "write an empty draft of a study", "evidence new study river-2026 --design case-series"
    ),
    "explain": _Purpose(
        "say what a field, a word of the vocabulary or the code of a finding means",
        "evidence explain results.events",
    ),
    "schema": _Purpose(
        "write the schemas by which editors complete and check the files",
        "evidence schema --check",
    ),
    "serve": _Purpose(
        "build, then show the site on this machine and rebuild when a file changes",
        "evidence serve --port 8100",
    ),
    "diff": _Purpose(
        "say what changed since the last recorded version, or since a revision",
        "evidence diff main --markdown",
    ),
    "release": _Purpose(
        "record the present state of the evidence as the next version",
        "evidence release --dry-run",
    ),
    "pool": _Purpose(
        "pool the studies of a CSV file, one row a study, by every method that fits",
        "evidence pool trials.csv --measure PLO --forest trials.svg",
    ),
    "import": _Purpose(
        "say what files of records hold, and every record that cannot be read",
        "evidence import export.ris pubmed.xml --dry-run --json",
    ),
    "add": _Purpose(
        "bring records in: files, or identifiers that are looked up, any mix",
        "evidence add 38242552 NCT05437263 export.nbib",
    ),
    "screen": _Purpose(
        "walk through the records that await a decision, one at a time", "evidence screen --list"
    ),
    "update": _Purpose(
        "run the saved searches, look for notices, changes of trials and what regulators have",
        "evidence update --only searches",
    ),
}
_ARGUMENTS: Mapping[str, Callable[[_Command], None]] = {
    "check": _check,
    "new": _new,
    "explain": _explain,
    "schema": _schema,
    "serve": _serve,
    "diff": _diff,
    "release": _release,
    "pool": _pool,
    "import": _import,
    "add": _add,
    "screen": _screen,
    "update": _update,
}
