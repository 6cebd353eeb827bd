"""What a regulator has now on the drugs of a topic: drug by drug, each whole or not at all."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.model.approval import Approval
from generator.model.finding import Finding, Place
from generator.model.topic import EVERY_DRUG, SavedSearch
from generator.model.vocabulary import Drug
from generator.network import openfda
from generator.network.client import Client
from generator.network.faults import UNKNOWN_TERM, NoReplyError
from generator.network.openfda_entries import Application, DrugLabel, ListedProduct
from generator.network.service_records import names_in_short

# “Alphaone (by mouth)” is listed under its first word.
_ASIDE = re.compile(r"\s*\([^)]*\)")
_NUMBER = re.compile(r"(?<![A-Z])(NDA|BLA)\s*(\d{6})(?!\d)")


@dataclass(frozen=True, slots=True)
class DrugEntries:
    """What a regulator has on one drug; copies of it by other makers are left out.

    `as_of` is the day of the regulator's data, as it writes it.
    """

    drug: Drug
    applications: tuple[Application, ...] = ()
    labels: tuple[DrugLabel, ...] = ()
    products: tuple[ListedProduct, ...] = ()
    as_of: str = ""

    @property
    def label(self) -> DrugLabel | None:
        """Return the label that was changed last; None where there is none."""
        return max(self.labels, key=_newest_change, default=None)


@dataclass(slots=True)
class RegulatorLook:
    """What came of asking: the drugs that are there, those that are not, and what went wrong."""

    drugs: list[DrugEntries] = field(default_factory=list)
    not_there: list[str] = field(default_factory=list)
    failures: dict[NoReplyError, list[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        """Tell whether every drug was answered for."""
        return not self.failures

    def all_findings(self) -> list[Finding]:
        """Return the findings on entries, then those on what gave no answer, each once."""
        failures = [
            failure.finding(names_in_short(asked)) for failure, asked in self.failures.items()
        ]
        return list(dict.fromkeys([*self.findings, *failures]))


def drugs_asked_for(search: SavedSearch, drugs: Mapping[str, Drug]) -> tuple[list[Drug], list[str]]:
    """Return the drugs that a saved search is about, and its words that name none of them."""
    asked = [drug for drug in drugs.values() if search.asks_about(drug)]
    names = {drug.id for drug in asked} | {drug.role for drug in asked}
    return asked, [name for name in search.names if name not in names]


def unknown_words(search_id: str, unknown: Sequence[str]) -> Finding:
    """Return what is found where a saved search names no drug of the vocabulary."""
    return UNKNOWN_TERM.broken(
        Place(openfda.TITLE, 0, f"search {search_id}"),
        seen=f"names {names_in_short(unknown)}, which is no drug of the vocabulary",
        expected=f"“{EVERY_DRUG}”, or ids and roles of drugs in data/vocabulary/drugs.yml",
        remedy="Mend the query in data/topic.yml.",
    )


def look_up_drugs(
    drugs: Iterable[Drug],
    vocabulary: Iterable[Drug],
    client: Client,
    say: Callable[[str], object] = lambda _: None,
) -> RegulatorLook:
    """Return what the regulator has on each drug.

    Two forms of one ingredient are two drugs here and share a name there: what the `vocabulary`
    gives to another drug is left to that one.
    """
    look, every_drug = RegulatorLook(), tuple(vocabulary)
    for drug in drugs:
        say(drug.label)
        others = [other for other in every_drug if other.id != drug.id]
        try:
            entries, findings = _ask(drug, others, client)
        except NoReplyError as failure:
            look.failures.setdefault(failure, []).append(drug.label)
            continue
        look.findings += findings
        if entries.applications or entries.labels or entries.products:
            look.drugs.append(entries)
        else:
            look.not_there.append(drug.label)
    return look


def _ask(
    drug: Drug, others: Sequence[Drug], client: Client
) -> tuple[DrugEntries, tuple[Finding, ...]]:
    names = drug.names or (_ASIDE.sub("", drug.label),)
    known = tuple(map(str.upper, drug.applications))
    asked = openfda.applications(names, known, client)
    own = tuple(
        application
        for application in asked.entries
        if not application.is_of_a_copy and _is_of(application, drug, others)
    )
    numbers = tuple(dict.fromkeys([*known, *(application.number for application in own)]))
    labels = _labels(drug, names, numbers, client)
    products = openfda.products(numbers, client)
    entries = DrugEntries(
        drug,
        own,
        labels.entries,
        products.entries,
        asked.as_of or labels.as_of or products.as_of,
    )
    return entries, (*asked.findings, *labels.findings, *products.findings)


def decisions_on(drug: Drug) -> list[Approval]:
    """Return the decisions of this regulator that the record holds."""
    return [approval for approval in drug.approvals if openfda.REGULATOR in approval.region]


def _is_of(application: Application, drug: Drug, others: Iterable[Drug]) -> bool:
    """Tell whether an application is about a drug, and not about another one of its name."""
    return is_held(application, drug) or not any(is_held(application, other) for other in others)


def is_held(application: Application, drug: Drug) -> bool:
    """Tell whether the vocabulary names an application, or an approval its number or product."""
    if application.number in map(str.upper, drug.applications):
        return True
    if any(application.number in _numbers_in(approval) for approval in decisions_on(drug)):
        return True
    products = " ".join(approval.product or "" for approval in decisions_on(drug))
    return any(_has_word(brand, products) for brand in application.brands)


def _numbers_in(approval: Approval) -> set[str]:
    """Return the applications that an approval names, in its words or in its sources."""
    pages = (approval.day_page, approval.use_page, approval.marketing_source)
    texts = [f"{page.url} {page.where or ''}" for page in pages if page]
    found = _NUMBER.findall(" ".join([approval.status, approval.product or "", *texts]))
    return {f"{kind}{digits}" for kind, digits in found}


def _has_word(word: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE))


def _labels(
    drug: Drug, names: Sequence[str], numbers: Sequence[str], client: Client
) -> openfda.Told[DrugLabel]:
    """Return the labels of a drug, by the narrowest name it has there.

    By its set ids no copy comes along; an application brings those of whoever packs the drug, and
    a name those of every maker.
    """
    of_sets = openfda.labels_of_sets(map(str.lower, drug.label_set_ids), client)
    if of_sets.entries:
        return of_sets
    if numbers:
        return openfda.labels_of_applications(numbers, client)
    return openfda.labels_of_names(names, client)


def _newest_change(label: DrugLabel) -> tuple[str, str, str]:
    """Return what orders labels: whoever packs a drug renews an old text under a new day."""
    changed = max((change.month.isoformat() for change in label.changes), default="")
    effective = label.effective.isoformat() if label.effective else ""
    return changed, effective, label.set_id
