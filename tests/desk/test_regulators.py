"""An update asks a regulator: what it has and the record has not is told, and the record stays as it is."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import misbehaving as bad
import pytest
from misbehaving import Server, application, drug_label, listed_product, serving

from generator.cli import main

pytestmark = pytest.mark.usefixtures("leaping")
DAY = "1764115200"  # 26 November 2025
TOPIC = """
intake: {tool: river-evidence}
searches:
  - id: regulator
    service: openfda
    query: every drug
"""
DRUGS = """# Drugs, as read.
- id: alphaone
  label: Alphaone (tablets)
  role: alphadrug
  targets: [ALF1]
  applications: [NDA900001]
  label_set_ids: [0A1B2C3D-0000-4000-8000-000000000001]
- {id: alphatwo, label: Alphatwo, role: comparator, names: [alphatwo sulfate]}
- {id: alphadrug, label: "Alphadrug, not named", role: class}
- {id: sugar-pill, label: Sugar pill, role: control}
"""
LABEL = """- id: label-rivera
  kind: label
  body: US prescribing information
  drugs: [alphaone]
  fact: What the label says.
  revised: 2025-09
  boxed_warning: [floods, cold feet]
  complete: true
  url: https://example.org/label
  where: whole page
  seen: 2025-10-01
  extraction: {first: 2025-10-01, status: once}
"""
APPROVAL = """  approvals:
    - region: United States (FDA)
      product: Rivera 5 mg
      indication: river fever
      status: approved (NDA 900001)
      date: 2025-08-27
      url: https://example.org/approval
      where: whole page
      seen: 2025-10-01
