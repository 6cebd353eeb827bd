"""A walk over a built site: where a figure of one group stands without those of the other groups."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import html

from generator.exports.browse_scripts import called_with
from generator.model.evidence import Evidence
from generator.model.result import Result, Summary
from generator.model.study import Harm, Study
from generator.synthesis.arms_of_result import beside
from generator.synthesis.complement import counted_alike
from generator.synthesis.study_design import control_arms, has_control

NUMBER = re.compile(r"(?:^|/)(?P<study>[a-z0-9-]+)\.html#(?P<number>[a-z0-9-]+)$")
# A check is about one printed number, and a discrepancy about one source: no outcome is told there.
OF_ONE_NUMBER = frozenset({"checks.html", "methods.html"})
# What a reader takes in at once, the nearest first.
_AT_ONCE = ("table", "ul", "ol", "dl", "p", "section")


class Number(NamedTuple):
    """A number of the record by its permanent address."""

    study: str
    id: str


class Arms(NamedTuple):
    """The other groups of each number that has any, and what is printed of each."""

    others: dict[Number, frozenset[Number]]
    turned: dict[Number, frozenset[Number]]
    printed: dict[Number, frozenset[str]]
    concurrent: frozenset[str]
    on_control: frozenset[Number]


def arms_in(evidence: Evidence) -> Arms:
    """Return every number of a study with two or more groups, with those of the others."""
    others = {}
    printed: dict[Number, frozenset[str]] = {}
    turned: dict[Number, frozenset[Number]] = {}
    on_control = set()
    for study in evidence.studies.values():
        others |= _others_in(evidence, study)
        # Where survivors are shown as deaths, their other groups are shown as deaths too.
        alike = counted_alike(evidence, study)
        turned |= _others_in(evidence, alike)
        for row in (*study.numbers, *alike.numbers):
            number = Number(study.id, row.id)
            printed[number] = printed.get(number, frozenset()) | {*_printed(row)}
            if row.arm in control_arms(evidence, study):
                on_control.add(number)
    concurrent = frozenset(
        study.id for study in evidence.studies.values() if has_control(evidence, study)
    )
    return Arms(others, turned, printed, concurrent, frozenset(on_control))


def _others_in(evidence: Evidence, study: Study) -> dict[Number, frozenset[Number]]:
    found = {row.id: beside(evidence, study, row) for row in study.numbers}
    return {
        Number(study.id, name): frozenset(Number(study.id, other.id) for other in others)
        for name, others in found.items()
        if others
    }


def alone_on_pages(site: Path, arms: Arms) -> list[str]:
    """Return where a page shows a figure of one group without the others."""
    alone: list[str] = []
    for path in sorted(site.rglob("*.html")):
        page = path.relative_to(site).as_posix()
        main = html.parse(path).getroot().find(".//main")
        if main is not None and page not in OF_ONE_NUMBER:
            alone += (f"{page}: {words}" for words in alone_in(main, arms, page))
    return alone


def alone_in(tree: html.HtmlElement, arms: Arms, page: str = "") -> Iterator[str]:
    """Yield each figure of one group that stands without those of the others."""
    for link in tree.iter("a"):
        match = NUMBER.search(link.get("href") or "")
        if match is None:
            continue
        number = Number(*match.group("study", "number"))
        row = _row(link)
        if number in arms.others and _shows(_words(row), arms, number):
            lacking = _lacking(row, arms, number, page)
            if lacking:
                where = " ".join(row.text_content().split())[:90]
                yield f"{number.study}#{number.id} without {lacking}: {where}"


def alone_in_columns(site: Path, arms: Arms) -> list[str]:
    """Return where a column of the page side by side shows one group without the others."""
    alone: list[str] = []
    for path in sorted((site / "assets/columns").rglob("*.js")):
        script = path.read_text(encoding="utf-8")
        column = json.loads(script[script.index("(") + 1 : script.rindex(")")])
        for line in (*column.get("lines", []), *column.get("harms", [])):
            tree = html.fromstring(f"<table><tr><td>{_markup(line['cell'])}</td></tr></table>")
            alone += (f"{path.name}: {words}" for words in alone_in(tree, arms))
    return alone


def alone_in_index(site: Path, arms: Arms) -> list[str]:
    """Return which numbers of the explorer's index do not name those of the other groups."""
    script = (site / "assets/evidence-index.js").read_text(encoding="utf-8")
    alone: list[str] = []
    for study in called_with(script)["studies"]:
        for row in (*study.get("results", []), *study.get("harms", [])):
            number = Number(study["id"], row["id"])
            if number in arms.others and study["id"] in arms.concurrent:
                named = {Number(study["id"], name) for name in row.get("beside", [])}
                if named != arms.others[number]:
                    alone.append(f"{number.study}#{number.id}")
    return alone


