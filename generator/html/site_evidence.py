"""The evidence of a site, with what every page asks of it computed once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.audit.verdict import Audit
from generator.html.page_read import Pairs, origin_pairs, page_read
from generator.model.evidence import Evidence
from generator.model.reference import NOTICES, NoticeKind
from generator.synthesis.candidates import Candidate, candidate
from generator.synthesis.compare import Comparison, compare, compared
from generator.synthesis.compared_studies import compared_studies
from generator.synthesis.evidence_map import VIEWS, Map, View, evidence_map
from generator.synthesis.figure import Figure
from generator.synthesis.figures import figure_of
from generator.synthesis.findings import Outcome, summary_of_findings
from generator.synthesis.groups import all_results, shared_measures
from generator.synthesis.interventions import is_intervention, slot
from generator.synthesis.original import Original, original_of_source
from generator.synthesis.outcome_trials import with_trials
from generator.synthesis.study_design import controlled_studies, historical_studies


@dataclass(frozen=True)
class SiteEvidence:
    """The evidence and what every page asks of it; each answer is computed when first asked."""

    evidence: Evidence
    checks: Audit

    @cached_property
    def retracted(self) -> frozenset[str]:
        """Return the studies that were retracted."""
        return self.evidence.retracted_studies

    @cached_property
    def controlled(self) -> frozenset[str]:
        """Return the studies that compare groups; whatever is not among them has no control."""
        return controlled_studies(self.evidence)

    @cached_property
    def compared(self) -> frozenset[str]:
        """Return the studies that compare a result with a control group, as every count means."""
        return compared_studies(self.evidence)

    @cached_property
    def historical(self) -> frozenset[str]:
        """Return the uncontrolled studies that show people treated earlier or elsewhere."""
        return historical_studies(self.evidence)

    @cached_property
    def notices(self) -> Mapping[str, tuple[NoticeKind, ...]]:
        """Return which notices were seen of each report that has any, the gravest first."""
        seen: dict[str, set[NoticeKind]] = {}
        for notice in self.evidence.citation_notices:
            seen.setdefault(notice.citation, set()).update(notice.kinds_seen)
        return {
            key: tuple(kind for kind in NOTICES if kind in kinds)
            for key, kinds in seen.items()
            if kinds
        }

    @cached_property
    def found_at(self) -> Mapping[tuple[str, str], Pairs]:
        """Return where each source is found and which page was read, by study and source."""
        pairs = {}
        for study in self.evidence.every_study.values():
            for name, source in study.sources.items():
                read = page_read(self.evidence, source.url, source.title)
                original = self.originals.get((study.id, name))
                pairs[study.id, name] = origin_pairs(original, source.url, read)
        return pairs

    @cached_property
    def originals(self) -> Mapping[tuple[str, str], Original]:
        """Return the report or register entry that each source shows, by study and source."""
        found = {}
        for study in self.evidence.every_study.values():
            for name, source in study.sources.items():
                if original := original_of_source(self.evidence, study, source):
                    found[study.id, name] = original
        return found

    @cached_property
    def shared_measures(self) -> frozenset[str]:
        """Return the measures that have a page of their own."""
        return frozenset(shared_measures(self.evidence))

    @cached_property
    def named_drugs(self) -> frozenset[str]:
        """Return the drugs that a study, a registered trial or a safety notice names."""
        evidence = self.evidence
        return frozenset().union(
            *(study.drugs for study in evidence.studies.values()),
            *(trial.drugs for trial in evidence.registered_trials),
            *(notice.drugs for notice in evidence.safety_notices),
        )

    @cached_property
    def interventions(self) -> frozenset[str]:
        """Return the drugs that the topic is about, and the classes that stand for several."""
        evidence = self.evidence
        return frozenset(name for name in evidence.drugs if is_intervention(evidence, name))

    @cached_property
    def comparisons(self) -> Mapping[tuple[str, str], Comparison]:
        """Return every comparison by population and domain, in the order of their pages."""
        return {pair: compare(self.evidence, *pair) for pair in compared(self.evidence)}

    @cached_property
    def findings(self) -> Mapping[str, tuple[Outcome, ...]]:
        """Return the summary of findings of each population, with what trials found together."""
        return {name: self._findings(name) for name in self.evidence.populations}

    def _findings(self, population: str) -> tuple[Outcome, ...]:
        outcomes = summary_of_findings(self.evidence, population)
        return tuple(with_trials(self.evidence, outcome) for outcome in outcomes)

    @cached_property
    def maps(self) -> Mapping[View, Map]:
        """Return the map of the evidence in each of its views."""
        return {view: evidence_map(self.evidence, view, self.named_drugs) for view in VIEWS}

    @cached_property
    def standing_in(self) -> Mapping[tuple[str, str], tuple[tuple[str, str], ...]]:
        """Return for each result, by study and id, the comparisons in which it stands."""
        # A result with two drugs stands twice in a comparison, which is there once as a key.
        places: dict[tuple[str, str], dict[tuple[str, str], None]] = {}
        for place, comparison in self.comparisons.items():
            for shown in _shown_in(comparison):
                result = (shown.study.id, shown.result.id)
                places.setdefault(result, {})[place] = None
        return {result: tuple(comparisons) for result, comparisons in places.items()}

    @cached_property
    def worked_out(self) -> Mapping[tuple[str, str], Figure]:
        """Return the mean changes and risk ratios computed from results, by study and id."""
        return dict(_worked_out(self.evidence))

    @cached_property
    def slots(self) -> Mapping[str, int | None]:
        """Return the colour of each drug."""
        return {name: slot(self.evidence, name) for name in self.evidence.drugs}

    @cached_property
    def terms(self) -> Mapping[str, str]:
        """Return each word that is explained, with its definition; the longest words first."""
        definitions: dict[str, str] = {}
        for term in self.evidence.glossary:
            definitions |= dict.fromkeys((term.term, *term.also), term.definition)
        return {word: definitions[word] for word in sorted(definitions, key=_longest_first)}


def _worked_out(evidence: Evidence) -> Iterator[tuple[tuple[str, str], Figure]]:
    for study, result in all_results(evidence.studies.values()):
        figure = figure_of(candidate(evidence, study, result))
        # A share needs no working out: how many of how many is printed already.
        if figure and figure.origin == "computed" and figure.scale != "share":
            yield (study.id, result.id), figure


def _shown_in(comparison: Comparison) -> Iterator[Candidate]:
    for group in comparison.groups:
        yield from group.final
        yield from group.further
    yield from comparison.comparators


def _longest_first(word: str) -> tuple[int, str]:
    # A term that holds another one is found before it: "placebo response" before "placebo".
    return (-len(word), word)
