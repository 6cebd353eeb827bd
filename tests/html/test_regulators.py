"""A warning names who carries it, which label is unread, and which drug it does not name."""

import dataclasses
from typing import Any

import pytest

from generator.audit.verdict import Audit
from generator.html.drug_facts import approval_status
from generator.html.element import spaced
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.regulators import (
    Form,
    headings_of_the_class,
    regulators_warn,
    regulators_warn_of,
)
from generator.html.safety_notices import notice_words
from generator.html.site_evidence import SiteEvidence
from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.provenance import Extraction
from generator.model.register import LabelSection, RegisteredTrial, SafetyNotice
from generator.model.vocabulary import Approval, Citing
from generator.synthesis.warnings import drugs_warned_of, names_drug, single_drugs
from generator.tables.registers import notices_table

replace: Any = dataclasses.replace
DAY = PartialDate.parse("2024-08-01")
BOTH = ("clots", "death")
LINK = "All warnings and their sources"


def notice(name: str, kind: Any = "label", **fields: Any) -> SafetyNotice:
    read = {"url": "https://example.org", "where": "Top", "seen": DAY, "fact": "A fact."}
    extraction = Extraction(first=DAY, status="once")
    return SafetyNotice(**{"id": name, "kind": kind, "extraction": extraction, **read, **fields})


def label(drug: str, **fields: Any) -> SafetyNotice:
    return notice(f"label-{drug}", drugs=(drug,), body="label", **fields)


def page_of(small: Evidence, *notices: SafetyNotice, path: str = "index.html") -> OpenPage:
    evidence = replace(small, safety_notices=notices)
    return OpenPage(SiteEvidence(evidence, Audit(())), path)


def plain(markup: Safe | None) -> str:
    spaced = Safe(str(markup or "").replace("</p>", " </p>"))
    return " ".join(spaced.striptags().split())


def said(page: OpenPage, *drugs: str, form: Form = "all") -> str:
    drawn = regulators_warn(page, [page.evidence.drugs[name] for name in drugs] or None, form)
    return plain(drawn).removesuffix(LINK).strip()


BOX: Any = {"boxed_warning": BOTH, "complete": True}


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        ([], ""),
        (
            [label("alphaone", **BOX)],
            (
                "Boxed warning (label): clots; death. On the label of Alphaone. "
                "No label in this record: Alphatwo."
            ),
        ),
        (
            [label("alphaone", **BOX), label("alphatwo", **BOX)],
            "Boxed warning (label): clots; death. On the label of Alphaone and Alphatwo.",
        ),
        (
            [label("alphaone", **BOX), label("alphatwo", complete=False)],
            (
                "Boxed warning (label): clots; death. On the label of Alphaone. Label not read: "
                "Alphatwo (so whether it has a boxed warning is not known here)."
            ),
        ),
        (
            [label("alphaone", complete=False), label("alphatwo", complete=False)],
            (
                "Label not read: Alphaone and Alphatwo (so whether they have a boxed warning is not "
                "known here)."
            ),
        ),
        (
            [label("alphaone"), label("alphatwo", complete=True)],
            (
                "Whether there is a boxed warning was not seen for Alphaone. No boxed warning on the "
                "label: Alphatwo."
            ),
        ),
    ],
)
def test_labels_are_told_apart_by_what_was_read(
    small: Evidence, labels: list[SafetyNotice], words: str
) -> None:
    assert said(page_of(small, *labels)) == words


def test_half_a_boxed_warning_is_never_shown(small: Evidence) -> None:
    page = page_of(small, label("alphaone", boxed_warning=("clots",), complete=False))
    everything = said(page) + plain(notices_table(page, page.evidence.safety_notices, "n", "N"))
    assert "clots" not in everything
    assert "Boxed warning not read to its end, so no part of it is shown: Alphaone." in everything
    assert "Boxed warning not read to its end, so no part of it is shown." in everything
    assert headings_of_the_class(page) is None


def test_a_boxed_warning_has_the_day_of_its_section_or_of_the_version_read(
    small: Evidence,
) -> None:
    sections = (
        LabelSection(section="Doses (2)", changed=PartialDate.parse("2026-01")),
        LabelSection(section="Boxed warning", changed=PartialDate.parse("2025-10")),
    )
    old = PartialDate.parse("2022-05")
    page = page_of(
        small,
        label("alphaone", sections=sections, **BOX),
        label("alphatwo", boxed_warning_as_of=old, **BOX),
    )
    assert "Alphaone (box as of October 2025) and Alphatwo (in the version of May 2022)" in said(
        page
    )


def test_a_warning_of_others_says_which_drug_it_does_not_name(small: Evidence) -> None:
    page = page_of(small, label("alphaone", **BOX), label("alphatwo", complete=False))
    assert said(page, "alphatwo", form="line") == (
        "Label not read: Alphatwo (so whether it has a boxed warning is not known here). Other "
        "drugs of the class carry a boxed warning: clots; death (Alphaone). It does not name "
        "Alphatwo."
    )
    # What the drug carries itself needs no word about the others.
    assert "does not name" not in said(page, "alphaone", form="line")
    # A control is no drug of the class: whether the warning names it is no question.
    assert said(page, "alphatwo", "sugar-pill").endswith("It does not name Alphatwo.")


def test_a_word_about_the_class_says_which_drug_it_does_not_name(small: Evidence) -> None:
    of_class = notice("class", "opinion", body="EMA", date=DAY, drugs=("alphadrug",))
    named = notice("named", "safety-communication", body="FDA", drugs=("alphaone",))
    page = page_of(small, of_class, named)
    assert "EMA, 1 August 2024 and FDA, undated." in said(page, "alphaone")
    assert "A fact. Does not name Alphatwo." in said(page, "alphatwo")
    assert "FDA" not in said(page, "alphatwo")
    table = notices_table(page, [of_class], "n", "N", drug=page.evidence.drugs["alphatwo"])
    assert "about the class: does not name Alphatwo" in plain(table)
    table = notices_table(page, [named], "n", "N", drug=page.evidence.drugs["alphaone"])
    assert "does not name" not in plain(table)


