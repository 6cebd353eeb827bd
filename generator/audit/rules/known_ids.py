"""Whatever names a record by its id names one that exists."""

from collections.abc import Container, Iterable, Iterator

from generator.audit import mentions
from generator.audit.check import check
from generator.audit.mentions import Mention
from generator.model.evidence import Evidence, study_file
from generator.model.finding import Finding
from generator.model.rule import Rule
from generator.model.study import Study
from generator.model.vocabulary import UNLISTED

_WHY = "A name that leads nowhere hides a result from every page that should show it."
_NUMBERS = "results or harms of this file"


@check("E301", "unknown-drug", "A drug is not in the vocabulary", why=_WHY, reads=("drugs", "drug"))
def unknown_drug(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each drug that the vocabulary does not hold."""
    named = mentions.of_vocabulary(evidence, "drug", evidence.every_study.values())
    return _unknown(evidence, rule, named, evidence.drugs, "data/vocabulary/drugs.yml")


@check(
    "E302",
    "unknown-measure",
    "A measure is not in the vocabulary",
    why=_WHY,
    reads=("measure", "measures"),
)
def unknown_measure(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each measure that the vocabulary does not hold."""
    named = mentions.of_vocabulary(evidence, "measure", evidence.studies.values())
    known = {*evidence.measures, UNLISTED}
    return _unknown(evidence, rule, named, known, "data/vocabulary/measures.yml")


@check(
    "E303",
    "unknown-population",
    "A population is not in the vocabulary",
    why=_WHY,
    reads=("population", "populations"),
)
def unknown_population(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each population that the vocabulary does not hold."""
    named = mentions.of_vocabulary(evidence, "population", evidence.every_study.values())
    return _unknown(evidence, rule, named, evidence.populations, "data/vocabulary/populations.yml")


@check(
    "E304",
    "unknown-design",
    "A design is not in the vocabulary",
    why=_WHY,
    reads=("design", "designs"),
)
def unknown_design(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each study whose design the vocabulary does not hold."""
    named = mentions.of_vocabulary(evidence, "design", evidence.studies.values())
    return _unknown(evidence, rule, named, evidence.designs, "data/vocabulary/designs.yml")


@check(
    "E305", "unknown-report", "A report is not in the bibliography", why=_WHY, reads=("reports",)
)
def unknown_report(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each report of a study that the bibliography does not hold."""
    for study in evidence.every_study.values():
        named = mentions.listed(study_file(study.id), "reports", study.reports)
        home = "bibliography/references.bib"
        yield from _unknown(evidence, rule, named, evidence.citations, home)


@check(
    "E306",
    "unknown-arm",
    "A row names an arm the study does not have",
    why=_WHY,
    reads=("arm", "against"),
)
def unknown_arm(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each arm that a row names and its study does not hold."""
    for study in evidence.studies.values():
        known = {arm.id for arm in study.arms}
        named = mentions.of_arms(study)
        yield from _unknown(evidence, rule, named, known, "arms of this file")


@check(
    "E307",
    "unknown-source",
    "A value names a source the study does not have",
    why=_WHY,
    reads=("source",),
)
def unknown_source(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each source that a value names and its study does not hold."""
    for study in evidence.studies.values():
        named = mentions.of_sources(study)
        yield from _unknown(evidence, rule, named, study.sources, "sources of this file")


@check(
    "E308",
    "unknown-study",
    "A study is named that has no file",
    why=_WHY,
    reads=("study", "seed", "about"),
)
def unknown_study(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each study that is named and has no file."""
    known = {*evidence.every_study, *evidence.unread_studies}
    yield from _unknown(evidence, rule, mentions.of_studies(evidence), known, "data/studies/")
    for number, row in enumerate(evidence.screening):
        if row.study and row.study not in known:
            yield rule.broken(
                evidence.places.find("data/screening.csv", f"[{number}].study"),
                seen=f"is {row.study!r}",
                expected="an id that stands in data/studies/",
                remedy="Mend the spelling, or write the study file.",
            )


@check(
    "E309",
    "unknown-number",
    "The permanent address of a number leads nowhere",
    why=_WHY,
    reads=("about", "result", "results", "background", "not_counted", "same_as"),
)
def unknown_number(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each permanent address of a number that leads nowhere."""
    numbers = {study.id: {row.id for row in study.numbers} for study in evidence.studies.values()}
    for address in mentions.of_numbers(evidence):
        known = address.number in numbers.get(address.study, set())
        # A study that could not be read has a finding of its own.
        if not known and address.study not in evidence.unread_studies:
            yield rule.broken(
                evidence.places.find(address.mention.file, address.mention.path),
                seen=f"names {address.mention.id!r}",
                expected="a study and one of its results or harms",
                remedy="Look up the id in the study file.",
            )
    for study in evidence.studies.values():
        yield from _unknown(evidence, rule, _inside(study), numbers[study.id], _NUMBERS)


def _inside(study: Study) -> Iterator[Mention]:
    """Yield every result or harm that a study names in its own file."""
    file = study_file(study.id)
    for place, discrepancy in enumerate(study.discrepancies):
        for number in discrepancy.about:
            yield Mention(file, f"discrepancies[{place}].about", number)
    for place, result in enumerate(study.results):
        if result.same_as:
            yield Mention(file, f"results[{place}].same_as", result.same_as)


def _unknown(
    evidence: Evidence, rule: Rule, named: Iterable[Mention], known: Container[str], home: str
) -> Iterator[Finding]:
    for mention in named:
        if mention.id not in known:
            yield rule.broken(
                evidence.places.find(mention.file, mention.path),
                seen=f"is {mention.id!r}",
                expected=f"an id that stands in {home}",
                remedy=f"Mend the spelling, or add it to {home}.",
            )
