"""Charts to pictures: static SVG for the page, and the specification a browser can bring to life."""

import hashlib
import json
import os
import re
from collections.abc import Sequence
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
_COLOURS = {role.light: f"var({role.variable}, {role.light})" for role in ROLES}
_COLOUR = re.compile("|".join(_COLOURS))
_OF_THE_PAGE = re.compile(r"var\(--[a-z0-9-]+, (#[0-9a-f]{6})\)")
_FEW = 4


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture ready for a page: inert SVG, and its specification as JSON that no script element can end early."""

    svg: Safe
    specification: str


def render_all(charts: Sequence[Chart], cache: Path | None) -> list[Drawing]:
    """Return every chart drawn; a picture whose specification has been drawn before is taken from the cache."""
    specifications = [
        json.dumps(chart.specification, sort_keys=True, ensure_ascii=False) for chart in charts
    ]
    known = {
        text: svg
        for text in dict.fromkeys(specifications)
        if (svg := _cached(text, cache)) is not None
    }
    new = [text for text in dict.fromkeys(specifications) if text not in known]
    for text, svg in zip(new, _draw_many(new), strict=True):
        known[text] = svg
        _keep(text, svg, cache)
    return [
        Drawing(_inline(known[text], chart), _inert_json(text))
        for text, chart in zip(specifications, charts, strict=True)
    ]


def render_alone(chart: Chart) -> str:
    """Return a picture as an SVG file for itself, on paper of its own and with colours for light ground."""
    (drawing,) = render_all([chart], None)
    alone = _OF_THE_PAGE.sub(r"\1", "".join(drawing.svg))
    paper = f'<rect width="100%" height="100%" fill="{PAPER.light}"/>'
    return alone.replace("</desc>", f"</desc>{paper}", 1) + "\n"


def _draw_many(specifications: Sequence[str]) -> list[str]:
    if len(specifications) < _FEW:
        return [_draw(text) for text in specifications]
    workers = min(len(os.sched_getaffinity(0)), 4)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return list(pool.map(_draw, specifications, chunksize=4))


def _draw(specification: str) -> str:
    svg: str = vl_convert.vegalite_to_svg(
        vl_spec=specification, vl_version=VEGA_LITE, show_warnings=False, allowed_base_urls=[]
    )
    return svg


def _inline(svg: str, chart: Chart) -> Safe:
    """Return an SVG for the inside of a page: named, described, with ids of its own and colours of the page."""
    # Two pictures of the same marks may stand on one page under different names.
    own = hashlib.sha256(f"{chart.title}\0{svg}".encode()).hexdigest()[:12]
    root = etree.fromstring(svg.encode())
    width, height = root.get("viewBox", "0 0 640 400").split()[2:]
    marks = "".join(_written(child, own) for child in root)
    return Safe(
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="_t{own} _d{own}" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<title id="_t{own}">{escape_text(chart.title)}</title>'
        f'<desc id="_d{own}">{escape_text(chart.description)}</desc>{marks}</svg>'
    )


def _written(element: etree._Element, own: str) -> str:
    """Return a mark as markup: its text through our escape, its labels left to the description of the whole."""
    name = etree.QName(element).localname
    attributes = "".join(
        f" {key}={quoteattr(_attribute(key, str(value), own))}"
        for key, value in (
            (etree.QName(key).localname, value) for key, value in element.attrib.items()
        )
        if key != "role" and not key.startswith("aria-")
    )
    inside = escape_text(element.text or "") + "".join(
        _written(child, own) + escape_text(child.tail or "") for child in element
    )
    return f"<{name}{attributes}>{inside}</{name}>" if inside else f"<{name}{attributes}/>"


def _attribute(key: str, value: str, own: str) -> str:
    """Return the value of an attribute with colours of the page and ids that no other picture has."""
    if key == "id":
        return f"_g{own}-{value}"
    if key == "href":
        return value.replace("#", f"#_g{own}-", 1)
    return _COLOUR.sub(lambda match: _COLOURS[match[0]], value.replace("url(#", f"url(#_g{own}-"))


def _inert_json(text: str) -> str:
    return (
        text.replace("<", "\\u003c")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def _place(text: str, cache: Path) -> Path:
    name = hashlib.sha256(
        "\0".join((_FORMAT, VEGA_LITE, version("vl-convert-python"), text)).encode()
    ).hexdigest()
    return cache / f"{name}.svg"


def _cached(text: str, cache: Path | None) -> str | None:
    try:
        return _place(text, cache).read_text(encoding="utf-8") if cache else None
    except (OSError, UnicodeDecodeError):
        return None


def _keep(text: str, svg: str, cache: Path | None) -> None:
    """Keep a picture for the next build; a cache that cannot be written costs time, nothing else."""
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
