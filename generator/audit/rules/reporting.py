"""What is not reported: harms, denominators, outcomes that a register names."""

import re
from collections.abc import Iterator

from generator.audit.check import in_each_study, value_check
from generator.audit.figures import shares
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.register import RegisteredTrial
from generator.model.study import Study
from generator.text.count_words import count_words

# Abbreviations of three letters mean too many things to be looked for in a sentence.
_SHORT = 3


_CONSORT = "Hopewell S and others. CONSORT 2025 statement. BMJ 2025;389:e081123"


@value_check(
    "N471",
    "harms-silent",
    "Harms are silent",
    checked="Whether harms are told",
    why="A study that counts no harm is not a study without harm.",
    method="Junqueira DR and others. CONSORT Harms 2022 statement. BMJ 2023;381:e073725",
    reads=("harms", "results", "evidence"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
@in_each_study
def harms_silent(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether a study of treatment with results says anything countable of harm."""
    if study.evidence != "treatment" or not study.results:
        return
    subject = Subject(study, "harms")
    if study.harms:
        yield subject.agrees(f"hold {count_words(len(study.harms), 'row')}")
    else:
        remedy = "Look for harms in the full text; say under bias_notes how far it could be read."
        yield subject.to_read(
            "are silent: no count of any harm could be read", "what was seen and not seen", remedy
        )


@value_check(
    "N472",
    "denominators-missing",
    "Shares stand without a denominator",
    checked="Denominators of shares",
    why="Nobody can tell 10 of 10 from 10 of 100 without the second number.",
    method=_CONSORT,
    reads=("events", "total", "percent"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
@in_each_study
def denominators_missing(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield how many shares of a study stand without a denominator."""
    totals = [share.total for share in shares(study)]
    missing = totals.count(None)
    subject = Subject(study, "results")
    if missing:
        words = f"hold {missing} of {count_words(len(totals), 'share')} without a denominator"
        remedy = "Look for the denominator in the source; never guess it."
        yield subject.to_read(words, "how many of how many", remedy)
    elif totals:
        yield subject.agrees(f"hold {count_words(len(totals), 'share')}, each with its denominator")


@value_check(
    "N473",
    "registered-outcomes",
    "An outcome of the register is not reported",
    checked="Outcomes of the register against those reported",
    why="Outcomes that disappear between register and report were seldom the good ones.",
    method="Chan AW and others. JAMA 2004;291:2457-2465",
    reads=("primary_outcome", "secondary_outcomes", "facts", "measure"),
    answers=(Ruling.AGREES, Ruling.AGREES_IF, Ruling.TO_READ),
)
@in_each_study
def registered_outcomes(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether the outcomes that a register names, and we know, are among the results."""
    subject = Subject(study, "results")
    used = {result.measure for result in study.results}
    domains = {evidence.measures[name].domain for name in used if name in evidence.measures}
    for trial in evidence.registered_trials:
        if trial.study != study.id:
            continue
        outcomes = _outcomes(trial)
        for word, measure in _words(evidence).items():
            if not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", outcomes):
                continue
            words = f"the register ({trial.registration or trial.id}) names {word}"
            # A register may name an outcome and a report another one of the same domain.
            if measure in used:
                yield subject.agrees(f"{words}; it is reported")
            elif evidence.measures[measure].domain in domains:
                yield subject.agrees_if(f"{words}; another outcome of its domain is reported")
            else:
                yield subject.to_read(
                    f"{words}; no result of it is recorded",
                    "a result, or a word on why not",
                    "Look for the outcome in the reports; if it is missing there, say so under"
                    " bias_notes.",
                )


def _outcomes(trial: RegisteredTrial) -> str:
    """Return all that a register says of the outcomes of a trial."""
    facts = (fact.value for fact in trial.facts if "outcome" in fact.field.lower())
    return " ; ".join([trial.primary_outcome or "", trial.secondary_outcomes or "", *facts])


def _words(evidence: Evidence) -> dict[str, str]:
    """Return the words by which measures are known, each with the id of its measure."""
    words: dict[str, str] = {}
    for entry in evidence.glossary:
        if entry.measure:
            words.update(dict.fromkeys((entry.term, *entry.also), entry.measure))
    # The label of a measure is its name of first choice, whatever the glossary says.
    words |= {measure.label: measure.id for measure in evidence.measures.values()}
    return {
        word: measure
        for word, measure in words.items()
        if len(word) > _SHORT and measure in evidence.measures
    }
