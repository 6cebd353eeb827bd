"""One bad file for each rule: it breaks this rule at this line, and nothing else is lost."""

import re
from pathlib import Path

import pytest

from generator.audit.catalogue import CATALOGUE, audit
from generator.model.finding import Finding
from generator.sources.faults import RULES
from generator.sources.load import load_evidence

BAD = sorted((Path(__file__).parent / "bad").glob("*.yml"))
EXPECTED = re.compile(r"# (E\d+) line (\d+)\n")
# Rules that one study file cannot break, with the test that breaks them.
ELSEWHERE = {"missing-file": "test_a_missing_file_is_named", "unknown-study": "test_an_unknown_study_is_named"}


def findings_of(root: Path) -> list[Finding]:
    evidence, findings = load_evidence(root)
    return [*findings, *(audit(evidence) if evidence else [])]


@pytest.mark.parametrize("bad", BAD, ids=lambda path: path.stem)
def test_a_bad_file_breaks_its_rule_and_no_other(project: Path, bad: Path) -> None:
    text = bad.read_text(encoding="utf-8")
    match = EXPECTED.match(text)
    assert match
    code, line = match[1], int(match[2])
    (project / "data/studies/example-2001.yml").write_text(text, encoding="utf-8")
    found = findings_of(project)
    names = {rule.code: rule.name for rule in (*RULES, *(check.rule for check in CATALOGUE))}
    assert names[code] == bad.stem
    assert {finding.code for finding in found} == {code}, [str(finding) for finding in found]
    first = found[0]
    assert (first.place.file, first.place.line) == ("data/studies/example-2001.yml", line), str(first)
    assert first.seen
    assert first.expected
    assert first.remedy.endswith(".")
    assert str(first).endswith(f"[{code}]")
    assert "\n" not in str(first)


@pytest.mark.parametrize("bad", BAD, ids=lambda path: path.stem)
def test_a_bad_file_hides_no_other(project: Path, bad: Path) -> None:
    (project / "data/studies/example-2001.yml").write_text(bad.read_text(encoding="utf-8"), encoding="utf-8")
    evidence, _ = load_evidence(project)
    assert evidence is not None
    assert "second-2003" in evidence.studies


def test_every_rule_has_a_file_or_a_test_of_its_own() -> None:
    rules = {rule.name for rule in (*RULES, *(check.rule for check in CATALOGUE))}
    assert rules == {path.stem for path in BAD} | set(ELSEWHERE)
    assert set(ELSEWHERE.values()) <= set(globals())


def test_codes_are_used_once() -> None:
    codes = [rule.code for rule in (*RULES, *(check.rule for check in CATALOGUE))]
    assert len(codes) == len(set(codes))


def test_a_missing_file_is_named(project: Path) -> None:
    (project / "data/vocabulary/drugs.yml").unlink()
    found = [finding for finding in findings_of(project) if finding.code == "E121"]
    assert [finding.place.file for finding in found] == ["data/vocabulary/drugs.yml"]


def test_an_unknown_study_is_named(project: Path) -> None:
    log = project / "data/screening.csv"
    log.write_text(
        log.read_text(encoding="utf-8").replace("included,,example-2001", "included,,example-1999"), encoding="utf-8"
    )
    assert [finding.code for finding in findings_of(project)] == ["E308"]


def test_all_findings_come_in_one_run(project: Path) -> None:
    first, second = (project / f"data/studies/{name}.yml" for name in ("example-2001", "second-2003"))
    first.write_text(first.read_text(encoding="utf-8").replace("events: 7", "events: seven"), encoding="utf-8")
    second.write_text(
        second.read_text(encoding="utf-8").replace("drugs: [alphatwo", "drugs: [alphanine"), encoding="utf-8"
    )
    log = project / "data/screening.csv"
    log.write_text(log.read_text(encoding="utf-8") + "too,few,cells\n", encoding="utf-8")
    assert {"E117", "E301", "E225"} <= {finding.code for finding in findings_of(project)}
