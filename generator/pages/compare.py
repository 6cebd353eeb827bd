"""Compare: an index of what can be compared, and a page for each population and domain."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import NamedTuple

from generator.exports.estimate_script import estimate_script
from generator.html.answer import answer_of, generated
from generator.html.counts import shown_taking
from generator.html.element import facts, link, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.people import people_number, unknown_size
from generator.html.regulators import regulators_warn
from generator.html.rendered import MenuEntry
from generator.html.sureness import sureness
from generator.model.judgement import Certainty
from generator.model.population import Population
from generator.model.vocabulary import SAFETY
from generator.pages.background_section import context_note, context_section
from generator.pages.estimate_section import estimate_section, refusal_section
from generator.pages.page import make_page
from generator.pages.page_kind import Family, File, Materials, PageKind, Place, Writer, alone
from generator.pages.population_glance import in_a_minute
from generator.pictures.compare_pictures import about_pictures, comparison_pictures
from generator.pictures.gallery import Gallery
from generator.synthesis.arms_of_result import is_compared
from generator.synthesis.background import background_of
from generator.synthesis.compare import Comparison
from generator.synthesis.estimate import Estimate
from generator.synthesis.findings import withdrawn_from
from generator.synthesis.groups import (
    domains_in_order,
    in_population,
    standing,
    treatment_results,
    treatment_studies,
)
from generator.synthesis.interventions import studied_drugs
from generator.synthesis.participants import count_people
from generator.synthesis.withdrawal import Withdrawal, withdrawals
from generator.tables.comparison import comparison_table, further_table
from generator.tables.table import Column, Row, Table, render_table
from generator.text.count_words import count_words
from generator.wording.control_sentence import controlled_words
from generator.wording.estimate_words import estimate_title, estimate_words
from generator.wording.inline_figures import capital, in_a_sentence
from generator.wording.result_names import heading
from generator.wording.swim import SOURCE, answer_swim

_INDEX = (
    "Choose a population and an outcome: every study side by side, with what may be put together"
)
_CHOICE_KEY = (
    "Outcomes by domain, populations in the order of the vocabulary. Each number opens a page on "
    "which these studies stand side by side. A dash: none found, a gap."
)
# Counts of harm have rows of their own with the people, and are no results of a comparison.
_HARM_RESULTS = "Safety outcomes told as results"


class Neighbour(NamedTuple):
    """Another comparison of the population or of the domain; `words` say what it holds."""

    label: str
    address: str
    words: str


def address_of(population: str, domain: str) -> str:
    """Return the path of a comparison below the site's root."""
    return f"compare/{population}/{domain}.html"


def compare_index(page: OpenPage) -> Page:
    """Return the choice of population and domain, and each population in a minute."""
    return make_page(
        page,
        "compare_index.md",
        title="Compare",
        description=_INDEX,
        choice=_choice(page),
        minutes=list(_minutes(page)),
        warning=regulators_warn(page),
        context=context_note(page, background_of(page.evidence, treatment_results(page.evidence))),
        changes=[
            *(_withdrawn(page, change) for change in withdrawals(page.evidence)),
            *(_to_judge_again(page, rating) for rating in page.evidence.certainty),
        ],
    )


def compare_page(page: OpenPage, gallery: Gallery, population_id: str, domain: str) -> Page:
    """Return everything that bears on one domain of outcome in one population."""
    evidence = page.evidence
    population = evidence.populations[population_id]
    comparison = page.site.comparisons[population_id, domain]
    studies = standing(evidence, comparison.studies)
    background = background_of(evidence, comparison.entries)
    return make_page(
        page,
        "compare.md",
        title=f"{_HARM_RESULTS if domain == SAFETY else heading(domain)}: {population.label}",
        description=f"{heading(domain)} in: {population.definition}",
        domain=heading(domain),
        answer=answer_of(page, f"{population_id}/{domain}"),
        generated=generated(page, f"{population_id}/{domain}"),
        population=population,
        studies=studies,
        control_words=controlled_words(
            len(studies),
            len(_compared_here(page, comparison)),
            "it",
            "treated at the same time",
        ),
        people=count_people(evidence, studies),
        people_words=people_number(count_people(evidence, studies)),
        unknown=unknown_size(count_people(evidence, studies)),
        drugs=[page.drug(group.drug) for group in comparison.groups if group.drug],
        shown=comparison_pictures(page, gallery, comparison, background),
        about_pictures=about_pictures(page, comparison),
        context=context_section(page, background),
        is_harm=domain == SAFETY,
        harm_counts=_harm_counts(page, population_id) if domain == SAFETY else None,
        warning=regulators_warn(page, form="block" if domain == SAFETY else "line"),
        sure=sureness(page, comparison),
        table=comparison_table(page, comparison, f"Every study: {heading(domain).lower()}"),
        further=further_table(
            page, comparison, "Interim figures, parts of groups, and figures read twice"
        ),
        estimates=_estimates(page, gallery, comparison),
        swim=_swim(page, comparison),
        swim_source=SOURCE,
        same_population=[
            way for way in comparisons_of(page, population) if way.label != heading(domain)
        ],
        same_domain=_same_domain(page, population, domain),
    )


