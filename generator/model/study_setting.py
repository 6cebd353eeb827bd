"""Who took part in a study, where and when, and in which clusters they were assigned."""

from typing import Annotated

from generator.model.meaning import means
from generator.model.number import Count, Number
from generator.model.record import record
from generator.model.shared_fields import Note, PlaceOnPage, SourceId
from generator.model.text import AgeGroupId


@record
class StudyPopulation:
    """Who took part, in the words of the source."""

    disease: Annotated[str, means("the disease, in the words of the source")]
    age_group: Annotated[
        AgeGroupId | None, means("adults, children and adolescents, or both", names="age group")
    ] = None
    subtype: Annotated[str | None, means("subtype of the disease, if the source names one")] = None
    refractory: Annotated[
        bool | None, means("true where the source says that treatment had failed before")
    ] = None
    criteria: Annotated[
        str | None, means("who could take part, in the words of the source, shortened")
    ] = None
    source: SourceId | None = None
    where: PlaceOnPage | None = None
    note: Note | None = None


@record
class Setting:
    """Where and when a study was done, and by whom."""

    country: Annotated[str | None, means("country or countries")] = None
    city: Annotated[str | None, means("city")] = None
    site: Annotated[str | None, means("hospital or centre")] = None
    centres: Annotated[Count | None, means("number of centres: a whole number", "1")] = None
    period: Annotated[str | None, means("when people took part", "2017 to 2020")] = None
    sponsor: Annotated[str | None, means("who ran or paid for the study")] = None
    source: SourceId | None = None
    where: PlaceOnPage | None = None
    note: Note | None = None


@record
class Clusters:
    """Groups of people that were assigned as a whole, such as villages or wards.

    People of one cluster are alike, so that they tell less than as many people assigned one by
    one: see `synthesis.design_effect`.
    """

    number: Annotated[Count, means("how many clusters: a whole number", "24")]
    unit: Annotated[str | None, means("what a cluster is", "villages", "wards")] = None
    size: Annotated[
        Number | None,
        means(
            "mean number of people in a cluster, as printed; without it, the people of the study"
            " by the clusters",
            "38.5",
        ),
    ] = None
    icc: Annotated[
        Number | None,
        means("coefficient of correlation within clusters, as printed, between 0 and 1", "0.02"),
    ] = None
    source: SourceId | None = None
    where: PlaceOnPage | None = None
    note: Note | None = None
