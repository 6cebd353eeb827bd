"""What the forest plots of a comparison share: the order of their rows, caption and numbers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.charts.forest import draw_forest
from generator.charts.forest_row import Axis, Band, ForestRow
from generator.html.counts import shown
from generator.html.element import link
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.study import Study
from generator.model.vocabulary import Better
from generator.pictures.estimate_forest import has_forest
from generator.pictures.gallery import Caption, Gallery, Numbers
from generator.pictures.results import better_direction
from generator.synthesis.candidates import Candidate
from generator.synthesis.compare import Comparison
from generator.synthesis.contrast import outcome_key
from generator.tables.table import Column, Row
from generator.wording.result_names import outcome_name
from generator.wording.swim import ORDERING_KEY

# A figure alone is set beside nothing: the table says as much as a picture of it.
_FEWEST_ROWS = 2
_BACKGROUND = "Trials of other treatments: background, not a comparison"


class ResultOfDrug(NamedTuple):
    """A final result with the drug it stands under; None for trials of other treatments."""

    drug: str | None
    candidate: Candidate


class DrawnRow(NamedTuple):
    """A row of a picture with its study and the drug it stands under."""

    drug: str | None
    study: Study
    row: ForestRow


class OutcomeRows(NamedTuple):
    """The rows of one outcome in one effect measure: all that one picture may hold.

    `key` is the outcome as figures of several studies share it, `outcome` its name for readers.
    """

    key: str
    outcome: str
    better: Better | None
    rows: list[DrawnRow]

    @property
    def makes_a_picture(self) -> bool:
        """Tell whether there are two rows or more; without an interval they are only named."""
        return len(self.rows) >= _FEWEST_ROWS and any(row.drawn for _, _, row in self.rows)

    @property
    def name(self) -> str:
        """Return the outcome as it stands in an address: by its letters and digits alone."""
        return "-".join(re.findall(r"[a-z0-9]+", self.key.lower()))


class ComparedResults(NamedTuple):
    """What the pictures of a comparison are drawn from, in the order of its table."""

    page: OpenPage
    gallery: Gallery
    comparison: Comparison
    results: tuple[ResultOfDrug, ...]

    def of_outcome(self, candidate: Candidate) -> OutcomeRows:
        """Return the outcome of a result, without rows."""
        study, result = candidate.study, candidate.result
        return OutcomeRows(
            outcome_key(study, result),
            outcome_name(self.page.evidence, result),
            better_direction(self.page, result),
            [],
        )

    @property
    def in_no_forest(self) -> Iterator[ResultOfDrug]:
        """Yield the results that no estimate of this comparison draws in a plot of its own."""
        drawn: set[tuple[str, str]] = set()
        for estimate in self.comparison.estimates:
            if has_forest(estimate):
                drawn |= {entry.candidate.key for entry in estimate.inputs}
        yield from (each for each in self.results if each.candidate.key not in drawn)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestFigure:
    """A forest plot before it has rows: its name on the page, its words and its axis."""

    name: str
    title: str
    axis: Axis
    about: str
    band: Band | None = None


def standing_results(page: OpenPage, comparison: Comparison) -> tuple[ResultOfDrug, ...]:
    """Return the final results of a comparison, without those of retracted studies."""
    return tuple(
        result
        for result in _results(comparison)
        if result.candidate.study.id not in page.site.retracted
    )


def _results(comparison: Comparison) -> Iterator[ResultOfDrug]:
    """Yield each final result that stands with its drug; none where that is not certain."""
    for group in comparison.groups:
        if group.drug:
            yield from (ResultOfDrug(group.drug, candidate) for candidate in group.final)
    # Trials of other treatments come last, apart from the drugs that the page is about.
    yield from (ResultOfDrug(None, candidate) for candidate in comparison.comparators)


def hang_forest(
    compared: ComparedResults,
    figure: ForestFigure,
    drawn: Sequence[DrawnRow],
) -> Safe:
    """Return a forest plot: rows under the names of their drugs, without any average."""
    page = compared.page
    rows = list(_with_headings(page, drawn))
    described = [row for row in rows if row.kind != "heading"]
    in_words = "; ".join(row.words for row in described)
    chart = draw_forest(
        rows,
        title=figure.title,
        axis=figure.axis,
        band=figure.band,
        description=f"{figure.title}: {in_words}.",
    )
    caption = Caption(
        shows=shown(page.evidence, (row.study for row in drawn)),
        about=figure.about,
        key=f"Order: {ORDERING_KEY}.",
        how=page.how("computed"),
    )
    numbers = Numbers(
        (Column("Row"), Column("Figure"), Column("Of what")),
        [Row((_linked(row), row.printed, row.detail)) for row in described],
    )
    return compared.gallery.figure(figure.name, chart, figure.title, caption, numbers)


def _linked(row: ForestRow) -> Safe | str:
    return link(row.address, row.label) if row.address else row.label


def _with_headings(page: OpenPage, drawn: Iterable[DrawnRow]) -> Iterator[ForestRow]:
    # No drug, not even None, stands above the first row.
    above: object = object()
    for drug, _, row in drawn:
        if drug != above:
            label = _BACKGROUND if drug is None else page.evidence.drugs[drug].label
            yield ForestRow(label=label, kind="heading")
        above = drug
        yield row
