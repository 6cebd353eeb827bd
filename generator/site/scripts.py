"""Scripts are written as small modules; a page loads each entry as one classic script, which works from a disk too.

Browsers refuse modules on pages opened from a folder. So each file of `assets/entries/` becomes
`assets/<name>.js` with the modules it imports, each in a function of its own. The few forms of
import and export that are read: `import { one, two as three } from "./other.js";` and `export`
before a function, class or const.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ENTRIES = "assets/entries"
MODULES = "assets/modules"
_IMPORT = re.compile(r'^import\s*\{([^{}]*)\}\s*from\s*"([^"\n]+)";[ \t]*$', re.MULTILINE)
_EXPORT = re.compile(
    r"^export\s+((?:async\s+)?function\*?|const|class)\s+([A-Za-z_$][\w$]*)", re.MULTILINE
)
_OTHER = re.compile(r"^(?:import|export)\b.*$|\bimport\s*\(", re.MULTILINE)


class ModuleFault(Exception):  # noqa: N818 - a fault of the file it names, told in one line
    """A module cannot become part of a script; `file` is relative to the folder of the site's frame."""

    def __init__(self, file: str, seen: str, expected: str) -> None:
        super().__init__(f"{file}: {seen}; expected {expected}")
        self.file, self.seen, self.expected = file, seen, expected


@dataclass(frozen=True, slots=True)
class _Module:
    """A module: its path, what it takes from which others, what it gives, and its text without either."""

    path: str
    imports: tuple[tuple[str, str], ...]
    exports: tuple[str, ...]
    body: str


def bundle_scripts(docs: Path) -> dict[str, str]:
    """Return the scripts that a folder of pages needs, by path below it; ModuleFault where one cannot be made."""
    return {
        f"assets/{entry.name}": "".join(_script(docs, f"{ENTRIES}/{entry.name}"))
        for entry in sorted((docs / ENTRIES).glob("*.js"))
    }


def _script(docs: Path, entry: str) -> Iterator[str]:
    yield '(() => {\n"use strict";\n'
    modules = list(_in_order(docs, entry, (), {}))
    names = {module.path: f"_{number}" for number, module in enumerate(modules)}
    for module in modules:
        yield f"// {module.path.rpartition('/')[2]}\nconst {names[module.path]} = (() => {{\n"
        for wanted, path in module.imports:
            yield f"const {{{wanted}}} = {names[path]};\n"
        yield f"{module.body.strip()}\nreturn {{ {', '.join(module.exports)} }};\n}})();\n"
    yield "})();\n"


def _in_order(
    docs: Path, path: str, way: tuple[str, ...], done: dict[str, _Module]
) -> Iterator[_Module]:
    """Yield the module and all it needs, what is needed first."""
    if path in way:
        raise ModuleFault(path, f"is imported in a circle by {way[-1]}", "imports that go one way")
    if path in done:
        return
    module = _module(docs, path)
    for _, needed in module.imports:
        yield from _in_order(docs, needed, (*way, path), done)
    done[path] = module
    yield module


def _module(docs: Path, path: str) -> _Module:
    try:
        text = (docs / path).read_text(encoding="utf-8")
    except OSError as error:
        raise ModuleFault(
            path, f"cannot be read ({error.strerror})", "a module of that name"
        ) from error
    imports = tuple(
        (_wanted(found[1]), _target(path, found[2])) for found in _IMPORT.finditer(text)
    )
    exports = tuple(found[2] for found in _EXPORT.finditer(text))
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub("", text))
    if other := _OTHER.search(body):
        raise ModuleFault(
            path,
            f"holds {other[0][:60]!r}",
            "named imports and exports only, each at a line's beginning",
        )
    return _Module(path, imports, exports, body)


def _wanted(names: str) -> str:
    return ", ".join(
        re.sub(r"\s+as\s+", ": ", name.strip()) for name in names.split(",") if name.strip()
    )


def _target(path: str, address: str) -> str:
    parts = path.split("/")[:-1]
    for part in address.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
