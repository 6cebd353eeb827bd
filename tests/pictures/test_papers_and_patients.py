"""Papers around a study, the growth of the evidence, and single patients, each as a picture."""

import dataclasses
from typing import Any

import pytest
from lxml import html
from made_up import Made, number

from generator.audit.verdict import Audit
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.citation import Author, Citation
from generator.model.evidence import Evidence
from generator.model.result import TimePoint
from generator.model.study import Patient, PatientValue, Study
from generator.pictures.citations import citation_picture
from generator.pictures.gallery import Gallery
from generator.pictures.growth import growth_picture
from generator.pictures.patient_observation import observation_picture
from generator.pictures.patients import about_patients, patient_pictures
from generator.synthesis.over_time import over_time
from generator.synthesis.single_patients import single_patients
from generator.wording.relations import related_reports

replace: Any = dataclasses.replace


def page_of(evidence: Evidence) -> OpenPage:
    return OpenPage(SiteEvidence(evidence, Audit(())), "index.html")


def tree(figure: Safe) -> html.HtmlElement:
    return html.fromstring(f"<main>{figure.replace(chr(0), '')}</main>")


def rows(figure: Safe) -> list[list[str]]:
    return [[cell.text_content() for cell in row] for row in tree(figure).findall(".//tbody/tr")]


def caption(figure: Safe) -> str:
    return " ".join(tree(figure).find(".//figcaption").text_content().split())


def cited(made: Made, *keys: str, **citations: Citation) -> Safe | None:
    made.share("one", 3, 10)
    for key in keys:
        made.relate("one", "cites", key)
    evidence = replace(made.evidence, citations=citations)
    study = evidence.studies["one"]
    return citation_picture(page_of(evidence), study, related_reports(evidence, study))


def test_papers_stand_by_year_under_the_shortest_name_that_is_known(made: Made) -> None:
    made.share("two", 4, 20)
    named = {"authors": (Author("Berg"),)}
    figure = cited(
        made,
        "late",
        "two",
        "early",
        "bare",
        "unread",
        "nameless",
        late=Citation(key="late", year=2020, **named),
        early=Citation(key="early", year=2001, **named),
        bare=Citation(key="bare", **named),
        nameless=Citation(key="nameless", year=1999, authors=(Author(),)),
    )
    assert figure is not None
    assert rows(figure) == [
        ["Berg", "Cites", ""],
        ["Two", "Cites", ""],
        ["unread", "Cites", ""],
        ["nameless", "Cites", "1999"],
        ["Berg 2001", "Cites", "2001"],
        ["Berg 2020", "Cites", "2020"],
    ]
    assert "6 reports; other studies among them: 1 study, 20 people" in caption(figure)


def test_no_relation_is_no_picture_and_no_study_among_them_is_said(made: Made) -> None:
    assert cited(made) is None
    figure = cited(made, "late", late=Citation(key="late"))
    assert figure is not None
    assert "other studies among them: none, so no people are counted." in caption(figure)


def test_a_retracted_paper_says_so(made: Made) -> None:
    made.retract("late")
    figure = cited(made, "late", late=Citation(key="late", year=2020))
    assert figure is not None
    assert rows(figure) == [["late (retracted)", "Cites", "2020"]]


@pytest.mark.parametrize(("papers", "more"), [(12, ""), (13, "1 more"), (15, "3 more")])
def test_of_many_papers_the_rest_is_counted(made: Made, papers: int, more: str) -> None:
    figure = cited(made, *(f"p{place:02}" for place in range(papers)))
    assert figure is not None
    assert len(rows(figure)) == papers
    drawing = " ".join(tree(figure)[0][0].text_content().split())
    assert ("p11" in drawing, "p12" in drawing) == (True, False)
    assert more in drawing


def growth(made: Made, **years: int | None) -> Safe | None:
    evidence = replace(
        made.evidence,
        citations={key: Citation(key=key, year=year) for key, year in years.items()},
    )
    studies = evidence.studies.values()
    steps = over_time(evidence, studies)
    return growth_picture(page_of(evidence), Gallery(), "all", "Fever", steps)


def test_growth_needs_two_years_and_names_what_has_none(made: Made) -> None:
    for name in ("a", "b", "c", "d"):
        made.share(name, 3, 10)
    assert growth(made, a=2001, b=2001) is None
    assert growth(made, a=2001) is None
    figure = growth(made, a=2001, b=2003, c=2003)
    assert figure is not None
    assert [row[:2] for row in rows(figure)] == [["2001", "1"], ["2003", "3"]]
    assert "Not drawn: 1 study of unknown year. " in caption(figure)
    assert "Grey band" not in caption(figure)
    two_undated = growth(made, a=2001, b=2003)
    assert two_undated is not None
    assert "Not drawn: 2 studies of unknown year. " in caption(two_undated)
    whole = growth(made, a=2001, b=2003, c=2003, d=2004)
    assert whole is not None
    assert "Not drawn" not in caption(whole)


