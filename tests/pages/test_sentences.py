"""No page of any project holds a sentence that cannot be: a count of nothing, a list without items."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SMALL, VACCINES, Built
from lxml import html

# Words that are put behind a count; behind a 1 none of them may be a plural, and none behind a 0.
NOUNS = (
    "studies|reports|people|patients|checks|drugs|outcomes|comparisons|ratings|trials|figures|"
    "rows|groups|results|findings|appraisals|questions|populations|measures|columns|versions|"
    "values|reasons|thresholds|statements|papers|records|weeks|months|years|days"
)
# Before a number that stands alone; a phase or a type is no count.
COUNT = r"(?<![\w.,/–−-])(?<!phase )(?<!type )(?<!grade )"
IMPOSSIBLE = {
    "a singular behind a plural verb": r"(?<!of )\b1 study (?:have|compare|report|give)\b",
    "a plural behind one": rf"{COUNT}1 (?:{NOUNS})\b(?! of age)",
    "a count of nothing": rf"{COUNT}0 (?:(?:treatment|final|more|context|comparator) )?(?:{NOUNS})\b",
    "none in figures": rf"{COUNT}0 (?:of (?:them|these)|were|are|gives?|puts?|found|still|more)\b",
    "one of one": r"\b1 of (?:the |these )?1 (?!in the study)[a-z]",
    "the word of the program": r"[a-z(,] None\b|^None$|\bnan\b|\bNaN\b|\[\]|\{\}|\b(?:True|False)\b",
    "brackets around nothing": r"\(\s*\)",
    "a list with a hole": r"[,;:] ?[,;:](?=\s|$)|\([,;:]|[,;:]\)",
    "two full stops": r"(?<![.…])[.?!]\.(?!\.)(?=\s|$)|[,;:]\.(?=\s|$)|\.[,;:](?=\s|$)(?<!etc\.[,;:])(?<!al\.[,;:])",
    "a space before a sign": r"[a-z] [,;.:!](?=\s|$)",
    "nothing behind a small word": r"\b(?:and|against|than|per) ?[.;)](?=\s|$)",
    "a list without an end": r"\b(?:see|hold|holds|of|are|were): ?$",
    "a word twice": r"(?<![-\w])([a-z]{2,}) \1\b(?!-)(?<!that that)(?<!had had)",
}
FAULTS = {name: re.compile(pattern) for name, pattern in IMPOSSIBLE.items()}
BLOCKS = ("p", "li", "dt", "dd", "figcaption", "summary", "h1", "h2", "h3", "h4", "desc", "title")
# Pages written by hand, and words of sources that stand as they are printed.
BY_HAND = ("curating/",)


def blocks(page: Path) -> Iterator[str]:
    """Yield the text of each block of a page that holds no other, outside of tables."""
    main = html.parse(page).getroot().find(".//main")
    if main is None:
        return
    for part in list(main.iter("script", "style", "nav", "table", "pre")):
        part.drop_tree()
    for part in main.xpath(".//*[@popover or @role='tooltip' or contains(@class, 'ev-citation')]"):
        if part.getparent() is not None:
            part.drop_tree()
    for block in main.iter(*BLOCKS):
        if not any(True for _ in block.iterdescendants(*BLOCKS)):
            # The mark by which a word opens its definition is no part of the sentence.
            yield re.sub(r" \?(?=[ ,;.:]|$)", "", " ".join(block.text_content().split()))


def faults(text: str) -> list[str]:
    """Return what cannot be in a sentence, each with the words around it."""
    found = []
    for name, pattern in FAULTS.items():
        for match in pattern.finditer(text):
            around = text[max(0, match.start() - 40) : match.end() + 20]
            found.append(f"{name}: … {around} …")
    return found


def faults_of(site: Path) -> dict[str, list[str]]:
    """Return the faults of each page that has any."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        lines = [fault for text in blocks(path) for fault in faults(text)]
        if lines and not name.startswith(BY_HAND):
            found[name] = list(dict.fromkeys(lines))
    return found


# Each way of going wrong, with a sentence that has it.
PLANTED = {
    "a singular behind a plural verb": "1 study have a control group.",
    "a plural behind one": "1 studies of people on a drug.",
    "a count of nothing": "Alphaone: 1 study, 0 final figures.",
    "none in figures": "6 reports found in all, 0 of them on or after 31 May 2020.",
    "one of one": "1 of 1 study has no control group.",
    "the word of the program": "followed for None weeks",
    "brackets around nothing": "Example 2001 (), 12 people.",
    "a list with a hole": "fever, , strength and harms.",
    "two full stops": "None of them is ill.. More follows.",
    "a space before a sign": "no threshold in this record .",
    "nothing behind a small word": "Valvax against.",
    "a list without an end": "Besides the trials there are:",
    "a word twice": "Valvax against against no vaccine.",
}


