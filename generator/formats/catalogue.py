"""Every format of records: each module beside this one that holds a `FORMAT`."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from generator import formats as package
from generator.formats.format import Format, JsonFormat, TextFormat


@cache
def formats() -> tuple[Format, ...]:
    """Return every format, in the order in which a file is held against them."""
    modules = (
        import_module(f"{package.__name__}.{module.name}")
        for module in iter_modules(package.__path__)
        if not module.ispkg
    )
    declared = (vars(module).get("FORMAT") for module in modules)
    return tuple(
        sorted(
            (entry for entry in declared if isinstance(entry, Format)),
            key=lambda entry: entry.order,
        )
    )


@cache
def text_formats() -> tuple[TextFormat, ...]:
    """Return the formats that are recognised in the text of a file."""
    return tuple(entry for entry in formats() if isinstance(entry, TextFormat))


@cache
def json_formats() -> tuple[JsonFormat, ...]:
    """Return the formats that are recognised in an object of JSON."""
    return tuple(entry for entry in formats() if isinstance(entry, JsonFormat))


def titles(kind: type[Format] = Format) -> str:
    """Return the titles of all formats of a kind as a message lists them: `A, B or C`."""
    named = [entry.title for entry in formats() if isinstance(entry, kind) and entry.title]
    return f"{', '.join(named[:-1])} or {named[-1]}"
