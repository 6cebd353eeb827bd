"""Age groups and populations: the people by which studies are brought together, and who is near."""

from typing import Annotated

from generator.model.meaning import means
from generator.model.number import Count
from generator.model.record import record
from generator.model.shared_fields import Label, Note
from generator.model.text import AgeGroupId, Slug


@record
class AgeGroup:
    """An age group of participants, with the ages in years that can be expected in it."""

    id: Annotated[Slug, means("id of the age group", "adult")]
    label: Label
    youngest: Annotated[
        Count | None, means("lowest age in years to be expected in it: a whole number", "16")
    ] = None
    oldest: Annotated[
        Count | None, means("highest age in years to be expected in it: a whole number", "120")
    ] = None


# What a project without a list of its own has. Generous on purpose: children treated until they are
# grown, adults who fell ill young, and nobody known to be older than 120.
AGE_GROUPS = (
    AgeGroup(id="adult", label="Adults", youngest=Count("16", 16), oldest=Count("120", 120)),
    AgeGroup(id="child", label="Children", youngest=Count("0", 0), oldest=Count("25", 25)),
    AgeGroup(id="mixed", label="Adults and children"),
)


@record
class NearPopulation:
    """Other people whose control groups may stand beside these, with what sets them apart."""

    population: Annotated[str, means("id of the other population", names="population")]
    difference: Annotated[
        str,
        means(
            "who those people are, as it stands beside a figure of theirs",
            "grown-ups who had the fever before",
        ),
    ]
    domains: Annotated[
        tuple[Slug, ...],
        means("domains of outcome in which it is near; every one if left out", "fever"),
    ] = ()


@record
class Population:
    """A group of people by which studies are brought together.

    A control group of another population stands beside these people only where `near` names it.
    """

    id: Annotated[Slug, means("id of the population", "grown-ups")]
    label: Label
    definition: Annotated[str, means("who belongs to it, so that two curators would decide alike")]
    age_group: Annotated[
        AgeGroupId | None,
        means("the age group of everybody in it; left out where it may be any", names="age group"),
    ] = None
    near: Annotated[
        tuple[NearPopulation, ...],
        means(
            "populations of the same age group whose control groups may be shown beside it, each"
            " with the difference"
        ),
    ] = ()
    note: Note | None = None
