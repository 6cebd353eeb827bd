"""Which instruments are installed, which a topic switches on, and what those can work out."""

import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from generator.instruments.instrument import Calculator, Instrument

# Another distribution brings an instrument by an entry point of this group; its own name is free.
GROUP = "generator.instruments"


class InstrumentError(Exception):
    """An installed instrument that cannot be used: which, why, and what to do, in one line."""


@cache
def installed() -> Mapping[str, Instrument]:
    """Return every instrument by its id: those of this room, then those of other distributions."""
    instruments: dict[str, Instrument] = {}
    for instrument in _declared():
        if instrument.id in instruments:
            raise InstrumentError(f"two instruments are called {instrument.id!r}. Uninstall one.")
        instruments[instrument.id] = instrument
    return instruments


def switched_on(ids: Iterable[str]) -> tuple[Instrument, ...]:
    """Return the instruments that a topic names, in its order, as far as they are installed."""
    return tuple(installed()[name] for name in ids if name in installed())


def calculators(ids: Iterable[str]) -> Mapping[str, Calculator]:
    """Return what the instruments that a topic names can work out, by id."""
    known: dict[str, Calculator] = {}
    for instrument in switched_on(ids):
        known |= {calculator.id: calculator for calculator in instrument.calculators}
    return known


def _declared() -> Iterator[Instrument]:
    # A package of this room is one; the modules beside it say what an instrument is.
    room = Path(__file__).parent
    for module in pkgutil.iter_modules([str(room)]):
        if module.ispkg:
            yield import_module(f"{__package__}.{module.name}").INSTRUMENT
    for entry in entry_points(group=GROUP):
        yield _loaded(entry)


def _loaded(entry: EntryPoint) -> Instrument:
    where = f"the entry point {entry.name} = {entry.value}"
    remedy = "Upgrade or uninstall the package that brings it."
    try:
        instrument = entry.load()
    except Exception as error:
        raise InstrumentError(f"{where} cannot be loaded ({error}). {remedy}") from error
    if not isinstance(instrument, Instrument):
        raise InstrumentError(f"{where} names no Instrument. {remedy}")
    return instrument
