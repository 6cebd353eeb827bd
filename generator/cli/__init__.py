"""The commands: they say what happened and decide nothing."""

import argparse
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from generator.cli.messages import OUR_FAULT, WRONG_USE, Reporter
from generator.cli.score_arguments import add_score

_EXAMPLES = {
    "build": "evidence build --root ~/reviews/example",
    "check": "evidence check --json > findings.json",
    "serve": "evidence serve --port 8100",
    "score": "evidence score patients.csv --juvenile",
}
_HIGHEST_PORT = 65535
_WITHOUT_PROJECT = {"score"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 when all is well, 1 with findings, 2 on wrong use, 3 where the fault is ours."""
    options = _parser().parse_args(arguments)
    reporter = Reporter(options.command, as_json=options.json)
    root: Path = getattr(options, "root", Path())
    if options.command not in _WITHOUT_PROJECT and not (root / "data").is_dir():
        reporter.wrong_use(f"{root} holds no folder data/: give the project's folder with --root, or change into it.")
        return WRONG_USE
    try:
        return _run(options, root, reporter)
    except KeyboardInterrupt:
        return 0 if options.command == "serve" else 130
    except Exception:  # noqa: BLE001 - whatever escapes is a fault of the program, and is told as one
        traceback.print_exc()
        print("This is a fault of the program, not of your files. Please report the lines above.", file=sys.stderr)
        return OUR_FAULT


def _run(options: argparse.Namespace, root: Path, reporter: Reporter) -> int:
    # Each command is imported when it is used: --help need not wait for the drawing libraries.
    if options.command == "check":
        from generator.cli.check import check, explain  # noqa: PLC0415

        return explain(options.explain, reporter) if options.explain else check(root, reporter)
    if options.command == "build":
        from generator.cli.build import build  # noqa: PLC0415

        return build(root, reporter)
    if options.command == "score":
        from generator.cli.score import request_of, score  # noqa: PLC0415

        return score(request_of(options), reporter)
    from generator.cli.serve import serve  # noqa: PLC0415

    return serve(root, options.port, reporter)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="evidence",
        description="Builds a site of evidence from plain files of trial results and citations.",
        epilog="exit status: 0 all is well, 1 findings, 2 wrong use, 3 a fault of the program",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _command(commands, "build", "check the files, write the pages, build, verify and publish the site to site/")
    check = _command(commands, "check", "say everything that is wrong with the files")
    check.add_argument("--explain", metavar="CODE", help="say what a code means, and why it matters")
    serve = _command(commands, "serve", "build, then show the site on this machine and rebuild when a file changes")
    serve.add_argument(
        "--port", type=_port, default=8000, metavar="N", help="port on 127.0.0.1 (default: 8000; 0: any free one)"
    )
    add_score(commands, _EXAMPLES["score"])
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; give a number from 0 to {_HIGHEST_PORT}")
    return int(text)


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, purpose: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.", epilog=f"example: {_EXAMPLES[name]}"
    )
    command.add_argument(
        "--root", type=Path, default=Path(), metavar="FOLDER", help="the project's folder (default: here)"
    )
    command.add_argument("--json", action="store_true", help="say everything as one JSON object on standard output")
    return command
