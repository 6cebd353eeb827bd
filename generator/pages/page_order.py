"""The order in which pages of one kind follow each other: that of their list."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.html.open_page import OpenPage
from generator.model.vocabulary import Drug
from generator.synthesis.groups import of_kind, shared_measures, treatment_studies
from generator.synthesis.interventions import is_intervention
from generator.wording.result_names import heading


class Place(NamedTuple):
    """A page of a group: its path below the site's root, and the name it has in its list."""

    path: str
    label: str


def drugs_with_pages(page: OpenPage) -> tuple[Drug, ...]:
    """Return the drugs that have a page: those the topic is about first."""
    found = [drug for drug in page.evidence.drugs.values() if page.has_drug_page(drug.id)]
    return tuple(sorted(found, key=lambda drug: not is_intervention(page.evidence, drug.id)))


def pages_like(page: OpenPage) -> tuple[Place, ...]:
    """Return the pages of the group that this page belongs to, in the order of their list; none for a page alone."""
    group = page.path.rpartition("/")[0]
    return tuple(_places(page, group))


def _places(page: OpenPage, group: str) -> Iterator[Place]:
    evidence = page.evidence
    folder, _, population = group.partition("/")
    if folder == "studies":
        studies = (
            *treatment_studies(evidence),
            *of_kind(evidence, "comparator", "safety"),
            *of_kind(evidence, "context"),
        )
        yield from (
            Place(f"studies/{study.id}.html", page.picture_name(study)) for study in studies
        )
    elif folder == "drugs":
        yield from (Place(f"drugs/{drug.id}.html", drug.label) for drug in drugs_with_pages(page))
    elif folder == "outcomes":
        yield from (
            Place(f"outcomes/{name}.html", evidence.measures[name].label)
            for name in shared_measures(evidence)
        )
    elif folder == "populations":
        yield from (
            Place(f"populations/{one.id}.html", one.label) for one in evidence.populations.values()
        )
    elif population:
        domains = (domain for name, domain in page.site.comparisons if name == population)
        yield from (
            Place(f"compare/{population}/{domain}.html", heading(domain)) for domain in domains
        )
