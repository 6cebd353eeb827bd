"""The six core set measures of myositis, the instruments that stand for them, and the scale of each."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

Exact = str | int | float | Decimal | Fraction
_MOST_DECIMALS, _FEW_DECIMALS = 10, 4
_NUMBER = re.compile(r"(?P<sign>[-−+])?(?P<digits>\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})", re.ASCII)


class Measure(StrEnum):
    """One of the six things that are looked at; each counts once, whatever instrument stands for it."""

    PHYSICIAN_GLOBAL = "physician_global"
    PATIENT_GLOBAL = "patient_global"
    STRENGTH = "strength"
    FUNCTION = "function"
    ENZYME_OR_QUALITY_OF_LIFE = "enzyme_or_quality_of_life"
    EXTRAMUSCULAR = "extramuscular"


class ScaleFault(ValueError):  # noqa: N818 - a fault of what was given, told in one line
    """A value or a scale that cannot be: what was seen, what was expected and what to do, for one line.

    `about` is the id of the instrument, where the fault lies between several.
    """

    def __init__(self, seen: str, expected: str, remedy: str, about: str = "") -> None:
        super().__init__(f"{seen}; expected {expected}. {remedy}")
        self.seen, self.expected, self.remedy, self.about = seen, expected, remedy, about


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """What is put to a patient or a sample: for which measure, on which scale, and which way is better.

    `ranges` are the scales in use; where there are several, or none is known, the scale has to be
    given. For an enzyme the range is a multiple of the upper limit of normal. `remembered` is the
    range that was never seen in a source, only remembered; which instruments the IMACS core set
    counts is remembered too.
    """

    id: str
    label: str
    measure: Measure
    ranges: tuple[int, ...] = ()
    unit: str = ""
    higher_is_better: bool = False
    is_enzyme: bool = False
    is_juvenile: bool = False
    is_adult: bool = False
    in_imacs: bool = True
    only_percent: bool = False
    remembered: int | None = None


_VAS = "10 (a line of 10 cm) or 100 (mm)"
_LIMITS = "upper limits of normal"
# Ranges: Rider LG and others. Arthritis Care Res 2011;63:S118 for the instruments; the table of the
# total improvement score, PMC5577002. What was not seen in any source stands in `remembered`.
_ALL = (
    Instrument(
        id="physician-global", label="Physician global activity", measure=Measure.PHYSICIAN_GLOBAL,
        ranges=(10, 100), unit=_VAS,
    ),
    Instrument(
        id="patient-global", label="Patient or parent global activity", measure=Measure.PATIENT_GLOBAL,
        ranges=(10, 100), unit=_VAS,
    ),
    Instrument(
        id="mmt8", label="Manual muscle testing (MMT8)", measure=Measure.STRENGTH, ranges=(80, 150),
        unit="80 (one side and axial) or 150 (both sides and axial)", higher_is_better=True,
        remembered=150,
    ),
    Instrument(
        id="cmas", label="Childhood Myositis Assessment Scale (CMAS)", measure=Measure.STRENGTH, ranges=(52,),
        higher_is_better=True, is_juvenile=True, in_imacs=False,
    ),
    Instrument(id="haq", label="HAQ", measure=Measure.FUNCTION, ranges=(3,), is_adult=True),
    Instrument(id="chaq", label="CHAQ", measure=Measure.FUNCTION, ranges=(3,), is_juvenile=True),
    Instrument(
        id="ck", label="Creatine kinase", measure=Measure.ENZYME_OR_QUALITY_OF_LIFE, ranges=(15,), unit=_LIMITS,
        is_enzyme=True,
    ),
    Instrument(
        id="aldolase", label="Aldolase", measure=Measure.ENZYME_OR_QUALITY_OF_LIFE, ranges=(6,), unit=_LIMITS,
        is_enzyme=True, remembered=6,
    ),
    Instrument(
        id="ast", label="AST", measure=Measure.ENZYME_OR_QUALITY_OF_LIFE, ranges=(3,), unit=_LIMITS, is_enzyme=True,
    ),
    Instrument(
        id="alt", label="ALT", measure=Measure.ENZYME_OR_QUALITY_OF_LIFE, ranges=(3,), unit=_LIMITS, is_enzyme=True,
    ),
    Instrument(
        id="ldh", label="LDH", measure=Measure.ENZYME_OR_QUALITY_OF_LIFE, ranges=(3,), unit=_LIMITS, is_enzyme=True,
    ),
    Instrument(
        id="chq-phs", label="CHQ physical summary score", measure=Measure.ENZYME_OR_QUALITY_OF_LIFE,
        unit="the width of the scale, which no source that was read gives", higher_is_better=True, is_juvenile=True,
        in_imacs=False,
    ),
    Instrument(
        id="extramuscular", label="Extramuscular activity", measure=Measure.EXTRAMUSCULAR, ranges=(10, 100), unit=_VAS,
    ),
    Instrument(
        id="das", label="Disease Activity Score (DAS)", measure=Measure.EXTRAMUSCULAR, ranges=(20,), is_juvenile=True,
        in_imacs=False, remembered=20,
    ),
    # A measure of which only a percentage is known, not the instrument.
    Instrument(id="strength", label="Muscle strength", measure=Measure.STRENGTH, only_percent=True),
    Instrument(id="function", label="Physical function", measure=Measure.FUNCTION, only_percent=True),
    Instrument(
        id="enzyme-or-quality-of-life", label="Muscle enzyme or quality of life",
        measure=Measure.ENZYME_OR_QUALITY_OF_LIFE, only_percent=True,
    ),
)  # fmt: skip
# Said wherever a verdict rests on it.
REMEMBERED_OF_IMACS = "which instruments the IMACS core set counts"
INSTRUMENTS = {instrument.id: instrument for instrument in _ALL}
_ALSO = {
    "mmt-8": "mmt8",
    "parent-global": "patient-global",
    "enzyme": "enzyme-or-quality-of-life",
    "quality-of-life": "enzyme-or-quality-of-life",
}


def instrument_called(name: str) -> Instrument:
    """Return the instrument of a name, in any case, with hyphens, underscores or spaces; ScaleFault if there is none.

    >>> instrument_called("Physician_Global").label
    'Physician global activity'
    """
    key = re.sub(r"[\s_]+", "-", name.strip().lower())
    found = INSTRUMENTS.get(_ALSO.get(key, key))
    if found is None:
        known = ", ".join(INSTRUMENTS)
        raise ScaleFault(f"is {name!r}", f"one of {known}", "Mend the spelling of the measure.")
    return found


def check_belongs(instrument: Instrument, *, juvenile: bool) -> None:
    """Raise ScaleFault where an instrument is not of the criteria for adults, or not of those for children."""
    if instrument.is_juvenile and not juvenile:
        raise ScaleFault(
            f"is {instrument.label}, an instrument for children", "an instrument of the criteria for adults",
            "Choose the juvenile criteria (--juvenile), or leave it out.",
        )  # fmt: skip
    if instrument.is_adult and juvenile:
        raise ScaleFault(
            f"is {instrument.label}, an instrument for adults",
            "CHAQ",
            "Give the CHAQ, or choose the adult criteria.",
        )


def words_of(number: Fraction) -> str:
    """Return a number in decimals: exact where it ends within ten decimals, otherwise to four and marked so.

    >>> words_of(Fraction("5.0001")), words_of(Fraction(16, 3)), words_of(Fraction(-3))
    ('5.0001', 'about 5.3333', '-3')
    """
    if 10**_MOST_DECIMALS % number.denominator:
        return f"about {Decimal(round(number * 10**_FEW_DECIMALS)).scaleb(-_FEW_DECIMALS)}"
    scaled = Decimal(number.numerator * (10**_MOST_DECIMALS // number.denominator))
    text = f"{scaled.scaleb(-_MOST_DECIMALS):f}"
    return text.rstrip("0").rstrip(".")


def exact(value: Exact) -> Fraction:
    """Return a number without rounding; a float counts as the shortest decimal that stands for it.

    ValueError where it is no finite decimal number; a comma is no decimal point.

    >>> exact("5.0001") > 5, exact("5.000") == 5, exact(0.1) == Fraction(1, 10)
    (True, True, True)
    """
    if isinstance(value, bool):
        raise ValueError("is a yes or no, and no number")  # noqa: TRY004 - one kind of fault for whoever asks
    if isinstance(value, str):
        match = _NUMBER.fullmatch(value.strip())
        if not match:
            raise ValueError(f"{value!r} is no number as in 28, 15.4 or -2.5")
        number = Fraction(match["digits"].rstrip("."))
        return -number if match["sign"] in {"-", "−"} else number
    try:
        return Fraction(repr(value) if isinstance(value, float) else value)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{value} is no finite number") from error
