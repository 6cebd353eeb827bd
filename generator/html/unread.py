"""Reports that readers will look for and whose figures are not available to us."""

from collections.abc import Iterable, Iterator

from generator.html.element import listed, small, spaced
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.study import Study
from generator.model.unread import UnreadReport


def unread_reports(
    page: OpenPage, reports: Iterable[UnreadReport], studies: Iterable[Study]
) -> Safe | None:
    """Return the reports that could not be read, then the studies of which no figure was read.

    None where there are neither.
    """
    lines = [*_reports(page, reports), *_without_figures(page, studies)]
    return listed(lines) if lines else None


def _reports(page: OpenPage, reports: Iterable[UnreadReport]) -> Iterator[Safe]:
    for report in reports:
        study = page.evidence.every_study.get(report.study or "")
        of_study = small("what else is known of it: ", page.study(study)) if study else None
        yield spaced(f"{report.label}: {report.subject}", of_study)


def _without_figures(page: OpenPage, studies: Iterable[Study]) -> Iterator[Safe]:
    for study in studies:
        if not study.numbers:
            yield spaced(page.study(study), small("no figure of its results was read"))
