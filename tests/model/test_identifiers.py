"""Identifiers: one thing however people write it, refused with what would do, and with its page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.identifier import (
    Doi,
    Identifier,
    Pmcid,
    Pmid,
    Registration,
    parse_identifier,
)

EUDRACT = "https://www.clinicaltrialsregister.eu/ctr-search/search?query=eudract_number:"


@pytest.mark.parametrize(
    "text",
    [
        "7",
        "0007",
        "PMID 7",
        "pmid: 7",
        "PMID#7",
        "\uff17",
        "7\u200b",
        "https://pubmed.ncbi.nlm.nih.gov/7",
        "https://pubmed.ncbi.nlm.nih.gov/7/?term=x",
        "www.ncbi.nlm.nih.gov/pubmed/7",
        "https://europepmc.org/article/MED/7#free",
    ],
)
def test_one_pmid_in_many_writings(text: str) -> None:
    assert parse_identifier(text) == Pmid.parse(text) == Pmid(7)


@pytest.mark.parametrize("text", ["0", "1234567890", "PMID", "7a", "PMC7", "-7", "7.5", ""])
def test_what_is_no_pmid_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no PMID; write the number"):
        Pmid.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "PMC7",
        "pmc 007",
        "PMCID: PMC7",
        "PMCID 7",
        "PMC7.2",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC7/",
        "https://europepmc.org/article/pmc/PMC7",
    ],
)
def test_one_pmcid_in_many_writings(text: str) -> None:
    assert parse_identifier(text) == Pmcid.parse(text) == Pmcid(7)


@pytest.mark.parametrize("text", ["7", "PMC", "PMC0", "PMC1234567890", ""])
def test_what_is_no_pmcid_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no PMCID; write PMC and the number"):
        Pmcid.parse(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("10.1234/a", "10.1234/a"),
        ("doi: 10.1234/a", "10.1234/a"),
        ("DOI10.1234/a", "10.1234/a"),
        ("https://dx.doi.org/10.1234/a", "10.1234/a"),
        ("doi.org/doi:10.1234/a", "10.1234/a"),
        ("doi.org/10.1234/a", "10.1234/a"),
        ("doi: doi.org/10.1234/a%2Fb", "10.1234/a/b"),
        ("10.1234/a.", "10.1234/a"),
        ("10.1234/a,;:.", "10.1234/a"),
        ("10.1234/a).", "10.1234/a"),
        ("10.1234/(a)", "10.1234/(a)"),
        ("10.1234/(a))", "10.1234/(a)"),
        ("10.1234.5/A", "10.1234.5/A"),
        # Only in an address is a percent sign a code.
        ("https://doi.org/10.1234/a%2Fb", "10.1234/a/b"),
        ("10.1234/a%2Fb", "10.1234/a%2Fb"),
    ],
)
def test_a_doi_is_kept_as_printed_without_the_end_of_a_sentence(text: str, name: str) -> None:
    doi = Doi.parse(text)
    assert (doi.name, str(doi)) == (name, f"doi:{name}")
    assert parse_identifier(text) == doi


@pytest.mark.parametrize(
    "text", ["", "10.123/a", "10.1234", "10.1234/", "10.1234/a b", "11.1234/a", "10.1234/a{b}"]
)
def test_what_is_no_doi_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no DOI; it starts with 10"):
        Doi.parse(text)


def test_dois_are_compared_and_ordered_without_case() -> None:
    assert Doi("10.1234/A") == Doi("10.1234/a")
    assert len({Doi("10.1234/A"), Doi("10.1234/a")}) == 1
    assert Doi("10.1234/A") < Doi("10.1234/b")


@pytest.mark.parametrize(
    ("text", "register", "number", "words", "address"),
    [
        (
            "nct 01234567",
            "ClinicalTrials.gov",
            "NCT01234567",
            "NCT01234567",
            "https://clinicaltrials.gov/study/NCT01234567",
        ),
        (
            "EudraCT number: 2011-001234-56-DE",
            "EudraCT",
            "2011-001234-56",
            "EudraCT 2011-001234-56",
            f"{EUDRACT}2011-001234-56",
        ),
        (
            "CTIS 2023-501234-56-00",
            "EU CT",
            "2023-501234-56",
            "2023-501234-56",
            "https://euclinicaltrials.eu/ctis-public/view/2023-501234-56-00",
        ),
        (
            "isrctn12345678",
            "ISRCTN",
            "ISRCTN12345678",
            "ISRCTN12345678",
            "https://www.isrctn.com/ISRCTN12345678",
        ),
        (
            "PROSPERO: crd42020123456",
            "PROSPERO",
            "CRD42020123456",
            "CRD42020123456",
            "https://www.crd.york.ac.uk/PROSPERO/view/CRD42020123456",
        ),
        (
            "ChiCTR-ior-12345678",
            "ChiCTR",
            "ChiCTRIOR-12345678",
            "ChiCTRIOR-12345678",
            "https://trialsearch.who.int/Trial2.aspx?TrialID=ChiCTRIOR-12345678",
        ),
        (
            "JPRN-UMIN000012345",
            "UMIN",
            "UMIN000012345",
            "UMIN000012345",
            "https://trialsearch.who.int/Trial2.aspx?TrialID=JPRN-UMIN000012345",
        ),
        (
            "JRCTS012345678",
            "jRCT",
            "jRCTs012345678",
            "jRCTs012345678",
            "https://jrct.mhlw.go.jp/en-latest-detail/jRCTs012345678",
        ),
        (
            "drks-00012345",
            "DRKS",
            "DRKS00012345",
            "DRKS00012345",
            "https://drks.de/search/en/trial/DRKS00012345",
        ),
        (
            "ACTRN12345678901234",
            "ACTRN",
            "ACTRN12345678901234",
            "ACTRN12345678901234",
            "https://www.anzctr.org.au/ACTRN12345678901234.aspx",
        ),
    ],
)
def test_each_register_has_one_writing_and_a_page(
    text: str, register: str, number: str, words: str, address: str
) -> None:
    registration = Registration.parse(text)
    assert registration == Registration(register, number)
    assert (str(registration), registration.address) == (words, address)
    assert parse_identifier(text) == registration
    # What is printed or linked leads back to the same.
    assert Registration.parse(words) == Registration.parse(number) == registration


@pytest.mark.parametrize(
    "text",
    [
        "https://clinicaltrials.gov/study/NCT01234567",
        "https://clinicaltrials.gov/ct2/show/nct01234567/",
        "http://example.org/?id=NCT01234567",
        "https://example.org/NCT01234567.aspx",
    ],
)
def test_a_number_is_read_from_the_address_of_its_page(text: str) -> None:
    assert Registration.parse(text).number == "NCT01234567"


def test_a_number_of_an_unknown_register_is_kept_as_written_and_has_no_page() -> None:
    registration = Registration.parse(" RBR-12ab ")
    assert registration == Registration("", "RBR-12ab")
    assert (str(registration), registration.address) == ("RBR-12ab", None)
    assert parse_identifier("RBR-12ab") is None
    with pytest.raises(ValueError, match="the registration is empty"):
        Registration.parse(" \u200b")


@pytest.mark.parametrize(("length", "shown"), [(60, f"“{'x' * 60}” is"), (61, f"“{'x' * 60}…” is")])
def test_a_message_shows_no_more_than_one_recognises(length: int, shown: str) -> None:
    with pytest.raises(ValueError, match="is no PMID") as caught:
        Pmid.parse("x" * length)
    assert str(caught.value).startswith(shown)


@given(
    st.one_of(
        st.integers(1, 10**9 - 1).map(Pmid),
        st.integers(1, 10**9 - 1).map(Pmcid),
        st.integers(0, 10**8 - 1).map(lambda n: Registration("ClinicalTrials.gov", f"NCT{n:08}")),
    )
)
def test_what_is_printed_and_where_it_leads_reads_back(identifier: Identifier) -> None:
    assert parse_identifier(str(identifier)) == identifier
    assert parse_identifier(str(identifier.address)) == identifier