class Minute(NamedTuple):
    """What can be read in a minute about one population."""

    population: Population
    words: Safe


def _minutes(page: OpenPage) -> Iterator[Minute]:
    for population in page.evidence.populations.values():
        if summed_up := in_a_minute(page, population.id):
            yield Minute(population, summed_up)


def _choice(page: OpenPage) -> Safe | None:
    """Return domains by populations: how many studies each page holds; None without any."""
    comparisons = page.site.comparisons
    if not comparisons:
        return None
    populations = dict.fromkeys(population for population, _ in comparisons)
    labels = (page.evidence.populations[name].label for name in populations)
    known = {domain for _, domain in comparisons}
    if any(_harms_of(page, population) for population in populations):
        known.add(SAFETY)
    domains = domains_in_order(page.evidence, known)
    studies = chain.from_iterable(comparison.studies for comparison in comparisons.values())
    kind = capital(page.evidence.topic.kind_of_study)
    return render_table(
        Table(
            name="choice",
            caption=f"{kind} studies by outcome and population",
            shows=shown_taking(page.evidence, studies),
            key=_CHOICE_KEY,
            columns=(Column("Outcome"), *map(Column, labels)),
            rows=[_choice_row(page, domain, populations) for domain in domains],
            how=page.how("finding"),
        )
    )


def _choice_row(page: OpenPage, domain: str, populations: Iterable[str]) -> Row:
    cells = (_cell(page, population, domain) for population in populations)
    return Row((heading(domain), *cells))


def _cell(page: OpenPage, population: str, domain: str) -> Safe:
    harms = _harm_counts(page, population) if domain == SAFETY else None
    shown = together(filter(None, (_studies(page, population, domain), harms)), "; ")
    return shown or tag("span", "–", class_="ev-missing", aria_label="none found")


def _studies(page: OpenPage, population: str, domain: str) -> Safe | None:
    comparison = page.site.comparisons.get((population, domain))
    if comparison is None:
        return None
    # A retracted study still stands on the page of the comparison, but counts nowhere.
    count = len(standing(page.evidence, comparison.studies))
    address = page.address(address_of(population, domain))
    return link(address, count_words(count, "study", "studies"))


def _harm_counts(page: OpenPage, population: str) -> Safe | None:
    """Return how many counts of harm there are of some people, as the way to them; None if none."""
    number = _harms_of(page, population)
    address = page.address(f"populations/{population}.html#_harms")
    return link(address, count_words(number, "harm count")) if number else None


def _harms_of(page: OpenPage, population: str) -> int:
    studies = in_population(treatment_studies(page.evidence), population)
    return sum(len(study.harms) for study in standing(page.evidence, studies))


def scripts(materials: Materials) -> Iterator[File]:
    """Yield an R script for each average of the site, at the address its section names."""
    for (population, domain), comparison in materials.site.comparisons.items():
        for name, estimate in _named(comparison):
            if script := estimate_script(estimate):
                yield f"compare/{population}/{domain}-{name}.R", script.encode()


def _named(comparison: Comparison) -> Iterator[tuple[str, Estimate]]:
    """Yield each body of evidence under a name that is its own on the page."""
    # Section and R script take the same name: the link beside an average leads to its own script.
    for place, estimate in enumerate(comparison.together, 1):
        yield f"together-{place}", estimate
    for place, estimate in enumerate(comparison.in_deviations, 1):
        yield f"in-deviations-{place}", estimate
    for group in comparison.groups:
        for place, estimate in enumerate(group.estimates, 1):
            yield f"{group.drug}-{place}", estimate


