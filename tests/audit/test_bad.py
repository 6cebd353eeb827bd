"""One bad file for each rule: it breaks this rule at this line, and nothing else is lost."""

import dataclasses
import re
import shutil
from pathlib import Path

import pytest
from made_up import Made
from verdict_examples import EXAMPLES

from generator.audit.acceptance import STALE
from generator.audit.catalogue import CATALOGUE, VALUE_CHECKS, audit
from generator.cli import main
from generator.files.load import load_evidence
from generator.model.answer import Answer
from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.finding import Finding, Severity
from generator.text.faults import RULES

TESTS = Path(__file__).parents[1]
BAD = sorted((TESTS / "studies" / "bad").glob("*.yml"))
APPRAISALS = TESTS / "appraisals"
BAD_APPRAISALS = sorted((APPRAISALS / "bad").glob("*.yml"))
EXPECTED = re.compile(r"# ([EW]\d+) line (\d+)\n")
ALL = (*RULES, *(check.rule for check in CATALOGUE), *(check.rule for check in VALUE_CHECKS), STALE)
# Rules that one study file cannot break, with the test that breaks them.
ELSEWHERE = {
    "missing-file": "test_a_missing_file_is_named",
    "unknown-study": "test_an_unknown_study_is_named",
    "near-of-one-age": "test_a_population_near_of_another_age_is_named",
    "stale-acceptance": "test_an_acceptance_answers_a_finding_and_goes_with_it",
    "value-has-place": "test_a_value_without_a_place_is_named",
    "secondary-only": "test_what_is_missing_is_noted",
    "harms-silent": "test_what_is_missing_is_noted",
    "denominators-missing": "test_what_is_missing_is_noted",
    "registered-outcomes": "test_an_outcome_that_only_the_register_names_is_noted",
    "registers-in-order": "test_a_trial_that_ends_before_it_starts_is_named",
    "registration-is-linked": "test_a_register_entry_of_two_studies_is_named",
    "possible-overlap": "test_two_studies_of_the_same_people_are_put_to_the_curator",
    "correction-holds": "test_a_correction_whose_guard_fails_is_named",
    "rating-adds-up": "test_a_rating_that_skips_a_step_is_named",
    "figures-of-ratings": "test_a_rating_that_skips_a_step_is_named",
    "decision-has-study": "test_a_study_that_was_never_included_is_named",
    "notice-wording": "test_a_notice_that_does_not_say_whether_it_was_seen_is_named",
    "notice-of-unknown-report": "test_a_notice_of_an_unknown_report_is_named",
    "tool-of-design": "test_a_design_and_its_tool_name_each_other",
    "few-outcomes": "test_more_than_seven_chosen_outcomes_are_named",
    "rating-stands": "test_a_rating_made_with_a_retracted_study_is_named",
    "chosen-is-rated": "test_a_chosen_outcome_without_its_rating_is_named",
    "published-unreadable": "test_releases_that_were_touched_by_hand_are_named",
    "version-is-file-name": "test_releases_that_were_touched_by_hand_are_named",
    "published-is-newest": "test_releases_that_were_touched_by_hand_are_named",
    "one-entry-a-report": "test_one_identifier_in_two_entries_is_named",
    "unknown-decision": "test_a_log_that_does_not_add_up_is_named",
    "included-without-study": "test_a_log_that_does_not_add_up_is_named",
    "decision-without-reason": "test_a_log_that_does_not_add_up_is_named",
    "two-decisions": "test_a_log_that_does_not_add_up_is_named",
    "record-has-day": "test_a_log_that_does_not_add_up_is_named",
    "seed-not-read": "test_a_seed_that_was_not_read_is_named",
    "draft-called-read": "test_a_draft_that_is_called_read_is_named",
    "notice-has-day": "test_a_notice_on_no_day_is_named",
    "notices-agree": "test_two_notices_that_contradict_each_other_are_named",
    "rating-is-current": "test_a_rating_older_than_a_study_of_its_outcome_is_named",
    "draft-with-values": "test_a_draft_that_holds_values_is_named",
    "approval-has-source": "test_an_approval_without_a_page_is_named",
    "boxed-warning-whole": "test_half_a_boxed_warning_is_named",
    "override-can-be": "test_an_override_of_no_number_or_of_what_must_stay_is_named",
    "answer-is-short": "test_a_written_answer_that_breaks_a_rule_is_named",
    "answer-of-a-page": "test_a_written_answer_that_breaks_a_rule_is_named",
    "answer-without-numbers": "test_a_written_answer_that_breaks_a_rule_is_named",
    "answer-leads-home": "test_a_written_answer_that_breaks_a_rule_is_named",
    "answer-of-every-group": "test_a_trial_of_which_an_answer_names_one_group_is_named",
    "notice-fits-kind": "test_a_field_of_another_kind_of_notice_is_named",
}


