"""Whatever names a record by its id names one that exists."""

from collections.abc import Container, Iterator

from generator.audit import mentions
from generator.audit.check import check
from generator.audit.mentions import Mention
from generator.model.evidence import Evidence, study_file
from generator.model.finding import Finding
from generator.model.rule import Rule
from generator.model.study import Study
from generator.model.vocabulary import UNLISTED

_WHY = "A name that leads nowhere hides a result from every page that should show it."


def _unknown(
    evidence: Evidence, rule: Rule, found: Iterator[Mention], known: Container[str], home: str
) -> Iterator[Finding]:
    for mention in found:
        if mention.id not in known:
            yield rule.broken(
                evidence.places.find(mention.file, mention.path),
                seen=f"is {mention.id!r}",
                expected=f"an id that stands in {home}",
                remedy=f"Mend the spelling, or add it to {home}.",
            )


@check("E301", "unknown-drug", "A drug is not in the vocabulary", why=_WHY, reads=("drugs", "drug"))
def unknown_drug(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each drug that the vocabulary does not hold."""
    return _unknown(
        evidence, rule, mentions.of_drugs(evidence), evidence.drugs, "data/vocabulary/drugs.yml"
    )


@check(
    "E302",
    "unknown-measure",
    "A measure is not in the vocabulary",
    why=_WHY,
    reads=("measure", "measures"),
)
def unknown_measure(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each measure that the vocabulary does not hold."""
    known = {*evidence.measures, UNLISTED}
    return _unknown(
        evidence, rule, mentions.of_measures(evidence), known, "data/vocabulary/measures.yml"
    )


@check(
    "E303",
    "unknown-population",
    "A population is not in the vocabulary",
    why=_WHY,
    reads=("population", "populations"),
)
def unknown_population(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each population that the vocabulary does not hold."""
    home = "data/vocabulary/populations.yml"
    return _unknown(evidence, rule, mentions.of_populations(evidence), evidence.populations, home)


@check("E304", "unknown-design", "A design is not in the vocabulary", why=_WHY, reads=("design",))
def unknown_design(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each study whose design the vocabulary does not hold."""
    found = (
        Mention(study_file(study.id), "design", study.design) for study in evidence.studies.values()
    )
    return _unknown(evidence, rule, found, evidence.designs, "data/vocabulary/designs.yml")


@check(
    "E305", "unknown-report", "A report is not in the bibliography", why=_WHY, reads=("reports",)
)
def unknown_report(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each report of a study that the bibliography does not hold."""
    found = (
        Mention(study_file(study.id), f"reports[{number}]", report)
        for study in evidence.every_study.values()
        for number, report in enumerate(study.reports)
    )
    return _unknown(evidence, rule, found, evidence.citations, "bibliography/references.bib")


@check(
    "E306",
    "unknown-arm",
    "A row names an arm the study does not have",
    why=_WHY,
    reads=("arm", "against"),
)
def unknown_arm(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each arm that a row names and its study does not hold."""
    for study, mention in mentions.in_studies(evidence, mentions.of_arms):
        known = {arm.id for arm in study.arms}
        yield from _unknown(evidence, rule, iter([mention]), known, "arms of this file")


@check(
    "E307",
    "unknown-source",
    "A value names a source the study does not have",
    why=_WHY,
    reads=("source",),
)
def unknown_source(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each source that a value names and its study does not hold."""
    for study, mention in mentions.in_studies(evidence, mentions.of_sources):
        yield from _unknown(evidence, rule, iter([mention]), study.sources, "sources of this file")


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
    for number, item in enumerate(evidence.screening):
        if item.study and item.study not in known:
            yield rule.broken(
                evidence.places.find("data/screening.csv", f"[{number}].study"),
                seen=f"is {item.study!r}",
                expected="an id that stands in data/studies/",
                remedy="Mend the spelling, or write the study file.",
            )


@check(
    "E309",
    "unknown-number",
    "The permanent address of a number leads nowhere",
    why=_WHY,
    reads=("about", "results", "background", "not_counted", "same_as"),
)
def unknown_number(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each permanent address of a number that leads nowhere."""
    addresses = {study.id: _numbers(study) for study in evidence.studies.values()}
    for mention, study, result in mentions.of_numbers(evidence):
        if study not in evidence.unread_studies and result not in addresses.get(study, set()):
            yield rule.broken(
                evidence.places.find(mention.file, mention.path),
                seen=f"names {mention.id!r}",
                expected="a study and one of its results or harms",
                remedy="Look up the id in the study file.",
            )
    yield from _unknown_about(evidence, rule, addresses)


def _unknown_about(
    evidence: Evidence, rule: Rule, addresses: dict[str, set[str]]
) -> Iterator[Finding]:
    for study in evidence.studies.values():
        named = [
            (f"discrepancies[{n}].about", item.about) for n, item in enumerate(study.discrepancies)
        ]
        named += [
            (f"results[{n}].same_as", (row.same_as,))
            for n, row in enumerate(study.results)
            if row.same_as
        ]
        for path, ids in named:
            found = (Mention(study_file(study.id), path, item) for item in ids)
            yield from _unknown(
                evidence, rule, found, addresses[study.id], "results or harms of this file"
            )


def _numbers(study: Study) -> set[str]:
    return {row.id for row in study.numbers}
