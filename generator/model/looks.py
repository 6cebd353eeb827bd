"""When somebody last looked at what a regulator decided, and until when that may be trusted."""

from collections.abc import Iterator
from datetime import date

from generator.model.date import Interval
from generator.model.topic import REGULATORS, Topic
from generator.model.vocabulary import Drug

# A decision changes what a page tells at once: for a longer time than this, an approval could have
# been given without anybody noticing.
LOOK_AGAIN = Interval.parse("3 months")


def regions_of(drug: Drug) -> tuple[str, ...]:
    """Return the regions whose decisions on a drug the record holds, in their order."""
    return tuple(dict.fromkeys(approval.region for approval in drug.approvals))


def newest_decision(drug: Drug, region: str) -> int:
    """Return the place, among a drug's approvals, of what is known for the latest day."""
    places = [place for place, held in enumerate(drug.approvals) if held.region == region]
    return max(places, key=lambda place: drug.approvals[place].as_of)


def status_as_of(topic: Topic, drug: Drug, region: str) -> date:
    """Return the latest day for which the record knows what a region decided about a drug.

    A search at the regulator is a look at every drug it asks about: what it found that the record
    does not hold was told to the curator.
    """
    newest = drug.approvals[newest_decision(drug, region)].as_of
    return max([newest, *_looks(topic, drug, region)])


def _looks(topic: Topic, drug: Drug, region: str) -> Iterator[date]:
    for search in topic.searches:
        sign = REGULATORS.get(search.service)
        if sign and sign in region and search.run_on and search.asks_about(drug):
            yield search.run_on.first_day
