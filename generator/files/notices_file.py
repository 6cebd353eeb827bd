"""What is said of a report's retraction, doubt or correction, written into bibliography/notices.yml."""

from collections.abc import Iterable, Mapping
from datetime import date

from generator.files.yaml_edit import add_entry, change_entry, values_of_entry
from generator.files.yaml_quoting import quoted
from generator.model.found import FoundRecord, NoticeKind, RecordNotice

NOTICES_FILE = "bibliography/notices.yml"
_NAMES = ("retraction", "concern", "erratum")
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
    """Return the file with what is said of a report, in its entry or a new one; else as it was.

    Of an entry that is there, only what is not called seen yet changes. What nothing was said of
    was not looked for and is called so. CannotEditError where the file has another shape.
    """
    said = list(notices)
    seen = {name: words for name in _NAMES if (words := _seen(said, name))}
    if not seen:
        return content
    held = values_of_entry(content, NOTICES_FILE, (), ("citation", citekey))
    if held is not None:
        changes = _changes(held, seen, looked_at, day)
        return (
            change_entry(content, NOTICES_FILE, (), ("citation", citekey), changes)
            if changes
            else content
        )
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
    """Return the values of an entry that change; where another of the three was looked up, that keeps place and day."""
    new = {name: words for name, words in seen.items() if not _is_seen(held.get(name, ""))}
    if not new:
        return {}
    others = [held.get(name, _NOT_CHECKED) for name in _NAMES if name not in new]
    if all(other.startswith(_NOT_CHECKED) for other in others):
        return {
            name: quoted(words)
            for name, words in {**new, "looked_at": looked_at, "date": day.isoformat()}.items()
        }
    return {
        name: quoted(f"{words}; read on {day.isoformat()} in the {looked_at}")
        for name, words in new.items()
    }


def _is_seen(words: str) -> bool:
    return words.startswith(("seen", "retracted"))


def _seen(notices: Iterable[RecordNotice], name: str) -> str:
    words = [notice_words(notice) for notice in notices if FIELD_OF_NOTICE.get(notice.kind) == name]
    return f"seen: {'; '.join(dict.fromkeys(words))}" if words else ""
