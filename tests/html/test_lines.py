"""What stands in a line for a result, a harm, a study or a count of people: every answer it can give."""

import dataclasses
from typing import Any

import pytest
from made_up import Made, count, number, summary
from rated_outcomes import DRUG, rated

from generator.audit.verdict import Audit
from generator.html.contrast_line import row_link
from generator.html.evidence_map_marks import SIGNS, radius, ring_of, sign_of
from generator.html.harm_line import harm_interval, harm_remarks, serious_harms
from generator.html.open_page import OpenPage
from generator.html.people import people_counted, people_number, people_so_far
from generator.html.result_line import by_domain, control_badge, remarks, time_of, worked_out
from generator.html.site_evidence import SiteEvidence
from generator.html.study_facts import (
    doses,
    earlier_treatment,
    follow_up_words,
    groups,
    registration,
    where_and_when,
)
from generator.model.evidence import Evidence
from generator.model.study import Discrepancy, FollowUp, Harm
from generator.model.study_setting import Setting
from generator.synthesis.direction import Direction, Signal, no_signal
from generator.synthesis.findings import summary_of_findings
from generator.synthesis.importance import Size
from generator.synthesis.participants import People
from generator.synthesis.selection import Silence
from generator.wording.counts import people_words, studies_words

replace: Any = dataclasses.replace


def page_of(evidence: Evidence) -> OpenPage:
    return OpenPage(SiteEvidence(evidence, Audit(())), "index.html")


def harm(**changes: Any) -> Harm:
    fields = {"id": "fever", "event": "Fever", "arm": "one", "counted": "participants"}
    return Harm(**{**fields, "source": "paper", "where": "page 1", **changes})


@pytest.mark.parametrize(
    ("changes", "interval"),
    [
        ({"events": count(0), "total": count(10)}, "up to 31 % computed"),
        ({"events": count(2), "total": count(10)}, "6 to 51 % computed"),
        ({"events": count(0), "total": count(10), "counted": "events"}, ""),
        ({"events": count(0), "total": count(0)}, ""),
        ({"events": None, "total": count(10)}, ""),
        ({"events": count(0), "total": None}, ""),
    ],
)
def test_how_common_a_harm_may_be_is_said_where_people_were_counted(
    changes: dict[str, Any], interval: str
) -> None:
    assert harm_interval(harm(**changes)).striptags() == interval


@pytest.mark.parametrize(
    ("serious", "said"), [(True, "serious"), (False, "not recorded as serious"), (None, "")]
)
def test_a_harm_is_called_serious_only_by_its_source(
    made: Made, serious: bool | None, said: str
) -> None:
    made.share("one", 3, 10)
    study, page = made.evidence.studies["one"], page_of(made.evidence)
    assert harm_remarks(page, study, harm(serious=serious)).striptags() == said
    disputed = replace(
        study, discrepancies=(Discrepancy(id="who", text="They differ.", about=("fever",)),)
    )
    assert "discrepancy noted" in harm_remarks(page, disputed, harm())


@pytest.mark.parametrize(
    ("serious", "said"),
    [
        ((), "harms not reported"),
        ((False, False), "none called serious"),
        ((False, None), "not said which were serious"),
        ((True, False), "Fever: 1 of 9"),
        ((True,) * 4, "Fever: 1 of 9; Fever: 1 of 9; Fever: 1 of 9; 1 more"),
    ],
)
def test_an_overview_names_serious_harms_or_says_why_it_names_none(
    made: Made, serious: tuple[bool | None, ...], said: str
) -> None:
    made.share("one", 3, 10)
    harms = tuple(harm(serious=kind, events=count(1), total=count(9)) for kind in serious)
    study = replace(made.evidence.studies["one"], harms=harms)
    assert serious_harms(page_of(made.evidence), study).striptags() == said


def test_events_are_never_called_people(made: Made) -> None:
    made.share("one", 3, 10)
    study, page = made.evidence.studies["one"], page_of(made.evidence)
    events = harm(events=count(5), total=count(4), counted="events")
    assert row_link(page, study, events).striptags() == "5 events among 4 people"
    assert row_link(page, study, study.results[0]).striptags() == "3 of 10"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"role": "primary"}, "primary outcome"),
        ({"role": "secondary"}, ""),
        ({"role": "secondary", "interim": True}, "interim figure"),
        ({"role": "secondary", "subgroup": "children"}, "subgroup: children"),
        ({"role": "secondary", "same_as": "other"}, "same figure as other"),
    ],
)
def test_each_remark_on_a_figure_is_made_alone(
    made: Made, changes: dict[str, Any], said: str
) -> None:
    result = replace(made.share("one", 3, 10), **changes)
    study = made.evidence.studies["one"]
    assert remarks(page_of(made.evidence), study, result).striptags() == said


