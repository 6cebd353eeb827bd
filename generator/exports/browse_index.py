"""The index from which the applications of the site are made: of every study what its page says.

Every text is plain text, in the words and the rounding of the pages, so that no script has to form
or round a number of the evidence. Addresses start at the root of the site. Drafts count nowhere and
are not in it; retracted studies are in it and say so.
"""

from collections.abc import Iterable, Mapping

from generator.exports.browse_study import described, domains_of, followed_in, measures_of
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.model.study import Study
from generator.synthesis.groups import KINDS_OF_EVIDENCE, domains_in_order, of_kind
from generator.synthesis.interventions import studied_drugs
from generator.synthesis.participants import overlaps
from generator.wording.inline_figures import capital, class_name
from generator.wording.result_names import heading

# Kinds of evidence as the list of studies calls them.
_KINDS = {
    "comparator": "Other treatments",
    "safety": "Safety, mostly in other diseases",
    "context": "Context paper",
}


def browse_index(site: SiteEvidence, version: str, version_words: str) -> Mapping[str, object]:
    """Return the words that studies use, and the studies in the order of the lists."""
    evidence, page = site.evidence, OpenPage(site, "index.html")
    studies: list[Study] = []
    for kind in KINDS_OF_EVIDENCE:
        studies += of_kind(evidence, kind)
    return {
        "version": version,
        "versionWords": version_words,
        "title": evidence.topic.title,
        "drugs": _drugs(site, studies),
        "classes": _classes(evidence, studies),
        "populations": _populations(evidence, studies),
        "designs": _designs(evidence, studies),
        "measures": _measures(site, studies),
        "domains": _domains(evidence, studies),
        "given": evidence.topic.kind_of_study,
        "kinds": _kinds(evidence, studies),
        "overlaps": overlaps(evidence, studies),
        "studies": [described(page, study) for study in studies],
    }


def _populations(evidence: Evidence, studies: Iterable[Study]) -> Mapping[str, object]:
    studied: set[str] = set()
    studied.update(*(study.populations for study in studies))
    return {
        name: {"label": population.label, "url": f"populations/{name}.html"}
        for name, population in evidence.populations.items()
        # A word that no study uses would be a choice that leads to nothing.
        if name in studied
    }


def _designs(evidence: Evidence, studies: Iterable[Study]) -> Mapping[str, object]:
    used = {study.design for study in studies}
    return {
        name: {
            "label": design.label,
            "comparative": design.comparative,
            "rank": design_rank(evidence, name),
        }
        for name, design in evidence.designs.items()
        if name in used
    }


def _measures(site: SiteEvidence, studies: Iterable[Study]) -> Mapping[str, object]:
    used: set[str] = set()
    for study in studies:
        used.update(measures_of(study), followed_in(study))
    return {
        name: {
            "label": measure.label,
            "domain": measure.domain,
            "url": f"outcomes/{name}.html" if name in site.shared_measures else None,
            "better": measure.better,
            "definition": measure.definition,
        }
        for name, measure in site.evidence.measures.items()
        if name in used
    }


def _domains(evidence: Evidence, studies: Iterable[Study]) -> list[Mapping[str, str]]:
    names: dict[str, None] = {}
    for study in studies:
        names |= dict.fromkeys(domains_of(evidence, study))
    return [{"id": name, "label": heading(name)} for name in domains_in_order(evidence, names)]


def _kinds(evidence: Evidence, studies: Iterable[Study]) -> list[Mapping[str, str]]:
    used = {study.evidence for study in studies}
    labels = {**_KINDS, "treatment": capital(evidence.topic.kind_of_study)}
    return [{"id": name, "label": labels[name]} for name in KINDS_OF_EVIDENCE if name in used]


def design_rank(evidence: Evidence, design_id: str) -> int:
    """Return how a design compares: 3 groups made by chance, 2 other groups, 1 no comparison."""
    design = evidence.designs[design_id]
    if not design.comparative:
        return 1
    # RoB is the tool for trials that assign by chance.
    return 3 if design.appraisal_tool.startswith("RoB") else 2


def _drugs(site: SiteEvidence, studies: Iterable[Study]) -> Mapping[str, object]:
    page = OpenPage(site, "index.html")
    return {
        drug.id: {
            "label": drug.label,
            "slot": site.slots[drug.id],
            "mark": page.drug_mark(drug.id),
            "url": f"drugs/{drug.id}.html",
            "class": drug.role if drug.role in site.evidence.drugs else None,
        }
        for drug in studied_drugs(site.evidence, tuple(studies))
    }


def _classes(evidence: Evidence, studies: Iterable[Study]) -> Mapping[str, object]:
    """Return each class that several drugs of the studies belong to.

    They are the drugs whose role is the id of the class, and the class itself.
    """
    studied: set[str] = set()
    studied.update(*(study.drugs for study in studies))
    classes: dict[str, object] = {}
    for name in evidence.drugs:
        members = [
            drug.id
            for drug in evidence.drugs.values()
            if drug.id in studied and name in (drug.role, drug.id)
        ]
        if len(members) > 1:
            classes[name] = {"label": f"Any {class_name(evidence, name)}", "drugs": members}
    return classes
