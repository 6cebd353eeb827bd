"""Retractions, doubts and corrections of reports, written into bibliography/notices.yml."""

from collections.abc import Iterable, Mapping
from datetime import date

from generator.files.yaml_edit import add_entry, change_entry, values_of_entry
from generator.files.yaml_quoting import quoted
from generator.model.found import FoundRecord, NoticeKind, RecordNotice

NOTICES_FILE = "bibliography/notices.yml"
_NAMES = ("retraction", "concern", "erratum")
# What a curator replaces once the report was looked up.
_NOT_CHECKED = "not yet checked"
# A partial retraction is not one of the whole report: it stands as a doubt until a curator has read
# it.
FIELD_OF_NOTICE: dict[NoticeKind, str] = {
    "retraction": "retraction",
    "partial-retraction": "concern",
    "concern": "concern",
    "erratum": "erratum",
}


def add_notices(
    content: bytes, citekey: str, notices: Iterable[RecordNotice], looked_at: str, day: date
) -> bytes:
    """Return the file with the notices about a report, in its entry or in a new one.

    Of an entry that is there, only what is not called seen yet changes; of a new one, a kind of
    notice that nothing mentions is called not yet checked. CannotEditError where the file has
    another shape.
    """
    seen = _seen(notices)
    if not seen:
        return content
    entry = ("citation", citekey)
    held = values_of_entry(content, NOTICES_FILE, (), entry)
    if held is not None:
        changes = _changes(held, seen, looked_at, day)
        return change_entry(content, NOTICES_FILE, (), entry, changes) if changes else content
    values = {
        "citation": citekey,
        **{name: seen.get(name, _NOT_CHECKED) for name in _NAMES},
        "looked_at": looked_at,
        "date": day.isoformat(),
    }
    return add_entry(content, NOTICES_FILE, values)


def where_read(record: FoundRecord) -> str:
    """Return in words where a record was read."""
    kind = f"{record.origin.format} record" if record.origin.format else "record"
    return f"{kind} in {record.origin.file}" if record.origin.file else kind


def notice_words(notice: RecordNotice) -> str:
    """Return a notice in words: what it is and where it stands."""
    place = ", ".join(
        filter(None, (notice.reference, str(notice.pmid or ""), str(notice.doi or ""), notice.date))
    )
    kind = notice.kind.replace("-", " ")
    return f"{kind} ({place})" if place else kind


def _changes(
    held: Mapping[str, str], seen: Mapping[str, str], looked_at: str, day: date
) -> dict[str, str]:
    """Return the values of an entry that change.

    Where another of the three kinds was looked up, the entry keeps its place and day, and the new
    notices name their own.
    """
    new = {name: text for name, text in seen.items() if not _is_seen(held.get(name, ""))}
    if not new:
        return {}
    others = [held.get(name, _NOT_CHECKED) for name in _NAMES if name not in new]
    if all(other.startswith(_NOT_CHECKED) for other in others):
        new |= {"looked_at": looked_at, "date": day.isoformat()}
    else:
        read = f"; read on {day.isoformat()} in the {looked_at}"
        new = {name: f"{text}{read}" for name, text in new.items()}
    return {name: quoted(text) for name, text in new.items()}


def _is_seen(text: str) -> bool:
    return text.startswith(("seen", "retracted"))


def _seen(notices: Iterable[RecordNotice]) -> dict[str, str]:
    """Return the notices by the key of the entry they belong under, in the order of the keys."""
    by_key: dict[str, list[str]] = {name: [] for name in _NAMES}
    for notice in notices:
        if notice.kind in FIELD_OF_NOTICE:
            by_key[FIELD_OF_NOTICE[notice.kind]].append(notice_words(notice))
    return {
        name: f"seen: {'; '.join(dict.fromkeys(texts))}" for name, texts in by_key.items() if texts
    }
