"""An update in steps: saved searches, notices, trials, regulators; each is complete or absent.

A step looks up what it needs and returns the files as they become; nothing is written before all of
a step is known.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from generator.desk import regulator_findings, trial_status
from generator.desk.faults import MARKED, NOT_THERE, NOT_UPDATED
from generator.desk.incoming_records import receive
from generator.desk.notice_look_up import can_be_looked_up, look_for_notices, with_notices
from generator.desk.regulator_look_up import (
    RegulatorLook,
    drugs_asked_for,
    look_up_drugs,
    unknown_words,
)
from generator.files.csv_rows import add_rows
from generator.files.notices_file import NOTICES_FILE
from generator.files.transaction import write_together
from generator.files.yaml_edit import CannotEditError, change_entry, change_top
from generator.files.yaml_quoting import quoted
from generator.matching.known_records import SCREENING, Holdings, read_holdings
from generator.model.finding import Finding, Place
from generator.model.reference import SCREENING_COLUMNS
from generator.model.topic import SavedSearch, Topic
from generator.network import europe_pmc, openfda, pubmed, register
from generator.network.client import Client
from generator.network.faults import NoReplyError
from generator.network.service_records import Searched, names_in_short
from generator.text.count_words import count_words

StepName = Literal["searches", "notices", "trials", "regulators"]
STEPS: tuple[StepName, ...] = ("searches", "notices", "trials", "regulators")
TOPIC = "data/topic.yml"
# Records reach an index some days after the day they carry; what comes twice falls away in
# matching.
OVERLAP = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Step:
    """What one step found: lines for people, facts for machines, findings, files as they become."""

    name: StepName
    lines: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What is asked for: which steps, and whether their files are written."""

    root: Path
    client: Client
    steps: Sequence[StepName] = STEPS
    write: bool = True
    say: Callable[[str], object] = lambda _: None


def run_steps(update: Update) -> Iterator[Step]:
    """Yield each step when it is done and its files stand."""
    for name in STEPS:
        if name in update.steps:
            yield from _run(name, update)


def start_of(search: SavedSearch, topic: Topic) -> date:
    """Return the day from which a search is run: a little before that of its last run."""
    return (search.last or topic.last_search).first_day - OVERLAP


def _run(name: StepName, update: Update) -> Iterator[Step]:
    holdings, findings = read_holdings(update.root)
    if holdings is None:
        line = f"{name}: {_NOT_DONE[name]}, because the files have errors."
        yield Step(name, (line,), findings=tuple(findings))
        return
    for step in _RUNS[name](update, holdings):
        if update.write:
            write_together(update.root, step.files)
        yield step


def _searches(update: Update, holdings: Holdings) -> Iterator[Step]:
    """Yield a step for each saved search; what one brings is known to the next."""
    searches = holdings.evidence.topic.literature_searches
    if not searches:
        none = "searches: data/topic.yml has none (searches: id, service, query)."
        yield Step("searches", (none,))
    for search in searches:
        update.say(f"search {search.id}")
        yield _search(search, holdings, update)
        if update.write:
            again, _ = read_holdings(update.root)
            holdings = again or holdings


def _search(search: SavedSearch, holdings: Holdings, update: Update) -> Step:
    topic, day = holdings.evidence.topic, update.client.day
    was_today = search.last is not None and search.last.first_day == day
    if was_today and update.client.asked_today(search.query):
        line = f"search {search.id}: was run today already, and is not run again."
        facts = {"id": search.id, "found": 0, "new": [], "known": 0, "complete": True}
        return Step("searches", (line,), facts)
    since = start_of(search, topic)
    try:
        searched, is_complete = _ask(search, since, update.client)
    except NoReplyError as failure:
        line = f"search {search.id}: not run; it stays due since {since + OVERLAP}."
        finding = failure.finding(f"the search {search.id}")
        return Step("searches", (line,), {"id": search.id, "complete": False}, (finding,))
    receipt = receive(holdings, searched.records, f"search: {search.id}", day)
    # What a record says of its own retraction is said and written down by the step that looks for
    # notices.
    later = {MARKED.code} if "notices" in update.steps else set()
    files, findings = dict(receipt.files), list(searched.findings)
    findings += [finding for finding in receipt.findings if finding.code not in later]
    # What is not complete stays due: its records come again, and fall away in matching.
    if is_complete:
        try:
            files |= _with_last(update.root, search, topic, day)
        except CannotEditError as error:
            findings.append(_not_noted(search, error))
    arrivals = [arrival.name for arrival in receipt.arrivals if arrival.state != "known"]
    counts = {"found": len(searched.records), "new": arrivals, "known": receipt.count("known")}
    facts = {"id": search.id, "since": since.isoformat(), **counts, "complete": is_complete}
    return Step("searches", (_search_line(facts),), facts, tuple(findings), files)


