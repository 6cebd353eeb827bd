"""A drug as a column: its studies and their people, one result a study in each domain, harms, warnings; never a sum."""

from collections import Counter
from collections.abc import Iterator

from generator.html.element import (
    Child,
    badge,
    computed,
    computed_number,
    link,
    listed,
    missing,
    small,
    tag,
    together,
)
from generator.html.escape import Safe
from generator.html.harm_line import harm_line
from generator.html.open_page import OpenPage
from generator.html.people import people_number
from generator.html.printed_values import figure, interval, p_value
from generator.html.result_line import against
from generator.html.study_facts import doses
from generator.model.result import Result
from generator.model.study import Study
from generator.model.vocabulary import Drug
from generator.pages.column import Fact, HarmLine, Line, Side
from generator.pages.study_column import place_of, placebo_words
from generator.synthesis.background import background_of
from generator.synthesis.groups import Entry, domain, standing, treatment_studies, with_drug
from generator.synthesis.participants import count_people
from generator.synthesis.selection import drug_taken, main_result
from generator.synthesis.study_design import has_control
from generator.tables.studies import size_cell
from generator.wording.background import cannot_conclude
from generator.wording.counts import count_words
from generator.wording.result_names import control_words, heading, outcome_name, unit_of

WHAT, STUDIED, WARNED = "What it is", "How it was studied", "What else is known of it"
_MAIN = "Main result of each study"


def drug_side(page: OpenPage, drug: Drug) -> Side:
    """Return a drug as a column: what its treatment studies that were not retracted say."""
    evidence = page.evidence
    studies = standing(evidence, with_drug(treatment_studies(evidence), drug.id))
    entries = [
        Entry(study, result)
        for study in studies
        for result in study.results
        if drug_taken(evidence, study, result) == drug.id
    ]
    context = background_of(evidence, entries)
    sentence = cannot_conclude(context.limits) if context and context.limits.uncontrolled else None
    return Side(
        kind="drugs",
        id=drug.id,
        label=drug.label,
        head=page.drug(drug.id),
        alone=_alone(page, studies),
        retracted=False,
        facts=(*_what(drug), *_studied(page, drug, studies), _cannot(sentence)),
        placebo=placebo_words(page, context),
        lines=tuple(_lines(page, drug, studies, entries)),
        harms=tuple(_harms(page, drug, studies)),
        trust=tuple(_warned(page, drug)),
    )


def _alone(page: OpenPage, studies: tuple[Study, ...]) -> str:
    without = sum(not has_control(page.evidence, study) for study in studies)
    if without == len(studies):
        return "none of its studies has a control group" if studies else ""
    return f"{without} of its {len(studies)} studies have no control group" if without else ""


def _cannot(sentence: str | None) -> Fact:
    return Fact(
        STUDIED,
        "What cannot be concluded",
        sentence,
        silent="no response without a control group is shown",
    )


def _what(drug: Drug) -> Iterator[Fact]:
    source = link(drug.targets_source.url, "source") if drug.targets_source else None
    targets = ", ".join(drug.targets)
    approvals = listed(
        together(
            (
                f"{item.region}, {item.indication}: {item.status} ({item.date.words()}) ",
                link(item.url, "source"),
                f", {item.where}",
            )
        )
        for item in drug.approvals
    )
    yield Fact(
        WHAT,
        "Targets",
        together((targets, source), " ") if targets else None,
        targets,
        "other targets",
    )
    yield Fact(WHAT, "Approval", approvals if drug.approvals else None, silent="not in this record")
    yield Fact(WHAT, "Note", drug.note, silent="none")


def _studied(page: OpenPage, drug: Drug, studies: tuple[Study, ...]) -> Iterator[Fact]:
    evidence = page.evidence
    people = count_people(evidence, studies, drug.id)
    unknown = f" and {people.unknown} studies that do not say how many" if people.unknown else None
    controlled = sum(has_control(evidence, study) for study in studies)
    groups = Counter(name for study in studies for name in study.populations)
    designs = Counter(study.design for study in studies)
    dose = dict.fromkeys(
        words for study in studies for words in doses(page.evidence, study, drug.id)
    )
    yield Fact(STUDIED, "Treatment studies", _list_of_studies(page, studies))
    yield Fact(
        STUDIED,
        "People who took it",
        together((people_number(people), small(unknown) if unknown else None)),
    )
    yield Fact(
        STUDIED,
        "Populations",
        listed(together((page.population(name), _number_of_studies(groups[name])), ": ")
               for name in evidence.populations if name in groups) if groups else None,
        "|".join(sorted(groups)),
        "other populations",
    )  # fmt: skip
    yield Fact(
        STUDIED,
        "Designs",
        listed(together((design.label, _number_of_studies(designs[design.id])), ": ")
               for design in evidence.designs.values() if design.id in designs) if designs else None,
        "|".join(sorted(designs)),
        "other designs",
    )  # fmt: skip
    yield Fact(STUDIED, "With a control group", _controlled(controlled, len(studies)))
    yield Fact(STUDIED, "Doses studied", "; ".join(dose) or None)


