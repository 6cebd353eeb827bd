"""Fields that stand in many records and mean the same in each."""

from typing import Annotated

from generator.model.date import PartialDate
from generator.model.meaning import means
from generator.model.number import Count, Number
from generator.model.text import Address, Slug

RecordId = Annotated[
    Slug,
    means(
        "id of the record: small letters, digits, single hyphens; part of a permanent "
        "address, never reused or renamed",
        "total-score-12w",
    ),
]
Label = Annotated[str, means("name shown to readers")]
Note = Annotated[
    str, means("what a reader needs to know to read the entry right, in our own words")
]
SourceId = Annotated[
    str, means("id of the page the value was read on; it stands under `sources` of the study")
]
PlaceOnPage = Annotated[
    str, means("place on that page", "Abstract, Results, sentence 2", "Table 2")
]
PageAddress = Annotated[
    Address,
    means(
        "address of the page, with https:// or http://", "https://pubmed.ncbi.nlm.nih.gov/12345678/"
    ),
]
DaySeen = Annotated[
    PartialDate, means("day the page was read: a date, a month or a year", "2026-11-22")
]
ReadThrough = Annotated[
    str,
    means(
        "the page that sums the source up, given where the source itself was not read: what is "
        "cited then rests on that page, and says so wherever it is shown",
        "a news digest of late August 2026",
    ),
]
FurtherPages = Annotated[tuple[Address, ...], means("further pages that say the same")]
DrugIds = Annotated[
    tuple[str, ...],
    means("ids of the drugs it is about, from data/vocabulary/drugs.yml", names="drug"),
]
PopulationIds = Annotated[
    tuple[str, ...],
    means(
        "ids of the populations it is about, from data/vocabulary/populations.yml",
        names="population",
    ),
]
EntryDay = Annotated[
    PartialDate, means("day of the entry: a date, a month or a year", "2026-11-22")
]
Why = Annotated[str, means("why, in a sentence of our own")]
PrintedUnit = Annotated[str, means("unit as printed; without one, the unit of the measure holds")]
ArmId = Annotated[str, means("id of the group it is about; it stands under `arms` of the study")]
MeasureId = Annotated[
    str,
    means(
        "id of the outcome measure, from data/vocabulary/measures.yml; `unlisted` where"
        " the vocabulary has none",
        names="measure",
    ),
]
Mean = Annotated[Number, means("mean, as printed", "28", "15.40")]
Deviation = Annotated[Number, means("standard deviation, as printed", "8.0")]
Median = Annotated[Number, means("median, as printed", "14")]
LowerQuartile = Annotated[Number, means("lower quartile, as printed", "9")]
UpperQuartile = Annotated[Number, means("upper quartile, as printed", "20")]
LowestValue = Annotated[Number, means("lowest value, as printed", "35")]
HighestValue = Annotated[Number, means("highest value, as printed", "56")]
Events = Annotated[
    Count,
    means(
        "how many had it, as printed: a whole number; 0 means looked for and not found,"
        " leave it out if not told",
        "7",
    ),
]
Total = Annotated[Count, means("how many it is counted out of, as printed: a whole number", "10")]
Percent = Annotated[
    Number,
    means(
        "percentage as printed, without the sign; left out where only the count is printed", "58.3"
    ),
]
PValue = Annotated[
    Number, means("p value as printed, with its sign of less or more", "<0.001", "0.04")
]
Collected = Annotated[
    bool,
    means(
        "true for cases that others published and a review brought together; they are counted,"
        " never read as a share of people, since cases that went well are published more often"
    ),
]
LowerLimit = Annotated[
    Number,
    means("lower limit, as printed, of the 95 % interval unless `interval_kind` differs", "0.95"),
]
UpperLimit = Annotated[
    Number,
    means("upper limit, as printed, of the 95 % interval unless `interval_kind` differs", "6.5"),
]
IntervalKind = Annotated[
    str,
    means(
        "what the limits are where they are no 95 % interval: its level, or that the source does"
        " not say",
        "90% CI",
        "97.5% CI",
        "range",
        "not stated",
    ),
]
Rater = Annotated[str, means("who judged, by role or name", "one rater")]
Title = Annotated[str, means("title of the page, report or trial")]
