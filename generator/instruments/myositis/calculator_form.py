"""The form of the calculators: the fields of every instrument, with unit, range and message."""

from collections.abc import Sequence

from generator.html.element import Child, tag, together
from generator.html.escape import Safe
from generator.instruments.myositis.core_set import (
    MEASURE_LABELS,
    WITH_VALUES,
    CoreSetInstrument,
    Measure,
)
from generator.instruments.myositis.exact_number import in_decimals
from generator.instruments.myositis.total_improvement_score import LEVELS, Criteria

# Longer than any printed value; `exact` takes no more than 30 digits on either side of the point.
_LONGEST = "24"
_VISITS = (("baseline", "Baseline"), ("followUp", "Follow-up"))
_GROUPS = {Criteria.ADULT: "Adult", Criteria.JUVENILE: "Juvenile"}
_HINTS = {
    Measure.ENZYME_OR_QUALITY_OF_LIFE: "Give each enzyme that was measured, all in the "
    "laboratory's own units. The one most abnormal at baseline, in multiples of its upper limit of "
    "normal, is counted.",
}
# The enzymes after the first are folded until they are wanted.
_FURTHER = [instrument for instrument in WITH_VALUES if instrument.is_enzyme][1:]


def calculator_form() -> Safe:
    """Return the form; what a script adds to it stays empty."""
    fields = (_measure(number, measure) for number, measure in enumerate(Measure, 1))
    return tag(
        "form",
        _groups(),
        *fields,
        class_="ev-score-form",
        id="_score",
        autocomplete="off",
        # The script says what is wrong beside each field, in words of its own.
        novalidate=True,
        aria_label="One patient",
    )


def _groups() -> Safe:
    choices = (_group(group, label) for group, label in _GROUPS.items())
    return tag("fieldset", tag("legend", "Criteria"), *choices, class_="ev-score-groups")


def _group(group: Criteria, label: str) -> Safe:
    checked = group is Criteria.ADULT
    choice = tag("input", type="radio", name="criteria", value=group, checked=checked)
    return tag("label", choice, tag("span", label))


def _measure(number: int, measure: Measure) -> Safe:
    instruments = [instrument for instrument in WITH_VALUES if instrument.measure is measure]
    named = len(instruments) > 1
    first = [instrument for instrument in instruments if instrument not in _FURTHER]
    further = [instrument for instrument in instruments if instrument in _FURTHER]
    most = f"up to {in_decimals(LEVELS[measure].points[-1])} points"
    if not named:
        most = f"{most}; {_better(instruments[0])}"
    heading = tag("legend", f"{number}. {MEASURE_LABELS[measure]} ", tag("small", most))
    hint = _HINTS.get(measure)
    return tag(
        "fieldset",
        heading,
        tag("p", hint, class_="ev-score-hint") if hint else None,
        *(_row(instrument, named=named) for instrument in first),
        _fold(further) if further else None,
        tag("div", class_="ev-score-steps", data_ev_steps=measure),
        data_ev_measure=measure,
    )


def _fold(instruments: Sequence[CoreSetInstrument]) -> Safe:
    labels = ", ".join(instrument.label for instrument in instruments)
    rows = (_row(instrument, named=True) for instrument in instruments)
    return tag("details", tag("summary", f"Further enzymes: {labels}"), *rows, class_="ev-fold")


def _better(instrument: CoreSetInstrument) -> str:
    return "higher is better" if instrument.higher_is_better else "lower is better"


def _row(instrument: CoreSetInstrument, *, named: bool) -> Safe:
    name = f"_name-{instrument.id}" if named else None
    visits = (_visit(instrument, field, label) for field, label in _VISITS)
    return tag(
        "div",
        _name(instrument, name) if name else None,
        tag("div", _width(instrument), *visits, class_="ev-score-fields"),
        class_="ev-score-row",
        data_ev_instrument=instrument.id,
        role="group" if named else None,
        aria_labelledby=name,
        # The page opens with the adult criteria; the script shows the rows of the group chosen.
        hidden=instrument.is_juvenile,
    )


def _name(instrument: CoreSetInstrument, name: str) -> Safe:
    better = tag("small", _better(instrument))
    return tag("p", tag("strong", instrument.label), " ", better, id=name)


def _width(instrument: CoreSetInstrument) -> Safe | None:
    """Return the field of the scale or the upper limit of normal; None where there is one scale."""
    if instrument.choices:
        options = [tag("option", label, value=value) for value, label in instrument.choices]
        options.insert(0, tag("option", "choose", value=""))
        return _field(instrument, "width", "Range, from 0 to", None, *options)
    if instrument.is_enzyme:
        return _field(instrument, "width", "Upper limit of normal", None)
    return None if instrument.ranges else _field(instrument, "width", "Width of the scale", None)


def _visit(instrument: CoreSetInstrument, field: str, label: str) -> Safe:
    scale = f"0 to {instrument.ranges[0]}" if instrument.is_fixed else ""
    return _field(instrument, field, label, tag("small", scale, data_ev_range=not scale))


def _field(
    instrument: CoreSetInstrument, field: str, label: str, hint: Child, *options: Safe
) -> Safe:
    """Return a labelled field with the place of its message; with options it is a choice."""
    control, fault = f"_{field}-{instrument.id}", f"_fault-{field}-{instrument.id}"
    return tag(
        "div",
        tag("label", together((label, hint), " "), for_=control),
        _control(field, control, fault, options),
        tag("p", id=fault, class_="ev-field-fault", hidden=True),
        class_="ev-field",
        data_ev_width=field == "width",
    )


def _control(field: str, name: str, fault: str, options: Sequence[Safe]) -> Safe:
    if options:
        return tag("select", *options, id=name, data_ev_field=field, aria_describedby=fault)
    # No field of type number: it hides from the script what it cannot read, as a decimal comma.
    return tag(
        "input",
        id=name,
        data_ev_field=field,
        aria_describedby=fault,
        type="text",
        inputmode="decimal",
        maxlength=_LONGEST,
        spellcheck="false",
        autocomplete="off",
    )