def alone_in_downloads(site: Path, arms: Arms) -> list[str]:
    """Return which rows of the tables to download do not name those of the other groups."""
    alone: list[str] = []
    for name in ("results", "harms"):
        text = (site / f"data/{name}.csv").read_text(encoding="utf-8-sig")
        for row in csv.DictReader(io.StringIO(text)):
            number = Number(row["study"], row["id"])
            named = {part.rpartition("#")[2] for part in row["beside"].split(" | ") if part}
            known = {other.id for other in arms.others.get(number, ())}
            if named != known:
                alone.append(f"{name}.csv: {number.study}#{number.id}")
        lines = json.loads((site / f"data/{name}.json").read_text(encoding="utf-8"))
        rows = lines if isinstance(lines, list) else next(iter(lines.values()))
        alone += (
            f"{name}.json: {row['study']}#{row['id']}"
            for row in rows
            if isinstance(row, dict)
            and Number(row["study"], row["id"]) in arms.others
            and not row.get("beside")
        )
    return alone


def alone_in_feeds(site: Path, arms: Arms) -> list[str]:
    """Return which figures of one group the feeds lead to without the others."""
    alone: list[str] = []
    for entry in json.loads((site / "feed.json").read_text(encoding="utf-8"))["items"]:
        content = entry.get("content_html") or entry.get("content_text") or ""
        tree = html.fromstring(f"<div>{content}</div>")
        alone += alone_in(tree, arms)
    return alone


def _lacking(row: html.HtmlElement, arms: Arms, number: Number, page: str) -> list[str]:
    block = _block(row)
    there = {
        Number(*match.group("study", "number"))
        for link in block.iter("a")
        if (match := NUMBER.search(link.get("href") or ""))
    }
    if page.startswith("studies/"):
        there |= {Number(Path(page).stem, row.get("id")) for row in block.iter("tr")}
    # Beside people on a drug, those treated earlier may be left out of a picture; never the
    # other way round.
    words = _words(row)
    others = arms.others[number]
    others |= arms.turned.get(number, frozenset())
    # A sentence of a curator may tell of all groups and lead to one of them.
    told = {other for other in others if other in there or _shows(words, arms, other)}
    # Of three groups two may stand side by side, if one of them is the control.
    controls = others & arms.on_control
    needed = others if not told & (controls or others) else frozenset[Number]()
    if number.study not in arms.concurrent and number not in arms.on_control:
        needed = frozenset[Number]() if _in_picture(block) else needed
    return sorted(other.id for other in needed)


def _in_picture(block: html.HtmlElement) -> bool:
    return any("ev-chart" in (parent.get("class") or "") for parent in block.iterancestors())


def _row(link: html.HtmlElement) -> html.HtmlElement:
    return next(
        (parent for parent in link.iterancestors() if parent.tag in {"tr", "li", "p", "dd"}), link
    )


def _block(row: html.HtmlElement) -> html.HtmlElement:
    """Return the nearest thing that a reader takes in at once."""
    if row.tag in _AT_ONCE:
        return row
    return next((parent for parent in row.iterancestors() if parent.tag in _AT_ONCE), row)


def _shows(words: str, arms: Arms, number: Number) -> bool:
    """Tell whether the figure itself stands among words, and not only the way to it."""
    return any(
        re.search(rf"(?<![\d.]){re.escape(figure)}(?![\d.]*\d)", words)
        for figure in arms.printed[number]
    )


def _words(row: html.HtmlElement) -> str:
    return " ".join(" ".join(row.itertext()).split()).replace("−", "-")


def _printed(row: Result | Harm) -> Iterator[str]:
    """Yield the figures by which a row is known: a count with its total, a percentage, a middle."""
    events, total = getattr(row, "events", None), row.total
    if events is not None:
        yield f"{events} of {total}" if total else f"{events} event"
    if (percent := getattr(row, "percent", None)) is not None:
        yield f"{percent} %"
    # A comparison is about both groups, whatever it prints.
    if (value := getattr(row, "value", None)) is not None:
        yield _bare(value)
    for name in ("baseline", "follow_up", "change"):
        summary = getattr(row, name, None)
        if isinstance(summary, Summary) and summary.centre is not None:
            yield _bare(summary.centre)


def _bare(figure: object) -> str:
    return str(figure).lstrip("<>=≤≥ ").replace("−", "-")


def _markup(cell: object) -> str:
    """Return the tree of a column's cell as markup again."""
    if isinstance(cell, str):
        return cell.replace("&", "&amp;").replace("<", "&lt;")
    if isinstance(cell, list) and cell and isinstance(cell[0], str) and len(cell) > 1:
        return _element(cell)
    return "".join(map(_markup, cell)) if isinstance(cell, list) else ""


def _element(cell: list[object]) -> str:
    name, attributes, *children = cell
    attributes = attributes if isinstance(attributes, dict) else {}
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{written}>{''.join(map(_markup, children))}</{name}>"
