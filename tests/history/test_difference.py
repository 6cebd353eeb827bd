"""The difference of two states is complete and minimal, whatever changed and in whatever order files stand."""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from conftest import loaded

from generator.files.bind import Binder
from generator.history.change_summary import counts_sentence, results_sentence
from generator.history.difference import difference
from generator.history.estimate_statements import all_comparisons
from generator.history.pairs import aligned
from generator.history.present import changes_between
from generator.history.statements import statements, study_statements
from generator.history.version import can_change_results
from generator.model.evidence import Evidence
from generator.model.release import Change, ChangedRecord, Stated, Statements
from generator.model.study import Study
from generator.text.yaml_text import Mapping as YamlMapping
from generator.text.yaml_text import Node, Scalar, Sequence, read_yaml

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests/projects/small"


def state(evidence: Evidence) -> Statements:
    return statements(evidence, all_comparisons(evidence))


def changed(project: Path, file: str, *pairs: tuple[str, str]) -> tuple[ChangedRecord, ...]:
    """Change a file of the project; return the difference that this makes."""
    before = state(loaded(project))
    path = project / file
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return changes_between(before, state(loaded(project)))


def only(records: tuple[ChangedRecord, ...]) -> Change:
    assert len(records) == 1, [(one.group, one.at) for one in records]
    (change,) = records[0].changes
    return change


@pytest.mark.parametrize("root", [ROOT, SMALL], ids=["own", "small"])
def test_a_state_does_not_differ_from_itself(root: Path) -> None:
    first, second = state(loaded(root)), state(loaded(root))
    assert difference(first, second) == ()
    assert list(first) == sorted(first)


def test_a_changed_value_is_one_statement(project: Path) -> None:
    records = changed(project, "data/studies/example-2001.yml", ("mean: 12.5", "mean: 12.6"))
    change = records[0].changes[0]
    assert (change.at, change.was, change.now) == (
        "studies/example-2001#river-4w/follow_up.mean",
        "12.5",
        "12.6",
    )
    assert change.kind == "reported"
    assert change.what == "River score at 4 weeks, Alphaone 5 mg: mean after treatment"
    assert [one.group for one in records if one.group != "estimates"] == ["values"]
    assert all(one.changes[0].kind == "computed" for one in records[1:])


def test_a_figure_printed_with_another_digit_is_a_change(project: Path) -> None:
    records = changed(project, "data/studies/example-2001.yml", ("events: 7,", "events: 07,"))
    assert only(tuple(one for one in records if one.group == "values")).now == "07"


def test_an_estimate_names_its_cause_and_the_cause_its_estimate(project: Path) -> None:
    before = state(loaded(project))
    path = project / "data/studies/second-2003.yml"
    path.write_text(
        path.read_text("utf-8")
        .replace("value: 2.49", "value: 2.40")
        .replace("events: 11", "events: 12")
    )
    records = changes_between(before, state(loaded(project)))
    values = next(one for one in records if one.group == "values")
    estimates = [one for one in records if one.group == "estimates"]
    assert estimates
    assert estimates[0].why == "follows from: Second 2003"
    assert values.affects == (f"estimate: {estimates[0].title}",)


def test_a_new_study_is_one_heading_with_its_values(project: Path) -> None:
    before = state(loaded(project))
    old = project / "data/studies/second-2003.yml"
    text = old.read_text(encoding="utf-8").replace("id: second-2003", "id: third-2004", 1)
    (project / "data/studies/third-2004.yml").write_text(
        text.replace("label: Second 2003", "label: Third 2004")
    )
    records = changes_between(before, state(loaded(project)))
    added = [one for one in records if one.group == "study-added"]
    assert [(one.at, one.title, one.turn) for one in added] == [
        ("studies/third-2004", "Third 2004", "added")
    ]
    assert "studies/third-2004#headache/events" in {change.at for change in added[0].changes}
    assert {one.group for one in records} <= {"study-added", "estimates"}
    back = changes_between(state(loaded(project)), before)
    assert [(one.at, one.turn) for one in back if one.group == "study-removed"] == [
        ("studies/third-2004", "removed")
    ]
    assert not [one for one in records if one.group == "values"]


