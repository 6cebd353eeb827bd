"""Published cases are no response rate, and people on another drug of the class no control."""

import dataclasses
from decimal import Decimal

import pytest
from made_up import Made, count, number

from generator.audit.catalogue import audit
from generator.html.harm_line import harm_count, harm_interval
from generator.html.open_page import OpenPage
from generator.html.printed_values import figure, interval
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.model.study import Harm, Study
from generator.model.taken import Taken
from generator.pages.study import study_page
from generator.pictures.gallery import Gallery
from generator.pictures.results import Heading, counts_of
from generator.pictures.shares import share_pictures
from generator.synthesis.arms_of_result import beside_result
from generator.synthesis.contrast import ReportedFigure, contrasts, share
from generator.synthesis.groups import Entry
from generator.synthesis.study_design import (
    compares_groups,
    has_control,
    is_against_the_class,
    took_the_class,
)
from generator.wording.result_names import control_words, unfair_words


def test_published_cases_are_counted_and_never_a_share(made: Made) -> None:
    cases = dataclasses.replace(made.share("one", 60, 79, percent=number("75.9")), collected=True)
    assert figure(cases).striptags() == "cases collected from publications: 60 reported"
    assert share(cases) is None
    assert counts_of(cases) is None
    assert interval(cases) == ""
    percentage = dataclasses.replace(cases, events=None)
    assert figure(percentage).striptags() == (
        "cases collected from publications: no share is shown"
    )


def test_harms_of_published_cases_have_no_share(made: Made) -> None:
    made.share("one", 1, 9)
    harm = Harm(id="rash", event="rash", arm="one", counted="participants", source="abstract",
                where="Results", events=count(1), total=count(9), collected=True)  # fmt: skip
    assert harm_count(harm).striptags() == "cases collected from publications: 1 reported"
    assert harm_interval(harm) == ""


def test_a_picture_names_published_cases_it_does_not_draw(made: Made) -> None:
    drawn = made.share("own", 3, 10)
    cases = dataclasses.replace(made.share("cases", 60, 79), collected=True)
    evidence = made.evidence
    page = OpenPage(SiteEvidence(evidence, audit(evidence)), "outcomes/fever-free.html")
    entries = [Entry(evidence.studies["own"], drawn), Entry(evidence.studies["cases"], cases)]
    (picture,) = share_pictures(page, Gallery(), entries, Heading("f", "Fever", "O."))
    words = " ".join(picture.striptags().split())
    assert "not on the plot, because these are cases collected from publications: Cases." in words
    assert "60 of 79" not in words


def trial(small: Evidence, *taken: Taken, total: int = 20) -> tuple[Evidence, Study]:
    """Return the trial of the small project with what its control group took."""
    study = small.studies["second-2003"]
    two, sugar = study.arms
    sugar = dataclasses.replace(sugar, took=taken, total=count(total))
    study = dataclasses.replace(study, arms=(two, sugar))
    return dataclasses.replace(small, studies={**small.studies, study.id: study}), study


@pytest.mark.parametrize(
    ("taken", "is_control"),
    [
        ((), True),
        ((Taken(drug="alphaone"),), True),
        ((Taken(drug="alphaone", percent=number("49.9")),), True),
        ((Taken(drug="alphaone", percent=number("50")),), False),
        ((Taken(drug="alphaone", percent=number("78.5")),), False),
        ((Taken(drug="alphaone", events=count(9)),), True),
        ((Taken(drug="alphaone", events=count(10)),), False),
        ((Taken(drug="alphaone", percent=number("30")), Taken(drug="alphatwo", events=count(5))), False),
    ],
)  # fmt: skip
def test_a_group_most_of_which_took_a_like_drug_is_no_control(
    small: Evidence, taken: tuple[Taken, ...], *, is_control: bool
) -> None:
    evidence, study = trial(small, *taken)
    assert compares_groups(evidence, study)
    assert has_control(evidence, study) is is_control
    assert is_against_the_class(evidence, study) is not is_control
    figures = [ReportedFigure(study, row) for row in study.results]
    assert {contrast.concurrent for contrast in contrasts(evidence, figures)} == {is_control}
    # Whatever it is called, neither group stands without the other.
    assert [other.id for other in beside_result(evidence, study, study.results[0])] == [
        "fever-free-sugar"
    ]


def test_one_clean_group_is_enough_for_a_control(small: Evidence) -> None:
    evidence, study = trial(small, Taken(drug="alphaone", percent=number("90")))
    clean = dataclasses.replace(study.arms[1], id="clean", took=())
    study = dataclasses.replace(study, arms=(*study.arms, clean))
    assert has_control(evidence, study)
    assert [took_the_class(evidence, arm) for arm in study.arms] == [False, True, False]


def test_a_group_on_the_drug_itself_took_no_other(small: Evidence) -> None:
    two = small.studies["second-2003"].arms[0]
    switched = dataclasses.replace(two, took=(Taken(drug="alphaone", percent=number("90")),))
    assert not took_the_class(small, switched)


def test_it_is_called_what_it_is(small: Evidence, evidence: Evidence) -> None:
    like, study = trial(small, Taken(drug="alphaone", percent=number("80")))
    assert control_words(like, study) == "compared with another drug of the class, no control group"
    assert "another drug of the class" in unfair_words(like, study)
    assert "earlier" in unfair_words(evidence, evidence.studies["kurasawa-2018"])
    xia = evidence.studies["xia-2025"]
    assert not has_control(evidence, xia)
    assert xia.arms[1].took[0].percent is not None
    assert xia.arms[1].took[0].percent.value == Decimal("78.5")


def test_its_page_says_what_the_others_took(small: Evidence) -> None:
    evidence, study = trial(small, Taken(drug="alphaone", percent=number("80")))
    site = SiteEvidence(evidence, audit(evidence))
    body = study_page(OpenPage(site, f"studies/{study.id}.html"), Gallery(), study).body
    assert "Compared with people most of whom took another of these drugs" in body
    assert "Nobody in this study went without" not in body
    assert "nobody was followed without the drug" not in body
    assert "it compares with people most of whom took another of these drugs" in body
