"""What the fields of judgements mean: appraisals, certainty, corrections, accepted findings."""

from collections.abc import Mapping

from generator.model.judgement import (
    Acceptance,
    Appraisal,
    AppraisalItem,
    Certainty,
    CertaintyComparison,
    CertaintyStart,
    CertaintyStep,
    Correction,
    Guard,
    NotCounted,
    Overall,
)
from generator.model.meanings.shared import Entry

MEANINGS: Mapping[type, Mapping[str, Entry]] = {
    Appraisal: {
        "study": "id of the study that is appraised",
        "tool": "label of the tool, from data/vocabulary/appraisal_tools.yml; the one that fits the study's design",
        "version": "version of the tool, as that file gives it",
        "basis": ("what was read for it", "abstract only"),
        "overall": "what the answers come to, by the rule of the tool",
        "about": "ids of the results and harms of the study it speaks of; empty for the study as a whole",
        "items": "one answer for each question of the tool",
    },
    AppraisalItem: {
        "id": ("id of the question in the tool", "D1"),
        "question": "the question, in our own words",
        "answer": "one of the answers the tool allows",
        "reason": "what in the record the answer rests on; where the record is silent, say so",
    },
    Overall: {
        "answer": "one of the overall answers the tool allows",
        "reason": "how the answers lead to it",
    },
    Certainty: {
        "id": (
            "id of the rating; topic.yml names it under summary_of_findings",
            "adult-skin-response",
        ),
        "outcome": "the outcome, as readers see it",
        "population": "id of the population, from data/vocabulary/populations.yml",
        "importance": ("how much it matters to patients", "critical", "important"),
        "comparison": "what is compared with what",
        "start": "the level at which the rating begins",
        "rating": (
            "start less the steps down, plus the steps up",
            "high",
            "moderate",
            "low",
            "very low",
            "no evidence",
            "not yet assessable",
        ),
        "reason": "why, in sentences readers see; figures in it must stand in the results it rests on",
        "date": ("day of the judgement", "2026-11-22"),
        "measures": "ids of the measures it covers, from data/vocabulary/measures.yml",
        "results": ("addresses of the numbers it rests on", "paper-2021#fever-free-4w"),
        "background": (
            "addresses of numbers from control groups of other trials, to be read beside it",
            "trial-2019#fever-free-placebo",
        ),
        "not_counted": "results that bear on it and were left out, with the reason",
        "notices": "ids of safety notices it rests on, from data/safety_notices.yml",
        "down": "steps down: risk of bias, inconsistency, indirectness, imprecision, publication bias; with reasons",
        "up": "steps up: large effect, dose response, opposing bias; with reasons",
    },
    CertaintyStep: {
        "domain": (
            "domain of GRADE",
            "risk of bias",
            "inconsistency",
            "indirectness",
            "imprecision",
            "publication bias",
        ),
        "judgement": ("how serious", "not serious", "serious", "very serious"),
        "levels": ("number of steps: 0, 1 or 2", "1"),
    },
    CertaintyStart: {
        "level": ("high for randomised trials, low for other studies", "high", "low"),
    },
    CertaintyComparison: {
        "drug": "id of the drug or of its class, from data/vocabulary/drugs.yml",
        "against": ("what it is compared with", "nothing or usual care"),
    },
    NotCounted: {
        "result": ("address of the number", "paper-2021#fever-free-4w"),
        "why": "why it was left out",
    },
    Guard: {
        "at": (
            "study, study#number (a star for any ending) or key of a citation",
            "paper-2021#fever-free-4w",
        ),
        "key": ("way inside the record", "baseline.q1"),
        "value": "text that must stand there; left out where nothing may stand there",
    },
    Acceptance: {
        "code": ("code of the finding", "W411"),
        "at": ("study, study#number, study/path or file:path", "paper-2021#fever-free-4w"),
        "reason": "why the rule is right and the record is right too",
        "by": "who accepted it",
    },
    Correction: {
        "about": ("study, or study/result", "paper-2021/fever-free-4w"),
        "where": "where the fault stands: page and place",
        "what_we_do": "how the record deals with it",
        "why": "why it cannot be right as printed",
        "reported": ("whether the source was told", "not reported to the source"),
        "guard": "what must stay true in our files, in words",
        "holds": "the same for the program: what must stand at a place",
    },
}
