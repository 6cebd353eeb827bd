"""What the pictures of results share: which results count, and the words around their rows."""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from generator.charts.change import Change
from generator.charts.proportions import Proportion
from generator.html.counts import shown
from generator.html.element import link
from generator.html.open_page import OpenPage
from generator.model.number import Count
from generator.model.result import ProportionResult, Result
from generator.model.study import Study
from generator.model.vocabulary import Better
from generator.pictures.gallery import Caption, Numbers
from generator.synthesis.arms_of_result import beside_result, is_compared
from generator.synthesis.groups import Entry
from generator.synthesis.interventions import is_intervention
from generator.synthesis.study_design import is_against_the_class
from generator.tables.table import Column, Row
from generator.wording.counts import share_words
from generator.wording.inline_figures import in_a_sentence
from generator.wording.result_names import name_and_time, outcome_name, when_measured

_COLLECTED = "these are cases collected from publications"
_LIKE_DRUG = "most people it was compared with took another drug of the class"


class Heading(NamedTuple):
    """The name of a picture on its page, its title, and what its caption says of order."""

    name: str
    title: str
    order: str


class Counts(NamedTuple):
    """The people with an event, and all people, as printed."""

    events: Count
    total: Count


def standing_entries(page: OpenPage, entries: Iterable[Entry]) -> list[Entry]:
    """Return the results of studies that were not retracted."""
    return [entry for entry in entries if entry.study.id not in page.site.retracted]


def is_repeat(result: Result) -> bool:
    """Tell whether a result repeats another one, or is a figure before the end of a study."""
    # Drawn beside the figure they repeat or precede, the same people would be seen twice.
    return bool(result.same_as or result.interim)


def counts_of(result: Result) -> Counts | None:
    """Return the counts from which a share can be drawn; None where they are not printed."""
    if not isinstance(result, ProportionResult) or is_repeat(result) or result.collected:
        return None
    if result.events is None or result.total is None or not result.total.value:
        return None
    # More events than people cannot be a share; the audit says so where it stands.
    if not 0 <= result.events.value <= result.total.value:
        return None
    return Counts(result.events, result.total)


def better_direction(page: OpenPage, result: Result) -> Better | None:
    """Return which direction of a result is better; None where that is not sure."""
    measure = page.evidence.measures.get(result.measure)
    return measure.better if measure else None


def name_in_a_sentence(page: OpenPage, measure_id: str) -> str:
    """Return the name of a measure inside a sentence; its id where the vocabulary has none."""
    measure = page.evidence.measures.get(measure_id)
    return in_a_sentence(page.evidence, measure.label) if measure else measure_id


def about_uncounted(names: Iterable[str]) -> str:
    """Return what cannot be drawn because its source prints a share and no count."""
    listed = ", ".join(dict.fromkeys(names))
    return f"Not drawn, because no count is printed: {listed}." if listed else ""


def about_undrawn(
    page: OpenPage,
    undrawn: Iterable[tuple[Study, Result]],
    name: Callable[[OpenPage, Study, Result], str],
) -> str:
    """Return which shares are not drawn, by why not: published cases, a like drug, no count."""
    reasons: dict[str, list[str]] = {}
    for study, result in undrawn:
        reasons.setdefault(_why_undrawn(page, study, result), []).append(name(page, study, result))
    collected, like, uncounted = (reasons.get(why, []) for why in (_COLLECTED, _LIKE_DRUG, ""))
    sentences = [about_uncounted(uncounted)]
    for why, names in ((_COLLECTED, collected), (_LIKE_DRUG, like)):
        if names:
            listed = ", ".join(dict.fromkeys(names))
            sentences.append(f"Reported, but not on the plot, because {why}: {listed}.")
    return " ".join(filter(None, sentences))


def undrawn_result(page: OpenPage, study: Study, result: Result) -> str:
    """Return the name of a result that is not drawn: its study, outcome, time and part."""
    outcome = in_a_sentence(page.evidence, outcome_name(page.evidence, result))
    parts = filter(None, (name_and_time(outcome, result.time), result.subgroup))
    return f"{study.label} ({', '.join(parts)})"


def _why_undrawn(page: OpenPage, study: Study, result: Result) -> str:
    if result.collected:
        return _COLLECTED
    like = is_against_the_class(page.evidence, study)
    return _LIKE_DRUG if like and counts_of(result) else ""


def drug_slot(page: OpenPage, study: Study, arm_id: str | None) -> int | None:
    """Return the colour and sign of a group's drug; None for no group, or a group without one."""
    if arm_id is None:
        return None
    return page.site.slots.get(study.arm(arm_id).drug or "")


