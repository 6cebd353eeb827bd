"""The questions on a report that is included: new study or known one, and what it is."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import get_args

from generator.cli.conversation import Conversation, UnclearAnswerError
from generator.cli.record_view import wrapped
from generator.desk.abstracts import Abstract
from generator.desk.decisions import Included
from generator.desk.inclusion import (
    cited_proposals,
    marks_of,
    record_of_row,
    relations_to_confirm,
    relations_to_study,
)
from generator.desk.screening import Desk, Entry, further_studies
from generator.desk.study_draft import Draft, slug
from generator.matching.profile import identifiers_in
from generator.matching.relation import Written
from generator.matching.vocabulary_mentions import Mention
from generator.model.found import FoundRecord
from generator.model.population import Population
from generator.model.reference import ScreeningRecord
from generator.model.study import EvidenceUse
from generator.model.text import SLUG_PATTERN
from generator.model.vocabulary import Design, Drug

_KINDS: tuple[EvidenceUse, ...] = get_args(EvidenceUse)
_KINDS_SAY = {
    "treatment": "the treatment in the population of the question",
    "safety": "harms of the treatment, also in other diseases",
    "comparator": "what happens without it",
    "context": "criteria, reviews, biology, surveys",
}
# A year of another century is a slip of the finger.
_YEAR = re.compile(r"(?:19|20)\d{2}")
_MARGIN = "  "


def ask_inclusion(talk: Conversation, desk: Desk, entry: Entry, abstract: Abstract) -> Included:
    """Return how a report is included, as the curator answers."""
    record = entry.record or _typed_record(talk, entry.row)
    entry = replace(entry, record=record)
    study = _study(talk, desk, entry)
    citekey = entry.cited_as or _citekey(talk, desk, entry, study)
    relations = _relations(talk, desk, entry, citekey, study)
    included = Included(
        citekey=citekey,
        record=record,
        study=study or citekey,
        relations=relations,
        marks=tuple(marks_of(entry.proposals, record, citekey, relations)),
        is_cited=bool(entry.cited_as),
    )
    if study:
        return included
    seen = replace(record, abstract=abstract.parts)
    return replace(included, draft=_draft(talk, desk, replace(entry, record=seen), included))


def _study(talk: Conversation, desk: Desk, entry: Entry) -> str:
    """Return the known study of which this is a further report; nothing for a new one."""
    owner = desk.study_of(entry)
    if owner:
        talk.say(f"  {entry.cited_as} is a report of {owner} already.")
        return owner
    known = further_studies(entry.proposals)
    studies = list(known)
    for number, (study, proposal) in enumerate(known.items(), 1):
        question = f"{number} a further report of {study}? It {proposal.words}"
        talk.say(*wrapped(question, _MARGIN))

    def read(typed: str) -> str:
        # With a study proposed, Enter alone would too easily make a new one.
        if typed.lower() in ({"n", "new"} if studies else {"", "n", "new"}):
            return ""
        if typed.isdecimal() and 1 <= int(typed) <= len(studies):
            return studies[int(typed) - 1]
        if typed in desk.studies:
            return typed
        known = "or the id of a study in data/studies/."
        raise UnclearAnswerError(f"Type n for a new study, a number shown above, {known}")

    enter = "n for a new one, a number above" if studies else "Enter for a new one"
    return talk.ask("study", f"Study ({enter}, or the id of a known one): ", read)


def _citekey(talk: Conversation, desk: Desk, entry: Entry, study: str) -> str:
    proposed = desk.free_id(entry)

    def read(typed: str) -> str:
        name = typed or proposed
        if not SLUG_PATTERN.fullmatch(name):
            form = "An id has small letters, figures and single hyphens"
            raise UnclearAnswerError(f"{form}, as in {slug(name) or proposed}.")
        if not desk.is_free(name):
            raise UnclearAnswerError(f"{name} is taken; ids are for good, choose another.")
        return name

    what = "Citekey of this report" if study else "Id of the study and key of its report"
    return talk.ask("citekey", f"{what} [{proposed}]: ", read)


def _relations(
    talk: Conversation, desk: Desk, entry: Entry, citekey: str, study: str
) -> tuple[Written, ...]:
    """Return the relations that follow from a further report, and those the curator confirms."""
    proposals = cited_proposals(desk, entry)
    relations = relations_to_study(desk, proposals, citekey, study)
    for proposal, row in relations_to_confirm(proposals, citekey, study):
        relation = f"{row.subject} {row.relation} {row.object}"
        question = f"Note that {relation} ({', '.join(proposal.reasons)})? [y/N] "
        if talk.ask(f"relation {proposal.known.name}", question, _yes):
            relations.append(row)
    return tuple(dict.fromkeys(relations))


def _draft(talk: Conversation, desk: Desk, entry: Entry, included: Included) -> Draft:
    """Return what is known of a new study; its words are looked for in the abstract, too."""
    evidence = desk.holdings.evidence
    seen = desk.suggestions(entry.record or included.record, entry.register)
    return Draft(
        id=included.citekey,
        reports=(included.citekey,),
        record=included.record,
        evidence=_kind(talk),
        drugs=_several(talk, "drugs", seen.drugs, evidence.drugs),
        design=_design(talk, desk, seen.designs),
        populations=_several(talk, "populations", seen.populations, evidence.populations),
        day=desk.day,
        register=entry.register,
    )


def _kind(talk: Conversation) -> EvidenceUse:
    def read(typed: str) -> EvidenceUse:
        if typed.isdecimal() and 1 <= int(typed) <= len(_KINDS):
            return _KINDS[int(typed) - 1]
        fitting = [kind for kind in _KINDS if typed and kind.startswith(typed.lower())]
        if len(fitting) == 1:
            return fitting[0]
        raise UnclearAnswerError(f"One of {', '.join(_KINDS)}, or its number.")

    listed = ", ".join(f"{number} {kind}" for number, kind in enumerate(_KINDS, 1))
    explained = [f"  {kind}: {meaning}" for kind, meaning in _KINDS_SAY.items()]
    return talk.ask("evidence", f"Evidence ({listed}; ? explains): ", read, explained)


def _several(
    talk: Conversation,
    what: str,
    seen: Sequence[Mention],
    vocabulary: Mapping[str, Drug | Population],
) -> tuple[str, ...]:
    """Return ids of a vocabulary; Enter takes those that were seen, and - takes none."""
    _say_seen(talk, seen)

    def read(typed: str) -> tuple[str, ...]:
        if not typed:
            return tuple(mention.id for mention in seen)
        return () if typed == "-" else _ids(typed, vocabulary)

    prompt = f"{what.capitalize()} (Enter: left open): "
    if seen:
        proposed = ", ".join(mention.id for mention in seen)
        prompt = f"{what.capitalize()} [{proposed}] (- for none): "
    return talk.ask(what, prompt, read, _listed(vocabulary))


def _design(talk: Conversation, desk: Desk, seen: Sequence[Mention]) -> str:
    vocabulary = desk.holdings.evidence.designs
    proposed = seen[0].id if len(seen) == 1 else desk.design_not_visible()
    _say_seen(talk, seen)

    def read(typed: str) -> str:
        if not typed and proposed:
            return proposed
        ids = _ids(typed, vocabulary)
        if len(ids) != 1:
            raise UnclearAnswerError("A study has one design; ? lists them.")
        return ids[0]

    default = f" [{proposed}]" if proposed else " (? lists them)"
    return talk.ask("design", f"Design{default}: ", read, _listed(vocabulary))


def _say_seen(talk: Conversation, seen: Sequence[Mention]) -> None:
    for mention in seen:
        talk.say(*wrapped(mention.words, _MARGIN))


def _listed(vocabulary: Mapping[str, Drug | Design | Population]) -> list[str]:
    return [f"  {entry.id}: {entry.label}" for entry in vocabulary.values()]


def _ids(typed: str, vocabulary: Mapping[str, object]) -> tuple[str, ...]:
    names = [name for name in re.split(r"[\s,;]+", typed) if name]
    unknown = [name for name in names if name not in vocabulary]
    if unknown:
        raise UnclearAnswerError(f"{', '.join(unknown)}: not in the vocabulary; ? lists it.")
    return tuple(dict.fromkeys(names))


def _yes(typed: str) -> bool:
    if typed.lower() in {"", "n", "no"}:
        return False
    if typed.lower() in {"y", "yes"}:
        return True
    raise UnclearAnswerError("y or n.")


def _typed_record(talk: Conversation, row: ScreeningRecord) -> FoundRecord:
    """Return a record of what a row of the log and the curator say, where no record came in."""
    named = ", ".join(sorted(map(str, identifiers_in(row.identifier))))
    if named:
        add = f"evidence add {named} brings title and authors; or type them here."
        talk.say(*wrapped(f"Only the row is known. {add}", _MARGIN))
    needed = _text("A surname is needed: it names the report.")
    surname = talk.ask("surname", "Surname of the first author: ", needed)
    return record_of_row(row, surname, talk.ask("year", "Year: ", _year))


def _text(wish: str) -> Callable[[str], str]:
    def read(typed: str) -> str:
        if not slug(typed):
            raise UnclearAnswerError(wish)
        return typed

    return read


def _year(typed: str) -> int:
    if not _YEAR.fullmatch(typed):
        raise UnclearAnswerError("Four figures, as in 2024.")
    return int(typed)
