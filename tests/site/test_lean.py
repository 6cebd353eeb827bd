"""The search waits until it is opened; a theme written otherwise stops the build with a finding."""

from pathlib import Path

import pytest

from generator.model.finding import Finding
from generator.site.lean import make_lean

SCRIPT = (
    'f($(location.protocol!=="file:"),g("search"));V("search.highlight")?A(e):y;\n'
    "//# sourceMappingURL=bundle.1.min.js.map\n"
)
PAGE = '<script src="../assets/javascripts/bundle.1.min.js"></script>'


def lean(folder: Path, script: str, page: str = PAGE) -> tuple[str, list[Finding]]:
    scripts = folder / "assets" / "javascripts"
    scripts.mkdir(parents=True)
    (scripts / "bundle.1.min.js").write_text(script, encoding="utf-8")
    (scripts / "bundle.1.min.js.map").write_text("{}", encoding="utf-8")
    (folder / "index.html").write_text(page, encoding="utf-8")
    findings = make_lean(folder)
    assert not list(folder.rglob("*.map"))
    return (scripts / "bundle.1.min.js").read_text(encoding="utf-8"), findings


def test_the_search_waits(tmp_path: Path) -> None:
    text, findings = lean(tmp_path, SCRIPT)
    waiting = 'V("search.highlight")&&new URL(location.href).searchParams.has("h")?A(e):y;'
    assert text == f'f($(!1),g("search"));{waiting}\n'
    assert findings == []
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert page == '<script src="../assets/javascripts/bundle.1.min.js" defer></script>'


@pytest.mark.parametrize(
    ("script", "page", "seen"),
    [
        ("something else;\n", PAGE, ["search waits", "words are marked"]),
        (SCRIPT.replace("V(", "if(").replace("?", " "), PAGE, ["words are marked"]),
        (SCRIPT.replace('"file:"', '"disk:"'), PAGE, ["search waits"]),
        (SCRIPT.splitlines()[0] * 2, PAGE, ["2 places", "2 places"]),
        (SCRIPT, PAGE.replace("bundle", "app"), ["missed on 1 page"]),
    ],
)
def test_a_theme_written_otherwise_is_a_finding(
    tmp_path: Path, script: str, page: str, seen: list[str]
) -> None:
    _, findings = lean(tmp_path, script, page)
    assert [finding.code for finding in findings] == ["E906"] * len(seen)
    assert all(part in finding.seen for part, finding in zip(seen, findings, strict=True))


def test_a_theme_without_its_script_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    (finding,) = make_lean(tmp_path)
    assert "its script is missing" in finding.seen


def test_the_theme_in_use_is_known(site: Path) -> None:
    script = next((site / "assets/javascripts").glob("bundle.*.js")).read_text(encoding="utf-8")
    assert 'location.protocol!=="file:")' not in script
    assert 'searchParams.has("h")?' in script


def test_the_page_does_not_wait_for_the_script_of_the_theme(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert pages
    for page in pages:
        assert page.read_text(encoding="utf-8").count('.min.js" defer></script>') >= 3, page
