"""Notices of retraction, concern and erratum: what was seen, and where and when somebody looked."""

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.html.element import (
    badge,
    link,
    missing,
    paragraph,
    remark,
    spaced,
    tag,
    together,
)
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.date import day_words
from generator.model.reference import NOTICE_DAYS, NOTICES, CitationNotice, NoticeKind
from generator.model.study import Study
from generator.synthesis.currency import latest_look

NAMES: dict[NoticeKind, str] = {
    "retraction": "retraction",
    "concern": "expression of concern",
    "erratum": "erratum",
}
_ADDRESS = re.compile(r"https?://\S+", re.ASCII)
# Readers filter the bibliography by these words.
UNCHECKED = "not yet checked"
NONE_SEEN = "none seen"
_DOUBT = " Its figures still count here; every estimate that rests on them says so."
_CORRECTED = " A report of this study was corrected after it appeared."
_LATE = tag(
    "strong",
    f" More than {NOTICE_DAYS} days before the day of the record: to be looked at again.",
    class_="ev-overdue",
)


def look_line(page: OpenPage, citation: str) -> Safe:
    """Return what was seen of the notices of a report, where and when; or that nobody looked.

    The reader's own clock says how old the look is on the day of reading; how old it was when the
    record has its day stands in words.
    """
    look = latest_look(page.evidence, citation)
    if look is None:
        return missing(f"Retraction, expression of concern, erratum: {UNCHECKED}.")
    return spaced(_said(look), " ", _looked(page, look), remark(look.note))


def notice_states(page: OpenPage, citation: str) -> tuple[str, ...]:
    """Return what readers filter a report by: the notices seen, none seen, or not yet checked."""
    seen = page.site.notices.get(citation, ())
    if seen:
        return tuple(NAMES[kind] for kind in seen)
    look = latest_look(page.evidence, citation)
    if look and len(look.kinds_looked_for) == len(NOTICES):
        return (NONE_SEEN,)
    return (UNCHECKED,)


def concern_banner(page: OpenPage, study: Study) -> Safe | None:
    """Return that a report of the study was doubted in public, or corrected; None where neither."""
    looks = [
        look
        for look in page.evidence.notices_of(study)
        if not {"concern", "erratum"}.isdisjoint(look.kinds_seen)
    ]
    if not looks:
        return None
    lines = (_banner_line(page, study, look) for look in looks)
    if any("concern" in look.kinds_seen for look in looks):
        return _banner("Expression of concern", _DOUBT, "caution", *lines)
    return _banner("Erratum", _CORRECTED, "info", *lines)


def doubts(page: OpenPage, studies: Iterable[Study]) -> Safe | None:
    """Return which studies behind a figure were doubted in public; None where none were."""
    unique = {study.id: study for study in studies}
    names = [study.label for study in unique.values() if "concern" in page.notices_seen(study)]
    if not names:
        return None
    return badge(f"rests on {', '.join(names)}: expression of concern", "caution")


def report_line(page: OpenPage, study: Study, citation: str) -> Safe:
    """Return the notices of one report of a study, by its title where the study has several."""
    return paragraph(_title(page, study, citation), look_line(page, citation))


def retraction_state(page: OpenPage, study: Study) -> str:
    """Return whether a study was retracted, in a few words that stand in its head.

    A report counts as checked for retraction on the day of the last look for one. Of several
    reports, the oldest look is named, and how many await one.
    """
    if study.id in page.site.retracted:
        return "retracted"
    looks = [latest_look(page.evidence, key) for key in study.reports]
    days = [look.day for look in looks if look and look.day and _for_retraction(look)]
    if not days:
        return "not yet checked for retraction"
    seen = f"no retraction seen ({day_words(min(days))})"
    if len(days) == len(looks):
        return seen
    return f"{len(days)} of {len(looks)} reports checked: {seen}"


def _for_retraction(look: CitationNotice) -> bool:
    return "retraction" in look.kinds_looked_for


def where_looked(look: CitationNotice) -> Safe:
    """Return where somebody looked: addresses as links, names of services as text.

    A file parts the places by semicolons.
    """
    places = (place.strip() for place in look.looked_at.split(";"))
    return together((_place(place) for place in places if place), "; ")


def _place(place: str) -> Safe | str:
    return link(place, place) if _ADDRESS.fullmatch(place) else place


def _banner(label: str, sentence: str, tone: str, *lines: Safe) -> Safe:
    return tag(
        "aside",
        paragraph(tag("strong", f"{label}."), sentence),
        *lines,
        class_="ev-note",
        role="note",
        data_ev_tone=tone,
        aria_label=label,
        data_ev_notice=True,
    )


def _banner_line(page: OpenPage, study: Study, look: CitationNotice) -> Safe:
    return paragraph(_title(page, study, look.citation), _said(look), " ", _looked(page, look))


def _title(page: OpenPage, study: Study, key: str) -> Safe | None:
    citation = page.evidence.citations.get(key)
    if citation is None or len(study.reports) == 1:
        return None
    return together((page.citation(citation, citation.title or citation.key), ": "))


def _said(look: CitationNotice) -> Safe:
    """Return what was seen, as the record puts it, what was looked for in vain, what was not."""
    return together(_outcomes(look), " ")


def _outcomes(look: CitationNotice) -> Iterator[str]:
    for kind in look.kinds_seen:
        seen = look.statements[kind]
        yield f"{NAMES[kind].capitalize()} {seen[:1].lower()}{seen[1:]}."
    unseen = [NAMES[kind] for kind in look.kinds_looked_for if kind not in look.kinds_seen]
    if unseen:
        yield f"{_listed(unseen)}: {NONE_SEEN}."
    unchecked = [NAMES[kind] for kind in NOTICES if kind not in look.kinds_looked_for]
    if unchecked:
        yield f"{_listed(unchecked)}: {UNCHECKED}."


def _looked(page: OpenPage, look: CitationNotice) -> Safe:
    """Return where and when somebody looked, and whether that was long ago."""
    where = where_looked(look)
    if look.day is None or look.fresh_until is None:
        return together(("Looked in ", where, f", on no day that can be read ({look.date})."))
    # A script marks the look once the reader's clock has passed the day it stays fresh until.
    late: Safe | None = None
    until: str | None = look.fresh_until.isoformat()
    if look.is_stale_on(page.evidence.date):
        late, until = _LATE, None
    day = tag("span", day_words(look.day), data_ev_fresh=until)
    return together(("Looked on ", day, " in ", where, ".", late))


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    listed = f"{', '.join(others)} and {last}" if others else last
    return f"{listed[:1].upper()}{listed[1:]}"
