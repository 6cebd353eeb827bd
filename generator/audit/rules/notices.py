"""Notices of retraction, concern and erratum are worded so that none is missed."""

from collections.abc import Iterator

from generator.audit.check import Check
from generator.model.evidence import Evidence
from generator.model.finding import Finding
from generator.model.reference import DEFAULT_NOTICE, NOTICES, was_seen
from generator.model.rule import Rule

_NOTICES = "bibliography/notices.yml"


def notice_wording(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each notice of which nobody can say whether it was seen."""
    for number, notice in enumerate(evidence.citation_notices):
        for kind in NOTICES:
            words = getattr(notice, kind)
            if was_seen(words) is None:
                yield rule.broken(
                    evidence.places.find(_NOTICES, f"[{number}].{kind}"),
                    seen=f"is {words!r}",
                    expected="words that begin with seen, none seen or not yet checked",
                    remedy="Begin with one of these; what was seen follows after a colon.",
                )


def notice_of_unknown_report(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each notice about a report that the bibliography does not hold."""
    for number, notice in enumerate(evidence.citation_notices):
        if notice.citation not in {DEFAULT_NOTICE, *evidence.citations}:
            yield rule.broken(
                evidence.places.find(_NOTICES, f"[{number}].citation"),
                seen=f"is {notice.citation!r}",
                expected="the key of an entry in bibliography/references.bib",
                remedy="Mend the spelling, or add the report to the bibliography.",
            )


CHECKS = (
    Check(
        Rule("E341", "notice-wording", "A notice does not say whether it was seen"),
        "A retraction that is worded freely would be passed over, and the study counted as before.",
        notice_wording,
    ),
    Check(
        Rule("E342", "notice-of-unknown-report", "A notice is about a report that is not in the bibliography"),
        "A retraction under a misspelt name would leave the study standing.",
        notice_of_unknown_report,
    ),
)