def test_rows_in_another_order_are_no_difference(project: Path) -> None:
    before = state(loaded(project))
    for name in ("example-2001", "second-2003"):
        path = project / f"data/studies/{name}.yml"
        plain = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it builds nothing but texts
        for table in ("arms", "results", "baseline", "patients", "harms", "drugs"):
            plain[table] = list(reversed(plain.get(table, [])))
        plain["sources"] = dict(reversed(plain["sources"].items()))
        kept = {key: value for key, value in reversed(plain.items()) if value}
        path.write_text(yaml.safe_dump(kept, sort_keys=False), encoding="utf-8")
    lines = (project / "data/screening.csv").read_text("utf-8").splitlines()
    (project / "data/screening.csv").write_text(
        "\n".join([lines[0], *reversed(lines[1:])]) + "\n", encoding="utf-8"
    )
    records = changes_between(before, state(loaded(project)))
    assert [one for one in records if one.group != "estimates"] == []
    assert records == ()


def test_an_inserted_row_moves_no_other(project: Path) -> None:
    row = "  - {item: River score, measure: river-score, arm: one, mean: 30, total: 5, source: news, where: Top}\n"
    records = changed(
        project, "data/studies/example-2001.yml", ("baseline:\n", f"baseline:\n{row}")
    )
    (record,) = records
    assert {
        change.turn if hasattr(change, "turn") else change.was for change in record.changes
    } == {None}
    assert {change.now for change in record.changes} >= {"30", "5"}
    assert len(record.changes) == 7


def test_a_reworded_summary_is_words_and_no_result(project: Path) -> None:
    records = changed(
        project, "data/studies/example-2001.yml", ("summary: Twelve", "summary: A dozen")
    )
    assert only(records).kind == "words"
    assert records[0].group == "words"
    assert not can_change_results(records[0])


def test_a_changed_label_of_the_vocabulary_is_one_statement(project: Path) -> None:
    records = changed(
        project, "data/vocabulary/measures.yml", ("label: River score", "label: River scale")
    )
    change = only(records)
    assert (change.at, change.was, change.now) == (
        "measures/river-score/label",
        "River score",
        "River scale",
    )
    assert change.kind == "words"


def test_a_changed_unit_of_a_measure_can_change_results(project: Path) -> None:
    records = changed(project, "data/vocabulary/measures.yml", ("unit: points", "unit: metres"))
    definitions = [one for one in records if one.group == "definitions"]
    assert only(tuple(definitions)).at == "measures/river-score/unit"
    assert can_change_results(definitions[0])
    assert all(one.group in {"definitions", "estimates"} for one in records)


def test_a_changed_denominator_is_one_statement(project: Path) -> None:
    file = "data/studies/example-2001.yml"
    records = changed(project, file, ("events: 0, total: 12", "events: 0, total: 11"))
    change = only(records)
    assert (change.at, change.what) == (
        "studies/example-2001#deaths/total", "deaths, Alphaone 5 mg: number of people")  # fmt: skip


def test_a_changed_rating_is_told_with_its_reason() -> None:
    evidence = loaded(ROOT)
    first = evidence.certainty[0]
    other = dataclasses.replace(
        first, rating="low" if first.rating != "low" else "moderate", reason="Seen anew."
    )
    records = changes_between(
        state(evidence),
        state(dataclasses.replace(evidence, certainty=(other, *evidence.certainty[1:]))),
    )
    (record,) = records
    assert (record.group, record.at) == ("certainty", f"certainty/{first.id}")
    assert {change.at.rpartition("/")[2] for change in record.changes} == {"rating", "reason"}
    assert record.why is not None
    assert record.why.startswith("Seen anew; judged on ")


def test_a_retraction_is_named_with_what_it_changes(project: Path) -> None:
    notice = {"citation": "second-2003", "retraction": "seen: withdrawn by the editor", "concern": "none seen",
              "erratum": "none seen", "looked_at": "https://example.org/n", "date": "2024-09-01"}  # fmt: skip
    before = state(loaded(project))
    (project / "bibliography/notices.yml").write_text(yaml.safe_dump([notice]), encoding="utf-8")
    records = changes_between(before, state(loaded(project)))
    told_of = next(one for one in records if one.group == "notices")
    assert told_of.title == "notices of Second 2003"
    assert can_change_results(told_of)
    estimates = [one.title for one in records if one.group == "estimates"]
    assert estimates
    assert set(told_of.affects) == {f"estimate: {title}" for title in estimates}


