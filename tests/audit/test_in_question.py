"""Which of two figures that clash is in question: the interim one, or the farther source's."""

import dataclasses
from typing import Any

import pytest
from made_up import Made

from generator.audit.figures import in_question
from generator.model.provenance import Source, SourceKind

replace: Any = dataclasses.replace


@pytest.mark.parametrize(
    ("first", "second", "doubted", "others"),
    [
        ("news", "abstract", ("first",), ("second",)),
        ("abstract", "news", ("second",), ("first",)),
        ("index-copy", "abstract", ("first",), ("second",)),
        ("index-copy", "news", ("second",), ("first",)),
        ("abstract", "full-text", ("first", "second"), ()),
        ("news", "review", ("first", "second"), ()),
    ],
)
def test_the_farther_source_is_in_question(
    made: Made,
    first: SourceKind,
    second: SourceKind,
    doubted: tuple[str, ...],
    others: tuple[str, ...],
) -> None:
    made.share("one", 3, 10)
    study = made.evidence.studies["one"]
    page = next(iter(study.sources.values()))
    kinds = {"first": first, "second": second}
    sources = {name: replace(page, kind=kind) for name, kind in kinds.items()}
    rows = [replace(study.results[0], id=name, source=name) for name in kinds]
    subject = in_question(replace(study, sources=sources), "results[1]", *rows)
    assert (subject.numbers, subject.against) == (doubted, others)


def test_an_interim_figure_is_in_question_even_from_the_better_source(made: Made) -> None:
    made.share("one", 3, 10)
    study = made.evidence.studies["one"]
    page: Source = next(iter(study.sources.values()))
    study = replace(study, sources={"paper": page, "news": replace(page, kind="news")})
    interim = replace(study.results[0], id="interim", source="paper", interim=True)
    final = replace(study.results[0], id="final", source="news")
    subject = in_question(study, "results[0]", final, interim)
    assert (subject.numbers, subject.against) == (("interim",), ("final",))
