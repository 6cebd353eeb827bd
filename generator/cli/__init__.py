"""The commands: they say what happened and decide nothing."""

import argparse
import errno
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from generator.cli.command_line import command_line
from generator.cli.messages import FINDINGS, OUR_FAULT, WRONG_USE, Reporter, one_line
from generator.instruments.installed import InstrumentError

INTERRUPTED = 130  # as shells count it: 128 and the number of the signal
NOBODY_LISTENS = 141  # the same, for a pipe that was closed
# What the machine of a curator can be in the way of; other troubles are faults of the program.
_WITHOUT_PLACE = {
    errno.EACCES,
    errno.EDQUOT,
    errno.EEXIST,
    errno.EFBIG,
    errno.EIO,
    errno.EISDIR,
    errno.ENOSPC,
    errno.ENOTDIR,
    errno.EPERM,
    errno.EROFS,
}
_WITHOUT_PROJECT = {"import", "pool"}
# A command is run by the module of its name, save where the name is a word of the language or too
# short to say much.
_MODULES = {"import": "import_", "new": "new_study"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    0 when all is well, 1 with findings, 2 on wrong use, 3 where the fault is ours.
    """
    try:
        parser = command_line()
    except InstrumentError as error:
        print(one_line(f"evidence: {error}"), file=sys.stderr)
        return WRONG_USE
    options = parser.parse_args(arguments)
    reporter = Reporter(options.command, as_json=getattr(options, "json", False))
    root: Path = getattr(options, "root", Path())
    needs_project = options.command not in _WITHOUT_PROJECT and "run" not in options
    if needs_project and not (root / "data").is_dir():
        give = "give the project's folder with --root, or change into it"
        reporter.wrong_use(f"{root} holds no folder data/: {give}.")
        return WRONG_USE
    return _guarded(options, root, reporter)


def _guarded(options: argparse.Namespace, root: Path, reporter: Reporter) -> int:
    """Run a command; what ends it early is said in one line, a fault of the program as one."""
    try:
        status = _run(options, root, reporter)
        sys.stdout.flush()
    except BrokenPipeError:
        return _nobody_listens()
    except KeyboardInterrupt:
        return _stopped(options, reporter)
    except OSError as error:
        return _no_place(error, reporter)
    except Exception:  # noqa: BLE001 - whatever escapes is a fault of the program, and said to be
        return _our_fault()
    return status


def _stopped(options: argparse.Namespace, reporter: Reporter) -> int:
    # To stop it so is how serving ends.
    if options.command == "serve":
        return 0
    reporter.wrong_use("stopped. What is written is whole; the same command again does the rest.")
    return INTERRUPTED


def _nobody_listens() -> int:
    """End quietly where the reader of our lines has left, as `head` does."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return NOBODY_LISTENS


def _our_fault() -> int:
    traceback.print_exc()
    fault = "This is a fault of the program, not of your files. Please report the lines above."
    print(fault, file=sys.stderr)
    return OUR_FAULT


def _no_place(error: OSError, reporter: Reporter) -> int:
    """Say that a file cannot be written; other trouble with the system is a fault of ours."""
    if error.errno not in _WITHOUT_PLACE:
        return _our_fault()
    name = f" ({Path(str(error.filename)).name})" if error.filename else ""
    again = "what is written is whole, and the same command again does the rest."
    mend = f"Make room, or mend the rights; {again}"
    reporter.wrong_use(one_line(f"cannot write{name}: {error.strerror}. {mend}"))
    return FINDINGS


def _run(options: argparse.Namespace, root: Path, reporter: Reporter) -> int:
    # The command of an instrument says itself what runs it. Each of ours is imported when it is
    # used: --help need not wait for the drawing libraries.
    run = getattr(options, "run", None)
    if run is None:
        run = import_module(f"generator.cli.{_MODULES.get(options.command, options.command)}").run
    status: int = run(options, root, reporter)
    return status
