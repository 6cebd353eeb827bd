"""A found record written as JSON and read again is the same record, without its abstract."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.matching.found_json import record_json, record_of_json
from generator.model.citation import KINDS, Author, Citation
from generator.model.found import (
    AbstractPart,
    FoundRecord,
    Origin,
    RecordLink,
    RecordNotice,
    RegisteredArm,
    RegisteredOutcome,
    RegisterEntry,
)
from generator.model.identifier import Doi, Pmcid, Pmid, Registration
from generator.model.inline import Span, plain

KEYS = (
    "title", "authors", "journal", "year", "volume", "issue", "pages", "doi", "pmid", "pmcid", "registrations",
    "notices", "source",
)  # fmt: skip
WORDS = st.text(st.characters(exclude_categories=("C", "Z")), max_size=12)
NUMBERS = st.integers(1, 10**8)
PMIDS = st.builds(Pmid, NUMBERS)
DOIS = st.builds(
    lambda end: Doi(f"10.5555/{end}"), st.from_regex(r"[a-zA-Z0-9.()-]{1,12}", fullmatch=True)
)
REGISTRATIONS = st.sampled_from(
    ["NCT90000001", "2019-123456-12", "2023-512345-12-00", "ISRCTN90000001", "KCT0000001"]
)
REGISTERED = REGISTRATIONS.map(Registration.parse)
AUTHORS = st.one_of(
    st.builds(Author, family=WORDS, given=WORDS, particle=WORDS, suffix=WORDS),
    st.builds(Author, literal=WORDS),
)
TREES = st.recursive(
    st.lists(WORDS.filter(bool), max_size=2),
    lambda inner: st.builds(
        lambda words, style, parts: [*words, Span(style, tuple(parts))],
        st.lists(WORDS.filter(bool), max_size=1),
        st.sampled_from(["italic", "superscript"]),
        inner,
    ),
    max_leaves=4,
).map(tuple)
MENTION = {"reference": WORDS, "pmid": st.none() | PMIDS, "doi": st.none() | DOIS}
ENTRIES = st.builds(
    RegisterEntry,
    registration=REGISTERED,
    status=WORDS,
    has_results=st.booleans(),
    enrollment=st.none() | st.integers(0, 500),
    conditions=st.lists(WORDS, max_size=2).map(tuple),
    arms=st.lists(
        st.builds(RegisteredArm, label=WORDS, kind=WORDS, interventions=st.tuples(WORDS)),
        max_size=2,
    ).map(tuple),
    outcomes=st.lists(
        st.builds(RegisteredOutcome, role=st.sampled_from(["primary", "other"]), measure=WORDS),
        max_size=2,
    ).map(tuple),
)


@st.composite
def records(draw: st.DrawFn) -> FoundRecord:
    title = draw(TREES)
    citation = draw(
        st.builds(
            Citation,
            key=WORDS,
            kind=st.sampled_from(KINDS),
            title=st.just(plain(title)),
            authors=st.lists(AUTHORS, max_size=3).map(tuple),
            authors_open=st.booleans(),
            editors=st.lists(AUTHORS, max_size=1).map(tuple),
            journal=WORDS,
            booktitle=WORDS,
            year=st.none() | st.integers(1400, 2199),
            month=st.none() | st.integers(1, 12),
            volume=WORDS,
            number=WORDS,
            pages=WORDS,
            doi=st.none() | DOIS,
            pmid=st.none() | PMIDS,
            pmcid=st.none() | st.builds(Pmcid, NUMBERS),
            url=WORDS,
            keywords=st.lists(WORDS, max_size=2).map(tuple),
            note=WORDS,
            other=st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple),
        )
    )
    return draw(
        st.builds(
            FoundRecord,
            citation=st.just(citation),
            title=st.just(title),
            translated_title=WORDS,
            language=WORDS,
            published=WORDS,
            registrations=st.lists(REGISTERED, max_size=2).map(tuple),
            notices=st.lists(
                st.builds(
                    RecordNotice,
                    kind=st.sampled_from(["retraction", "erratum"]),
                    date=WORDS,
                    **MENTION,
                ),
                max_size=2,
            ).map(tuple),
            links=st.lists(
                st.builds(RecordLink, kind=st.sampled_from(["comment-on", "other"]), **MENTION),
                max_size=2,
            ).map(tuple),
            other_dois=st.lists(DOIS, max_size=1).map(tuple),
            other_pmids=st.lists(PMIDS, max_size=1).map(tuple),
            subjects=st.lists(WORDS, max_size=2).map(tuple),
            abstract=st.just((AbstractPart("RESULTS", "Ten of ten."),)),
            register=st.none() | ENTRIES,
            origin=st.builds(Origin, file=WORDS, line=st.integers(0, 99), format=WORDS),
        )
    )


@settings(max_examples=150, deadline=None)
@given(records())
def test_a_record_survives_being_written_and_read(record: FoundRecord) -> None:
    written = json.dumps(record_json(record))
    assert record_of_json(json.loads(written)) == replace(record, abstract=())
    assert "Ten of ten." not in written


def test_every_key_is_there_even_where_nothing_is_known() -> None:
    entry = record_json(FoundRecord(citation=Citation(key="")))
    assert tuple(entry)[: len(KEYS)] == KEYS
    assert (entry["year"], entry["doi"], entry["pmid"], entry["pmcid"]) == (None, None, None, None)
    assert entry["source"] == {"file": "", "line": 0, "format": ""}
