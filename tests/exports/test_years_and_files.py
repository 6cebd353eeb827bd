"""What was known by a year, the script of an average, and records as text and as JSON."""

import dataclasses
import json
from typing import Any

import pytest
from made_up import Made, summary

from generator.audit.verdict import Audit
from generator.exports.estimate_script import estimate_script
from generator.exports.evidence_json import evidence_json
from generator.exports.flat_record import flat
from generator.exports.known_by_year import comparison_by, known_by, studies_by_year
from generator.exports.year_states import states_script
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.citation import Citation
from generator.model.evidence import Evidence
from generator.synthesis.bodies_of_evidence import form_bodies
from generator.synthesis.candidates import candidates
from generator.synthesis.estimate import Estimate, estimate

replace: Any = dataclasses.replace


def page_of(made: Made, **years: int | None) -> OpenPage:
    citations = {key: Citation(key=key, year=year) for key, year in years.items()}
    evidence = replace(made.evidence, citations=citations)
    return OpenPage(SiteEvidence(evidence, Audit(())), "time.html")


def test_a_year_counts_what_was_published_until_then(made: Made) -> None:
    made.share("a", 3, 10)
    made.share("b", 3, 1)
    made.share("c", 3, 20, design="randomised-trial", size=40, answered=True)
    made.share("undated", 3, 10)
    page = page_of(made, a=2001, b=2003, c=2004)
    assert sorted(studies_by_year(page)) == [2001, 2003, 2004]
    assert known_by(page, 2000, "Cite.").added == "Added in 2000: nothing."
    first = known_by(page, 2001, "Cite.")
    assert (first.words, first.studies, first.people) == ("2001: 1 study, 10 people", "1", "10")
    assert (first.controlled, first.added) == ("0", "Added in 2001: A.")
    assert known_by(page, 2002, "Cite.").added == "Added in 2002: nothing."
    last = known_by(page, 2004, "Cite.")
    assert (last.studies, last.people, last.controlled, last.randomised) == ("3", "31", "1", "1")
    assert last.citation == (
        "Known at the end of 2004: 3 studies, 31 people, as listed here. Cite. time.html#?year=2004"
    )


def test_a_comparison_has_nothing_before_its_first_study_and_an_average_only_from_five(
    made: Made,
) -> None:
    for place in range(5):
        made.share(f"s{place}", 40 + place, 100)
    page = page_of(made, **{f"s{place}": 2001 + place for place in range(5)})
    comparison = page.site.comparisons["grown-ups", "fever"]
    assert comparison_by(page, comparison, 2000) is None
    first = comparison_by(page, comparison, 2001)
    assert first == ("1 study", "100 people", "not averaged")
    last = comparison_by(page, comparison, 2005)
    assert last is not None
    assert last[:2] == ("5 studies", "500 people")
    assert last.averages.startswith("Alphaone: Fever free, about 12 weeks: 5 studies, 500 people: ")
    assert comparison_by(page, comparison, 2030) == last


@pytest.mark.parametrize(
    ("silent", "people"),
    [
        (1, "10 people and 1 study of unknown size"),
        (2, "10 people and 2 studies of unknown size"),
        (0, "10 people"),
    ],
)
def test_unknown_sizes_are_said_beside_the_people_of_a_year(
    made: Made, silent: int, people: str
) -> None:
    made.share("known", 3, 10)
    for place in range(silent):
        made.share(f"s{place}", 3, 10)
    page = page_of(made, known=2001, **{f"s{place}": 2001 for place in range(silent)})
    bare = {
        name: study
        if name == "known"
        else replace(
            study,
            participants=None,
            arms=tuple(replace(arm, total=None) for arm in study.arms),
            results=tuple(replace(row, total=None, events=None) for row in study.results),
        )
        for name, study in page.evidence.studies.items()
    }
    evidence = replace(page.evidence, studies=bare)
    page = OpenPage(SiteEvidence(evidence, Audit(())), "time.html")
    state = comparison_by(page, page.site.comparisons["grown-ups", "fever"], 2001)
    assert state is not None
    assert state.people == people


def test_the_script_holds_every_year_between_the_first_and_the_last(made: Made) -> None:
    made.share("a", 3, 10)
    made.share("b", 3, 10)
    text = states_script(page_of(made, a=2001, b=2004), "Cite.").decode()
    assert text.startswith("self.evidenceYears(")
    states = json.loads(text.removeprefix("self.evidenceYears(").removesuffix(");\n"))
    assert list(states["years"]) == ["2001", "2002", "2003", "2004"]
    (steps,) = states["comparisons"].values()
    assert [step["year"] for step in steps] == [2001, 2004]
    years = [[step["year"] for step in cell] for cell in states["cells"].values()]
    assert [2001, 2004] in years
    known = [step["known"] for cell in states["cells"].values() for step in cell]
    assert all(known)
    empty = states_script(page_of(made), "Cite.").decode()
    assert '"years":{}' in empty


def averaged(evidence: Evidence, domain: str = "fever") -> Estimate:
    return estimate(evidence, form_bodies(evidence, candidates(evidence, "grown-ups", domain))[0])


def test_a_script_reproduces_an_average_on_the_scale_of_its_model(made: Made) -> None:
    made.share("s0", 40, 100)
    assert estimate_script(averaged(made.evidence)) is None
    for place in range(1, 5):
        made.share(f"s{place}", 40 + place, 100)
    script = estimate_script(averaged(made.evidence))
    assert script is not None
    assert script.startswith("# The site shows the line `exact`")
    assert "44" in script


def test_a_ratio_goes_into_its_script_as_a_logarithm_and_a_change_as_it_is(made: Made) -> None:
    for place in range(5):
        made.ratio(f"r{place}", "0.5", "0.25", "1.0")
    ratios = estimate_script(averaged(made.evidence))
    assert ratios is not None
    assert "as logarithms" in ratios
    assert "-0.693" in ratios
    for place in range(5):
        after = summary(mean=str(12 + place), sd="6")
        made.change(f"c{place}", 20, summary(mean="28", sd="6"), after)
    changes = estimate_script(averaged(made.evidence, "strength"))
    assert changes is not None
    assert "in the units of the scale" in changes
    assert "-16" in changes


def test_the_document_says_its_version_and_keeps_truth_values(small: Evidence) -> None:
    document = json.loads(evidence_json(small, "2024.1.0"))
    assert document["version"] == "2024.1.0"
    assert "version" not in json.loads(evidence_json(small))
    assert document["designs"]["open-series"]["comparative"] is False
    assert not {"places", "published", "next_release", "domains"} & set(document)
    river = document["measures"]["river-score"]
    assert river["thresholds"][0]["value"] == "5"
    assert "note" not in river
    assert "–".encode() in evidence_json(replace(small, topic=replace(small.topic, title="A – B")))


def test_a_record_is_one_line_with_the_names_of_its_parts(small: Evidence) -> None:
    study = small.studies["example-2001"]
    line = flat(study, leave_out={"results", "note"})
    assert line["participants_treated"] == "12"
    assert line["follow_up_value"] == "1"
    assert line["drugs"] == "alphaone"
    assert not {"results", "note"} & set(line)
    harm = flat(study.harms[0])
    assert (harm["serious"], harm["p"]) == ("true", "")
    assert flat(replace(study.harms[0], serious=False))["serious"] == "false"
    assert flat(small.drugs["alphaone"])["approvals"] == ""
    measure = flat(small.measures["river-score"])
    assert measure["thresholds"].startswith("id: important, label: important change, value: 5")
    assert ", doi:" not in measure["thresholds"]
