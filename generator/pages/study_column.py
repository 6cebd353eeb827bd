"""A study as a column: who, what they took, how it was compared, every result, how far to trust."""

from collections.abc import Iterator

from generator.html.check_marks import study_line
from generator.html.control_figures import control_line
from generator.html.element import (
    Child,
    badge,
    fold,
    link,
    missing,
    remark,
    small,
    spaced,
    tag,
    together,
)
from generator.html.escape import Safe
from generator.html.harm_line import harm_line
from generator.html.notices import report_line
from generator.html.open_page import OpenPage
from generator.html.printed_values import interval, p_value, small_interval
from generator.html.result_line import against, figure_link, remarks, worked_out_as_counted
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
from generator.synthesis.complement import counted_alike
from generator.synthesis.groups import all_results, domain
from generator.synthesis.participants import overlaps
from generator.synthesis.selection import is_final
from generator.synthesis.study_design import ONGOING, is_randomised
from generator.text.count_words import count_words
from generator.wording.background import cannot_conclude, no_background
from generator.wording.limits_words import limits_name
from generator.wording.result_names import control_words, heading, outcome_name

WHO, TOOK, DESIGN = "Who took part", "What they took", "How it was done"
TRUST, HOME = "How far to trust it", "Where it comes from"
# With what groups on the drug are compared, by the keys in which two studies agree or differ.
_COMPARED = {
    "chance": "groups formed by chance",
    "groups": "groups treated at the same time, not formed by chance",
    "": "not a study that compares treatments",
}


def study_side(page: OpenPage, study: Study) -> Side:
    """Return a study as a column."""
    background = _background(page, study)
    return Side(
        kind="studies",
        id=study.id,
        label=study.label,
        head=spaced(page.study(study), small(study.name or "")),
        alone=_alone(page, study),
        retracted=study.id in page.site.retracted,
        shares=dict(_shares(page, study)),
        # Every study yields the same facts in one order, empty or not: by them the rows align.
        facts=(*_who(page, study), *_took(page, study), *_design(page, study, background)),
        background=background_words(page, background),
        lines=tuple(_lines(page, counted_alike(page.evidence, study))),
        harms=tuple(_harm(page, study, harm) for harm in study.harms),
        trust=(*_trusted(page, study), *_home(page, study)),
    )


def background_words(page: OpenPage, background: Background | None) -> dict[str, Child]:
    """Return what control groups did, by the heading of each domain with uncontrolled responses."""
    if background is None:
        return {}
    words: dict[str, Child] = {}
    for name in background.domains:
        lines = [
            control_line(page, background, control)
            for control in background.controls
            if domain(page.evidence, control.result) == name
        ]
        none = missing(no_background(background))
        words[heading(name)] = together(lines, "; ") if lines else none
    return words


def place_of(page: OpenPage, domain_name: str) -> int:
    """Return where a domain stands in every column; those that the vocabulary lacks stand last."""
    known = [*page.evidence.domains]
    return known.index(domain_name) if domain_name in known else len(known)


def harm_key(harm: Harm) -> str:
    """Return what harms share that two sources name by the same words."""
    # Other words are never taken for the same harm, however near they seem.
    return " ".join(harm.event.casefold().split())


def small_line(text: str) -> Safe:
    """Return words that have a line to themselves below a figure."""
    return tag("small", text, class_="ev-line")


def _background(page: OpenPage, study: Study) -> Background | None:
    if study.evidence not in ONGOING:
        return None
    return background_of(page.evidence, all_results([study]))


def _alone(page: OpenPage, study: Study) -> str:
    if study.evidence not in ONGOING or study.id in page.site.compared:
        return ""
    return control_words(page.evidence, study)


def _shares(page: OpenPage, study: Study) -> Iterator[tuple[str, bool]]:
    """Yield the studies that have people of this one among theirs, and whether that is certain."""
    for first, second, certain in overlaps(page.evidence, page.evidence.studies.values()):
        if first == study.id:
            yield second, certain
        elif second == study.id:
            yield first, certain


def _who(page: OpenPage, study: Study) -> Iterator[Fact]:
    labels = together((page.population(name) for name in study.populations), "; ")
    yield Fact(WHO, "Population", labels, "|".join(sorted(study.populations)), "other population")
    who = study.population
    disease, ages = (who.disease, who.age_group or "") if who else ("", "")
    yield Fact(WHO, "Disease", disease or None, disease, "disease named otherwise")
    yield Fact(WHO, "Age group", ages or None, ages, "other age group")
    yield Fact(WHO, "Subtype", who.subtype if who else None)
    earlier = earlier_treatment(study)
    yield Fact(WHO, "Earlier treatment", earlier or None, earlier, "other selection")
    yield Fact(WHO, "Who could take part", _folded("Criteria", who.criteria if who else None))
    note = study.participants.note if study.participants else None
    yield Fact(WHO, "How many", spaced(people_counts(study), remark(note)))


def _took(page: OpenPage, study: Study) -> Iterator[Fact]:
    # By drugs of the topic if there are any: what their controls took is told by the groups.
    ours = [name for name in study.drugs if name in page.site.interventions]
    drugs = spaced(*map(page.drug, study.drugs))
    yield Fact(TOOK, "Drugs", drugs, "|".join(sorted(ours or study.drugs)), "other drug")
    dose = "; ".join(doses(page.evidence, study))
    yield Fact(TOOK, "Groups and doses", groups(page, study), dose, "other dose as printed")


