"""Every rule about built HTML finds what it is for, and nothing in a good page."""

from pathlib import Path

import pytest

from generator.site.check import check_site
from generator.site.faults import RULES

GOOD = (
    '<!doctype html><html><head><title>T</title><link rel="canonical" href="https://example.org/"></head>'
    '<body><h1 id="a">T</h1><p id="b"><a href="#a">up</a> <a href="other.html#c">on</a> <a '
    'href="https://example.org">out</a> &#123;&#123; shown &#125;&#125;</p><script>let a = {{}};</script>'
    "</body></html>"
)
OTHER = '<html><head><title>O</title></head><body><h1 id="c">O</h1></body></html>'


def codes(folder: Path, page: str) -> list[str]:
    (folder / "index.html").write_text(page, encoding="utf-8")
    (folder / "other.html").write_text(OTHER, encoding="utf-8")
    return [finding.code for finding in check_site(folder)]


def test_a_good_page_has_no_finding(tmp_path: Path) -> None:
    assert codes(tmp_path, GOOD) == []


def test_what_a_page_shows_is_no_place_on_it(tmp_path: Path) -> None:
    assert codes(tmp_path, GOOD.replace("other.html#c", "other.html#?studies=a,b")) == []
    assert codes(tmp_path, GOOD.replace("other.html#c", "missing.html#?studies=a,b")) == ["E911"]


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("E911", "other.html#c", "missing.html"),
        ("E911", "other.html#c", "../../etc/passwd"),
        ("E912", "#a", "#nowhere"),
        ("E912", "other.html#c", "other.html#nowhere"),
        ("E913", 'id="b"', 'id="a"'),
        ("E914", "<title>T</title>", "<title> </title>"),
        ("E914", "</h1>", "</h1><h1>Second</h1>"),
        ("E915", "<script>", '<script src="https://cdn.example.org/x.js"></script><script>'),
        ("E915", "<script>", '<img src="//cdn.example.org/x.png"><script>'),
        ("E916", "&#123;&#123; shown", "{{ shown"),
        ("E916", "&#123;&#123; shown", "{% if %}"),
        ("E917", '<p id="b">', '<p id="b" onclick="x()">'),
        ("E917", 'https://example.org">out', 'java\nscript:alert(1)">out'),
        ("E917", 'https://example.org">out', 'VBScript:x">out'),
        ("E917", 'https://example.org">out', 'data:text/html,x">out'),
        ("E917", '<p id="b">', '<form action=" data:text/html,x"></form><p id="b">'),
    ],
)
def test_each_rule_finds_its_fault(tmp_path: Path, code: str, old: str, new: str) -> None:
    assert old in GOOD
    assert codes(tmp_path, GOOD.replace(old, new, 1)) == [code]


def test_codes_are_used_once() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES) == len({rule.name for rule in RULES})
