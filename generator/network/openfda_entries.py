"""What an entry of openFDA says of an application, a label or a listed product.

The fields: https://open.fda.gov/apis/drug/drugsfda/searchable-fields/, and the same below label and
ndc. A value of another kind than they promise is taken as not given; an entry that does not say
what it is about is none.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from generator.model.text import ADDRESS_PATTERN

Entry = Mapping[str, object]
_DAY = re.compile(r"\d{8}", re.ASCII)
_MONTH = re.compile(r"(?<!\d)(\d{1,2})/(\d{4})(?!\d)", re.ASCII)
_LAST_MONTH = 12
# Names and numbers are far shorter; what is longer is no name.
_LONGEST_NAME = 80
_DISCONTINUED = "discontinued"


@dataclass(frozen=True, slots=True)
class Submission:
    """A step of an application: the original one, or a supplement.

    `kind`, `status` and `use` are the words of openFDA: ORIG or SUPPL, AP for approved, and the
    class, as in Efficacy.
    """

    kind: str
    number: str
    status: str
    day: date | None
    use: str
    priority: str
    label: str

    @property
    def is_approved(self) -> bool:
        """Tell whether it was approved on a day that is given."""
        return self.status == "AP" and self.day is not None

    @property
    def is_original(self) -> bool:
        """Tell whether it is the application itself, and no supplement to it."""
        return self.kind == "ORIG"


@dataclass(frozen=True, slots=True)
class Application:
    """An application for approval: its number, who made it, its products and what became of it."""

    number: str
    sponsor: str
    brands: tuple[str, ...]
    submissions: tuple[Submission, ...]
    is_discontinued: bool

    @property
    def is_of_a_copy(self) -> bool:
        """Tell whether it is abbreviated: for a generic, which brings no new use."""
        return self.number.startswith("ANDA")

    @property
    def approval(self) -> Submission | None:
        """Return the first approval of the application itself; None where there is none."""
        originals = [step for step in self.submissions if step.is_original and step.is_approved]
        return min(originals, key=lambda original: original.day or date.max, default=None)


@dataclass(frozen=True, slots=True)
class Change:
    """A section of a label that was changed, and the first day of the month in which it was."""

    section: str
    month: date


@dataclass(frozen=True, slots=True)
class DrugLabel:
    """A version of a label: its set id, what it says it changed, and its boxed warning.

    An empty `boxed_warning` is none.
    """

    set_id: str
    version: str
    effective: date | None
    changes: tuple[Change, ...]
    boxed_warning: str
    brands: tuple[str, ...]
    applications: tuple[str, ...]

    @property
    def revised(self) -> date | None:
        """Return the newest day or month by which the label says it was changed."""
        months = [change.month for change in self.changes]
        return max([*months, *filter(None, [self.effective])], default=None)


@dataclass(frozen=True, slots=True)
class ListedProduct:
    """A product as its maker lists it: since when, and until when, it is on the market."""

    number: str
    brand: str
    application: str
    started: date | None
    ended: date | None


def application_in(entry: Entry) -> Application | None:
    """Return the application of an entry; None where it names none."""
    number = _text(entry, "application_number").upper()
    if not number:
        return None
    products = list(_entries(entry, "products"))
    statuses = [_text(product, "marketing_status").casefold() for product in products]
    return Application(
        number=number,
        sponsor=_text(entry, "sponsor_name"),
        brands=_each_once(_text(product, "brand_name") for product in products),
        submissions=tuple(map(_submission, _entries(entry, "submissions"))),
        is_discontinued=bool(statuses) and all(status == _DISCONTINUED for status in statuses),
    )


def label_in(entry: Entry) -> DrugLabel | None:
    """Return the label of an entry; None where it has no set id."""
    set_id = _text(entry, "set_id").lower()
    if not set_id:
        return None
    about = entry.get("openfda")
    names = about if isinstance(about, dict) else {}
    return DrugLabel(
        set_id=set_id,
        version=_text(entry, "version"),
        effective=_day(entry, "effective_time"),
        changes=tuple(_changes(_section(entry, "recent_major_changes"))),
        boxed_warning=_section(entry, "boxed_warning"),
        brands=_each_once(_texts(names, "brand_name")),
        applications=_each_once(name.upper() for name in _texts(names, "application_number")),
    )


def product_in(entry: Entry) -> ListedProduct | None:
    """Return the product of an entry; None where it has no number."""
    number = _text(entry, "product_ndc")
    if not number:
        return None
    ends = [_day(entry, "marketing_end_date"), _day(entry, "listing_expiration_date")]
    return ListedProduct(
        number=number,
        brand=_text(entry, "brand_name"),
        application=_text(entry, "application_number").upper(),
        started=_day(entry, "marketing_start_date"),
        ended=min(filter(None, ends), default=None),
    )


def _submission(entry: Entry) -> Submission:
    return Submission(
        kind=_text(entry, "submission_type").upper(),
        number=_text(entry, "submission_number"),
        status=_text(entry, "submission_status").upper(),
        day=_day(entry, "submission_status_date"),
        use=_text(entry, "submission_class_code_description")
        or _text(entry, "submission_class_code"),
        priority=_text(entry, "review_priority"),
        label=_address_of_label(entry),
    )


def _address_of_label(submission: Entry) -> str:
    """Return where the label that was approved with a submission stands; nothing if nowhere."""
    documents = _entries(submission, "application_docs")
    labels = [entry for entry in documents if _text(entry, "type").casefold() == "label"]
    addresses = [address for label in labels if isinstance(address := label.get("url"), str)]
    return next((address for address in addresses if ADDRESS_PATTERN.fullmatch(address)), "")


def _text(entry: Entry, key: str) -> str:
    """Return a short text on one line, of letters that can be printed."""
    value = entry.get(key)
    return _on_one_line(value)[:_LONGEST_NAME] if isinstance(value, str) else ""


def _texts(entry: Entry, key: str) -> Iterator[str]:
    """Yield the short texts of a list; a text alone is a list of one."""
    value = entry.get(key)
    for text in value if isinstance(value, list) else [value]:
        if isinstance(text, str):
            yield _on_one_line(text)[:_LONGEST_NAME]


def _section(entry: Entry, key: str) -> str:
    """Return a section of a label; it comes as a list of paragraphs."""
    value = entry.get(key)
    paragraphs = value if isinstance(value, list) else [value]
    return " ".join(_on_one_line(text) for text in paragraphs if isinstance(text, str)).strip()


def _entries(entry: Entry, key: str) -> Iterator[Entry]:
    value = entry.get(key)
    for inner in value if isinstance(value, list) else []:
        if isinstance(inner, dict):
            yield inner


def _day(entry: Entry, key: str) -> date | None:
    """Return a day written as 20260827; None where it is none."""
    text = _text(entry, key)
    if not _DAY.fullmatch(text):
        return None
    try:
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


def _changes(printed: str) -> Iterator[Change]:
    """Yield the sections of a list of changes, each followed by its month as in 06/2026."""
    start = 0
    for match in _MONTH.finditer(printed):
        section, start = printed[start : match.start()], match.end()
        month, year = int(match[1]), int(match[2])
        if 1 <= month <= _LAST_MONTH and year:
            yield Change(section.strip(" ,;")[:_LONGEST_NAME], date(year, month, 1))


def _each_once(texts: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _on_one_line(text: str) -> str:
    line = " ".join(text.split())
    return "".join(char if char.isprintable() else "\ufffd" for char in line)