def _design(page: OpenPage, study: Study, background: Background | None) -> Iterator[Fact]:
    design = page.evidence.designs[study.design]
    yield Fact(DESIGN, "Design", design.label, design.id, "other design")
    compared = _alone(page, study) or _comparison(page, study)
    yield Fact(DESIGN, "Compared with", _compared(page, study), compared, "other comparison")
    length = follow_up_words(study.follow_up).striptags() if study.follow_up else ""
    yield Fact(DESIGN, "Followed for", followed(study), length, "other length")
    yield Fact(DESIGN, "Where and when", where_and_when(study))
    cannot = None
    if background and background.limits.uncontrolled:
        cannot = cannot_conclude(background.limits)
    yield Fact(DESIGN, "What cannot be concluded", cannot, silent=_not_alone(page, study))


def _not_alone(page: OpenPage, study: Study) -> str:
    """Return why nothing is said of what responses without a control group cannot show."""
    if study.evidence not in ONGOING:
        return "no responses to treatment are taken from it"
    if study.id in page.site.compared:
        return "it has a control group"
    return "no result could be read"


def _comparison(page: OpenPage, study: Study) -> str:
    if is_randomised(page.evidence, study):
        return "chance"
    return "groups" if study.id in page.site.controlled else ""


def _compared(page: OpenPage, study: Study) -> Child:
    """Return what groups on the drug are compared with: other groups, earlier ones, nothing."""
    if alone := _alone(page, study):
        return badge(alone, "caution")
    return _COMPARED[_comparison(page, study)]


def _lines(page: OpenPage, study: Study) -> Iterator[Line]:
    for result in study.results:
        name = domain(page.evidence, result)
        label = outcome_name(page.evidence, result)
        # Only a measure of the vocabulary is known to be the same in two studies.
        shared = result.measure != UNLISTED and result.measure in page.evidence.measures
        yield Line(
            place=place_of(page, name),
            domain=heading(name),
            row=result.measure if shared else "",
            row_name=label,
            name=label,
            time=str(result.time or ""),
            kind=result.kind,
            further=not is_final(result),
            content=spaced(*_figures(page, study, result)),
        )


def _figures(page: OpenPage, study: Study, result: Result) -> Iterator[Child]:
    """Yield everything a page says of a result, and whether its source is a secondary one."""
    yield figure_link(page, study, result)
    yield small_interval(interval(result), limits_name(result))
    yield p_value(result.p)
    beside = f" against {study.arm(result.against).label}" if result.against else ""
    group = study.arm(result.arm).label if result.arm else "group not stated"
    yield small_line(f"{group}{beside}, {result.time or 'time not stated'}")
    yield against(page, study, result)
    yield worked_out_as_counted(page, study, result)
    if outcome_name(page.evidence, result) != result.reported_as:
        yield small_line(f"reported as: {result.reported_as}")
    yield remarks(page, study, result)
    yield _rank(study, result.source)


def _rank(study: Study, source: str) -> Safe | None:
    """Return that a figure was not read in the paper itself."""
    # A copy of the primary text says what that says, and needs no warning.
    rank = study.sources[source].rank
    return badge("secondary source", "secondary") if rank is Rank.SECONDARY else None


def _harm(page: OpenPage, study: Study, harm: Harm) -> HarmLine:
    return HarmLine(
        key=harm_key(harm),
        event=harm.event,
        serious=bool(harm.serious),
        content=spaced(harm_line(page, study, harm), _rank(study, harm.source)),
    )


def _trusted(page: OpenPage, study: Study) -> Iterator[Fact]:
    appraised = appraisal_for(page.evidence, study)
    tool = "" if isinstance(appraised, Unappraised) else appraised.tool_label
    yield Fact(TRUST, "Appraisal", appraisal_line(page, study), tool, "other tool")
    bias = _folded("Remarks", study.bias_notes)
    yield Fact(TRUST, "What bears on bias", bias, silent="no note was made")
    checks = link(page.study_address(study, "_checks"), study_line(page, study))
    yield Fact(TRUST, "Checks of its figures", checks)
    disagreements = _disagreements(page, study)
    yield Fact(TRUST, "Where its sources disagree", disagreements, silent="none noted")
    notices = together(report_line(page, study, key) for key in study.reports)
    yield Fact(TRUST, "Retraction, concern, erratum", notices)


def _disagreements(page: OpenPage, study: Study) -> Child:
    lines = [
        tag("p", link(page.study_address(study, noted.id), noted.text))
        for noted in study.discrepancies
    ]
    return _folded(f"{len(lines)} noted", together(lines))


def _home(page: OpenPage, study: Study) -> Iterator[Fact]:
    known = filter(None, map(page.evidence.citations.get, study.reports))
    reports = together(tag("p", cited(page, report)) for report in known)
    yield Fact(HOME, "Reports", reports or None)
    numbers = together(map(registration, study.registrations), ", ")
    yield Fact(HOME, "Registration", numbers or None)
    pages = _folded(count_words(len(study.sources), "page"), read_on(page, study))
    yield Fact(HOME, "Pages it was read on", pages)
    yield Fact(HOME, "Funding", study.funding)
    yield Fact(HOME, "Conflicts", study.conflicts)


def _folded(name: str, text: Child) -> Safe | None:
    return fold(name, tag("div", text)) if text else None
