"""What regulators decided about drugs, and the pages on which that was read."""

from datetime import date as calendar_day
from typing import Annotated, Literal

from generator.model.date import PartialDate
from generator.model.meaning import means
from generator.model.record import record
from generator.model.shared_fields import DaySeen, Note, PageAddress, PlaceOnPage, ReadThrough

Decision = Literal["approved", "for-another-disease", "not-approved"]


@record
class Citing:
    """A page a fact of the vocabulary was read on, and the place on it."""

    url: PageAddress
    where: PlaceOnPage | None = None
    seen: DaySeen | None = None
    data_of: Annotated[
        PartialDate | None,
        means("day of the data on the page, where it is a copy or a reply of a database"),
    ] = None
    read_through: ReadThrough | None = None
    note: Note | None = None


@record
class Approval:
    """What a regulator had decided about a drug and an indication at a date.

    The day of a decision and the use it is for may stand on two pages: `approval_source` and
    `indication_source` then name both. `url`, `where` and `seen` are one page that gives the two.
    """

    region: Annotated[str, means("country or region, and its regulator")]
    indication: Annotated[str, means("the disease the decision is about")]
    status: Annotated[str, means("what had been decided, at the date of the source")]
    date: Annotated[PartialDate, means("date for which the source says so")]
    decision: Annotated[
        Decision | None,
        means(
            "the decision in short: approved for the disease of this topic, approved for another "
            "disease only, or not approved for the disease of this topic"
        ),
    ] = None
    approval_source: Annotated[
        Citing | None, means("the page that gives the decision and its date")
    ] = None
    indication_source: Annotated[
        Citing | None, means("the page that gives the use, where it is another page")
    ] = None
    marketed_since: Annotated[
        PartialDate | None, means("day from which it has been on the market")
    ] = None
    marketing: Annotated[
        str | None, means("what is sold, and by whom", "Bottles of 30, by its maker")
    ] = None
    marketing_source: Annotated[Citing | None, means("the page that says so")] = None
    url: PageAddress | None = None
    where: PlaceOnPage | None = None
    seen: DaySeen | None = None
    product: Annotated[str | None, means("name of the product, where it matters")] = None

    @property
    def as_of(self) -> calendar_day:
        """Return the latest day for which the decision is known: the first that a date can mean.

        What a page says is as old as its data, whenever somebody read the page.
        """
        pages = (self.day_page, self.indication_source, self.marketing_source)
        days = (page.data_of.first_day for page in pages if page and page.data_of)
        return max([self.date.first_day, *days])

    @property
    def when_words(self) -> str:
        """Return the day of an approval; of any other decision, for which day a source says it."""
        return f"{'' if self.decision == 'approved' else 'as of '}{self.date.words()}"

    @property
    def day_page(self) -> Citing | None:
        """Return the page that gives the decision and its date; None if none is named."""
        if self.approval_source or not self.url:
            return self.approval_source
        return Citing(url=self.url, where=self.where, seen=self.seen)

    @property
    def use_page(self) -> Citing | None:
        """Return the page that gives the use; None if none is named."""
        return self.indication_source or self.day_page
