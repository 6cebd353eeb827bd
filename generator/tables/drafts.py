"""Studies that were included and are still to be extracted: shown as such, and counted nowhere."""

from collections.abc import Iterable

from generator.html.counts import shown_rows
from generator.html.element import together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import small
from generator.model.study import Study
from generator.tables.table import Column, Row, Table, render_table

_COLUMNS = (Column("Study"), Column("Report"), Column("Kind of evidence"), Column("Included on"))


def drafts_table(page: OpenPage, studies: Iterable[Study], name: str) -> Safe | None:
    """Return the studies still to be extracted, in the order of the record; None where there is none."""
    rows = [
        Row(
            (
                page.study(study),
                _titles(page, study),
                study.evidence,
                study.extraction.first.words(),
            )
        )
        for study in studies
    ]
    if not rows:
        return None
    return render_table(
        Table(
            name=name,
            caption="Included, still to be extracted",
            shows=shown_rows(len(rows), "study", "studies"),
            key="In the order of the record. No number of these has been read: they count nowhere.",
            columns=_COLUMNS,
            rows=rows,
            how=page.how("finding"),
        )
    )


def _titles(page: OpenPage, study: Study) -> Safe:
    """Return the titles of the reports of a study, and its registrations."""
    found = [
        page.evidence.citations[key] for key in study.reports if key in page.evidence.citations
    ]
    titles = together((page.citation(one, one.title or one.key) for one in found), "; ")
    numbers = small(", ".join(study.registrations)) if study.registrations else None
    return together((titles, numbers), " ")
