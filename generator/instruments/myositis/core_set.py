"""The six core set measures of myositis, the instruments that stand for them, and their scales."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.instruments.myositis.exact_number import Exact


class Measure(StrEnum):
    """One of the six core set measures; each counts once, whichever instrument stands for it."""

    PHYSICIAN_GLOBAL = "physician_global"
    PATIENT_GLOBAL = "patient_global"
    STRENGTH = "strength"
    FUNCTION = "function"
    ENZYME_OR_QUALITY_OF_LIFE = "enzyme_or_quality_of_life"
    EXTRAMUSCULAR = "extramuscular"


class ScaleError(ValueError):
    """A value or a scale that is impossible: what was seen, what was expected, and what to do.

    `about` is the id of the instrument where the conflict is between several.
    """

    def __init__(self, seen: str, expected: str, remedy: str, about: str = "") -> None:
        super().__init__(f"{seen}; expected {expected}. {remedy}")
        self.seen, self.expected, self.remedy, self.about = seen, expected, remedy, about


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreSetInstrument:
    """A questionnaire, test or assay: the measure it stands for, its scale, and its direction.

    `ranges` are the scales in use. Where there are several, or none is known, the scale has to be
    given. The range of an enzyme is a multiple of its upper limit of normal. `remembered` is a
    range that no source we read states. `imacs_measure` is the measure an instrument stands for in
    the IMACS core set where that is another one; that DAS and CHQ stand for none there (`in_imacs`)
    is remembered too.
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
    imacs_measure: Measure | None = None
    only_percent: bool = False
    remembered: int | None = None

    @property
    def measure_in_imacs(self) -> Measure:
        """Return the measure that the instrument stands for in the IMACS core set.

        >>> str(INSTRUMENTS["cmas"].measure), str(INSTRUMENTS["cmas"].measure_in_imacs)
        ('strength', 'function')
        """
        return self.imacs_measure or self.measure

    @property
    def is_fixed(self) -> bool:
        """Tell whether the instrument has one scale, which therefore need not be given."""
        return len(self.ranges) == 1 and not self.is_enzyme

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return the scales to choose from, each with its words; none where there is no choice.

        >>> INSTRUMENTS["mmt8"].choices
        [('80', '80 (one side and axial)'), ('150', '150 (both sides and axial)')]
        """
        if len(self.ranges) == 1 or not self.ranges:
            return []
        words = self.unit.split(" or ")
        return list(zip(map(str, self.ranges), words, strict=True))


def _on_a_line(name: str, label: str, measure: Measure) -> CoreSetInstrument:
    """Return an instrument on a visual analogue scale, read in centimetres or in millimetres."""
    unit = "10 (a line of 10 cm) or 100 (mm)"
    return CoreSetInstrument(id=name, label=label, measure=measure, ranges=(10, 100), unit=unit)


def _enzyme(
    name: str, label: str, multiple: int, remembered: int | None = None
) -> CoreSetInstrument:
    return CoreSetInstrument(
        id=name,
        label=label,
        measure=Measure.ENZYME_OR_QUALITY_OF_LIFE,
        ranges=(multiple,),
        unit="upper limits of normal",
        is_enzyme=True,
        remembered=remembered,
    )


def _known_in_percent(name: str, label: str, measure: Measure) -> CoreSetInstrument:
    """Return what stands for a measure of which only a percentage is known, not the instrument."""
    return CoreSetInstrument(id=name, label=label, measure=measure, only_percent=True)


# Ranges: Rider LG and others. Arthritis Care Res 2011;63:S118 for the instruments; the table of the
# total improvement score, PMC5577002. What was not seen in any source stands in `remembered`.
_ALL = (
    _on_a_line("physician-global", "Physician global activity", Measure.PHYSICIAN_GLOBAL),
    _on_a_line("patient-global", "Patient or parent global activity", Measure.PATIENT_GLOBAL),
    CoreSetInstrument(
        id="mmt8",
        label="Manual muscle testing (MMT8)",
        measure=Measure.STRENGTH,
        ranges=(80, 150),
        unit="80 (one side and axial) or 150 (both sides and axial)",
        higher_is_better=True,
        remembered=150,
    ),
    # The juvenile criteria count CMAS as strength, the IMACS core set as physical function
    # beside CHAQ: https://www.niehs.nih.gov/research/resources/imacs/abouttools/ (item Physical
    # function) and https://pmc.ncbi.nlm.nih.gov/articles/PMC2774891/table/T2 (row Functional
    # ability: CHAQ or CMAS). That CHQ and DAS count for nothing there is REMEMBERED_OF_IMACS.
    CoreSetInstrument(
        id="cmas",
        label="Childhood Myositis Assessment Scale (CMAS)",
        measure=Measure.STRENGTH,
        ranges=(52,),
        higher_is_better=True,
        is_juvenile=True,
        imacs_measure=Measure.FUNCTION,
    ),
    CoreSetInstrument(id="haq", label="HAQ", measure=Measure.FUNCTION, ranges=(3,), is_adult=True),
    CoreSetInstrument(
        id="chaq", label="CHAQ", measure=Measure.FUNCTION, ranges=(3,), is_juvenile=True
    ),
    _enzyme("ck", "Creatine kinase", 15),
    _enzyme("aldolase", "Aldolase", 6, remembered=6),
    _enzyme("ast", "AST", 3),
    _enzyme("alt", "ALT", 3),
    _enzyme("ldh", "LDH", 3),
    CoreSetInstrument(
        id="chq-phs",
        label="CHQ physical summary score",
        measure=Measure.ENZYME_OR_QUALITY_OF_LIFE,
        unit="the width of the scale, which no source that was read gives",
        higher_is_better=True,
        is_juvenile=True,
        in_imacs=False,
    ),
    _on_a_line("extramuscular", "Extramuscular activity", Measure.EXTRAMUSCULAR),
    CoreSetInstrument(
        id="das",
        label="Disease Activity Score (DAS)",
        measure=Measure.EXTRAMUSCULAR,
        ranges=(20,),
        is_juvenile=True,
        in_imacs=False,
        remembered=20,
    ),
    _known_in_percent("strength", "Muscle strength", Measure.STRENGTH),
    _known_in_percent("function", "Physical function", Measure.FUNCTION),
    _known_in_percent(
        "enzyme-or-quality-of-life",
        "Muscle enzyme or quality of life",
        Measure.ENZYME_OR_QUALITY_OF_LIFE,
    ),
)
INSTRUMENTS = {instrument.id: instrument for instrument in _ALL}
# Those of which values can be given; of the others a percentage alone is known.
WITH_VALUES = tuple(instrument for instrument in _ALL if not instrument.only_percent)
# The headings of the measures; each instrument has a label of its own.
MEASURE_LABELS: Mapping[Measure, str] = {
    Measure.PHYSICIAN_GLOBAL: "Physician global activity",
    Measure.PATIENT_GLOBAL: "Patient or parent global activity",
    Measure.STRENGTH: "Muscle strength",
    Measure.FUNCTION: "Physical function",
    Measure.ENZYME_OR_QUALITY_OF_LIFE: "Muscle enzyme, or quality of life in children",
    Measure.EXTRAMUSCULAR: "Extramuscular activity",
}
# Said wherever a verdict rests on it.
REMEMBERED_OF_IMACS = "that DAS and CHQ stand for no measure of the IMACS core set"
# Other names that tables use for an instrument.
_ALSO = {
    "mmt-8": "mmt8",
    "parent-global": "patient-global",
    "enzyme": "enzyme-or-quality-of-life",
    "quality-of-life": "enzyme-or-quality-of-life",
}


def known_percents(
    percents: Mapping[Measure, Exact | None] | Mapping[str, Exact | None],
) -> dict[Measure, Exact]:
    """Return the known percentages in the order of the core set; ValueError for another name."""
    named = {Measure(name): percent for name, percent in percents.items() if percent is not None}
    return {measure: named[measure] for measure in Measure if measure in named}


def instrument_named(name: str) -> CoreSetInstrument:
    """Return the instrument of a name, in any case and with hyphens, underscores or spaces.

    ScaleError where there is none of that name.

    >>> instrument_named("Physician_Global").label
    'Physician global activity'
    """
    key = re.sub(r"[\s_]+", "-", name.strip().lower())
    instrument = INSTRUMENTS.get(_ALSO.get(key, key))
    if instrument is None:
        known = ", ".join(INSTRUMENTS)
        raise ScaleError(f"is {name!r}", f"one of {known}", "Mend the spelling of the measure.")
    return instrument


def check_belongs(instrument: CoreSetInstrument, *, juvenile: bool) -> None:
    """Raise ScaleError for an instrument for children under adult criteria, or the reverse."""
    if instrument.is_juvenile and not juvenile:
        raise ScaleError(
            f"is {instrument.label}, an instrument for children",
            "an instrument of the criteria for adults",
            "Choose the juvenile criteria (--juvenile), or leave it out.",
        )
    if instrument.is_adult and juvenile:
        raise ScaleError(
            f"is {instrument.label}, an instrument for adults",
            "CHAQ",
            "Give the CHAQ, or choose the adult criteria.",
        )
