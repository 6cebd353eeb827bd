"""What changed for the reader, in the curator's own sentences, before any count or value."""

from collections.abc import Iterable, Sequence

from generator.html.element import fold, link, listed, paragraph, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.few import few
from generator.model.release import ChangedRecord
from generator.pages.change_places import address_of_change
from generator.text.count_words import count_words

# What decides about a patient comes first: approvals and doses of drugs, then warnings, then what
# changes how figures are read, then conclusions, trials and the studies themselves.
_ORDER = ("drugs", "safety", "populations", "measures", "certainty", "estimates", "trials")
# As many as a reader takes in at a glance; the rest stand in a fold that says how many they are.
_IN_SIGHT = 12
# As many names as a sentence carries before its reason.
_MOST_NAMES = 3


def change_sentences(page: OpenPage, records: Iterable[ChangedRecord]) -> Safe | None:
    """Return the reasons of changes as sentences, each once with the records it is of."""
    by_reason: dict[str, list[ChangedRecord]] = {}
    for record in sorted(records, key=_place):
        if record.why:
            by_reason.setdefault(record.why, []).append(record)
    # A reason that many records share is of how the record is kept, and says little of any.
    in_order = sorted(by_reason.items(), key=lambda reason: len(_titles(reason[1])) > _MOST_NAMES)
    sentences = few((_sentence(page, why, of) for why, of in in_order), _IN_SIGHT)
    if not sentences.shown:
        return None
    rest = listed(sentences.rest) if sentences.rest else None
    more = fold(f"{count_words(sentences.more, 'more reason')}", rest) if rest else None
    heading = paragraph(tag("strong", "What changed and why"))
    return together((heading, listed(sentences.shown), more))


def _place(record: ChangedRecord) -> int:
    section = record.at.partition("/")[0]
    return _ORDER.index(section) if section in _ORDER else len(_ORDER)


def _sentence(page: OpenPage, why: str, records: Sequence[ChangedRecord]) -> Safe:
    names = few((_named(page, record) for record in _titles(records).values()), _MOST_NAMES)
    others = f" and {names.and_more()}" if names.more else None
    return together((tag("strong", together(names.shown, ", "), others), f": {page.named(why)}"))


def _titles(records: Sequence[ChangedRecord]) -> dict[str, ChangedRecord]:
    """Return each record that changed once: one may have changed in several groups."""
    return {record.title: record for record in records}


def _named(page: OpenPage, record: ChangedRecord) -> Safe:
    address = None if record.turn == "removed" else address_of_change(page, record.at)
    return link(address, record.title) if address else tag("span", record.title)
