"""Strict YAML: what is no plain tree of words is refused with its line."""

import pytest

from generator.text.yaml_text import Mapping, Scalar, read_yaml


def codes(text: str) -> list[str]:
    _, findings = read_yaml(text, "f")
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: {b: c}\nd: {<<: {e: f}}\n", "E103"), ("a: &x b\n", "E103"), ("a: !!int 1\n", "E104"),
        ("a: b\n---\nc: d\n", "E105"), ("[a]: b\n", "E106"), ("'': b\n", "E106"),
        ("a: " + "[" * 50 + "]" * 50 + "\n", "E107"), ("# words\n", "E108"), ("---\n", "E108"),
        ("a: [b\n", "E101"),
    ],
)  # fmt: skip
def test_what_is_no_plain_tree_is_refused(text: str, code: str) -> None:
    assert codes(text) == [code]
    assert read_yaml(text, "f")[0] is None


def test_a_key_that_stands_twice_costs_only_its_second_value() -> None:
    node, findings = read_yaml("a: b\nc: d\na: e\n", "f")
    assert isinstance(node, Mapping)
    assert {key: value for key, value in node.values.items() if isinstance(value, Scalar)} == {
        "a": Scalar("b", 1, quoted=False),
        "c": Scalar("d", 2, quoted=False),
    }
    assert [(finding.code, finding.place.line) for finding in findings] == [("E102", 3)]


def test_what_was_found_before_a_syntax_error_is_said_too() -> None:
    assert codes("a: b\na: c\nd: [\n") == ["E102", "E101"]


@pytest.mark.parametrize(("written", "quoted"), [("b", False), ("'b'", True), ('"b"', True)])
def test_quotation_marks_are_remembered(written: str, quoted: bool) -> None:
    node, _ = read_yaml(f"a: {written}\n'<<': c\n", "f")
    assert isinstance(node, Mapping)
    assert node.values["a"] == Scalar("b", 1, quoted=quoted)
    assert "<<" in node.values
