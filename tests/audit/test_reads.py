"""What a rule is said to read it does read: the keys are noted while the rule runs."""

import dataclasses
import pkgutil
import shutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from conftest import SMALL
from verdict_examples import BY_CODE, EXAMPLES, HEAD, STUDIES, evidence_of

from generator import model
from generator.audit.catalogue import CATALOGUE, VALUE_CHECKS, rules_reading
from generator.audit.check import Check, ValueCheck
from generator.files.load import load_evidence
from generator.model.answer import Answer
from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.pooling_override import PoolingOverride
from generator.model.study import UNWRITTEN_SUMMARY


def records() -> Iterator[type]:
    """Yield every record of the model."""
    for module in pkgutil.iter_modules(model.__path__):
        for member in vars(import_module(f"{model.__name__}.{module.name}")).values():
            if isinstance(member, type) and dataclasses.is_dataclass(member):
                yield member


KEYS = {field.name for record in records() for field in dataclasses.fields(record)}


@pytest.fixture
def keys_read(
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[Check | ValueCheck, Evidence], set[str]]:
    """Run a check on some evidence and return the keys that it asked any record for."""
    asked: set[str] = set()

    def noting(self: object, name: str) -> Any:
        asked.add(name)
        return object.__getattribute__(self, name)

    def run(check: Check | ValueCheck, evidence: Evidence) -> set[str]:
        asked.clear()
        with monkeypatch.context() as patch:
            for record in set(records()):
                patch.setattr(record, "__getattribute__", noting)
            list(check.run(evidence) if isinstance(check, Check) else check.look(evidence))
        return asked & KEYS

    return run


def unwritten(evidence: Evidence) -> Evidence:
    """Return the evidence with a study that is called read and holds nothing, and an override."""
    study = dataclasses.replace(
        evidence.seed, summary=UNWRITTEN_SUMMARY, results=(), harms=(), baseline=(), patients=()
    )
    answer = Answer(
        about="home", sentence="Fever.", rater="A", date=PartialDate.parse("2026-11-22")
    )
    override = PoolingOverride(
        result=f"{study.id}#gone",
        reason="different time",
        because="R.",
        by="A",
        date=PartialDate.parse("2024-08-05"),
    )
    return dataclasses.replace(
        evidence,
        studies={**evidence.studies, study.id: study},
        pooling_overrides=(override,),
        answers=(answer,),
    )


def examples_of(check: Check | ValueCheck, folder: Path) -> Iterator[Evidence]:
    for number, path in enumerate(EXAMPLES):
        head = HEAD.match(path.read_text("utf-8"))
        if head and BY_CODE[head[1]] is check:
            yield evidence_of(path.read_text("utf-8"), folder / str(number))
    bad = STUDIES / "bad" / f"{check.rule.name}.yml"
    if bad.exists():
        shutil.copytree(SMALL, folder / "bad")
        shutil.copy(bad, folder / "bad/data/studies/example-2001.yml")
        evidence, _ = load_evidence(folder / "bad")
        if evidence:
            yield evidence


@pytest.mark.parametrize("check", [*CATALOGUE, *VALUE_CHECKS], ids=lambda check: check.rule.name)
def test_a_rule_reads_what_it_declares(
    check: Check | ValueCheck,
    evidence: Evidence,
    keys_read: Callable[[Check | ValueCheck, Evidence], set[str]],
    tmp_path: Path,
) -> None:
    read = keys_read(check, evidence)
    for example in (unwritten(evidence), *examples_of(check, tmp_path)):
        read |= keys_read(check, example)
    assert set(check.reads) <= read


def test_no_key_stands_twice_and_rules_are_found_in_the_order_of_their_codes() -> None:
    for check in (*CATALOGUE, *VALUE_CHECKS):
        assert len(set(check.reads)) == len(check.reads)
    codes = [rule.code for rule in rules_reading("events")]
    assert codes[0] == "E321"
    assert codes == sorted(codes, key=lambda code: code[1:])
