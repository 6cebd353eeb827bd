"""No response without a control group stands on a page without what control groups did, or that nothing is known."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from generator.model.evidence import Evidence
from generator.model.study import Study
from generator.synthesis.background import background_of
from generator.synthesis.groups import all_results, domain, treatment_studies
from generator.synthesis.study_design import has_control

NUMBER = re.compile(r"(?:^|/)(?P<study>[a-z0-9-]+)\.html#(?P<number>[a-z0-9-]+)$")
NOT_KNOWN = ("No background figures are known.", "No control group fits these results.")
# How a figure of a control group says of how many people it is, or that nobody knows.
DENOMINATOR = re.compile(r"\d+ of \d+|\bof \d+\b|n = \d+|total not stated")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def uncontrolled(evidence: Evidence) -> dict[str, Study]:
    return {
        study.id: study for study in treatment_studies(evidence) if not has_control(evidence, study)
    }


def responses(evidence: Evidence) -> set[tuple[str, str]]:
    """Return the address of every response of a treatment study without a control group; harms are none."""
    return {
        (study.id, result.id)
        for study in uncontrolled(evidence).values()
        for result in study.results
        if domain(evidence, result) != "safety"
    }


def pages(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    for path in sorted(site.rglob("*.html")):
        main = html.parse(path).getroot().find(".//main")
        if main is not None:
            yield path.relative_to(site).as_posix(), main


def shown(page: str, main: html.HtmlElement) -> set[tuple[str, str]]:
    """Return the addresses of the numbers a page shows: those it links to, and on a study's page its own rows."""
    found = {
        (match["study"], match["number"])
        for link in main.iter("a")
        if (match := NUMBER.search(link.get("href") or ""))
    }
    if page.startswith("studies/"):
        found |= {(Path(page).stem, row.get("id")) for row in main.iter("tr") if row.get("id")}
    return found


def lacks_context(main: html.HtmlElement) -> str:
    """Return what a page lacks beside its uncontrolled responses; nothing where it lacks nothing."""
    contexts = main.xpath(".//*[@data-ev-context]")
    if len(contexts) != 1:
        return f"{len(contexts)} contexts"
    (context,) = contexts
    numbers = [link for link in context.iter("a") if NUMBER.search(link.get("href") or "")]
    text = words(context)
    if not numbers and not any(said in text for said in NOT_KNOWN):
        return "neither a figure of a control group nor the words that there is none"
    for link in numbers:
        around = words(link.xpath("ancestor::*[self::td or self::li][1]")[0])
        if not DENOMINATOR.search(around):
            return f"a figure without a denominator: {around}"
    if numbers and "not a comparison" not in text:
        return "the words that it is no comparison"
    sentences = context.xpath(".//*[@data-ev-cannot]")
    if len(sentences) != 1 or "cannot be concluded" not in words(sentences[0]):
        return "what cannot be concluded"
    return ""


def test_no_page_shows_an_uncontrolled_response_without_its_context(
    site: Path, evidence: Evidence
) -> None:
    known, walked, lacking = responses(evidence), set(), {}
    for page, main in pages(site):
        if shown(page, main) & known:
            walked.add(page.partition("/")[0])
            if lack := lacks_context(main):
                lacking[page] = lack
    assert lacking == {}
    assert {"studies", "drugs", "outcomes", "populations"} <= walked


def test_single_patients_count_as_responses(site: Path, evidence: Evidence) -> None:
    followed = [study for study in uncontrolled(evidence).values() if study.patients]
    assert followed
    for study in followed:
        assert (
            lacks_context(html.parse(site / f"studies/{study.id}.html").getroot().find(".//main"))
            == ""
        )


def test_every_home_and_index_that_sums_up_responses_has_context(site: Path) -> None:
    for page in ("index", "studies/index"):
        assert lacks_context(html.parse(site / f"{page}.html").getroot().find(".//main")) == "", (
            page
        )


def test_a_picture_with_a_row_without_control_says_so(site: Path, evidence: Evidence) -> None:
    labels = {study.label for study in uncontrolled(evidence).values()}
    ids = uncontrolled(evidence)
    seen = 0
    for page, main in pages(site):
        own = page.startswith("studies/") and Path(page).stem in ids
        for figure in main.find_class("ev-chart"):
            drawing = figure.find_class("ev-chart-image")[0]
            rows = [words(row) for row in figure.iter("tr")]
            responded = not (figure.get("id") or "").startswith("_figure-time")
            if responded and (
                own or any(row.startswith(label) for row in rows for label in labels)
            ):
                seen += 1
                assert "no control group" in words(drawing), (page, figure.get("id"))
    assert seen > 20


@pytest.mark.parametrize(
    ("study_id", "said"),
    [
        (
            "paik-2021",
            "nobody was followed without the drug, and a change from the start can also be what would",
        ),
        ("paik-2017", "From one patient it cannot be concluded"),
        ("kurasawa-2018", "were treated earlier or elsewhere"),
    ],
)
def test_what_cannot_be_concluded_depends_on_the_design(
    site: Path, study_id: str, said: str
) -> None:
    main = html.parse(site / f"studies/{study_id}.html").getroot().find(".//main")
    (sentence,) = main.xpath(".//*[@data-ev-cannot]")
    assert said in words(sentence)


def test_clashing_thresholds_stand_side_by_side_with_their_sources(
    site: Path, evidence: Evidence
) -> None:
    root = html.parse(site / "outcomes/cdasi-activity.html").getroot()
    rows = [words(row) for row in root.get_element_by_id("_table-thresholds").find("tbody")]
    measure = evidence.measures["cdasi-activity"]
    assert len(rows) == len(measure.thresholds)
    for threshold in measure.thresholds:
        (row, *_) = [row for row in rows if threshold.label in row and threshold.value in row]
        assert (threshold.applies_to or "not stated") in row
    links = {link.get("href") for link in root.get_element_by_id("_table-thresholds").iter("a")}
    assert {threshold.url for threshold in measure.thresholds} <= links


def test_on_how_many_pages_a_background_stands(site: Path) -> None:
    """Adults on placebo stood on 89 of these pages once, beside children and diseased lungs too."""
    known, unknown = [], []
    for page, main in pages(site):
        for context in main.xpath(".//*[@data-ev-context]"):
            has_figure = "other trials" in words(context)
            (known if has_figure else unknown).append(page)
            assert has_figure != any(said in words(context) for said in NOT_KNOWN), page
    beside = {"studies", "populations", "outcomes", "compare", "drugs"}
    assert [page for page in known if page.partition("/")[0] in beside] == [
        "compare/adult-skin/skin.html",
        "compare/index.html",
        "drugs/tofacitinib.html",
        "outcomes/cdasi-activity.html",
        "populations/adult-skin.html",
        "studies/index.html",
        "studies/paik-2021.html",
    ]
    assert {"populations/juvenile.html", "populations/anti-mda5-ild.html"} <= set(unknown)


def test_a_control_group_stands_with_the_other_group_of_its_study(site: Path) -> None:
    main = html.parse(site / "studies/paik-2021.html").getroot().find(".//main")
    (context,) = main.xpath(".//*[@data-ev-context]")
    (row,) = [words(row) for row in context.iter("tr") if "-1.16" in words(row)]
    assert "n = 43 on placebo against change -9.36" in row
    assert "beside Paik 2021" in row
    assert "near: adults who had muscle disease too" in row


def test_a_page_of_controlled_studies_alone_needs_no_context(evidence: Evidence) -> None:
    controlled = [study for study in treatment_studies(evidence) if has_control(evidence, study)]
    assert background_of(evidence, all_results(controlled)) is None
