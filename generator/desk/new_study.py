"""A study that begins with an empty draft: whether it may, and what stands in the draft."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from generator.desk.study_draft import Draft, draft_study
from generator.files.transaction import write_together
from generator.model.citation import Citation
from generator.model.evidence import Evidence, study_file
from generator.model.found import FoundRecord
from generator.model.study import EvidenceUse
from generator.model.text import SLUG_PATTERN


class NotBegunError(Exception):
    """A study cannot begin so; the text says why, and what to do instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStudy:
    """What is asked for: an id, a report of the bibliography, the design and the use.

    With `force_free` the id may be one that was published before.
    """

    id: str
    design: str | None = None
    report: str | None = None
    evidence: str = "treatment"
    force_free: bool = False


def begin_study(root: Path, wanted: NewStudy, everything: Evidence, day: date) -> str:
    """Write the draft of a study and return its path; nothing that is there is written over.

    NotBegunError where it may not be written.
    """
    # The first is enough: with it mended the next is seen.
    for reason in reasons_against(root, wanted, everything):
        raise NotBegunError(reason)
    file = study_file(wanted.id)
    content = draft_study(_draft(wanted, everything, day), everything)
    write_together(root, {file: content.encode()})
    return file


def reasons_against(root: Path, wanted: NewStudy, everything: Evidence) -> Iterator[str]:
    """Yield why the draft cannot be written, each with what to do instead."""
    file, designs = study_file(wanted.id), ", ".join(everything.designs)
    if not SLUG_PATTERN.fullmatch(wanted.id):
        form = "use small letters, digits and single hyphens, as in paper-2021"
        yield f"{wanted.id!r} is no id; {form}."
    if (root / file).exists():
        yield f"{file} is there already; choose another id."
    if _was_published(wanted.id, everything) and not wanted.force_free:
        other = "choose another, or give --force-free for the same study"
        yield f"{wanted.id!r} was the id of a published study; {other}."
    if wanted.design is None:
        yield f"say its design with --design; the designs are {designs}."
    if wanted.design not in everything.designs:
        yield f"{wanted.design!r} is no design of the vocabulary; the designs are {designs}."
    if wanted.report is not None and wanted.report not in everything.citations:
        first = "add the report first, with evidence add"
        yield f"{wanted.report!r} is no key in bibliography/references.bib; {first}."


def _was_published(study: str, everything: Evidence) -> bool:
    """Tell whether a version that was recorded states anything of a study of this id."""
    if everything.published is None:
        return False
    # The address of a number is for good, and so an id is never that of another study.
    address = f"studies/{study}"
    addresses = everything.published.statements
    return any(name == address or name.startswith(f"{address}#") for name in addresses)


def _draft(wanted: NewStudy, everything: Evidence, day: date) -> Draft:
    citation = Citation(key="", title=wanted.id)
    if wanted.report:
        citation = everything.citations[wanted.report]
    return Draft(
        id=wanted.id,
        reports=(wanted.report,) if wanted.report else (),
        record=FoundRecord(citation=citation),
        evidence=cast("EvidenceUse", wanted.evidence),
        design=cast("str", wanted.design),
        day=day,
    )