"""
Told = dict[str, Any]
Run = Callable[..., tuple[int, Told]]


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        server.shelf.drugs = {
            "drugsfda": [application()],
            "label": [drug_label()],
            "ndc": [listed_product()],
        }
        yield server


@pytest.fixture
def rivers(project: Path) -> Path:
    """The small project with a search at the regulator, and a label that was read."""
    with (project / "data/topic.yml").open("a") as topic:
        topic.write(TOPIC)
    (project / "data/vocabulary/drugs.yml").write_text(DRUGS)
    (project / "data/safety_notices.yml").write_text(LABEL)
    return project


@pytest.fixture
def run(
    rivers: Path,
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    surroundings = {
        **server.environment,
        "SOURCE_DATE_EPOCH": DAY,
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "EVIDENCE_DEADLINE": "8",
    }
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)

    def update(*arguments: str) -> tuple[int, Told]:
        capsys.readouterr()
        only = ["--only", "regulators"] if not arguments else list(arguments)
        status = main(["update", "--root", str(rivers), "--json", *only])
        return status, json.loads(capsys.readouterr().out)

    return update


def lines(told: Told, code: str) -> list[str]:
    return [finding["message"] for finding in told["findings"] if finding["code"] == code]


def codes(told: Told) -> list[str]:
    return sorted(finding["code"] for finding in told["findings"])


def change(rivers: Path, file: str, old: str, new: str) -> None:
    path = rivers / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_what_the_record_holds_is_not_told_again(rivers: Path, run: Run, server: Server) -> None:
    before = (rivers / "data/vocabulary/drugs.yml").read_bytes()
    status, told = run()
    assert status == 0, told["findings"]
    assert codes(told) == ["N284"]
    assert lines(told, "N284")[0].startswith("openFDA: Alphatwo not found there;")
    (facts,) = told["regulators"]
    assert facts == {
        "id": "regulator",
        "drugs": 2,
        "looked_up": ["alphaone"],
        "not_there": ["Alphatwo"],
        "differences": 0,
        "complete": True,
    }
    assert "    last: 2025-11-26\n" in (rivers / "data/topic.yml").read_text()
    assert "last_search: 2024-08-31\n" in (rivers / "data/topic.yml").read_text()
    assert (rivers / "data/vocabulary/drugs.yml").read_bytes() == before
    asked = [asked.parameters["search"] for asked in server.asked]
    assert 'set_id:"0a1b2c3d-0000-4000-8000-000000000001"' in asked
    assert not [search for search in asked if "ill" in search or "not named" in search]
    assert any('openfda.generic_name:"alphatwo sulfate"' in search for search in asked)


def test_every_reply_is_kept_and_the_same_day_asks_for_no_reply_twice(
    rivers: Path, run: Run, server: Server
) -> None:
    server.shelf.drugs["drugsfda"].append(application("NDA900002", "SULFA", "ALPHATWO SULFATE"))
    server.shelf.drugs["label"].append(drug_label("set-two", number="NDA900002"))
    server.shelf.drugs["ndc"].append(listed_product(number="NDA900002"))
    first = run()
    asked = len(server.asked)
    assert run() == first
    assert len(server.asked) == asked == 6
    log = (rivers / "bibliography/snapshots.csv").read_text()
    assert log.count("/openfda/drug/") == 6


def test_an_approval_that_the_record_does_not_hold_is_told(rivers: Path, run: Run) -> None:
    change(rivers, "data/vocabulary/drugs.yml", "  applications: [NDA900001]\n", "")
    status, told = run()
    assert status == 0
    (line,) = lines(told, "W285")
    assert line.startswith(
        "data/vocabulary/drugs.yml:2: [0].approvals do not name NDA900001 (RIVERA, approved"
        " 2025-08-27, on the market since 2025-08-27) (openFDA, data of 2025-11-20); expected every"
        " approval of Alphaone (tablets) by the FDA. Read its label (http://example.org/label.pdf),"
    )
    assert told["regulators"][0]["differences"] == 1


@pytest.mark.parametrize(
    "old",
    ["status: approved (NDA 900001)", "product: Rivera 5 mg\n      "],
    ids=["by product alone", "by number alone"],
)
def test_an_approval_is_held_by_its_number_or_by_its_product(
    rivers: Path, run: Run, old: str
) -> None:
    held = APPROVAL.replace(old, "status: approved" if "status" in old else "")
    change(rivers, "data/vocabulary/drugs.yml", "  applications: [NDA900001]\n", held)
    assert lines(run()[1], "W285") == []


def test_an_approval_elsewhere_does_not_hold_that_of_this_regulator(rivers: Path, run: Run) -> None:
    held = APPROVAL.replace("United States (FDA)", "European Union (EMA)")
    change(rivers, "data/vocabulary/drugs.yml", "  applications: [NDA900001]\n", held)
    assert len(lines(run()[1], "W285")) == 1


def test_many_approvals_are_one_line_and_copies_are_none(run: Run, server: Server) -> None:
    server.shelf.drugs["drugsfda"] = [
        *(application(f"NDA80000{n}", f"BRAND {n}", approved=f"201{n}0101") for n in range(6)),
        application("ANDA700001", "ALPHAONE"),
        application("NDA800008", "GONE", status="Discontinued"),
        application("NDA800009", "NOT YET", submissions=[]),
    ]
    (line,) = lines(run()[1], "W285")
    assert "NDA800005 (BRAND 5, approved 2015-01-01), NDA800004" in line
    assert "NDA800003 (BRAND 3, approved 2013-01-01) and 3 more (openFDA" in line


def test_a_set_id_that_is_not_there_leads_to_the_labels_of_the_application(
    rivers: Path, run: Run
) -> None:
    change(rivers, "data/vocabulary/drugs.yml", "0A1B2C3D", "FFFFFFFF")
    change(rivers, "data/safety_notices.yml", "cold feet", "frost")
    assert len(lines(run()[1], "W287")) == 1


def test_a_form_of_the_drug_with_an_approval_of_its_own_is_not_told_of_this_one(
    rivers: Path, run: Run, server: Server
) -> None:
    cream = "- id: cream\n  label: Alphaone cream\n  role: alphadrug\n  names: [alphaone]\n"
    approval = APPROVAL.replace("Rivera 5 mg", "Rivera Cream 1%").replace("900001", "900003")
    with (rivers / "data/vocabulary/drugs.yml").open("a") as drugs:
        drugs.write(cream + approval)
    server.shelf.drugs["drugsfda"].append(application("NDA900003", "RIVERA CREAM"))
    warning = "WARNING: FROST Rivers"
    server.shelf.drugs["label"].append(
        drug_label("cream", "20251101", warning, "Boxed Warning 11/2025", "NDA900003")
    )
    (line,) = [each for code in ("W285", "W286", "W287") for each in lines(run()[1], code)]
    assert line.startswith("data/vocabulary/drugs.yml:11: [4] has no label in the record")


def test_an_application_of_another_form_of_the_drug_is_not_told_of_this_one(
    rivers: Path, run: Run, server: Server
) -> None:
    cream = "- {id: cream, label: Alphaone cream, role: alphadrug, names: [alphaone],"
    with (rivers / "data/vocabulary/drugs.yml").open("a") as drugs:
        drugs.write(f"{cream} applications: [NDA900003]}}\n")
    server.shelf.drugs["drugsfda"].append(application("NDA900003", "RIVERA CREAM"))
    _, told = run()
    assert lines(told, "W285") == []
    assert told["regulators"][0]["looked_up"] == ["alphaone", "cream"]


@pytest.mark.parametrize(
    ("use", "approved", "is_told"),
    [
        ("Efficacy", "20251001", True),
        ("Efficacy", "20250827", False),
        ("Labeling", "20251001", False),
        ("Manufacturing (CMC)", "20251001", False),
    ],
)
def test_a_use_that_was_added_since_is_told(
    rivers: Path, run: Run, server: Server, use: str, approved: str, is_told: bool
) -> None:
    change(rivers, "data/vocabulary/drugs.yml", "  applications: [NDA900001]\n", APPROVAL)
    supplement = {
        "submission_type": "SUPPL",
        "submission_number": "4",
        "submission_status": "AP",
        "submission_status_date": approved,
        "submission_class_code_description": use,
    }
    entry = application()
    entry["submissions"].append(supplement)
    server.shelf.drugs["drugsfda"] = [entry]
    found = lines(run()[1], "W285")
    assert len(found) == is_told
    if is_told:
        assert (
            "end on 2025-08-27, before supplement 4 of NDA900001 (approved 2025-10-01)" in found[0]
        )


@pytest.mark.parametrize(
    ("revised", "effective", "changes", "since"),
    [
        ("2025-09", "20250915", "Boxed Warning 08/2025", None),
        ("2025-09", "20250930", "Boxed Warning 09/2025", None),
        ("2025-09", "20251001", "Boxed Warning 09/2025", ""),
        ("2025-09", "", "Boxed Warning 09/2025 Floods ( 5.8 ) 10/2025", "Floods ( 5.8 ) 10/2025"),
        ("2025-09-14", "20250915", "", ""),
        ("2025-09-15", "20250915", "Boxed Warning 09/2025", None),
        ("2025", "20251231", "", None),
        ("2025", "20260101", "", ""),
        ("2025-09", "", "", None),
        ("2025-09", "yesterday", "soon", None),
    ],
)
def test_a_label_that_was_revised_since_it_was_read_is_told(
    rivers: Path,
    run: Run,
    server: Server,
    revised: str,
    effective: str,
    changes: str,
    since: str | None,
) -> None:
    change(rivers, "data/safety_notices.yml", "revised: 2025-09", f"revised: {revised}")
    server.shelf.drugs["label"] = [drug_label(effective=effective, changes=changes)]
    found = lines(run()[1], "W286")
    assert len(found) == (since is not None)
    if found:
        assert (
            f"data/safety_notices.yml:6: [0].revised goes up to {revised}, and openFDA has"
            in found[0]
        )
        assert (f"changed since: {since}" in found[0]) == bool(since)
        assert "drugInfo.cfm?setid=0a1b2c3d-0000-4000-8000-000000000001" in found[0]


@pytest.mark.parametrize(
    ("warning", "noted", "complete", "words"),
    [
        ("WARNING: FLOODS, and COLD FEET Rivers rise", "[floods, cold feet]", "true", ""),
        (
            "WARNING: FLOODS, COLD FEET and FROST Rivers rise",
            "[floods, cold feet]",
            "true",
            "lacks frost;",
        ),
        (
            "WARNING: FLOODS Rivers rise",
            "[floods, cold feet]",
            "true",
            "names cold feet, which openFDA does not;",
        ),
        (
            "WARNING: FROST Rivers rise",
            "[floods, cold feet]",
            "true",
            "lacks frost; names floods, cold feet, which openFDA does not;",
        ),
        ("", "[floods, cold feet]", "true", "names floods, cold feet; openFDA prints none;"),
        ("", "[floods]", "false", ""),
        ("", "[]", "true", ""),
        ("WARNING: FROST Rivers", "[]", "true", "is none; openFDA prints one on frost;"),
        (
            "WARNING: FLOODS and FROST Rivers",
            "[floods]",
            "false",
            "is not noted as read to its end; openFDA prints it on floods, frost;",
        ),
        ("Rivers can rise within hours.", "[floods]", "true", ""),
    ],
)
def test_a_boxed_warning_that_is_not_the_one_of_the_record_is_told(
    rivers: Path, run: Run, server: Server, warning: str, noted: str, complete: str, words: str
) -> None:
    file = "data/safety_notices.yml"
    change(rivers, file, "boxed_warning: [floods, cold feet]", f"boxed_warning: {noted}")
    change(rivers, file, "complete: true", f"complete: {complete}")
    server.shelf.drugs["label"] = [drug_label(warning=warning)]
    found = lines(run()[1], "W287")
    assert len(found) == bool(words)
    if found:
        assert f"[0].boxed_warning {words} expected what the label says now." in found[0]


def test_a_boxed_warning_of_a_drug_without_a_label_in_the_record_is_told(
    rivers: Path, run: Run
) -> None:
    change(rivers, "data/safety_notices.yml", "US prescribing", "EU prescribing")
    (line,) = lines(run()[1], "W287")
    assert line.startswith(
        "data/vocabulary/drugs.yml:2: [0] has no label in the record, and openFDA prints a boxed"
        " warning on floods, cold feet;"
    )


def test_the_label_that_changed_last_counts_and_not_a_copy_under_a_later_day(
    rivers: Path, run: Run, server: Server
) -> None:
    change(rivers, "data/vocabulary/drugs.yml", "  label_set_ids", "  targets_note")
    drugs = rivers / "data/vocabulary/drugs.yml"
    drugs.write_text(
        "".join(line for line in drugs.read_text().splitlines(True) if "_note" not in line)
    )
    server.shelf.drugs["label"] = [
        drug_label("old-copy", "20251120", "WARNING: FROST Rivers", "Boxed Warning 01/2020"),
        drug_label(),
    ]
    _, told = run()
    assert codes(told) == ["N284"]


@pytest.mark.parametrize(
    ("status", "ended", "said", "words"),
    [
        ("Discontinued", "", "approved", "NDA900001 (RIVERA) is discontinued"),
        ("Prescription", "20251001", "approved", "has not been listed since 2025-10-01"),
        ("Prescription", "20991001", "approved", ""),
        ("Discontinued", "20251001", "approved; discontinued by its maker in 2025", ""),
    ],
)
def test_a_product_that_is_no_longer_sold_is_told(
    rivers: Path, run: Run, server: Server, status: str, ended: str, said: str, words: str
) -> None:
    held = APPROVAL.replace("status: approved", f"status: {said}")
    change(rivers, "data/vocabulary/drugs.yml", "  applications: [NDA900001]\n", held)
    server.shelf.drugs["drugsfda"] = [application(status=status)]
    server.shelf.drugs["ndc"] = [listed_product(ended=ended)]
    found = lines(run()[1], "W288")
    assert len(found) == bool(words)
    assert not found or words in found[0]


def test_a_project_without_such_a_search_makes_no_call(
    rivers: Path, run: Run, server: Server
) -> None:
    topic = rivers / "data/topic.yml"
    topic.write_text(topic.read_text().partition("searches:")[0])
    status, told = run()
    assert (status, told["regulators"], server.asked) == (0, [], [])


def test_the_search_for_studies_is_not_the_regulators_and_the_regulator_is_no_search(
    rivers: Path, run: Run
) -> None:
    with (rivers / "data/topic.yml").open("a") as topic:
        topic.write("  - {id: trials, service: register, query: river fever, last: 2025-11-26}\n")
    run()
    assert "last_search: 2024-08-31\n" in (rivers / "data/topic.yml").read_text()
    _, told = run("--only", "searches")
    assert [search["id"] for search in told["searches"]] == ["trials"]


@pytest.mark.parametrize(
    ("query", "looked_up", "found"),
    [
        ("alphaone", 1, []),
        ("comparator, alphaone", 2, []),
        ("sugar-pill", 0, ["W275"]),
        ("alphathree", 0, ["W275"]),
        ("EVERY DRUG", 2, []),
    ],
)
def test_drugs_are_asked_for_by_id_or_role(
    rivers: Path, run: Run, query: str, looked_up: int, found: list[str]
) -> None:
    change(rivers, "data/topic.yml", "query: every drug", f"query: {query}")
    _, told = run()
    assert told["regulators"][0]["drugs"] == looked_up
    assert [code for code in codes(told) if code != "N284"] == found


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        (bad.content(b'{"results": [{"applicat', "application/json"), "E273"),
        (bad.content(b"<!DOCTYPE html><title>Down</title>"), "E273"),
        (bad.content(b'{"results": {"a": 1}}', "application/json"), "E273"),
        (bad.status(404, b"nothing here"), "E276"),
        (bad.status(429, b"{}", Retry_After="86400"), "E272"),
        (bad.status(503), "E272"),
        (bad.short, "E272"),
        (bad.reset, "E272"),
        (bad.zeros, "E273"),
    ],
    ids=["malformed", "web page", "wrong type", "404", "429", "503", "short", "reset", "enormous"],
)
def test_what_is_no_reply_is_one_line_and_the_look_stays_due(
    rivers: Path, run: Run, server: Server, behaviour: bad.Behaviour, code: str
) -> None:
    before = {path: path.read_bytes() for path in (rivers / "data").rglob("*.yml")}
    server.plan = [behaviour] * 40
    status, told = run()
    assert status == 1
    errors = [finding for finding in told["findings"] if finding["severity"] == "error"]
    assert {finding["code"] for finding in errors} == {code}
    assert len(errors) <= 2
    assert "Alphaone (tablets)" in errors[0]["message"]
    assert all("\n" not in finding["message"] for finding in errors)
    assert {path: path.read_bytes() for path in before} == before
    assert not told["regulators"][0]["complete"]


def test_one_drug_that_gives_no_answer_leaves_the_others(
    rivers: Path, run: Run, server: Server
) -> None:
    server.plan = [bad.content(b"{", "application/json")]
    status, told = run()
    assert status == 1
    assert told["regulators"][0]["not_there"] == ["Alphatwo"]
    assert "last:" not in (rivers / "data/topic.yml").read_text().partition("searches:")[2]
    status, told = run()
    assert status == 0
    assert told["regulators"][0]["looked_up"] == ["alphaone"]


def test_entries_of_another_kind_are_told_and_stop_nothing(run: Run, server: Server) -> None:
    wrong = {"results": [None, {"application_number": []}, "x", application(products={"a": 1})]}
    server.plan = [bad.content(json.dumps(wrong).encode(), "application/json")]
    status, told = run()
    assert status == 0
    assert codes(told) == ["N284", "W276"]
    assert told["regulators"][0]["looked_up"] == ["alphaone"]


def test_a_dry_run_asks_and_writes_nothing(rivers: Path, run: Run, server: Server) -> None:
    before = {path: path.read_bytes() for path in rivers.rglob("*") if path.is_file()}
    status, told = run("--only", "regulators", "--dry-run")
    assert (status, told["dry_run"]) == (0, True)
    assert server.asked
    after = {path: path.read_bytes() for path in rivers.rglob("*") if path.is_file()}
    assert {path for path in after if ".evidence" not in str(path)} == set(before)
    assert {path: after[path] for path in before} == before


def test_no_answer_alters_the_record(rivers: Path, run: Run, server: Server) -> None:
    files = [*(rivers / "data").rglob("*"), *(rivers / "bibliography").glob("*")]
    before = {path: path.read_bytes() for path in files if path.is_file()}
    server.shelf.drugs = {
        "drugsfda": [
            application(status="Discontinued"),
            application("NDA900002", "SULFA", "ALPHATWO SULFATE"),
        ],
        "label": [drug_label(effective="20251101", warning="WARNING: FROST Rivers")],
    }
    _, told = run()
    assert codes(told) == ["W285", "W286", "W287", "W288"]
    changed = {path.name for path in before if path.read_bytes() != before[path]}
    assert changed == {"topic.yml"}
    topic = (rivers / "data/topic.yml").read_bytes()
    assert topic == before[rivers / "data/topic.yml"] + b"    last: 2025-11-26\n"
