"""A boxed warning is said with all its headings, or not at all."""

from typing import Any

import pytest

from generator.model.date import PartialDate
from generator.model.provenance import Extraction
from generator.model.register import SafetyNotice
from generator.wording.boxed_warning import boxed_warning_words

DAY = PartialDate.parse("2024-08-01")


def notice(**fields: Any) -> SafetyNotice:
    known = {
        "id": "warned",
        "kind": "label",
        "fact": "A label.",
        "url": "https://example.org/label",
        "where": "Top",
        "seen": DAY,
        "extraction": Extraction(first=DAY, status="once"),
    }
    return SafetyNotice(**{**known, **fields})


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "opinion"}, ""),
        ({}, "Whether it has a boxed warning was not seen."),
        ({"complete": True}, "No boxed warning where one would be printed."),
        ({"complete": True, "boxed_warning": ("clots",)}, "Boxed warning: clots."),
        (
            {"complete": True, "boxed_warning": ("clots", "death"), "boxed_warning_as_of": DAY},
            "Boxed warning (in the version of 1 August 2024): clots, death.",
        ),
        ({"complete": False}, "Boxed warning not read."),
        (
            {"complete": False, "boxed_warning": ("clots", "death")},
            "Boxed warning not read to its end, so no part of it is shown.",
        ),
    ],
)
def test_a_warning_is_whole_or_not_there(fields: dict[str, Any], said: str) -> None:
    assert boxed_warning_words(notice(**fields)) == said
