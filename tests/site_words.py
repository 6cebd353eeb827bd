"""The words of a built site, page by page."""

from pathlib import Path

from lxml import html

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
