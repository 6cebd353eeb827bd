"""What kind of statement stands at an address: reported, computed, judged, or words about it."""

from generator.model.release import Kind

_SECTIONS: dict[str, Kind] = {
    "studies": "reported",
    "safety": "reported",
    "reviews": "reported",
    "estimate": "computed",
    "certainty": "judged",
    "overrides": "judged",
    "answers": "judged",
    "appraisals": "judged",
    "measures": "defined",
    "drugs": "defined",
    "populations": "defined",
    "designs": "defined",
    "tools": "defined",
    "rules": "defined",
    "notices": "notice",
    "trials": "register",
    "screening": "screening",
    "unread": "screening",
    "searches": "screening",
    "citations": "bibliography",
    "relations": "bibliography",
}
# Parts of a record that explain its values and are none themselves.
_EXPLAINS = frozenset({
    "label", "name", "note", "where", "source", "url", "seen", "title", "summary", "bias_notes",
    "funding", "conflicts", "reason", "rater", "date", "question", "text", "what", "why",
    "definition", "also", "relation", "journal", "reference", "first", "second", "status",
    "corrections", "basis", "meaning", "rule", "symbol", "verified", "read_through", "blind",
    "applies", "settled_because",
})  # fmt: skip
# Whole tables of a record that explain and hold no values.
_EXPLAINING_TABLES = ("/sources/", "/discrepancies/")
# What regulators decided is reported, although it stands with a definition.
_DECIDED = frozenset({
    "status", "decision", "date", "indication", "product", "region", "marketed_since", "marketing",
})  # fmt: skip
# Which papers report a study, and where it is registered, stands with its values.
_BIBLIOGRAPHIC = frozenset({"reports", "registrations"})
# Records of these kinds hold words about their values besides; all of others is of one kind.
_WITH_WORDS = frozenset({"reported", "judged", "defined"})
DRAFT = "draft"
# Said of a rating that was made with a study retracted since; nobody writes it.
TO_JUDGE_AGAIN = "to_judge_again"


def kind_of(address: str, part: str) -> Kind:
    """Return what kind of statement a part of a record makes.

    >>> kind_of("studies/one-2001#fever-4w", "follow_up.mean")
    'reported'
    >>> kind_of("studies/one-2001", "summary")
    'words'
    >>> kind_of("certainty/fever", "rating"), kind_of("citations/one-2001", "title")
    ('judged', 'bibliography')
    >>> kind_of("glossary/fever", "term")
    'words'
    """
    kind = _SECTIONS.get(section_of(address), "words")
    if part == TO_JUDGE_AGAIN:
        return "computed"
    if kind not in _WITH_WORDS:
        return kind
    if kind == "reported" and part in _BIBLIOGRAPHIC:
        return "bibliography"
    if kind == "reported" and part == DRAFT:
        return "screening"
    if "/approvals/" in address and part in _DECIDED:
        return "reported"
    explains = part.rpartition(".")[2] in _EXPLAINS or any(
        table in address for table in _EXPLAINING_TABLES
    )
    return "words" if explains else kind


def section_of(address: str) -> str:
    """Return the first step of an address: which list of the evidence it leads to."""
    return address.partition("/")[0]
