"""Charts to pictures: static SVG for the page, and the specification that a browser draws."""

import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from xml.sax.saxutils import quoteattr

import vl_convert
from lxml import etree

from generator.charts.chart import Chart
from generator.charts.theme import PAPER, ROLES
from generator.html.escape import Safe, escape_text

VEGA_LITE = "6.4"
_FORMAT = "1"  # raise to draw every picture anew
# In a page every colour is that of the style sheet, which knows light and dark.
_COLOURS = {role.light: f"var({role.variable}, {role.light})" for role in ROLES}
_COLOUR = re.compile("|".join(_COLOURS))
_OF_THE_PAGE = re.compile(r"var\(--[a-z0-9-]+, (#[0-9a-f]{6})\)")
# Fewer pictures are drawn here: starting processes would take longer than drawing them.
_FEW = 4
_LINK = "{http://www.w3.org/2000/svg}a"
# The drawing library takes addresses to be relative to its own examples; ours are to the page.
_FOREIGN_BASE = "https://vega.github.io/vega-datasets/"
_MOST_WORKERS = 4


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture ready for a page: inert SVG, and its specification as JSON for a script element."""

    svg: Safe
    specification: str


def render_all(charts: Sequence[Chart], cache: Path | None) -> list[Drawing]:
    """Return every chart drawn; one that has been drawn before is taken from the cache."""
    texts = [
        json.dumps(chart.specification, sort_keys=True, ensure_ascii=False) for chart in charts
    ]
    pictures: dict[str, str] = {}
    for text in dict.fromkeys(texts):
        if (svg := _cached(text, cache)) is not None:
            pictures[text] = svg
    new = [text for text in dict.fromkeys(texts) if text not in pictures]
    for text, svg in zip(new, _draw_many(new), strict=True):
        pictures[text] = svg
        _keep(text, svg, cache)
    return [
        Drawing(_inline(pictures[text], chart), _inert_json(text))
        for text, chart in zip(texts, charts, strict=True)
    ]


def render_alone(chart: Chart) -> str:
    """Return a picture as an SVG file for itself, on paper and in colours for light ground."""
    (drawing,) = render_all([chart], None)
    alone = _OF_THE_PAGE.sub(r"\1", "".join(drawing.svg))
    paper = f'<rect width="100%" height="100%" fill="{PAPER.light}"/>'
    return alone.replace("</desc>", f"</desc>{paper}", 1) + "\n"


def _draw_many(specifications: Sequence[str]) -> list[str]:
    if len(specifications) < _FEW:
        return [_draw(text) for text in specifications]
    workers = min(len(os.sched_getaffinity(0)), _MOST_WORKERS)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return list(pool.map(_draw, specifications, chunksize=4))


def _draw(specification: str) -> str:
    svg: str = vl_convert.vegalite_to_svg(
        vl_spec=specification, vl_version=VEGA_LITE, show_warnings=False, allowed_base_urls=[]
    )
    return svg


def _inline(svg: str, chart: Chart) -> Safe:
    """Return an SVG for a page: named, described, with ids of its own and the page's colours."""
    # Two pictures of the same marks may stand on one page under different names.
    name = hashlib.sha256(f"{chart.title}\0{svg}".encode()).hexdigest()[:12]
    root = etree.fromstring(svg.encode())
    width, height = root.get("viewBox", "0 0 640 400").split()[2:]
    linked = _has_link(root)
    marks = "".join(_written(child, name, beside_link=linked) for child in root)
    return Safe(
        f'<svg xmlns="http://www.w3.org/2000/svg" {_role(name, linked=linked)} '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<title id="_t{name}">{escape_text(chart.title)}</title>'
        f'<desc id="_d{name}">{escape_text(chart.description)}</desc>{marks}</svg>'
    )


def _role(name: str, *, linked: bool) -> str:
    """Return how a picture presents itself: as one image, or as a group that holds links."""
    if linked:
        return f'role="group" aria-labelledby="_t{name}" aria-describedby="_d{name}"'
    return f'role="img" aria-labelledby="_t{name} _d{name}"'


def _has_link(element: etree._Element) -> bool:
    return next(element.iter(_LINK), None) is not None


def _written(element: etree._Element, picture: str, *, beside_link: bool) -> str:
    """Return a mark as markup, its text through our escape.

    Marks beside links are hidden from those who hear the page: the description says all of them.
    """
    name = etree.QName(element).localname
    linked = _has_link(element)
    attributes = "".join(_attributes(element, picture))
    if beside_link and not linked:
        attributes += ' aria-hidden="true"'
    inside = escape_text(element.text or "")
    for child in element:
        inside += _written(child, picture, beside_link=linked and element.tag != _LINK)
        inside += escape_text(child.tail or "")
    return f"<{name}{attributes}>{inside}</{name}>" if inside else f"<{name}{attributes}/>"


def _attributes(element: etree._Element, picture: str) -> Iterator[str]:
    """Yield the attributes of a mark, without what it says of itself: the whole is described."""
    for qualified, value in element.attrib.items():
        key = etree.QName(qualified).localname
        if key != "role" and not key.startswith("aria-"):
            yield f" {key}={quoteattr(_attribute(key, str(value), picture))}"


def _attribute(key: str, value: str, picture: str) -> str:
    """Return the value of an attribute in colours of the page and with ids of this picture."""
    if key == "id":
        return f"_g{picture}-{value}"
    if key == "href":
        return value.removeprefix(_FOREIGN_BASE)
    with_own_ids = value.replace("url(#", f"url(#_g{picture}-")
    return _COLOUR.sub(lambda match: _COLOURS[match[0]], with_own_ids)


def _inert_json(text: str) -> str:
    """Return JSON that can neither end a script element nor, in old browsers, a line of script."""
    return (
        text.replace("<", "\\u003c")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def _place(text: str, cache: Path) -> Path:
    parts = (_FORMAT, VEGA_LITE, version("vl-convert-python"), text)
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return cache / f"{digest}.svg"


def _cached(text: str, cache: Path | None) -> str | None:
    """Return a picture drawn before; None where there is none, or where it cannot be read."""
    if cache is None:
        return None
    try:
        return _place(text, cache).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _keep(text: str, svg: str, cache: Path | None) -> None:
    """Keep a picture for the next build; a cache that cannot be written only costs time."""
    if cache is None:
        return
    target = _place(text, cache)
    fresh = target.with_suffix(f".{os.getpid()}")
    try:
        cache.mkdir(parents=True, exist_ok=True)
        fresh.write_text(svg, encoding="utf-8")
        fresh.replace(target)
    except OSError:
        fresh.unlink(missing_ok=True)
