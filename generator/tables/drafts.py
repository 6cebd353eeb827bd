"""Studies that were included and are still to be extracted: shown as such, and counted nowhere."""

from collections.abc import Iterable

from generator.html.counts import computed_count
from generator.html.element import remark, spaced, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.study import Study
from generator.tables.table import Column, Row, Table, render_if_filled

_COLUMNS = (Column("Study"), Column("Report"), Column("Kind of evidence"), Column("Included on"))


def drafts_table(page: OpenPage, studies: Iterable[Study], name: str) -> Safe | None:
    """Return the studies still to be extracted, in the order of the record; None if none."""
    rows = [_row(page, study) for study in studies]
    return render_if_filled(
        Table(
            name=name,
            caption="Included, still to be extracted",
            shows=computed_count(len(rows), "study", "studies"),
            key="In the order of the record. No number of these has been read: they count nowhere.",
            columns=_COLUMNS,
            rows=rows,
            how=page.how("finding"),
        )
    )


def _row(page: OpenPage, study: Study) -> Row:
    # Until a study is extracted, its first date is that of its inclusion.
    included_on = study.extraction.first.words()
    return Row((page.study(study), _reports(page, study), study.evidence, included_on))


def _reports(page: OpenPage, study: Study) -> Safe:
    """Return the titles of the reports of a study, and its registrations."""
    reports = filter(None, map(page.evidence.citations.get, study.reports))
    titles = (page.citation(report, report.title or report.key) for report in reports)
    return spaced(together(titles, "; "), remark(", ".join(study.registrations)))
