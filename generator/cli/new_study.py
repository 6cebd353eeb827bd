"""`evidence new study`: an empty draft of a study, as screening writes it for a found record."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from generator.cli.messages import CLEAN, FINDINGS, WRONG_USE, Reporter
from generator.cli.today import today
from generator.desk.study_draft import Draft, draft_study
from generator.files.load import load_evidence
from generator.files.transaction import DeskBusyError, desk, write_together
from generator.model.citation import Citation
from generator.model.evidence import Evidence as Everything
from generator.model.evidence import study_file
from generator.model.found import FoundRecord
from generator.model.study import Evidence
from generator.model.text import SLUG_PATTERN

USES: tuple[Evidence, ...] = get_args(Evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStudy:
    """What is asked for: the id, a report of the bibliography, the design and what the study is used for."""

    id: str
    design: str | None = None
    report: str | None = None
    evidence: str = "treatment"
    force_free: bool = False


def run(options: argparse.Namespace, root: Path, reporter: Reporter) -> int:
    """Run `evidence new` as it was typed."""
    wanted = NewStudy(
        id=options.id,
        design=options.design,
        report=options.report,
        evidence=options.evidence,
        force_free=options.force_free,
    )
    return new_study(root, wanted, reporter)


def new_study(root: Path, wanted: NewStudy, reporter: Reporter) -> int:
    """Write the draft of a study and say what comes next; nothing that is there is written over."""
    everything, findings = load_evidence(root)
    if everything is None:
        reporter.result(
            findings,
            "Nothing was written: topic, vocabulary and bibliography have to be read first.",
        )
        return FINDINGS
    refusal = _refusal(root, wanted, everything)
    if refusal:
        reporter.wrong_use(refusal)
        return WRONG_USE
    file = study_file(wanted.id)
    try:
        with desk(root):
            if (root / file).exists():
                reporter.wrong_use(f"{file} is there already; choose another id.")
                return WRONG_USE
            write_together(
                root, {file: draft_study(_draft(wanted, everything), everything).encode()}
            )
    except DeskBusyError:
        reporter.wrong_use(
            "another command is changing the files of this project; try again when it has ended."
        )
        return WRONG_USE
    reporter.result(
        [],
        f"{file} is a draft now; it is shown as one and counts nowhere.",
        *_next(wanted),
        file=file,
    )
    return CLEAN


def _refusal(root: Path, wanted: NewStudy, everything: Everything) -> str | None:
    """Return why the draft cannot be written, with what to do instead; None where it can."""
    designs = ", ".join(everything.designs)
    reasons = (
        (
            not SLUG_PATTERN.fullmatch(wanted.id),
            f"{wanted.id!r} is no id; use small letters, digits and single hyphens, as in paper-2021.",
        ),
        (
            (root / study_file(wanted.id)).exists(),
            f"{study_file(wanted.id)} is there already; choose another id.",
        ),
        (
            _was_published(wanted.id, everything) and not wanted.force_free,
            f"{wanted.id!r} was the id of a published study; choose another, or give --force-free for the same study.",
        ),
        (wanted.design is None, f"say its design with --design; the designs are {designs}."),
        (
            wanted.design not in everything.designs,
            f"{wanted.design!r} is no design of the vocabulary; the designs are {designs}.",
        ),
        (
            wanted.report is not None and wanted.report not in everything.citations,
            f"{wanted.report!r} is no key in bibliography/references.bib; add the report first, with evidence add.",
        ),
    )
    return next((words for holds, words in reasons if holds), None)


def _was_published(study: str, everything: Everything) -> bool:
    statements = everything.published.statements if everything.published else {}
    return any(
        address == f"studies/{study}" or address.startswith(f"studies/{study}#")
        for address in statements
    )


def _draft(wanted: NewStudy, everything: Everything) -> Draft:
    citation = (
        everything.citations[wanted.report] if wanted.report else Citation(key="", title=wanted.id)
    )
    return Draft(
        id=wanted.id,
        reports=(wanted.report,) if wanted.report else (),
        record=FoundRecord(citation=citation),
        evidence=cast("Evidence", wanted.evidence),
        design=cast("str", wanted.design),
        day=today(),
    )


def _next(wanted: NewStudy) -> list[str]:
    report = (
        [] if wanted.report else ["put its report into the bibliography and its key under reports"]
    )
    log = "note in data/screening.csv how it was found"
    steps = [*report, log, "fill it from the source", "set extraction: status", "evidence check"]
    return [
        f"Next: {'; '.join(steps)}. Whatever is unclear: evidence explain study, evidence explain results.kind."
    ]
