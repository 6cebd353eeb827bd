"""The evidence grows year by year: counted once, the undated last, the retracted nowhere."""

import dataclasses

from generator.model.evidence import Evidence
from generator.model.reference import CitationNotice
from generator.synthesis.groups import treatment_studies
from generator.synthesis.over_time import over_time
from generator.synthesis.participants import count_people


def with_citation(evidence: Evidence, key: str, year: int | None) -> Evidence:
    citation = dataclasses.replace(evidence.citations[key], year=year)
    return dataclasses.replace(evidence, citations={**evidence.citations, key: citation})


def retracted(evidence: Evidence, citation: str) -> Evidence:
    notice = CitationNotice(
        citation=citation,
        retraction="seen",
        concern="none seen",
        erratum="none seen",
        looked_at="x",
        date="2024-08-03",
    )
    return dataclasses.replace(evidence, citation_notices=(notice,))


def test_each_year_holds_all_before_it(small: Evidence) -> None:
    first, second = over_time(small, treatment_studies(small))
    assert (first.year, [study.id for study in first.added], first.studies, first.people.high, first.controlled) == (
        2001, ["example-2001"], 1, 12, 0,
    )  # fmt: skip
    assert (second.year, [study.id for study in second.added], second.studies, second.people.high) == (
        2003, ["second-2003"], 2, 33,
    )  # fmt: skip
    assert second.controlled == 1


def test_studies_of_an_unknown_year_come_last_and_complete_the_whole(small: Evidence) -> None:
    years = over_time(with_citation(small, "example-2001", None), treatment_studies(small))
    assert [year.year for year in years] == [2003, None]
    assert years[-1].people == count_people(small, treatment_studies(small))


def test_a_retracted_study_is_named_in_its_year_and_counted_nowhere(small: Evidence) -> None:
    evidence = retracted(small, "example-2001")
    first, second = over_time(evidence, treatment_studies(evidence))
    assert first.added == ()
    assert [study.id for study in first.retracted] == ["example-2001"]
    assert (first.studies, first.people.high) == (0, 0)
    assert (second.studies, second.people.high) == (1, 21)


def test_the_whole_record_ends_in_its_own_counts(evidence: Evidence) -> None:
    treatment = treatment_studies(evidence)
    years = over_time(evidence, treatment)
    assert years[-1].studies == len(treatment)
    assert years[-1].people == count_people(evidence, treatment)
    assert sum(len(year.added) for year in years) == len(treatment)
    highs = [year.people.high for year in years]
    assert highs == sorted(highs)
