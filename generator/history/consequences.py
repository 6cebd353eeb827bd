"""What follows from a change: estimates that moved, ratings made with what is different now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from generator.history.kinds import section_of
from generator.history.record_statements import BETWEEN
from generator.model.release import ChangedRecord, Statements

# Only what holds values, or takes them out of all counts, can move an estimate.
_CAUSES = frozenset({"study-added", "study-removed", "values", "notices"})
# What may choose or read values in another way, with none of them changed.
_DEFINING = frozenset({"definitions", "bibliography", "words"})
# A reason that names more definitions than this is no reason.
_MOST_NAMED = 5
CODE_CHANGED = "no changed value explains it: it is chosen or computed in another way than before"


def with_consequences(
    records: Sequence[ChangedRecord], before: Statements, after: Statements
) -> tuple[ChangedRecord, ...]:
    """Return changed records with the estimates and ratings they bear on, estimates with causes."""
    difference = _Difference(records, before, after)
    return tuple(difference.explained(record) for record in records)


@dataclass(frozen=True)
class _Difference:
    """Two states of the evidence, and what changed from one to the other."""

    records: Sequence[ChangedRecord]
    before: Statements
    after: Statements

    def explained(self, record: ChangedRecord) -> ChangedRecord:
        """Return an estimate with its cause, and any other record with what follows from it."""
        if record.group == "estimates":
            return record if record.why is not None else replace(record, why=self.cause_of(record))
        if record.group not in _CAUSES:
            return record
        affects = (*self.estimates_moved_by(record), *self.ratings_touched_by(record))
        return replace(record, affects=tuple(dict.fromkeys(affects)))

    def cause_of(self, estimate: ChangedRecord) -> str:
        """Return the records an estimate moved with, else definitions that may have moved it."""
        rests_on = self.studies_of_estimate(estimate)
        causes = dict.fromkeys(
            record.title
            for record in self.records
            if record.group in _CAUSES and self.studies_of(record) & rests_on
        )
        if causes:
            return f"follows from: {', '.join(causes)}"
        definitions = [record.title for record in self.records if record.group in _DEFINING]
        if len(definitions) > _MOST_NAMED:
            return f"may follow from {len(definitions)} changes of definitions and bibliography"
        if definitions:
            return f"may follow from: {', '.join(definitions)}"
        return CODE_CHANGED

    def estimates_moved_by(self, record: ChangedRecord) -> Iterator[str]:
        studies = self.studies_of(record)
        for estimate in self.records:
            if estimate.group == "estimates" and studies & self.studies_of_estimate(estimate):
                yield f"estimate: {estimate.title}"

    def ratings_touched_by(self, record: ChangedRecord) -> Iterator[str]:
        """Yield the ratings made with a number that changed or left, if not judged again since."""
        for address, stated in self.after.items():
            if section_of(address) != "certainty" or address not in self.before:
                continue
            made_with = stated.values.get("results", "").split(BETWEEN)
            touched = any(self.is_touched(number, record) for number in made_with)
            if touched and not self.was_judged_again(address):
                yield f"rating to be judged again: {stated.words}"

    def was_judged_again(self, rating: str) -> bool:
        return any(
            f"{rating}/date" in (change.at for change in record.changes) for record in self.records
        )

    def is_touched(self, number: str, record: ChangedRecord) -> bool:
        """Tell whether a number changed with a record, or left all counts with its study."""
        if record.group == "values":
            return any(change.at.startswith(f"studies/{number}/") for change in record.changes)
        return _left_counts(record) and number.partition("#")[0] in self.studies_of(record)

    def studies_of(self, record: ChangedRecord) -> frozenset[str]:
        """Return the studies a change is about: itself, or those of a notice's report."""
        section, _, name = record.at.partition("/")
        if section == "studies":
            return frozenset({name})
        if section != "notices":
            return frozenset()
        return frozenset(
            address.partition("/")[2]
            for address, values in self.stated()
            if name in values.get("reports", "").split(BETWEEN)
        )

    def studies_of_estimate(self, estimate: ChangedRecord) -> frozenset[str]:
        """Return the studies that moved estimates of one place rest on, before or after.

        Where one estimate goes, the next in line is told in its place: they share their studies.
        """
        return self.studies_of_places[_place(estimate.at)]

    @cached_property
    def studies_of_places(self) -> Mapping[tuple[str, ...], frozenset[str]]:
        moved = {record.at for record in self.records if record.group == "estimates"}
        studies: dict[tuple[str, ...], frozenset[str]] = {
            _place(estimate): frozenset() for estimate in moved
        }
        for address, values in self.stated():
            if address in moved:
                rests_on = values.get("rests_on", "").split(BETWEEN)
                studies[_place(address)] |= {number.partition("#")[0] for number in rests_on}
        return studies

    def stated(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Yield every record with what it stated before, and with what it states now."""
        for side in (self.before, self.after):
            for address, stated in side.items():
                yield address, stated.values


def _place(estimate: str) -> tuple[str, ...]:
    """Return the population and the domain of an estimate's address."""
    return tuple(estimate.split("/")[1:3])


def _left_counts(record: ChangedRecord) -> bool:
    """Tell whether a study was removed, or a retraction was seen or taken back."""
    if record.group == "study-removed":
        return True
    is_notice = record.group == "notices"
    return is_notice and any(change.at.endswith("/retraction") for change in record.changes)
