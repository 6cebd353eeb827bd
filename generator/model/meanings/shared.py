"""What fields mean that stand in many records and mean the same in each."""

from collections.abc import Mapping

# A meaning alone, or a meaning followed by examples.
Entry = str | tuple[str, ...]

SHARED: Mapping[str, Entry] = {
    "id": (
        "id of the record: small letters, digits, single hyphens; part of a permanent address, never reused or renamed",
        "total-score-12w",
    ),
    "label": "name shown to readers",
    "note": "what a reader needs to know to read the entry right, in our own words",
    "source": "id of the page the value was read on; it stands under `sources` of the study",
    "where": ("place on that page", "Abstract, Results, sentence 2", "Table 2"),
    "url": (
        "address of the page, with https:// or http://",
        "https://pubmed.ncbi.nlm.nih.gov/12345678/",
    ),
    "seen": ("day the page was read: a date, a month or a year", "2026-11-22"),
    "also": "further pages that say the same",
    "extraction": "when the values were taken from their sources, and when they were read again",
    "drugs": "ids of the drugs it is about, from data/vocabulary/drugs.yml",
    "populations": "ids of the populations it is about, from data/vocabulary/populations.yml",
    "study": "id of the study, the name of its file in data/studies/",
    "date": ("day of the entry: a date, a month or a year", "2026-11-22"),
    "reason": "why, in a sentence of our own",
    "value": "figure as printed",
    "unit": "unit as printed; without one, the unit of the measure holds",
    "arm": "id of the group it is about; it stands under `arms` of the study",
    "measure": "id of the outcome measure, from data/vocabulary/measures.yml; `unlisted` where the vocabulary has none",
    "mean": ("mean, as printed", "28", "15.40"),
    "sd": ("standard deviation, as printed", "8.0"),
    "median": ("median, as printed", "14"),
    "q1": ("lower quartile, as printed", "9"),
    "q3": ("upper quartile, as printed", "20"),
    "min": ("lowest value, as printed", "35"),
    "max": ("highest value, as printed", "56"),
    "events": (
        "how many had it, as printed: a whole number; 0 means looked for and not found, leave it out if not told",
        "7",
    ),
    "total": ("how many it is counted out of, as printed: a whole number", "10"),
    "percent": (
        "percentage as printed, without the sign; left out where only the count is printed",
        "58.3",
    ),
    "p": ("p value as printed, with its sign of less or more", "<0.001", "0.04"),
    "ci_low": ("lower limit of the 95 % interval, as printed", "0.95"),
    "ci_high": ("upper limit of the 95 % interval, as printed", "6.5"),
    "rater": ("who judged, by role or name", "one rater"),
    "title": "title of the page, report or trial",
    "population": "who the entry is about",
    "follow_up": "how long people were followed",
    "drug": "id of the drug or treatment, from data/vocabulary/drugs.yml",
    "domain": ("domain of outcome; needed where `measure` is `unlisted`", "skin", "safety"),
}
