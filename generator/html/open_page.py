"""The page being written: where its links start, which words it explained, which anchors it has."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator.audit.verdict import Audit
from generator.html.element import badge, link, spaced, tag, together
from generator.html.escape import Safe, escape
from generator.html.site_evidence import SiteEvidence
from generator.model.citation import Citation
from generator.model.evidence import Evidence
from generator.model.reference import NOTICES, NoticeKind
from generator.model.study import Study

# One sign for each colour of a drug, in the order of the colours; drugs without one share a ring.
_MARKS = "●■▲◆▼✚★⬟"
_NO_MARK = "○"
_NOTICE_WORDS: Mapping[NoticeKind, str] = {
    "retraction": "retracted",
    "concern": "expression of concern",
    "erratum": "erratum",
}
# The sections of the methods page; what was put together or kept apart was computed.
Section = Literal[
    "finding", "reading", "computed", "together", "patients", "checked", "kinds", "raters", "beside"
]
_CAME_ABOUT = {
    "finding": "found",
    "reading": "read",
    "together": "computed",
    "patients": "computed",
    "kinds": "judged",
    "raters": "computed",
    "beside": "chosen",
}
# What may be the id of a study: small letters and digits with hyphens, as in `paik-2021`.
_ID = re.compile(r"(?<![\w-])[a-z][a-z0-9]*(?:-[a-z0-9]+)+(?![\w-])")


@dataclass
class OpenPage:
    """One page: its path below the site's root, and the words and anchors it has so far."""

    site: SiteEvidence
    path: str
    explained: set[str] = field(default_factory=set)
    anchors: set[str] = field(default_factory=set)

    @property
    def evidence(self) -> Evidence:
        """Return the evidence of the site."""
        return self.site.evidence

    @property
    def checks(self) -> Audit:
        """Return what the checks said of the evidence."""
        return self.site.checks

    def address(self, path: str) -> str:
        """Return the way from this page to a path below the site's root."""
        return "../" * self.path.count("/") + path

    def how(self, section: Section) -> Safe:
        """Return a link to the section of the methods page that says how something came about."""
        words = f"How this was {_CAME_ABOUT.get(section, section)}"
        return link(self.address(f"methods.html#_{section}"), words)

    def study_address(self, study: Study, anchor: str = "") -> str:
        """Return the permanent address of a study, or of a number in it."""
        path = f"studies/{study.id}.html"
        if not anchor:
            return self.address(path)
        return f"#{anchor}" if self.path == path else f"{self.address(path)}#{anchor}"

    def study(self, study: Study, anchor: str = "", address: str = "") -> Safe:
        """Return a link to a study, with what every reader of its name must know beside it.

        The name of a retracted study is struck through; a concern, an erratum and a study still to
        be extracted are marked too. `address` leads elsewhere than to the page of the study.
        """
        seen = self.notices_seen(study)
        marks = notice_marks(seen)
        if not study.is_extracted:
            marks.append(badge("to be extracted", "quiet"))
        name, looks = escape(study.label), "ev-marked"
        if "retraction" in seen:
            name, looks = tag("s", name), "ev-retracted"
        linked = link(address or self.study_address(study, anchor), name)
        return tag("span", linked, Safe(" "), *marks, class_=looks) if marks else linked

    def studies(self, studies: Iterable[Study]) -> Safe:
        """Return links to studies, one after the other."""
        return together((self.study(study) for study in studies), ", ")

    def notices_seen(self, study: Study) -> tuple[NoticeKind, ...]:
        """Return which notices were seen of any report of a study, the gravest first."""
        of_reports = (self.site.notices.get(key, ()) for key in study.reports)
        seen = set().union(*of_reports)
        return tuple(kind for kind in NOTICES if kind in seen)

    def picture_name(self, study: Study) -> str:
        """Return the name of a study as plain text for a picture, with notices that count there."""
        notices = [_NOTICE_WORDS[kind] for kind in self.notices_seen(study) if kind != "erratum"]
        return f"{study.label} ({', '.join(notices)})" if notices else study.label

    def named(self, text: str) -> str:
        """Return foreign text with the name of a study for its id, where that stands alone."""
        studies = self.evidence.every_study
        return _ID.sub(lambda match: getattr(studies.get(match[0]), "label", match[0]), text)

    def drug(self, drug_id: str, *, linked: bool = True) -> Safe:
        """Return a drug with its colour and sign, the same on every page."""
        slot = self.site.slots[drug_id]
        mark = tag("span", self.drug_mark(drug_id), class_="ev-drug-mark", aria_hidden="true")
        label = escape(self.evidence.drugs[drug_id].label)
        if linked and self.has_drug_page(drug_id):
            label = link(self.address(f"drugs/{drug_id}.html"), label)
        colour = None if slot is None else str(slot)
        return tag("span", mark, Safe(" "), label, class_="ev-drug", data_ev_slot=colour)

    def drugs(self, drug_ids: Iterable[str]) -> Safe:
        """Return drugs with their colours and signs, without links, one after the other."""
        return spaced(*(self.drug(drug_id, linked=False) for drug_id in drug_ids))

    def drug_mark(self, drug_id: str) -> str:
        """Return the sign of a drug, which tells it apart without its colour."""
        slot = self.site.slots[drug_id]
        return _NO_MARK if slot is None else _MARKS[slot]

    def has_drug_page(self, drug_id: str) -> bool:
        """Tell whether the drug has a page, since a study, a trial or a notice names it."""
        return drug_id in self.site.named_drugs

    def measure(self, measure_id: str, text: str | None = None) -> Safe:
        """Return a measure, linked to its page if it has one and explained where first named."""
        measure = self.evidence.measures[measure_id]
        label = escape(text or measure.label)
        if measure_id in self.site.shared_measures:
            label = link(self.address(f"outcomes/{measure_id}.html"), label)
        definition = self._definition(measure.label, measure.definition)
        return tag("span", label, Safe(" "), definition)

    def population(self, population_id: str) -> Safe:
        """Return a link to a population."""
        population = self.evidence.populations[population_id]
        return link(self.address(f"populations/{population_id}.html"), population.label)

    def populations(self, population_ids: Iterable[str]) -> Safe:
        """Return links to populations, one after the other."""
        return together((self.population(name) for name in population_ids), ", ")

    def citation(self, citation: Citation, text: str) -> Safe:
        """Return a link to an entry of the bibliography."""
        return link(self.address(f"bibliography.html#{citation.key}"), text)

    def term(self, word: str, definition: str, key: str = "") -> Safe:
        """Return a word with its definition one hover, tap or key away; bare once it was explained.

        A `key` tells a word from the same word with another meaning.
        """
        name = key or word
        if name in self.explained:
            return tag("span", word)
        self.explained.add(name)
        return self._tip(word, definition, "ev-term-word")

    def _definition(self, name: str, definition: str) -> Safe | None:
        if name in self.explained:
            return None
        self.explained.add(name)
        return self._tip("?", definition, "ev-term-word ev-term-mark", f"What is {name}?")

    def _tip(self, word: str, definition: str, looks: str, label: str | None = None) -> Safe:
        # An id of ours begins with an underscore, which no id of the record may do: none can clash.
        name = f"_term-{len(self.explained)}"
        button = tag(
            "button", word, type="button", class_=looks, aria_describedby=name, aria_label=label
        )
        tip = tag(
            "span", definition, class_="ev-tip", role="tooltip", id=name, data_search_exclude=True
        )
        return tag("span", button, tip, class_="ev-term")


def notice_words(kind: NoticeKind) -> str:
    """Return a notice in the words that stand beside the name of a report."""
    return _NOTICE_WORDS[kind]


def notice_marks(seen: Iterable[NoticeKind]) -> list[Safe]:
    """Return the notices that were seen of a report as short labels."""
    tones = {"erratum": "quiet"}
    return [badge(_NOTICE_WORDS[kind], tones.get(kind, "caution")) for kind in seen]
