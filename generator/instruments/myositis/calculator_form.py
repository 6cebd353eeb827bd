"""The form of the calculators: a field for every value of every instrument, each with its unit, range and message."""

from generator.html.element import Child, tag, together
from generator.html.escape import Safe
from generator.instruments.myositis.core_set import Instrument, Measure
from generator.instruments.myositis.response_criteria import MEASURE_WORDS, instruments, widths
from generator.instruments.myositis.total_improvement_score import LEVELS, Criteria

_LONGEST = "24"
_VISITS = (("baseline", "Baseline"), ("followUp", "Follow-up"))
_FOR = {Criteria.ADULT: "Adult", Criteria.JUVENILE: "Juvenile"}
_HINTS = {
    Measure.ENZYME_OR_QUALITY_OF_LIFE: "Give each enzyme that was measured, all in the laboratory's own units. The one "
    "most abnormal at baseline, in multiples of its upper limit of normal, is counted.",
}


def calculator_form() -> Safe:
    """Return the form; what a script adds to it stays empty."""
    fields = (_measure(number, measure) for number, measure in enumerate(Measure, 1))
    return tag(
        "form", _groups(), *fields,
        class_="ev-score-form", id="_score", autocomplete="off", novalidate=True, aria_label="One patient",
    )  # fmt: skip


def _groups() -> Safe:
    choices = (
        tag(
            "label",
            tag(
                "input", type="radio", name="criteria", value=group, checked=group is Criteria.ADULT
            ),
            tag("span", words),
        )
        for group, words in _FOR.items()
    )
    return tag("fieldset", tag("legend", "Criteria"), *choices, class_="ev-score-groups")


def _measure(number: int, measure: Measure) -> Safe:
    own = [instrument for instrument in instruments() if instrument.measure is measure]
    named = len(own) > 1
    rows = [_row(instrument, named=named) for instrument in own if not _is_further(instrument)]
    further = [_row(instrument, named=named) for instrument in own if _is_further(instrument)]
    most = f"up to {LEVELS[measure].points[-1].normalize():f} points"
    hint = _HINTS.get(measure)
    return tag(
        "fieldset",
        tag(
            "legend",
            f"{number}. {MEASURE_WORDS[measure]} ",
            tag("small", most if named else f"{most}; {_better(own[0])}"),
        ),
        tag("p", hint, class_="ev-score-hint") if hint else None,
        *rows,
        _fold(own, further) if further else None,
        tag("div", class_="ev-score-steps", data_ev_steps=measure),
        data_ev_measure=measure,
    )


def _is_further(instrument: Instrument) -> bool:
    """Tell whether an instrument is one of the enzymes after the first, which are folded until they are wanted."""
    return instrument.is_enzyme and instrument is not next(
        one for one in instruments() if one.is_enzyme
    )


def _fold(own: list[Instrument], rows: list[Safe]) -> Safe:
    names = ", ".join(instrument.label for instrument in own if _is_further(instrument))
    return tag("details", tag("summary", f"Further enzymes: {names}"), *rows, class_="ev-fold")


def _better(instrument: Instrument) -> str:
    return "higher is better" if instrument.higher_is_better else "lower is better"


def _row(instrument: Instrument, *, named: bool) -> Safe:
    name = f"_name-{instrument.id}"
    label = (
        tag("p", tag("strong", instrument.label), " ", tag("small", _better(instrument)), id=name)
        if named
        else None
    )
    return tag(
        "div",
        label,
        tag(
            "div",
            _width(instrument),
            *(_visit(instrument, *visit) for visit in _VISITS),
            class_="ev-score-fields",
        ),
        class_="ev-score-row",
        data_ev_instrument=instrument.id,
        role="group" if named else None,
        aria_labelledby=name if named else None,
        hidden=instrument.is_juvenile,
    )


def _width(instrument: Instrument) -> Safe | None:
    """Return the field of the scale, or of the upper limit of normal; none where the scale is one."""
    if choices := widths(instrument):
        options = (tag("option", words, value=value) for value, words in choices)
        return _field(
            instrument,
            "width",
            "Range, from 0 to",
            None,
            tag("option", "choose", value=""),
            *options,
        )
    if instrument.is_enzyme:
        return _field(instrument, "width", "Upper limit of normal", None)
    return None if instrument.ranges else _field(instrument, "width", "Width of the scale", None)


def _visit(instrument: Instrument, field: str, words: str) -> Safe:
    fixed = (
        f"0 to {instrument.ranges[0]}"
        if len(instrument.ranges) == 1 and not instrument.is_enzyme
        else ""
    )
    return _field(instrument, field, words, tag("small", fixed, data_ev_range=not fixed))


def _field(instrument: Instrument, field: str, words: str, hint: Child, *options: Safe) -> Safe:
    """Return a labelled field with the place of its message; with options it is a choice."""
    own, fault = f"_{field}-{instrument.id}", f"_fault-{field}-{instrument.id}"
    if options:
        control = tag("select", *options, id=own, data_ev_field=field, aria_describedby=fault)
    else:
        control = tag(
            "input", id=own, data_ev_field=field, aria_describedby=fault,
            type="text", inputmode="decimal", maxlength=_LONGEST, spellcheck="false", autocomplete="off",
        )  # fmt: skip
    label = tag("label", together((words, hint), " "), for_=own)
    message = tag("p", id=fault, class_="ev-field-fault", hidden=True)
    return tag("div", label, control, message, class_="ev-field", data_ev_width=field == "width")
