"""A page loads one style sheet, which holds every rule that anything on the site can use."""

import re
from pathlib import Path

import pytest

from generator.frame import FOLDER, STYLES
from generator.site.styles import (
    join_styles,
    used_classes,
    without_idle_rules,
    without_idle_variables,
)

HEAD = '<html><head>\n<link rel="stylesheet" href="{up}assets/stylesheets/theme.css">\n{more}</head><body>{body}</body>'
OWN = '  <link rel="stylesheet" href="{up}assets/own.css">\n'


def made(site: Path, *, other: bool = False) -> None:
    (site / "assets/stylesheets").mkdir(parents=True)
    (site / "studies").mkdir()
    (site / "assets/stylesheets/theme.css").write_text(
        ".used{color:red}.idle{color:blue}.made{x:1}", encoding="utf-8"
    )
    (site / "assets/own.css").write_text(".mine { color: green; }\n", encoding="utf-8")
    (site / "assets/site.js").write_text('one.classList.add("made");', encoding="utf-8")
    for name, up in (("index.html", ""), ("studies/a.html", "../")):
        more = "" if other and up else OWN.format(up=up)
        (site / name).write_text(
            HEAD.format(up=up, more=more, body='<p class="used">'), encoding="utf-8"
        )


def test_every_page_loads_one_sheet_with_what_is_used(tmp_path: Path) -> None:
    made(tmp_path)
    join_styles(tmp_path)
    (sheet,) = tmp_path.rglob("*.css")
    assert (
        sheet.read_text(encoding="utf-8") == ".used{color:red}.made{x:1}\n.mine { color: green; }\n"
    )
    for name, up in (("index.html", ""), ("studies/a.html", "../")):
        page = (tmp_path / name).read_text(encoding="utf-8")
        assert re.findall(r'href="([^"]+)"', page) == [f"{up}assets/stylesheets/{sheet.name}"]


def test_a_page_with_other_sheets_keeps_them(tmp_path: Path) -> None:
    made(tmp_path, other=True)
    join_styles(tmp_path)
    page = (tmp_path / "studies/a.html").read_text(encoding="utf-8")
    assert re.findall(r'href="([^"]+)"', page) == ["../assets/stylesheets/theme.css"]
    assert (tmp_path / "assets/stylesheets/theme.css").is_file()


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".a{x:1}", ".a{x:1}"),
        (".b{x:1}", ""),
        ("[data-x].b > i{x:1}", ""),
        (".a:not(.b) i::before{x:1}", ".a:not(.b) i::before{x:1}"),
        (":is(.a,.b){x:1}", ":is(.a,.b){x:1}"),
        ("p,.b,.a p{x:1}", "p,.a p{x:1}"),
        (r".md\:a{x:1}", ""),
        (
            "@media screen and (min-width:1px){.b{x:1}.a{x:2}}",
            "@media screen and (min-width:1px){.a{x:2}}",
        ),
        ("@supports (x:1){@media print{.b{x:1}}}", ""),
        ("@keyframes turn{to{x:1}}", "@keyframes turn{to{x:1}}"),
        ('.a{content:".b,{"}', '.a{content:".b,{"}'),
        ("/* .a{ */.a{x:1}", ".a{x:1}"),
    ],
)
def test_rules_for_what_is_nowhere_go(css: str, kept: str) -> None:
    assert without_idle_rules(css, {"a"}) == kept


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (":root{--a:1}", ""),
        (':root{--a:url("data:x;{}");--b:2}p{x:var(--b)}', ":root{--b:2}p{x:var(--b)}"),
        (":root{--a:calc(var(--b)*(1 + 2));--b:1}", ":root{--a:calc(var(--b)*(1 + 2));--b:1}"),
        (":root{--set-by-script:1}", ":root{--set-by-script:1}"),
        (":root{--a:var(--b);--b:1}", ""),
        (
            """:root{--a:url("x;turn='rotate(1)'");--b:1}p{x:var(--b)}""",
            ":root{--b:1}p{x:var(--b)}",
        ),
    ],
)
def test_variables_that_nothing_asks_for_go(css: str, kept: str) -> None:
    assert without_idle_variables(css, "style.setProperty('--set-by-script', 2)") == kept


