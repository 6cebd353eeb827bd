"""Change the code a little, time after time, and see whether a test notices: `tests/mutants.py`.

`tests/mutants.py [PATH ...]` takes the paths of `[tool.mutants]` in pyproject.toml, or some of
them, or files inside them. It works on a copy of the project, so that a run that is broken off
leaves no mutant behind. What changes the code is Cosmic Ray.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mutants"]
NOT_COPIED = {".git", ".venv", "node_modules", "__pycache__"}
# A mutant that never ends is given so many times what the tests take on the code as it is.
PATIENCE = 4
CONFIG = """
[cosmic-ray]
module-path = {path}
timeout = {timeout}
excluded-modules = []
test-command = {command}
[cosmic-ray.distributor]
name = "local"
[cosmic-ray.filters.operators-filter]
exclude-operators = [{others}]
"""


def main(paths: list[str]) -> int:
    """Return 0 where at least the wanted share of the mutants is killed, 1 where not."""
    killed = total = 0
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        shutil.copytree(ROOT, project, ignore=not_copied)
        for path in paths or SETTINGS["tests"]:
            mutants = list(mutants_of(project, path))
            survivors = [text for text, survived in mutants if survived]
            killed, total = killed + len(mutants) - len(survivors), total + len(mutants)
            print(f"{path}: {len(mutants) - len(survivors)} of {len(mutants)} killed")
            print(*survivors, sep="\n", flush=True)
    share = killed / max(total, 1)
    print(f"{killed} of {total} mutants killed, {share:.0%}")
    return 0 if share >= SETTINGS["at-least"] else 1


def not_copied(folder: str, names: list[str]) -> set[str]:
    """Return what no test reads: the environments, and the built site at the root."""
    built = {"site"} if Path(folder) == ROOT else set()
    return (NOT_COPIED | built) & set(names)


def mutants_of(project: Path, path: str) -> Iterator[tuple[str, bool]]:
    """Yield each mutant of a path in words, and whether it survived the tests of the path."""
    tests = next(tests for entry, tests in SETTINGS["tests"].items() if is_in(path, entry))
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    started = time.monotonic()
    run(project, command)
    config, session = project.parent / "cosmic-ray.toml", project.parent / "session.sqlite"
    settings = CONFIG.format(
        path=json.dumps(path),
        timeout=PATIENCE * (1 + time.monotonic() - started),
        command=json.dumps(" ".join(command)),
        others=json.dumps(f"(?!(?:{'|'.join(SETTINGS['operators'])})$)"),
    )
    config.write_text(settings, "utf-8")
    tool = [sys.executable, "-m", "cosmic_ray.cli"]
    run(project, [*tool, "init", "--force", str(config), str(session)])
    leave_out = [sys.executable, "-m", "cosmic_ray.tools.filters.operators_filter"]
    run(project, [*leave_out, str(session), str(config)])
    run(project, [*tool, "exec", str(config), str(session)])
    for line in run(project, [*tool, "dump", str(session)]).splitlines():
        item, result = json.loads(line)
        if result and result["worker_outcome"] == "normal":
            yield in_words(item["mutations"][0], result), result["test_outcome"] == "survived"


def is_in(path: str, entry: str) -> bool:
    return path == entry or path.startswith(f"{entry}/")


def run(project: Path, command: list[str]) -> str:
    """Run a command on the copy of the project, and stop where it fails; return what it says."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    environment["PYTHONPATH"] = os.pathsep.join([str(project), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        command, cwd=project, env=environment, check=False, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def in_words(change: dict[str, Any], result: dict[str, Any]) -> str:
    """Return the place of a mutant and the lines that it changed."""
    lines = [
        line for line in (result["diff"] or "").splitlines() if re.match(r"[-+](?![-+]{2})", line)
    ]
    place = f"  {change['module_path']}:{change['start_pos'][0]} {change['operator_name']}"
    return "\n".join([place, *(f"    {line}" for line in lines)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
