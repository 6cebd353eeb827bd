"""The first draft of a study reads without an error, whatever the record holds, and claims nothing nobody printed."""

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from made_records import found, trial

from generator.audit.catalogue import audit
from generator.desk.study_draft import (
    SCHEMA_LINE,
    SUMMARY,
    Draft,
    draft_study,
    slug,
    source_address,
    study_id,
    study_label,
)
from generator.files.load import load_evidence
from generator.model.evidence import Evidence
from generator.model.finding import Severity
from generator.model.found import (
    AbstractPart,
    FoundRecord,
    Origin,
    RegisteredArm,
    RegisteredOutcome,
    RegisterEntry,
)
from generator.model.identifier import Registration

DAY = date(2024, 8, 30)
PRIVATE = "Sixty grown-ups swam for a week"
NASTY = (
    "", "plain", "Fever: a “trial” of 5 % {x} [y] #1", "- no", "? yes", "null", "a\nb\tc", "\x1b[2Jred", "it's \"so\"",
    "& *x !y",
    "Ōta–Müller, O’Neil", "日本語の題", "{{curly}}", "trailing: ", "\\backslash\\", "%TAG", "…",
    "<i>x</i>", "---", "x" * 400,
)  # fmt: skip


def entry(**changes: Any) -> RegisterEntry:
    return RegisterEntry(**{"registration": Registration.parse("NCT01234567"), **changes})


def draft(record: FoundRecord, number: int = 0, **changes: Any) -> Draft:
    name = f"draft-{number}"
    fields = {
        "evidence": "treatment",
        "design": "open-series",
        "day": DAY,
        "drugs": ("alphaone",),
        "populations": ("children",),
    }
    return Draft(**{"id": name, "reports": (name,), "record": record, **fields, **changes})


def many_drafts() -> list[Draft]:
    chance = random.Random(7)  # noqa: S311 - the same records each time
    pick = lambda: chance.choice(NASTY)  # noqa: E731
    drafts = []
    for number in range(120):
        arms = tuple(
            RegisteredArm(pick(), pick(), (pick(), "Drug: Alphaone"))
            for _ in range(chance.randrange(4))
        )
        outcomes = tuple(
            RegisteredOutcome("primary", pick(), pick()) for _ in range(chance.randrange(4))
        )
        people = chance.choice([None, 0, 40])
        register = entry(
            arms=arms, outcomes=outcomes, enrollment=people, enrollment_kind=chance.choice(["ACTUAL", "ESTIMATED", ""]),
            sponsor=pick(), countries=(pick(), "Japan"), official_title=pick(), brief_title=pick(),
        )  # fmt: skip
        record = found(
            pick(), pick().replace(",", ""), chance.choice([None, 1999, 2024]), url=pick(), funding=(pick(), pick()),
            origin=Origin(pick() or "made.xml", 1, pick()), **({"pmid": f"{number + 1}"} if number % 2 else {}),
        )  # fmt: skip
        drafts.append(draft(record, number, register=register if number % 3 else None))
    return drafts


def test_every_draft_reads_without_an_error(project: Path, small: Evidence) -> None:
    drafts = many_drafts()
    bibliography = project / "bibliography/references.bib"
    entries = "".join(f"\n@misc{{{one.id}, title = {{T}}, year = {{2024}}}}\n" for one in drafts)
    bibliography.write_text(bibliography.read_text("utf-8") + entries, encoding="utf-8")
    for one in drafts:
        (project / f"data/studies/{one.id}.yml").write_text(
            draft_study(one, small), encoding="utf-8"
        )
    evidence, findings = load_evidence(project)
    assert evidence is not None
    assert [str(finding) for finding in findings] == []
    assert len(evidence.drafts) == len(drafts)
    errors = [str(one) for one in audit(evidence).findings if one.severity is Severity.ERROR]
    assert errors == []
    study = evidence.drafts["draft-1"]
    assert (study.summary, study.extraction.status, study.results) == (
        SUMMARY,
        "to-be-extracted",
        (),
    )


