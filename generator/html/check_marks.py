"""What the checks said of the figures of one study, beside the figures and in a sentence."""

from typing import NamedTuple

from generator.audit.verdict import Checked, Ruling
from generator.html.element import badge, link, spaced
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.provenance import Rank
from generator.model.study import Study
from generator.wording.record_sentences import ChecksOfStudy, checks_sentence

# What a page lists one by one; the checks that agree, or test nothing, are counted and folded.
_LISTED = frozenset({Ruling.CANNOT_BE, Ruling.TO_READ, Ruling.AGREES_IF})
_GRAVEST_FIRST = (
    Ruling.CANNOT_BE,
    Ruling.TO_READ,
    Ruling.AGREES_IF,
    Ruling.AGREES,
    Ruling.NOT_TESTABLE,
)
# Their agreement is worth no line: where and when a figure was read stands beside each number.
_SAID_ELSEWHERE = frozenset({"W451", "W453", "W461", "W497"})


class Agreements(NamedTuple):
    """How many checks agreed, or could not test anything, and what each of them said."""

    ruling: str
    number: int
    lines: list[str]


def check_mark(page: OpenPage, study: Study, number: str) -> Safe | None:
    """Return a link to the first check that found something about a number; None if none did.

    Only a number that may be wrong is said to be. One that it was held against, which stands in a
    better source or is the final figure, leads to the check and no more.
    """
    against = None
    for place, check in enumerate(listed_checks(page, study)):
        if not check.is_finding:
            continue
        # The place in the list is the address: both come from one order.
        address = page.study_address(study, f"_check-{place}")
        if number in check.verdict.numbers:
            return _mark(address, check)
        if number in check.verdict.against and against is None:
            against = _link(address, "another source differs", "quiet")
    return against


def _mark(address: str, check: Checked) -> Safe:
    if check.accepted:
        return _link(address, "check: accepted", "quiet")
    return _link(address, f"check: {check.verdict.ruling}", "caution")


def _link(address: str, text: str, tone: str) -> Safe:
    return link(address, text, class_="ev-badge", data_ev_tone=tone)


def study_line(page: OpenPage, study: Study) -> str:
    """Return how many values a study has, how many of primary sources, and what checks found."""
    ranks = [study.sources[row.source].rank for row in study.rows if row.source in study.sources]
    primary = sum(rank is Rank.PRIMARY for rank in ranks)
    checked = page.checks.of_study(study.id)
    accepted = sum(check.accepted is not None for check in checked)
    findings = [check for check in checked if check.is_finding and not check.accepted]
    cannot = sum(check.verdict.ruling is Ruling.CANNOT_BE for check in findings)
    checks = ChecksOfStudy(len(checked), cannot, len(findings) - cannot, accepted)
    return checks_sentence(len(ranks), primary, checks)


def study_agreements(page: OpenPage, study: Study) -> list[Agreements]:
    """Return the checks that agreed, then those that could test nothing, if there are any."""
    checked = page.checks.of_study(study.id)
    kinds = (_agreements(checked, ruling) for ruling in (Ruling.AGREES, Ruling.NOT_TESTABLE))
    return [agreements for agreements in kinds if agreements.number]


def ruling(check: Checked) -> Safe:
    """Return a verdict in words, with a mark of its weight."""
    cannot_be = check.verdict.ruling is Ruling.CANNOT_BE
    tone = "caution" if cannot_be and not check.accepted else "quiet"
    accepted = badge("accepted", "quiet") if check.accepted else None
    return spaced(badge(str(check.verdict.ruling), tone), accepted)


def listed_checks(page: OpenPage, study: Study) -> list[Checked]:
    """Return the checks that the page of a study lists one by one, in its order: findings first."""
    checked = page.checks.of_study(study.id)
    return sorted((check for check in checked if check.verdict.ruling in _LISTED), key=_weight)


def _weight(check: Checked) -> tuple[bool, int]:
    return (check.accepted is not None, _GRAVEST_FIRST.index(check.verdict.ruling))


def _agreements(checked: tuple[Checked, ...], kind: Ruling) -> Agreements:
    of_kind = [check for check in checked if check.verdict.ruling is kind]
    lines = [
        f"{check.looked_at}: {check.verdict.path} {check.verdict.words}"
        for check in of_kind
        if check.rule.code not in _SAID_ELSEWHERE
    ]
    return Agreements(str(kind), len(of_kind), lines)
