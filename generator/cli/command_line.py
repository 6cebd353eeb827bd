"""What may be typed after `evidence`: the commands, their arguments, their help with an example each."""

import argparse
from pathlib import Path

_EXAMPLES = {
    "build": "evidence build --root ~/reviews/example",
    "check": "evidence check --json > findings.json",
    "serve": "evidence serve --port 8100",
    "pool": "evidence pool trials.csv --measure PLO --forest trials.svg",
    "score": "evidence score patients.csv --juvenile",
}
_HIGHEST_PORT = 65535
_SCORE_FILE = """\
The file is a CSV table with a row for each measure of each patient:

  patient,measure,baseline,follow_up,scale,upper_limit
  1,physician-global,7.2,3.1,10,
  1,patient-global,64,40,100,
  1,mmt8,120,138,150,
  1,haq,1.5,1,,
  1,ck,2400,400,,200
  1,ast,95,40,,40
  1,extramuscular,5,2.5,10,

measure: physician-global, patient-global (parent-global), mmt8, haq, ck, aldolase, ast, alt, ldh, extramuscular;
         with --juvenile also cmas, chaq, chq-phs, das
scale:   highest value of the scale: 10 or 100 for global and extramuscular activity, 80 or 150 for mmt8
upper_limit: the laboratory's upper limit of normal, for each enzyme; the most abnormal enzyme at baseline counts

A cell left empty is not measured. With fewer than six measures there is no score, only what is still attainable.
Instead of values: absolute_percent (improvement in percent of the scale) and relative_percent (of the baseline);
the first gives the total improvement score, the second the IMACS definition.
"""


def command_line() -> argparse.ArgumentParser:
    """Return the reader of the command line."""
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
    pool = _command(commands, "pool", "pool the studies of a CSV file, one row a study, by every method that fits")
    pool.add_argument("file", type=Path, metavar="FILE", help="a CSV file, as in x,n or x1,n1,x2,n2 or yi,sei")
    pool.add_argument("--measure", metavar="NAME", help="one effect measure, as in PLO or RR (default: all that fit)")
    pool.add_argument("--forest", type=Path, metavar="SVG", help="write a forest plot of the measure to this file")
    pool.add_argument("--script", type=Path, metavar="R", help="write a script for R's metafor that reproduces it")
    _score_command(commands)
    return parser


def _score_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    purpose = "score the response of patients with myositis: ACR/EULAR 2016 and IMACS"
    command = commands.add_parser(
        "score", help=purpose, formatter_class=argparse.RawDescriptionHelpFormatter,
        description=f"{purpose[0].upper()}{purpose[1:]}. Needs no project folder.\n\n{_SCORE_FILE}",
        epilog=f"example: {_EXAMPLES['score']}",
    )  # fmt: skip
    command.add_argument("file", type=Path, nargs="?", metavar="FILE", help="the table; - for standard input")
    command.add_argument(
        "--measure", type=_measure, action="append", default=[], metavar="NAME=BASELINE:FOLLOW-UP[:SCALE]",
        help="a measure of one patient instead of a file, as in ck=2400:400:200 or mmt8=12.5%%; once for each",
    )  # fmt: skip
    command.add_argument("--juvenile", action="store_true", help="the juvenile criteria (default: adult)")
    command.add_argument("--criteria", choices=("tis", "imacs", "both"), default="both", help="default: both")
    command.add_argument(
        "--worsened-from", type=_cut, default="25", metavar="PERCENT",
        help="from which percent of the baseline a measure counts as worse in the IMACS definition (default: 25)",
    )  # fmt: skip
    command.add_argument("--json", action="store_true", help="say everything as one JSON object on standard output")


def _measure(text: str) -> object:
    from generator.cli.score import measure_in_words  # noqa: PLC0415

    try:
        return measure_in_words(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _cut(text: str) -> str:
    from generator.cli.score import percentage_above_0  # noqa: PLC0415

    try:
        return percentage_above_0(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


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
