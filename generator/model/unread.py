"""Reports that are known and whose figures could not be read: readers will look for them."""

from typing import Annotated

from generator.model.meaning import means
from generator.model.record import record
from generator.model.shared_fields import DrugIds, Label, Note, PopulationIds, RecordId


@record
class UnreadReport:
    """A report that those who know the field will look for, and of which no figure was read."""

    id: RecordId
    label: Label
    subject: Annotated[str, means("what it is about, in our own words; no figure of it is known")]
    screened: Annotated[
        str,
        means(
            "title of its row in data/screening.csv, as it stands there: the row awaits a decision"
        ),
    ]
    drugs: DrugIds = ()
    populations: PopulationIds = ()
    study: Annotated[
        str | None, means("id of the study it reports, where that has a file of its own")
    ] = None
    note: Note | None = None