def _search_line(facts: Mapping[str, Any]) -> str:
    found = f"search {facts['id']}: {facts['found']} found since {facts['since']}"
    new = f"{len(facts['new'])} new and awaiting a decision"
    line = f"{found}, {new}, {facts['known']} known already."
    return line if facts["complete"] else f"{line} Not all could be got: the search stays due."


def _ask(search: SavedSearch, since: date, client: Client) -> tuple[Searched, bool]:
    """Return the records a search finds, and whether these are all.

    NoReplyError where there is no list of them.
    """
    if search.service == "register":
        return register.search(search.query, client, since), True
    if search.service == "europe-pmc":
        return europe_pmc.search(search.query, client, since), True
    listed = pubmed.search(search.query, client, since)
    fetched = pubmed.fetch(listed.pmids, client).result(listed.pmids)
    findings = (*listed.findings, *fetched.findings)
    return Searched(listed.pmids, findings, fetched.records), not fetched.missing


def _with_last(root: Path, search: SavedSearch, topic: Topic, day: date) -> dict[str, bytes]:
    """Return the topic with the day of a search, and with that of all where it was the last."""
    before = content = (root / TOPIC).read_bytes()
    today = quoted(day.isoformat())
    if not _is_done(search, day):
        changes = {"last": today, **({"not_yet_run": "false"} if search.not_yet_run else {})}
        content = change_entry(content, TOPIC, ("searches",), ("id", search.id), changes)
    others = [other for other in topic.literature_searches if other.id != search.id]
    is_last = not search.is_of_regulator and all(_is_done(other, day) for other in others)
    # A regulator that was asked is no search for studies.
    if is_last and topic.last_search.first_day < day:
        content = change_top(content, TOPIC, {"last_search": today})
    return {TOPIC: content} if content != before else {}


def _is_done(search: SavedSearch, day: date) -> bool:
    return search.last is not None and search.last.first_day >= day


def _notices(update: Update, holdings: Holdings) -> Iterator[Step]:
    update.say("notices of retraction, concern and erratum")
    citations = holdings.evidence.citations
    seen = look_for_notices(citations, update.client)
    entries = holdings.evidence.citation_notices
    done = with_notices(holdings.notices, entries, seen, update.client.day)
    facts = {
        "looked_up": len(seen.reports),
        "reports": len(citations),
        "without_identifier": sum(not can_be_looked_up(report) for report in citations.values()),
        "changes": list(done.changes),
    }
    line = (
        f"notices: {len(seen.reports)} of {count_words(len(citations), 'report')} looked up, "
        f"newly seen: {len(done.changes)}; "
        f"reports with neither PMID nor DOI: {facts['without_identifier']}."
    )
    files = {NOTICES_FILE: done.content} if done.content != holdings.notices else {}
    lines = (*(f"notice: {change}" for change in done.changes), line)
    yield Step("notices", lines, facts, (*seen.findings, *done.findings), files)


