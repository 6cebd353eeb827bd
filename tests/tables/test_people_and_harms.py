"""Participants, single patients, harms and studies as rows: as printed, and never more than is known."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from lxml import html
from made_up import Made, count, number

from generator.audit.verdict import Audit
from generator.exports.sheets import _harms
from generator.html.escape import Safe
from generator.html.harm_line import serious_harms
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.model.result import TimePoint
from generator.model.study import (
    Baseline,
    Discrepancy,
    Harm,
    Participants,
    Patient,
    PatientValue,
    Study,
)
from generator.pages.safety import safety_page
from generator.tables.harms import harms_across, study_harms
from generator.tables.harms_of_two_groups import harms_of_two_groups
from generator.tables.participants import baseline_table, patients_table
from generator.tables.studies import overview_domains, short_studies_table, studies_table

replace: Any = dataclasses.replace
FROM: Any = {"source": "abstract", "where": "Table 1"}
SHOWS = "1 study"


def page_of(evidence: Evidence) -> OpenPage:
    return OpenPage(SiteEvidence(evidence, Audit(())), "index.html")


def rows(table: Safe | None) -> list[list[str]]:
    assert table is not None
    found = html.fromstring(f"<main>{table}</main>").findall(".//tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found]


def one(made: Made, **changes: Any) -> Study:
    made.share("one", 3, 10)
    study: Study = replace(made.evidence.studies["one"], **changes)
    return study


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({"value": "18 to 75 years", "unit": "years"}, "18 to 75 years"),
        ({"value": "18 to 75", "unit": "years"}, "18 to 75 years"),
        ({"value": "high"}, "high"),
        ({"events": count(0), "total": count(10)}, "0 of 10"),
        ({"percent": number("40.0"), "total": count(10)}, "40.0 % of 10"),
        ({"mean": number("31.20"), "sd": number("8.0")}, "31.20 ± 8.0 (mean ± SD)"),
    ],
)
def test_a_value_at_the_start_stands_as_printed(
    made: Made, changes: dict[str, Any], value: str
) -> None:
    study = one(made, baseline=(Baseline(item="Age", **FROM, **changes),))
    (row,) = rows(baseline_table(page_of(made.evidence), study, "start", "At the start", SHOWS))
    assert row[2] == value
    assert row[:2] == ["Age", "all"]
    assert row[3] == ("10" if "total" in changes else "not reported")


def test_a_group_at_the_start_is_named_and_nothing_is_no_table(made: Made) -> None:
    study = one(made, baseline=(Baseline(item="Age", value="40", arm="one", **FROM),))
    page = page_of(made.evidence)
    assert (
        rows(baseline_table(page, study, "start", "At the start", SHOWS))[0][1] == "alphaone group"
    )
    assert baseline_table(page, one(made, baseline=()), "start", "At the start", SHOWS) is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Patient 1"),
        ({"age": number("40"), "sex": "F"}, "Patient 1 40 years, female"),
        ({"sex": "M"}, "Patient 1 male"),
        ({"sex": "X"}, "Patient 1 X"),
        (
            {"observed": TimePoint(value=number("6"), unit="months")},
            "Patient 1 observed for 6 months",
        ),
    ],
)
def test_a_patient_is_described_as_far_as_is_printed(
    made: Made, changes: dict[str, Any], said: str
) -> None:
    study = one(made, patients=(Patient(patient="1", **FROM, **changes),))
    (row,) = rows(patients_table(page_of(made.evidence), study, "patients", "Patients", SHOWS))
    assert row[:3] == [said, "course", "none printed"]


def test_what_was_followed_is_named_by_its_source_else_by_its_measure(made: Made) -> None:
    values = (PatientValue(time="start", value="30"), PatientValue(time="week 4", value="10.50"))
    given = {"measure": "river-score", "values": values, "response": "good"}
    first = Patient(patient="1", **FROM, **given)
    second = replace(first, reported_as="RS of the paper", response=None)
    study = one(made, patients=(first, second))
    table = patients_table(page_of(made.evidence), study, "patients", "Patients", SHOWS)
    assert [row[1:4] for row in rows(table)] == [
        ["River score0 to 50 points, lower is better.", "start: 30; week 4: 10.50", "good"],
        ["RS0 to 50 points, lower is better. of the paper", "start: 30; week 4: 10.50", ""],
    ]
    assert table is not None
    assert "1 single patient" in table.striptags()


def harm(name: str, **changes: Any) -> Harm:
    fields = {"id": name, "event": name.capitalize(), "arm": "one", "counted": "participants"}
    return Harm(**{**fields, "events": count(1), "total": count(10), **FROM, **changes})


def test_harms_are_parted_by_what_their_source_calls_serious(made: Made) -> None:
    kinds = {"chills": True, "rash": False, "cough": None}
    study = one(made, harms=tuple(harm(name, serious=kind) for name, kind in kinds.items()))
    page = page_of(made.evidence)

    def names(chosen: Callable[[Harm], bool] | None) -> list[str]:
        table = harms_across(page, [study], "h", "Harms", "By study.", chosen)
        return [row[1].split()[0] for row in rows(table)]

    assert names(None) == ["Chills", "Rash", "Cough"]
    assert names(lambda harm: harm.serious is None) == ["Cough"]


def test_a_harm_of_unstated_seriousness_stands_before_the_others(made: Made) -> None:
    kinds = {"chills": True, "rash": False, "cough": None}
    study = one(made, harms=tuple(harm(name, serious=kind) for name, kind in kinds.items()))
    evidence = replace(made.evidence, studies={study.id: study})
    site = SiteEvidence(evidence, Audit(()))
    body = safety_page(OpenPage(site, "safety.html")).body
    places = ["#_serious", "Chills", "Seriousness not stated", "Cough", "## Other harms", "Rash"]
    found = [body.index(words) for words in places]
    assert found == sorted(found)


def test_without_harms_there_is_no_table(made: Made) -> None:
    page = page_of(made.evidence)
    assert harms_across(page, [one(made)], "h", "Harms", "By study.") is None


@pytest.mark.parametrize(("harms", "filtered"), [(20, False), (21, True)])
def test_harms_of_more_than_a_screenful_have_a_filter(
    made: Made, harms: int, *, filtered: bool
) -> None:
    study = one(made, harms=tuple(harm(f"h{place}") for place in range(harms)))
    table = harms_across(page_of(made.evidence), [study], "h", "Harms", "By study.")
    assert table is not None
    assert ("data-ev-filter" in table) is filtered


def test_a_harm_names_its_group_only_among_several(made: Made) -> None:
    made.share("one", 3, 10, design="randomised-trial")
    two_groups = replace(made.evidence.studies["one"], harms=(harm("chills"),))
    page = page_of(made.evidence)
    table = study_harms(page, two_groups, "h", "Harms", SHOWS)
    assert table is not None
    assert "Chills, alphaone group" in table.unescape()
    alone = study_harms(page, replace(two_groups, arms=two_groups.arms[:1]), "h", "Harms", SHOWS)
    assert alone is not None
    assert "Chills, alphaone group" not in alone.unescape()
    assert study_harms(page, replace(two_groups, harms=()), "h", "Harms", SHOWS) is None


def test_a_group_that_took_no_one_drug_stands_by_its_name(made: Made) -> None:
    study = one(made, harms=(harm("chills"),))
    page = page_of(made.evidence)
    (row,) = rows(harms_across(page, [study], "h", "Harms", "By study."))
    assert row[2].endswith("Alphaone alphaone group")
    mixed = replace(study, arms=(replace(study.arms[0], drug=None, label="Either"),))
    (row,) = rows(harms_across(page, [mixed], "h", "Harms", "By study."))
    assert row[2] == "Either"


def table_of(made: Made, *studies: Study, **fields: Any) -> Safe | None:
    page = page_of(made.evidence)
    given = {"domains": ("fever", "strength"), **fields}
    return studies_table(page, studies, "all", "Studies", **given)


def test_a_retracted_study_has_no_result_in_the_list(made: Made) -> None:
    study = one(made)
    (sound,) = rows(table_of(made, study))
    assert "3 of 10" in sound[5]
    assert sound[6] == "harms not reported"
    made.retract("one")
    (gone,) = rows(table_of(made, study))
    assert gone[5:] == ["left out: retracted", "left out: retracted"]


@pytest.mark.parametrize(
    ("patients", "link"), [((), ""), (("1", "1"), ""), (("1", "2", "2"), "2 one by one")]
)
def test_patients_described_one_by_one_are_counted_once(
    made: Made, patients: tuple[str, ...], link: str
) -> None:
    study = one(made, patients=tuple(Patient(patient=name, **FROM) for name in patients))
    people = rows(table_of(made, study))[0][4]
    assert people.startswith("10 followed 1 year")
    assert people.endswith(link)
    assert ("one by one" in people) is bool(link)


def test_a_list_of_more_than_five_has_a_filter(made: Made) -> None:
    study = one(made)
    five, six = table_of(made, *[study] * 5), table_of(made, *[study] * 6)
    assert five is not None
    assert six is not None
    assert "data-ev-filter" not in five
    assert "data-ev-filter" in six
    assert table_of(made) is None


def test_people_who_took_a_drug_are_counted_in_treatment_alone(made: Made) -> None:
    made.share("one", 3, 10, design="randomised-trial", size=20)
    made.share("two", 3, 10, design="randomised-trial", size=20, evidence="comparator")
    first, second = made.evidence.studies.values()
    treatment, mixed = table_of(made, first), table_of(made, first, second)
    assert treatment is not None
    assert mixed is not None
    assert "10 people given one of the drugs" in treatment.striptags()
    assert "given one of the drugs" not in mixed.striptags()


def test_a_size_that_is_not_reported_sorts_as_nothing(made: Made) -> None:
    study = one(made, participants=None)
    table = short_studies_table(page_of(made.evidence), [study], "s", "Studies")
    assert rows(table)[0][3] == "not reported"
    assert table is not None
    assert 'data-sort=""' in table
    known = short_studies_table(page_of(made.evidence), [one(made)], "s", "Studies")
    assert rows(known)[0][3] == "10"


def test_the_overview_holds_the_domains_of_most_studies_in_their_order(made: Made) -> None:
    names = [f"d{place}" for place in range(8)]
    measures = {
        name: replace(made.evidence.measures["fever-free"], id=name, domain=name) for name in names
    }
    for place in range(8):
        for name in names[: place + 1]:
            made.share(f"{name}-{place}", 3, 10, measure=name)
    evidence = replace(made.evidence, measures=measures)
    shown = overview_domains(page_of(evidence), tuple(evidence.studies.values()))
    assert sorted(shown) == names[:6]


def test_a_harm_of_one_group_says_that_the_other_was_not_reported(made: Made) -> None:
    made.share("one", 3, 10, design="randomised-trial")
    study = made.evidence.studies["one"]
    study = replace(study, participants=Participants(treated=count(20)))
    doubt = Discrepancy(id="d1", text="The sources differ.", about=("rash",))
    alone = replace(study, harms=(harm("rash", arm="pill"),), discrepancies=(doubt,))
    page = page_of(made.evidence)
    for table in (
        study_harms(page, alone, "h", "Harms", SHOWS),
        harms_across(page, [alone], "h", "Harms", "By study."),
    ):
        assert table is not None
        words = " ".join(table.striptags().split())
        assert "not reported for alphaone" in words
        assert "see where sources differ" in words
    both = replace(study, harms=(harm("rash", arm="pill"), harm("r2", event="Rash")))
    assert "not reported for" not in str(harms_across(page, [both], "h", "Harms", "By study."))
    # Groups of ten each among ten people are periods of one group.
    series = replace(alone, participants=Participants(treated=count(10)))
    assert "not reported for" not in str(harms_across(page, [series], "h", "Harms", "By study."))
    series = replace(alone, design="open-series")
    assert "not reported for" not in str(harms_across(page, [series], "h", "Harms", "By study."))


def test_the_download_says_for_which_drug_a_harm_is_not_reported(evidence: Evidence) -> None:
    lines = {line["id"]: line for line in _harms(evidence) if line["study"] == "fiorentino-2025"}
    assert lines["serious-adverse-events-placebo"]["not_reported_for"] == "dazukibart"


def test_a_serious_harm_of_one_group_names_the_group(made: Made) -> None:
    made.share("one", 3, 10, design="randomised-trial")
    study = replace(
        made.evidence.studies["one"],
        participants=Participants(treated=count(20)),
        harms=(harm("clot", arm="pill", serious=True),),
    )
    said = " ".join(serious_harms(page_of(made.evidence), study).striptags().split())
    assert said.endswith("Sugar pill not reported for alphaone")
    alone = replace(study, arms=study.arms[1:], design="open-series")
    assert "Sugar pill" not in serious_harms(page_of(made.evidence), alone).striptags()


def test_the_group_of_a_drug_added_to_another_is_called_as_it_was(evidence: Evidence) -> None:
    table = harms_of_two_groups(page_of(evidence), [evidence.studies["gao-2025"]], "h", "Harms")
    assert table is not None
    said = table.striptags()
    assert "Calcineurin inhibitor + tofacitinib against calcineurin inhibitor alone" in said
    assert "Tofacitinib against calcineurin inhibitor" not in said
    # Of one study nothing is added up or averaged.
    assert "simple sums" not in said
