"""Why figures are not put together: each reason has a name and says what it saw."""

from enum import StrEnum
from typing import NamedTuple


class Reason(StrEnum):
    """A reason not to put figures together; the value is its name on the pages."""

    RETRACTED = "retracted"
    INTERIM = "interim figure"
    REPEAT = "same figure read elsewhere"
    SUBGROUP = "part of a group"
    DOSE = "counted with another dose"
    ONE_GROUP = "one group of a comparison"
    CASE_REPORT = "case report"
    COLLECTED = "published cases"
    CROSSOVER = "crossover not paired"
    CLUSTERS = "clusters not allowed for"
    LIKE_DRUG = "another drug of the class as comparison"
    SECONDARY = "second-hand value"
    IN_WORDS = "given in words"
    NO_COUNT = "count or denominator missing"
    NOT_PEOPLE = "does not count people"
    NOT_MEANS = "no means with a spread"
    NO_ESTIMATE = "no estimate with an interval"
    NO_DEFINITION = "outcome without a definition"
    NO_TIME = "time not stated"
    DRUG_UNCERTAIN = "drug not certain"
    DEFINITION = "different definition"
    DRUG_CLASS = "different drug class"
    COMPARATOR = "different comparator"
    TIME = "different time"
    AGE = "different age group"
    SUBTYPE = "different subtype"
    CONTRAST = "different kind of comparison"
    ADJUSTMENT = "adjusted beside not adjusted"
    SAME_STUDY = "same study"
    OVERLAP = "overlapping patients"
    FEW_STUDIES = "fewer than 3 studies"
    ONE_TRIAL = "one trial"
    FEW_PEOPLE = "fewer than 30 people"
    RANGE_ONLY = "fewer than 5 studies"
    NO_MAXIMUM = "everybody or nobody"
    NOT_CONVERGED = "no answer found"
    DISAGREEMENT = "model and crude total disagree"


class Refusal(NamedTuple):
    """A reason with the sentence that says what was seen."""

    reason: Reason
    words: str


WHY = {
    Reason.RETRACTED: "A retracted report is no evidence.",
    Reason.INTERIM: "An interim figure and the final one are the same people at two looks.",
    Reason.REPEAT: "One figure read on two pages is one figure.",
    Reason.SUBGROUP: "Part of a group must not stand beside the whole.",
    Reason.CASE_REPORT: (
        "Single patients are published for their course; their average says nothing about others."
    ),
    Reason.COLLECTED: (
        "Cases that others published were not all who were treated: those that went well are "
        "published more often."
    ),
    Reason.CROSSOVER: (
        "Where each person took both treatments, counts of two groups are of the same people: they"
        " do not say who did better on which."
    ),
    Reason.CLUSTERS: (
        "People of one cluster are alike: a figure that takes them for single people is surer than"
        " it may be."
    ),
    Reason.LIKE_DRUG: (
        "Against people most of whom took another drug of the class, a figure says which of two "
        "drugs did better, and not what would have happened without them."
    ),
    Reason.SECONDARY: (
        "A figure known only from news, reviews or makers' pages has not been read in the report."
    ),
    Reason.IN_WORDS: "Words cannot be averaged.",
    Reason.NO_COUNT: (
        "A percentage without its count or denominator has no weight that could be worked out."
    ),
    Reason.NOT_PEOPLE: "Things counted several times in one person are not independent.",
    Reason.NOT_MEANS: (
        "Medians, unnamed averages and changes without any spread have no standard error."
    ),
    Reason.NO_ESTIMATE: (
        "A p value alone says nothing about size; an estimate needs its 95 % interval."
    ),
    Reason.NO_DEFINITION: "Without a definition nobody can say that two studies mean the same.",
    Reason.NO_TIME: (
        "Response and survival depend on time; unstated time cannot be shown to be alike."
    ),
    Reason.DRUG_UNCERTAIN: "It is not certain which drug these people took.",
    Reason.DEFINITION: "Different thresholds, scales or effect measures are different outcomes.",
    Reason.DRUG_CLASS: "Drugs of different classes answer different questions.",
    Reason.COMPARATOR: "An effect depends on what the drug is compared with.",
    Reason.TIME: "Time points more than 25 % apart are different outcomes.",
    Reason.AGE: "Children and adults differ, and so do the measures used for them.",
    Reason.SUBTYPE: "Subtypes have different courses.",
    Reason.DOSE: "Groups of one study on several doses of a drug are one group here.",
    Reason.ONE_GROUP: (
        "A change within one group of a comparison is no effect of the drug: the group beside it "
        "changed too."
    ),
    Reason.CONTRAST: (
        "Randomised trials, studies that compare groups without chance, and studies without a "
        "control group answer different questions."
    ),
    Reason.ADJUSTMENT: (
        "Where chance did not make the groups, an adjusted and an unadjusted estimate differ by "
        "more than the drug."
    ),
    Reason.SAME_STUDY: "Each study may count once.",
    Reason.OVERLAP: "The same people must not count twice.",
    Reason.FEW_STUDIES: "With one or two studies there is nothing to average.",
    Reason.ONE_TRIAL: "One trial is shown as it is: there is nothing to average.",
    Reason.FEW_PEOPLE: "With fewer than 30 people chance alone decides.",
    Reason.RANGE_ONLY: (
        "From fewer than 5 studies the spread between them cannot be estimated: their range is "
        "shown."
    ),
    Reason.NO_MAXIMUM: (
        "Where everybody, or nobody, had the outcome in every study, or in every group on one "
        "side, the model has no best answer."
    ),
    Reason.NOT_CONVERGED: "A search for the best answer that does not settle has none to show.",
    Reason.DISAGREEMENT: (
        "Where model and crude total differ more than 1.5-fold, neither may stand as a headline."
    ),
}
