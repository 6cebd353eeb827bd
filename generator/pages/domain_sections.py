"""Results of many studies by domain: pictures of the shares and a table of every figure."""

from collections.abc import Iterator, Sequence

from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.pictures.gallery import Gallery
from generator.pictures.results import Heading
from generator.pictures.shares import share_pictures
from generator.synthesis.groups import Entry, domain, domains_by_importance
from generator.synthesis.selection import is_final
from generator.tables.results import results_across
from generator.wording.result_names import heading

# The key under every table and picture that sets results of several studies beside each other.
ORDER = (
    "Largest study first, then in the order of the record; figures of different studies are not "
    "comparable."
)
Section = tuple[str, str, list[Safe], Safe]


def results_by_domain(
    page: OpenPage, gallery: Gallery, entries: Sequence[Entry], population: str = ""
) -> Iterator[Section]:
    """Yield each domain with its id, its pictures of shares, and the table of all its results.

    For a population, the domains stand in the order of the outcomes chosen for it.
    """
    domains = {domain(page.evidence, entry.result) for entry in entries}
    for name in domains_by_importance(page.evidence, population, domains):
        of_domain = [entry for entry in entries if domain(page.evidence, entry.result) == name]
        drawn = [entry for entry in of_domain if is_final(entry.result)]
        title = Heading(f"shares-{name}", heading(name), ORDER)
        drawings = share_pictures(page, gallery, drawn, title)
        table = results_across(
            page, of_domain, name, f"{heading(name)}: all reported results", ORDER
        )
        yield heading(name), name, drawings, table
