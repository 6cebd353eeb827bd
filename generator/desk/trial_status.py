"""What the register says now of noted trials: their status, its day, and results posted since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.desk.faults import not_updated
from generator.files.yaml_edit import CannotEditError, change_entry
from generator.files.yaml_quoting import quoted
from generator.model.date import PartialDate
from generator.model.finding import Finding, Place
from generator.model.found import FoundRecord, RegisterEntry
from generator.model.identifier import Identifier, Registration
from generator.model.reference import ScreeningRecord
from generator.model.register import RegisteredTrial
from generator.network import register

FILE = "data/registered_trials.yml"
FOUND_BY = "register entry of a noted trial"
# The words of the register's own pages: https://clinicaltrials.gov/study-basics/glossary
# (recruitment status).
_STATUS = {
    "ACTIVE_NOT_RECRUITING": "Active, not recruiting",
    "APPROVED_FOR_MARKETING": "Approved for marketing",
    "COMPLETED": "Completed",
    "ENROLLING_BY_INVITATION": "Enrolling by invitation",
    "NOT_YET_RECRUITING": "Not yet recruiting",
    "RECRUITING": "Recruiting",
    "SUSPENDED": "Suspended",
    "TERMINATED": "Terminated",
    "UNKNOWN": "Unknown status",
    "WITHDRAWN": "Withdrawn",
}
# What a curator noted beside a status is kept behind the register's own words.
_BEFORE = "; noted before: "


@dataclass(frozen=True, slots=True)
class Posted:
    """Results that were posted: the trial, its title, and the day."""

    number: Registration
    title: str
    day: str

    @property
    def reason(self) -> str:
        """The reason of its row in the screening log."""
        return f"results posted on the register on {self.day}"


@dataclass(frozen=True, slots=True)
class TrialsStep:
    """The file of trials as it becomes, what changed in words, new results, and findings."""

    content: bytes
    changes: tuple[str, ...]
    posted: tuple[Posted, ...]
    findings: tuple[Finding, ...]


def numbers_of(trials: Iterable[RegisteredTrial]) -> dict[str, Registration]:
    """Return the numbers of trials, by id, that the register can be asked for."""
    numbers = {
        trial.id: Registration.parse(trial.registration) for trial in trials if trial.registration
    }
    return {name: number for name, number in numbers.items() if number.register == register.TITLE}


def with_status(
    content: bytes,
    trials: Sequence[RegisteredTrial],
    records: Mapping[Identifier, FoundRecord],
    screening: Sequence[ScreeningRecord],
    day: date,
) -> TrialsStep:
    """Return the file with what the register says now, line by line; all its other bytes stay."""
    numbers = numbers_of(trials)
    changes: list[str] = []
    posted: list[Posted] = []
    findings: list[Finding] = []
    for trial in trials:
        record = records.get(numbers[trial.id]) if trial.id in numbers else None
        # What the register did not give stays as it was noted.
        if record is None or record.register is None:
            continue
        entry = record.register
        values = _values(trial, entry, day)
        try:
            if values:
                content = change_entry(content, FILE, (), ("id", trial.id), values)
        except CannotEditError as error:
            place = Place(FILE, 0, trial.id)
            findings.append(not_updated(place, error, "status: Recruiting"))
            continue
        number = numbers[trial.id]
        if "status" in values:
            before = trial.status or "not noted"
            changes.append(f"{number}: status was {before}; is {_status(entry)}{_as_of(entry)}")
        if _has_new_results(trial, entry, number, screening):
            day_posted = entry.results_posted or "a day not given"
            posted.append(Posted(number, record.citation.title, day_posted))
            changes.append(f"{number}: {posted[-1].reason}")
    return TrialsStep(content, tuple(changes), tuple(posted), tuple(findings))


def _values(trial: RegisteredTrial, entry: RegisterEntry, day: date) -> dict[str, str]:
    """Return what changes in the entry of a trial, field by field."""
    values: dict[str, str] = {}
    if entry.status and not _says(trial.status, _status(entry)):
        values["status"] = quoted(_status(entry) + _remark(trial.status or ""))
    if entry.last_update_posted and entry.last_update_posted != str(trial.as_of or ""):
        values["as_of"] = quoted(entry.last_update_posted)
    if str(trial.seen) != day.isoformat():
        values["seen"] = quoted(day.isoformat())
    address = entry.registration.address or ""
    if values and address and entry.registration.number not in _register_pages(trial):
        # The other fields were read on another page; this one now stands beside it.
        values["also"] = f"[{', '.join(map(_in_list, (*trial.also, address)))}]"
    return values


def _remark(before: str) -> str:
    """Return what a curator noted beside the status before; a status alone is no remark."""
    noted = before.partition(_BEFORE)[0].strip()
    if not noted or noted.casefold() in {status.casefold() for status in _STATUS.values()}:
        return ""
    return f"{_BEFORE}{noted}"


def _in_list(address: str) -> str:
    """Return an address as it stands in a list of YAML, in quotes only where it needs them."""
    return quoted(address) if set(address) & set(",[]{}#&*!|>'\"%@`") else address


def _register_pages(trial: RegisteredTrial) -> str:
    pages = (trial.url, *trial.also)
    return " ".join(page for page in pages if "clinicaltrials.gov/" in page)


def _status(entry: RegisterEntry) -> str:
    # A status that is new to us is written in the same manner.
    unlisted = entry.status.replace("_", " ").capitalize()
    status = _STATUS.get(entry.status.upper().replace(" ", "_"), unlisted)
    why_stopped = entry.why_stopped.strip().rstrip(".")
    return f"{status} ({why_stopped})" if why_stopped else status


def _says(noted: str | None, status: str) -> bool:
    """Tell whether what is noted begins with a status: words of our own may follow it."""
    said, is_now = (noted or "").casefold(), status.casefold()
    return said.startswith(is_now) and not said[len(is_now) :][:1].isalnum()


def _has_new_results(
    trial: RegisteredTrial,
    entry: RegisterEntry,
    number: Registration,
    screening: Sequence[ScreeningRecord],
) -> bool:
    """Tell whether results were posted since the page was read, and no row of the log says so."""
    if not entry.has_results and not entry.results_posted:
        return False
    if any(row.identifier == str(number) and "results posted" in row.reason for row in screening):
        return False
    if not entry.results_posted or trial.as_of is None:
        return True
    return _day(entry.results_posted) > trial.as_of.first_day


def _day(text: str) -> date:
    """Return the day that a text gives; what gives none comes after every day."""
    try:
        return PartialDate.parse(text).first_day
    except ValueError:
        return date.max


def _as_of(entry: RegisterEntry) -> str:
    if not entry.last_update_posted:
        return ""
    return f" (register, last update posted {entry.last_update_posted})"