def test_a_class_is_warned_of_as_its_drugs_are_and_no_drug_as_nothing(small: Evidence) -> None:
    page = page_of(small, label("alphaone", **BOX))
    of_class = regulators_warn_of(page, small.drugs["alphadrug"])
    assert plain(of_class) == plain(regulators_warn(page))
    assert plain(of_class).startswith("Boxed warning (label): clots; death. On the label")
    assert regulators_warn(page, []) is None


def test_a_drug_that_only_a_registered_trial_gives_is_warned_of_too(small: Evidence) -> None:
    newcomer = replace(small.drugs["alphatwo"], id="alphathree", label="Alphathree")
    evidence = replace(small, drugs={**small.drugs, newcomer.id: newcomer})
    assert newcomer not in drugs_warned_of(evidence)
    trial = RegisteredTrial(
        id="t",
        title="Alphathree on the skin",
        drugs=(newcomer.id,),
        url="https://example.org",
        where="Top",
        seen=DAY,
        extraction=Extraction(first=DAY, status="once"),
    )
    tried = replace(evidence, registered_trials=(trial,))
    page = page_of(tried, label("alphaone", **BOX), label(newcomer.id, **BOX))
    assert "On the label of Alphaone and Alphathree." in plain(regulators_warn(page))


def test_a_comparator_carries_its_own_warning_alone(small: Evidence) -> None:
    page = page_of(small, label("sugar-pill", **BOX))
    assert said(page) == ""
    assert said(page, "sugar-pill").startswith("Boxed warning (label): clots; death. On the label")


def test_a_topic_without_regulators_says_nothing_of_warnings(
    small: Evidence, vaccines: Evidence
) -> None:
    for evidence in (small, vaccines):
        page = OpenPage(SiteEvidence(evidence, Audit(())), "index.html")
        assert regulators_warn(page) is None
        assert approval_status(page) is None


def approval(decision: Any, **fields: Any) -> Approval:
    day = Citing(url="https://example.org/day")
    known = {"region": "US", "indication": "river fever", "status": "as told", "date": DAY}
    return Approval(**{**known, "decision": decision, "approval_source": day, **fields})


def test_an_approval_has_its_day_and_both_its_sources(small: Evidence) -> None:
    through = Citing(url="https://example.com/use", read_through="a digest")
    approved = approval("approved", product="Alva", indication_source=through)
    elsewhere = approval("for-another-disease", indication="gout")
    drugs = {
        **small.drugs,
        "alphaone": replace(small.drugs["alphaone"], approvals=(approved, elsewhere)),
        "alphatwo": replace(small.drugs["alphatwo"], approvals=(approval("not-approved"),)),
    }
    status = approval_status(page_of(replace(small, drugs=drugs)))
    assert status is not None
    words = plain(status)
    assert (
        "Alphaone (Alva): approved for river fever, US, 1 August 2024. Date: example.org" in words
    )
    assert "use: example.com (summed up in a digest; not read itself)." in words
    refused = "Not approved for river fever, US, as of 1 August 2024 (example.org): ■ Alphatwo. "
    # What else the record says of the status, such as a later look, is not dropped.
    assert refused + "As told." in words
    assert "gout" not in words


def test_limits_from_another_disease_say_so(small: Evidence) -> None:
    limits = {"dose": "One a day.", "kidney": "Half.", "other_disease": True}
    page = page_of(small)
    words = plain(spaced(*notice_words(page, notice("d", "dose-and-monitoring", **limits))))
    assert "One a day.KidneyHalf." in words
    assert words.startswith("another disease A fact.")
    assert "Liver" not in words


def test_a_class_stands_for_the_drugs_named_beside_it_or_studied(small: Evidence) -> None:
    def ids(*names: str) -> list[str]:
        return [drug.id for drug in single_drugs(small, names)]

    assert ids("alphadrug", "alphatwo") == ["alphatwo"]
    assert ids("alphadrug") == [drug.id for drug in drugs_warned_of(small)]
    assert ids("alphaone", "sugar-pill") == ["alphaone", "sugar-pill"]
    assert ids() == []


@pytest.mark.parametrize(
    ("fact", "named"),
    [
        ("Clots were seen on alphaone.", ("alphaone",)),
        ("Clots were seen with all of them.", ()),
        ("Clots were seen on alphaonely and Alphatwo.", ("alphatwo",)),
    ],
)
def test_a_notice_about_the_class_names_a_drug_of_which_it_speaks(
    small: Evidence, fact: str, named: tuple[str, ...]
) -> None:
    about_all = notice("about-all", "opinion", fact=fact)
    drugs = [small.drugs[name] for name in ("alphaone", "alphatwo")]
    assert tuple(drug.id for drug in drugs if names_drug(about_all, drug)) == named


def test_no_page_says_that_a_notice_leaves_out_a_drug_it_speaks_of(evidence: Evidence) -> None:
    page = OpenPage(SiteEvidence(evidence, Audit(())), "drugs/tofacitinib.html")
    drug = evidence.drugs["tofacitinib"]
    table = notices_table(page, evidence.safety_notices, "n", "N", drug=drug)
    for row in str(table).split("<tr")[1:]:
        if "does not name" in row:
            assert "tofacitinib raises" not in row
    assert "Does not name" not in plain(regulators_warn(page, [drug]))