def group_words(study: Study, result: Result, *, one_study: bool, name: str = "") -> str:
    """Return group, time and part of a result; the group only where there are several.

    `name` stands beside it, and the time it holds is not said again.
    """
    words = [when_measured(name, result.time), result.subgroup or ""]
    if result.arm and (len(study.arms) > 1 or not one_study):
        words.insert(0, study.arm(result.arm).label)
    if result.interim:
        words.append("interim")
    return ", ".join(filter(None, words))


def are_of_one_study(entries: Iterable[Entry]) -> bool:
    """Tell whether all results come from the same study."""
    return len({study.id for study, _ in entries}) == 1


def about_control(page: OpenPage, entries: Iterable[Entry]) -> str:
    """Return what must stand under a picture of responses that no control group stands beside."""
    drawn = tuple(entries)
    compared = {entry.study.id for entry in drawn if is_compared(page.evidence, *entry)}
    return about_alone(page, [study for study, _ in drawn], compared)


def about_earlier(page: OpenPage, entries: Iterable[Entry]) -> str:
    """Return what people treated earlier did, of whom a picture shows only those set against them.

    On the same axis they would look like a control group; left out in silence, they are hidden.
    """
    said: dict[str, list[str]] = {}
    drawn = tuple(entries)
    shown_already = {(study.id, result.id) for study, result in drawn}
    for study, result in drawn:
        if study.id in page.site.historical:
            others = (
                other
                for other in _earlier_beside(page, study, result)
                if (study.id, other.id) not in shown_already
            )
            said.setdefault(study.label, []).extend(filter(None, map(_counted, others)))
    told = [
        f"{label} ({', '.join(dict.fromkeys(counts))})" for label, counts in said.items() if counts
    ]
    if not told:
        return ""
    return (
        "Reported, but not on the plot, because these people were treated earlier or elsewhere: "
        f"those beside {', '.join(told)}."
    )


def _earlier_beside(page: OpenPage, study: Study, result: Result) -> tuple[Result, ...]:
    """Return the results of people treated earlier beside one of people on a drug of the topic."""
    if not _is_on_the_topic(page, study, result):
        return ()
    others = beside_result(page.evidence, study, result)
    return tuple(other for other in others if not _is_on_the_topic(page, study, other))


def _is_on_the_topic(page: OpenPage, study: Study, result: Result) -> bool:
    drug = study.arm(result.arm).drug if result.arm else None
    return is_intervention(page.evidence, drug)


def _counted(result: Result) -> str:
    counts = counts_of(result)
    return share_words(*counts) if counts else ""


def about_alone(page: OpenPage, studies: Iterable[Study], compared: AbstractSet[str]) -> str:
    """Return what must be said of the studies of which nothing drawn is compared."""
    drawn = {study.id: study for study in studies}
    alone = [study for study in drawn.values() if study.id not in compared]
    if not alone:
        return ""
    if len(drawn) > 1:
        which = "any" if len(alone) == len(drawn) else str(len(alone))
        # A study may have a control group of which nothing is reported here.
        return f"No control group’s figure for this in {which} of these {len(drawn)} studies."
    if alone[0].id in page.site.controlled:
        return (
            "No control group’s figure for this: what would have happened without the drug is not "
            "known."
        )
    # People treated earlier or elsewhere are no control group: other things may differ, too.
    if alone[0].id in page.site.historical:
        return (
            "No control group at the same time: the other people were treated earlier or elsewhere."
        )
    if is_against_the_class(page.evidence, alone[0]):
        return f"No control group: {_LIKE_DRUG}."
    return "No control group: what would have happened without the drug is not known."


def caption_of(page: OpenPage, entries: Sequence[Entry], about: str, order: str) -> Caption:
    """Return a caption that counts the studies of some results and names missing controls."""
    studies = [study for study, _ in entries]
    return Caption(
        shows=shown(page.evidence, studies),
        about=" ".join(
            f"{about} {about_earlier(page, entries)} {about_control(page, entries)}".split()
        ),
        key=order,
        how=page.how("computed"),
    )


def numbers_of(
    page: OpenPage, entries: Sequence[Entry], rows: Sequence[Proportion | Change]
) -> Numbers:
    """Return what each result printed, its name a link to its permanent address."""
    lines = [
        Row((link(page.study_address(study, result.id), row.label), row.group, row.printed))
        for (study, result), row in zip(entries, rows, strict=True)
    ]
    return Numbers((Column("What"), Column("Group and time"), Column("As printed")), lines)
