"""The card at the head of a study's page: who took part, what was given, where, by whom."""

from generator.html.element import Child, facts, judged, link, missing, spaced, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.study_facts import (
    clusters_words,
    followed,
    people_counts,
    registration,
    where_and_when,
    who_words,
)
from generator.model.study import Study
from generator.synthesis.appraisal import Appraised, Unappraised

_ONE_AFTER_THE_OTHER = "crossover: each person took one treatment after the other"


def study_card(
    page: OpenPage, study: Study, appraisal: Appraised | Unappraised, patients: str | None
) -> Safe:
    """Return what a study was; `patients` says in a sentence what is known of single patients."""
    where, people = study.setting, study.participants
    numbers = together(map(registration, study.registrations), ", ")
    return facts(
        (
            ("Drugs", spaced(*map(page.drug, study.drugs))),
            ("Who", together((who_words(study), page.populations(study.populations)), ". ")),
            ("Design", page.evidence.designs[study.design].label),
            (
                "Groups",
                "each person took one treatment after the other" if study.crossover else None,
            ),
            ("Clusters", clusters_words(study)),
            ("People", together((people_counts(study), people.note if people else None), "; ")),
            ("Followed for", followed(study)),
            ("Patient by patient", link("#_patients", patients) if patients else None),
            ("Appraisal", _appraisal(appraisal)),
            ("Where and when", where_and_when(study)),
            ("Sponsor", where.sponsor if where else None),
            ("Registration", numbers or missing()),
            ("Funding", study.funding or missing()),
            ("Conflicts", study.conflicts),
        )
    )


def _appraisal(appraisal: Appraised | Unappraised) -> Child:
    if isinstance(appraisal, Unappraised):
        return missing(appraisal.words)
    return link("#_bias", judged(appraisal.words))
