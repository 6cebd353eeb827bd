"""The page that CONTRIBUTING adds, taken from its text: one module and one template are enough."""

import re
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT
from jinja2 import ChoiceLoader, DictLoader

from generator.audit.catalogue import audit
from generator.model.evidence import Evidence
from generator.pages import page as page_module
from generator.pages.plan import page_modules, render_site
from generator.site.build import build_site

FENCE = re.compile(r"```(python|html)\n(.*?)```", re.DOTALL)


def example() -> dict[str, str]:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.partition("## Add a page\n")[2].partition("\n## ")[0]
    return dict(FENCE.findall(section))


def test_the_page_of_the_text_is_built_and_stands_in_the_navigation(
    project: Path, small: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = example()
    module = ModuleType("sources")
    exec(code["python"], module.__dict__)  # noqa: S102 - the example of our own text
    environment = page_module._environment()
    loaders = [environment.loader, DictLoader({"sources.md": code["html"]})]
    monkeypatch.setattr(environment, "loader", ChoiceLoader([one for one in loaders if one]))
    modules = (*page_modules(small), module)
    monkeypatch.setattr("generator.pages.plan.page_modules", lambda _: modules)
    built, findings = build_site(project, render_site(small, audit(small), lambda _: None))
    assert built, findings
    text = (built.folder / "sources.html").read_text(encoding="utf-8")
    assert "studies/example-2001.html" in text
    about = (built.folder / "methods.html").read_text(encoding="utf-8")
    assert 'href="sources.html"' in about
