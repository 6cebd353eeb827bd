"""What regulators warn of, whole and first: the boxed warning, who carries it, what is unread."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from generator.html.element import Child, link, paragraph, small_fold, tag, together
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.open_page import OpenPage
from generator.html.safety_notices import OTHER_DISEASE
from generator.model.register import SafetyNotice
from generator.model.vocabulary import Drug
from generator.synthesis.interventions import interventions
from generator.synthesis.warnings import (
    BoxedWarning,
    Carrier,
    Warnings,
    bears_on,
    class_of,
    drugs_warned_of,
    is_class,
    names_drug,
    of_the_same_class,
    warnings_for,
)

_ALL = "All warnings and their sources"
# A line is for harms further down a page; `all` names the drugs too that no study here gave.
Form = Literal["block", "line", "all"]


def regulators_warn(
    page: OpenPage, drugs: Sequence[Drug] | None = None, form: Form = "block"
) -> Safe | None:
    """Return what regulators warn of for drugs, or for the whole topic; None if nothing is known.

    Other drugs of the same class follow apart, since their warning names none of these. No warning
    is about no drug at all: an empty list has none.
    """
    evidence = page.evidence
    chosen = drugs
    if chosen is None:
        chosen = (interventions if form == "all" else drugs_warned_of)(evidence)
    own = warnings_for(evidence, chosen)
    lines = [*_own(page, own, form, drugs or ())]
    if not own.boxed and drugs:
        others = warnings_for(evidence, of_the_same_class(evidence, drugs))
        lines += _others(page, others, drugs)
    if not lines:
        return None
    if page.path != "safety.html":
        lines.append(paragraph(link(_address(page), _ALL)))
    return tag(
        "aside",
        *lines,
        class_="ev-note ev-warning",
        role="note",
        data_ev_tone="caution",
        data_ev_warning=form,
        aria_label="What regulators warn of",
        # Said on many pages, found once: on the page of safety.
        data_search_exclude=page.path != "safety.html",
    )


def regulators_warn_of(page: OpenPage, drug: Drug, form: Form = "block") -> Safe | None:
    """Return what regulators warn of for one drug; for a class what they do for its drugs."""
    chosen = None if is_class(page.evidence, drug) else [drug]
    return regulators_warn(page, chosen, form)


def headings_of_the_class(page: OpenPage) -> Safe | None:
    """Return the boxed warnings of the topic's drugs in a few words; None where there are none."""
    known = warnings_for(page.evidence, drugs_warned_of(page.evidence))
    lines = (
        together((f"{'; '.join(boxed.headings)} (", _carried_by(page, boxed), ")"))
        for boxed in known.boxed
    )
    said = together(lines, ". ")
    return together(("boxed warning of the class: ", said, ".")) if known.boxed else None


def _carried_by(page: OpenPage, boxed: BoxedWarning) -> Safe:
    return _names(page, [carrier.drug for carrier in boxed.carriers])


def statement_line(page: OpenPage, notice: SafetyNotice, drugs: Iterable[Drug] = ()) -> Safe:
    """Return who said what when, in whose name, and that a drug is not named where it is not."""
    named = f" ({', '.join(notice.drugs_as_named)})" if notice.drugs_as_named else ""
    name = link(_address(page, notice.id), who_and_when(notice))
    unnamed = [drug for drug in drugs if _is_of_class(page, notice, drug)]
    apart = together((" Does not name ", _names(page, unnamed), ".")) if unnamed else None
    elsewhere = f" {OTHER_DISEASE}" if notice.other_disease else None
    return together((name, named, ": ", explain(page, notice.fact), elsewhere, apart))


def _is_of_class(page: OpenPage, notice: SafetyNotice, drug: Drug) -> bool:
    return not names_drug(notice, drug) and bears_on(page.evidence, notice, drug)


