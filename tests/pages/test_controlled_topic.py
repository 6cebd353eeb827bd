"""A topic of controlled trials in people who are not ill: no sentence of the first topic on its pages."""

from pathlib import Path

import pytest
from lxml import html

from generator.model.evidence import Evidence
from generator.synthesis.study_design import has_control

# Names of the first topic.
OF_THE_FIRST_TOPIC = ("dermatomyositis", "jak inhibitor", "tofacitinib", "cdasi", "myositis")


def sentences(site: Path) -> dict[str, str]:
    """Return the words of every page, without pictures and scripts."""
    pages = {}
    for path in sorted(site.rglob("*.html")):
        main = html.parse(path).getroot().find(".//main")
        if main is not None:
            for part in list(main.iter("script", "style", "svg")):
                part.drop_tree()
            pages[path.relative_to(site).as_posix()] = " ".join(" ".join(main.itertext()).split())
    return pages


def test_the_project_holds_controlled_studies_alone(vaccines: Evidence) -> None:
    assert len(vaccines.studies) > 4
    assert all(has_control(vaccines, study) for study in vaccines.studies.values())


@pytest.mark.parametrize("word", OF_THE_FIRST_TOPIC)
def test_no_page_speaks_of_the_first_topic(vaccines_site: Path, word: str) -> None:
    assert [
        page for page, text in sentences(vaccines_site).items() if word in text.casefold()
    ] == []
