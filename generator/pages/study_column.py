"""A study as a column: who, how many, what they took, how it was compared, every result and harm, how far to trust."""

from collections.abc import Iterable, Iterator

from generator.html.check_marks import study_line
from generator.html.element import Child, badge, link, missing, small, tag, together
from generator.html.escape import Safe
from generator.html.harm_line import harm_line
from generator.html.notices import report_line
from generator.html.open_page import OpenPage
from generator.html.placebo_figures import placebo_bands
from generator.html.printed_values import figure, interval, p_value
from generator.html.result_line import against, remarks, worked_out
from generator.html.signs import appraisal_line
from generator.html.study_facts import (
    doses,
    earlier_treatment,
    follow_up_words,
    followed,
    groups,
    people_counts,
    read_on,
    registration,
    where_and_when,
)
from generator.model.provenance import Rank
from generator.model.result import Result
from generator.model.study import Harm, Study
from generator.model.vocabulary import UNLISTED
from generator.pages.column import Fact, HarmLine, Line, Side
from generator.pages.reference_entry import cited
from generator.synthesis.appraisal import Unappraised, appraisal_for
from generator.synthesis.background import Background, background_of
from generator.synthesis.groups import all_results, domain
from generator.synthesis.interventions import is_intervention
from generator.synthesis.participants import overlaps
from generator.synthesis.selection import is_final
from generator.synthesis.study_design import has_control, is_randomised
from generator.wording.background import cannot_conclude
from generator.wording.result_names import control_words, heading, outcome_name, unit_of

# Studies of patients, whose responses need a control group beside them.
_ONGOING = {"treatment", "comparator"}
WHO, TOOK, DESIGN = "Who took part", "What they took", "How it was done"
TRUST, HOME = "How far to trust it", "Where it comes from"


def study_side(page: OpenPage, study: Study) -> Side:
    """Return a study as a column."""
    context = _context(page, study)
    return Side(
        kind="studies",
        id=study.id,
        label=study.label,
        head=together((page.study(study), small(study.name or "")), " "),
        alone=_alone(page, study),
        retracted=study.id in page.site.retracted,
        shares=dict(_shares(page, study)),
        facts=(*_who(page, study), *_took(page, study), *_design(page, study, context)),
        placebo=placebo_words(page, context),
        lines=tuple(_lines(page, study)),
        harms=tuple(_harm(page, study, harm) for harm in study.harms),
        trust=(*_trusted(page, study), *_home(page, study)),
    )


def placebo_words(page: OpenPage, context: Background | None) -> dict[str, Child]:
    """Return, by the heading of each domain with uncontrolled responses, what people on placebo did."""
    if context is None:
        return {}
    known = {heading(name): words for name, words in placebo_bands(page, context)}
    silent = missing("No trial in this record reports what people on placebo did.")
    return {heading(name): known.get(heading(name), silent) for name in context.domains}


def place_of(page: OpenPage, domain_name: str) -> int:
    """Return where a domain of outcome stands in every column; those we do not know stand last."""
    known = [*page.evidence.domains]
    return known.index(domain_name) if domain_name in known else len(known)


def _context(page: OpenPage, study: Study) -> Background | None:
    return (
        background_of(page.evidence, all_results([study])) if study.evidence in _ONGOING else None
    )


def _alone(page: OpenPage, study: Study) -> str:
    needs_one = study.evidence in _ONGOING and not has_control(page.evidence, study)
    return control_words(page.evidence, study) if needs_one else ""


def _shares(page: OpenPage, study: Study) -> Iterator[tuple[str, bool]]:
    """Yield the studies that have people of this one among theirs, and whether that is certain."""
    for first, second, certain in overlaps(page.evidence, page.evidence.studies.values()):
        if study.id in {first, second}:
            yield (second if first == study.id else first), certain


def _who(page: OpenPage, study: Study) -> Iterator[Fact]:
    who, ages = study.population, study.population.age_group if study.population else None
    labels = together((page.population(name) for name in study.populations), "; ")
    criteria = who.criteria if who else None
    yield Fact(WHO, "Population", labels, "|".join(sorted(study.populations)), "other population")
    yield Fact(
        WHO,
        "Disease",
        who.disease if who else None,
        who.disease if who else "",
        "disease named otherwise",
    )
    yield Fact(WHO, "Age group", ages, ages or "", "other age group")
    yield Fact(WHO, "Subtype", who.subtype if who else None)
    yield Fact(
        WHO,
        "Earlier treatment",
        earlier_treatment(study) or None,
        earlier_treatment(study),
        "other selection",
    )
    yield Fact(WHO, "Who could take part", _folded("Criteria", criteria))
    note = study.participants.note if study.participants else None
    yield Fact(
        WHO, "How many", together((people_counts(study), small(note) if note else None), " ")
    )


def _took(page: OpenPage, study: Study) -> Iterator[Fact]:
    own = [name for name in study.drugs if is_intervention(page.evidence, name)] or list(
        study.drugs
    )
    drugs = together((page.drug(name) for name in study.drugs), " ")
    yield Fact(TOOK, "Drugs", drugs, "|".join(sorted(own)), "other drug")
    yield Fact(
        TOOK,
        "Groups and doses",
        groups(page, study),
        "; ".join(doses(page.evidence, study)),
        "other dose as printed",
    )