def findings_of(root: Path) -> list[Finding]:
    evidence, findings = load_evidence(root)
    found = [*findings, *(audit(evidence).findings if evidence else [])]
    return [finding for finding in found if finding.severity is not Severity.NOTE]


@pytest.mark.parametrize("bad", BAD, ids=lambda path: path.stem)
def test_a_bad_file_breaks_its_rule_and_no_other(project: Path, bad: Path) -> None:
    text = bad.read_text(encoding="utf-8")
    match = EXPECTED.match(text)
    assert match
    code, line = match[1], int(match[2])
    (project / "data/studies/example-2001.yml").write_text(text, encoding="utf-8")
    found = findings_of(project)
    names = {rule.code: rule.name for rule in ALL}
    assert names[code] == bad.stem
    assert {finding.code for finding in found} == {code}, [str(finding) for finding in found]
    first = found[0]
    assert (first.place.file, first.place.line) == ("data/studies/example-2001.yml", line), str(
        first
    )
    assert first.seen
    assert first.expected
    assert first.remedy.endswith(".")
    assert str(first).endswith(f"[{code}]")
    assert "\n" not in str(first)


@pytest.mark.parametrize("bad", BAD, ids=lambda path: path.stem)
def test_a_bad_file_hides_no_other(project: Path, bad: Path) -> None:
    (project / "data/studies/example-2001.yml").write_text(
        bad.read_text(encoding="utf-8"), encoding="utf-8"
    )
    evidence, _ = load_evidence(project)
    assert evidence is not None
    assert "second-2003" in evidence.studies


def appraised(project: Path, appraisals: str) -> None:
    vocabulary = project / "data/vocabulary"
    shutil.copy(APPRAISALS / "designs.yml", vocabulary / "designs.yml")
    shutil.copy(APPRAISALS / "tools.yml", vocabulary / "appraisal_tools.yml")
    (project / "data/appraisals.yml").write_text(appraisals, encoding="utf-8")


def test_whole_appraisals_are_clean(project: Path) -> None:
    appraised(project, (APPRAISALS / "whole.yml").read_text(encoding="utf-8"))
    assert codes(project) == []


@pytest.mark.parametrize("bad", BAD_APPRAISALS, ids=lambda path: path.stem)
def test_a_bad_appraisal_breaks_its_rule_and_no_other(project: Path, bad: Path) -> None:
    text = bad.read_text(encoding="utf-8")
    match = EXPECTED.match(text)
    assert match
    appraised(project, text)
    found = findings_of(project)
    assert {rule.code: rule.name for rule in ALL}[match[1]] == bad.stem
    assert {finding.code for finding in found} == {match[1]}, [str(finding) for finding in found]
    assert (found[0].place.file, found[0].place.line) == ("data/appraisals.yml", int(match[2])), (
        str(found[0])
    )
    assert found[0].expected
    assert found[0].remedy.endswith(".")


def test_a_tool_that_does_not_fit_stops_the_build_and_names_the_one_that_does(
    project: Path,
) -> None:
    appraised(project, (APPRAISALS / "bad/tool-fits-design.yml").read_text(encoding="utf-8"))
    (finding,) = findings_of(project)
    assert finding.severity is Severity.ERROR
    assert "'Tool for series', the tool that fits this design" in str(finding)
    assert "is 'RoB 2', and the design of example-2001 is 'Open series'" in str(finding)