def _trials(update: Update, holdings: Holdings) -> Iterator[Step]:
    update.say("trials in the register")
    day, trials = update.client.day, holdings.evidence.registered_trials
    numbers = trial_status.numbers_of(trials)
    gathered = register.fetch(list(numbers.values()), update.client)
    path = update.root / trial_status.FILE
    before = path.read_bytes() if path.exists() else b""
    screening = holdings.evidence.screening
    done = trial_status.with_status(before, trials, gathered.records, screening, day)
    files = {trial_status.FILE: done.content} if done.content != before else {}
    if done.posted:
        rows = [_row(posted, day) for posted in done.posted]
        files[SCREENING] = add_rows(holdings.screening, SCREENING_COLUMNS, rows)
    looked_up, changes = len(gathered.records), list(done.changes)
    counted = f"{looked_up} of {len(trials)} looked up in the register"
    line = f"trials: {counted}, changes: {len(changes)}."
    facts = {"looked_up": looked_up, "trials": len(trials), "changes": changes}
    lines = (*(f"trial: {change}" for change in changes), line)
    yield Step("trials", lines, facts, (*gathered.all_findings(), *done.findings), files)


def _regulators(update: Update, holdings: Holdings) -> Iterator[Step]:
    """Yield a step for each saved search at a regulator."""
    searches = [search for search in holdings.evidence.topic.searches if search.is_of_regulator]
    if not searches:
        none = "regulators: data/topic.yml has no search with service: openfda."
        yield Step("regulators", (none,))
    for search in searches:
        yield _regulator(search, holdings, update)


def _regulator(search: SavedSearch, holdings: Holdings, update: Update) -> Step:
    evidence, day = holdings.evidence, update.client.day
    drugs, unknown = drugs_asked_for(search, evidence.drugs)
    look = look_up_drugs(
        drugs,
        evidence.drugs.values(),
        update.client,
        lambda label: update.say(f"{openfda.TITLE}: {label}"),
    )
    differences = [
        *chain.from_iterable(
            regulator_findings.findings_on(entries, evidence, day) for entries in look.drugs
        )
    ]
    misnamed = [unknown_words(search.id, unknown)] if unknown else []
    findings = [*differences, *misnamed, *_not_there(look), *look.all_findings()]
    files: dict[str, bytes] = {}
    if look.is_complete:
        try:
            files = _with_last(update.root, search, evidence.topic, day)
        except CannotEditError as error:
            findings.append(_not_noted(search, error))
    facts = {
        "id": search.id,
        "drugs": len(drugs),
        "looked_up": [entries.drug.id for entries in look.drugs],
        "not_there": look.not_there,
        "differences": len(differences),
        "complete": look.is_complete,
    }
    return Step("regulators", (_regulator_line(facts),), facts, tuple(findings), files)


def _not_there(look: RegulatorLook) -> Iterator[Finding]:
    if look.not_there:
        yield NOT_THERE.broken(
            Place(openfda.TITLE, 0, names_in_short(look.not_there)),
            seen="not found there",
            expected="a drug under the name by which it is listed",
            remedy="Nothing is to do where none is expected; else note the name under names.",
        )


def _regulator_line(facts: Mapping[str, Any]) -> str:
    found = f"{len(facts['looked_up'])} of {facts['drugs']} drugs found at {openfda.TITLE}"
    line = f"regulator {facts['id']}: {found}, differences from the record: {facts['differences']}."
    return line if facts["complete"] else f"{line} Not all could be asked: the look stays due."


def _row(posted: trial_status.Posted, day: date) -> dict[str, str]:
    return {
        "date_found": day.isoformat(),
        "found_by": trial_status.FOUND_BY,
        "identifier": str(posted.number),
        "title": posted.title,
        "decision": "awaiting",
        "reason": posted.reason,
        "study": "",
    }


def _not_noted(search: SavedSearch, error: CannotEditError) -> Finding:
    return NOT_UPDATED.broken(
        Place(TOPIC, 0, f"searches.{search.id}.last"),
        seen=f"was not changed: {error}",
        expected="a search of lines of its own, as in “last: 2026-11-22”",
        remedy="Write it so; until then the search is run from the same day again.",
    )


_NOT_DONE = {
    "searches": "not run",
    "notices": "not looked for",
    "trials": "not looked up",
    "regulators": "not asked",
}
_RUNS: Mapping[StepName, Callable[[Update, Holdings], Iterator[Step]]] = {
    "searches": _searches,
    "notices": _notices,
    "trials": _trials,
    "regulators": _regulators,
}
