"""Events in person-time in words: as printed, never without the time in which they were counted."""

from generator.model.result import RateResult
from generator.text.count_words import noun_for


def counted_in_time(result: RateResult) -> str:
    """Return how many events in how much time; what a source does not print is left out."""
    events = ""
    if result.events is not None:
        events = f"{result.events} {noun_for(result.events.value, 'event')}"
    if result.person_time is None:
        return events
    time = f"{result.person_time} {result.person_time_unit or 'of person-time, unit not stated'}"
    return f"{events} in {time}" if events else f"in {time}"


def printed_rate(result: RateResult) -> str:
    """Return the rate with its unit, as printed; nothing where no rate is printed."""
    if result.value is None:
        return ""
    return f"{result.value} {result.unit or 'per unit not stated'}"


def rate_words(result: RateResult) -> str:
    """Return events, time and rate as far as they are printed."""
    counted, rate = counted_in_time(result), printed_rate(result)
    return f"{counted} ({rate})" if counted and rate else counted or rate
