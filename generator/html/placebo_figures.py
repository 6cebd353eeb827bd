"""What people on placebo did: each figure with its way home, lowest and highest of each domain."""

from collections.abc import Iterator

from generator.html.element import link, missing, reported, small, spaced, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import figure, summary
from generator.html.result_line import figure_link
from generator.model.result import ChangeResult, ContinuousResult, ProportionResult, Result
from generator.model.study import Study
from generator.synthesis.arms_of_result import beside_result
from generator.synthesis.background import Background, OnPlacebo, bands
from generator.wording.result_names import outcome_name, unit_of


def placebo_bands(page: OpenPage, background: Background) -> Iterator[tuple[str, Safe]]:
    """Yield each domain of outcome with the lowest and highest share on placebo in it."""
    for band in bands(page.evidence, background):
        ends = [_end(page, band.low)]
        if band.high is not band.low:
            ends.append(_end(page, band.high))
        yield band.domain, together(ends, " to ")


def placebo_figure(page: OpenPage, placebo: OnPlacebo) -> Safe:
    """Return the figure of a group on placebo as a link to its permanent address."""
    return link(page.study_address(placebo.study, placebo.result.id), _figure(page, placebo))


def in_the_same_trial(page: OpenPage, placebo: OnPlacebo) -> Safe | None:
    """Return what the other groups of the trial did: a control group never stands alone."""
    study = placebo.study
    others = beside_result(page.evidence, study, placebo.result)
    figures = (_on(page, study, other) for other in others)
    return small("in the same trial ", together(figures, "; ")) if others else None


def _on(page: OpenPage, study: Study, result: Result) -> Safe:
    group = study.arm(result.arm).label if result.arm else ""
    return spaced(figure_link(page, study, result), f"on {group}")


def of_how_many(placebo: OnPlacebo) -> Safe | None:
    """Return of how many people a figure is; None where the figure itself says so."""
    result = placebo.result
    if isinstance(result, ChangeResult) or getattr(result, "events", None) is not None:
        return None
    if result.total is not None:
        return together(("of ", reported(str(result.total))))
    given = f"; {placebo.group} were given placebo" if placebo.group else ""
    return missing(f"of how many is not reported{given}")


def _end(page: OpenPage, placebo: OnPlacebo) -> Safe:
    outcome = outcome_name(page.evidence, placebo.result)
    about = (outcome, page.picture_name(placebo.study), of_how_many(placebo))
    figure_and_name = (placebo_figure(page, placebo), small("(", together(about, ", "), ")"))
    return spaced(*figure_and_name, in_the_same_trial(page, placebo))


def _figure(page: OpenPage, placebo: OnPlacebo) -> Safe:
    result, unit = placebo.result, unit_of(page.evidence, placebo.result)
    # A share without a count says below of how many it is, as far as that is known.
    if isinstance(result, ProportionResult) and result.events is None:
        return reported(f"{result.percent} %")
    if isinstance(result, ContinuousResult):
        return summary(result.follow_up, unit)
    return figure(result, unit)
