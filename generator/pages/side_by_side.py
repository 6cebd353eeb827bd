"""Side by side: the page that a script fills with columns, and the ways to it from others."""

from collections.abc import Iterable, Iterator

from generator.html.element import Child, link, listed, small, spaced, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.rendered import MenuEntry
from generator.model.few import few
from generator.model.number import Count
from generator.model.study import Study
from generator.model.vocabulary import Drug
from generator.pages.column import PAGE, Kind, side_file, side_scope, side_script, together_with
from generator.pages.drug_column import drug_side
from generator.pages.page import make_page
from generator.pages.page_kind import File, Materials, PageKind, alone
from generator.pages.study_column import study_side
from generator.synthesis.groups import by_size, of_kind, treatment_studies
from generator.synthesis.interventions import studied_drugs
from generator.text.count_words import noun_for
from generator.wording.inline_figures import capital

# So many are offered on the page of a study; the page side by side offers all.
_OFFERED = 8


_KINDS = (
    ("treatment", "{} studies"),
    ("comparator", "Trials of other treatments"),
    ("safety", "Safety studies in other diseases"),
    ("context", "Context papers"),
)


def side_by_side_page(page: OpenPage) -> Page:
    """Return the page: studies and drugs as lists, which the script turns into a choice."""
    evidence = page.evidence
    return make_page(
        page,
        "side_by_side.md",
        title="Side by side",
        description="Two to four studies, or two to four drugs, row by row: who, what, how, with "
        "what result and harm",
        groups=[
            (capital(name.format(evidence.topic.kind_of_study)), listed_studies(page, studies))
            for kind, name in _KINDS
            if (studies := of_kind(evidence, kind))
        ],
        drugs=listed_drugs(page),
    )


def columns(materials: Materials) -> Iterator[File]:
    """Yield a script for each study and drug that can stand in a column."""
    page = side_scope(materials.site)
    for study in materials.evidence.studies.values():
        yield side_file("studies", study.id), side_script(study_side(page, study))
    for drug in drugs_beside(page):
        yield side_file("drugs", drug.id), side_script(drug_side(page, drug))


def drugs_beside(page: OpenPage) -> tuple[Drug, ...]:
    """Return the drugs of the topic with treatment studies, in the order of the vocabulary."""
    treatment = treatment_studies(page.evidence)
    return tuple(
        drug
        for drug in studied_drugs(page.evidence, treatment)
        if drug.id in page.site.interventions
    )


def listed_studies(page: OpenPage, studies: Iterable[Study]) -> Safe:
    """Return studies as a list of links; each carries what makes it like others."""
    return _list(
        "studies",
        (
            (
                study.id,
                [*study.drugs, *study.populations],
                together((page.study(study), _remarks(page, study)), " "),
            )
            for study in studies
        ),
    )


def listed_drugs(page: OpenPage) -> Safe:
    """Return drugs as a list of links."""
    return _list(
        "drugs", ((drug.id, [drug.role], page.drug(drug.id)) for drug in drugs_beside(page))
    )


def studies_like(page: OpenPage, study: Study) -> Safe:
    """Return links that set a study beside others: those of the same people and drug first."""
    others = [other for other in by_size(page.evidence.studies.values()) if other.id != study.id]
    # Sorting keeps the order by size among those that share as much.
    ordered = sorted(others, key=lambda other: -_shared(page, study, other))
    alike = few((other for other in ordered if _shared(page, study, other)), _OFFERED)
    lines = []
    for other in alike.shown:
        remarks, address = _remarks(page, other), _address(page, "studies", study.id, other.id)
        lines.append(spaced(page.study(other, address=address), remarks))
    more = f" ({alike.and_more()} of the same people or drug)" if alike.more else ""
    return _ways(page, "studies", study.id, lines, f"another study{more}")


def drugs_like(page: OpenPage, drug: Drug) -> Safe | None:
    """Return links that set a drug beside others; None for a drug without a treatment study."""
    known = drugs_beside(page)
    if drug not in known:
        return None
    lines = (
        link(_address(page, "drugs", drug.id, other.id), other.label)
        for other in known
        if other != drug
    )
    return _ways(page, "drugs", drug.id, lines, "other drugs")


def _ways(page: OpenPage, kind: Kind, name: str, lines: Iterable[Child], another: str) -> Safe:
    free = link(page.address(together_with(kind, [name])), f"Choose {another}")
    ways = listed((*lines, free), class_="ev-ways")
    return tag("details", tag("summary", "Compare with …"), ways, class_="ev-fold ev-beside-with",
               data_search_exclude=True)  # fmt: skip


def _address(page: OpenPage, kind: Kind, *names: str) -> str:
    return page.address(together_with(kind, names))


def _shared(page: OpenPage, study: Study, other: Study) -> int:
    """Return how much two studies have in common: people before drugs, and both before either."""
    drugs = set(study.drugs).intersection(other.drugs)
    shares_drug = any(drug in page.site.interventions for drug in drugs)
    shares_people = bool(set(study.populations).intersection(other.populations))
    # Any two studies of the same people stand before any two of the same drug alone.
    return 2 * shares_people + shares_drug


def _remarks(page: OpenPage, study: Study) -> Safe:
    evidence = page.evidence
    drugs = ", ".join(evidence.drugs[name].label for name in study.drugs)
    people = _people(study.size) if study.size else ""
    populations = "; ".join(evidence.populations[name].label for name in study.populations)
    return small(
        " · ".join(filter(None, (drugs, populations, evidence.designs[study.design].label, people)))
    )


def _people(size: Count) -> str:
    return f"{size} {noun_for(size.value, 'person', 'people')}"


def _list(kind: Kind, lines: Iterable[tuple[str, list[str], Child]]) -> Safe:
    return tag(
        "ul",
        *(
            tag("li", words, data_ev_side=kind, data_ev_name=name, data_ev_like=" ".join(like))
            for name, like, words in lines
        ),
        class_="ev-sides",
        # Names in a list of ways would make this page a hit for every one of its studies.
        data_search_exclude=True,
    )


PAGES = PageKind(
    path=PAGE,
    menu=MenuEntry("Side by side", 21, "Compare"),
    listed_on="compare/index.html",
    contents=False,
    write=alone(PAGE, side_by_side_page),
)
FILES = columns
