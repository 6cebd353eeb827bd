"""A study in the index of the applications: what is not known is left out, remarks are kept."""

import dataclasses
from typing import Any

import pytest
from made_up import Made, number

from generator.audit.verdict import Audit
from generator.exports.browse_index import browse_index, design_rank
from generator.exports.browse_study import (
    described,
    followed_in,
    measures_of,
    plain_text,
    source_quality,
    year_of,
)
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.citation import Citation
from generator.model.evidence import Evidence
from generator.model.result import Result
from generator.model.study import Discrepancy, FollowUp, Harm, Patient, Study

replace: Any = dataclasses.replace


def entry(evidence: Evidence, study: Study) -> Any:
    return described(OpenPage(SiteEvidence(evidence, Audit(())), "index.html"), study)


def one(made: Made, **changes: Any) -> Study:
    made.share("one", 3, 10)
    study: Study = replace(made.evidence.studies["one"], **changes)
    return study


@pytest.mark.parametrize(
    ("length", "weeks"),
    [
        (None, None),
        (FollowUp(), None),
        (FollowUp(value=number("12"), max=number("20"), unit="weeks"), 12.0),
        (FollowUp(median=number("1"), max=number("20"), unit="weeks"), 1.0),
        (FollowUp(max=number("20"), min=number("2"), unit="weeks"), 20.0),
        (FollowUp(min=number("2"), unit="weeks"), 2.0),
        (FollowUp(value=number("10"), unit="days"), 1.4),
    ],
)
def test_studies_are_put_in_order_by_weeks_of_follow_up(
    made: Made, length: FollowUp | None, weeks: float | None
) -> None:
    assert entry(made.evidence, one(made, follow_up=length)).get("weeks") == weeks


def test_a_size_an_age_and_a_control_are_said_only_where_they_are_known(made: Made) -> None:
    known = entry(made.evidence, one(made))
    assert (known["size"], known["sizeText"], known["age"]) == (10, "10", "adult")
    assert known["control"] == "no control group"
    assert "comparative" not in known
    silent = entry(made.evidence, one(made, participants=None, population=None))
    assert silent["sizeText"] == "not reported"
    assert "size" not in silent
    assert "age" not in silent


@pytest.mark.parametrize(
    ("kind", "design", "control"),
    [
        ("treatment", "open-series", "no control group"),
        ("comparator", "open-series", "no control group"),
        ("safety", "open-series", None),
        ("treatment", "randomised-trial", None),
    ],
)
def test_a_missing_control_group_is_said_of_treatments(
    made: Made, kind: str, design: str, control: str | None
) -> None:
    compared = design == "randomised-trial"
    made.share("one", 3, 10, design=design, evidence=kind, answered=compared)
    evidence = made.evidence
    study = entry(evidence, evidence.studies["one"])
    assert study.get("control") == control
    assert study.get("comparative", False) is (design == "randomised-trial")


@pytest.mark.parametrize(
    ("changes", "remarks"),
    [
        ({"role": "secondary"}, ()),
        ({}, ("primary outcome",)),
        ({"role": "secondary", "interim": True}, ("interim figure",)),
        ({"role": "secondary", "subgroup": "men"}, ("subgroup: men",)),
        ({"role": "secondary", "same_as": "two#x"}, ("same figure as two#x",)),
    ],
)
def test_every_remark_on_a_figure_goes_with_it(
    made: Made, changes: dict[str, Any], remarks: tuple[str, ...]
) -> None:
    study = one(made)
    study = replace(study, results=(replace(study.results[0], **changes),))
    (result,) = entry(made.evidence, study)["results"]
    assert result.get("remarks", ()) == remarks


def test_a_figure_carries_its_group_total_and_discrepancy_or_none(made: Made) -> None:
    study = one(made)
    (full,) = entry(made.evidence, study)["results"]
    assert (full["arm"], full["total"], full["text"]) == ("alphaone group", 10, "3 of 10")
    assert full["main"] is True
    assert "against" not in full
    bare: Result = replace(study.results[0], id="bare", role="secondary", arm=None, total=None)
    doubt = Discrepancy(id="d", text="They differ.", about=("bare", "chills"))
    harm = Harm(
        id="chills",
        event="Chills",
        arm="one",
        counted="participants",
        serious=False,
        source="abstract",
        where="Results",
    )
    study = replace(study, results=(*study.results, bare), discrepancies=(doubt,), harms=(harm,))
    told = entry(made.evidence, study)
    assert told["results"][1]["remarks"] == ("discrepancy noted",)
    assert not {"arm", "total", "main"} & set(told["results"][1])
    assert told["harms"][0]["serious"] is False
    assert told["harms"][0]["discrepancy"] is True
    unsaid = replace(study, discrepancies=(), harms=(replace(harm, serious=None),))
    assert not {"serious", "discrepancy"} & set(entry(made.evidence, unsaid)["harms"][0])