def test_shared_people_are_a_band_and_a_retracted_year_is_no_step(made: Made) -> None:
    for name in ("a", "b", "c"):
        made.share(name, 3, 10)
    made.relate("a", "overlaps", "b")
    made.retract("c")
    figure = growth(made, a=2001, b=2003, c=2004)
    assert figure is not None
    assert len(rows(figure)) == 2
    assert "Grey band: studies may share people." in caption(figure)


def patient(name: str, *values: str, **fields: Any) -> Patient:
    told = zip(("start", "week 4"), values, strict=False)
    given = {"measure": "river-score", "unit": "points", "source": "abstract", "where": "Table 1"}
    return Patient(
        patient=name,
        values=tuple(PatientValue(time=time, value=value) for time, value in told),
        **{**given, **fields},
    )


def study_of(made: Made, *patients: Patient) -> Study:
    made.share("one", 3, 10, patients=patients)
    study: Study = made.evidence.studies["one"]
    return study


def pictures(made: Made, *patients: Patient) -> list[Safe]:
    study = study_of(made, *patients)
    patients = single_patients(study)
    return patient_pictures(page_of(made.evidence), Gallery(), study, patients, "1 study")


def test_the_best_change_stands_first_with_its_sign(made: Made) -> None:
    given = (patient("1", "30", "20"), patient("2", "30", "30"), patient("3", "10", "12"))
    _, change = pictures(made, *reversed(given))
    assert [(row[0], row[3]) for row in rows(change)] == [
        ("Patient 1", "−10"),
        ("Patient 2", "0"),
        ("Patient 3", "+2"),
    ]
    assert "Sorted by change, the best first." in caption(change)
    assert "3 of 10 patients have both values (start, week 4)" in caption(change)
    assert "Dashed: a, important change, 5, example.org." not in caption(change)
    cups = (replace(one, measure="cup-count", unit="cups") for one in given)
    _, higher = pictures(made, *cups)
    assert [row[0] for row in rows(higher)] == ["Patient 3", "Patient 2", "Patient 1"]
    lost = (replace(one, measure="lost") for one in given)
    _, unknown = pictures(made, *lost)
    assert [row[0] for row in rows(unknown)] == ["Patient 1", "Patient 2", "Patient 3"]
    assert "the largest fall first." in caption(unknown)
    assert "No direction of this is called better here." in caption(unknown)


def test_what_is_not_printed_is_named_and_a_retracted_study_draws_nobody(made: Made) -> None:
    given = (patient("1", "30", "20"), patient("2", "30", "25"), patient("3", "10"))
    course, change = pictures(made, *given)
    assert "Not printed, and so not drawn: patient 3: no value at week 4." in caption(change)
    assert "No control group:" in caption(course)
    made.retract("one")
    assert pictures(made, *given) == []


def test_one_finding_in_two_units_has_pictures_of_two_names(made: Made) -> None:
    points = (patient("1", "30", "20"), patient("2", "30", "25"))
    percent = tuple(replace(one, unit="percent") for one in points)
    names = [tree(figure)[0].get("id") for figure in pictures(made, *points, *percent)]
    assert len(names) == len(set(names)) == 4


@pytest.mark.parametrize(
    ("patients", "words"),
    [
        ((), None),
        ((patient("1", "30"),), "One patient is described, with values of river score."),
        (
            (patient("1", "30"), patient("2"), patient("2", "1", measure="lost")),
            "2 patients are described one by one, with values of river score, lost.",
        ),
        ((patient("1"), patient("2")), "2 patients are described one by one, in words."),
    ],
)
def test_patients_are_counted_with_what_was_followed_in_them(
    made: Made, patients: tuple[Patient, ...], words: str | None
) -> None:
    study = study_of(made, *patients)
    assert about_patients(page_of(made.evidence), study) == words


def observed_for(name: str, months: int, **fields: Any) -> Patient:
    return patient(name, observed=TimePoint(value=number(str(months)), unit="months"), **fields)


def observation(made: Made, *patients: Patient) -> Safe | None:
    study = study_of(made, *patients)
    return observation_picture(page_of(made.evidence), Gallery(), study, single_patients(study))


def test_patients_are_observed_from_the_longest_on_if_there_are_two(made: Made) -> None:
    one, two = observed_for("1", 3), observed_for("2", 6)
    assert observation(made, one) is None
    figure = observation(made, one, two, patient("3", "30"))
    assert figure is not None
    assert [row[:2] for row in rows(figure)] == [
        ["Patient 2", "6 months"],
        ["Patient 1", "3 months"],
    ]
    assert "2 of 10 patients of 1 study have a printed length" in caption(figure)
    assert "In words" not in caption(figure)
    worded = observation(made, one, two, patient("3", "much", "better"))
    assert worded is not None
    assert "In words, in the order of time: river score;" in caption(worded)
    made.retract("one")
    assert observation(made, one, two) is None
