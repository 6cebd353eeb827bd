"""What regulators say has a page, fits its kind, and no half of a boxed warning passes for all."""

import re
from collections.abc import Iterator

from generator.audit.check import check
from generator.model.evidence import Evidence
from generator.model.finding import Finding
from generator.model.register import SafetyNotice
from generator.model.rule import Rule

_NOTICES = "data/safety_notices.yml"
_DRUGS = "data/vocabulary/drugs.yml"
# The kind of notice that each field belongs to; fields that are not named here fit every kind.
_KIND_OF_FIELD = {
    **dict.fromkeys(
        ("revised", "sections", "boxed_warning", "boxed_warning_as_of", "complete"), "label"
    ),
    **dict.fromkeys(
        ("dose", "kidney", "liver", "blood_counts", "before_start"), "dose-and-monitoring"
    ),
    "strength": "guideline",
}
# Headings that follow the words, in a text of a notice.
_HEADINGS_IN_WORDS = re.compile(r"boxed warning\b[^.;]*:\s*\w", re.IGNORECASE)


@check(
    "E391",
    "approval-has-source",
    "An approval names no page that gives its date",
    why="A decision of a regulator without its source cannot be looked up.",
    reads=("approval_source",),
)
def approval_has_source(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each decision about a drug that has no page for its date."""
    for number, drug in enumerate(evidence.drugs.values()):
        for position, approval in enumerate(drug.approvals):
            if approval.day_page is None:
                yield rule.broken(
                    evidence.places.find(_DRUGS, f"[{number}].approvals[{position}]"),
                    seen="has neither approval_source nor url",
                    expected="the page that gives the decision and its date",
                    remedy="Name the page under approval_source; the page of the use, where it is"
                    " another one, stands under indication_source.",
                )


@check(
    "E392",
    "boxed-warning-whole",
    "A boxed warning is not said to be whole",
    why="Half a boxed warning passes for the whole of it.",
    reads=("boxed_warning", "complete", "fact"),
)
def boxed_warning_whole(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for headings of which nobody says that they are all, or that stand in words.

    Only the field tells pages to print a warning whole or not at all.
    """
    for number, notice in enumerate(evidence.safety_notices):
        if notice.boxed_warning and notice.complete is None:
            yield rule.broken(
                evidence.places.find(_NOTICES, f"[{number}].boxed_warning"),
                seen="has headings, and complete is not given",
                expected="complete: true where these are all headings, else complete: false",
                remedy="Read the warning to its end, or write complete: false.",
            )
        if notice.kind == "label" and _HEADINGS_IN_WORDS.search(notice.fact):
            yield rule.broken(
                evidence.places.find(_NOTICES, f"[{number}].fact"),
                seen="lists headings of a boxed warning",
                expected="the headings under boxed_warning, with complete: true or false",
                remedy="Move them there; a warning that was not read to its end is then not shown.",
            )


@check(
    "E393",
    "notice-fits-kind",
    "A safety notice has a field of another kind of notice",
    why="A field that no page shows for this kind of notice is lost to readers.",
    reads=tuple(_KIND_OF_FIELD),
)
def notice_fits_kind(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each field of a notice that belongs to another kind."""
    for number, notice in enumerate(evidence.safety_notices):
        for field in _of_another_kind(notice):
            yield rule.broken(
                evidence.places.find(_NOTICES, f"[{number}].{field}"),
                seen=f"is a field of {_KIND_OF_FIELD[field]}, and the kind is {notice.kind}",
                expected=f"a field that fits {notice.kind}",
                remedy="Make a notice of that kind of it, or put the text under fact.",
            )


def _of_another_kind(notice: SafetyNotice) -> Iterator[str]:
    for field, kind in _KIND_OF_FIELD.items():
        # False is an answer of `complete`, and not a field that was left out.
        if getattr(notice, field) not in (None, ()) and notice.kind != kind:
            yield field