def test_releases_that_were_touched_by_hand_are_named(project: Path) -> None:
    releases = project / "data/releases"
    assert main(["release", "--date", "2024-09-01", "--root", str(project)]) == 0
    assert codes(project) == []
    (releases / "2024.0.0.yml").rename(releases / "2024.9.0.yml")
    assert codes(project) == ["E372", "E373"]
    (releases / "2024.9.0.yml").rename(releases / "2024.0.0.yml")
    (releases / "published.json").write_text("{", encoding="utf-8")
    assert codes(project) == ["E371", "E373"]
    (releases / "published.json").unlink()
    assert codes(project) == ["E373"]


@pytest.mark.parametrize(
    ("number", "reason", "population", "found"),
    [
        ("second-2003#fever-free-two", "different age group", "", ["W519"]),
        ("second-2003#fever-free-three", "different time", "", ["E309"]),
        ("second-2003", "different time", "", ["E395"]),
        ("second-2003#fever-free-two", "late", "", ["E395"]),
        ("second-2003#fever-free-two", "retracted", "", ["E395"]),
        ("second-2003#fever-free-two", "different time", "population: nobody, ", ["E303"]),
    ],
)
def test_an_override_of_no_number_or_of_what_must_stay_is_named(
    project: Path, number: str, reason: str, population: str, found: list[str]
) -> None:
    (project / "data/pooling_overrides.yml").write_text(
        f'- {{result: "{number}", reason: {reason}, because: R., {population}by: A, '
        "date: 2024-08-05}\n",
        encoding="utf-8",
    )
    assert codes(project) == found


def answered(
    project: Path, sentence: str, about: str = "grown-ups", date: str = "2024-08-30"
) -> None:
    (project / "data/answers.yml").write_text(
        f'- {{about: {about}, sentence: "{sentence}", rater: A, date: {date}}}\n', encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("about", "sentence", "found"),
    [
        ("home", "Fever had gone in {example-2001#fever-free-4w}.", []),
        ("alphaone", "Nobody died: {example-2001#deaths:events}. One may doubt MMT-8.", []),
        ("grown-ups/fever", "It fell to {example-2001#river-4w:follow-up}.", []),
        ("nobody", "Fever had gone.", ["E396"]),
        ("grown-ups", "Fever had gone in 7 people.", ["E397"]),
        ("grown-ups", "Fever had gone in seven people.", ["E397"]),
        ("grown-ups", "Fever had gone in two thirds.", ["E397"]),
        ("grown-ups", "It fell by −18 in a 12-week study.", ["E397"]),
        ("grown-ups", "Fever had gone in {example-2001#fever-free-9w}.", ["E398"]),
        ("grown-ups", "Fever had gone in {example-2001#fever-free-4w:weight}.", ["E398"]),
        ("grown-ups", "Fever had gone in {example-2001#mood:events}.", ["E398"]),
        ("grown-ups", "Fever had gone in {example-2001}.", ["E398"]),
        ("grown-ups", "Fever had gone in {example-2001#fever-free-4w.", ["E398"]),
        ("grown-ups", "word " * 59 + "{example-2001#deaths}", []),
        ("grown-ups", "word " * 60 + "{example-2001#deaths}", ["E384"]),
    ],
)
def test_a_written_answer_that_breaks_a_rule_is_named(
    project: Path, about: str, sentence: str, found: list[str]
) -> None:
    answered(project, sentence, about)
    assert sorted(codes(project)) == found


def test_of_two_answers_of_a_page_the_second_is_named(project: Path) -> None:
    answered(project, "Fever had gone.")
    answers = project / "data/answers.yml"
    answers.write_text(answers.read_text("utf-8") * 2, "utf-8")
    assert codes(project) == ["E396"]


def test_an_answer_older_than_a_study_of_its_people_is_named(project: Path) -> None:
    answered(project, "Fever had gone in {example-2001#fever-free-4w}.", date="2024-07-30")
    assert codes(project) == ["W523"]


