"""Scripts are written as small modules; a page loads each entry as one script, also from a disk.

Browsers refuse modules on pages opened from a folder. So each file of `scripts/entries/` in the
frame, or in the folder of a guest, becomes `assets/<name>.js` with the modules it imports, each in
a function of its own. The few forms of import and export that are read:
`import { first, second as other } from "./other.js";` and `export` before a function, class or
const. A module of a guest may import modules of the frame by their path, or from wherever it is
installed as `generator/frame/scripts/modules/dom.js`.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.frame import FOLDER

ENTRIES = "scripts/entries"
_PACKAGE = FOLDER.parent
_IMPORT = re.compile(r'^import\s*\{([^{}]*)\}\s*from\s*"([^"\n]+)";[ \t]*$', re.MULTILINE)
_EXPORT = re.compile(
    r"^export\s+((?:async\s+)?function\*?|const|class)\s+([A-Za-z_$][\w$]*)", re.MULTILINE
)
_OTHER = re.compile(r"^(?:import|export)\b.*$|\bimport\s*\(", re.MULTILINE)
# Enough of a path to tell a module of the frame from one of a guest: frame/scripts/modules/x.js.
_SHOWN_PARTS = 4


class ModuleError(Exception):
    """A module cannot become part of a script; `file` is the end of its path."""

    def __init__(self, path: Path, seen: str, expected: str) -> None:
        self.file = "/".join(path.parts[-_SHOWN_PARTS:])
        self.seen, self.expected = seen, expected
        super().__init__(f"{self.file}: {seen}; expected {expected}")


@dataclass(frozen=True, slots=True)
class _Module:
    """A module: what it imports from which others, what it exports, and its text without either."""

    path: Path
    imports: tuple[tuple[str, Path], ...]
    exports: tuple[str, ...]
    body: str


def bundle_scripts(folders: Iterable[Path]) -> dict[str, str]:
    """Return the scripts of folders by their path in the site; ModuleError for a bad module."""
    entries: list[Path] = []
    for folder in folders:
        entries += sorted((folder / ENTRIES).glob("*.js"))
    return {f"assets/{path.name}": "".join(_script(path)) for path in entries}


def _script(entry: Path) -> Iterator[str]:
    yield '(() => {\n"use strict";\n'
    modules = list(_in_order(entry, (), set()))
    names = {module.path: f"_{number}" for number, module in enumerate(modules)}
    for module in modules:
        yield f"// {module.path.name}\nconst {names[module.path]} = (() => {{\n"
        for imported, path in module.imports:
            yield f"const {{{imported}}} = {names[path]};\n"
        yield f"{module.body.strip()}\nreturn {{ {', '.join(module.exports)} }};\n}})();\n"
    yield "})();\n"


def _in_order(path: Path, importers: tuple[Path, ...], done: set[Path]) -> Iterator[_Module]:
    """Yield what a module imports, directly or through others, and then the module, each once."""
    if path in importers:
        by = importers[-1].name
        raise ModuleError(path, f"is imported in a circle by {by}", "imports that go one way")
    if path in done:
        return
    module = _module(path)
    for _, imported in module.imports:
        yield from _in_order(imported, (*importers, path), done)
    done.add(path)
    yield module


def _module(path: Path) -> _Module:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        seen = f"cannot be read ({error.strerror})"
        raise ModuleError(path, seen, "a module of that name") from error
    imports = tuple(
        (_destructured(match[1]), _imported(path, match[2])) for match in _IMPORT.finditer(text)
    )
    exports = tuple(match[2] for match in _EXPORT.finditer(text))
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub("", text))
    if other := _OTHER.search(body):
        expected = "named imports and exports only, each at a line's beginning"
        raise ModuleError(path, f"holds {other[0][:60]!r}", expected)
    return _Module(path, imports, exports, body)


def _imported(path: Path, address: str) -> Path:
    """Return the module that an import names: beside the one that imports, or of this package."""
    start = _PACKAGE.parent if address.startswith(f"{_PACKAGE.name}/") else path.parent
    return Path(os.path.normpath(start / address))


def _destructured(names: str) -> str:
    """Return the names of an import as they stand in a destructuring assignment.

    >>> _destructured("first, second as other,")
    'first, second: other'
    """
    listed = [name.strip() for name in names.split(",") if name.strip()]
    return ", ".join(re.sub(r"\s+as\s+", ": ", name) for name in listed)
