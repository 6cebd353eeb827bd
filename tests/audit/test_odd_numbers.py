"""One odd number in a record is a finding with its place; no check and no page falls over it."""

from pathlib import Path

import pytest

from generator.audit.catalogue import audit
from generator.files.load import load_evidence
from generator.model.finding import Finding

TESTS = Path(__file__).parents[1]
STUDY = (TESTS / "studies" / "bad" / "p-of-change.yml").read_text(encoding="utf-8")
PRINTED = "p: 0.0000000000001"


def findings_with(project: Path, p: str) -> list[Finding]:
    text = STUDY.replace(PRINTED, f'p: "{p}"')
    assert text != STUDY
    (project / "data/studies/example-2001.yml").write_text(text, encoding="utf-8")
    evidence, findings = load_evidence(project)
    return [*findings, *(audit(evidence).findings if evidence else [])]


@pytest.mark.parametrize(
    "p",
    ["0", "0.000", ".000", "-0.1", "−0.1", "1.2", ">1", "<0.000", "<=0", "<-1", "<1.5", ">=1.1"],
)
def test_a_p_value_that_no_test_gives_is_named_by_its_place(project: Path, p: str) -> None:
    named = [finding for finding in findings_with(project, p) if finding.code == "W422"]
    assert [(finding.place.line, finding.place.path) for finding in named] == [(23, "results[1].p")]
    assert named[0].seen == f"is {p}"


@pytest.mark.parametrize("p", ["1.000", "1", "1.0", "0.9999999999999999"])
def test_a_p_value_of_1_beside_means_that_differ_is_a_finding(project: Path, p: str) -> None:
    assert "W441" in {finding.code for finding in findings_with(project, p)} or p == "1"


@pytest.mark.parametrize("p", ["0.5", "<0.001", ">0.05", "<1", ">=0.05", "1.000", "0.000001"])
def test_a_p_value_that_a_test_can_give_is_left_alone(project: Path, p: str) -> None:
    assert "W422" not in {finding.code for finding in findings_with(project, p)}


@pytest.mark.parametrize("p", ["0,027", "<0,001", "00,027", "1,02", "0.05.1", "1 000", "9" * 400])
def test_a_p_value_that_is_no_number_is_refused_and_the_rest_is_read(project: Path, p: str) -> None:
    findings = findings_with(project, p)
    assert [finding.code for finding in findings if finding.place.path == "results[1].p"] == [
        "E117"
    ]


def test_the_finding_on_a_decimal_comma_says_so(project: Path) -> None:
    (finding,) = [f for f in findings_with(project, "0,027") if f.code == "E117"]
    assert "with a decimal point: a comma stands between thousands alone" in str(finding)