def test_a_trial_of_which_an_answer_names_one_group_is_named(made: Made) -> None:
    made.share("trial", 7, 10, design="randomised-trial", answered=True)
    texts = {
        "Fever went in {trial#response:events}.": ["E399"],
        "Fever went in {trial#response}. Beside it: {trial#answer}.": ["E399", "E399"],
        "Fever went in {trial#response} against {trial#answer}.": [],
        "It was asked at {trial#response:time}.": [],
    }
    for text, expected in texts.items():
        answer = Answer(
            about="home", sentence=text, rater="A", date=PartialDate.parse("2024-08-30")
        )
        evidence = dataclasses.replace(made.evidence, answers=(answer,))
        found = [finding.code for finding in audit(evidence).findings]
        assert [code for code in found if code == "E399"] == expected


def test_a_design_and_its_tool_name_each_other(project: Path) -> None:
    appraised(project, "")
    (project / "data/appraisals.yml").unlink()
    replaced(project / "data/vocabulary/appraisal_tools.yml", "[open-series]", "[randomised-trial]")
    assert codes(project) == ["E352"]
    replaced(project / "data/vocabulary/designs.yml", "Tool for series", "none")
    assert codes(project) == []


def test_a_tool_of_an_unknown_design_is_named(project: Path) -> None:
    appraised(project, (APPRAISALS / "whole.yml").read_text(encoding="utf-8"))
    tools = project / "data/vocabulary/appraisal_tools.yml"
    replaced(tools, "[open-series]", "[open-series, closed-series]")
    assert codes(project) == ["E304"]


def test_a_word_of_the_glossary_that_names_an_unknown_measure_is_named(project: Path) -> None:
    glossary = project / "data/vocabulary/glossary.yml"
    replaced(glossary, "also: [RS]", "also: [RS], measure: rover-score")
    assert codes(project) == ["E302"]


def test_an_appraisal_of_a_result_that_is_not_there_is_named(project: Path) -> None:
    text = (APPRAISALS / "whole.yml").read_text(encoding="utf-8")
    appraised(project, text.replace("fever-free-two", "fever-free-three"))
    assert codes(project) == ["E309"]


def test_every_rule_has_a_file_or_a_test_of_its_own() -> None:
    rules = {rule.name for rule in ALL}
    files = {path.stem for path in (*BAD, *BAD_APPRAISALS)}
    answered = {path.stem.partition(".")[0] for path in EXAMPLES}
    assert rules == files | set(ELSEWHERE) | answered
    assert set(ELSEWHERE.values()) <= set(globals())


def test_codes_are_used_once() -> None:
    codes = [rule.code for rule in ALL]
    assert len(codes) == len(set(codes))


def test_a_missing_file_is_named(project: Path) -> None:
    (project / "data/vocabulary/drugs.yml").unlink()
    found = [finding for finding in findings_of(project) if finding.code == "E121"]
    assert [finding.place.file for finding in found] == ["data/vocabulary/drugs.yml"]


@pytest.mark.parametrize(
    ("harm", "line", "found"),
    [
        ("events: 12, total: 12, counted: participants", "events: 12, total: 12", []),
        ("events: 13, total: 12, counted: participants", "events: 12, total: 12", ["E321"]),
        ("events: 13, total: 12, counted: events", "events: 12, total: 12", []),
        ("events: 1, total: 12, counted: participants", "events: 13, total: 12", ["E321"]),
    ],
)
def test_more_people_with_a_harm_or_at_the_start_than_there_are_is_named(
    project: Path, harm: str, line: str, found: list[str]
) -> None:
    study = project / "data/studies/example-2001.yml"
    replaced(study, "events: 0, total: 12, counted: participants", harm)
    replaced(study, "serious: true", "serious: false")
    replaced(
        study,
        "baseline:\n",
        f"baseline:\n  - {{item: women, arm: one, {line}, source: abstract, where: Results}}\n",
    )
    assert [code for code in codes(project) if code == "E321"] == found


def test_a_population_near_of_another_age_is_named(project: Path) -> None:
    path = project / "data/vocabulary/populations.yml"
    near = "age_group: adult, near: [{population: children, difference: younger people}]"
    text = path.read_text(encoding="utf-8").replace("age_group: adult", near)
    path.write_text(text, encoding="utf-8")
    assert [finding.code for finding in findings_of(project)] == ["E394"]


