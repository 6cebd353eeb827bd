"""A table with one row a study, for meta-analysis, and the layouts such tables come in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the numbers of a column are, and so what they may be."""

    COUNT = "a whole number, 0 or more"
    # Counts are divided by their total, so it cannot be 0.
    TOTAL = "a whole number, 1 or more"
    ABOVE_ZERO = "a number above 0"
    NOT_BELOW_ZERO = "a number, 0 or more"
    CORRELATION = "a number from −1 to 1"
    VALUE = "a number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Columns that together say what was found in each study.

    `parts` names counts and the totals they are part of.
    """

    name: str
    title: str
    columns: Mapping[str, Kind]
    parts: tuple[tuple[str, str], ...] = ()


PROPORTION = Layout(
    name="proportion",
    title="events out of a total",
    columns={"x": Kind.COUNT, "n": Kind.TOTAL},
    parts=(("x", "n"),),
)
TWO_GROUP_BINARY = Layout(
    name="two_group_binary",
    title="events out of a total in two groups",
    columns={"x1": Kind.COUNT, "n1": Kind.TOTAL, "x2": Kind.COUNT, "n2": Kind.TOTAL},
    parts=(("x1", "n1"), ("x2", "n2")),
)
SINGLE_RATE = Layout(
    name="single_rate", title="events over time", columns={"x": Kind.COUNT, "t": Kind.ABOVE_ZERO}
)
TWO_GROUP_RATE = Layout(
    name="two_group_rate",
    title="events over time in two groups",
    columns={"x1": Kind.COUNT, "t1": Kind.ABOVE_ZERO, "x2": Kind.COUNT, "t2": Kind.ABOVE_ZERO},
)
TWO_GROUP_CONTINUOUS = Layout(
    name="two_group_continuous",
    title="means of two groups",
    columns={
        "n1": Kind.TOTAL,
        "m1": Kind.VALUE,
        "sd1": Kind.NOT_BELOW_ZERO,
        "n2": Kind.TOTAL,
        "m2": Kind.VALUE,
        "sd2": Kind.NOT_BELOW_ZERO,
    },
)
SINGLE_MEAN = Layout(
    name="single_mean",
    title="a mean",
    columns={"n": Kind.TOTAL, "mean": Kind.VALUE, "sd": Kind.NOT_BELOW_ZERO},
)
PAIRED_CHANGE = Layout(
    name="paired_change",
    title="means before and after with their correlation",
    columns={
        "n": Kind.TOTAL,
        "m_pre": Kind.VALUE,
        "m_post": Kind.VALUE,
        "sd_pre": Kind.NOT_BELOW_ZERO,
        "sd_post": Kind.NOT_BELOW_ZERO,
        "r": Kind.CORRELATION,
    },
)
CORRELATION = Layout(
    name="correlation", title="a correlation", columns={"r": Kind.CORRELATION, "n": Kind.TOTAL}
)
# Two layouts of one name: they differ only in whether the error is squared.
GENERIC_ERROR = Layout(
    name="generic",
    title="an estimate with its standard error",
    columns={"yi": Kind.VALUE, "sei": Kind.ABOVE_ZERO},
)
GENERIC_VARIANCE = Layout(
    name="generic",
    title="an estimate with its variance",
    columns={"yi": Kind.VALUE, "vi": Kind.ABOVE_ZERO},
)
LAYOUTS = (
    PROPORTION,
    TWO_GROUP_BINARY,
    SINGLE_RATE,
    TWO_GROUP_RATE,
    TWO_GROUP_CONTINUOUS,
    SINGLE_MEAN,
    PAIRED_CHANGE,
    CORRELATION,
    GENERIC_ERROR,
    GENERIC_VARIANCE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyTable:
    """The studies of a table: their labels, their years if known, and the numbers of the layout.

    Every column has one number a study, all finite; `years` are as written, "" where a row has
    none. `every_label` holds those of rows with an empty cell too, and `places` says which of them
    the studies are; without them every row is a study.
    """

    name: str
    layout: Layout
    labels: tuple[str, ...]
    years: tuple[str, ...] | None
    columns: Mapping[str, tuple[float, ...]]
    every_label: tuple[str, ...] = ()
    places: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def rows(self) -> tuple[str, ...]:
        """Return the label of every row, those with an empty cell among them."""
        return self.every_label or self.labels

    def by_row(self, values: Iterable[float]) -> list[float | None]:
        """Return what is known of the studies with one place a row: None where a row is no study.

        >>> table = StudyTable(name="", layout=PROPORTION, labels=("A", "C"), years=None,
        ...     columns={}, every_label=("A", "B", "C"), places=(0, 2))
        >>> table.by_row([0.5, 0.7])
        [0.5, None, 0.7]
        """
        listed: list[float | None] = [None] * len(self.rows)
        for place, value in zip(self.places or range(len(self)), values, strict=True):
            listed[place] = value
        return listed
