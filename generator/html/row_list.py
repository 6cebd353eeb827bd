"""The rows of a table by name: a way to each, and the words by which the search finds them.

Tables themselves stay out of the search index, which would grow to several times its size.
"""

from collections.abc import Iterable

from generator.html.element import link, listed, tag
from generator.html.escape import Safe
from generator.text.count_words import count_words


def row_list(named: Iterable[tuple[str, str]]) -> Safe | None:
    """Return rows by their ids and names as a folded list of links; None if there are none."""
    links = [link(f"#{name}", label) for name, label in named]
    if not links:
        return None
    rows = "the row" if len(links) == 1 else f"one of {count_words(len(links), 'row')}"
    summary = tag("summary", f"Go to {rows} by name")
    return tag("details", summary, listed(links), class_="ev-fold ev-rows")


def permalink(name: str) -> Safe:
    """Return the sign by which a number links to itself."""
    label = "Permanent address of this number"
    return link(f"#{name}", "#", class_="ev-permalink", aria_label=label)


# Two hyphens cannot stand inside an id, so that the two ids can be told apart again.
def row_name(study: str, result: str) -> str:
    """Return the place of a result in a comparison, by which the page of its study leads to it."""
    return f"{study}--{result}"
