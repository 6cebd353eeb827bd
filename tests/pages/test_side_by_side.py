"""Columns say what the pages say: every figure, interval and fact, in the same words, each leading to its place."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from generator.html.markup_tree import ATTRIBUTES, ELEMENTS
from generator.model.evidence import Evidence
from generator.model.study import Study
from generator.pages.column import side_scope, side_script
from generator.pages.drug_column import drug_side
from generator.pages.study_column import study_side
from generator.synthesis.groups import domain, treatment_studies, with_drug
from generator.synthesis.study_design import has_control
from generator.wording.result_names import heading

ONGOING = {"treatment", "comparator"}
# Facts in words of the page side by side itself; all others stand on the study's own page.
OWN_WORDS = {"Compared with", "What cannot be concluded", "Appraisal"}


def column(site: Path, kind: str, name: str) -> dict[str, Any]:
    text = (site / f"assets/columns/{kind}/{name}.js").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(
        text.removeprefix("self.evidenceColumn(").removesuffix(");\n")
    )
    return found


def text_of(nodes: list[Any]) -> str:
    return "".join(node if isinstance(node, str) else text_of(node[2:]) for node in nodes)


def elements(nodes: list[Any]) -> Iterator[list[Any]]:
    for node in nodes:
        if isinstance(node, list):
            yield node
            yield from elements(node[2:])


def texts(nodes: list[Any]) -> Iterator[str]:
    """Yield every text of the nodes but the names of folds."""
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node[0] != "summary":
            yield from texts(node[2:])


def plain(text: str) -> str:
    return "".join(text.split())


@cache
def page(site: Path, name: str) -> html.HtmlElement:
    root = html.parse(site / f"{name}.html").getroot()
    for tip in root.find_class("ev-term-mark") + root.find_class("ev-tip"):
        tip.drop_tree()
    return root


def first_link(cell: list[Any], study: str) -> tuple[str, str]:
    """Return the id and the words of the first figure of a study that a cell leads to."""
    prefix = f"studies/{study}.html#"
    found = next(
        node for node in elements(cell) if node[0] == "a" and node[1]["href"].startswith(prefix)
    )
    return found[1]["href"].removeprefix(prefix), text_of(found[2:])


def printed_behind(cell: list[Any]) -> list[str]:
    """Return the figures of the source behind those that were turned, in their order."""
    notes = (text_of(node[2:]) for node in elements(cell) if node[0] == "small")
    turned = [note for note in notes if note.startswith(" printed: ")]
    return [note.removeprefix(" printed: ").partition(",")[0] for note in turned]


def agrees_with_its_row(site: Path, study: str, cell: list[Any]) -> str:
    """Return the id of the figure a cell begins with, after holding all its figures against the row on the page."""
    number, words = first_link(cell, study)
    row = plain(page(site, f"studies/{study}").get_element_by_id(number).text_content())
    printed = printed_behind(cell)
    # Survivors stand as deaths beside other studies, with the printed figure behind.
    if printed and words.endswith("computed"):
        assert plain(printed[0]) in row, (study, number, printed)
        return number
    assert plain(words) in row, (study, number, words)
    # Of a control group that was turned, the printed figure stands in its own row.
    if printed:
        return number
    computed = [
        text_of(node[2:]) for node in elements(cell) if "ev-computed" in node[1].get("class", "")
    ]
    # A count of another group, worked out from its percentage, stands in the row of that group.
    rows = page(site, f"studies/{study}").iter("tr")
    others = [plain(each.text_content()) for each in rows] if "against" in text_of(cell) else []
    for figure in computed:
        assert any(plain(figure) in words for words in (row, *others)), (study, number, figure)
    return number


def test_every_figure_of_a_study_stands_in_its_column_as_on_its_page(
    site: Path, evidence: Evidence
) -> None:
    seen = 0
    for study in evidence.studies.values():
        found = column(site, "studies", study.id)
        lines = [agrees_with_its_row(site, study.id, line["cell"]) for line in found["lines"]]
        harms = [agrees_with_its_row(site, study.id, harm["cell"]) for harm in found["harms"]]
        assert lines == [result.id for result in study.results]
        assert harms == [harm.id for harm in study.harms]
        seen += len(lines) + len(harms)
    assert seen > 400


def test_every_fact_of_a_study_stands_on_its_page(site: Path, evidence: Evidence) -> None:
    for study in evidence.studies.values():
        whole = plain(page(site, f"studies/{study.id}").find(".//main").text_content())
        found = column(site, "studies", study.id)
        for fact in [*found["facts"], *found["trust"]]:
            if fact["name"] not in OWN_WORDS:
                for part in texts(fact["cell"]):
                    assert plain(part) in whole, (study.id, fact["name"], part)


def test_columns_of_drugs_say_what_the_studies_say(site: Path, evidence: Evidence) -> None:
    seen = 0
    for path in sorted((site / "assets/columns/drugs").glob("*.js")):
        found = column(site, "drugs", path.stem)
        studies = with_drug(treatment_studies(evidence), path.stem)
        for line in [*found["lines"], *found["harms"]]:
            (study,) = {
                study.id
                for study in studies
                if f'"studies/{study.id}.html"' in json.dumps(line["cell"])
            }
            agrees_with_its_row(site, study, line["cell"])
            seen += 1
            if "place" in line and not has_control(evidence, evidence.studies[study]):
                assert "control" in text_of(line["cell"])
    assert seen > 60


def test_no_uncontrolled_response_stands_without_its_background(
    site: Path, evidence: Evidence
) -> None:
    alone = [
        s
        for s in evidence.studies.values()
        if s.evidence in ONGOING and not has_control(evidence, s)
    ]
    assert alone
    for study in alone:
        found = column(site, "studies", study.id)
        assert found["alone"]
        shown = {
            heading(name)
            for result in study.results
            if (name := domain(evidence, result)) != "safety"
        }
        assert set(found["background"]) == shown
        if shown:
            cannot = next(
                fact for fact in found["facts"] if fact["name"] == "What cannot be concluded"
            )
            assert "cannot be concluded" in text_of(cannot["cell"])


def test_a_script_may_build_everything_that_columns_hold(site: Path) -> None:
    for path in (site / "assets/columns").rglob("*.js"):
        found = column(site, path.parent.name, path.stem)
        rows = [*found["facts"], *found["trust"], *found["lines"], *found["harms"]]
        for nodes in (found["head"], *found["background"].values(), *(row["cell"] for row in rows)):
            for name, attributes, *_ in elements(nodes):
                assert name in ELEMENTS
                assert set(attributes) <= ATTRIBUTES
    module = Path(__file__).parents[2] / "generator/frame/scripts/modules/tree.js"
    words = set(module.read_text(encoding="utf-8").replace('"', " ").split())
    assert words >= (ELEMENTS | ATTRIBUTES)


def test_columns_are_equal_in_form_so_that_rows_align(site: Path) -> None:
    for kind in ("studies", "drugs"):
        every = [
            column(site, kind, path.stem) for path in (site / f"assets/columns/{kind}").glob("*.js")
        ]
        forms = {
            tuple((fact["part"], fact["name"]) for fact in [*one["facts"], *one["trust"]])
            for one in every
        }
        assert len(forms) == 1


def test_people_that_two_studies_share_are_told(site: Path) -> None:
    told = column(site, "studies", "paik-2021")["shares"]
    assert told["paik-2022"] is True
    assert told["rangaswamy-2022"] is False
    assert column(site, "studies", "paik-2022")["shares"]["paik-2021"] is True


@pytest.fixture
def hostile(evidence: Evidence) -> Study:
    import dataclasses  # noqa: PLC0415 - for this one study

    study = evidence.seed
    assert study.population
    bad = '<img src=x onerror=alert(1)> </script> "javascript:alert(1)"'
    return dataclasses.replace(
        study, label=bad, population=dataclasses.replace(study.population, subtype=bad)
    )


def test_foreign_text_stays_text(evidence: Evidence, hostile: Study) -> None:
    from generator.audit.catalogue import audit  # noqa: PLC0415 - for this one test
    from generator.html.site_evidence import SiteEvidence  # noqa: PLC0415 - the same

    page = side_scope(SiteEvidence(evidence, audit(evidence)))
    text = side_script(study_side(page, hostile)).decode()
    found = json.loads(text.removeprefix("self.evidenceColumn(").removesuffix(");\n"))
    subtype = next(fact for fact in found["facts"] if fact["name"] == "Subtype")
    assert subtype["cell"] == [hostile.label]
    assert found["label"] == hostile.label
    drug = drug_side(page, evidence.drugs[hostile.drugs[0]])
    assert drug.label == evidence.drugs[hostile.drugs[0]].label


def test_without_scripts_every_study_and_drug_is_a_link(site: Path, evidence: Evidence) -> None:
    main = page(site, "side-by-side").find(".//main")
    links = {link.get("href") for link in main.iter("a")}
    assert {f"studies/{name}.html" for name in evidence.studies} <= links
    assert "compare/index.html" in links
    for path in (site / "assets/columns/drugs").glob("*.js"):
        assert f"drugs/{path.stem}.html" in links


def test_from_a_study_the_way_leads_to_its_like_first(site: Path, evidence: Evidence) -> None:
    for study in evidence.studies.values():
        ways = [
            link.get("href")
            for link in page(site, f"studies/{study.id}").xpath("//ul[@class='ev-ways']//a")
        ]
        assert ways[-1] == f"../side-by-side.html#?studies={study.id}"
        names = [way.rpartition(",")[2] for way in ways[:-1]]
        assert len(names) <= 8
        assert study.id not in names
        assert all(set(study.populations) & set(evidence.studies[name].populations)
                   or set(study.drugs) & set(evidence.studies[name].drugs) for name in names)  # fmt: skip
    assert page(site, "drugs/tofacitinib").xpath(
        "//ul[@class='ev-ways']//a[contains(@href, 'tofacitinib,ruxolitinib')]"
    )


@pytest.mark.parametrize(("count", "words"), [(0, []), (1, ["1 warning"]), (2, ["2 warnings"])])
def test_the_warnings_of_a_drug_are_counted_with_their_noun(
    evidence: Evidence, count: int, words: list[str]
) -> None:
    import dataclasses  # noqa: PLC0415 - for this one test

    from generator.audit.catalogue import audit  # noqa: PLC0415 - the same
    from generator.html.site_evidence import SiteEvidence  # noqa: PLC0415 - the same

    first = evidence.safety_notices[0]
    fewer = dataclasses.replace(evidence, safety_notices=(first,) * count)
    page = side_scope(SiteEvidence(fewer, audit(fewer)))
    text = side_script(drug_side(page, fewer.drugs[first.drugs[0]])).decode()
    assert re.findall(r"\d+ warnings?", text) == words
