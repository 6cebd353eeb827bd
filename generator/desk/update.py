"""An update in steps: each saved search, then notices, then trials; each step is complete or absent.

A step looks up what it needs and returns the files as they become; nothing is written before all of
a step is known.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from generator.desk import trials
from generator.desk.incoming import MARKED, receive
from generator.desk.notices import FILE as NOTICES_FILE
from generator.desk.notices import can_be_looked_up, look_for_notices, with_notices
from generator.files.csv_rows import add_rows
from generator.files.transaction import write_together
from generator.files.yaml_edit import CannotEdit, change_entry, change_top, quoted
from generator.matching.known_records import SCREENING, Holdings, read_holdings
from generator.model.finding import Finding, Place
from generator.model.found import FoundRecord
from generator.model.reference import SCREENING_COLUMNS
from generator.model.topic import SavedSearch, Topic
from generator.network import europe_pmc, pubmed, register
from generator.network.client import Client
from generator.network.faults import NOT_UPDATED, NoReplyError
from generator.network.service_records import Searched

StepName = Literal["searches", "notices", "trials"]
STEPS: tuple[StepName, ...] = ("searches", "notices", "trials")
TOPIC = "data/topic.yml"
# Records reach an index some days after the day they carry; what comes twice falls away in
# matching.
OVERLAP = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Step:
    """What one step found: lines for people, facts for machines, findings, and the files as they become."""

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
        if name not in update.steps:
            continue
        for step in _RUNS[name](update):
            if update.write:
                write_together(update.root, step.files)
            yield step


def _searches(update: Update) -> Iterator[Step]:
    """Yield a step for each saved search; what one brings is known to the next."""
    holdings, findings = read_holdings(update.root)
    if holdings is None:
        yield Step(
            "searches",
            ("searches: not run, because the files have errors.",),
            findings=tuple(findings),
        )
        return
    searches = holdings.evidence.topic.searches
    if not searches:
        yield Step(
            "searches", ("searches: data/topic.yml has none (searches: id, service, query).",)
        )
    for search in searches:
        update.say(f"search {search.id}")
        yield _search(search, holdings, update)
        if update.write:
            again, _ = read_holdings(update.root)
            holdings = again or holdings


def _search(search: SavedSearch, holdings: Holdings, update: Update) -> Step:
    topic, day = holdings.evidence.topic, update.client.day
    if (
        search.last is not None
        and search.last.first_day == day
        and update.client.asked_today(search.query)
    ):
        line = f"search {search.id}: was run today already, and is not run again."
        return Step(
            "searches",
            (line,),
            {"id": search.id, "found": 0, "new": [], "known": 0, "complete": True},
        )
    since = start_of(search, topic)
    try:
        found, complete = _found(search, since, update.client)
    except NoReplyError as failure:
        line = f"search {search.id}: not run; it stays due since {since + OVERLAP}."
        facts = {"id": search.id, "complete": False}
        return Step("searches", (line,), facts, (failure.finding(f"the search {search.id}"),))
    receipt = receive(holdings, found.records, f"search: {search.id}", day)
    # What a record says of its own retraction is told and written down by the step that looks for
    # notices.
    later = {MARKED.code} if "notices" in update.steps else set()
    files, findings = dict(receipt.files), [*found.findings]
    findings += [finding for finding in receipt.findings if finding.code not in later]
    if complete:
        try:
            files |= _with_last(update.root, search, topic, day)
        except CannotEdit as error:
            findings.append(_not_noted(search, error))
    new = len(receipt.arrivals) - receipt.count("known")
    words = "" if complete else " Not all could be got: the search stays due."
    line = (
        f"search {search.id}: {len(found.records)} found since {since}, {new} new and awaiting a decision, "
        f"{receipt.count('known')} known already.{words}"
    )
    facts = {
        "id": search.id,
        "since": since.isoformat(),
        "found": len(found.records),
        "new": [arrival.name for arrival in receipt.arrivals if arrival.state != "known"],
        "known": receipt.count("known"),
        "complete": complete,
    }
    return Step("searches", (line,), facts, tuple(findings), files)


def start_of(search: SavedSearch, topic: Topic) -> date:
    """Return the day from which a search is run: a little before the day up to which it has been run."""
    return (search.last or topic.last_search).first_day - OVERLAP


def _found(search: SavedSearch, since: date, client: Client) -> tuple[Searched, bool]:
    """Return the records a search finds, and whether these are all; NoReplyError where there is no list of them."""
    if search.service == "register":
        return register.search(search.query, client, since), True
    if search.service == "europe-pmc":
        return europe_pmc.search(search.query, client, since), True
    listed = pubmed.search(search.query, client, since)
    gathered = pubmed.fetch(listed.pmids, client)
    result = gathered.result(listed.pmids)
    records: tuple[FoundRecord, ...] = result.records
    return Searched(listed.pmids, (*listed.findings, *result.findings), records), not result.missing


def _with_last(root: Path, search: SavedSearch, topic: Topic, day: date) -> dict[str, bytes]:
    """Return the topic with the day of a search, and with the day of all where this was the last of them."""
    before = content = (root / TOPIC).read_bytes()
    today = quoted(day.isoformat())
    if search.last is None or search.last.first_day < day:
        content = change_entry(content, TOPIC, ("searches",), ("id", search.id), {"last": today})
    others = [one for one in topic.searches if one.id != search.id]
    all_done = all(one.last is not None and one.last.first_day >= day for one in others)
    if all_done and topic.last_search.first_day < day:
        content = change_top(content, TOPIC, {"last_search": today})
    return {TOPIC: content} if content != before else {}


def _notices(update: Update) -> Iterator[Step]:
    holdings, findings = read_holdings(update.root)
    if holdings is None:
        yield Step(
            "notices",
            ("notices: not looked for, because the files have errors.",),
            findings=tuple(findings),
        )
        return
    update.say("notices of retraction, concern and erratum")
    citations = holdings.evidence.citations
    looks = look_for_notices(citations, update.client)
    done = with_notices(
        holdings.notices, holdings.evidence.citation_notices, looks, update.client.day
    )
    without = sum(not can_be_looked_up(citation) for citation in citations.values())
    line = (
        f"notices: {len(looks.reports)} of {len(citations)} reports looked up, newly seen: {len(done.changes)}; "
        f"reports with neither PMID nor DOI: {without}."
    )
    facts = {
        "looked_up": len(looks.reports),
        "reports": len(citations),
        "without_identifier": without,
        "changes": list(done.changes),
    }
    files = {NOTICES_FILE: done.content} if done.content != holdings.notices else {}
    changed = (f"notice: {one}" for one in done.changes)
    yield Step("notices", (*changed, line), facts, (*looks.findings, *done.findings), files)


def _trials(update: Update) -> Iterator[Step]:
    holdings, findings = read_holdings(update.root)
    if holdings is None:
        yield Step(
            "trials",
            ("trials: not looked up, because the files have errors.",),
            findings=tuple(findings),
        )
        return
    update.say("trials in the register")
    noted = holdings.evidence.registered_trials
    numbers = trials.numbers_of(noted)
    gathered = register.fetch(list(numbers.values()), update.client)
    path = update.root / trials.FILE
    before = path.read_bytes() if path.exists() else b""
    done = trials.with_status(
        before, noted, gathered.records, holdings.evidence.screening, update.client.day
    )
    files = {trials.FILE: done.content} if done.content != before else {}
    if done.posted:
        rows = [_row(posted, update.client.day) for posted in done.posted]
        files[SCREENING] = add_rows(holdings.screening, SCREENING_COLUMNS, rows)
    looked = len(gathered.records)
    line = (
        f"trials: {looked} of {len(noted)} looked up in the register, changes: {len(done.changes)}."
    )
    facts = {"looked_up": looked, "trials": len(noted), "changes": list(done.changes)}
    changed = (f"trial: {one}" for one in done.changes)
    yield Step("trials", (*changed, line), facts, (*gathered.all_findings(), *done.findings), files)


def _row(posted: trials.Posted, day: date) -> dict[str, str]:
    return {
        "date_found": day.isoformat(),
        "found_by": trials.FOUND_BY,
        "identifier": str(posted.number),
        "title": posted.title,
        "decision": "awaiting",
        "reason": posted.reason,
        "study": "",
    }


def _not_noted(search: SavedSearch, error: CannotEdit) -> Finding:
    return NOT_UPDATED.broken(
        Place(TOPIC, 0, f"searches.{search.id}.last"),
        seen=f"was not changed: {error}",
        expected="a search of lines of its own, as in “last: 2026-11-22”",
        remedy="Write it so; until then the search is run from the same day again.",
    )


_RUNS: Mapping[StepName, Callable[[Update], Iterator[Step]]] = {
    "searches": _searches,
    "notices": _notices,
    "trials": _trials,
}