def test_a_change_is_worked_out_and_a_share_is_not(made: Made) -> None:
    change = made.change("one", 10, summary(mean="28", sd="6"), summary(mean="12", sd="6"))
    share = made.share("two", 3, 10)
    page, studies = page_of(made.evidence), made.evidence.studies
    assert "mean change" in str(worked_out(page, studies["one"], change))
    assert worked_out(page, studies["two"], share) is None


def test_a_missing_control_group_and_a_missing_time_are_said(made: Made) -> None:
    result = made.share("one", 3, 10)
    made.share("two", 3, 10, design="randomised-trial", answered=True)
    made.share("three", 3, 10, design="randomised-trial")
    page = page_of(made.evidence)
    one, two, three = (made.evidence.studies[name] for name in ("one", "two", "three"))
    assert "no result compared with a control group" in str(control_badge(page, three))
    assert "no control group" in str(control_badge(page, one))
    assert control_badge(page, two) is None
    assert time_of(replace(result, time=None)).striptags() == "time not stated"


def test_domains_without_results_stand_last_or_alone(made: Made) -> None:
    page = page_of(made.evidence)
    lines = [("strength", []), ("fever", [page.population("grown-ups")])]
    assert by_domain(lines, lambda _: "not reported").striptags().endswith("not reported: strength")
    assert by_domain([("fever", [])], lambda _: "not reported").striptags() == "not reported"


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("other groups", "only of other groups, or of groups together: fever"),
        ("subgroup", "only of a subgroup: fever"),
        ("interim", "only before the end of the study: fever"),
        ("subgroup or interim", "only of a subgroup, or before the end of the study: fever"),
    ],
)
def test_what_an_overview_passes_over_is_never_called_unreported(why: Silence, words: str) -> None:
    assert by_domain([("fever", [])], lambda _: why).striptags() == words
    both = by_domain(
        [("fever", []), ("strength", [])], lambda name: why if name == "fever" else "not reported"
    )
    assert both.striptags() == f"{words}not reported: strength"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (None, "not reported"),
        (FollowUp(), "not reported"),
        (FollowUp(value=number("12"), unit="weeks"), "12 weeks"),
        (FollowUp(median=number("14"), unit="months"), "median 14 months"),
        (FollowUp(min=number("6"), max=number("30"), unit="weeks"), "range 6 to 30 weeks"),
        (FollowUp(min=number("6"), unit="weeks"), "at least 6 weeks"),
        (FollowUp(max=number("30")), "up to 30"),
        (FollowUp(value=number("2"), unit="years", label="last visit"), "2 years, last visit"),
    ],
)
def test_follow_up_is_said_as_printed(length: FollowUp | None, said: str) -> None:
    assert follow_up_words(length).striptags() == said


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        (None, None),
        (Setting(country="Norway", centres=count(1)), "Norway, one centre"),
        (Setting(city="Oslo", centres=count(3), period="2017"), "Oslo, 3 centres, 2017"),
        (Setting(site="Clinic", centres=count(0)), "Clinic"),
    ],
)
def test_where_and_when_leaves_out_what_is_not_known(
    made: Made, setting: Setting | None, said: str | None
) -> None:
    made.share("one", 3, 10)
    assert where_and_when(replace(made.evidence.studies["one"], setting=setting)) == said


def test_groups_doses_and_earlier_treatment(made: Made) -> None:
    made.share("one", 3, 10)
    study = made.evidence.studies["one"]
    arm = replace(study.arms[0], dose="5 mg", frequency="daily", duration=None, total=None)
    study = replace(study, arms=(arm, replace(arm, id="two", drug="sugar-pill", dose="1 mg")))
    assert doses(made.evidence, study) == ("5 mg daily",)
    assert doses(made.evidence, study, "sugar-pill") == ("1 mg daily",)
    assert "size not reported" in str(groups(page_of(made.evidence), study))
    assert groups(page_of(made.evidence), replace(study, arms=())) is None
    who = [replace(study.population, refractory=known) for known in (True, False, None)]
    said = [earlier_treatment(replace(study, population=population)) for population in who]
    expected = ["had resisted earlier treatment", "not chosen for resisting earlier treatment", ""]
    assert said == expected


