"""Notices of retraction, concern and erratum are worded so that none is missed."""

from collections.abc import Iterator
from itertools import combinations

from generator.audit.check import check, value_check
from generator.audit.rules.dates import latest_day
from generator.audit.verdict import Ruling, Verdict
from generator.model.evidence import Evidence
from generator.model.finding import Finding
from generator.model.reference import DEFAULT_NOTICE, NOTICES, CitationNotice, NoticeKind, was_seen
from generator.model.rule import Rule

_NOTICES = "bibliography/notices.yml"


@check(
    "E341",
    "notice-wording",
    "A notice does not say whether it was seen",
    why="A retraction that is worded freely would be passed over, and the study counted as before.",
    reads=("retraction", "concern", "erratum"),
)
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


@check(
    "E342",
    "notice-of-unknown-report",
    "A notice is about a report that is not in the bibliography",
    why="A retraction under a misspelt name would leave the study standing.",
    reads=("citation",),
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


@value_check(
    "W341",
    "notice-has-day",
    "A look for notices has no day that can be",
    checked="Day of a look for notices",
    why="How long ago somebody looked for a retraction is told to readers.",
    method="Counting: days in order",
    reads=("date", "retraction", "concern", "erratum"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
def notice_has_day(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each look for notices has a day, and none in the far future."""
    for number, notice in enumerate(evidence.citation_notices):
        if not notice.kinds_looked_for:
            continue
        fits = notice.day is not None and notice.day <= latest_day(evidence)
        yield Verdict(
            ruling=Ruling.CANNOT_BE.unless(fits),
            path=f"[{number}].date",
            words=f"is {notice.date}",
            file=_NOTICES,
            expected="the day of the look, as in 2026-11-22, at most a year after the day of the"
            " record",
            remedy="Write the day on which somebody looked; without it nobody knows how old the"
            " look is.",
        )


@value_check(
    "W342",
    "notices-agree",
    "Two entries contradict each other on one report",
    checked="Entries on one report against each other",
    why="A retraction that was seen and not seen leaves readers without an answer.",
    method="Counting: entries of one report",
    reads=("citation", "retraction", "concern", "erratum", "date"),
    answers=(Ruling.CANNOT_BE,),
)
def notices_agree(evidence: Evidence) -> Iterator[Verdict]:
    """Yield each kind of notice of a report on which two of its entries contradict each other."""
    for (_, first), (place, second) in combinations(enumerate(evidence.citation_notices), 2):
        if first.citation != second.citation:
            continue
        for kind in NOTICES:
            if _contradict(first, second, kind):
                yield Verdict(
                    ruling=Ruling.CANNOT_BE,
                    path=f"[{place}].{kind}",
                    words=f"is {second.statements[kind]!r} for {second.citation}, of which another "
                    f"entry says {first.statements[kind]!r}",
                    file=_NOTICES,
                    expected="one answer for one report",
                    remedy="Keep the entry that is right; a notice that was seen counts until its"
                    " entry is taken out.",
                )


def _contradict(first: CitationNotice, second: CitationNotice, kind: NoticeKind) -> bool:
    """Tell whether one look saw a notice that the other, not made before it, did not see."""
    if kind not in first.kinds_looked_for or kind not in second.kinds_looked_for:
        return False
    if first.has_seen(kind) == second.has_seen(kind):
        return False
    saw, missed = (first, second) if first.has_seen(kind) else (second, first)
    return saw.day is None or missed.day is None or missed.day >= saw.day
