"""What the pictures of single patients share: the finding that was followed, and its words."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.charts.waterfall import Line
from generator.html.counts import computed_count
from generator.html.element import Child, link, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.study import Patient, Study
from generator.model.vocabulary import Better, Measure
from generator.pictures.results import about_alone
from generator.synthesis.compared_studies import follows_a_control
from generator.synthesis.single_patients import Followed, ThresholdMark
from generator.text.count_words import count_words
from generator.wording.background import source_address, source_name
from generator.wording.missing_values import missing_values

_BETTER = {
    "lower": "Lower is better.",
    "higher": "Higher is better.",
    None: "No direction of this is called better here.",
}
# By these the caption names the dashed lines.
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class PatientFinding(NamedTuple):
    """A finding followed in several patients of a study, with the name of its pictures.

    `shows` counts the study and its people.
    """

    page: OpenPage
    study: Study
    followed: Followed
    measure: Measure | None
    name: str
    shows: Child

    @property
    def label(self) -> str:
        """Return the name of the measure; its id where the vocabulary has none."""
        return self.measure.label if self.measure else self.followed.measure

    @property
    def axis(self) -> str:
        """Return the name of the measure with its unit."""
        return f"{self.label} ({self.followed.unit})" if self.followed.unit else self.label

    @property
    def uncontrolled(self) -> bool:
        """Tell whether nobody among the patients was treated otherwise at the same time."""
        return not follows_a_control(self.page.evidence, self.study)

    @property
    def better(self) -> Better | None:
        """Return which direction is better; None where that is not sure."""
        return self.measure.better if self.measure else None

    @property
    def better_words(self) -> str:
        """Return in a sentence which direction is better."""
        return _BETTER[self.better]

    def counted(self, drawn: int, have: str) -> Safe:
        """Return how many patients have what a picture needs: `7 of 10 patients have both`."""
        words = f"of {count_words(self.followed.patients, 'patient')} have {have}"
        return together((self.shows, "; ", computed_count(drawn, words, words)))

    def about(self, drawn: str, marks: Sequence[ThresholdMark]) -> Safe:
        """Return what a picture draws, and all that must be said of it."""
        missing = "; ".join(missing_values(self.followed))
        return together(
            (
                drawn,
                self.better_words,
                _thresholds(self.page, marks),
                f"Not printed, and so not drawn: {missing}." if missing else None,
                about_no_control(self.page, self.study),
            ),
            " ",
        )


def patient_name(patient: Patient) -> str:
    """Return the name of a patient's row."""
    return f"Patient {patient.patient}"


def about_no_control(page: OpenPage, study: Study) -> str:
    """Return what must be said of a study without a control group; nothing without results."""
    compared = {study.id} if follows_a_control(page.evidence, study) else set[str]()
    return about_alone(page, [study] if study.results else [], compared)


def dashed_lines(marks: Iterable[ThresholdMark]) -> list[Line]:
    """Return thresholds as lines across a picture, each with its letter."""
    return [Line(at=float(mark.at), letter=letter) for letter, mark in _lettered(marks)]


def _lettered(marks: Iterable[ThresholdMark]) -> Iterator[tuple[str, ThresholdMark]]:
    yield from zip(_LETTERS, marks, strict=False)


def _thresholds(page: OpenPage, marks: Sequence[ThresholdMark]) -> Safe | None:
    """Return what each dashed line is, with its source."""
    if not marks:
        return None
    lines = (_threshold(page, mark, letter) for letter, mark in _lettered(marks))
    return together(("Dashed: ", together(lines, "; "), "."))


def _threshold(page: OpenPage, mark: ThresholdMark, letter: str) -> Safe:
    threshold = mark.threshold
    who = f" ({threshold.applies_to})" if threshold.applies_to else ""
    words = f"{letter}, {threshold.label}, {threshold.value}{who}, "
    address = source_address(page.evidence, threshold)
    return together((words, link(address, source_name(page.evidence, threshold))))