def test_a_number_of_a_known_register_leads_there() -> None:
    assert "href=" in registration("NCT01234567")
    assert registration("local-7") == "<span>local-7</span>"


@pytest.mark.parametrize(
    ("people", "counted", "number", "so_far", "in_words", "studies"),
    [
        (People(10, 10, 2, 0), "10", "10", "10", "10 people", "2 studies"),
        (People(8, 10, 2, 0), "8 to 10", "8 to 10", "8 to 10", "8 to 10 people", "2 studies"),
        (
            People(1, 1, 2, 1),
            "1 and 1 group of unknown size",
            "1",
            "1 and 1 study of unknown size",
            "1 person",
            "2 studies, 1 of unknown size",
        ),
        (
            People(0, 0, 2, 2),
            "number not reported",
            "number not reported",
            "not reported",
            "number not reported",
            "2 studies",
        ),
        (
            People(0, 0, 1, 1, (241,)),
            "number on the drug not published (a study of 241 people)",
            "number on the drug not published (a study of 241 people)",
            "number on the drug not published (a study of 241 people)",
            "number on the drug not published",
            "1 study, of 241 people",
        ),
        (
            People(9, 9, 2, 1, (241,)),
            "9, and a study of 241 people whose number on the drug is not published",
            "9",
            "9, and a study of 241 people whose number on the drug is not published",
            "9 people",
            "2 studies, a study of 241 people whose number on the drug is not published",
        ),
    ],
)
def test_an_unknown_number_is_never_nobody(
    people: People, counted: str, number: str, so_far: str, in_words: str, studies: str
) -> None:
    assert people_counted(people).striptags() == counted
    assert people_number(people).striptags() == number
    assert people_so_far(people).striptags() == so_far
    assert people_words(people) == in_words
    assert studies_words(people) == studies


def test_a_bubble_has_people_as_its_area_and_a_ring_where_groups_were_randomised() -> None:
    assert radius(People(100, 100, 1, 0), 400) == radius(People(400, 400, 1, 0), 400) / 2
    assert radius(People(1, 1, 1, 0), 4000) > 0
    assert radius(People(5, 5, 1, 0), 0) == radius(People(0, 0, 1, 1), 400)
    assert ring_of(10, "randomised") == 6
    assert ring_of(3, "randomised") == 0
    assert ring_of(10, "compared") == 0


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (Size.IMPORTANT, "better by an amount that matters, against a control group"),
        (Size.PERHAPS, "better, whether by enough to matter is not certain, against a"),
        (Size.NO_THRESHOLD, "group; how large a difference matters is not known (Fever)"),
        (Size.NO_INTERVAL, "group; how exact that is cannot be told"),
        (None, "better, against a control group (Fever)"),
    ],
)
def test_a_sign_names_its_outcome_and_its_words_the_size(
    small: Evidence, size: Size | None, words: str
) -> None:
    (outcome,) = summary_of_findings(rated(small, "low", DRUG), "grown-ups")
    sign, said = sign_of(Signal(Direction.BETTER, outcome, size))
    assert sign == "▲ better: Fever"
    assert words in said
    wide = sign_of(Signal(Direction.NOT_SHOWN, outcome, Size.EITHER))
    assert wide[0] == "□ no difference shown: Fever"
    assert "no difference shown, but a large benefit or harm would both fit" in wide[1]


def test_without_a_direction_there_is_no_sign(small: Evidence) -> None:
    (outcome,) = summary_of_findings(rated(small, "low", DRUG), "grown-ups")
    assert sign_of(no_signal()) == ("", "none: no single outcome was chosen")
    bare = Signal(Direction.NONE, outcome, why="not compared on this outcome")
    assert sign_of(bare) == ("", "none: not compared on this outcome")
    apart = Signal(Direction.MIXED, outcome, why="their intervals do not overlap")
    assert sign_of(apart)[1] == "studies disagree: their intervals do not overlap (Fever)"
    assert len(set(SIGNS.values())) == len(Direction)
