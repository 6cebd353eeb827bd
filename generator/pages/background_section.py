"""What stands beside responses without a control group, on every page that shows some."""

from generator.html.control_figures import control_line, expected_lines
from generator.html.element import badge, fold, listed, missing, paragraph, tag
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.synthesis.background import Background
from generator.tables.background import control_table, thresholds_table
from generator.wording.background import background_title, cannot_conclude, unknown_background

_NAME = "_background"
_NOT_A_COMPARISON = badge("not a comparison", "quiet")
# So many thresholds, and so many figures of control groups, are read at once; more are folded away.
_SHORT = 4


def context_section(
    page: OpenPage, background: Background | None, *, level: int = 2
) -> Safe | None:
    """Return the section of a page with uncontrolled responses; None where there are none."""
    if background is None:
        return None
    if not background.alone:
        return _important_change(page, background)
    return tag(
        "section",
        tag(f"h{level}", background_title(page.evidence, background), id=f"{_NAME}-title"),
        _not_a_comparison(background),
        control_table(page, background) if background.controls else None,
        expected_lines(page, background),
        _unknown(background),
        _important_change(page, background),
        _cannot(page, background),
        class_="ev-context",
        id=_NAME,
        aria_labelledby=f"{_NAME}-title",
        data_ev_context=True,
        data_search_exclude=True,
    )


def context_note(page: OpenPage, background: Background | None) -> Safe | None:
    """Return the same in a few lines, for pages that sum up studies."""
    if background is None or not background.alone:
        return None
    title = background_title(page.evidence, background)
    return tag(
        "section",
        paragraph(tag("strong", title)),
        _not_a_comparison(background),
        _figures(page, background),
        expected_lines(page, background),
        _unknown(background),
        _cannot(page, background),
        class_="ev-context ev-context-short",
        id=_NAME,
        aria_label=title,
        data_ev_context=True,
        data_search_exclude=page.path != "index.html",
    )


def _not_a_comparison(background: Background) -> Safe | None:
    if not background.controls:
        return None
    return paragraph(_NOT_A_COMPARISON, " Other people, in other studies.")


def _figures(page: OpenPage, background: Background) -> Safe | None:
    """Return a line for each figure of a control group; many of them folded away."""
    lines = [control_line(page, background, control) for control in background.controls]
    if not lines:
        return None
    if len(lines) <= _SHORT:
        return listed(lines)
    return fold(f"Each figure ({len(lines)})", listed(lines))


def _unknown(background: Background) -> Safe | None:
    words = unknown_background(background)
    return paragraph(missing(words)) if words else None


def _important_change(page: OpenPage, background: Background) -> Safe:
    """Return the thresholds of important change, or the words that there is none."""
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
