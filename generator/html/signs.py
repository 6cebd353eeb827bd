"""The signs of an appraisal: of one answer, and of a study in a line; words carry the meaning."""

from generator.html.element import link, missing, small, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.study import Study
from generator.model.vocabulary import Level
from generator.synthesis.appraisal import Unappraised, appraisal_for, appraisals_of


def light(symbol: str, level: Level, meaning: str = "") -> Safe:
    """Return a sign that is read out as its meaning; not read out if that stands beside it."""
    colour = {"class_": "ev-light", "data_ev_level": str(level)}
    # A bare symbol would be spelled out to those who listen, and say nothing.
    if not meaning:
        return tag("span", symbol, **colour, aria_hidden="true")
    return tag("span", symbol, **colour, role="img", aria_label=meaning, title=meaning)


def appraisal_line(page: OpenPage, study: Study, result_id: str = "") -> Safe:
    """Return the appraisal of a study or of one result: its overall and the sign of each item."""
    appraised = appraisal_for(page.evidence, study, result_id)
    if isinstance(appraised, Unappraised):
        # The study may be appraised for other results than this one.
        only = "this result: " if result_id and appraisals_of(page.evidence, study) else ""
        return small(missing(f"{only}{appraised.words}"))
    signs = together(
        light(mark.symbol, mark.level, f"{mark.question} {mark.answer}") for mark in appraised.marks
    )
    words = link(page.study_address(study, "_bias"), appraised.words)
    return tag("small", words, tag("span", signs, class_="ev-light-row"), class_="ev-trust")
