"""What the applications of the site are made from: one light script that says of every study what its page says.

Every text is plain text, in the words and the rounding of the pages, so that no script has to form
or round a number of the evidence. Addresses start at the root of the site. Drafts count nowhere and
are not in it; retracted studies are in it and say so.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from generator.exports.browse_study import described, domains_of, followed_in, measures_of
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.model.study import Study
from generator.synthesis.groups import KINDS_OF_EVIDENCE, domains_in_order, of_kind
from generator.synthesis.interventions import studied_drugs
from generator.synthesis.participants import overlaps
from generator.wording.inline_figures import class_name
from generator.wording.result_names import heading

_KINDS = {
    "treatment": "Treatment of the disease",
    "comparator": "Other treatments",
    "safety": "Safety, mostly in other diseases",
    "context": "Context paper",
}


def index_script(site: SiteEvidence, version: str, version_words: str) -> bytes:
    """Return the script that hands the index to whatever page asked for it; a classic script loads from a disk too."""
    return call_script("evidenceIndex", browse_index(site, version, version_words))


def call_script(name: str, value: object) -> bytes:
    """Return a script that calls a function of the page with a value.

    The value stands in it as a text of JSON, which browsers read twice as fast as the same value
    written as a script.
    """
    text = json.dumps(
        json.dumps(value, ensure_ascii=False, separators=(",", ":")), ensure_ascii=False
    )
    lines = (
        text.replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
        .encode("utf-8", "backslashreplace")
    )
    return b"self." + name.encode() + b"(JSON.parse(" + lines + b"));\n"


def called_with(script: str) -> Any:
    """Return the value that such a script hands over."""
    return json.loads(json.loads(script[script.index('"') : script.rindex('"') + 1]))


def browse_index(site: SiteEvidence, version: str, version_words: str) -> Mapping[str, object]:
    """Return the index: the words of the vocabulary that studies use, and the studies in the order of the lists."""
    evidence, page = site.evidence, OpenPage(site, "index.html")
    studies = [study for kind in KINDS_OF_EVIDENCE for study in of_kind(evidence, kind)]
    measures = [
        name
        for name in evidence.measures
        if any(name in (*measures_of(study), *followed_in(study)) for study in studies)
    ]
    return {
        "version": version,
        "versionWords": version_words,
        "title": evidence.topic.title,
        "drugs": _drugs(site, studies),
        "classes": _classes(evidence, studies),
        "populations": {
            name: {"label": one.label, "url": f"populations/{name}.html"}
            for name, one in evidence.populations.items()
            if any(name in study.populations for study in studies)
        },
        "designs": {
            name: {
                "label": one.label,
                "comparative": one.comparative,
                "rank": design_rank(evidence, name),
            }
            for name, one in evidence.designs.items()
            if any(study.design == name for study in studies)
        },
        "measures": {name: _measure(site, name) for name in measures},
        "domains": [
            {"id": name, "label": heading(name)}
            for name in domains_in_order(
                evidence, (name for study in studies for name in domains_of(evidence, study))
            )
        ],
        "kinds": [
            {"id": name, "label": _KINDS[name]}
            for name in KINDS_OF_EVIDENCE
            if any(study.evidence == name for study in studies)
        ],
        "overlaps": overlaps(evidence, studies),
        "studies": [described(page, study) for study in studies],
    }


def design_rank(evidence: Evidence, design_id: str) -> int:
    """Return how a design compares: 3 groups made by chance, 2 groups that came about otherwise, 1 no comparison."""
    design = evidence.designs[design_id]
    if not design.comparative:
        return 1
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
    """Return each class that several drugs of the studies belong to: the drugs whose role is its id, and itself."""
    named = {name for study in studies for name in study.drugs}
    found = {
        one.id: [
            drug.id
            for drug in evidence.drugs.values()
            if drug.id in named and one.id in (drug.role, drug.id)
        ]
        for one in evidence.drugs.values()
    }
    return {
        name: {"label": f"Any {class_name(evidence, name)}", "drugs": drugs}
        for name, drugs in found.items()
        if len(drugs) > 1
    }


def _measure(site: SiteEvidence, name: str) -> Mapping[str, object]:
    one = site.evidence.measures[name]
    return {
        "label": one.label,
        "domain": one.domain,
        "url": f"outcomes/{name}.html" if name in site.shared_measures else None,
        "better": one.better,
        "definition": one.definition,
    }
