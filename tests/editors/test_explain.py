"""What `evidence explain` says of fields, words and codes, with true examples from the project."""

import json
from pathlib import Path

import pytest
from conftest import ROOT, SMALL

from generator.audit.catalogue import rules_reading
from generator.cli import main
from generator.cli.explain import rules_of_the_program
from generator.editors.example import example_of
from generator.editors.explain import WordAnswer, answers
from generator.editors.fields import every_field
from generator.model.evidence import Evidence

Capture = pytest.CaptureFixture[str]


def said(capsys: Capture, question: str, root: Path = SMALL) -> str:
    assert main(["explain", question, "--root", str(root)]) == 0
    return capsys.readouterr().out


def test_a_field_is_told_whole(capsys: Capture) -> None:
    lines = said(capsys, "results.events").splitlines()
    assert lines[0].startswith("study.results.events: how many had it, as printed")
    assert "  holds: a whole number of 0 or more, as printed; not required" in lines
    assert "  only where kind is: proportion, time-to-event, rate" in lines
    assert "  example: 7 (data/studies/example-2001.yml:21, results[0].events)" in lines
    assert "E321 events-exceed-total" in lines[-1]


def test_a_place_of_a_finding_may_be_pasted(capsys: Capture) -> None:
    assert said(capsys, "results[2].events") == said(capsys, "results.events")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("study.relation", "allowed: seed, similar, cited-by, reference, found"),
        (
            "certainty.rating",
            "as in: high, moderate, low, very low, no evidence, not yet assessable",
        ),
        ("sources.kind", "example: abstract (data/studies/example-2001.yml:"),
        ("design", "allowed: open-series, randomised-trial"),
        ("certainty", "required: id, outcome, population"),
        ("topic.searches.query", "what is asked"),
        ("river-score", "definition: Ten questions"),
        ("alphaone", "studies that use it: 1"),
        ("grown-ups", "People of 18 years or more."),
        ("randomised-trial", "comparative: True"),
        ("adult", "adult: an age group (data/vocabulary/age_groups.yml)"),
        ("adult", "youngest: 16"),
        ("age_group", "allowed: adult, child, mixed"),
        ("measures.calculator", "holds: what an instrument of the topic can work out"),
        ("rs", "River score: a word of the glossary"),
        ("E117", "E117 not-readable"),
        ("E271", "E271 unreachable: A service cannot be reached (error)."),
        ("W101", "unread-file"),
        ("w411", "Method: Brown NJL"),
    ],
)
def test_whatever_stands_in_a_file_can_be_asked(capsys: Capture, question: str, words: str) -> None:
    assert words in said(capsys, question)


def test_what_means_the_same_is_told_once(capsys: Capture) -> None:
    out = said(capsys, "events")
    assert out.count("how many had it") == 1
    assert all(f"study.{part}.events" in out for part in ("baseline", "results", "harms"))


def test_a_slip_is_met_with_what_was_meant(capsys: Capture) -> None:
    assert main(["explain", "resuls.evnts", "--root", str(SMALL)]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "results.events" in err
    assert main(["explain", "W999", "--root", str(SMALL)]) == 2


def test_the_same_for_other_programs(capsys: Capture) -> None:
    assert main(["explain", "events", "--json", "--root", str(SMALL)]) == 0
    (answer,) = json.loads(capsys.readouterr().out)["answers"]
    assert answer["example"]["file"].startswith("data/studies/")
    assert "E321" in answer["rules"]
    assert answer["required"] is False


def test_examples_stand_where_they_are_said_to_stand(evidence: Evidence) -> None:
    shown = 0
    for placed in every_field():
        example = example_of(evidence, placed)
        if example and not placed.field.is_list:
            lines = (ROOT / example.place.file).read_text("utf-8").splitlines()
            written = " ".join(lines[example.place.line - 1 : example.place.line + 1])
            assert example.text.rstrip("…")[:30] in written.replace('\\"', '"'), example
            shown += 1
    assert shown > 150


def test_a_draft_is_no_example(project: Path, capsys: Capture) -> None:
    study = project / "data/studies/example-2001.yml"
    study.write_text(
        study.read_text("utf-8").replace("status: agreed", "status: to-be-extracted"), "utf-8"
    )
    assert "example-2001" not in said(capsys, "results.events", project)


@pytest.mark.parametrize(
    ("key", "code", "other"),
    [
        ("grain", "W431", "W411"),
        ("drug", "E301", "E302"),
        ("q1", "W421", "E301"),
        ("levels", "W496", "W411"),
    ],
)
def test_rules_are_found_by_the_keys_they_read(key: str, code: str, other: str) -> None:
    codes = {rule.code for rule in rules_reading(key)}
    assert code in codes
    assert other not in codes


def test_a_code_means_one_thing_in_the_whole_program() -> None:
    rules = set(rules_of_the_program())
    assert len({rule.code for rule in rules}) == len(rules) > 100


def test_a_settling_rule_is_told_with_the_studies_it_settled(evidence: Evidence) -> None:
    (answer,) = answers(evidence, "S4")
    assert isinstance(answer, WordAnswer)
    assert (answer.kind, answer.home) == ("settling rule", "data/vocabulary/settling_rules.yml")
    assert dict(answer.facts)["studies that use it"] == "1"
    assert "confounders that are named" in dict(answer.facts)["text"]
