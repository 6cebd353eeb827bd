"""What a study was: who took part, in which groups, for how long, where, and where it was read."""

from generator.html.element import facts, link, listed, missing, reported, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import small
from generator.model.evidence import Evidence
from generator.model.identifier import Registration
from generator.model.result import with_unit
from generator.model.study import Arm, FollowUp, Study
from generator.synthesis.interventions import is_intervention


def follow_up_words(follow_up: FollowUp | None) -> Safe:
    """Return how long people were followed, as printed."""
    if follow_up is None:
        return missing()
    unit = f" {follow_up.unit}" if follow_up.unit else ""
    parts: list[Safe | str | None] = [
        reported(with_unit(follow_up.value, follow_up.unit)) if follow_up.value else None,
        together(("median ", reported(f"{follow_up.median}{unit}"))) if follow_up.median else None,
        together(("range ", reported(f"{follow_up.min} to {follow_up.max}{unit}")))
        if follow_up.min and follow_up.max
        else None,
        together(("at least ", reported(f"{follow_up.min}{unit}")))
        if follow_up.min and not follow_up.max
        else None,
        together(("up to ", reported(f"{follow_up.max}{unit}")))
        if follow_up.max and not follow_up.min
        else None,
        follow_up.label,
    ]
    return together((part for part in parts if part), ", ") or missing()


def who_words(study: Study) -> str | None:
    """Return who took part: disease, age group, subtype, and whether earlier treatment had failed."""
    who = study.population
    if who is None:
        return None
    parts = (
        who.disease,
        who.age_group or "",
        who.subtype or "",
        earlier_treatment(study),
        who.note or "",
    )
    return "; ".join(filter(None, parts))


def earlier_treatment(study: Study) -> str:
    """Return whether people were chosen because earlier treatment had failed; nothing where that is not said."""
    words = {
        True: "had resisted earlier treatment",
        False: "not chosen for resisting earlier treatment",
        None: "",
    }
    return words[study.population.refractory if study.population else None]


def people_counts(study: Study) -> Safe:
    """Return how many people were screened, enrolled, treated and so on, as printed."""
    people = study.participants
    if people is None:
        return missing()
    names = ("screened", "enrolled", "treated", "analysed", "completed", "studies")
    counts = [
        tag("span", tag("span", str(value), class_="ev-reported ev-num"), f" {name}")
        for name in names
        if (value := getattr(people, name))
    ]
    return together(counts, ", ") or missing()


def doses(evidence: Evidence, study: Study, drug: str | None = None) -> tuple[str, ...]:
    """Return the doses of one drug, or of every drug of the topic, in a study, as printed."""
    arms = [
        arm
        for arm in study.arms
        if arm.dose and (arm.drug == drug if drug else is_intervention(evidence, arm.drug))
    ]
    return tuple(dict.fromkeys(" ".join(filter(None, (arm.dose, arm.frequency))) for arm in arms))


def followed(study: Study) -> Safe:
    """Return how long people were followed, with the remark of the record."""
    note = study.follow_up.note if study.follow_up else None
    return together((follow_up_words(study.follow_up), note), "; ")


def where_and_when(study: Study) -> str | None:
    """Return where a study was done, in how many centres, and when."""
    where = study.setting
    if where is None:
        return None
    centres = where.centres.value if where.centres else 0
    number = f"{where.centres} centres" if centres > 1 else "one centre" if centres else ""
    return ", ".join(
        filter(None, (where.site, where.city, where.country, number, where.period, where.note))
    )


def read_on(study: Study) -> Safe:
    """Return the pages on which the values of a study were read."""
    return listed(
        together(
            (link(source.url, source.title), tag("small", f"{source.kind_words}, {source.rank}")),
            " ",
        )
        for source in study.sources.values()
    )


def groups(page: OpenPage, study: Study) -> Safe | None:
    """Return each group with what it was given, for how long, and how many people it had."""
    return facts((arm.label, _group(page, arm)) for arm in study.arms) if study.arms else None


def _group(page: OpenPage, arm: Arm) -> Safe:
    given = (
        arm.dose,
        arm.frequency,
        arm.formulation,
        f"for {arm.duration}" if arm.duration else None,
    )
    size = tag("span", reported(f"n = {arm.total}")) if arm.total else missing("size not reported")
    return together(
        (
            page.drug(arm.drug, linked=False) if arm.drug else None,
            *(value for value in given if value),
            size,
            tag("small", "with: ", arm.co_treatment) if arm.co_treatment else None,
            small(arm.note) if arm.note else None,
        ),
        ", ",
    )


def registration(text: str) -> Safe:
    """Return a registration number, linked where its register is known."""
    found = Registration.parse(text)
    return (
        link(found.address, str(found))
        if found.address
        else Safe("").join([tag("span", str(found))])
    )
