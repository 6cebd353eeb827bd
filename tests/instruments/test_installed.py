"""Instruments are found by name alone, switched on by the topic, and leave no trace where they are not."""

import re
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from conftest import ROOT, SMALL

from generator.cli import main
from generator.files.load import load_evidence
from generator.instruments import installed as registry
from generator.instruments.installed import (
    InstrumentError,
    calculators,
    installed,
    switched_on,
)
from generator.instruments.instrument import Instrument
from generator.pages.plan import kinds_of

# What names classes that every site may have: the style sheets of the frame, and what makes
# elements.
EVERYWHERE = (*ROOT.glob("generator/frame/styles/*.css"), *ROOT.glob("generator/*/*.py"))


def switch_on(project: Path, *ids: str) -> None:
    topic = project / "data/topic.yml"
    topic.write_text(f"{topic.read_text('utf-8')}instruments: [{', '.join(ids)}]\n", "utf-8")


def first_measure_is(project: Path, calculator: str) -> None:
    measures = project / "data/vocabulary/measures.yml"
    text = measures.read_text("utf-8")
    measures.write_text(
        text.replace("kind: responder,", f"kind: responder, calculator: {calculator},", 1), "utf-8"
    )


def test_each_instrument_of_this_room_is_found() -> None:
    folders = {path.parent.name for path in (ROOT / "generator/instruments").glob("*/__init__.py")}
    assert folders
    assert folders <= installed().keys()


@pytest.mark.parametrize("instrument", installed().values(), ids=lambda instrument: instrument.id)
def test_what_an_instrument_declares_is_there(instrument: Instrument) -> None:
    assert all(hasattr(import_module(name), "add_command") for name in instrument.commands)
    modules = [import_module(name) for name in instrument.pages]
    paths = {kind.path for kind in kinds_of(modules)}
    places = {calculator.address.partition("#")[0] for calculator in instrument.calculators}
    assert {instrument.address, *places} <= paths
    assert instrument.folder.is_dir()


def test_two_instruments_of_one_id_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    first = next(iter(installed().values()))
    monkeypatch.setattr(registry, "_declared", lambda: iter((first, first)))
    with pytest.raises(InstrumentError, match="two instruments"):
        installed.__wrapped__()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("gone.away:INSTRUMENT", "cannot be loaded"),
        ("generator.instruments.installed:GROUP", "names no Instrument"),
    ],
)
def test_a_package_that_brings_no_instrument_is_named_in_one_line(
    value: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = EntryPoint("river", value, registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda **_: (broken,))
    module = import_module("generator.cli.command_line")
    monkeypatch.setattr(module, "installed", installed.__wrapped__)
    assert main(["check"]) == 2
    told = capsys.readouterr().err
    assert f"the entry point river = {value} {words}" in told
    assert told.count("\n") == 1


def test_a_topic_has_the_instruments_it_names_in_its_order() -> None:
    first = next(iter(installed()))
    assert [instrument.id for instrument in switched_on(["missing", first])] == [first]
    assert switched_on([]) == ()
    assert calculators([]) == {}


def test_an_instrument_that_is_not_installed_is_named(project: Path) -> None:
    switch_on(project, "missing")
    _, findings = load_evidence(project)
    assert [(finding.code, finding.place.path) for finding in findings] == [
        ("E118", "instruments[0]")
    ]


def test_a_measure_cannot_be_worked_out_by_what_is_not_switched_on(project: Path) -> None:
    first = next(iter(installed().values()))
    first_measure_is(project, first.calculators[0].id)
    _, findings = load_evidence(project)
    assert [finding.code for finding in findings] == ["E118"]
    assert findings[0].expected == "no calculator, as none is known here"
    switch_on(project, first.id)
    assert load_evidence(project)[1] == []


def test_a_calculator_of_no_instrument_is_named_with_those_there_are(project: Path) -> None:
    first = next(iter(installed().values()))
    switch_on(project, first.id)
    first_measure_is(project, "another")
    _, findings = load_evidence(project)
    assert [finding.code for finding in findings] == ["E118"]
    assert first.calculators[0].id in findings[0].expected


@pytest.mark.parametrize("instrument", installed().values(), ids=lambda instrument: instrument.id)
def test_a_topic_without_an_instrument_ships_nothing_of_it(
    built: Callable[[str, Path, Callable[[Path], object]], Path], instrument: Instrument
) -> None:
    site = built("bare", SMALL, lambda _: None)
    names = {path.name for path in site.rglob("*")}
    entries = {path.name for path in instrument.folder.glob("scripts/entries/*")}
    assert not names & {instrument.address, *entries}
    modules = {path.name for path in instrument.folder.glob("scripts/modules/*")}
    classes = set()
    for sheet in instrument.folder.glob("styles/*.css"):
        classes |= set(re.findall(r"\.(ev-[\w-]+)", sheet.read_text("utf-8")))
    shared = set(re.findall(r"ev-[\w-]+", "".join(map(text_of, EVERYWHERE))))
    words = {instrument.id, instrument.title, instrument.results, *modules, *(classes - shared)}
    words |= {calculator.label for calculator in instrument.calculators}
    # What the practice project says itself may be on its pages.
    said = "".join(text_of(path) for path in SMALL.rglob("*") if path.is_file()).casefold()
    words = {word.casefold() for word in words if word.casefold() not in said}
    for path in site.rglob("*"):
        if path.is_file():
            text = text_of(path).casefold()
            assert not [word for word in words if word in text], path


def text_of(path: Path) -> str:
    return path.read_text("utf-8", errors="ignore")


def test_a_command_of_an_instrument_needs_no_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["score", "--measure", "mmt8=10%"]) == 0