def test_a_draft_states_what_record_and_register_say_and_marks_it(small: Evidence) -> None:
    register = entry(
        arms=(RegisteredArm("Alphaone 5 mg", "EXPERIMENTAL", ("Drug: Alphaone",)), RegisteredArm("Sugar pill")),
        outcomes=(RegisteredOutcome("primary", "Fever free at week 12", "12 weeks"),),
        enrollment=40, enrollment_kind="ACTUAL", sponsor="River University", countries=("Japan",),
    )  # fmt: skip
    text = draft_study(
        draft(found(pmid="7", nct="NCT01234567", funding=("Fund 9",)), register=register), small
    )
    assert text.startswith(f"{SCHEMA_LINE}\n")
    marked = [
        line for line in text.splitlines() if line.endswith("# from the register, to be checked")
    ]
    assert marked[0].startswith(
        "setting: {country: Japan, sponsor: River University, source: register"
    )
    assert marked[1].startswith(
        "participants: {enrolled: 40, note: 40 (actual) in the register, source: register"
    )
    assert marked[2].startswith(
        "  - {id: alphaone-5-mg, label: Alphaone 5 mg, drug: alphaone, note: "
    )
    assert "#     measure: fever-free" in text
    assert "#     time: {label: 12 weeks}  # from the register, to be checked" in text
    assert "funding: Fund 9  # from the record, to be checked" in text
    assert "registrations: [NCT01234567]" in text
    assert "  register: {kind: register, url: " in text
    filled = [line for line in text.splitlines() if line and not line.startswith(("#", " "))]
    assert not any(
        line.startswith(("results", "harms", "baseline", "population:", "follow_up"))
        for line in filled
    )


def test_planned_people_are_no_enrolled_people(small: Evidence) -> None:
    text = draft_study(
        draft(found(), register=entry(enrollment=40, enrollment_kind="ESTIMATED")), small
    )
    assert "participants: {note: 40 (estimated) in the register" in text
    assert "{enrolled:" not in text


def test_the_abstract_never_enters(small: Evidence) -> None:
    assert PRIVATE not in draft_study(
        draft(found(abstract=(AbstractPart("METHODS", PRIVATE),))), small
    )


def test_a_meeting_abstract_is_a_source_of_that_kind(small: Evidence) -> None:
    record = found(pmid="7", publication_types=("Meeting Abstract",))
    assert "abstract: {kind: conference-abstract," in draft_study(draft(record), small)


@pytest.mark.parametrize(
    ("record", "name", "label"),
    [
        (found(author="van der Ōta"), "van-der-ota-2024", "van der Ōta 2024"),
        (found(author="Kim", year=None), "kim", "Kim"),
        (found(author="", pmid="12"), "pmid-12", "Alphaone in river fever"),
        (found(author="金", pmid="12"), "pmid-12", "金 2024"),
        (found(author="", year=2020), "report-2020", "Alphaone in river fever"),
        (trial(), "nct01234567", "NCT01234567"),
    ],
)
def test_a_study_is_called_by_author_and_year(record: FoundRecord, name: str, label: str) -> None:
    assert study_id(record) == name
    assert study_label(record) == label
    assert slug(name) == name


def lines_with(text: str, start: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip("# -").startswith(start)]


@pytest.mark.parametrize(
    ("label", "given", "ending"),
    [
        ("Alphaone 5 mg", ("rest",), "drug: alphaone, note: rest}"),
        ("Group A", ("Alphaone", "Alphatwo"), "label: Group A, note: Alphaone; Alphatwo}"),
        ("Group A", ("Alphatwo",), "drug: alphatwo, note: Alphatwo}"),
        ("Group A", (), "{id: group-a, label: Group A}"),
    ],
)
def test_an_arm_has_the_one_drug_it_names(
    small: Evidence, label: str, given: tuple[str, ...], ending: str
) -> None:
    register = entry(arms=(RegisteredArm(label, "", given),))
    text = draft_study(
        draft(found(), register=register, drugs=("alphaone", "alphatwo", "alphasix")), small
    )
    (arm,) = lines_with(text, "{id: " + slug(label))
    assert arm.removesuffix("  # from the register, to be checked").endswith(ending)


def test_arms_and_outcomes_of_one_name_have_ids_of_their_own(small: Evidence) -> None:
    register = entry(
        arms=(RegisteredArm("Rest"), RegisteredArm("Rest"), RegisteredArm("Rest"), RegisteredArm("")),
        outcomes=(RegisteredOutcome("primary", "Fever"), RegisteredOutcome("other", "Fever")),
    )  # fmt: skip
    text = draft_study(draft(found(), register=register), small)
    arms = [line.partition(",")[0] for line in lines_with(text, "{id: ") if "to be checked" in line]
    assert arms == ["  - {id: rest", "  - {id: rest-2", "  - {id: rest-3", "  - {id: arm-4"]
    assert "{id: arm-4, label: arm-4}" in text
    assert lines_with(text, "id: fever") == ["#   - id: fever", "#   - id: fever-2"]
    assert lines_with(text, "role: primary")
    assert lines_with(text, "role: other")