def _number_of_studies(number: int) -> Safe:
    return computed_number(count_words(number, "study", "studies"))


def _controlled(number: int, studies: int) -> Child:
    return computed(f"{number} of {studies} studies") if studies else None


def _list_of_studies(page: OpenPage, studies: tuple[Study, ...]) -> Safe | None:
    if not studies:
        return None
    lines = (
        together(
            (page.study(study), small(page.evidence.designs[study.design].label), _people(study)),
            " ",
        )
        for study in studies
    )
    fold = tag("details", tag("summary", "Which, largest first"), listed(lines), class_="ev-fold")
    return together((computed(count_words(len(studies), "study", "studies")), fold))


def _people(study: Study) -> Safe:
    return tag("small", size_cell(study).content, " people")


def _lines(
    page: OpenPage, drug: Drug, studies: tuple[Study, ...], entries: list[Entry]
) -> Iterator[Line]:
    """Yield one result of each study in each domain, chosen by the rule of every overview; the drug's page has all."""
    for study in studies:
        own = dict.fromkeys(
            domain(page.evidence, one.result) for one in entries if one.study is study
        )
        for name in own:
            result = main_result(page.evidence, study, name, drug.id)
            if result:
                yield Line(
                    place=place_of(page, name), domain=heading(name), row="main", row_name=_MAIN,
                    name=outcome_name(page.evidence, result), time="",
                    kind="", further=False, content=together(_figures(page, study, result), " "),
                )  # fmt: skip


def _figures(page: OpenPage, study: Study, result: Result) -> Iterator[Child]:
    range_ = interval(result)
    when = str(result.time) if result.time else "time not stated"
    group = study.arm(result.arm).label if result.arm and len(study.arms) > 1 else None
    yield tag(
        "small",
        page.study(study),
        ", ",
        page.evidence.designs[study.design].label,
        class_="ev-line",
    )
    yield (
        badge(control_words(page.evidence, study), "caution")
        if not has_control(page.evidence, study)
        else None
    )
    yield link(
        page.study_address(study, result.id),
        figure(result, unit_of(page.evidence, result)),
        class_="ev-line",
    )
    yield tag("small", "95 % interval ", range_) if range_ else None
    yield p_value(result.p)
    words = ", ".join(filter(None, (group, when)))
    yield tag("small", words, class_="ev-line")
    yield against(page, study, result)


def _harms(page: OpenPage, drug: Drug, studies: tuple[Study, ...]) -> Iterator[HarmLine]:
    for study in studies:
        for harm in study.harms:
            given = study.arm(harm.arm).drug
            if given == drug.id or (given is None and study.drugs == (drug.id,)):
                yield HarmLine(
                    key=" ".join(harm.event.casefold().split()),
                    event=harm.event,
                    serious=bool(harm.serious),
                    content=together(
                        (
                            tag("small", page.study(study), class_="ev-line"),
                            harm_line(page, study, harm),
                        ),
                        " ",
                    ),
                )


def _warned(page: OpenPage, drug: Drug) -> Iterator[Fact]:
    evidence = page.evidence
    notices = [item for item in evidence.safety_notices if drug.id in item.drugs]
    trials = [item for item in evidence.registered_trials if drug.id in item.drugs]
    silent = [study for study in with_drug(treatment_studies(evidence), drug.id) if not study.harms]
    here = page.address(f"drugs/{drug.id}.html")
    warned = listed(
        together(
            (
                link(page.address(f"safety.html#{item.id}"), item.body or item.kind),
                small(item.fact),
            ),
            " ",
        )
        for item in notices
    )
    fold = (
        tag("details", tag("summary", f"{len(notices)} warnings"), warned, class_="ev-fold")
        if notices
        else None
    )
    yield Fact(WARNED, "Warnings for it or its class", fold, silent="none in this record")
    yield Fact(WARNED, "Studies that report no harms", _silent(page, silent), silent="none")
    yield Fact(WARNED, "Registered trials", link(f"{here}#_trials", f"{len(trials)} trials") if trials else None,
               silent="none in this record")  # fmt: skip
    yield Fact(WARNED, "Everything else", link(here, f"All results and sources of {drug.label}"))


def _silent(page: OpenPage, studies: list[Study]) -> Child:
    if not studies:
        return None
    names = together((page.study(study) for study in studies), ", ")
    return together(
        (missing("Harms not reported in:"), names, small("That is not the same as no harm.")), " "
    )
