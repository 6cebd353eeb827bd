"""The questions on a report that is included: new study or known one, and what it is, proposed where it is printed."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast, get_args

from generator.cli.conversation import Again, Conversation
from generator.cli.record_view import wrapped
from generator.desk.abstracts import Abstract
from generator.desk.decisions import Included
from generator.desk.notice_records import notice_of
from generator.desk.screening import Desk, Entry, further_studies
from generator.desk.study_draft import Draft, slug
from generator.matching.match import Proposal
from generator.matching.profile import identifiers_in
from generator.matching.relation import Stands, Written, written
from generator.matching.vocabulary_mentions import Mention
from generator.model.citation import Author, Citation
from generator.model.found import FoundRecord, RecordNotice
from generator.model.identifier import Doi, Pmcid, Pmid
from generator.model.study import Evidence
from generator.model.text import ADDRESS_PATTERN, SLUG_PATTERN

_KINDS: tuple[Evidence, ...] = get_args(Evidence)
_KINDS_SAY = {
    "treatment": "the treatment in the population of the question",
    "safety": "harms of the treatment, also in other diseases",
    "comparator": "what happens without it",
    "context": "criteria, reviews, biology, surveys",
}
_YEAR = re.compile(r"(?:19|20)\d{2}")


def ask_inclusion(talk: Conversation, desk: Desk, entry: Entry, abstract: Abstract) -> Included:
    """Return how a report is included, as the curator answers."""
    record = entry.record or _typed_record(talk, entry)
    entry = replace(entry, record=record)
    study = _study(talk, desk, entry)
    citekey = entry.cited_as or _citekey(talk, desk, entry, study)
    relations = _relations(talk, desk, entry, citekey, study)
    included = Included(
        citekey=citekey,
        record=record,
        study=study or citekey,
        relations=relations,
        marks=tuple(_marks(entry.proposals, record, citekey, relations)),
        is_cited=bool(entry.cited_as),
    )
    return (
        included if study else replace(included, draft=_draft(talk, desk, entry, citekey, abstract))
    )


def _study(talk: Conversation, desk: Desk, entry: Entry) -> str:
    """Return the known study of which this is a further report; nothing for a new one."""
    owner = next((one.id for one in desk.studies.values() if entry.cited_as in one.reports), "")
    if owner:
        talk.say(f"  {entry.cited_as} is a report of {owner} already.")
        return owner
    known = further_studies(entry.proposals)
    studies = list(known)
    for number, (study, proposal) in enumerate(known.items(), 1):
        talk.say(*wrapped(f"{number} a further report of {study}? It {proposal.words}", "  "))

    def read(typed: str) -> str:
        if typed.lower() in ({"n", "new"} if studies else {"", "n", "new"}):
            return ""
        if typed.isdecimal() and 1 <= int(typed) <= len(studies):
            return studies[int(typed) - 1]
        if typed in desk.studies:
            return typed
        raise Again(
            "Type n for a new study, a number shown above, or the id of a study in data/studies/."
        )

    enter = "n for a new one, a number above" if studies else "Enter for a new one"
    return talk.ask("study", f"Study ({enter}, or the id of a known one): ", read)


def _citekey(talk: Conversation, desk: Desk, entry: Entry, study: str) -> str:
    proposed = desk.free_id(entry)

    def read(typed: str) -> str:
        name = typed or proposed
        if not SLUG_PATTERN.fullmatch(name):
            raise Again(
                f"An id has small letters, figures and single hyphens, as in {slug(name) or proposed}."
            )
        if not desk.is_free(name):
            raise Again(f"{name} is taken; ids are for good, choose another.")
        return name

    what = "Citekey of this report" if study else "Id of the study and key of its report"
    return talk.ask("citekey", f"{what} [{proposed}]: ", read)


def _relations(
    talk: Conversation, desk: Desk, entry: Entry, citekey: str, study: str
) -> tuple[Written, ...]:
    """Return the relations that follow from a further report, and those that the curator confirms."""
    cited = [one for one in entry.proposals if one.known.name in desk.holdings.evidence.citations]
    is_there = bool(study) and citekey in desk.studies[study].reports
    relations = [] if is_there else list(_to_the_study(desk, cited, citekey, study))
    for proposal in cited:
        row = written(citekey, proposal.stands, proposal.known.name)
        if row is None or proposal.known.study == study != "":
            continue
        question = f"Note that {row.subject} {row.relation} {row.object} ({', '.join(proposal.reasons)})? [y/N] "
        if talk.ask(f"relation {proposal.known.name}", question, _yes):
            relations.append(row)
    return tuple(dict.fromkeys(relations))


def _to_the_study(
    desk: Desk, cited: Sequence[Proposal], citekey: str, study: str
) -> Iterable[Written]:
    if not study:
        return
    reports = [report for report in desk.studies[study].reports if report != citekey]
    said = [
        one
        for one in cited
        if one.known.name in reports and one.stands not in {Stands.SAME, Stands.SERIES}
    ]
    rows = [row for one in said[:1] if (row := written(citekey, one.stands, one.known.name))]
    yield from rows or [Written(citekey, "report-of", report) for report in reports[:1]]


def _marks(
    proposals: Iterable[Proposal], record: FoundRecord, citekey: str, relations: Iterable[Written]
) -> Iterable[tuple[str, RecordNotice]]:
    """Yield the reports that a confirmed relation says are corrected, retracted or doubted by this one."""
    confirmed = {(row.subject, row.object) for row in relations}
    for proposal in proposals:
        notice = notice_of(proposal.stands, record)
        if notice and (citekey, proposal.known.name) in confirmed:
            yield proposal.known.name, notice


def _draft(talk: Conversation, desk: Desk, entry: Entry, citekey: str, abstract: Abstract) -> Draft:
    record = cast("FoundRecord", entry.record)
    evidence = desk.holdings.evidence
    seen = desk.suggestions(replace(record, abstract=abstract.parts), entry.register)
    return Draft(
        id=citekey,
        reports=(citekey,),
        record=record,
        evidence=_kind(talk),
        drugs=_several(
            talk, "drugs", seen.drugs, {one.id: one.label for one in evidence.drugs.values()}
        ),
        design=_design(talk, desk, seen.designs),
        populations=_several(
            talk,
            "populations",
            seen.populations,
            {one.id: one.label for one in evidence.populations.values()},
        ),
        day=desk.day,
        register=entry.register,
    )


def _kind(talk: Conversation) -> Evidence:
    def read(typed: str) -> Evidence:
        if typed.isdecimal() and 1 <= int(typed) <= len(_KINDS):
            return _KINDS[int(typed) - 1]
        fitting = [kind for kind in _KINDS if typed and kind.startswith(typed.lower())]
        if len(fitting) == 1:
            return fitting[0]
        raise Again(f"One of {', '.join(_KINDS)}, or its number.")

    listed = ", ".join(f"{number} {kind}" for number, kind in enumerate(_KINDS, 1))
    explained = [f"  {kind}: {words}" for kind, words in _KINDS_SAY.items()]
    return talk.ask("evidence", f"Evidence ({listed}; ? explains): ", read, explained)


def _several(
    talk: Conversation, what: str, seen: Sequence[Mention], vocabulary: Mapping[str, str]
) -> tuple[str, ...]:
    """Return ids of a vocabulary; Enter takes those that were seen, and - takes none."""
    for mention in seen:
        talk.say(*wrapped(mention.words, "  "))

    def read(typed: str) -> tuple[str, ...]:
        if not typed:
            return tuple(mention.id for mention in seen)
        return () if typed == "-" else _ids(typed, vocabulary)

    proposed = ", ".join(mention.id for mention in seen)
    prompt = (
        f"{what.capitalize()} [{proposed}] (- for none): "
        if seen
        else f"{what.capitalize()} (Enter: left open): "
    )
    return talk.ask(
        what, prompt, read, [f"  {name}: {label}" for name, label in vocabulary.items()]
    )


def _design(talk: Conversation, desk: Desk, seen: Sequence[Mention]) -> str:
    vocabulary = {one.id: one.label for one in desk.holdings.evidence.designs.values()}
    open_one = desk.design_not_visible()
    proposed = seen[0].id if len(seen) == 1 else open_one
    for mention in seen:
        talk.say(*wrapped(mention.words, "  "))

    def read(typed: str) -> str:
        if not typed and proposed:
            return proposed
        ids = _ids(typed, vocabulary)
        if len(ids) != 1:
            raise Again("A study has one design; ? lists them.")
        return ids[0]

    default = f" [{proposed}]" if proposed else " (? lists them)"
    return talk.ask(
        "design",
        f"Design{default}: ",
        read,
        [f"  {name}: {label}" for name, label in vocabulary.items()],
    )


def _ids(typed: str, vocabulary: Mapping[str, str]) -> tuple[str, ...]:
    names = [name for name in re.split(r"[\s,;]+", typed) if name]
    unknown = [name for name in names if name not in vocabulary]
    if unknown:
        raise Again(f"{', '.join(unknown)}: not in the vocabulary; ? lists it.")
    return tuple(dict.fromkeys(names))


def _yes(typed: str) -> bool:
    if typed.lower() in {"", "n", "no"}:
        return False
    if typed.lower() in {"y", "yes"}:
        return True
    raise Again("y or n.")


def _typed_record(talk: Conversation, entry: Entry) -> FoundRecord:
    """Return a record of what a row of the log and the curator say, where no record came in."""
    row = entry.row
    identifiers = identifiers_in(row.identifier)
    if identifiers:
        named = ", ".join(sorted(map(str, identifiers)))
        talk.say(
            *wrapped(
                f"Only the row is known. evidence add {named} brings title and authors; or type them here.",
                "  ",
            )
        )
    surname = talk.ask(
        "surname",
        "Surname of the first author: ",
        _word("A surname is needed: it names the report."),
    )
    year = talk.ask("year", "Year: ", _year)

    def kinds(kind: type) -> object:
        return next((one for one in identifiers if isinstance(one, kind)), None)

    citation = Citation(
        key="",
        title=f"[{row.title}]",
        authors=(Author(family=surname),),
        year=year,
        doi=cast("Doi | None", kinds(Doi)),
        pmid=cast("Pmid | None", kinds(Pmid)),
        pmcid=cast("Pmcid | None", kinds(Pmcid)),
        url=row.identifier if ADDRESS_PATTERN.fullmatch(row.identifier) else "",
        note="Author list incomplete: only the first author was seen. The words in square brackets are ours.",
    )
    return FoundRecord(citation=citation, title=(citation.title,))


def _word(wish: str) -> Callable[[str], str]:
    def read(typed: str) -> str:
        if not slug(typed):
            raise Again(wish)
        return typed

    return read


def _year(typed: str) -> int:
    if not _YEAR.fullmatch(typed):
        raise Again("Four figures, as in 2024.")
    return int(typed)
