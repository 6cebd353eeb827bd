"""Where a number comes from: one step to the source, its rank in words, open without a script."""

from generator.html.element import facts, link, tag, together
from generator.html.escape import Safe
from generator.model.provenance import Rank
from generator.model.study import Study

_RANK = {Rank.PRIMARY: "primary", Rank.COPY: "copy", Rank.SECONDARY: "secondary"}


def disclose(study: Study, source_id: str, where: str, note: str | None = None) -> Safe:
    """Return the source of a value: its kind and rank, and on opening its address, place and dates."""
    source = study.sources[source_id]
    rank = _RANK[source.rank]
    name = tag("span", source.kind_words, class_="ev-source-name")
    summary = tag("summary", name, Safe(" "), tag("span", rank, class_="ev-tag", data_ev_rank=rank))
    pairs = (
        ("Source", link(source.url, source.title)),
        ("What it is", f"{source.kind_words}; {source.rank}"),
        ("Where in it", where),
        ("Read on", source.seen.words()),
        ("Extracted", extraction_words(study)),
        ("About the source", source.note),
        ("Note", note),
    )
    return tag("details", summary, facts(pairs, small=True), class_="ev-source")


def extraction_words(study: Study) -> str:
    """Return when values were extracted and what the second reading found."""
    extraction = study.extraction
    again = f", read again {extraction.second.words()}" if extraction.second else ""
    return f"{extraction.first.words()}{again}; {extraction.words}"


def ranks(study: Study) -> Safe:
    """Return how near the sources of a study's values stand, in words."""
    used = {row.source for row in study.rows}
    found = {study.sources[name].rank for name in used if name in study.sources}
    words = [_RANK[rank] for rank in Rank if rank in found]
    return together((tag("span", word, class_="ev-tag", data_ev_rank=word) for word in words), " ")