def test_what_was_looked_up_and_not_seen_is_no_notice(project: Path) -> None:
    before = state(loaded(project))
    none = {
        "concern": "none seen",
        "erratum": "none seen",
        "looked_at": "PubMed",
        "date": "2024-09-01",
    }
    notices = [
        {"citation": "example-2001", "retraction": "none seen", **none},
        {"citation": "second-2003", "retraction": "seen: withdrawn by the editor", **none},
    ]
    (project / "bibliography/notices.yml").write_text(yaml.safe_dump(notices), encoding="utf-8")
    records = changes_between(before, state(loaded(project)))
    assert [one.title for one in records if one.group == "notices"] == ["notices of Second 2003"]
    assert [one.title for one in records if one.group == "looks"] == ["notices of Example 2001"]
    assert "no study removed, 1 study or report retracted, no value" in counts_sentence(records)
    assert "1 notice, " in counts_sentence(records)
    assert counts_sentence(records).endswith("1 report looked up without a notice.")
    assert results_sentence(records) == (
        "Results changed: Second 2003 retracted; what is retracted stays in sight and leaves all counts and estimates."
    )
    back = changes_between(state(loaded(project)), before)
    assert results_sentence(back) == "Results changed: a retraction no longer noted: Second 2003."


def test_a_draft_is_one_statement_and_no_value(project: Path) -> None:
    before = state(loaded(project))
    path = project / "data/studies/second-2003.yml"
    path.write_text(
        path.read_text("utf-8").replace("status: once", "status: to-be-extracted"), encoding="utf-8"
    )
    after = state(loaded(project))
    assert set(after["studies/second-2003"].values) == {"draft", "label", "reports"}
    assert not any(address.startswith("studies/second-2003#") for address in after)
    left = changes_between(before, after)
    assert [one.turn for one in left if one.at == "studies/second-2003"] == ["removed"]
    came = changes_between(after, before)
    assert [(one.group, one.turn) for one in came if one.at == "studies/second-2003"] == [
        ("study-added", "added")
    ]
    new_draft = changes_between(
        {key: one for key, one in after.items() if key != "studies/second-2003"}, after
    )
    assert [(one.group, one.title, one.turn) for one in new_draft] == [
        ("drafts", "Second 2003", "added")
    ]
    assert not can_change_results(new_draft[0])


def test_screened_citations_are_told_one_by_one(project: Path) -> None:
    before = state(loaded(project))
    path = project / "data/screening.csv"
    rows = "".join(
        f"2024-09-0{n},search: a,PMID 3333333{n},Paper {n},excluded,animals,\n"
        for n in range(1, 10)
    )
    path.write_text(
        path.read_text("utf-8") + rows + "2024-09-02,search: a,PMID 44444444,Paper,awaiting,,\n",
        "utf-8",
    )
    records = changes_between(before, state(loaded(project)))
    assert len(records) == 10
    assert {one.group for one in records} == {"screening"}
    assert {one.why for one in records if one.why} == {"animals"}


def test_two_rows_of_the_same_name_keep_their_content_apart() -> None:
    def row(name: str, identifier: str, title: str) -> Stated:
        return Stated(
            address=f"screening/{name}",
            words=title,
            values={"identifier": identifier, "title": title},
        )

    before = {one.address: one for one in (row("none", "none", "B"), row("none~2", "none", "C"))}
    rows = (row("none", "none", "A"), row("none~2", "none", "B"), row("none~3", "none", "C"))
    after = {one.address: one for one in rows}
    (record,) = difference(before, after)
    assert (record.turn, record.title) == ("added", "A")


def test_a_row_is_found_again_under_another_name_with_the_rows_in_it(project: Path) -> None:
    records = changed(
        project, "data/studies/example-2001.yml", ("patient: 1, age", "patient: 7, age")
    )
    change = only(records)
    assert (change.was, change.now) == ("1", "7")


