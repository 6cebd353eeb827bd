"""Notices of retraction, concern and erratum: what was seen, where and when somebody looked, and how old that is."""

import re
from collections.abc import Iterable

from generator.html.element import badge, link, missing, paragraph, tag, together
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
UNCHECKED = "not yet checked"
NONE_SEEN = "none seen"


def look_line(page: OpenPage, citation: str) -> Safe:
    """Return what is known of the notices of a report: what was seen, where and when, or that nobody looked.

    How old the look is on the day of reading is told by the reader's own clock; how old it was when
    the record was last searched stands in words.
    """
    look = latest_look(page.evidence, citation)
    if look is None:
        return missing(f"Retraction, expression of concern, erratum: {UNCHECKED}.")
    return together(
        (_said(look), " ", _looked(page, look), tag("small", look.note) if look.note else None),
        " ",
    )


def notice_states(page: OpenPage, citation: str) -> tuple[str, ...]:
    """Return by which words a report is found in the bibliography: the notices seen, none seen, or not yet checked."""
    seen = page.site.notices.get(citation, ())
    if seen:
        return tuple(NAMES[kind] for kind in seen)
    look = latest_look(page.evidence, citation)
    return (NONE_SEEN,) if look and len(look.kinds_looked_for) == len(NOTICES) else (UNCHECKED,)


def concern_banner(page: OpenPage, study: Study) -> Safe | None:
    """Return that somebody doubts a report of the study in public, or corrected it; None where neither was seen."""
    found = [
        item
        for item in page.evidence.notices_of(study)
        if item.has_seen("concern") or item.has_seen("erratum")
    ]
    if not found:
        return None
    doubted = any(item.has_seen("concern") for item in found)
    doubt = " Its figures still count here; every estimate that rests on them says so."
    corrected = " A report of this study was corrected after it appeared."
    label = "Expression of concern" if doubted else "Erratum"
    head = (tag("strong", f"{label}."), doubt if doubted else corrected)
    lines = [
        paragraph(_title(page, study, item.citation), _said(item), " ", _looked(page, item))
        for item in found
    ]
    note = {"class_": "ev-note", "role": "note", "data_ev_tone": "caution" if doubted else "info"}
    return tag("aside", paragraph(*head), *lines, **note, aria_label=label, data_ev_notice=True)


def doubts(page: OpenPage, studies: Iterable[Study]) -> Safe | None:
    """Return which of the studies a figure rests on somebody doubts in public; None where nobody does."""
    unique = {study.id: study for study in studies}
    names = [study.label for study in unique.values() if "concern" in page.notices_seen(study)]
    return (
        badge(f"rests on {', '.join(names)}: expression of concern", "caution") if names else None
    )


def report_line(page: OpenPage, study: Study, citation: str) -> Safe:
    """Return the notices of one report of a study, by its title where the study has several."""
    return paragraph(_title(page, study, citation), look_line(page, citation))


def where_looked(look: CitationNotice) -> Safe:
    """Return where somebody looked: addresses as links, names of services as text, parted by semicolons in the file."""
    places = (place.strip() for place in look.looked_at.split(";"))
    return together(
        (link(place, place) if _ADDRESS.fullmatch(place) else place for place in places if place),
        "; ",
    )


def _title(page: OpenPage, study: Study, citation: str) -> Safe | None:
    found = page.evidence.citations.get(citation)
    return (
        together((page.citation(found, found.title or found.key), ": "))
        if found and len(study.reports) > 1
        else None
    )


def _said(look: CitationNotice) -> Safe:
    """Return what was seen in the words of the record, what was looked for in vain, and what nobody looked for."""
    unseen = [NAMES[kind] for kind in look.kinds_looked_for if not look.has_seen(kind)]
    unchecked = [NAMES[kind] for kind in NOTICES if kind not in look.kinds_looked_for]
    parts = [
        f"{NAMES[kind].capitalize()} {_lower_first(look.words(kind))}." for kind in look.kinds_seen
    ]
    parts += [
        f"{_listed(unseen)}: {NONE_SEEN}." if unseen else "",
        f"{_listed(unchecked)}: {UNCHECKED}." if unchecked else "",
    ]
    return together((part for part in parts if part), " ")


def _looked(page: OpenPage, look: CitationNotice) -> Safe:
    """Return where and when somebody looked, and whether that was long ago."""
    where = where_looked(look)
    if look.day is None or look.fresh_until is None:
        return together(("Looked in ", where, f", on no day that can be read ({look.date})."))
    old = look.is_stale_on(page.evidence.date)
    late = tag("strong", f" More than {NOTICE_DAYS} days before the last search: to be looked at again.",
               class_="ev-overdue") if old else None  # fmt: skip
    until = None if old else look.fresh_until.isoformat()
    return together(
        (
            "Looked on ",
            tag("span", day_words(look.day), data_ev_fresh=until),
            " in ",
            where,
            ".",
            late,
        )
    )


def _lower_first(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


def _listed(names: list[str]) -> str:
    words = (
        names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
    )
    return f"{words[:1].upper()}{words[1:]}"
