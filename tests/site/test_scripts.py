"""Modules become one script: each once, what it needs before it, under the names it asked for."""

from pathlib import Path

import pytest

from generator.frame import FOLDER
from generator.site.scripts import ModuleError, bundle_scripts


def bundled(folder: Path, **modules: str) -> dict[str, str]:
    """Bundle modules by name; those that begin with `entry` are entries."""
    for name, text in modules.items():
        kind = "entries" if name.startswith("entry") else "modules"
        path = folder / "scripts" / kind / f"{name}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return bundle_scripts([folder])


def test_a_module_stands_once_before_all_that_import_it(tmp_path: Path) -> None:
    scripts = bundled(
        tmp_path,
        entry='import { a } from "../modules/a.js";\nimport { c } from "../modules/c.js";\na(c);\n',
        a='import { c as see } from "./c.js";\n\nexport function a(x) { return see + x; }\n',
        c="export const c = 1;\n",
    )
    assert scripts == {
        "assets/entry.js": (
            '(() => {\n"use strict";\n'
            "// c.js\nconst _0 = (() => {\nconst c = 1;\nreturn { c };\n})();\n"
            "// a.js\nconst _1 = (() => {\nconst {c: see} = _0;\n"
            "function a(x) { return see + x; }\nreturn { a };\n})();\n"
            "// entry.js\nconst _2 = (() => {\nconst {a} = _1;\nconst {c} = _0;\n"
            "a(c);\nreturn {  };\n})();\n"
            "})();\n"
        )
    }


def test_each_entry_of_each_folder_is_a_script_of_its_own(tmp_path: Path) -> None:
    for guest, name in (("one", "entry_b"), ("one", "entry_a"), ("two", "entry_c")):
        bundled(tmp_path / guest, **{name: "go();\n"})
    scripts = bundle_scripts([tmp_path / "one", tmp_path / "two", tmp_path / "none"])
    assert list(scripts) == ["assets/entry_a.js", "assets/entry_b.js", "assets/entry_c.js"]


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("export const a = 1;", "a"),
        ("export class A {}", "A"),
        ("export async function a$1() {}", "a$1"),
        ("export function* _a() {}", "_a"),
    ],
)
def test_functions_classes_and_constants_are_exported(
    tmp_path: Path, statement: str, name: str
) -> None:
    (script,) = bundled(tmp_path, entry=f"{statement}\n").values()
    assert f"{statement.removeprefix('export ')}\nreturn {{ {name} }};" in script


def test_a_module_of_the_frame_may_be_named_from_anywhere(tmp_path: Path) -> None:
    address = "generator/frame/scripts/modules/dom.js"
    (script,) = bundled(tmp_path, entry=f'import {{ make }} from "{address}";\n').values()
    dom = (FOLDER / "scripts/modules/dom.js").read_text(encoding="utf-8")
    assert "// dom.js\n" in script
    assert "export" in dom
    assert "export" not in script


@pytest.mark.parametrize(
    ("modules", "file", "seen"),
    [
        (
            {"entry": 'import { b } from "../modules/b.js";\n'},
            "scripts/modules/b.js",
            "cannot be read (No such file or directory)",
        ),
        (
            {
                "entry": 'import { a } from "../modules/a.js";\n',
                "a": 'import { b } from "./b.js";\n',
                "b": 'import { a } from "./a.js";\n',
            },
            "scripts/modules/a.js",
            "is imported in a circle by b.js",
        ),
        ({"entry": "export default 1;\n"}, "entries/entry.js", "holds 'export default 1;'"),
        ({"entry": 'import a from "./a.js";\n'}, "entries/entry.js", "holds 'import a from"),
        ({"entry": 'const a = import("./a.js");\n'}, "entries/entry.js", "holds 'import('"),
        ({"entry": f"export {{ {'a' * 99} }};\n"}, "entries/entry.js", f"{'a' * 51}'"),
    ],
)
def test_what_is_not_understood_is_named(
    tmp_path: Path, modules: dict[str, str], file: str, seen: str
) -> None:
    with pytest.raises(ModuleError) as caught:
        bundled(tmp_path, **modules)
    assert caught.value.file.endswith(file)
    assert caught.value.file.count("/") == 3
    assert seen in caught.value.seen
    assert str(caught.value).startswith(f"{caught.value.file}: {caught.value.seen}; expected ")


def test_words_in_the_middle_of_a_line_are_no_statements(tmp_path: Path) -> None:
    text = '// import { a } from "./a.js";\nconst important = "export const a = 1";\n'
    (script,) = bundled(tmp_path, entry=text).values()
    assert text in script