def test_an_unknown_study_is_named(project: Path) -> None:
    log = project / "data/screening.csv"
    log.write_text(
        log.read_text(encoding="utf-8").replace("included,,example-2001", "included,,example-1999"),
        encoding="utf-8",
    )
    assert [finding.code for finding in findings_of(project)] == ["E308"]


def test_all_findings_come_in_one_run(project: Path) -> None:
    first, second = (
        project / f"data/studies/{name}.yml" for name in ("example-2001", "second-2003")
    )
    first.write_text(
        first.read_text(encoding="utf-8").replace("events: 7", "events: seven"), encoding="utf-8"
    )
    second.write_text(
        second.read_text(encoding="utf-8").replace("drugs: [alphatwo", "drugs: [alphanine"),
        encoding="utf-8",
    )
    log = project / "data/screening.csv"
    log.write_text(log.read_text(encoding="utf-8") + "too,few,cells\n", encoding="utf-8")
    assert {"E117", "E301", "E225"} <= {finding.code for finding in findings_of(project)}


TRIAL = (
    "- {id: t, title: T, drugs: [alphaone], url: 'https://example.org/t', where: page, seen: 2024-08-01, "
    "registration: NCT00000001, start: 2005-01, completion: COMPLETION, study: STUDY, "
    "primary_outcome: 'OUTCOME', extraction: {first: 2024-08-01, status: once}}\n"
)


def trial(
    project: Path,
    *,
    completion: str = "2006-01",
    study: str = "example-2001",
    outcome: str = "fever",
) -> None:
    text = (
        TRIAL.replace("COMPLETION", completion).replace("STUDY", study).replace("OUTCOME", outcome)
    )
    (project / "data/registered_trials.yml").write_text(text, encoding="utf-8")


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def codes(project: Path) -> list[str]:
    return [finding.code for finding in findings_of(project)]


def notes(project: Path) -> set[str]:
    evidence, _ = load_evidence(project)
    assert evidence is not None
    return {
        finding.code for finding in audit(evidence).findings if finding.severity is Severity.NOTE
    }


def test_the_small_project_is_clean(project: Path) -> None:
    assert codes(project) == []
    assert notes(project) == set()


def test_a_trial_that_ends_before_it_starts_is_named(project: Path) -> None:
    trial(project, completion="2004-01")
    assert codes(project) == ["W463"]


def test_a_register_entry_of_two_studies_is_named(project: Path) -> None:
    trial(project, study="second-2003")
    assert codes(project) == ["W499"]


def test_an_outcome_that_only_the_register_names_is_noted(project: Path) -> None:
    trial(project, outcome="Cups a day")
    assert "N473" in notes(project)


def test_what_is_missing_is_noted(project: Path) -> None:
    study = project / "data/studies/second-2003.yml"
    replaced(study, "kind: full-text", "kind: news")
    replaced(study, "events: 4, total: 19", "events: 4")
    text = study.read_text(encoding="utf-8")
    study.write_text(
        text[: text.index("harms:")] + text[text.index("summary:") :], encoding="utf-8"
    )
    assert notes(project) == {"N452", "N471", "N472"}


def test_a_value_without_a_place_is_named(small: Evidence) -> None:
    study = small.studies["example-2001"]
    row = dataclasses.replace(study.results[0], where=" ")
    changed = dataclasses.replace(study, results=(row, *study.results[1:]))
    evidence = dataclasses.replace(small, studies={**small.studies, study.id: changed})
    assert "W451" in {finding.code for finding in audit(evidence).findings}


def test_two_studies_of_the_same_people_are_put_to_the_curator(project: Path) -> None:
    first, second = (
        project / f"data/studies/{name}.yml" for name in ("example-2001", "second-2003")
    )
    for path in (first, second):
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text + "setting: {city: Riverton, site: River Hospital}\n", encoding="utf-8"
        )
    replaced(second, "drugs: [alphatwo, sugar-pill]", "drugs: [alphaone, alphatwo, sugar-pill]")
    assert codes(project) == ["W491"]
    with (project / "bibliography/relations.csv").open("a", encoding="utf-8") as file:
        file.write("second-2003,overlaps,example-2001,https://example.org/full\n")
    assert codes(project) == []


