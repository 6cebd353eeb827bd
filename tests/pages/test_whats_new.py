"""What's new: the version, what changed, from what to what and why; and the same in two feeds."""

import json
import re
from pathlib import Path

import pytest
from conftest import SMALL, Built
from lxml import etree, html

from generator.audit.catalogue import audit
from generator.cli import main
from generator.exports.feeds import feeds
from generator.files.load import load_evidence
from generator.history.present import Present, present
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.pages.plan import render_site
from generator.pages.whats_new import whats_new_page

STUDY = "data/studies/example-2001.yml"
ATOM = "{http://www.w3.org/2005/Atom}"
EVIL = '<script>alert(1)</script> & "quoted" {{ topic }} [x](javascript:alert(1)) \x1b]8;;'


def replace(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def record(root: Path, day: str = "2024-09-01") -> None:
    assert main(["release", "--date", day, "--root", str(root)]) == 0


def state_of(root: Path) -> tuple[Evidence, Present]:
    evidence, findings = load_evidence(root)
    assert evidence is not None, findings
    return evidence, present(evidence)


def page(root: Path) -> str:
    evidence, state = state_of(root)
    page = OpenPage(SiteEvidence(evidence, audit(evidence)), "whats-new.html")
    return whats_new_page(page, state).markdown()


def words(markup: str) -> str:
    return " ".join(
        html.fromstring(f"<div>{markup.partition('# ')[2]}</div>").text_content().split()
    )


def test_a_record_without_versions_says_that_it_is_the_first(project: Path) -> None:
    assert "This is the first version: nothing is recorded before it" in words(page(project))


def test_a_recorded_first_version_changes_nothing(project: Path) -> None:
    record(project)
    text = words(page(project))
    assert "Version 2024.0.0 of 1 September 2024." in text
    assert "there is nothing before it to compare with" in text
    assert "not yet recorded" not in text
    cited = "Alphadrugs in river fever: a living record. Version 2024.0.0 of 1 September 2024."
    assert f"Cite this version: {cited}" in text


def test_a_changed_value_stands_with_its_number_and_its_reason(project: Path) -> None:
    record(project)
    replace(project / STUDY, ("mean: 12.5", "mean: 12.6"))
    said = "reasons: [{at: example-2001#river-4w, reason: Misread before.}]\n"
    (project / "data/releases/next.yml").write_text(said, encoding="utf-8")
    source = page(project)
    assert 'href="studies/example-2001.html&#35;river-4w"' in source
    row = next(row for row in re.findall(r"<tr.*?</tr>", source) if "mean after treatment" in row)
    cells = [
        cell.text_content() for cell in html.fromstring(f"<table>{row}</table>").iter("th", "td")
    ]
    assert cells == [
        "River score at 4 weeks, Alphaone 5 mg: mean after treatment",
        "12.5",
        "12.6",
        "Misread before.",
    ]
    assert '<span class="ev-reported ev-num">12.6</span>' in row
    text = words(source)
    assert (
        "Version 2024.1.0, data of 1 September 2024, not yet recorded. Results can have changed."
        in text
    )
    assert (
        "Since version 2024.0.0 of 1 September 2024: No new study, no study removed, 1 value, 1 estimate,"
        in text
    )
    assert re.search(r"Why: follows from: Example 2001", text)


def test_recording_a_version_keeps_what_it_changed_on_top(project: Path) -> None:
    record(project)
    replace(project / STUDY, ("mean: 12.5", "mean: 12.6"))
    record(project, "2024-09-02")
    text = words(page(project))
    assert "Version 2024.1.0 of 2 September 2024. Results can have changed." in text
    assert "Since version 2024.0.0 of 1 September 2024:" in text
    assert "mean after treatment" in text
    replace(project / STUDY, ("summary: Twelve", "summary: A dozen"))
    record(project, "2024-09-03")
    source = page(project)
    assert "No result changed" in words(source.partition("## Earlier")[0])
    earlier = source.partition("## Earlier")[2]
    assert re.findall(r'<details class="ev-fold" id="([^"]+)"', earlier) == [
        "&#95;v2024-1-0",
        "&#95;v2024-0-0",
    ]
    assert "mean after treatment" in earlier


def test_a_new_study_is_one_line_with_its_values_folded(project: Path) -> None:
    record(project)
    old = (project / "data/studies/second-2003.yml").read_text(encoding="utf-8")
    new = old.replace("id: second-2003", "id: third-2004", 1).replace(
        "label: Second 2003", "label: Third 2004"
    )
    (project / "data/studies/third-2004.yml").write_text(new, encoding="utf-8")
    source = page(project)
    assert "1 new study" in words(source)
    section = source.partition("## Studies added (1)")[2].partition("\n## ")[0]
    assert section.count("<strong>") == 1
    assert section.count("<details") >= 1
    assert 'href="studies/third-2004.html&#35;headache"' in section
    record(project, "2024-09-02")
    shown = page(project).partition("## Studies added (1)")[2]
    assert re.search(r"Third 2004</a></strong> added&#58; [0-9]+ statements", shown)
    (project / "data/studies/third-2004.yml").unlink()
    gone = page(project).partition("## Studies removed (1)")[2].partition("\n## ")[0]
    assert "third-2004.html" not in gone
    assert "Third 2004" in gone


def test_screened_citations_stand_by_decision(project: Path) -> None:
    record(project)
    path = project / "data/screening.csv"
    rows = "2024-09-01,a,PMID 33333333,Zebras,excluded,animals,\n2024-09-01,a,PMID 44444444,Apes,awaiting,,\n"
    path.write_text(path.read_text(encoding="utf-8") + rows, encoding="utf-8")
    source = page(project)
    assert "2 screened citations" in words(source)
    section = words("# " + source.partition("## Screening decisions")[2])
    assert section.index("Zebras, PMID 33333333excludednot in the listanimals") < section.index(
        "Apes"
    )
    assert "No result changed" in words(source)


def test_the_version_stands_in_the_foot_and_in_the_download(project: Path) -> None:
    record(project)
    evidence, _ = load_evidence(project)
    assert evidence is not None
    site = render_site(evidence, audit(evidence), lambda _: None)
    assert (
        html.fromstring(f"<p>{site.footer['version']}</p>").text_content()
        == "Version 2024.0.0 of 1 September 2024."
    )
    download = json.loads(site.files["data/evidence.json"])
    assert download["version"] == "2024.0.0"
    assert "published" not in download
    assert "Version 2024.0.0 of 1 September 2024" in words(site.files["data.md"].decode())


def feed_of(root: Path) -> tuple[etree._Element, dict[str, object]]:
    files = dict(feeds(state_of(root)[1]))
    plain = json.loads(files["feed.json"])
    assert isinstance(plain, dict)
    return etree.fromstring(files["feed.xml"]), plain


def test_the_feeds_hold_every_version_and_the_state_not_recorded_yet(project: Path) -> None:
    record(project)
    first, _ = feed_of(project)
    replace(project / STUDY, ("mean: 12.5", "mean: 12.6"))
    atom, plain = feed_of(project)
    titles = [entry.findtext(f"{ATOM}title") for entry in atom.iter(f"{ATOM}entry")]
    assert titles == ["Version 2024.1.0, not yet recorded", "2024.0.0: First recorded version"]
    assert [item["title"] for item in plain["items"]] == titles  # type: ignore[attr-defined]
    assert plain["version"] == "https://jsonfeed.org/version/1.1"
    ids = [entry.findtext(f"{ATOM}id") for entry in atom.iter(f"{ATOM}entry")]
    assert ids[1:] == [entry.findtext(f"{ATOM}id") for entry in first.iter(f"{ATOM}entry")]
    assert len({*ids, atom.findtext(f"{ATOM}id")}) == 3
    assert all(
        re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", name or "")
        for name in ids
    )
    assert atom.findtext(f"{ATOM}updated") == "2024-09-01T00:00:00Z"
    assert atom.findtext(f"{ATOM}author/{ATOM}name")
    assert list(atom.iter(f"{ATOM}link")) == []
    assert not {"home_page_url", "feed_url"} & plain.keys()


def test_a_site_with_an_address_links_its_feeds(project: Path) -> None:
    replace(project / "data/topic.yml", ("title:", "address: https://example.org/fever\ntitle:"))
    record(project)
    atom, plain = feed_of(project)
    links = {link.get("rel"): link.get("href") for link in atom.findall(f"{ATOM}link")}
    assert links == {
        "self": "https://example.org/fever/feed.xml",
        "alternate": "https://example.org/fever/whats-new.html",
    }
    assert plain["feed_url"] == "https://example.org/fever/feed.json"
    assert plain["items"][0]["url"] == "https://example.org/fever/whats-new.html"  # type: ignore[index]


def test_foreign_text_is_inert_on_the_page_and_in_the_feeds(project: Path) -> None:
    record(project)
    text = EVIL.replace("\x1b", "")
    replace(
        project / "data/vocabulary/measures.yml",
        ("label: River score", f"label: {json.dumps(text)}"),
    )
    replace(
        project / "data/topic.yml",
        ("title: Alphadrugs in river fever", f"title: {json.dumps(text)}"),
    )
    source = page(project)
    assert "<script" not in source
    assert "{{" not in source
    atom, plain = feed_of(project)
    assert atom.findtext(f"{ATOM}title") == text
    content = atom.findtext(f"{ATOM}entry/{ATOM}content") or ""
    shown = html.fromstring(f"<div>{content}</div>")
    assert text in shown.text_content()
    assert [node.tag for node in shown.iter() if node.tag in {"script", "a"}] == []
    assert plain["items"][0]["content_html"] == content  # type: ignore[index]


def test_the_page_is_built_and_every_page_names_the_feeds(built: Built) -> None:
    def change(root: Path) -> None:
        record(root)
        replace(root / STUDY, ("mean: 12.5", "mean: 12.6"), ("summary: Twelve", "summary: A dozen"))
        (root / "data/studies/second-2003.yml").rename(root / "data/studies/third-2004.yml")
        third = root / "data/studies/third-2004.yml"
        replace(third, ("id: second-2003", "id: third-2004"), ("Second 2003", "Third 2004"))
        replace(root / "data/screening.csv", (",second-2003\n", ",third-2004\n"))

    site = built("changes", SMALL, change)
    for name, up in (("index.html", ""), ("studies/example-2001.html", "../")):
        head = html.parse(str(site / name)).getroot().find("head")
        found = {
            link.get("type"): link.get("href")
            for link in head.findall("link")
            if "alternate" in link.get("rel", "").split()
        }
        assert found == {
            "application/atom+xml": f"{up}feed.xml",
            "application/feed+json": f"{up}feed.json",
        }
    shown = html.parse(str(site / "whats-new.html")).getroot()
    assert "12.5" in shown.text_content()
    assert (site / "feed.xml").is_file()
    with pytest.raises(KeyError):
        shown.get_element_by_id("_no-such-place")