def _compared_here(page: OpenPage, comparison: Comparison) -> frozenset[str]:
    """Return the studies that compare groups on an outcome of this page, the retracted left out."""
    return frozenset(
        study.id
        for study, result in comparison.entries
        if study.id not in page.site.retracted and is_compared(page.evidence, study, result)
    )


def _estimates(page: OpenPage, gallery: Gallery, comparison: Comparison) -> list[Safe]:
    sections = []
    for name, estimate in _named(comparison):
        # The page and its scripts stand in one folder, so that the name is the whole way.
        script = f"{comparison.domain}-{name}.R" if estimate.pooled else None
        sections.append(estimate_section(page, gallery, estimate, name, script))
    # Where nothing may be put together, the page says why; it never leaves the section out.
    return sections or [refusal_section(page, comparison.alone, "alone")]


def _swim(page: OpenPage, comparison: Comparison) -> Safe:
    return facts(
        (f"{element.number}. {element.name}", element.answer)
        for element in answer_swim(page.evidence, comparison)
    )


def comparisons_of(page: OpenPage, population: Population) -> list[Neighbour]:
    """Return the comparisons of a population, in the order of the outcomes chosen for it."""
    return [
        _neighbour(page, heading(domain), name, domain)
        for name, domain in page.site.comparisons
        if name == population.id
    ]


def _same_domain(page: OpenPage, population: Population, domain: str) -> list[Neighbour]:
    return [
        _neighbour(page, page.evidence.populations[name].label, name, other)
        for name, other in page.site.comparisons
        if other == domain and name != population.id
    ]


def _neighbour(page: OpenPage, label: str, population: str, domain: str) -> Neighbour:
    studies = standing(page.evidence, page.site.comparisons[population, domain].studies)
    drugs = [
        drug.label
        for drug in studied_drugs(page.evidence, studies)
        if drug.id in page.site.interventions
    ]
    words = f"{count_words(len(studies), 'study', 'studies')}: {', '.join(drugs)}"
    return Neighbour(label, page.address(address_of(population, domain)), words)


def _to_judge_again(page: OpenPage, rating: Certainty) -> Safe | None:
    """Return that a rating was made with a study that has been retracted since."""
    # A rating is a judgement: no build alters it, it only says that somebody has to judge again.
    gone = withdrawn_from(page.evidence, rating)
    if not gone:
        return None
    address = page.address(f"populations/{rating.population}.html#{rating.id}")
    label = page.evidence.populations[rating.population].label
    again = f" ({label}) was judged with it and has to be judged again"
    return together((page.studies(gone), ": certainty of ", link(address, rating.outcome), again))


def _withdrawn(page: OpenPage, change: Withdrawal) -> Safe:
    """Return one estimate that a retraction changed, before and after."""
    evidence = page.evidence
    population = in_a_sentence(evidence, evidence.populations[change.population].label)
    title = f"{estimate_title(evidence, change.before)}, in {population}"
    address = page.address(address_of(change.population, change.domain))
    before = estimate_words(evidence, change.before)
    after = estimate_words(evidence, change.after) if change.after else "nothing is left"
    moved = f": was {before}; now {after}"
    return together((page.study(change.study), ": ", link(address, title), moved))


def _writers(materials: Materials) -> Mapping[str, Writer]:
    return {
        address_of(*pair): partial(
            compare_page, gallery=materials.gallery, population_id=pair[0], domain=pair[1]
        )
        for pair in materials.site.comparisons
    }


def _population(page: OpenPage) -> str:
    """Return the population whose comparison a page is."""
    return page.path.split("/")[1]


def _same_people(page: OpenPage) -> Iterator[Place]:
    """Yield the comparisons in the population of a page, in the order of their list."""
    for population, domain in page.site.comparisons:
        if population == _population(page):
            yield Place(address_of(population, domain), heading(domain))


def _people(page: OpenPage) -> tuple[Place]:
    population = page.evidence.populations[_population(page)]
    return (Place(f"populations/{population.id}.html", population.label),)


PAGES = (
    PageKind(
        path="compare/index.html",
        menu=MenuEntry("By outcome", 20, "Compare"),
        weight=1.5,
        write=alone("compare/index.html", compare_index),
    ),
    PageKind(
        path="compare/*/*.html",
        listed_on="compare/index.html",
        family=Family(name="comparison", members=_same_people, above=_people),
        weight=1.5,
        write=_writers,
    ),
)
FILES = scripts
