"""Shares of a hundred people as two fields of dots: without the drug in grey, with it in colour."""

from generator.html.element import tag, together
from generator.html.escape import Safe
from generator.html.svg import svg_element
from generator.synthesis.trial_findings import TrialFinding
from generator.wording.trial_words import with_drug_words, without_words

# A hundred dots in five rows of twenty: so many pixels from one to the next, and across one.
_COLUMNS, _ROWS, _STEP, _DOT = 20, 5, 10.5, 8
_PEOPLE = 100


def dot_fields(finding: TrialFinding) -> Safe | None:
    """Return the field without the drug and the field with it; None unless told of a hundred."""
    without, with_drug = finding.without, finding.with_drug
    if without is None or with_drug is None or not _is_of_a_hundred(finding):
        return None
    fields = (
        _field(round(_PEOPLE * without.value), without_words(finding), "without", "control"),
        _field(round(_PEOPLE * with_drug.value), with_drug_words(finding), "with", "drug"),
    )
    return tag("div", *fields, class_="ev-dot-fields")


def _is_of_a_hundred(finding: TrialFinding) -> bool:
    return without_words(finding).endswith(f" of {_PEOPLE}")


def _field(people: int, figures: str, name: str, role: str) -> Safe:
    """Return a field with so many dots filled, under the figures it stands for."""
    # The words say what the dots show; to a reader who does not see them they add nothing.
    words = tag("span", tag("strong", figures), f" {name}", class_="ev-dot-words")
    return tag("div", words, _dots(people), class_="ev-dot-field", data_ev_group=role)


def _dots(people: int) -> Safe:
    every = [_dot(place, filled=place < people) for place in range(_PEOPLE)]
    return svg_element(
        "svg",
        together(every),
        viewBox=f"0 0 {_COLUMNS * _STEP:g} {_ROWS * _STEP:g}",
        class_="ev-dots",
        aria_hidden="true",
    )


def _dot(place: int, *, filled: bool) -> Safe:
    row, column = divmod(place, _COLUMNS)
    return svg_element(
        "circle",
        cx=f"{(column + 0.5) * _STEP:g}",
        cy=f"{(row + 0.5) * _STEP:g}",
        r=_DOT / 2,
        class_="ev-dot-filled" if filled else None,
    )
