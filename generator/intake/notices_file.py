"""What a record says of its own retraction, doubt or correction, written into bibliography/notices.yml."""

from datetime import date

from generator.intake.yaml_lines import add_entry
from generator.model.found import FoundRecord, NoticeKind, RecordNotice

NOTICES_FILE = "bibliography/notices.yml"
# A partial retraction is not one of the whole report: it stands as a doubt until a curator has read it.
_PLACE: dict[NoticeKind, str] = {
    "retraction": "retraction",
    "partial-retraction": "concern",
    "concern": "concern",
    "erratum": "erratum",
}


def add_notices(content: bytes, citekey: str, record: FoundRecord, day: date) -> bytes:
    """Return the file with an entry for a report, where its record says anything of the kind; else as it was.

    What the record is silent on was not looked for and is called so. CannotEdit where the file has another shape.
    """
    seen = {name: _seen(record, name) for name in ("retraction", "concern", "erratum")}
    if not any(seen.values()):
        return content
    values = {
        "citation": citekey,
        **{name: words or "not yet checked" for name, words in seen.items()},
        "looked_at": where_read(record),
        "date": day.isoformat(),
    }
    return add_entry(content, NOTICES_FILE, values)


def where_read(record: FoundRecord) -> str:
    """Return in words where a record was read."""
    kind = f"{record.origin.format} record" if record.origin.format else "record"
    return f"{kind} in {record.origin.file}" if record.origin.file else kind


def notice_words(notice: RecordNotice) -> str:
    """Return a notice in words: what it is and where it stands."""
    place = ", ".join(filter(None, (notice.reference, str(notice.pmid or ""), str(notice.doi or ""), notice.date)))
    kind = notice.kind.replace("-", " ")
    return f"{kind} ({place})" if place else kind


def _seen(record: FoundRecord, name: str) -> str:
    words = [notice_words(notice) for notice in record.notices if _PLACE.get(notice.kind) == name]
    return f"seen: {'; '.join(words)}" if words else ""
