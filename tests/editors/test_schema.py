"""The schemas for editors take what the reader takes and refuse what it refuses, as far as a schema can know."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, SMALL, loaded
from jsonschema import Draft7Validator

from generator.cli import main
from generator.editors.files import FILES, RecordFile
from generator.editors.names import vocabulary_of
from generator.editors.schema import schema_files, schema_path
from generator.model.number import Count, Number

BAD = sorted((ROOT / "tests/studies/bad").glob("*.yml"))
# What breaks a rule of these files no schema can see: YAML itself, other files, or two places that
# must agree.
BEYOND = {
    "alias", "duplicate-key", "id-is-not-file-name", "key-not-text", "same-id", "second-document", "tag",
    "yaml-syntax", "unknown-arm", "unknown-number", "unknown-report", "unknown-source",
}  # fmt: skip
KNOWABLE = [
    path
    for path in BAD
    if re.match(r"# E(1|30)", path.read_text("utf-8")) and path.stem not in BEYOND
]


class Core(yaml.SafeLoader):
    """Reads scalars by the core schema of YAML 1.2, as editors do."""


Core.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    Core.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), list(_first)
    )


def validator(root: Path, name: str) -> Draft7Validator:
    file = next(file for file in FILES if file.name == name)
    schema = json.loads(schema_files(vocabulary_of(loaded(root)))[schema_path(file)])
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


SMALL_STUDY = validator(SMALL, "study")


def faults(found: Draft7Validator, value: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in found.iter_errors(value)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
@pytest.mark.parametrize("loader", [yaml.BaseLoader, Core])
def test_every_real_file_is_taken_as_text_and_as_editors_read_it(
    file: RecordFile, loader: type
) -> None:
    paths = sorted(ROOT.glob(file.path))
    # A project without overrides or written answers, or before its first release, has no such
    # files.
    assert paths or file.name in {"answers", "next_release", "pooling_overrides"}
    found = validator(ROOT, file.name)
    for path in paths:
        assert faults(found, yaml.load(path.read_text("utf-8"), loader)) == [], path  # noqa: S506 - our own safe loaders


def test_the_schemas_of_the_project_are_up_to_date() -> None:
    for path, content in schema_files(vocabulary_of(loaded(ROOT))).items():
        assert (ROOT / path).read_bytes() == content, f"{path} is old: run `evidence schema`"


@pytest.mark.parametrize("bad", KNOWABLE, ids=lambda path: path.stem)
def test_a_bad_study_is_refused_where_a_schema_can_know(bad: Path) -> None:
    assert faults(SMALL_STUDY, yaml.load(bad.read_text("utf-8"), Core))  # noqa: S506 - our own safe loader


def test_what_is_beyond_a_schema_is_said_so_honestly() -> None:
    reading = {path.stem for path in BAD if re.match(r"# E(1|30)", path.read_text("utf-8"))}
    assert reading >= BEYOND
    assert len(KNOWABLE) == len(reading - BEYOND) > 14


def study(**changes: Any) -> dict[str, Any]:
    found = yaml.load((SMALL / "data/studies/example-2001.yml").read_text("utf-8"), Core)  # noqa: S506 - the same
    return {**found, **changes}


def result(**keys: Any) -> dict[str, Any]:
    shared = {
        "id": "r",
        "measure": "unlisted",
        "reported_as": "R",
        "role": "other",
        "source": "abstract",
        "where": "R",
    }
    return study(results=[{**shared, **keys}])


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"kind": "proportion", "events": 1, "total": 2}, None),
        ({"kind": "proportion", "direction": "better"}, "direction"),
        ({"kind": "narrative", "finding": "F", "direction": "better"}, None),
        ({"kind": "narrative", "finding": "F"}, "direction"),
        ({"kind": "change", "follow_up": {"mean": 1, "ci_low": 2}}, "ci_low"),
        ({"kind": "comparison", "effect": "risk-ratio"}, "against"),
        ({"kind": "share", "events": 1}, "share"),
        ({}, "kind"),
        ({"measure": "mood", "kind": "proportion"}, "mood"),
    ],
)
def test_the_kind_of_a_result_decides_its_keys(keys: dict[str, Any], expected: str | None) -> None:
    found = faults(SMALL_STUDY, result(**keys))
    assert bool(found) == bool(expected)
    assert expected is None or all(expected in line for line in found), found


@pytest.mark.parametrize("kind", [Number, Count])
@pytest.mark.parametrize("text", ["28", "15.40", "<0.001", "-17.67", "1,234", "≥3", ".5", "12,34", "ten", "1.2.3", "<",
                                  "", " 7 ", "−4"])  # fmt: skip
def test_figures_are_taken_as_the_reader_takes_them(
    kind: type[Number] | type[Count], text: str
) -> None:
    try:
        kind.parse(text)
        readable = True
    except ValueError:
        readable = False
    key = "total" if kind is Count else "p"
    assert (
        faults(
            SMALL_STUDY, result(kind="narrative", finding="F", direction="better", **{key: text})
        )
        == []
    ) is (readable)


@pytest.mark.parametrize("report", [[], ["--report", "second-2003"]])
def test_a_draft_is_taken(project: Path, report: list[str]) -> None:
    assert (
        main(
            [
                "new",
                "study",
                "river-2026",
                "--design",
                "open-series",
                *report,
                "--root",
                str(project),
            ]
        )
        == 0
    )
    draft = (project / "data/studies/river-2026.yml").read_text("utf-8")
    assert faults(SMALL_STUDY, yaml.load(draft, Core)) == []  # noqa: S506 - our own safe loader
    schema = re.search(r"\$schema=(\S+)", draft)
    assert schema
    assert (project / "data/studies" / schema[1]).resolve() == (
        project / "data/schema/study.json"
    ).resolve()


def test_the_command_writes_once_and_says_what_is_old(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["schema", "--root", str(project)]
    assert main([*command, "--check"]) == 1
    assert "[E291]" in capsys.readouterr().out
    assert main(command) == 0
    assert main([*command, "--check"]) == 0
    assert main(["check", "--root", str(project)]) == 0
    said = capsys.readouterr().out
    assert "W101" not in said
    drugs = project / "data/vocabulary/drugs.yml"
    drugs.write_text(
        drugs.read_text("utf-8") + "- {id: alphanine, label: Alphanine, role: alphadrug}\n", "utf-8"
    )
    assert main([*command, "--check"]) == 1
    said = capsys.readouterr().out
    assert "data/schema/study.json" in said
    assert "data/schema/measures.json" not in said


def test_settings_of_others_are_kept(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = project / ".vscode/settings.json"
    settings.parent.mkdir()
    settings.write_text('{"editor.rulers": [120], "yaml.schemas": {"mine.json": "x.yml"}}', "utf-8")
    assert main(["schema", "--root", str(project)]) == 0
    held = json.loads(settings.read_text("utf-8"))
    assert held["editor.rulers"] == [120]
    assert held["yaml.schemas"]["mine.json"] == "x.yml"
    assert held["yaml.schemas"]["./data/schema/study.json"] == "data/studies/*.yml"
    settings.write_text("{ // a comment\n}", "utf-8")
    assert main(["schema", "--root", str(project)]) == 1
    assert "[E292]" in capsys.readouterr().out
    assert settings.read_text("utf-8") == "{ // a comment\n}"