@pytest.mark.parametrize(("registered", "drafted"), [(0, 1), (1, 1), (30, 30), (31, 30)])
def test_of_many_outcomes_as_many_as_can_be_read_are_drafted(
    small: Evidence, registered: int, drafted: int
) -> None:
    outcomes = tuple(RegisteredOutcome("other", f"Outcome {n}") for n in range(registered))
    text = draft_study(draft(found(), register=entry(outcomes=outcomes)), small)
    assert len(lines_with(text, "reported_as:")) == drafted


def test_an_outcome_without_a_time_waits_for_one_and_a_long_name_is_cut(small: Evidence) -> None:
    name = "Share of all grown-ups without fever"
    register = entry(outcomes=(RegisteredOutcome("primary", name),))
    text = draft_study(draft(found(), register=register), small)
    assert "#   - id: share-of-all-grown-ups-w\n" in text
    assert "#     time: {value: , unit: weeks}\n" in text
    assert f"#     reported_as: {name}  # from the register, to be checked\n" in text
    bare = draft_study(draft(found()), small)
    assert "#   - id: outcome\n" in bare
    assert "#     reported_as: \n" in bare


@pytest.mark.parametrize(
    ("changes", "setting"),
    [
        ({"sponsor": "River University"}, "{sponsor: River University, source: register, "),
        ({"countries": ("Japan", "Fiji")}, '{country: "Japan, Fiji", source: register, '),
    ],
)
def test_a_setting_holds_what_the_register_says(
    small: Evidence, changes: dict[str, Any], setting: str
) -> None:
    assert f"\nsetting: {setting}" in draft_study(draft(found(), register=entry(**changes)), small)
    for nothing in (None, entry()):
        text = draft_study(draft(found(), register=nothing), small)
        assert "\n# setting: {country: , " in text
        assert "\n# participants: {screened: , " in text


@pytest.mark.parametrize(
    ("people", "kind", "words"),
    [
        (0, "ACTUAL", "{enrolled: 0, note: 0 (actual) in the register,"),
        (40, "", "{note: 40 (kind not stated) in the register,"),
    ],
)
def test_people_are_enrolled_only_where_the_register_says_actual(
    small: Evidence, people: int, kind: str, words: str
) -> None:
    register = entry(enrollment=people, enrollment_kind=kind)
    text = draft_study(draft(found(), register=register), small)
    assert f"\nparticipants: {words}" in text


@pytest.mark.parametrize(
    ("changes", "source"),
    [
        ({"pmid": "7", "doi": "10.1234/a"}, 'kind: abstract, url: "https://pubmed.ncbi.nlm.nih.gov/7/", title: PubMed abstract'),
        ({"doi": "10.1234/a"}, 'kind: abstract, url: "https://doi.org/10.1234/a", title: page of the report'),
        ({"url": "https://example.org/a"}, 'kind: other, url: "https://example.org/a", title: page of the report'),
    ],
)  # fmt: skip
def test_the_page_of_the_report_is_its_first_source(
    small: Evidence, changes: dict[str, str], source: str
) -> None:
    text = draft_study(draft(found(**changes)), small)
    assert f"\nsources:\n  abstract: {{{source}, report: draft-0, seen: 2024-08-30}}\n" in text


def test_without_any_page_there_is_no_source(small: Evidence) -> None:
    assert "\nsources: {}\n" in draft_study(draft(found()), small)
    unknown = entry(registration=Registration("", "RBR-12"))
    text = draft_study(draft(found(), register=unknown), small)
    assert "\nsources: {}\n" in text
    assert "\n# registrations: " in text


@pytest.mark.parametrize(
    ("record", "address"),
    [
        (trial(), "https://clinicaltrials.gov/study/NCT01234567"),
        (found(url="javascript:alert(1)"), ""),
        (found(url="http://example.org"), "http://example.org"),
        (found(url="https://example.org/a b"), ""),
        (found(), ""),
        (found(pmcid="PMC5", url="https://x.org"), "https://pmc.ncbi.nlm.nih.gov/articles/PMC5/"),
    ],
)
def test_the_page_of_a_record_is_one_that_a_browser_may_open(
    record: FoundRecord, address: str
) -> None:
    assert source_address(record) == address


@pytest.mark.parametrize(
    ("title", "label"), [("x" * 61, "x" * 60), ("x" * 60, "x" * 60), ("", "No title")]
)
def test_without_an_author_a_study_is_called_by_its_title(title: str, label: str) -> None:
    assert study_label(found(title, author="")) == label


@pytest.mark.parametrize(
    ("text", "expected"),
    [("x" * 41, "x" * 40), (f"{'x' * 39} y", "x" * 39), ("— …", ""), ("A  b--C", "a-b-c")],
)
def test_an_id_is_short_and_ends_in_no_hyphen(text: str, expected: str) -> None:
    assert slug(text) == expected
