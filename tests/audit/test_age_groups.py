"""Age groups are a list of the project: which a study may name, and the ages that fit each."""

from pathlib import Path

from conftest import loaded

from generator.audit.rules.scales import age_fits_group
from generator.files.load import load_evidence

GROUPS = "- {id: toddler, label: Toddlers, youngest: 1, oldest: 3}\n- {id: any, label: Any age}\n"


def say(project: Path, group: str, listed: str = GROUPS) -> None:
    if listed:
        (project / "data/vocabulary/age_groups.yml").write_text(listed, encoding="utf-8")
        # The project's own populations name a group that this list does not have.
        populations = project / "data/vocabulary/populations.yml"
        named = populations.read_text("utf-8").replace(", age_group: adult", "")
        populations.write_text(named, encoding="utf-8")
    study = project / "data/studies/example-2001.yml"
    text = study.read_text("utf-8").replace("age_group: adult", f"age_group: {group}")
    study.write_text(text, encoding="utf-8")


def test_ages_are_held_to_those_the_project_lists(project: Path) -> None:
    say(project, "toddler")
    evidence = loaded(project)
    verdicts = list(age_fits_group.look(evidence))
    assert {verdict.words for verdict in verdicts} == {
        "has the age 40 in a study of toddler people",
        "has the age 51 in a study of toddler people",
    }
    assert {verdict.expected for verdict in verdicts} == {"1 to 3 years"}


def test_a_group_without_ages_is_not_held_to_any(project: Path) -> None:
    say(project, "any")
    assert list(age_fits_group.look(loaded(project))) == []


def test_a_group_that_is_not_listed_is_named_with_those_that_are(project: Path) -> None:
    say(project, "adult")
    _, findings = load_evidence(project)
    assert [(finding.code, finding.expected) for finding in findings] == [
        ("E118", "one of toddler, any")
    ]


def test_a_project_that_lists_none_has_adults_children_and_both(project: Path) -> None:
    say(project, "teenager", listed="")
    _, findings = load_evidence(project)
    assert [finding.expected for finding in findings] == ["one of adult, child, mixed"]
