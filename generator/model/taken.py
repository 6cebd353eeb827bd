"""What people of a group took besides what the group is named for, as far as the source says."""

from typing import Annotated

from generator.model.meaning import means
from generator.model.record import record
from generator.model.shared_fields import Events, Note, Percent, PlaceOnPage, SourceId


@record
class Taken:
    """How many of a group took a drug of the topic that the group is not named for.

    Of a control group of which most took another drug of the class, a comparison says which of two
    drugs did better, and not whether either helps.
    """

    drug: Annotated[str, means("id of the drug, from data/vocabulary/drugs.yml", names="drug")]
    percent: Percent | None = None
    events: Events | None = None
    source: SourceId | None = None
    where: PlaceOnPage | None = None
    note: Note | None = None
