"""A reason against putting a number together with others, which a curator judged otherwise."""

from typing import Annotated

from generator.model.date import PartialDate
from generator.model.meaning import means
from generator.model.record import record


@record
class PoolingOverride:
    """One reason set aside for one number, with who, why and when; shown beside the average."""

    result: Annotated[str, means("address of the number", "paper-2021#fever-free-4w")]
    reason: Annotated[
        str,
        means(
            "the reason that is set aside, as pages name it",
            "different time",
            "different subtype",
            "different age group",
            "different comparator",
        ),
    ]
    because: Annotated[str, means("why the number goes with the others all the same")]
    by: Annotated[str, means("who judged, by name or role")]
    date: Annotated[PartialDate, means("day of the judgement", "2026-11-22")]
    population: Annotated[
        str | None,
        means(
            "id of the population on whose page it holds; everywhere without one",
            names="population",
        ),
    ] = None
