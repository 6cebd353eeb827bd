"""What the applications of the site load on demand: the index of the evidence, and the citations of every study."""

from collections.abc import Iterator, Mapping

from generator.exports.browse_index import call_script, index_script
from generator.formats.bibtex import write_bibtex
from generator.formats.csl_json import csl_item
from generator.formats.ris import write_ris
from generator.history.present import Present
from generator.html.site_evidence import SiteEvidence
from generator.model.citation import Citation
from generator.model.evidence import Evidence


def browse_scripts(site: SiteEvidence, state: Present) -> Iterator[tuple[str, bytes]]:
    """Yield both scripts under their paths."""
    yield "assets/evidence-index.js", index_script(site, str(state.version), state.version_words)
    yield (
        "assets/evidence-citations.js",
        call_script("evidenceCitations", citations_of_studies(site.evidence)),
    )


def citations_of_studies(evidence: Evidence) -> Mapping[str, object]:
    """Return the reports of each study by key, and each report once as BibTeX, RIS and CSL-JSON."""
    studies = {
        study.id: [key for key in study.reports if key in evidence.citations]
        for study in evidence.studies.values()
    }
    found = dict.fromkeys(key for keys in studies.values() for key in keys)
    return {"studies": studies, "records": {key: _forms(evidence.citations[key]) for key in found}}


def _forms(citation: Citation) -> Mapping[str, object]:
    return {
        "bib": write_bibtex([citation]),
        "ris": write_ris([citation]),
        "csl": csl_item(citation),
    }