def _design(page: OpenPage, study: Study, context: Background | None) -> Iterator[Fact]:
    design = page.evidence.designs[study.design]
    alone = _alone(page, study)
    length = study.follow_up and follow_up_words(study.follow_up)
    sentence = cannot_conclude(context.limits) if context and context.limits.uncontrolled else None
    yield Fact(DESIGN, "Design", design.label, design.id, "other design")
    yield Fact(
        DESIGN,
        "Compared with",
        _compared(page, study),
        alone or _kind(page, study),
        "other comparison",
    )
    yield Fact(
        DESIGN,
        "Followed for",
        followed(study),
        length.striptags() if length else "",
        "other length",
    )
    yield Fact(DESIGN, "Where and when", where_and_when(study))
    yield Fact(DESIGN, "What cannot be concluded", sentence, silent=_not_alone(page, study))


def _not_alone(page: OpenPage, study: Study) -> str:
    """Return why nothing is said of what responses without a control group cannot show."""
    if study.evidence not in _ONGOING:
        return "no responses to treatment are taken from it"
    return (
        "it has a control group" if has_control(page.evidence, study) else "no result could be read"
    )


def _kind(page: OpenPage, study: Study) -> str:
    return (
        "chance"
        if is_randomised(page.evidence, study)
        else "groups"
        if has_control(page.evidence, study)
        else ""
    )


def _compared(page: OpenPage, study: Study) -> Child:
    """Return what stands beside the groups on the drug: others at the same time, earlier ones, or nothing."""
    alone = _alone(page, study)
    if alone:
        return badge(alone, "caution")
    words = {
        "chance": "groups formed by chance",
        "groups": "groups treated at the same time, not formed by chance",
    }
    return words.get(_kind(page, study), "not a study that compares treatments")


def _lines(page: OpenPage, study: Study) -> Iterator[Line]:
    for result in study.results:
        name = domain(page.evidence, result)
        shared = result.measure != UNLISTED and result.measure in page.evidence.measures
        yield Line(
            place=place_of(page, name),
            domain=heading(name),
            row=result.measure if shared else "",
            row_name=outcome_name(page.evidence, result),
            name=outcome_name(page.evidence, result),
            time=str(result.time or ""),
            kind=result.kind,
            further=not is_final(result),
            content=together(_figures(page, study, result), " "),
        )


def _figures(page: OpenPage, study: Study, result: Result) -> Iterator[Child]:
    """Yield everything a page says of a result: figure, interval, group, time, comparison, remarks, rank of source."""
    range_ = interval(result)
    beside = f" against {study.arm(result.against).label}" if result.against else ""
    group = study.arm(result.arm).label if result.arm else "group not stated"
    yield link(page.study_address(study, result.id), figure(result, unit_of(page.evidence, result)))
    yield tag("small", "95 % interval ", range_) if range_ else None
    yield p_value(result.p)
    yield _line(f"{group}{beside}, {result.time or 'time not stated'}")
    yield against(page, study, result)
    yield worked_out(page, study, result)
    yield _as_printed(page, result)
    yield remarks(page, study, result)
    yield _rank(study, result.source)


def _as_printed(page: OpenPage, result: Result) -> Safe | None:
    plain = outcome_name(page.evidence, result) == result.reported_as
    return None if plain else _line(f"reported as: {result.reported_as}")


def _line(words: str) -> Safe:
    return tag("small", words, class_="ev-line")


def _rank(study: Study, source: str) -> Safe | None:
    """Return that a figure was not read in the paper itself."""
    rank = study.sources[source].rank
    return badge("secondary source", "secondary") if rank is Rank.SECONDARY else None


def _harm(page: OpenPage, study: Study, harm: Harm) -> HarmLine:
    return HarmLine(
        key=" ".join(harm.event.casefold().split()),
        event=harm.event,
        serious=bool(harm.serious),
        content=together((harm_line(page, study, harm), _rank(study, harm.source)), " "),
    )


def _trusted(page: OpenPage, study: Study) -> Iterator[Fact]:
    found = appraisal_for(page.evidence, study)
    tool = "" if isinstance(found, Unappraised) else found.tool_label
    checks = link(page.study_address(study, "_checks"), study_line(page, study))
    yield Fact(TRUST, "Appraisal", appraisal_line(page, study), tool, "other tool")
    yield Fact(
        TRUST, "What bears on bias", _folded("Remarks", study.bias_notes), silent="no note was made"
    )
    yield Fact(TRUST, "Checks of its figures", checks)
    yield Fact(
        TRUST, "Where its sources disagree", _disagreements(page, study), silent="none noted"
    )
    notices = together(report_line(page, study, key) for key in study.reports)
    yield Fact(TRUST, "Retraction, concern, erratum", notices)


def _disagreements(page: OpenPage, study: Study) -> Child:
    lines = [link(page.study_address(study, item.id), item.text) for item in study.discrepancies]
    return (
        _folded(f"{len(lines)} noted", together(tag("p", line) for line in lines))
        if lines
        else None
    )


def _home(page: OpenPage, study: Study) -> Iterator[Fact]:
    reports = [
        page.evidence.citations[key] for key in study.reports if key in page.evidence.citations
    ]
    numbers = together((registration(item) for item in study.registrations), ", ")
    yield Fact(HOME, "Reports", _paragraphs(cited(page, citation) for citation in reports))
    yield Fact(HOME, "Registration", numbers or None)
    yield Fact(HOME, "Pages it was read on", _folded(f"{len(study.sources)} pages", read_on(study)))
    yield Fact(HOME, "Funding", study.funding)
    yield Fact(HOME, "Conflicts", study.conflicts)


def _paragraphs(pieces: Iterable[Child]) -> Safe | None:
    return together(tag("p", piece) for piece in pieces) or None


def _folded(name: str, text: Child) -> Safe | None:
    return (
        tag("details", tag("summary", name), tag("div", text), class_="ev-fold") if text else None
    )