def _own(page: OpenPage, known: Warnings, form: Form, drugs: Sequence[Drug]) -> Iterator[Safe]:
    if known.is_empty:
        return
    for boxed in known.boxed:
        yield _boxed(page, boxed)
    if gaps := list(_gaps(page, known)):
        yield paragraph(together(gaps, " "))
    if form != "line" and known.statements:
        yield paragraph(tag("strong", "Regulators: "), _who_warned(page, known.statements), ".")
        # Outside of the paragraph, which can hold no fold.
        lines = (paragraph(statement_line(page, word, drugs)) for word in known.statements)
        yield small_fold("what they say", *lines)


def _boxed(page: OpenPage, boxed: BoxedWarning) -> Safe:
    whose = f"Boxed warning ({boxed.body}): " if boxed.body else "Boxed warning: "
    carriers = _listed([_carrier(page, carrier) for carrier in boxed.carriers])
    headings = tag("span", "; ".join(boxed.headings), class_="ev-headings")
    return paragraph(tag("strong", whose), headings, ". On the label of ", carriers, ".")


def _carrier(page: OpenPage, carrier: Carrier) -> Safe:
    date = ""
    if carrier.revised:
        date = f" (box as of {carrier.revised.words()})"
    elif as_of := carrier.label.boxed_warning_as_of:
        date = f" (in the version of {as_of.words()})"
    return together((_name(page, carrier.drug), date))


def _gaps(page: OpenPage, known: Warnings) -> Iterator[Safe]:
    """Yield what is not known of labels, and which has no boxed warning."""
    if known.unread:
        they = "they have" if len(known.unread) > 1 else "it has"
        why = f" (so whether {they} a boxed warning is not known here)."
        names = _names(page, known.unread)
        yield together((tag("strong", "Label not read: "), names, why))
    if known.broken_off:
        names = _names(page, known.broken_off)
        yield together(
            ("Boxed warning not read to its end, so no part of it is shown: ", names, ".")
        )
    if known.unseen:
        names = _names(page, known.unseen)
        yield together(("Whether there is a boxed warning was not seen for ", names, "."))
    if known.without:
        yield together(("No boxed warning on the label: ", _names(page, known.without), "."))
    if known.unlisted:
        yield together(("No label in this record: ", _names(page, known.unlisted), "."))


def _others(page: OpenPage, known: Warnings, drugs: Sequence[Drug]) -> Iterator[Safe]:
    """Yield the boxed warnings of other drugs of the class, and that these drugs are not named."""
    for boxed in known.boxed:
        headings = tag("span", "; ".join(boxed.headings), class_="ev-headings")
        which = "Other drugs of the class carry a boxed warning"
        # Whether it names a control is no question: a control is of another class, or of none.
        members = [drug for drug in drugs if class_of(page.evidence, drug)]
        not_named = (" It does not name ", _names(page, members), ".")
        yield paragraph(f"{which}: ", headings, " (", _carried_by(page, boxed), ").", *not_named)


def _who_warned(page: OpenPage, notices: Sequence[SafetyNotice]) -> Safe:
    """Return who warned and when, each a link."""
    # Several notices of one day are one word of the regulator, told in parts.
    names = {who_and_when(notice): notice for notice in reversed(notices)}
    return _listed([link(_address(page, names[who].id), who) for who in reversed(names)])


def who_and_when(notice: SafetyNotice) -> str:
    """Return who said something and when, or that it has no date."""
    when = notice.issued or notice.date_reported
    return f"{notice.body or notice.kind_words}, {when.words() if when else 'undated'}"


def _address(page: OpenPage, anchor: str = "_notices") -> str:
    return page.address(f"safety.html#{anchor}")


def _names(page: OpenPage, drugs: Iterable[Drug]) -> Safe:
    return _listed([_name(page, drug) for drug in drugs])


def _name(page: OpenPage, drug: Drug) -> Child:
    # Without its colour: a warning is no key to a picture.
    if not page.has_drug_page(drug.id):
        return drug.label
    return link(page.address(f"drugs/{drug.id}.html"), drug.label)


def _listed(names: Sequence[Child]) -> Safe:
    """Return names as a sentence lists them: `one`, `one and two`, `one, two and three`."""
    *first, last = names
    return together((together(first, ", "), " and " if first else None, last))
