"""What stands beside responses without a control group, on every page that shows some."""

from generator.html.element import badge, missing, paragraph, tag
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.placebo_figures import placebo_bands
from generator.synthesis.background import Background
from generator.tables.background import placebo_table, thresholds_table
from generator.wording.background import cannot_conclude
from generator.wording.result_names import heading

_NAME = "_on-placebo"


_TITLE = "What people on placebo did"


_NOT_A_COMPARISON = "not a comparison"


_OTHER_PEOPLE = "From trials in this record: other people, other criteria, other times."


# So many thresholds are read at once; more are folded away.
_SHORT = 4


def context_section(page: OpenPage, context: Background | None, *, level: int = 2) -> Safe | None:
    """Return the section that every page with uncontrolled responses carries once; None where none are shown."""
    if context is None:
        return None
    figures = (*context.shares, *context.scores)
    other = (
        ""
        if any(item.same_measure for item in figures)
        else " No trial reports the very same outcome."
    )
    return tag(
        "section",
        tag(f"h{level}", _TITLE, id=f"{_NAME}-title"),
        paragraph(
            badge(_NOT_A_COMPARISON, "quiet"), f" {_OTHER_PEOPLE}{other}" if figures else None
        ),
        placebo_table(page, context) if figures else None,
        _silent(context),
        _important_change(page, context),
        _cannot(page, context),
        class_="ev-context",
        id=_NAME,
        aria_labelledby=f"{_NAME}-title",
        data_ev_context=True,
        data_search_exclude=True,
    )


def context_note(page: OpenPage, context: Background | None) -> Safe | None:
    """Return the same in a few lines, each figure folded away, for pages that sum up or list studies."""
    if context is None:
        return None
    number = len(context.shares) + len(context.scores)
    fold = tag(
        "details",
        tag("summary", f"Each figure on placebo ({number})"),
        placebo_table(page, context, mark_same=False),
        class_="ev-fold",
    )
    return tag(
        "section",
        paragraph(
            tag("strong", _TITLE),
            " ",
            badge(_NOT_A_COMPARISON, "quiet"),
            f" {_OTHER_PEOPLE}" if number else "",
        ),
        _band_words(page, context),
        _silent(context),
        fold if number else None,
        _cannot(page, context),
        class_="ev-context ev-context-short",
        id=_NAME,
        aria_label=_TITLE,
        data_ev_context=True,
        data_search_exclude=page.path != "index.html",
    )


def _band_words(page: OpenPage, context: Background) -> Safe | None:
    """Return the lowest and highest share on placebo of each domain, each a link to its number."""
    lines = [tag("li", heading(name), ": ", words) for name, words in placebo_bands(page, context)]
    return tag("ul", *lines) if lines else None


def _silent(context: Background) -> Safe | None:
    if not context.silent:
        return None
    names = ", ".join(heading(name).lower() for name in context.silent)
    return paragraph(
        missing("No trial in this record reports what people on placebo did"), f" on: {names}."
    )


def _important_change(page: OpenPage, context: Background) -> Safe | None:
    if not context.thresholds:
        return paragraph(
            missing("No threshold of important change with a source is in this record"),
            " for these.",
        )
    number = len(context.thresholds)
    return tag(
        "details",
        tag("summary", f"What change matters, and who says so ({number})"),
        thresholds_table(page, context),
        class_="ev-fold",
        id="_thresholds",
        open=number <= _SHORT,
    )


def _cannot(page: OpenPage, context: Background) -> Safe | None:
    if not context.limits.uncontrolled:
        return None
    one = "this study" if page.path.startswith("studies/") else "the one study with a result here"
    sentence = cannot_conclude(context.limits, one)
    return paragraph(tag("strong", "What cannot be concluded. "), sentence, data_ev_cannot=True)
