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


def link_codes(folder: Path, page: str, address: str) -> list[str]:
    """Return the codes for one link on one page of a small site of folders."""
    for name in ("index.html", "other.html", "sub/index.html", "sub/page.html"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        link = f"<a href='{address}'>x</a>" if name == page else ""
        path.write_text(OTHER.replace("</body>", f"{link}</body>"), encoding="utf-8")
    (folder / "sub/data.csv").write_text("a", encoding="utf-8")
    (folder / "sub/a b.csv").write_text("a", encoding="utf-8")
    return [finding.code for finding in check_site(folder)]


@pytest.mark.parametrize(
    ("page", "address", "fault"),
    [
        ("sub/page.html", "#c", ""),
        ("sub/page.html", "#nowhere", "E912"),
        ("sub/page.html", "?sort=year", ""),
        ("sub/page.html", "index.html", ""),
        ("sub/page.html", "../other.html#c", ""),
        ("sub/page.html", "../other.html#%63", ""),
        ("sub/page.html", "./page.html", ""),
        ("sub/page.html", "deep/../page.html", ""),
        ("sub/page.html", "other.html", "E911"),
        ("sub/page.html", "/other.html", ""),
        ("sub/page.html", "/page.html", "E911"),
        ("sub/page.html", "..", ""),
        ("sub/page.html", "../", ""),
        ("sub/page.html", "../sub/", ""),
        ("sub/page.html", "../sub/#c", ""),
        ("sub/page.html", "../sub/#nowhere", "E912"),
        ("sub/page.html", "/", ""),
        ("sub/page.html", "../missing/", "E911"),
        ("sub/page.html", "data.csv", ""),
        ("sub/page.html", "data.csv#row=2", ""),
        ("sub/page.html", "a%20b.csv", ""),
        ("index.html", "sub", "E911"),
        ("index.html", "sub/", ""),
        ("index.html", "sub/../sub/page.html#c", ""),
        ("other.html", ".", ""),
        ("index.html", "mailto:a@example.org", ""),
        ("index.html", "//example.org/x.html", ""),
    ],
)
def test_a_link_is_followed_as_a_browser_does(
    tmp_path: Path, page: str, address: str, fault: str
) -> None:
    assert link_codes(tmp_path, page, address) == ([fault] if fault else [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<title>T</title>", ""),
        ('<h1 id="a">T</h1>', '<h1 id="a"> </h1>'),
        ('<h1 id="a">T</h1>', '<p id="a">T</p>'),
    ],
)
def test_a_page_has_one_title_and_one_heading_with_words(
    tmp_path: Path, old: str, new: str
) -> None:
    assert codes(tmp_path, GOOD.replace(old, new)) == ["E914"]


@pytest.mark.parametrize(
    "part",
    [
        '<p title="data:x, javascript:x">',
        "<!-- <p onclick=x id=a> -->",
        "<?php onclick='x' href='javascript:x' id='a'?>",
        '<link rel="alternate" href="https://example.org/feed">',
        '<a href="http://example.org">',
        "<script>if (a) {{ b }}</script>",
        "<STYLE>{#a{b:c}}</STYLE >",
    ],
)
def test_what_only_looks_like_a_fault_is_none(tmp_path: Path, part: str) -> None:
    assert codes(tmp_path, GOOD.replace('<p id="b">', f'{part}<p id="b">')) == []


def test_a_finding_names_the_page_and_shows_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "other.html").write_text(OTHER, encoding="utf-8")
    long = f"data:text/html,{'x' * 99}"
    faulty = GOOD.replace('id="b"', 'id="a" onload="x"').replace(
        'https://example.org">', f'{long}">'
    )
    (tmp_path / "index.html").write_text(faulty, encoding="utf-8")
    assert [(finding.code, finding.seen) for finding in check_site(tmp_path)] == [
        ("E913", "has the id 'a' 2 times"),
        ("E917", "has the attribute 'onload'"),
        ("E917", f"has the address {long[:60]!r}"),
    ]
    assert {finding.place.file for finding in check_site(tmp_path)} == {"site/index.html"}


def test_codes_are_used_once() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES) == len({rule.name for rule in RULES})
