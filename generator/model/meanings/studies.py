"""What the fields of a study file mean."""

from collections.abc import Mapping

from generator.model.meanings.shared import Entry
from generator.model.provenance import Extraction, Source
from generator.model.result import (
    ChangeResult,
    ComparisonResult,
    ContinuousResult,
    NarrativeResult,
    Result,
    Summary,
    TimePoint,
    TimeToEventResult,
)
from generator.model.study import (
    Arm,
    Baseline,
    Discrepancy,
    FollowUp,
    Harm,
    Participants,
    Patient,
    PatientValue,
    Setting,
    Study,
    StudyPopulation,
)

MEANINGS: Mapping[type, Mapping[str, Entry]] = {
    Study: {
        "id": ("id of the study and name of its file: permanent, never renamed", "paper-2021"),
        "label": ("first author and year, or the name readers know it by", "Paper 2021"),
        "name": "name or acronym of the study, if it has one",
        "reports": "keys of its reports in bibliography/references.bib; the main report comes first",
        "registrations": ("numbers in trial registers", "NCT01234567"),
        "relation": "how it was found from the study the topic starts from: the seed itself, on its page of similar "
        "articles, citing it, cited by it, or found by a search",
        "evidence": "what it is used for: treatment (the drugs in these people), safety (their harms elsewhere), "
        "comparator (what happens with other treatment or placebo), context (criteria, reviews, biology, surveys)",
        "drugs": "ids of the drugs it gave, from data/vocabulary/drugs.yml",
        "design": "id of its design, from data/vocabulary/designs.yml",
        "populations": "ids of the populations it belongs to, from data/vocabulary/populations.yml",
        "population": "who took part, in the words of the source",
        "setting": "where and when it was done, and by whom",
        "participants": "how many people were screened, enrolled, treated and analysed",
        "follow_up": "how long people were followed",
        "sources": "every page on which a value of the study was read, each under a short id",
        "arms": "the groups, and what each was given; a group that is no treatment has a label that begins with Group:",
        "baseline": "what is told about the participants at the start, one line each",
        "results": "what was found, one result each: one measure, one group, one time",
        "patients": "findings followed in single patients, where the source gives them",
        "harms": "adverse events that were looked for, one event and group each; what is not told is left out",
        "discrepancies": "what its sources disagree about",
        "bias_notes": "what was seen in design and conduct, in our own words; not a judgement",
        "summary": "two or three plain sentences in our own words: who, what was given, what happened, what is missing",
        "funding": "who paid, as printed",
        "conflicts": "interests the authors declare, as printed",
    },
    StudyPopulation: {
        "disease": "the disease, in the words of the source",
        "age_group": "adults, children and adolescents, or both",
        "subtype": "subtype of the disease, if the source names one",
        "refractory": "true where the source says that treatment had failed before",
        "criteria": "who could take part, in the words of the source, shortened",
    },
    Setting: {
        "country": "country or countries",
        "city": "city",
        "site": "hospital or centre",
        "centres": ("number of centres: a whole number", "1"),
        "period": ("when people took part", "2017 to 2020"),
        "sponsor": "who ran or paid for the study",
    },
    Participants: {
        "screened": ("people looked at for taking part: a whole number", "14"),
        "enrolled": ("people who entered: a whole number", "10"),
        "treated": ("people who received treatment: a whole number", "10"),
        "analysed": ("people whose result is counted: a whole number", "10"),
        "completed": ("people who stayed to the end: a whole number", "9"),
        "studies": ("for a review, how many studies it holds: a whole number", "12"),
    },
    FollowUp: {
        "value": ("length, as printed, in `unit`", "12"),
        "unit": ("unit of time", "weeks", "months"),
        "label": ("words where there is no single length", "last follow-up"),
        "median": ("median length, as printed, in `unit`", "14"),
        "min": ("shortest, as printed, in `unit`", "6"),
        "max": ("longest, as printed, in `unit`", "30"),
    },
    Arm: {
        "id": ("id of the group, used by results, harms and baseline lines of the study", "drug"),
        "label": (
            "name of the group as readers see it; of a group that is no treatment: Group: …",
            "Drug 5 mg daily",
        ),
        "drug": "id of what the group was given, from data/vocabulary/drugs.yml; left out where it is no treatment",
        "dose": ("one dose, as printed", "5 mg"),
        "frequency": ("how often", "twice daily"),
        "formulation": ("form", "extended release"),
        "duration": ("how long it was given", "12 weeks"),
        "total": ("people in the group, as printed: a whole number", "10"),
        "co_treatment": "other treatment that was given or allowed",
    },
    Baseline: {
        "item": ("what the line is about, as the source names it", "age", "time since diagnosis"),
        "value": "text or figure as printed, where none of the other keys fits",
    },
    PatientValue: {
        "time": ("when, as printed", "baseline", "week 4"),
        "value": ("value as printed", "1289"),
    },
    Patient: {
        "patient": ("number or letter of the patient in the source", "1"),
        "age": ("age in years, as printed", "52"),
        "sex": ("F or M, as printed", "F"),
        "reported_as": "the finding as the source names it",
        "values": "the values over time, in the order of time",
        "observed": "how long the patient was observed, as printed",
        "response": "how the source sums up this patient",
    },
    Harm: {
        "event": ("the adverse event, in the words of the source", "serious adverse events"),
        "counted": "whether people with the event were counted, or events (one person may have several)",
        "serious": "true where the source calls it serious, false where it says it was not",
    },
    Discrepancy: {
        "about": "ids of the results or harms of the study it is about",
        "text": "who says what, in our own words",
    },
    Result: {
        "id": (
            "id of the result, permanent: the address of this number is <study>#<id>",
            "fever-free-4w",
        ),
        "reported_as": "the outcome as the source names it, in our words",
        "role": "whether it was a primary, a secondary or another outcome of the study",
        "kind": "kind of result: it decides which other keys the result may have",
        "against": "id of the group it is compared with; it stands under `arms` of the study",
        "time": "when it was measured, counted from the start",
        "interim": "true for a figure that a later report of the same people superseded; never counted twice",
        "subgroup": "the part of the group, or wider mix, it is about; such a result is not put beside whole groups",
        "same_as": "id of the result of the study that is the same figure read on another page",
        "total": ("people (or samples) the figure is about, as printed: a whole number", "10"),
    },
    ContinuousResult: {
        "follow_up": "the measure at the time of the result",
        "baseline": "the measure at the start",
        "change": "the change from the start, where the source prints it",
    },
    ChangeResult: {
        "baseline": "the measure at the start",
        "follow_up": "the measure at the time of the result",
        "change": "the change itself, where the source prints it",
    },
    ComparisonResult: {
        "against": "id of the group it is compared with; it stands under `arms` of the study",
        "effect": "kind of effect measure; p-only where nothing but a p value is printed",
        "value": ("the effect, as printed", "2.49"),
    },
    TimeToEventResult: {
        "value": ("the time, as printed, in `unit`", "11.4"),
        "follow_up": "figures of the time, such as median and quartiles",
    },
    NarrativeResult: {
        "finding": "what the source says, in our own words",
        "direction": "course of the people in the group, favourable is better, whether or not it was significant; "
        "against the start or, where given, against the other group",
    },
    TimePoint: {
        "value": ("length of time since the start, as printed, in `unit`", "12"),
        "unit": ("unit of time", "weeks", "months"),
        "label": ("words of the source, alone or beside the length", "last follow-up"),
    },
    Summary: {
        "interval_low": ("lower limit of an interval, as printed", "6.1"),
        "interval_high": ("upper limit of an interval, as printed", "12.9"),
        "interval_kind": ("what the interval is", "95% CI"),
        "value": ("figure whose statistic the source does not name", "12"),
        "spread": ("figure in a bracket that the source does not name", "4.1"),
        "spread_kind": ("how the bracket is printed", "± without explanation"),
        "percent": ("percentage, as printed, without the sign", "-40"),
    },
    Source: {
        "kind": "what was read: full text, abstract, meeting abstract, register and the like. It decides how near the "
        "study the value stands",
        "title": "title of the page, or what it is",
        "report": "key of the report in the bibliography that the page shows, if it shows one",
    },
    Extraction: {
        "first": ("day the values were taken from their sources", "2026-11-22"),
        "second": ("day the sources were read again", "2026-11-23"),
        "status": "once, or what a second reading found; to-be-extracted marks a draft, which counts nowhere",
        "corrections": "what the second reading changed, in our own words",
    },
}
