"""What may be typed after `evidence update`, and what the environment says to every command with a network."""

import argparse

from generator.network.services import ENVIRONMENT

_STEPS = ("searches", "notices", "trials")


def add_update(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command and what it reads from the environment."""
    command.add_argument("--only", choices=_STEPS, help="do this step alone (default: all three)")
    command.add_argument(
        "--dry-run",
        action="store_true",
        help="ask the services and say what would change; write nothing",
    )
    add_environment(command)


def add_environment(command: argparse.ArgumentParser) -> None:
    """Add to the help of a command what it reads from the environment."""
    names = "\n".join(f"  {name:<20} {words}" for name, words in ENVIRONMENT.items())
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.epilog = f"{command.epilog}\n\nenvironment:\n{names}"