CORRECTION = (
    "- {id: c, about: [example-2001/river-4w], where: Results, what_we_do: Kept., why: So printed., reported: no, "
    "guard: in words, holds: [{at: 'example-2001#river-*', key: baseline.mean, value: 'VALUE'}, "
    "{at: 'example-2001#mood', key: total}]}\n"
)


@pytest.mark.parametrize(("value", "found"), [("31.20", []), ("31.2", ["W495"])])
def test_a_correction_whose_guard_fails_is_named(
    project: Path, value: str, found: list[str]
) -> None:
    (project / "data/corrections.yml").write_text(
        CORRECTION.replace("VALUE", value), encoding="utf-8"
    )
    assert codes(project) == found


RATING = (
    "- {id: fever-free-rating, outcome: Fever, population: grown-ups, importance: critical, "
    "comparison: {drug: alphadrug, against: nothing}, start: {level: low, reason: R}, rating: RATING, "
    "reason: 'REASON', rater: one rater, date: 2024-08-03, results: ['example-2001#fever-free-4w'], "
    "down: [{domain: risk of bias, judgement: serious, levels: 1, reason: R}]}\n"
)


@pytest.mark.parametrize(
    ("rating", "reason", "found"),
    [
        ("very low", "7 of 12 were free of fever.", []),
        ("low", "7 of 12 were free of fever.", ["W496"]),
        ("very low", "9 of 12 were free of fever.", ["W484"]),
    ],
)
def test_a_rating_that_skips_a_step_is_named(
    project: Path, rating: str, reason: str, found: list[str]
) -> None:
    text = RATING.replace("RATING", rating).replace("REASON", reason)
    (project / "data/certainty.yml").write_text(text, encoding="utf-8")
    assert codes(project) == found


def rated(project: Path) -> Path:
    text = RATING.replace("RATING", "very low").replace("REASON", "7 of 12 were free of fever.")
    (project / "data/certainty.yml").write_text(text, encoding="utf-8")
    return project / "data/topic.yml"


def test_more_than_seven_chosen_outcomes_are_named(project: Path) -> None:
    topic, one = rated(project), "{measure: fever-free, certainty: fever-free-rating}"
    replaced(topic, f"[{one}]", f"[{', '.join([one] * 7)}]")
    assert codes(project) == []
    replaced(topic, f"[{one}", f"[{one}, {one}")
    assert codes(project) == ["W501"]


def test_a_chosen_outcome_without_its_rating_is_named(project: Path) -> None:
    topic = rated(project)
    replaced(topic, "certainty: fever-free-rating", "certainty: fever-fre-rating")
    assert codes(project) == ["W502"]


def test_a_rating_made_with_a_retracted_study_is_named(project: Path) -> None:
    rated(project)
    assert codes(project) == []
    notice(project, "seen", "example-2001")
    assert codes(project) == ["W503"]


def test_a_rating_older_than_a_study_of_its_outcome_is_named(project: Path) -> None:
    rated(project)
    replaced(project / "data/certainty.yml", "date: 2024-08-03", "date: 2024-08-02")
    assert codes(project) == ["W504"]
    replaced(project / "data/studies/second-2003.yml", "{first: 2024-08-03", "{first: 2024-08-02")
    assert codes(project) == []


def test_a_draft_that_is_called_read_is_named(project: Path) -> None:
    path = project / "data/studies/second-2003.yml"
    text = path.read_text(encoding="utf-8")
    head = text[: text.index("results:")]
    path.write_text(
        f"{head}summary: To be extracted.\nextraction: {{first: 2024-08-03, status: once}}\n",
        "utf-8",
    )
    assert "E366" in codes(project)
    replaced(path, "status: once", "status: to-be-extracted")
    assert "E366" not in codes(project)


@pytest.mark.parametrize(
    ("day", "found"), [("2024-08-03", []), ("soon", ["W341"]), ("2062-08-03", ["W341"])]
)
def test_a_notice_on_no_day_is_named(project: Path, day: str, found: list[str]) -> None:
    notice(project, "none seen")
    replaced(project / "bibliography/notices.yml", "2024-08-03", day)
    assert codes(project) == found


