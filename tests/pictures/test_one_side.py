"""Survivors and deaths of different studies are deaths on one axis; what cannot be turned is named."""

import dataclasses
from typing import Any

from made_up import POPULATION, Made, count

from generator.audit.verdict import Audit
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.pictures.compare_pictures import about_pictures, comparison_pictures
from generator.pictures.estimate_forest import forest_of
from generator.pictures.gallery import Gallery
from generator.synthesis.compare import compare
from generator.tables.comparison import comparison_table

replace: Any = dataclasses.replace


def survivors(evidence: Evidence) -> Evidence:
    """Return evidence whose fever-free people are the others of those still in fever."""
    free = replace(evidence.measures["fever-free"], complement="in-fever")
    fever = replace(free, id="in-fever", complement=None, better="lower", label="In fever")
    measures = {**evidence.measures, "fever-free": free, "in-fever": fever}
    return replace(evidence, measures=measures)  # type: ignore[no-any-return]


def drawn(evidence: Evidence) -> str:
    page = OpenPage(SiteEvidence(evidence, Audit(())), "compare/grown-ups/fever.html")
    comparison = compare(evidence, POPULATION, "fever")
    pictures = comparison_pictures(page, Gallery(), comparison, None)
    words = [*(picture.striptags() for picture in pictures), about_pictures(page, comparison)]
    return " | ".join(" ".join(text.split()) for text in words)


def listed(evidence: Evidence) -> str:
    page = OpenPage(SiteEvidence(evidence, Audit(())), "compare/grown-ups/fever.html")
    table = comparison_table(page, compare(evidence, POPULATION, "fever"), "All")
    return " ".join(table.striptags().split())


def compared(made: Made, name: str, drug: int, control: int, measure: str) -> None:
    row = made.share(name, drug, 100, design="randomised-trial", measure=measure)
    beside = replace(row, id="control", arm="pill", events=count(control))
    made._studies[name] = replace(made._studies[name], results=(row, beside))


def test_both_kinds_of_count_share_one_axis(made: Made) -> None:
    compared(made, "living", 80, 60, "fever-free")
    compared(made, "dying", 25, 50, "in-fever")
    evidence = survivors(made.evidence)
    pictures = drawn(evidence)
    assert "more is better" not in pictures
    for figure in ("20 of 100", "40 of 100", "25 of 100"):
        assert figure in pictures
    # 20 of 100 v 40 of 100 is a ratio of 0.50 of those in fever.
    (body,) = compare(evidence, POPULATION, "fever").estimates
    page = OpenPage(SiteEvidence(evidence, Audit(())), "compare/grown-ups/fever.html")
    living, dying = sorted(forest_of(page, body).rows, key=lambda row: row.treated)
    assert (living.treated, living.control) == ("20 / 100", "40 / 100")
    assert living.effect.printed.startswith("0.50 (")
    assert (dying.treated, dying.control) == ("25 / 100", "50 / 100")
    # Ratios of an estimate stand in its plot, and not once more above it.
    assert "risk ratio" not in pictures
    table = listed(evidence)
    assert "20 of 100 computed" in table
    assert "printed: 80 of 100, fever free" in table
    assert "risk ratio 0.50" in table
    assert "risk ratio 1.33" not in table


def test_a_printed_ratio_of_survivors_is_named_and_not_drawn(made: Made) -> None:
    compared(made, "dying", 25, 50, "in-fever")
    made.ratio("living", "1.3", "1.1", "1.6", effect="risk-ratio")
    evidence = survivors(made.evidence)
    pictures = drawn(evidence)
    assert "1.30" not in pictures
    assert "Not drawn: Living, as the ratio counts the other side" in pictures
    assert "counted the other way round; without counts it cannot be turned" in listed(evidence)


def test_without_two_sides_nothing_is_turned(made: Made) -> None:
    compared(made, "living", 80, 60, "fever-free")
    pictures = drawn(made.evidence)
    assert "80 of 100" in pictures
    assert "Not drawn" not in pictures
    assert "risk ratio 1.33" in listed(made.evidence)
