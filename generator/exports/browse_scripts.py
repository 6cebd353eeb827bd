"""What the applications of the site load on demand: the index, and the citations of every study."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from generator.exports.browse_index import browse_index
from generator.formats.bibtex import write_bibtex
from generator.formats.csl_json import csl_item
from generator.formats.ris import write_ris
from generator.history.present import Present
from generator.html.site_evidence import SiteEvidence
from generator.model.citation import Citation, findable
from generator.model.evidence import Evidence


def browse_scripts(site: SiteEvidence, state: Present) -> Iterator[tuple[str, bytes]]:
    """Yield both scripts under their paths."""
    yield "assets/evidence-index.js", index_script(site, str(state.version), state.version_words)
    yield (
        "assets/evidence-citations.js",
        call_script("evidenceCitations", citations_of_studies(site.evidence)),
    )


def index_script(site: SiteEvidence, version: str, version_words: str) -> bytes:
    """Return the script that hands the index to whatever page asked for it."""
    return call_script("evidenceIndex", browse_index(site, version, version_words))


def call_script(name: str, value: object) -> bytes:
    """Return a script that calls a function of the page with a value.

    A classic script loads from a disk too. The value stands in it as a text of JSON, which browsers
    read twice as fast as the same value written as a script.
    """
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = json.dumps(plain, ensure_ascii=False)
    # Ends of lines to a browser of before 2019, though not to JSON.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    # Half of a pair of surrogates is no text that UTF-8 could hold.
    encoded = text.encode("utf-8", "backslashreplace")
    return b"self." + name.encode() + b"(JSON.parse(" + encoded + b"));\n"


def called_with(script: str) -> Any:
    """Return the value that such a script hands over."""
    return json.loads(json.loads(script[script.index('"') : script.rindex('"') + 1]))


def citations_of_studies(evidence: Evidence) -> Mapping[str, object]:
    """Return the reports of each study by key, and each report once in three formats."""
    studies: dict[str, list[str]] = {}
    records: dict[str, Mapping[str, object]] = {}
    for study in evidence.studies.values():
        studies[study.id] = [key for key in study.reports if key in evidence.citations]
        for key in studies[study.id]:
            records.setdefault(key, _formats(findable(evidence.citations[key])))
    return {"studies": studies, "records": records}


def _formats(citation: Citation) -> Mapping[str, object]:
    return {
        "bib": write_bibtex([citation]),
        "ris": write_ris([citation]),
        "csl": csl_item(citation),
    }