@pytest.mark.parametrize(
    ("earlier", "found"), [("2024-08-02", []), ("2024-08-03", ["W342"]), ("2024-08-04", ["W342"])]
)
def test_two_notices_that_contradict_each_other_are_named(
    project: Path, earlier: str, found: list[str]
) -> None:
    notice(project, "none seen")
    path = project / "bibliography/notices.yml"
    replaced(path, "2024-08-03", earlier)
    missed = path.read_text(encoding="utf-8")
    notice(project, "seen")
    path.write_text(missed + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert codes(project) == found


def safety_notice(project: Path, fields: str) -> None:
    known = "url: https://example.org/label, where: Top, seen: 2024-08-01"
    read = "extraction: {first: 2024-08-01, status: once}"
    path = project / "data/safety_notices.yml"
    path.write_text(f"- {{id: warned, {known}, {read}, {fields}}}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("", ["E391"]),
        ("indication_source: {url: https://example.org/use}", ["E391"]),
        ("approval_source: {url: https://example.org/day}", []),
        ("url: https://example.org/both", []),
    ],
)
def test_an_approval_without_a_page_is_named(project: Path, page: str, found: list[str]) -> None:
    decided = f"region: US, indication: river fever, status: approved, date: 2024-08-01, {page}"
    drugs = project / "data/vocabulary/drugs.yml"
    replaced(drugs, "targets: [ALF1]", f"targets: [ALF1], approvals: [{{{decided}}}]")
    assert codes(project) == found


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("kind: label, fact: A label.", []),
        ("kind: label, fact: A label., boxed_warning: [clots], complete: true", []),
        ("kind: label, fact: A label., boxed_warning: [clots], complete: false", ["W388"]),
        ("kind: label, fact: A label., boxed_warning: [clots]", ["E392"]),
        ('kind: label, fact: "Boxed warning: clots (the page breaks off)."', ["E392"]),
        ('kind: label, fact: "Boxed warning of the class: clots."', ["E392"]),
        ("kind: label, fact: It has a boxed warning. Another, complete: true", []),
    ],
)
def test_half_a_boxed_warning_is_named(project: Path, fields: str, found: list[str]) -> None:
    safety_notice(project, fields)
    assert codes(project) == found


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("kind: dose-and-monitoring, fact: No more., dose: One a day., kidney: Half.", []),
        ("kind: label, fact: No more., dose: One a day.", ["E393"]),
        ("kind: guideline, fact: No more., strength: strong", []),
        ("kind: opinion, fact: No more., strength: strong, complete: false", ["E393", "E393"]),
    ],
)
def test_a_field_of_another_kind_of_notice_is_named(
    project: Path, fields: str, found: list[str]
) -> None:
    safety_notice(project, fields)
    assert codes(project) == found


def test_a_study_that_was_never_included_is_named(project: Path) -> None:
    replaced(project / "data/screening.csv", "included,,second-2003", "awaiting,,second-2003")
    assert codes(project) == ["W497"]
    assert "is included by no row of the screening log (only awaiting)" in "".join(
        map(str, findings_of(project))
    )
    replaced(project / "data/screening.csv", "awaiting,,second-2003", "awaiting,,")
    assert "is included by no row of the screening log; expected" in "".join(
        map(str, findings_of(project))
    )


def test_one_identifier_in_two_entries_is_named(project: Path) -> None:
    path = project / "bibliography/references.bib"
    path.write_text(
        path.read_text(encoding="utf-8") + "@misc{third, title = {T}, pmid = {11111111}}\n",
        encoding="utf-8",
    )
    assert codes(project) == ["W498"]


NOTICE = (
    "- {citation: CITATION, retraction: 'RETRACTION', concern: none seen, erratum: not yet checked, "
    "looked_at: 'https://example.org/notice', date: 2024-08-03}\n"
)


