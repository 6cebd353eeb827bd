"""Examples of the answers of rules: how they are written, and the evidence each stands for.

A file of `tests/studies/verdicts` begins with the code and the answer, then says every verdict of
that rule, place and words. The rest are keys that take the place of those in
`tests/studies/bare.yml`; a key with a slash is a whole file of the project.
"""

import re
import shutil
import textwrap
from pathlib import Path

from conftest import ROOT, SMALL

from generator.audit.catalogue import CATALOGUE, VALUE_CHECKS
from generator.audit.verdict import FINDINGS, Verdict
from generator.files.load import load_evidence
from generator.model.evidence import Evidence

STUDIES = ROOT / "tests" / "studies"
EXAMPLES = sorted((STUDIES / "verdicts").glob("*.yml"))
HEAD = re.compile(r"# ([A-Z]\d{3}) ([a-z ]+)\n((?:# .*\n)+)")
KEY = re.compile(r"^(?=[^\s#])", re.MULTILINE)
BY_CODE = {check.rule.code: check for check in VALUE_CHECKS}


def blocks(text: str) -> dict[str, str]:
    """Return the keys of a file, each with all its lines."""
    parts = [part for part in KEY.split(text) if part and not part.startswith("#")]
    return {part.partition(": ")[0].partition(":\n")[0]: part for part in parts}


def project_of(example: str, folder: Path) -> Path:
    """Write the small project with one study alone, changed as the example says."""
    for name in ("data", "bibliography"):
        shutil.copytree(SMALL / name, folder / name)
    (folder / "data/studies/second-2003.yml").unlink()
    for name in ("data/screening.csv", "bibliography/relations.csv"):
        lines = (folder / name).read_text("utf-8").splitlines(keepends=True)
        (folder / name).write_text("".join(line for line in lines if "2003" not in line), "utf-8")
    topic = folder / "data/topic.yml"
    topic.write_text(topic.read_text("utf-8").partition("summary_of_findings")[0], "utf-8")
    study = blocks((STUDIES / "bare.yml").read_text("utf-8"))
    for key, text in blocks(example).items():
        if "/" in key:
            (folder / key).write_text(textwrap.dedent(text.partition("|\n")[2]), "utf-8")
        else:
            study[key] = text
    (folder / "data/studies/example-2001.yml").write_text("".join(study.values()), "utf-8")
    return folder


def said(verdict: Verdict) -> str:
    """Return a verdict as an example writes it: place, words, and for a finding what was expected."""
    expected = f"; expected {verdict.expected}" if verdict.ruling in FINDINGS else ""
    return f"# {verdict.path} {verdict.words}{expected}\n"


def evidence_of(example: str, folder: Path) -> Evidence:
    """Return what an example says, which must be whole: its figures are what it is about."""
    evidence, findings = load_evidence(project_of(example, folder))
    assert evidence is not None, findings
    assert not findings
    assert not [finding for check in CATALOGUE for finding in check.run(evidence)]
    return evidence
