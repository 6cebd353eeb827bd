"""What openFDA tells of drugs, by replies of our own making: good, empty, foreign, too large."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import misbehaving as bad
import pytest
from misbehaving import Server, application, drug_label, listed_product, serving

from generator.network import openfda
from generator.network.client import Client, Means
from generator.network.faults import NoReplyError
from generator.network.limits import Limits
from generator.network.openfda_entries import (
    Change,
    application_in,
    label_in,
    product_in,
)
from generator.network.rate_limit import Pace

pytestmark = pytest.mark.usefixtures("leaping")
DAY = date(2025, 11, 26)
QUICK = Limits(connect=1.0, read=0.3, deadline=2.0, backoff=0.01, packed=200_000, unpacked=400_000)
SET = "0a1b2c3d-0000-4000-8000-000000000001"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        server.shelf.drugs = {
            "drugsfda": [application()],
            "label": [drug_label()],
            "ndc": [listed_product()],
        }
        yield server


def client_of(server: Server, root: Path, **more: str) -> Client:
    means = Means(
        environment={**server.environment, **more}, limits=QUICK, pace=Pace(root / "pace")
    )
    return Client(root, None, DAY, means=means)


@pytest.fixture
def client(server: Server, tmp_path: Path) -> Client:
    return client_of(server, tmp_path)


def refusal(ask: Callable[[], object]) -> NoReplyError:
    with pytest.raises(NoReplyError) as caught:
        ask()
    line = str(caught.value.finding("Alphaone"))
    assert "\n" not in line
    assert len(line) < 320
    return caught.value


def test_an_application_says_what_was_approved_when_and_where_its_label_stands(
    client: Client, server: Server
) -> None:
    told = openfda.applications(["alphaone"], ["NDA900001"], client)
    (found,) = told.entries
    approval = found.approval
    assert (found.number, found.brands, found.sponsor) == (
        "NDA900001",
        ("RIVERA",),
        "RIVER LABORATORIES",
    )
    assert approval is not None
    assert (approval.day, approval.priority, approval.label) == (
        date(2025, 8, 27),
        "PRIORITY",
        "http://example.org/label.pdf",
    )
    assert (told.as_of, told.findings) == ("2025-11-20", ())
    assert server.asked[0].path == "/openfda/drug/drugsfda.json"
    assert server.asked[0].parameters["search"] == (
        'products.active_ingredients.name:"alphaone" openfda.generic_name:"alphaone"'
        ' application_number:"NDA900001"'
    )


def test_a_label_says_its_revision_its_changes_and_its_boxed_warning(client: Client) -> None:
    changes = "Boxed Warning 10/2025 Warnings and Precautions, Floods ( 5.8 ) 6/2026"
    client_reply = label_in(drug_label(changes=changes, effective="20251101"))
    assert client_reply is not None
    assert client_reply.changes == (
        Change("Boxed Warning", date(2025, 10, 1)),
        Change("Warnings and Precautions, Floods ( 5.8 )", date(2026, 6, 1)),
    )
    assert client_reply.revised == date(2026, 6, 1)
    for told in (
        openfda.labels_of_sets([SET], client),
        openfda.labels_of_applications(["NDA900001"], client),
        openfda.labels_of_names(["alphaone"], client),
    ):
        assert [label.set_id for label in told.entries] == [SET]
        assert told.entries[0].revised == date(2025, 9, 15)
        assert told.entries[0].boxed_warning.startswith("WARNING: FLOODS")


def test_a_product_says_since_when_and_until_when_it_is_on_the_market(client: Client) -> None:
    (product,) = openfda.products(["NDA900001"], client).entries
    assert (product.started, product.ended) == (date(2025, 8, 27), date(2099, 12, 31))


def test_every_reply_is_kept_and_answers_the_next_time(client: Client, server: Server) -> None:
    first = openfda.applications(["alphaone"], [], client)
    assert openfda.applications(["alphaone"], [], client) == first
    assert len(server.asked) == 1
    assert client.snapshots
    assert "openfda/drug/drugsfda.json" in client.snapshots.rows()[0].address


def test_the_key_goes_first_and_is_written_nowhere(server: Server, tmp_path: Path) -> None:
    client = client_of(server, tmp_path, OPENFDA_API_KEY="s3cret-key")
    server.shelf.drugs["drugsfda"] = [application(note="s3cret-key")]
    openfda.applications(["alphaone"], [], client)
    assert next(iter(server.asked[0].parameters)) == "api_key"
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"s3cret" not in kept
    assert b"RIVERA" in kept


def test_nothing_found_is_an_empty_list(client: Client, server: Server) -> None:
    server.shelf.drugs = {}
    assert openfda.applications(["alphaone"], [], client) == openfda.Told()
    assert openfda.labels_of_names(["alphaone"], client).entries == ()


def test_nothing_is_asked_where_there_is_nothing_to_ask_for(client: Client, server: Server) -> None:
    assert openfda.labels_of_sets([], client).entries == ()
    assert openfda.products([], client).entries == ()
    assert not server.asked


def test_a_name_cannot_end_its_phrase(client: Client, server: Server) -> None:
    openfda.labels_of_names(['alpha" OR _exists_:"set_id\\'], client)
    assert server.asked[0].parameters["search"].count('"') == 2


def test_a_list_is_read_to_its_end(client: Client, server: Server) -> None:
    server.shelf.drugs["label"] = [drug_label(f"set-{number}") for number in range(60)]
    told = openfda.labels_of_names(["alphaone"], client)
    assert len(told.entries) == 60
    assert [asked.parameters.get("skip") for asked in server.asked] == [None, "25", "50"]


def test_many_numbers_are_asked_for_in_parts_and_each_entry_comes_once(
    client: Client, server: Server
) -> None:
    numbers = [f"NDA{number:06}" for number in range(90)] + ["NDA900001"]
    assert len(openfda.products([*numbers, "NDA900001"], client).entries) == 1
    assert len(server.asked) == 3


def test_a_list_without_end_is_refused(client: Client, server: Server) -> None:
    label = drug_label()

    def endless(handler: bad.Handler) -> None:
        page = {"results": [label] * 25, "meta": {"results": {"total": "many"}}}
        bad.content(json.dumps(page).encode(), "application/json")(handler)

    server.plan = [endless] * 20
    failure = refusal(lambda: openfda.labels_of_names(["alphaone"], client))
    assert failure.seen == "goes on after 250 entries"
    assert len(server.asked) == 10


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (bad.content(b'{"results": [{"applicat', "application/json"), "not whole JSON"),
        (bad.short, "broke off in the middle of its reply (4 tries)"),
        (bad.content(b"<!DOCTYPE html><html><title>Down</title></html>"), "a web page (“Down”)"),
        (bad.content(b'{"results": {}}', "application/json"), "JSON of another shape"),
        (bad.content(b'{"results": null}', "application/json"), "JSON of another shape"),
        (bad.content(b"[]", "application/json"), "JSON of another shape"),
        (bad.content(b'{"meta": {}}', "application/json"), "JSON of another shape"),
        (bad.content(b"[" * 100_000, "application/json"), "not whole JSON"),
        (bad.content(b"", "application/json"), "an empty reply"),
        (bad.status(404, b"nothing here"), "answered 404"),
        (bad.status(404, b"[" * 5000, "application/json"), "answered 404"),
        (bad.status(404, b'{"error": {"code": 7}}', "application/json"), "answered 404"),
        (
            bad.status(400, b'{"error": {"code": "BAD_REQUEST", "message": "Bad"}}'),
            "answered 400: “Bad”",
        ),
        (
            bad.status(403, b'{"error": {"code": "API_KEY_INVALID", "message": "An invalid key"}}'),
            "answered 403: “An invalid key”",
        ),
        (
            bad.status(429, b'{"error": {"code": "OVER_RATE_LIMIT"}}', Retry_After="86400"),
            "asks to wait 24 hours",
        ),
        (bad.status(429, b"{}"), "too many requests (429) (4 tries)"),
        (bad.status(503), "answered 503 (4 tries)"),
        (bad.hang, "was silent for 0.3 s (4 tries)"),
        (bad.zeros, "a reply of more than 0.2 MB"),
        (bad.content(b'{"results": ["' + b"x" * 300_000 + b'"]}', "application/json"), "0.2 MB"),
    ],
)
def test_what_is_no_reply_is_said_in_one_line_and_not_kept(
    client: Client, server: Server, tmp_path: Path, behaviour: bad.Behaviour, words: str
) -> None:
    server.plan = [behaviour] * 4
    failure = refusal(lambda: openfda.applications(["alphaone"], [], client))
    assert words in failure.seen
    assert not (tmp_path / "bibliography/snapshots.csv").exists()


def test_a_short_wait_is_kept(client: Client, server: Server) -> None:
    server.plan = [bad.status(429, b"{}", Retry_After="1")]
    assert openfda.applications(["alphaone"], [], client).entries


@pytest.mark.parametrize("entry", [7, None, "NDA900001", [], {}, {"application_number": 7}])
def test_an_entry_without_a_number_is_told_and_the_others_are_read(
    client: Client, server: Server, entry: object
) -> None:
    page = json.dumps({"results": [entry, application()]}).encode()
    server.plan = [bad.content(page, "application/json")]
    told = openfda.applications(["alphaone"], [], client)
    assert [found.number for found in told.entries] == ["NDA900001"]
    assert [finding.code for finding in told.findings] == ["W276"]


WRONG: list[Any] = [None, 7, 1.5, True, "text", [], {}, [None], [7], ["text"], [[]], [{}], {"a": 1}]


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_no_value_of_another_kind_stops_the_reading(wrong: object) -> None:
    for key in application():
        if key != "application_number":
            assert application_in({**application(), key: wrong}) is not None
    for key in application()["submissions"][0]:
        submission = {**application()["submissions"][0], key: wrong}
        assert application_in(application(submissions=[submission])) is not None
    for key in ("brand_name", "active_ingredients", "marketing_status"):
        assert application_in(application(products=[{key: wrong}])) is not None
    for key in drug_label():
        if key != "set_id":
            assert label_in({**drug_label(), key: wrong}) is not None
    for key in drug_label()["openfda"]:
        assert label_in({**drug_label(), "openfda": {key: wrong}}) is not None
    for key in listed_product():
        if key != "product_ndc":
            assert product_in({**listed_product(), key: wrong}) is not None


@pytest.mark.parametrize(
    "day", ["20251301", "2025", "00000000", "2025-08-27", "２０２５０８２７", ""]
)
def test_a_day_that_is_none_is_not_given(day: str) -> None:
    found = application_in(application(approved=day))
    assert found is not None
    assert found.approval is None
    label = label_in(drug_label(effective=day, changes="Boxed Warning 13/2025 Uses 00/2025"))
    assert label is not None
    assert label.revised is None


def test_text_of_a_reply_comes_on_one_short_line_that_can_be_printed() -> None:
    found = application_in(application(brand="RIV\nERA\x1b[31m" + "A" * 1000))
    assert found is not None
    (brand,) = found.brands
    assert brand.isprintable()
    assert len(brand) == 80


@pytest.mark.parametrize(
    ("statuses", "is_discontinued"),
    [
        (["Discontinued"], True),
        (["Discontinued", "DISCONTINUED"], True),
        (["Discontinued", "Prescription"], False),
        (["None (Tentative Approval)"], False),
        ([], False),
    ],
)
def test_an_application_is_off_the_market_when_all_its_products_are(
    statuses: list[str], is_discontinued: bool
) -> None:
    products = [{"brand_name": "RIVERA", "marketing_status": status} for status in statuses]
    found = application_in(application(products=products))
    assert found is not None
    assert found.is_discontinued is is_discontinued


def test_a_tentative_or_supplementary_approval_is_none_of_the_application() -> None:
    supplement = {**application()["submissions"][0], "submission_type": "SUPPL"}
    tentative = {**application()["submissions"][0], "submission_status": "TA"}
    found = application_in(application(submissions=[supplement, tentative]))
    assert found is not None
    assert found.approval is None
