"""What a safety notice says, field by field; a boxed warning whole or not at all."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.html.element import Child, badge, facts, remark
from generator.html.glossary import explain
from generator.html.open_page import OpenPage
from generator.model.register import (
    WARNING_KINDS,
    LabelSection,
    SafetyNotice,
    SafetyNoticeKind,
)
from generator.wording.boxed_warning import boxed_warning_words

OTHER_DISEASE = "About people with another disease."


class NoticeSection(NamedTuple):
    """What notices of some kinds are called together, with the id of their section."""

    title: str
    id: str
    kinds: frozenset[SafetyNoticeKind]


# In the order of a page: what is said of the drug before what is known without it.
SECTIONS = (
    NoticeSection("What regulators and labels say", "notices", WARNING_KINDS),
    NoticeSection("Dose and monitoring", "dose", frozenset({"dose-and-monitoring"})),
    NoticeSection("Approvals", "approvals", frozenset({"approval"})),
    NoticeSection("Guidelines", "guidelines", frozenset({"guideline"})),
    NoticeSection("Risk of the disease itself", "risk", frozenset({"background-risk"})),
    NoticeSection("In other diseases", "elsewhere", frozenset({"study-of-another-disease"})),
)


def notice_words(page: OpenPage, notice: SafetyNotice) -> Iterator[Child]:
    """Yield what a notice says: the fact, and what the fields of its kind hold."""
    if notice.other_disease:
        # First, since a dose or a count for another disease is none for this one.
        whom = f": {notice.population}" if notice.population else ""
        yield badge(f"another disease{whom}", "caution")
    if words := boxed_warning_words(notice):
        yield explain(page, words)
    yield explain(page, notice.fact)
    if notice.sections:
        yield remark("; ".join(map(_section, notice.sections)))
    if pairs := [(name, explain(page, text)) for name, text in _limits(notice) if text]:
        yield facts(pairs, small=True)
    if notice.strength:
        yield remark(f"Strength as it says: {notice.strength}.")
    if notice.read_through:
        yield remark(f"Not read itself: summed up in {notice.read_through}.")


def _limits(notice: SafetyNotice) -> tuple[tuple[str, str | None], ...]:
    return (
        ("Dose", notice.dose),
        ("Kidney", notice.kidney),
        ("Liver", notice.liver),
        ("Blood counts", notice.blood_counts),
        ("Before the start", notice.before_start),
    )


def _section(section: LabelSection) -> str:
    changed = f" changed {section.changed.words()}" if section.changed else ""
    note = f" ({section.note})" if section.note else ""
    return f"{section.section}{changed}{note}"
