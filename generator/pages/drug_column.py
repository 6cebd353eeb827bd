"""A drug as a column: its studies, one result of each a domain, harms, warnings; never a sum."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from generator.html.drug_facts import approvals, targets
from generator.html.element import (
    Child,
    computed,
    computed_number,
    fold,
    link,
    listed,
    missing,
    remark,
    small,
    spaced,
    tag,
    together,
)
from generator.html.escape import Safe
from generator.html.harm_line import harm_line
from generator.html.open_page import OpenPage
from generator.html.people import people_number, unknown_size
from generator.html.printed_values import p_value
from generator.html.regulators import regulators_warn_of, statement_line
from generator.html.result_line import against, control_badge, figure_link, interval_of
from generator.html.study_facts import doses
from generator.model.register import WARNING_KINDS
from generator.model.result import Result
from generator.model.study import Harm, Study
from generator.model.vocabulary import Drug
from generator.pages.column import Fact, HarmLine, Line, Side
from generator.pages.study_column import background_words, harm_key, place_of, small_line
from generator.synthesis.background import Background, background_of
from generator.synthesis.compared_studies import compares_a_result
from generator.synthesis.complement import counted_alike
from generator.synthesis.groups import (
    Entry,
    all_results,
    domain,
    standing,
    treatment_studies,
    with_drug,
)
from generator.synthesis.participants import count_people
from generator.synthesis.selection import drug_taken, main_result
from generator.synthesis.warnings import bears_on, newest_first
from generator.tables.studies import size_cell
from generator.text.count_words import count_words, noun_for
from generator.wording.background import cannot_conclude
from generator.wording.control_sentence import AGAINST_A_CONTROL
from generator.wording.inline_figures import capital
from generator.wording.result_names import heading, outcome_name

WHAT, STUDIED, WARNED = "What it is", "How it was studied", "What else is known of it"
_MAIN = "Main result of each study"
_NOT_HERE = "none in this record"


def drug_side(page: OpenPage, drug: Drug) -> Side:
    """Return a drug as a column: what its treatment studies that were not retracted say."""
    evidence = page.evidence
    studies = standing(evidence, with_drug(treatment_studies(evidence), drug.id))
    entries = [entry for entry in all_results(studies) if drug_taken(evidence, *entry) == drug.id]
    background = background_of(evidence, entries)
    return Side(
        kind="drugs",
        id=drug.id,
        label=drug.label,
        head=page.drug(drug.id),
        alone=_alone(page, studies, drug.id),
        retracted=False,
        facts=(*_what(page, drug), *_studied(page, drug, studies), _cannot(background)),
        background=background_words(page, background),
        lines=tuple(_lines(page, drug, entries)),
        harms=tuple(_harms(page, drug, studies)),
        trust=tuple(_warned(page, drug)),
    )


def _alone(page: OpenPage, studies: Sequence[Study], drug: str) -> str:
    without = sum(not compares_a_result(page.evidence, study, drug) for study in studies)
    if not without:
        return ""
    if without == len(studies):
        return "no study compares a result of it with a control group"
    verb = noun_for(without, "compares", "compare")
    return f"{without} of its {len(studies)} studies {verb} no result of it with a control group"


def _cannot(background: Background | None) -> Fact:
    sentence = None
    if background and background.limits.uncontrolled:
        sentence = cannot_conclude(background.limits)
    silent = "no response without a control group is shown"
    return Fact(STUDIED, "What cannot be concluded", sentence, silent=silent)


def _what(page: OpenPage, drug: Drug) -> Iterator[Fact]:
    yield Fact(
        WHAT, "Targets", targets(page.evidence, drug), ", ".join(drug.targets), "other targets"
    )
    yield Fact(WHAT, "Approval", approvals(page.evidence, drug), silent="not in this record")
    yield Fact(WHAT, "Note", drug.note, silent="none")


def _studied(page: OpenPage, drug: Drug, studies: Sequence[Study]) -> Iterator[Fact]:
    evidence = page.evidence
    name = f"{capital(evidence.topic.kind_of_study)} studies"
    yield Fact(STUDIED, name, _list_of_studies(page, studies))
    yield Fact(STUDIED, "People who took it", _people_who_took(page, drug, studies))
    populations = Counter(chain.from_iterable(study.populations for study in studies))
    yield Fact(
        STUDIED,
        "Populations",
        _counts((page.population(name), populations[name]) for name in evidence.populations),
        # Sorted, so that the same populations in another order do not pass for a difference.
        "|".join(sorted(populations)),
        "other populations",
    )
    designs = Counter(study.design for study in studies)
    yield Fact(
        STUDIED,
        "Designs",
        _counts((design.label, designs[name]) for name, design in evidence.designs.items()),
        "|".join(sorted(designs)),
        "other designs",
    )
    yield Fact(STUDIED, AGAINST_A_CONTROL, _controlled(page, studies, drug.id))
    used = dict.fromkeys(chain.from_iterable(doses(evidence, study, drug.id) for study in studies))
    yield Fact(STUDIED, "Doses studied", "; ".join(used) or None)


def _people_who_took(page: OpenPage, drug: Drug, studies: Sequence[Study]) -> Safe:
    people = count_people(page.evidence, studies, drug.id)
    return together((people_number(people), remark(unknown_size(people))))


def _counts(lines: Iterable[tuple[Child, int]]) -> Safe | None:
    """Return names with the number of studies of each that has any."""
    counted = [
        together((name, computed_number(count_words(number, "study", "studies"))), ": ")
        for name, number in lines
        if number
    ]
    return listed(counted) if counted else None


def _controlled(page: OpenPage, studies: Sequence[Study], drug: str) -> Child:
    if not studies:
        return None
    number = sum(compares_a_result(page.evidence, study, drug) for study in studies)
    return computed(f"{number} of {count_words(len(studies), 'study', 'studies')}")


def _list_of_studies(page: OpenPage, studies: Sequence[Study]) -> Safe | None:
    if not studies:
        return None
    number = computed(count_words(len(studies), "study", "studies"))
    lines = listed(_study(page, study) for study in studies)
    return number + fold("Which, largest first", lines)


def _study(page: OpenPage, study: Study) -> Safe:
    people = small(size_cell(study).content, " people")
    return spaced(page.study(study), small(page.evidence.designs[study.design].label), people)


def _lines(page: OpenPage, drug: Drug, entries: Sequence[Entry]) -> Iterator[Line]:
    """Yield one result of each study in each domain, by the rule of every overview."""
    # A study with many results of a domain has one line, as large as that of any other.
    for study, name in dict.fromkeys(_reported(page, entries)):
        counted = counted_alike(page.evidence, page.evidence.studies[study])
        result = main_result(page.evidence, counted, name, drug.id)
        if result:
            figures = _figures(page, counted, result)
            yield Line(
                place=place_of(page, name),
                domain=heading(name),
                # A drug has no figure of its own to align by: all its studies share one row.
                row="main",
                row_name=_MAIN,
                name=outcome_name(page.evidence, result),
                time="",
                kind="",
                further=False,
                content=spaced(*figures),
            )


def _reported(page: OpenPage, entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    for study, result in entries:
        yield study.id, domain(page.evidence, result)


def _figures(page: OpenPage, study: Study, result: Result) -> Iterator[Child]:
    design = page.evidence.designs[study.design].label
    yield tag("small", page.study(study), ", ", design, class_="ev-line")
    yield control_badge(page, study, result)
    yield figure_link(page, study, result, class_="ev-line")
    yield interval_of(page, study, result)
    yield p_value(result.p)
    when = str(result.time) if result.time else "time not stated"
    # The only group of a study needs no name.
    if result.arm and len(study.arms) > 1:
        when = f"{study.arm(result.arm).label}, {when}"
    yield small_line(when)
    yield against(page, study, result)


def _harms(page: OpenPage, drug: Drug, studies: Iterable[Study]) -> Iterator[HarmLine]:
    for study in studies:
        for harm in study.harms:
            if _is_of(drug, study, harm):
                whose = tag("small", page.study(study), class_="ev-line")
                yield HarmLine(
                    key=harm_key(harm),
                    event=harm.event,
                    serious=bool(harm.serious),
                    content=spaced(whose, harm_line(page, study, harm)),
                )


def _is_of(drug: Drug, study: Study, harm: Harm) -> bool:
    """Tell whether a harm was seen on the drug: in its group, or in a study of no other drug."""
    given = study.arm(harm.arm).drug
    return given == drug.id or (given is None and study.drugs == (drug.id,))


def _warned(page: OpenPage, drug: Drug) -> Iterator[Fact]:
    evidence = page.evidence
    yield Fact(WARNED, "Warnings for it or its class", _warnings(page, drug), silent=_NOT_HERE)
    studies = with_drug(treatment_studies(evidence), drug.id)
    silent = [study for study in studies if not study.harms]
    yield Fact(WARNED, "Studies that report no harms", _silent(page, silent), silent="none")
    here = page.address(f"drugs/{drug.id}.html")
    number = sum(drug.id in trial.drugs for trial in evidence.registered_trials)
    trials = link(f"{here}#_trials", count_words(number, "trial")) if number else None
    yield Fact(WARNED, "Registered trials", trials, silent=_NOT_HERE)
    yield Fact(WARNED, "Everything else", link(here, f"All results and sources of {drug.label}"))


def _warnings(page: OpenPage, drug: Drug) -> Safe | None:
    lines = [
        statement_line(page, notice, [drug])
        for notice in newest_first(page.evidence.safety_notices)
        if notice.kind in WARNING_KINDS and bears_on(page.evidence, notice, drug)
    ]
    named = fold(count_words(len(lines), "warning"), listed(lines)) if lines else None
    return together((regulators_warn_of(page, drug, form="line"), named)) or None


def _silent(page: OpenPage, studies: Sequence[Study]) -> Child:
    if not studies:
        return None
    not_said = small("That is not the same as no harm.")
    return spaced(missing("Harms not reported in:"), page.studies(studies), not_said)
