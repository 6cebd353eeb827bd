"""The evidence of a site, with what every page asks of it computed once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.audit.verdict import Audit
from generator.model.evidence import Evidence
from generator.model.reference import NOTICES, NoticeKind
from generator.synthesis.compare import Comparison, compare, compared
from generator.synthesis.evidence_map import VIEWS, Map, View, evidence_map
from generator.synthesis.groups import shared_measures
from generator.synthesis.interventions import slot


@dataclass(frozen=True)
class SiteEvidence:
    """The evidence and what every page asks of it, worked out once."""

    evidence: Evidence
    checks: Audit

    @cached_property
    def retracted(self) -> frozenset[str]:
        """Return the studies that were retracted."""
        return self.evidence.retracted_studies

    @cached_property
    def notices(self) -> Mapping[str, tuple[NoticeKind, ...]]:
        """Return which notices were seen of a report, the gravest first; reports without any are left out."""
        seen: dict[str, set[NoticeKind]] = {}
        for item in self.evidence.citation_notices:
            seen.setdefault(item.citation, set()).update(item.kinds_seen)
        return {
            key: tuple(kind for kind in NOTICES if kind in kinds)
            for key, kinds in seen.items()
            if kinds
        }

    @cached_property
    def shared_measures(self) -> frozenset[str]:
        """Return the measures that have a page of their own."""
        return frozenset(shared_measures(self.evidence))

    @cached_property
    def named_drugs(self) -> frozenset[str]:
        """Return the drugs that a study, a registered trial or a safety notice names."""
        evidence = self.evidence
        return frozenset(
            drug
            for drugs in (
                *(study.drugs for study in evidence.studies.values()),
                *(trial.drugs for trial in evidence.registered_trials),
                *(notice.drugs for notice in evidence.safety_notices),
            )
            for drug in drugs
        )

    @cached_property
    def comparisons(self) -> Mapping[tuple[str, str], Comparison]:
        """Return every comparison of the site by population and domain, in the order of their pages."""
        return {pair: compare(self.evidence, *pair) for pair in compared(self.evidence)}

    @cached_property
    def maps(self) -> Mapping[View, Map]:
        """Return the map of the evidence in each of its views."""
        return {view: evidence_map(self.evidence, view, self.named_drugs) for view in VIEWS}

    @cached_property
    def standing_in(self) -> Mapping[tuple[str, str], tuple[tuple[str, str], ...]]:
        """Return for each result, by study and id, the comparisons in which it stands."""
        found: dict[tuple[str, str], dict[tuple[str, str], None]] = {}
        for place, comparison in self.comparisons.items():
            rows = [one for group in comparison.groups for one in (*group.final, *group.further)]
            for one in (*rows, *comparison.comparators):
                found.setdefault((one.study.id, one.result.id), {})[place] = None
        return {key: tuple(places) for key, places in found.items()}

    @cached_property
    def slots(self) -> Mapping[str, int | None]:
        """Return the colour of each drug."""
        return {name: slot(self.evidence, name) for name in self.evidence.drugs}

    @cached_property
    def terms(self) -> Mapping[str, str]:
        """Return each word that is explained, with its definition; the longest words first."""
        words = {
            word: term.definition
            for term in self.evidence.glossary
            for word in (term.term, *term.also)
        }
        return dict(sorted(words.items(), key=lambda pair: (-len(pair[0]), pair[0])))