def test_classes_stand_in_pages_and_in_any_word_of_a_script() -> None:
    assert used_classes(['<p class="a b-c">'], ["x.className = `d ${e}`"]) == {
        "a",
        "b-c",
        "x",
        "className",
        "d",
        "e",
    }


@pytest.mark.parametrize(
    ("script", "is_kept"),
    [("const a = 'made';", True), ("self.data = 'made';", False), ("const a = 'mad';", False)],
)
@pytest.mark.parametrize("place", ["assets/site.js", "assets/javascripts/site.js"])
def test_a_script_keeps_what_it_may_give_and_one_of_data_gives_nothing(
    tmp_path: Path, place: str, script: str, is_kept: bool
) -> None:
    made(tmp_path)
    (tmp_path / "assets/site.js").unlink()
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text(script, encoding="utf-8")
    join_styles(tmp_path)
    (sheet,) = tmp_path.rglob("*.css")
    assert (".made{x:1}" in sheet.read_text(encoding="utf-8")) is is_kept


def contents(site: Path) -> dict[str, str]:
    return {str(path): path.read_text("utf-8") for path in site.rglob("*") if path.is_file()}


def test_a_site_that_lists_one_sheet_or_lacks_one_or_has_no_page_stays_as_it_is(
    tmp_path: Path,
) -> None:
    made(tmp_path)
    (tmp_path / "assets/own.css").unlink()
    before = contents(tmp_path)
    join_styles(tmp_path)
    assert contents(tmp_path) == before
    for name in ("index.html", "studies/a.html"):
        page = (tmp_path / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(re.sub(r".*own\.css.*\n", "", page), encoding="utf-8")
    before = contents(tmp_path)
    join_styles(tmp_path)
    assert contents(tmp_path) == before
    for page_path in tmp_path.rglob("*.html"):
        page_path.unlink()
    before = contents(tmp_path)
    join_styles(tmp_path)
    assert contents(tmp_path) == before


def test_a_sheet_is_named_by_what_it_holds(tmp_path: Path) -> None:
    names = []
    for number, color in enumerate(("green", "green", "blue")):
        site = tmp_path / f"{number}"
        made(site)
        (site / "assets/own.css").write_text(f".mine{{color:{color}}}", encoding="utf-8")
        join_styles(site)
        (sheet,) = site.rglob("*.css")
        names.append(sheet.name)
    assert names[0] == names[1] != names[2]
    assert re.fullmatch(r"site\.[0-9a-f]{8}\.css", names[0])


def test_a_variable_that_a_page_or_a_script_names_stays(tmp_path: Path) -> None:
    made(tmp_path)
    own = ":root{--of-page:1;--of-script:2;--of-nothing:3}"
    (tmp_path / "assets/own.css").write_text(own, encoding="utf-8")
    page = tmp_path / "index.html"
    page.write_text(page.read_text("utf-8") + '<p style="x:var(--of-page)">', encoding="utf-8")
    (tmp_path / "assets/site.js").write_text("set('--of-script')", encoding="utf-8")
    join_styles(tmp_path)
    (sheet,) = tmp_path.rglob("*.css")
    assert ":root{--of-page:1;--of-script:2;}" in sheet.read_text(encoding="utf-8")


def test_what_stands_between_the_sheets_of_a_page_stays(tmp_path: Path) -> None:
    made(tmp_path)
    between = '<meta name="x">\n  <link rel="icon" href="a.png">\n'
    for name in ("index.html", "studies/a.html"):
        page = (tmp_path / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(page.replace("  <link", f"{between}  <link"), encoding="utf-8")
    join_styles(tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert between in page
    assert page.index("stylesheet") < page.index("meta")


def test_the_own_site_loads_one_sheet(site: Path) -> None:
    (sheet,) = (site / "assets").rglob("*.css")
    for page in site.rglob("*.html"):
        assert page.read_text(encoding="utf-8").count('rel="stylesheet"') == 1, page
    text = sheet.read_text(encoding="utf-8")
    assert len(text) < 170_000
    assert ".md-tabs__link" in text
    assert ".md-banner" not in text


def test_every_sheet_of_the_frame_has_its_place_in_the_order() -> None:
    assert sorted(STYLES) == sorted(
        path.relative_to(FOLDER / "styles").as_posix() for path in FOLDER.rglob("*.css")
    )
