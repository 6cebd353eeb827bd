"""The chart and the picture that CONTRIBUTING adds, taken from its text: one module each."""

import sys
from types import ModuleType

import pytest
from conftest import ROOT
from lxml import html

from generator.audit.verdict import Audit
from generator.charts.render import render_all
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.pictures.gallery import Gallery


def module_of(section: str, name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    code = text.partition(f"## {section}\n")[2].partition("```python\n")[2].partition("```")[0]
    module = ModuleType(name)
    monkeypatch.setitem(sys.modules, name, module)
    exec(compile(code, name, "exec"), module.__dict__)  # noqa: S102 - the example of our own text
    return module


def test_the_chart_and_the_picture_of_the_text_are_drawn(
    small: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    module_of("Add a chart", "generator.charts.design_counts", monkeypatch)
    designs = module_of("Add a picture", "generator.pictures.designs", monkeypatch)
    gallery, page = Gallery(), OpenPage(SiteEvidence(small, Audit(())), "index.html")
    figure = html.fromstring(str(designs.design_picture(page, gallery, [*small.studies.values()])))
    (drawing,) = render_all(gallery.charts, None)
    svg = html.fromstring(str(drawing.svg))
    labels = {small.designs[study.design].label for study in small.studies.values()}
    for label in labels:
        assert label in " ".join(svg.itertext())
        assert label in " ".join(figure.itertext())
    assert figure.get("id") == "_figure-designs"
    assert len(svg.findall(".//g[@class='mark-symbol role-mark layer_0_marks']/path")) == len(
        labels
    )
    assert designs.design_picture(page, gallery, []) is None
