"""The question a site answers, for whom, how far it reaches, and how current it is."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from generator.model.date import Interval, PartialDate
from generator.model.meaning import means
from generator.model.record import record
from generator.model.shared_fields import Note
from generator.model.text import Address, InstrumentId, Slug
from generator.model.vocabulary import Drug


@record
class Question:
    """The question in its parts: people, intervention, comparison, outcomes."""

    population: Annotated[str, means("people")]
    intervention: Annotated[str, means("treatment")]
    comparison: Annotated[str, means("what it is compared with")]
    outcomes: Annotated[str, means("what is looked at")]


# The letters and digits of a name, as they stand in an address.
_OF_A_NAME = re.compile(r"[a-z0-9]+")


@record
class ChosenOutcome:
    """An outcome of the summary of findings, chosen before results and listed even when empty."""

    certainty: Annotated[
        str | None,
        means("id of the rating in data/certainty.yml; left out until somebody has judged it"),
    ] = None
    measure: Annotated[
        str | None, means("id of the measure that stands first in the row", names="measure")
    ] = None
    label: Annotated[str | None, means("plain name, where no single measure exists")] = None

    @property
    def row_id(self) -> str:
        """Return what the row goes by: its rating, else its measure or its name."""
        name = "-".join(_OF_A_NAME.findall((self.label or "outcome").casefold()))
        return self.certainty or self.measure or name


@record
class ChosenOutcomes:
    """The outcomes chosen for one population."""

    population: Annotated[
        str, means("id of the population, from data/vocabulary/populations.yml", names="population")
    ]
    outcomes: Annotated[
        tuple[ChosenOutcome, ...],
        means(
            "at most seven outcomes, in the order of importance, listed even where nothing is known"
        ),
    ]


SearchService = Literal["pubmed", "register", "europe-pmc", "openfda"]
# Services that are asked about drugs that are known, and never for studies.
# Each has a sign by which the region of an approval names the regulator.
REGULATORS: Mapping[SearchService, str] = {"openfda": "FDA"}
EVERY_DRUG = "every drug"
# The services by the names their readers know.
_SERVICES: dict[SearchService, str] = {
    "pubmed": "PubMed",
    "register": "ClinicalTrials.gov",
    "europe-pmc": "Europe PMC",
    "openfda": "openFDA",
}


@record
class SavedSearch:
    """A search that is run again at each update; `last` is the day up to which it has been run."""

    id: Annotated[
        Slug, means("id of the search; screening.csv names it as found_by", "pubmed-drugs")
    ]
    service: Annotated[SearchService, means("where it is run")]
    query: Annotated[
        str,
        means(
            "what is asked, in the language of the service; of a regulator (openfda) it is “every "
            "drug”, or ids and roles of drugs of the vocabulary",
            "every drug",
        ),
    ]
    last: Annotated[
        PartialDate | None,
        means("day up to which it has been run; `evidence update` moves it on", "2026-11-22"),
    ] = None
    not_yet_run: Annotated[
        bool,
        means(
            "true where it has never been run, and `last` is only the day from which it will be; "
            "`evidence update` takes it back; false if left out"
        ),
    ] = False
    note: Note | None = None

    @property
    def is_of_regulator(self) -> bool:
        """Tell whether it asks a regulator about drugs, which is no search for studies."""
        return self.service in REGULATORS

    @property
    def service_words(self) -> str:
        """Return the database as a reader says it."""
        return _SERVICES[self.service]

    @property
    def run_on(self) -> PartialDate | None:
        """Return the day up to which the database has been asked; None if it never was."""
        return None if self.not_yet_run else self.last

    @property
    def names(self) -> tuple[str, ...]:
        """Return the ids and roles a search at a regulator names; none where it asks of all."""
        query = self.query.strip().casefold()
        return () if query == EVERY_DRUG else tuple(re.split(r"[\s,]+", self.query.strip()))

    def asks_about(self, drug: Drug) -> bool:
        """Tell whether a search at a regulator asks about a drug."""
        names = self.names
        return drug.is_single and (not names or bool({drug.id, drug.role} & set(names)))


@record
class Intake:
    """How this project speaks to the public services, which ask callers for name and address.

    A service has its public address unless one is given here. The key of a service is never written
    in a file: it is read from the environment.
    """

    tool: Annotated[str, means("name this project gives to the services", "river-fever-review")]
    email: Annotated[
        str | None,
        means("address under which the services can reach you; they ask callers for one"),
    ] = None
    pubmed: Annotated[
        Address | None, means("address of NCBI E-utilities, where it is not the public one")
    ] = None
    register: Annotated[
        Address | None, means("address of ClinicalTrials.gov, where it is not the public one")
    ] = None
    crossref: Annotated[
        Address | None, means("address of Crossref, where it is not the public one")
    ] = None
    europe_pmc: Annotated[
        Address | None, means("address of Europe PMC, where it is not the public one")
    ] = None
    openfda: Annotated[
        Address | None, means("address of openFDA, where it is not the public one")
    ] = None


@record
class Retirement:
    """From when, and why, a record is no longer kept up to date."""

    date: Annotated[
        PartialDate, means("day from which the record is no longer kept up to date", "2026-11-22")
    ]
    reason: Annotated[str, means("why, as readers see it")]


@record
class Topic:
    """What a site is about, where it is published, and whether it is still kept up to date."""

    title: Annotated[str, means("name of the site")]
    question: Annotated[Question, means("the question in its parts")]
    audience: Annotated[str, means("whom the site is written for")]
    seed: Annotated[str, means("id of the study the topic starts from")]
    last_search: Annotated[
        PartialDate,
        means(
            "day on which sources were last looked for; readers are told of a search only where a "
            "saved search was run. `evidence update` moves it on",
            "2026-11-22",
        ),
    ]
    search_interval: Annotated[
        Interval, means("how long until the next search is due", "1 month", "3 months")
    ]
    how_to_cite: Annotated[str, means("how the record is to be cited")]
    disclaimer: Annotated[str, means("what the site is not")]
    people: Annotated[
        str | None,
        means(
            "who the people of the question are, as it follows the word people in a sentence",
            "with river fever",
            "who travel",
        ),
    ] = None
    treated: Annotated[
        str | None,
        means(
            "who of them was given what the topic is about, as it follows the word people",
            "on an alphadrug",
            "given a vaccine",
        ),
    ] = None
    study_of: Annotated[
        str | None,
        means(
            "what the studies of the question give, as it stands before the word study; treatment,"
            " if left out",
            "vaccine",
        ),
    ] = None
    proper_names: Annotated[
        tuple[str, ...],
        means(
            "words that keep their capital inside a sentence: brands, people, places",
            "Riverbrand",
            "Hodgkin",
        ),
    ] = ()
    scope: Annotated[tuple[str, ...], means("what belongs to it, and what does not")] = ()
    search_note: Annotated[str | None, means("what could not be searched or read")] = None
    summary_of_findings: Annotated[
        tuple[ChosenOutcomes, ...],
        means("for each population the outcomes that matter, chosen before results are looked at"),
    ] = ()
    instruments: Annotated[
        tuple[InstrumentId, ...],
        means("instruments that the site offers to readers, by id", "river-score"),
    ] = ()
    searches: Annotated[
        tuple[SavedSearch, ...], means("searches that `evidence update` runs again")
    ] = ()
    intake: Annotated[Intake | None, means("how this project speaks to the public services")] = None
    retired: Annotated[
        Retirement | None, means("given where the record is no longer kept up to date")
    ] = None
    address: Annotated[
        Address | None, means("where the site is published", "https://example.org/review/")
    ] = None

    @property
    def literature_searches(self) -> tuple[SavedSearch, ...]:
        """Return the searches for studies, which are those of databases and registers."""
        return tuple(search for search in self.searches if not search.is_of_regulator)

    @property
    def of_the_question(self) -> str:
        """Return what tells the people of the question from others, after the word people."""
        return self.people or "of the question"

    @property
    def kind_of_study(self) -> str:
        """Return what stands before the word study where drugs are given: treatment, vaccine."""
        return self.study_of or "treatment"

    @property
    def given_a_drug(self) -> str:
        """Return what tells those who were given one of the drugs, after the word people."""
        return self.treated or "given one of the drugs"
