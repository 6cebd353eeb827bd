"""How far a study can be trusted, in a line."""

from generator.html.element import link, missing, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.signs import light
from generator.model.study import Study
from generator.synthesis.appraisal import Unappraised, appraisal_for, appraisals_of


def appraisal_line(page: OpenPage, study: Study, result_id: str = "") -> Safe:
    """Return the appraisal that applies to a study or to one result: its overall and the sign of each item."""
    found = appraisal_for(page.evidence, study, result_id)
    if isinstance(found, Unappraised):
        only = "this result: " if result_id and appraisals_of(page.evidence, study) else ""
        return tag("small", missing(f"{only}{found.words}"))
    signs = together(
        light(item.symbol, item.level, f"{item.question} {item.answer}") for item in found.marks
    )
    words = link(page.study_address(study, "_bias"), found.words)
    return tag("small", words, tag("span", signs, class_="ev-light-row"), class_="ev-trust")
