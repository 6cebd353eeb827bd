"""The search waits until it is opened; a theme written otherwise stays as it is."""

from pathlib import Path

import pytest

from generator.site.lean import make_lean

SCRIPT = (
    'f($(location.protocol!=="file:"),g("search"));V("search.highlight")?A(e):y;\n'
    "//# sourceMappingURL=bundle.1.min.js.map\n"
)


def lean(folder: Path, text: str) -> str:
    scripts = folder / "assets" / "javascripts"
    scripts.mkdir(parents=True)
    (scripts / "bundle.1.min.js").write_text(text, encoding="utf-8")
    (scripts / "bundle.1.min.js.map").write_text("{}", encoding="utf-8")
    make_lean(folder)
    assert not list(folder.rglob("*.map"))
    return (scripts / "bundle.1.min.js").read_text(encoding="utf-8")


def test_the_search_waits(tmp_path: Path) -> None:
    text = lean(tmp_path, SCRIPT)
    assert (
        text
        == 'f($(!1),g("search"));V("search.highlight")&&new URL(location.href).searchParams.has("h")?A(e):y;\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "something else;\n",
        SCRIPT.splitlines()[0].replace("V(", "if(").replace("?", " ") + "\n",
        SCRIPT.splitlines()[0] * 2 + "\n",
    ],
)
def test_another_script_stays_as_it_is(tmp_path: Path, text: str) -> None:
    assert lean(tmp_path, text) == text


def test_the_theme_in_use_is_known(site: Path) -> None:
    script = next((site / "assets/javascripts").glob("bundle.*.js")).read_text(encoding="utf-8")
    assert 'location.protocol!=="file:")' not in script
    assert 'searchParams.has("h")?' in script


def test_the_page_does_not_wait_for_the_script_of_the_theme(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert pages
    for page in pages:
        assert page.read_text(encoding="utf-8").count('.min.js" defer></script>') >= 3, page
