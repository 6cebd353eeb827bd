"""Headings of boxed warnings as openFDA sends them, and as a curator writes them."""

import pytest

from generator.desk.boxed_headings import headings_in, not_among

FIVE = (
    "serious infections",
    "mortality",
    "malignancy",
    "major adverse cardiovascular events",
    "thrombosis",
)
HEADING = "SERIOUS INFECTIONS, MORTALITY, MALIGNANCY, MAJOR ADVERSE CARDIOVASCULAR EVENTS"


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (f"WARNING: {HEADING}, and THROMBOSIS SERIOUS INFECTIONS Patients treated with it", FIVE),
        (f"BOXED WARNING WARNING: {HEADING} (MACE), AND THROMBOSIS Serious infections", FIVE),
        (f"WARNING: {HEADING}, AND THROMBOSIS WARNING: {HEADING}, AND THROMBOSIS See", FIVE),
        (
            "WARNING: THROMBOSIS, RENAL DYSFUNCTION AND ACUTE RENAL FAILURE Thrombosis may occur",
            ("thrombosis", "renal dysfunction", "acute renal failure"),
        ),
        ("WARNING: EMBRYO-FETAL TOXICITY\n Do not", ("embryo-fetal toxicity",)),
        ("WARNING: FLOODS", ("floods",)),
        ("Rivers can rise within hours.", ()),
        ("WARNING: Rivers can rise", ()),
        ("WARNING: " + "RIVERS CAN RISE WITHIN HOURS AND " * 12, ()),
        ("", ()),
        ("WARNING", ()),
    ],
)
def test_the_heading_is_what_stands_in_capitals(text: str, headings: tuple[str, ...]) -> None:
    assert headings_in(text) == headings


@pytest.mark.parametrize(
    ("printed", "noted", "missing"),
    [
        (FIVE, ("serious infections", "mortality", "malignancies", "MACE", "thrombosis"), ()),
        (FIVE, ("serious infection", "mortality", "malignancy", "thrombosis"), FIVE[3:4]),
        (FIVE, (), FIVE),
        ((), FIVE, ()),
        (("haemorrhage", "tumours"), ("hemorrhages", "tumor"), ()),
        (("hepatitis b",), ("hepatitis c",), ("hepatitis b",)),
        (
            ("renal dysfunction", "acute renal failure"),
            ("renal dysfunction and acute renal failure",),
            (),
        ),
        (("encephalopathy including wernicke's",), ("Encephalopathy including Wernicke’s",), ()),
        (("s", "gas"), ("a", "GAS"), ("s",)),
    ],
)
def test_a_heading_is_known_in_other_words_for_the_same(
    printed: tuple[str, ...], noted: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    assert not_among(printed, noted) == missing
