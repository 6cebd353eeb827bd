"""Every rule of the program by its code, wherever it stands, so that whatever code is printed can be asked about."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import generator
from generator.audit.catalogue import explained
from generator.model.rule import Rule

# Floors that make no findings, and would load the drawing libraries.
_WITHOUT_RULES = ("generator.charts", "generator.tables", "generator.pages", "generator.__main__")
_COMMANDS_THAT_DRAW = ("generator.cli.build", "generator.cli.serve", "generator.cli.pool")


def rules_of_the_program() -> Iterator[Rule]:
    """Yield every rule that a module of ours holds, a rule of several modules several times."""
    yield from (told.rule for told in explained().values())
    for module in walk_packages(generator.__path__, f"{generator.__name__}."):
        if not module.name.startswith(_WITHOUT_RULES) and module.name not in _COMMANDS_THAT_DRAW:
            yield from (
                value
                for value in vars(import_module(module.name)).values()
                if isinstance(value, Rule)
            )


def every_rule() -> dict[str, Rule]:
    """Return every rule by its code."""
    return {rule.code: rule for rule in rules_of_the_program()}
