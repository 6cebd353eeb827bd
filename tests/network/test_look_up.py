"""Identifiers of every kind: each gives a record or a finding, from services that answer and ones that do not."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import misbehaving as bad
import pytest
from misbehaving import Server, article, serving, trial

from generator.model.identifier import Doi, Identifier, Pmcid, Pmid, Registration
from generator.network import pubmed, register
from generator.network.client import Client, Means
from generator.network.faults import NoReplyError
from generator.network.limits import Limits
from generator.network.look_up import look_up
from generator.network.rate_limit import Clock, Pace

pytestmark = pytest.mark.usefixtures("leaping")
DAY = date(2026, 11, 20)
QUICK = Limits(connect=1.0, read=0.3, deadline=2.0, backoff=0.01)
WORK = {
    "DOI": "10.5555/Work.1",
    "type": "journal-article",
    "title": ["Made-up work"],
    "container-title": ["Journal of Rivers"],
    "author": [{"given": "Ann", "family": "Miller"}],
    "issued": {"date-parts": [[2023, 5]]},
    "updated-by": [
        {
            "DOI": "10.5555/notice",
            "type": "retraction",
            "label": "Retraction",
            "updated": {"date-parts": [[2024, 1, 2]]},
        },
        {"DOI": "10.5555/mend", "type": "correction", "updated": {"date-parts": [[2023, 9]]}},
    ],
    "update-to": [{"DOI": "10.5555/other", "type": "retraction"}],
}
RESULT = {
    "id": "PPR1",
    "source": "PPR",
    "doi": "10.5555/pre.1",
    "title": "Made-up preprint",
    "authorList": {
        "author": [{"firstName": "Ann", "lastName": "Miller"}, {"collectiveName": "River Group"}]
    },
    "journalInfo": {"volume": "3", "journal": {"title": "Journal of Rivers"}},
    "authorString": "Miller A, River Group.",
    "pubYear": "2022",
    "commentCorrectionList": {
        "commentCorrection": [
            {
                "id": "7777777",
                "source": "MED",
                "type": "Erratum in",
                "reference": "J Rivers. 2023;1:2",
            }
        ]
    },
}


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        server.shelf.articles = {pmid: article(pmid) for pmid in (11, 12, 13)}
        doi = '<ArticleId IdType="doi">10.5555/Paper(1)</ArticleId><ArticleId IdType="pmc">PMC99</ArticleId>'
        server.shelf.articles[14] = article(14, article_ids=doi)
        server.shelf.by_term = {
            "10.5555/paper(1)": [14],
            "10.5555/Paper(1)": [14],
            "PMC99": [14, 11],
        }
        server.shelf.trials = {"NCT00000001": trial("NCT00000001")}
        server.shelf.works = {"10.5555/work.1": WORK}
        server.shelf.results = [RESULT]
        yield server


def client_of(
    server: Server,
    root: Path,
    day: date = DAY,
    not_before: date | None = None,
    clock: Clock | None = None,
) -> Client:
    means = Means(environment=server.environment, limits=QUICK, pace=Pace(root / "pace", clock))
    return Client(root, None, day, not_before=not_before, means=means)


@pytest.fixture
def client(server: Server, tmp_path: Path) -> Client:
    return client_of(server, tmp_path)


def asked(*texts: str) -> list[Identifier]:
    kinds = {"1": Pmid, "P": Pmcid, "N": Registration, "E": Registration}
    return [
        Doi.parse(text) if text.startswith("10.") else kinds[text[0]].parse(text) for text in texts
    ]


def test_every_kind_is_found_in_its_place_and_in_order(client: Client) -> None:
    wanted = asked(
        "NCT00000001", "10.5555/WORK.1", "12", "PMC99", "10.5555/pre.1", "11", "10.5555/Paper(1)"
    )
    looked = look_up(wanted, client)
    assert looked.missing == ()
    assert looked.findings == ()
    assert [record.citation.title for record in looked.records] == [
        "Made-up trial NCT00000001",
        "Made-up work",
        "Made-up report 12",
        "Made-up report 14",
        "Made-up preprint",
        "Made-up report 11",
    ]
    assert [(one.kind, str(one.doi), one.date) for one in looked.records[1].notices] == [
        ("retraction", "doi:10.5555/notice", "2024-01-02"),
        ("erratum", "doi:10.5555/mend", "2023-09"),
    ]
    assert [(one.kind, one.pmid) for one in looked.records[4].notices] == [
        ("erratum", Pmid(7777777))
    ]
    assert looked.records[4].citation.authors[1].literal == "River Group"


def test_a_second_run_sends_nothing(client: Client, server: Server, tmp_path: Path) -> None:
    wanted = asked("11", "NCT00000001", "10.5555/work.1")
    first = look_up(wanted, client)
    count = len(server.asked)
    assert look_up(wanted, client_of(server, tmp_path, date(2026, 12, 1))).records == first.records
    assert len(server.asked) == count
    look_up(wanted, client_of(server, tmp_path, date(2026, 12, 1), not_before=date(2026, 12, 1)))
    assert len(server.asked) == 2 * count


def test_one_that_is_missing_is_a_finding_and_the_others_are_kept(client: Client) -> None:
    looked = look_up(asked("11", "19", "12"), client)
    assert [record.citation.pmid for record in looked.records] == [Pmid(11), Pmid(12)]
    assert looked.missing == (Pmid(19),)
    (finding,) = looked.findings
    assert finding.code == "E274"
    assert str(finding).startswith("PubMed: PMID 19 has no record in PubMed; ")


def test_one_that_was_not_asked_for_is_not_used(client: Client, server: Server) -> None:
    server.shelf.extra = [13]
    looked = look_up(asked("11"), client)
    assert [record.citation.pmid for record in looked.records] == [Pmid(11)]
    assert [(one.code, one.place.path) for one in looked.findings] == [("W271", "PMID 13")]


@pytest.mark.parametrize(
    "behaviour",
    [
        bad.content(b'<?xml version="1.0" ?><PubmedArticleSet></PubmedArticleSet>'),
        bad.status(
            400,
            b"<eFetchResult><ERROR>ID list is empty! Possibly it has no correct IDs.</ERROR></eFetchResult>",
        ),
    ],
)
def test_an_empty_set_is_a_finding_for_each(
    client: Client, server: Server, behaviour: bad.Behaviour
) -> None:
    server.plan = [behaviour]
    looked = look_up(asked("11", "12"), client)
    assert looked.records == ()
    assert [one.place.path for one in looked.findings] == ["PMID 11", "PMID 12"]
    assert len(server.asked) == 1


def test_a_record_that_comes_later_is_found_on_another_day(
    client: Client, server: Server, tmp_path: Path
) -> None:
    look_up(asked("11", "19"), client)
    server.shelf.articles[19] = article(19)
    looked = look_up(asked("11", "19"), client_of(server, tmp_path, date(2026, 11, 30)))
    assert len(looked.records) == 2
    assert [one.parameters["id"] for one in server.asked] == ["11,19", "19"]


def test_what_a_search_finds_beside_the_one_is_not_used(client: Client) -> None:
    looked = look_up(asked("PMC99"), client)
    assert [record.citation.pmid for record in looked.records] == [Pmid(14)]
    assert [(one.code, one.place.path) for one in looked.findings] == [("W271", "PMID 11")]


def test_many_are_asked_for_in_batches_and_spaced(server: Server, tmp_path: Path) -> None:
    client = client_of(server, tmp_path, clock=Clock())
    pmids = [Pmid(number) for number in range(1000, 1450)]
    server.shelf.articles = {pmid.number: article(pmid.number) for pmid in pmids}
    looked = look_up(pmids, client)
    assert len(looked.records) == 450
    assert [one.parameters["id"].count(",") + 1 for one in server.asked] == [200, 200, 50]
    assert min(server.gaps) >= 0.33


def test_a_service_that_fails_is_told_once_for_all_it_was_asked(
    client: Client, server: Server
) -> None:
    server.plan = [bad.status(500)] * 4
    looked = look_up(asked("11", "12", "13", "14", "NCT00000001"), client)
    assert [record.citation.title for record in looked.records] == ["Made-up trial NCT00000001"]
    (finding,) = looked.findings
    assert finding.place.path == "PMID 11, PMID 12, PMID 13 and 1 more"
    assert len(looked.missing) == 4


def test_unknown_identifiers_are_findings(client: Client) -> None:
    looked = look_up(asked("10.5555/none", "PMC1", "NCT00000009", "EudraCT 2020-004987-24"), client)
    assert looked.records == ()
    lines = sorted(f"{one.code} {one.place.path} {one.seen}" for one in looked.findings)
    assert lines == [
        "E274 NCT00000009 has no record in ClinicalTrials.gov",
        "E274 PMC1 has no record in PubMed",
        "E274 doi:10.5555/none has no record in PubMed or Crossref or Europe PMC",
        "E275 EudraCT 2020-004987-24 is of a register that cannot be asked",
    ]


def test_a_doi_is_asked_for_elsewhere_while_pubmed_is_down(client: Client, server: Server) -> None:
    server.plan = [bad.status(503)] * 4
    looked = look_up(asked("10.5555/work.1"), client)
    assert [record.citation.title for record in looked.records] == ["Made-up work"]
    assert [one.code for one in looked.findings] == ["E272"]


def test_another_trial_is_not_taken_for_the_one_asked_for(client: Client, server: Server) -> None:
    other = trial("NCT00000002")
    server.shelf.trials["NCT00000003"] = other
    looked = look_up(asked("NCT00000003"), client)
    assert looked.records == ()
    assert sorted(one.code for one in looked.findings) == ["E274", "W271"]
    merged = trial("NCT00000005")
    merged["protocolSection"]["identificationModule"]["nctIdAliases"] = ["NCT00000004"]
    server.shelf.trials["NCT00000004"] = merged
    looked = look_up(asked("NCT00000004"), client)
    assert len(looked.records) == 1
    assert [one.code for one in looked.findings] == ["W274"]


def test_a_search_is_listed_to_its_end(client: Client, server: Server) -> None:
    server.shelf.found = list(range(1, 1101))
    found = pubmed.search("rivers", client, date(2026, 11, 1))
    assert len(found.pmids) == 1100
    assert [one.parameters["retstart"] for one in server.asked] == ["0", "500", "1000"]
    assert server.asked[0].parameters["mindate"] == "2026/11/01"
    assert server.asked[0].parameters["maxdate"] == "2026/11/20"
    assert server.asked[0].parameters["datetype"] == "edat"


def test_half_a_search_is_none(client: Client, server: Server) -> None:
    half = b"<eSearchResult><Count>9</Count><IdList><Id>1</Id></IdList></eSearchResult>"
    server.plan = [bad.content(half), bad.content(half)]
    with pytest.raises(NoReplyError, match="counts 9 records and lists 1"):
        pubmed.search("rivers", client)


def test_a_word_the_service_does_not_know_is_told(client: Client, server: Server) -> None:
    server.plan = [
        bad.content(
            b"<eSearchResult><Count>0</Count><IdList/><ErrorList><PhraseNotFound>rivvers</PhraseNotFound></ErrorList>"
            b"</eSearchResult>"
        )
    ]
    assert [one.code for one in pubmed.search("rivvers", client).findings] == ["W275"]


def test_trials_are_listed_to_their_end(client: Client, server: Server) -> None:
    server.shelf.trials = {f"NCT{number:08d}": trial(f"NCT{number:08d}") for number in range(60)}
    found = register.search("river fever", client, date(2026, 11, 1))
    assert len(found.records) == 60
    assert (
        server.asked[0].parameters["filter.advanced"]
        == "AREA[LastUpdatePostDate]RANGE[2026-11-01,MAX]"
    )
    assert len(server.asked) == 2
