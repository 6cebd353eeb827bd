"""The name of a single value in words: `follow_up.mean` is the mean after treatment."""

_WHOLE = {
    "draft": "state of the record",
    "rating": "certainty",
    "start.level": "certainty at the start",
    "start.reason": "reason for the level at the start",
    "events": "number with the event",
    "total": "number of people",
    "percent": "percentage",
    "p": "p value",
    "ci_low": "lower end of the interval",
    "ci_high": "upper end of the interval",
    "value": "value",
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PMC number",
    "id": "permanent name",
    "seen": "date read",
    "where": "place in the source",
    "source": "source",
    "arm": "group",
    "against": "compared with",
    "participants.enrolled": "people enrolled",
    "participants.treated": "people treated",
    "participants.analysed": "people analysed",
    "participants.completed": "people who completed",
    "participants.screened": "people screened",
    "evidence": "kind of evidence",
    "extraction.status": "state of the extraction",
    "extraction.first": "date of extraction",
    "extraction.second": "date of the second reading",
    "extraction.corrections": "corrections after the second reading",
    "average": "average",
    "interval": "95 % interval",
    "prediction": "95 % prediction interval",
    "range": "range of the studies",
    "why_not_more": "why no more is said",
    "rests_on": "results it rests on",
    "to_judge_again": "has to be judged again",
    "results": "results it rests on",
    "looked_at": "where a notice was looked for",
    "date": "date",
    "last": "last run",
    "last_search": "sources last looked for",
}
_WHEN = {"baseline": " at the start", "follow_up": " after treatment", "change": " of the change"}
_FIGURES = {
    "mean": "mean",
    "sd": "standard deviation",
    "median": "median",
    "q1": "lower quartile",
    "q3": "upper quartile",
    "min": "lowest",
    "max": "highest",
    "interval_low": "lower end of the interval",
    "interval_high": "upper end of the interval",
    "interval_kind": "kind of interval",
    "spread": "spread",
    "spread_kind": "kind of spread",
    "value": "value",
    "percent": "percentage",
}


def part_words(part: str) -> str:
    """Return what a value of a record is.

    >>> part_words("follow_up.mean"), part_words("events")
    ('mean after treatment', 'number with the event')
    >>> part_words("time.unit"), part_words("bias_notes")
    ('time, unit', 'bias notes')
    """
    if part in _WHOLE:
        return _WHOLE[part]
    first, _, rest = part.partition(".")
    if first in _WHEN and rest in _FIGURES:
        return f"{_FIGURES[rest]}{_WHEN[first]}"
    if not rest and first in _FIGURES:
        return _FIGURES[first]
    return part.replace("_", " ").replace(".", ", ")
