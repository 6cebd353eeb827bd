"""What the checks said of the figures of one study, beside the figures and in a sentence."""

from generator.audit.verdict import Checked, Ruling
from generator.html.element import badge, link, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.provenance import Rank
from generator.model.study import Study

_LISTED = frozenset({Ruling.CANNOT_BE, Ruling.TO_READ, Ruling.AGREES_IF})


def check_mark(page: OpenPage, study: Study, number: str) -> Safe | None:
    """Return a word on a number that a check found something about, leading to the check; None where there is none."""
    found = [
        (place, item)
        for place, item in enumerate(listed_checks(page, study))
        if item.is_finding and number in item.verdict.numbers
    ]
    if not found:
        return None
    place, item = found[0]
    words = "check: accepted" if item.accepted else f"check: {item.verdict.ruling}"
    address = page.study_address(study, f"_check-{place}")
    return link(
        address, words, class_="ev-badge", data_ev_tone="quiet" if item.accepted else "caution"
    )


def study_line(page: OpenPage, study: Study) -> str:
    """Return how many values a study has, how many come from primary sources, and how many checks looked at them."""
    ranks = [study.sources[row.source].rank for row in study.rows if row.source in study.sources]
    primary = sum(rank is Rank.PRIMARY for rank in ranks)
    checked = page.checks.of_study(study.id)
    accepted = sum(item.accepted is not None for item in checked)
    found = [item for item in checked if item.is_finding and not item.accepted]
    cannot = sum(item.verdict.ruling is Ruling.CANNOT_BE for item in found)
    return (
        f"{len(ranks)} rows of values, {primary} of them from primary sources; {len(checked)} checks ran, "
        f"{cannot} found figures that cannot both be right, {len(found) - cannot} put something to the curator"
        f"{f'; {accepted} more were accepted with a reason' if accepted else ''}."
    )


def study_agreements(page: OpenPage, study: Study) -> list[tuple[str, int, list[str]]]:
    """Return, for agreement and for what is not testable, how many checks there were and what each said."""
    checked = page.checks.of_study(study.id)
    return [
        (
            str(kind),
            len(own),
            [
                f"{item.rule.title}: {item.verdict.path} {item.verdict.words}"
                for item in own
                if _is_telling(item)
            ],
        )
        for kind in (Ruling.AGREES, Ruling.NOT_TESTABLE)
        if (own := [item for item in checked if item.verdict.ruling is kind])
    ]


def ruling(item: Checked) -> Safe:
    """Return a verdict in words, with a mark of its weight."""
    tone = "caution" if item.verdict.ruling is Ruling.CANNOT_BE and not item.accepted else "quiet"
    shown = badge(str(item.verdict.ruling), tone)
    return together((shown, badge("accepted", "quiet") if item.accepted else None), " ")


def listed_checks(page: OpenPage, study: Study) -> list[Checked]:
    """Return what the page of a study lists one by one, in its order: findings first, then conditions."""
    listed = [item for item in page.checks.of_study(study.id) if item.verdict.ruling in _LISTED]
    return sorted(listed, key=_weight)


def _weight(item: Checked) -> tuple[bool, int]:
    order = (Ruling.CANNOT_BE, Ruling.TO_READ, Ruling.AGREES_IF, Ruling.AGREES, Ruling.NOT_TESTABLE)
    return (item.accepted is not None, order.index(item.verdict.ruling))


def _is_telling(item: Checked) -> bool:
    """Tell whether a verdict is worth a line of its own: where a page was read is told beside each number."""
    return item.rule.code not in {"W451", "W453", "W461", "W497"}
