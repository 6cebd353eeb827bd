"""What is found where records come in and files are brought up to date."""

from generator.files.yaml_edit import CannotEditError
from generator.model.finding import Finding, Place
from generator.model.rule import Rule

NOT_UPDATED = Rule("E279", "not-updated", "A file cannot be brought up to date in place")
UNREADABLE = Rule("E283", "file-not-readable", "A file that was to be added cannot be opened")
NOT_SEEN_AGAIN = Rule("W273", "not-seen-again", "A notice that was seen is not in the services")
CLASH = Rule("W281", "identifier-clash", "Two records share one identifier and differ in another")
MARKED = Rule(
    "W282", "known-and-marked", "A report of ours is marked as retracted, doubted or corrected"
)
TWO_KNOWN = Rule("W283", "known-twice", "Two records of ours have identifiers of one record")
APPROVAL_NOT_HELD = Rule("W285", "approval-not-held", "A regulator has an approval we do not hold")
LABEL_REVISED = Rule("W286", "label-revised", "A label was revised since it was read")
BOXED_WARNING = Rule("W287", "boxed-warning", "A boxed warning is not the one of the record")
OFF_THE_MARKET = Rule("W288", "off-the-market", "A product of the record is no longer sold")
KNOWN = Rule("N281", "already-known", "A record that came in is known already")
MORE_IDENTIFIERS = Rule("N282", "more-identifiers", "A record names identifiers we did not have")
NOT_THERE = Rule("N284", "not-at-regulator", "A regulator does not know a drug by its name")


def not_updated(place: Place, error: CannotEditError, example: str) -> Finding:
    """Return what is found where an entry has not the form that can be changed on its lines."""
    return NOT_UPDATED.broken(
        place,
        seen=f"was not changed: {error}",
        expected=f"an entry of lines of its own, as in “{example}”",
        remedy="Write the entry so, and run the update again.",
    )
