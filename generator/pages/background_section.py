"""What stands beside responses without a control group, on every page that shows some."""

from generator.html.element import badge, fold, missing, paragraph, tag
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.placebo_figures import placebo_bands
from generator.synthesis.background import Background
from generator.tables.background import placebo_table, thresholds_table
from generator.wording.background import cannot_conclude
from generator.wording.result_names import heading

_NAME = "_on-placebo"
_TITLE = "What people on placebo did"
_NOT_A_COMPARISON = badge("not a comparison", "quiet")
_OTHER_PEOPLE = " From trials in this record: other people, other criteria, other times."
# So many thresholds are read at once; more are folded away.
_SHORT = 4


def context_section(
    page: OpenPage, background: Background | None, *, level: int = 2
) -> Safe | None:
    """Return the section of a page with uncontrolled responses; None where there are none."""
    if background is None:
        return None
    figures = (*background.shares, *background.scores)
    about = _OTHER_PEOPLE
    # Figures of the same domain stand in for the same outcome; a reader has to know that they do.
    if not any(figure.same_measure for figure in figures):
        about += " No trial reports the very same outcome."
    return tag(
        "section",
        tag(f"h{level}", _TITLE, id=f"{_NAME}-title"),
        paragraph(_NOT_A_COMPARISON, about if figures else None),
        placebo_table(page, background) if figures else None,
        _silent(background),
        _important_change(page, background),
        _cannot(page, background),
        class_="ev-context",
        id=_NAME,
        aria_labelledby=f"{_NAME}-title",
        data_ev_context=True,
        data_search_exclude=True,
    )


def context_note(page: OpenPage, background: Background | None) -> Safe | None:
    """Return the same in a few lines, figures folded away, for pages that sum up studies."""
    if background is None:
        return None
    figures = (*background.shares, *background.scores)
    about = _OTHER_PEOPLE if figures else None
    return tag(
        "section",
        paragraph(tag("strong", _TITLE), " ", _NOT_A_COMPARISON, about),
        _bands(page, background),
        _silent(background),
        _folded_figures(page, background, len(figures)),
        _cannot(page, background),
        class_="ev-context ev-context-short",
        id=_NAME,
        aria_label=_TITLE,
        data_ev_context=True,
        data_search_exclude=page.path != "index.html",
    )


def _folded_figures(page: OpenPage, background: Background, number: int) -> Safe | None:
    if not number:
        return None
    # Beside many studies a mark would not say with whose outcome a figure is the same.
    table = placebo_table(page, background, mark_same=False)
    return fold(f"Each figure on placebo ({number})", table)


def _bands(page: OpenPage, background: Background) -> Safe | None:
    """Return the lowest and highest share on placebo of each domain, each a link to its number."""
    bands = placebo_bands(page, background)
    lines = [tag("li", heading(name), ": ", band) for name, band in bands]
    return tag("ul", *lines) if lines else None


def _silent(background: Background) -> Safe | None:
    if not background.silent:
        return None
    names = ", ".join(heading(name).lower() for name in background.silent)
    none = missing("No trial in this record reports what people on placebo did")
    return paragraph(none, f" on: {names}.")


def _important_change(page: OpenPage, background: Background) -> Safe:
    number = len(background.thresholds)
    if not number:
        # What is missing is said in words, never left out: silence would pass for an answer.
        none = missing("No threshold of important change with a source is in this record")
        return paragraph(none, " for these.")
    return fold(
        f"What change matters, and who says so ({number})",
        thresholds_table(page, background),
        id="_thresholds",
        open=number <= _SHORT,
    )


def _cannot(page: OpenPage, background: Background) -> Safe | None:
    # A page of controlled studies alone needs no such sentence.
    if not background.limits.uncontrolled:
        return None
    on_study_page = page.path.startswith("studies/")
    alone = "this study" if on_study_page else "the one study with a result here"
    sentence = cannot_conclude(background.limits, alone)
    return paragraph(tag("strong", "What cannot be concluded. "), sentence, data_ev_cannot=True)