def test_every_fault_that_is_looked_for_is_found_where_it_is_planted() -> None:
    assert PLANTED.keys() == IMPOSSIBLE.keys()
    for name, sentence in PLANTED.items():
        assert [fault for fault in faults(sentence) if fault.startswith(name)], sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "None of the 2 studies has a control group; 1 of 12 had shingles, 0 of 92 had none.",
        "1 study, 12 people. From 0.1 to 1 week; a phase 1 trials unit; 21 studies, 10 reports.",
        "see all studies, safety and methods. (a range, since studies may share people).",
        "Paik JJ, Albayda J, et al.; the rest, etc., is not shown … and so on.",
    ],
)
def test_what_may_stand_is_not_taken_for_a_fault(sentence: str) -> None:
    assert faults(sentence) == []


def test_a_planted_sentence_is_found_on_its_page(tmp_path: Path) -> None:
    page = tmp_path / "drugs" / "one.html"
    page.parent.mkdir()
    page.write_text("<main><ul><li>Good.</li><li><b>1</b> studies of it.</li></ul></main>")
    assert list(faults_of(tmp_path)) == ["drugs/one.html"]


def test_no_page_of_the_record_holds_a_sentence_that_cannot_be(site: Path) -> None:
    assert faults_of(site) == {}


def test_no_page_of_the_small_project_does(small_site: Path) -> None:
    assert faults_of(small_site) == {}


def test_no_page_of_controlled_trials_does(vaccines_site: Path) -> None:
    assert faults_of(vaccines_site) == {}


# What may be empty in a record of one study, file by file.
OPTIONAL = ("certainty.yml", "appraisals.yml", "vocabulary/glossary.yml")


def with_one_study(project: Path, keep: str) -> None:
    """Leave one study in a project, and nothing of the others."""
    data = project / "data"
    for name in OPTIONAL:
        (data / name).unlink(missing_ok=True)
    for path in (data / "studies").glob("*.yml"):
        if path.stem != keep:
            path.unlink()
    topic = (data / "topic.yml").read_text()
    (data / "topic.yml").write_text(topic.partition("summary_of_findings:")[0])
    for path in (data / "screening.csv", project / "bibliography" / "relations.csv"):
        head, *rows = path.read_text().splitlines(keepends=True)
        kept = [row for row in rows if row.rstrip().endswith(f",{keep}")]
        path.write_text(head + "".join(kept))


def without_numbers(project: Path) -> None:
    """Leave one study in a project, of which no number was read."""
    with_one_study(project, "north-1998")
    path = project / "data" / "studies" / "north-1998.yml"
    kept, skipping = [], False
    for line in path.read_text().splitlines():
        if not line.startswith(" "):
            skipping = line.startswith(("results:", "harms:", "baseline:"))
        if not skipping:
            kept.append(line)
    text = re.sub(
        r"(?m)^summary:.*$", "summary: No figure of this trial could be read.", "\n".join(kept)
    )
    path.write_text(f"{text}\n")


def test_no_page_of_one_controlled_trial_does(built: Built) -> None:
    site = built("one-trial", VACCINES, lambda project: with_one_study(project, "north-1998"))
    assert faults_of(site) == {}


def test_no_page_of_one_series_without_a_control_group_does(built: Built) -> None:
    site = built("one-series", SMALL, lambda project: with_one_study(project, "example-2001"))
    assert faults_of(site) == {}


def retracted_alone(project: Path) -> None:
    """Leave one study, which was retracted, and outcomes chosen for people whom nobody studied."""
    with_one_study(project, "example-2001")
    notice = (
        "- {citation: example-2001, retraction: 'seen: withdrawn by the editor', "
        "concern: none seen, erratum: none seen, looked_at: PubMed, date: 2024-08-30}\n"
    )
    (project / "bibliography" / "notices.yml").write_text(notice)
    with (project / "data" / "topic.yml").open("a") as topic:
        topic.write(
            "summary_of_findings:\n"
            "  - {population: children, outcomes: [{measure: fever-free, certainty: none}]}\n"
        )


def test_no_page_of_a_retracted_study_and_of_people_nobody_studied_does(built: Built) -> None:
    assert faults_of(built("retracted-alone", SMALL, retracted_alone)) == {}


def test_no_page_of_a_study_without_numbers_does(built: Built) -> None:
    assert faults_of(built("no-numbers", VACCINES, without_numbers)) == {}
