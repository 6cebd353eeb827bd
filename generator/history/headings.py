"""Under which heading a change is told: its study or record, and the group on the page."""

from collections.abc import Mapping

from generator.history.kinds import section_of
from generator.model.release import Change, Group, Kind, Turn

TITLES: Mapping[Group, str] = {
    "study-added": "Studies added",
    "study-removed": "Studies removed",
    "values": "Values changed",
    "estimates": "Estimates changed",
    "certainty": "Certainty of the evidence",
    "appraisals": "Risk of bias",
    "notices": "Notices of retraction, concern and correction",
    "definitions": "Definitions: measures, drugs, populations, designs, tools",
    "trials": "Registered trials",
    "drafts": "Studies waiting to be extracted",
    "searches": "Searches",
    "screening": "Screening decisions",
    "bibliography": "Bibliography",
    "looks": "Reports looked up for notices, none seen",
    "words": "Words",
}
_OWN_GROUP: Mapping[str, Group] = {
    "estimate": "estimates",
    "certainty": "certainty",
    "answers": "words",
    "appraisals": "appraisals",
    "notices": "notices",
    "trials": "trials",
    "screening": "screening",
    "unread": "screening",
    "searches": "searches",
    "citations": "bibliography",
    "relations": "bibliography",
}
_BY_KIND: Mapping[Kind, Group] = {
    "reported": "values",
    "computed": "estimates",
    "judged": "certainty",
    "defined": "definitions",
    "notice": "notices",
    "register": "trials",
    "screening": "drafts",
    "bibliography": "bibliography",
    "words": "words",
}
# A name in these lists may itself hold slashes, and nothing stands below it.
_WHOLE_NAMES = frozenset({"estimate", "citations", "notices", "relations", "screening"})


def heading_of(address: str) -> str:
    """Return the record under which a change is told.

    >>> heading_of("studies/one-2001#fever-4w"), heading_of("certainty/fever/down/imprecision")
    ('studies/one-2001', 'certainty/fever')
    >>> heading_of("estimate/grown-ups/fever/together/fever-free-share")
    'estimate/grown-ups/fever/together/fever-free-share'
    >>> heading_of("topic/summary_of_findings/adults")
    'topic'
    """
    section, _, rest = address.partition("/")
    if section in _WHOLE_NAMES or not rest or section == "topic":
        return section if section == "topic" else address
    return f"{section}/{rest.partition('/')[0].partition('#')[0]}"


def group_of(heading: str, change: Change, turn: Turn) -> Group:
    """Return the group of a change: a whole study, else what kind of statement changed."""
    section = section_of(heading)
    if section == "studies" and turn != "changed":
        return "study-added" if turn == "added" else "study-removed"
    if change.kind == "computed" and section != "estimate":
        return "certainty"
    return _OWN_GROUP.get(section) or _BY_KIND[change.kind]