def test_a_renamed_number_is_told_as_such(project: Path) -> None:
    change = only(
        changed(project, "data/studies/example-2001.yml", ("id: deaths", "id: deaths-all"))
    )
    assert (change.at, change.was, change.now) == (
        "studies/example-2001#deaths-all/id",
        "deaths",
        "deaths-all",
    )


def scalars(node: Node, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to every single value of a file."""
    match node:
        case Scalar():
            yield way
        case Sequence():
            for place, value in enumerate(node.values):
                yield from scalars(value, (*way, place))
        case YamlMapping():
            for key, value in node.values.items():
                yield from scalars(value, (*way, key))


def with_scalar(node: Node, way: tuple[str | int, ...]) -> Node:
    """Return a file with one value changed: a figure by its last digit, words by a letter."""
    if not way:
        assert isinstance(node, Scalar)
        text = node.text
        other = (
            text[:-1] + str((int(text[-1]) + 1) % 10)
            if text[-1:] in "0123456789" and text
            else f"{text}x"
        )
        return dataclasses.replace(node, text={"true": "false", "false": "true"}.get(text, other))
    if isinstance(node, Sequence):
        values = list(node.values)
        values[int(way[0])] = with_scalar(values[int(way[0])], way[1:])
        return dataclasses.replace(node, values=tuple(values))
    assert isinstance(node, YamlMapping)
    return dataclasses.replace(
        node, values={**node.values, str(way[0]): with_scalar(node.values[str(way[0])], way[1:])}
    )


def of_study(evidence: Evidence, study: Study) -> Statements:
    return {one.address: one for one in study_statements(evidence, study)}


@pytest.mark.parametrize(("root", "every"), [(SMALL, 1), (ROOT, 23)], ids=["small", "own"])
def test_any_single_changed_value_is_exactly_one_changed_statement(root: Path, every: int) -> None:
    evidence, tried = loaded(root), 0
    for path in sorted((root / "data/studies").glob("*.yml")):
        node, _ = read_yaml(path.read_text("utf-8"), path.name)
        assert node is not None
        study = evidence.studies[path.stem]
        before = of_study(evidence, study)
        for way in list(scalars(node))[::every]:
            binder = Binder(path.name)
            other = binder.one(with_scalar(node, way), Study)
            if (
                other is None
                or binder.findings
                or other == study
                or other.id != study.id
                or other.is_extracted != study.is_extracted
            ):
                continue
            changes = [
                change
                for one in difference(before, of_study(evidence, other))
                for change in one.changes
            ]
            assert len(changes) == 1, (
                path.stem,
                way,
                [(one.at, one.was, one.now) for one in changes],
            )
            tried += 1
    assert tried > 100


def test_what_depends_on_a_value_is_marked_as_computed(small: Evidence) -> None:
    before = state(small)
    for study in small.studies.values():
        for place, result in enumerate(study.results):
            if getattr(result, "events", None) is None:
                continue
            other = dataclasses.replace(result, events=type(result.events)("3", 3))  # type: ignore[attr-defined]
            results = (*study.results[:place], other, *study.results[place + 1 :])
            studies = {**small.studies, study.id: dataclasses.replace(study, results=results)}
            records = difference(before, state(dataclasses.replace(small, studies=studies)))
            kinds = [change.kind for one in records for change in one.changes]
            assert kinds.count("reported") == 1
            assert set(kinds) <= {"reported", "computed"}


def test_every_difference_is_told_once(evidence: Evidence) -> None:
    """What two states state otherwise and what is told are the same, change by change."""
    names = sorted(evidence.studies)[::7]
    studies = {name: study for name, study in evidence.studies.items() if name not in names}
    before, after = (
        state(evidence),
        state(dataclasses.replace(evidence, studies=studies, certainty=())),
    )
    told_of = [change.at for one in difference(before, after) for change in one.changes]
    old = aligned(before, after)
    expected = {
        f"{(after.get(key) or old[key]).address}/{part}"
        for key in old.keys() | after.keys()
        for part in _parts(old.get(key)).keys() | _parts(after.get(key)).keys()
        if _parts(old.get(key)).get(part) != _parts(after.get(key)).get(part)
    }
    assert sorted(told_of) == sorted(expected)
    assert not [at for at in told_of if re.search(r"/line$", at)]


def _parts(one: Stated | None) -> Mapping[str, str]:
    return one.values if one else {}