def notice(project: Path, retraction: str, citation: str = "example-2001") -> None:
    text = NOTICE.replace("CITATION", citation).replace("RETRACTION", retraction)
    (project / "bibliography/notices.yml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "found", "retracted"),
    [
        ("seen: in the journal", [], True),
        ("Retracted by the editors", [], True),
        ("none seen", [], False),
        ("Not yet checked", [], False),
        ("yes", ["E341"], False),
        ("seems sound", ["E341"], False),
        ("no retraction seen", ["E341"], False),
    ],
)
def test_a_notice_that_does_not_say_whether_it_was_seen_is_named(
    project: Path, words: str, found: list[str], *, retracted: bool
) -> None:
    notice(project, words)
    assert codes(project) == found
    evidence, _ = load_evidence(project)
    assert evidence is not None
    assert evidence.retracted_studies == (frozenset({"example-2001"}) if retracted else frozenset())


def test_a_notice_of_an_unknown_report_is_named(project: Path) -> None:
    notice(project, "seen", "example-2010")
    assert codes(project) == ["E342"]


ACCEPTED = "- {code: W411, at: 'PLACE', reason: So printed., by: the curator, date: 2024-08-03}\n"


@pytest.mark.parametrize(
    "place",
    [
        "example-2001",
        "example-2001#fever-free-4w",
        "example-2001/results[0]",
        "data/studies/example-2001.yml:results",
    ],
)
def test_an_acceptance_answers_a_finding_and_goes_with_it(project: Path, place: str) -> None:
    study, accepted = project / "data/studies/example-2001.yml", project / "data/accepted.yml"
    replaced(study, "percent: 58.3", "percent: 63.3")
    assert codes(project) == ["W411"]
    accepted.write_text(ACCEPTED.replace("PLACE", place), encoding="utf-8")
    assert codes(project) == []
    replaced(study, "percent: 63.3", "percent: 58.3")
    assert codes(project) == ["W400"]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("2024-08-02,search,PMID 3,T,awaiting,,", []),
        ("2024-08-02,search,PMID 3,T,Included,,second-2003", ["E361"]),
        ("2024-08-02,search,PMID 3,T,,,", ["E361"]),
        ("2024-08-02,search,PMID 3,T,included,,", ["E362"]),
        ("2024-08-02,search,PMID 3,T,excluded, ,", ["E363"]),
        ("2024-08-02,search,PMID 3,T,duplicate,,", ["E363"]),
        ("2024-08-02,search,PMID 3,T,duplicate,of PMID 22222222,", []),
        ("2024-08-02,search,22222222,T,awaiting,,", ["E364"]),
        ("2024-08-02,search,22222222,T,excluded,seen again,", []),
        ("2024-08-02,search,PMID 22222222,T,duplicate,of the row above,", []),
        ("2024-08-02,search,none seen,T,awaiting,,\n2024-08-02,search,none seen,T,excluded,R,", []),
        ("in August,search,PMID 3,T,awaiting,,", ["W362"]),
        ("2024-08-02,search,PMID 3,T,included,,example-1999", ["E308"]),
    ],
)
def test_a_log_that_does_not_add_up_is_named(project: Path, row: str, found: list[str]) -> None:
    with (project / "data/screening.csv").open("a", encoding="utf-8") as log:
        log.write(f"{row}\n")
    findings = findings_of(project)
    assert [finding.code for finding in findings] == found
    for finding in findings:
        assert str(finding.place) == "data/screening.csv:5"
        assert finding.remedy.endswith(".")


def drafted(project: Path, study: str) -> Path:
    path = project / f"data/studies/{study}.yml"
    path.write_text(
        re.sub(r"extraction: \{.*\}", "extraction: {first: 2024-08-02, status: to-be-extracted}",
               path.read_text(encoding="utf-8")),
        encoding="utf-8",
    )  # fmt: skip
    return path


def test_a_seed_that_was_not_read_is_named(project: Path) -> None:
    drafted(project, "example-2001")
    found = findings_of(project)
    assert [finding.code for finding in found] == ["E365"]
    assert found[0].place.file == "data/topic.yml"


def test_a_draft_that_holds_values_is_named(project: Path) -> None:
    path = drafted(project, "second-2003")
    assert codes(project) == ["W361"]
    text = path.read_text(encoding="utf-8")
    start = min(text.index(part) for part in ("results:", "harms:", "baseline:") if part in text)
    path.write_text(text[:start] + text[text.index("summary:") :], encoding="utf-8")
    assert codes(project) == []
