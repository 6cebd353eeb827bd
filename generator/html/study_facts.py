"""What a study was: who took part, in which groups, for how long, where, and where it was read."""

from collections.abc import Iterator

from generator.html.element import (
    Child,
    computed,
    facts,
    link,
    listed,
    missing,
    remark,
    reported,
    small,
    spaced,
    tag,
    together,
)
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.page_read import original_link, page_read
from generator.model.evidence import Evidence
from generator.model.identifier import Registration
from generator.model.result import with_unit
from generator.model.study import Arm, FollowUp, Study
from generator.synthesis.design_effect import design_effect
from generator.synthesis.interventions import is_intervention

# In the order of a trial's flow; last, how many studies a review holds.
_COUNTS = ("screened", "enrolled", "treated", "analysed", "completed", "studies")
# Whether a source says so is known, denied or left open; only the first two are said.
_EARLIER_TREATMENT = {
    True: "had resisted earlier treatment",
    False: "not chosen for resisting earlier treatment",
    None: "",
}


def follow_up_words(follow_up: FollowUp | None) -> Safe:
    """Return how long people were followed, as printed."""
    if follow_up is None:
        return missing()
    return together(_lengths(follow_up), ", ") or missing()


def who_words(study: Study) -> str | None:
    """Return who took part: disease, age group, subtype, whether earlier treatment had failed."""
    who = study.population
    if who is None:
        return None
    parts = (who.disease, who.age_group, who.subtype, earlier_treatment(study), who.note)
    return "; ".join(filter(None, parts))


def earlier_treatment(study: Study) -> str:
    """Return whether people were chosen because earlier treatment had failed; empty if not said."""
    return _EARLIER_TREATMENT[study.population.refractory if study.population else None]


def people_counts(study: Study) -> Safe:
    """Return how many people were screened, enrolled, treated and so on, as printed."""
    if study.participants is None:
        return missing()
    counts = ((name, getattr(study.participants, name)) for name in _COUNTS)
    lines = (tag("span", reported(str(value)), f" {name}") for name, value in counts if value)
    return together(lines, ", ") or missing()


def doses(evidence: Evidence, study: Study, drug: str | None = None) -> tuple[str, ...]:
    """Return the doses of one drug, or of every drug of the topic, in a study, as printed."""
    return tuple(
        dict.fromkeys(
            " ".join(filter(None, (arm.dose, arm.frequency)))
            for arm in study.arms
            if arm.dose and _took(evidence, arm, drug)
        )
    )


def followed(study: Study) -> Safe:
    """Return how long people were followed, with the remark of the record."""
    note = study.follow_up.note if study.follow_up else None
    return together((follow_up_words(study.follow_up), note), "; ")


def where_and_when(study: Study) -> str | None:
    """Return where a study was done, in how many centres, and when."""
    where = study.setting
    if where is None:
        return None
    centres = _centres(where.centres.value if where.centres else 0)
    parts = (where.site, where.city, where.country, centres, where.period, where.note)
    return ", ".join(filter(None, parts))


def clusters_words(study: Study) -> Safe | None:
    """Return how many clusters were assigned, how alike their people are, and what that costs."""
    clusters = study.clusters
    if clusters is None:
        return None
    effect = design_effect(study)
    alike = reported(f"ICC {clusters.icc}") if clusters.icc else missing("ICC not reported")
    cost = computed(effect.words) if effect else None
    number = reported(f"{clusters.number} {clusters.unit or 'clusters'}")
    return together(filter(None, (number, alike, cost, clusters.note)), "; ")


def read_on(page: OpenPage, study: Study) -> Safe:
    """Return the pages on which the values of a study were read."""
    return listed(
        spaced(
            original_link(page.site.originals.get((study.id, name)), source.url),
            page_read(page.evidence, source.url, source.title),
            small(f"({source.kind_words}, {source.rank})"),
        )
        for name, source in study.sources.items()
    )


def groups(page: OpenPage, study: Study) -> Safe | None:
    """Return each group with what it was given, for how long, and how many people it had."""
    if not study.arms:
        return None
    return facts((arm.label, together(_group(page, arm), ", ")) for arm in study.arms)


def registration(text: str) -> Safe:
    """Return a registration number, linked where its register is known."""
    number = Registration.parse(text)
    return link(number.address, str(number)) if number.address else tag("span", str(number))


def _lengths(follow_up: FollowUp) -> Iterator[Child]:
    unit = f" {follow_up.unit}" if follow_up.unit else ""
    if follow_up.value:
        yield reported(with_unit(follow_up.value, follow_up.unit))
    if follow_up.median:
        yield together(("median ", reported(f"{follow_up.median}{unit}")))
    # One end alone is no range, and is not completed by us.
    if follow_up.min and follow_up.max:
        yield together(("range ", reported(f"{follow_up.min} to {follow_up.max}{unit}")))
    elif follow_up.min:
        yield together(("at least ", reported(f"{follow_up.min}{unit}")))
    elif follow_up.max:
        yield together(("up to ", reported(f"{follow_up.max}{unit}")))
    yield follow_up.label or None


def _took(evidence: Evidence, arm: Arm, drug: str | None) -> bool:
    return arm.drug == drug if drug else is_intervention(evidence, arm.drug)


def _centres(number: int) -> str:
    if number > 1:
        return f"{number} centres"
    return "one centre" if number else ""


def _group(page: OpenPage, arm: Arm) -> Iterator[Child]:
    if arm.drug:
        yield page.drug(arm.drug, linked=False)
    yield from filter(None, (arm.dose, arm.frequency, arm.formulation))
    if arm.duration:
        yield f"for {arm.duration}"
    yield tag("span", reported(f"n = {arm.total}")) if arm.total else missing("size not reported")
    if arm.co_treatment:
        yield small("with: ", arm.co_treatment)
    yield remark(arm.note)
