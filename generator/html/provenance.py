"""Where a number comes from: one step to the source, its rank in words, open without a script."""

from generator.html.element import facts, small_fold, spaced, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.provenance import Extraction, Rank
from generator.model.study import Study

# One word beside a number; what the rank means stands where the source is opened.
_RANK = {Rank.PRIMARY: "primary", Rank.COPY: "copy", Rank.SECONDARY: "secondary"}


def disclose(
    page: OpenPage, study: Study, source_id: str, where: str, note: str | None = None
) -> Safe:
    """Return the source of a value: its kind and rank, opening to its address, place and dates."""
    source = study.sources[source_id]
    pairs = (
        *page.site.found_at[study.id, source_id],
        ("Not read itself", f"summed up in {source.read_through}" if source.read_through else None),
        ("What it is", f"{source.kind_words}; {source.rank}"),
        ("Where in it", where),
        ("Seen", source.seen.words()),
        ("Extracted", extraction_words(study.extraction)),
        ("About the source", source.note),
        ("Note", note),
    )
    name = tag("span", source.kind_words, class_="ev-source-name")
    return small_fold(spaced(name, _mark(source.rank)), facts(pairs, small=True))


def extraction_words(extraction: Extraction) -> str:
    """Return when values were extracted and what the second reading found."""
    again = f", read again {extraction.second.words()}" if extraction.second else ""
    return f"{extraction.first.words()}{again}; {extraction.words}"


def ranks(study: Study) -> Safe:
    """Return how near the sources of a study's values stand, in words."""
    used = {row.source for row in study.rows}
    seen = {study.sources[name].rank for name in used if name in study.sources}
    return together((_mark(rank) for rank in Rank if rank in seen), " ")


def _mark(rank: Rank) -> Safe:
    return tag("span", _RANK[rank], class_="ev-tag", data_ev_rank=_RANK[rank])