def test_a_comparison_names_both_groups(made: Made) -> None:
    made.ratio("one", "0.4", "0.2", "0.8")
    evidence = made.evidence
    (result,) = entry(evidence, evidence.studies["one"])["results"]
    assert (result["arm"], result["against"]) == ("alphaone group", "Sugar pill")


@pytest.mark.parametrize(
    ("sources", "quality"),
    [
        (("abstract",), "primary"),
        (("news",), "secondary"),
        (("abstract", "news"), "mixed"),
        (("abstract", "lost"), "primary"),
        (("lost",), "empty"),
        ((), "empty"),
    ],
)
def test_sources_are_primary_secondary_mixed_or_none(
    made: Made, sources: tuple[str, ...], quality: str
) -> None:
    study = one(made)
    rows = tuple(replace(study.results[0], id=name, source=name) for name in sources)
    assert source_quality(replace(study, results=rows, baseline=(), patients=())) == quality


def test_a_measure_followed_in_patients_is_named_once_and_only_if_no_result_has_it(
    made: Made,
) -> None:
    def patient(measure: str | None) -> Patient:
        return Patient(patient="1", measure=measure, source="abstract", where="Table 1")

    measures = ("river-score", "river-score", "fever-free", "unlisted", None)
    study = one(made, patients=tuple(patient(measure) for measure in measures))
    assert followed_in(study) == ("river-score",)
    unlisted = replace(study.results[0], measure="unlisted")
    assert measures_of(replace(study, results=(*study.results * 2, unlisted))) == ("fever-free",)


def test_the_year_is_that_of_the_first_report_that_has_one(made: Made) -> None:
    study = one(made, reports=("lost", "undated", "late", "later"))
    citations = {
        "undated": Citation(key="undated"),
        "late": Citation(key="late", year=2020),
        "later": Citation(key="later", year=2021),
    }
    assert year_of(replace(made.evidence, citations=citations), study) == 2020
    assert year_of(replace(made.evidence, citations={}), study) is None


def test_markup_becomes_one_line_of_plain_text() -> None:
    assert plain_text(Safe("<b>3  of</b>\n 10")) == "3 of 10"
    assert plain_text(None) == ""


@pytest.mark.parametrize(
    ("comparative", "tool", "rank"),
    [(False, "RoB 2", 1), (True, "ROBINS-I", 2), (True, "RoB 2", 3)],
)
def test_chance_ranks_above_other_groups_and_these_above_none(
    small: Evidence, *, comparative: bool, tool: str, rank: int
) -> None:
    design = replace(small.designs["open-series"], comparative=comparative, appraisal_tool=tool)
    evidence = replace(small, designs={"open-series": design})
    assert design_rank(evidence, "open-series") == rank


def index_of(evidence: Evidence) -> Any:
    return browse_index(SiteEvidence(evidence, Audit(())), "1", "Version 1")


def test_the_index_names_only_what_studies_use(made: Made) -> None:
    made.share("one", 3, 10)
    index = index_of(made.evidence)
    assert list(index["populations"]) == ["grown-ups"]
    assert list(index["designs"]) == ["open-series"]
    assert list(index["measures"]) == ["fever-free"]
    assert [domain["id"] for domain in index["domains"]] == ["fever"]
    assert [kind["id"] for kind in index["kinds"]] == ["treatment"]
    assert list(index["drugs"]) == ["alphaone"]
    assert index["classes"] == {}


def test_a_measure_has_an_address_only_where_it_has_a_page(made: Made) -> None:
    made.share("one", 3, 10)
    assert index_of(made.evidence)["measures"]["fever-free"]["url"] is None
    made.share("two", 3, 10)
    address = index_of(made.evidence)["measures"]["fever-free"]["url"]
    assert address == "outcomes/fever-free.html"


def test_a_class_needs_two_drugs_of_the_studies(made: Made) -> None:
    made.share("one", 3, 10)
    made.share("class", 3, 10, drug="alphadrug")
    evidence = made.evidence
    index = index_of(evidence)
    assert index["classes"] == {
        "alphadrug": {"label": "Any alphadrug", "drugs": ["alphaone", "alphadrug"]}
    }
    assert index["drugs"]["alphaone"]["class"] == "alphadrug"
    assert index["drugs"]["alphadrug"]["class"] is None
    alone = replace(evidence, studies={"one": evidence.studies["one"]})
    assert index_of(alone)["classes"] == {}
