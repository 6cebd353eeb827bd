"""What people on placebo did: each figure with its way home, the lowest and highest of each domain."""

from collections.abc import Iterator

from generator.html.element import link, missing, reported, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import figure, summary
from generator.model.result import ChangeResult, ContinuousResult, ProportionResult
from generator.synthesis.background import Background, Band, OnPlacebo, bands
from generator.wording.result_names import outcome_name, unit_of


def placebo_bands(page: OpenPage, context: Background) -> Iterator[tuple[str, Safe]]:
    """Yield each domain of outcome with the lowest and highest share on placebo in it."""
    for band in bands(page.evidence, context):
        yield band.domain, together(_ends(page, band), " to ")


def _ends(page: OpenPage, band: Band) -> list[Safe]:
    ends = [band.low] if band.low is band.high else [band.low, band.high]
    return [
        together(
            (
                placebo_figure(page, item),
                tag(
                    "small",
                    "(",
                    outcome_name(page.evidence, item.result),
                    ", ",
                    page.picture_name(item.study),
                    of_how_many(", ", item),
                    ")",
                ),
            ),
            " ",
        )
        for item in ends
    ]


def placebo_figure(page: OpenPage, item: OnPlacebo) -> Safe:
    """Return the figure of a group on placebo as a link to its permanent address."""
    result, unit = item.result, unit_of(page.evidence, item.result)
    if isinstance(result, ProportionResult) and result.events is None:
        shown = reported(f"{result.percent} %")
    else:
        shown = (
            summary(result.follow_up, unit)
            if isinstance(result, ContinuousResult)
            else figure(result, unit)
        )
    return link(page.study_address(item.study, result.id), shown)


def _of_how_many(item: OnPlacebo) -> Safe | None:
    """Return of how many people a figure is, or that this is not known, where the figure itself does not say so."""
    result = item.result
    if isinstance(result, ChangeResult) or getattr(result, "events", None) is not None:
        return None
    if result.total is not None:
        return together(("of ", reported(str(result.total))))
    given = f"; {item.group} were given placebo" if item.group else ""
    return missing(f"of how many is not reported{given}")


def of_how_many(separator: str, item: OnPlacebo) -> Safe | None:
    """Return of how many people a figure is, after a separator, where the figure itself does not say so."""
    words = _of_how_many(item)
    return together((separator, words)) if words else None
