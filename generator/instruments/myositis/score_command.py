"""What `evidence score` takes, and the help that shows its table."""

import argparse
from pathlib import Path

from generator.instruments.myositis.core_set_file import CoreSetRow
from generator.instruments.myositis.score import measure_in_words, percentage_above_0, run

_FILE = """\
The file is a CSV table with a row for each measure of each patient:

  patient,measure,baseline,follow_up,scale,upper_limit
  1,physician-global,7.2,3.1,10,
  1,patient-global,64,40,100,
  1,mmt8,120,138,150,
  1,haq,1.5,1,,
  1,ck,2400,400,,200
  1,ast,95,40,,40
  1,extramuscular,5,2.5,10,

measure: physician-global, patient-global (parent-global), mmt8, haq, ck, aldolase, ast, alt, ldh,
         extramuscular; with --juvenile also cmas, chaq, chq-phs, das
scale:   highest value of the scale: 10 or 100 for global and extramuscular activity,
         80 or 150 for mmt8
upper_limit: the laboratory's upper limit of normal, for each enzyme; the most abnormal enzyme
         at baseline counts

A cell left empty is not measured. With fewer than six measures there is no score, only what is
still attainable. Instead of values: absolute_percent (improvement in percent of the scale) and
relative_percent (of the baseline); the first gives the total improvement score, the second the
IMACS definition.
"""


def add_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `evidence score` to the commands."""
    purpose = "score the response of patients with myositis: ACR/EULAR 2016 and IMACS"
    command = commands.add_parser(
        "score",
        help=purpose,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=f"{purpose[0].upper()}{purpose[1:]}. Needs no project folder.\n\n{_FILE}",
        epilog="example: evidence score patients.csv --juvenile",
    )
    command.set_defaults(run=run)
    command.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="the table; - for standard input"
    )
    command.add_argument(
        "--measure",
        type=_measure,
        action="append",
        default=[],
        metavar="NAME=BASELINE:FOLLOW-UP[:SCALE]",
        help="a measure of one patient instead of a file, as in ck=2400:400:200 or mmt8=12.5%%; "
        "once for each",
    )
    command.add_argument(
        "--json", action="store_true", help="say everything as one JSON object on standard output"
    )
    _add_criteria(command)


def _add_criteria(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--juvenile", action="store_true", help="the juvenile criteria (default: adult)"
    )
    command.add_argument(
        "--criteria", choices=("tis", "imacs", "both"), default="both", help="default: both"
    )
    command.add_argument(
        "--worsened-from",
        type=_cut,
        default="25",
        metavar="PERCENT",
        help="from which percent of the baseline a measure counts as worse in the IMACS definition "
        "(default: 25)",
    )


def _measure(text: str) -> CoreSetRow:
    try:
        return measure_in_words(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _cut(text: str) -> str:
    try:
        return percentage_above_0(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
