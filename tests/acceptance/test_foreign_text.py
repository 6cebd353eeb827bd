"""Titles, authors, labels and notes full of markup, scripts and reordering marks come out as text, and inert."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page

from generator.formats.bibtex import write_bibtex
from generator.model.citation import Author, Citation

pytestmark = pytest.mark.acceptance

STRINGS = (
    "<script>window.taken = 1</script> & <b data-taken>bold</b>",
    '"><img src=x onerror="window.taken = 1" data-taken>',
    "'-window.taken=1-' \" onmouseover=alert(1) x=\"",
    "</title></script></textarea></style><svg/onload=alert(1) data-taken>",
    "<!-- <iframe srcdoc='&lt;script&gt;parent.taken=1&lt;/script&gt;'> --> ]]> <?php ?>",
    "[click](javascript:alert(1)) ![x](x.png) <javascript:alert(1)> [a]: http://other.example",
    "{{ 7 * 7 }} {% raw %} {# gone #} {{ evidence.__class__ }} ${7*7} <%= 7 %>",
    "word {: onclick=alert(1) data-taken #taken .taken } {: .x }",
    '--8<-- "mkdocs.yml" ;--8<-- "data/topic.yml"',
    "# heading ## * list * 1. first > quote | a | b | --- ``` code ``` ~~~ **bold** __u__ ~~s~~ `c`",
    "1. not a list",
    "- not a list either",
    "    not code",
    "--- title: other ---",
    '!!! danger ??? note === "tab" ++key++ ==mark== ^^ins^^ [[wiki]] :smile: (c) $x^2$ \\(y\\) \\[z\\]',
    "&lt;b&gt; &amp;amp; &#60;i&#62; &nbsp; %3Cscript%3E \\u003cscript\\u003e",
    "abc \u202egnirts a\u202c \u2067isolate \u202dopen",
    "\u05e9\u05dc\u05d5\u05dd (12/30) \u0645\u0631\u062d\u0628\u0627 5 mg",
    "T\u00fcrk\u00e7e \u4e2d\u6587 \U0001f469\u200d\u2695\ufe0f e\u0301 \ufb01 \u00a0x \u200bzero",
    "*[HTML]: abbreviation [^1] [^1]: note  http://other.example/a?b=c&d www.other.example a@b.example",
    "C:\\path\\new % comment $HOME ~tilde ^caret _under_ \\textbf{x} {braces} @misc{k, t={x}}",
    "=cmd|' /C calc'!A1",
)  # fmt: skip


def words(text: str) -> str:
    """Return the text as a reader sees it: runs of space are one, and closed embeddings add nothing."""
    return " ".join(re.sub("[\u202c\u2069]+$", "", text).split())


def poisoned(value: Any, text: str) -> Any:
    """Return a record in which every free text is `text`."""
    free = (
        "label",
        "criteria",
        "bias_notes",
        "note",
        "finding",
        "reported_as",
        "where",
        "text",
        "event",
        "item",
    )
    if isinstance(value, list):
        return [poisoned(item, text) for item in value]
    if isinstance(value, dict):
        return {
            key: text if key in free and isinstance(old, str) else poisoned(old, text)
            for key, old in value.items()
        }
    return value


def poison(target: Path) -> None:
    """Change a project so that each study carries one of the strings everywhere, and the topic several."""
    studies = target / "data" / "studies"
    record = yaml.safe_load((studies / "example-2001.yml").read_text().replace("2024-", "x2024-"))
    record = json.loads(json.dumps(record).replace("x2024-", "2024-"))
    citations = []
    for place, text in enumerate(STRINGS):
        name = f"hostile-{place}"
        study = poisoned(record, text) | {
            "id": name,
            "reports": [name],
            "summary": text,
            "relation": "found",
        }
        for source in study["sources"].values():
            source["title"] = text
            source.pop("report", None)
        (studies / f"{name}.yml").write_text(json.dumps(study, indent=1, ensure_ascii=False))
        authors = (Author(family=text, given="A"), Author(literal=text))
        citations.append(
            Citation(
                key=name,
                kind="article-journal",
                title=text,
                journal=text,
                note=text,
                authors=authors,
            )
        )
    with (target / "bibliography" / "references.bib").open("a") as file:
        file.write("\n" + write_bibtex(citations))
    every = " ".join(STRINGS[:9])
    topic = yaml.safe_load((target / "data" / "topic.yml").read_text())
    topic |= {
        "title": every,
        "disclaimer": every,
        "how_to_cite": every,
        "search_note": every,
        "last_search": "2024-08-31",
    }
    (target / "data" / "topic.yml").write_text(json.dumps(topic, ensure_ascii=False))
    for name in ("drugs", "measures", "populations", "glossary"):
        path = target / "data" / "vocabulary" / f"{name}.yml"
        listed = yaml.safe_load(path.read_text().replace("2024-08-01", '"2024-08-01"'))
        path.write_text(
            json.dumps(
                [
                    item | {key: every for key in ("label", "definition") if key in item}
                    for item in listed
                ]
            )
        )


@pytest.fixture(scope="module")
def hostile(built: Callable[..., Path]) -> Path:
    small = Path(__file__).parent.parent / "projects" / "small"
    return built("hostile", small, poison)


def untouched(page: Page) -> None:
    assert page.complaints == []  # type: ignore[attr-defined]
    assert page.evaluate("window.taken") is None
    marks = "[data-taken], .taken, #taken, [onclick], [onerror], [onload], img[src=x], [srcdoc], [href^='javascript']"
    assert page.locator(marks).count() == 0
    assert page.locator("a[href*='other.example']").count() == 0


@pytest.mark.parametrize("place", range(len(STRINGS)))
def test_a_study_page_shows_the_text_itself(
    hostile: Path, open_page: Callable[..., Page], place: int
) -> None:
    text = words(STRINGS[place])
    page = open_page(f"{hostile.as_uri()}/studies/hostile-{place}.html")
    assert words(page.locator("h1").inner_text().removesuffix("#")) == text
    assert words(page.locator(".ev-lede").inner_text()) == text
    assert words(page.locator("#d1 p").first.inner_text()) == text
    assert text in words(" ".join(page.locator("th, td").all_text_contents()))
    assert page.title().startswith(text[:20])
    untouched(page)


@pytest.mark.parametrize(
    "address",
    [
        "index",
        "studies/index",
        "drugs/alphaone",
        "outcomes/fever-free",
        "populations/grown-ups",
        "safety",
        "bibliography",
        "methods",
    ],
)
def test_lists_and_hubs_stay_whole(
    hostile: Path, open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(f"{hostile.as_uri()}/{address}.html")
    untouched(page)
    shown = words(page.locator("main").inner_text())
    assert any(words(text) in shown for text in STRINGS)


@pytest.mark.parametrize("word", ["bold", "onerror", "javascript", "evidence", "heading"])
def test_what_search_finds_is_text_too(
    hostile: Path, open_page: Callable[..., Page], word: str
) -> None:
    page = open_page(f"{hostile.as_uri()}/index.html")
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type(word)
    results = page.locator(".md-search-result__link")
    results.first.wait_for()
    assert word in results.first.inner_text().lower()
    untouched(page)
