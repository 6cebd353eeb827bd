"""What the fields of the vocabulary files mean."""

from collections.abc import Mapping

from generator.model.meanings.shared import Entry
from generator.model.vocabulary import (
    DOMAINS,
    AppraisalTool,
    Approval,
    Category,
    Citing,
    Design,
    Drug,
    GlossaryTerm,
    Measure,
    Population,
    ScaleRange,
    Threshold,
    ToolAnswer,
    ToolItem,
    ToolOverall,
    ToolSource,
)

MEANINGS: Mapping[type, Mapping[str, Entry]] = {
    Citing: {},
    Approval: {
        "region": "country or region, and its regulator",
        "indication": "the disease the decision is about",
        "status": "what had been decided, at the date of the source",
        "date": "date for which the source says so",
        "product": "name of the product, where it matters",
    },
    Drug: {
        "id": ("id of the drug", "alphaone"),
        "role": (
            "what it is in this topic; a class is named by the role of its drugs",
            "comparator",
            "control",
            "class",
        ),
        "targets": "what it acts on",
        "targets_source": "the page that says so",
        "approvals": "what regulators had decided, each with date and source",
    },
    ScaleRange: {
        "low": ("lowest value the scale can take", "0"),
        "high": ("highest value the scale can take", "100"),
    },
    Threshold: {
        "label": ("what the value is called", "important change"),
        "value": (
            "the value, in the unit of the measure or in words: a bare number is a place on the scale, points a change",
            ">=48",
            "5 points",
        ),
        "applies_to": "for whom it holds",
        "doi": "digital object identifier of the paper that states it",
    },
    Category: {
        "scale": "id of the scale this is one category of; nobody is in two categories of one scale",
        "order": ("its place from the least: a whole number", "1"),
    },
    Measure: {
        "id": ("id of the measure", "fever-free"),
        "domain": ("domain of outcome under which it is shown", *DOMAINS),
        "kind": (
            "kind of scale; results of kind description hold findings in words only",
            "responder",
            "score",
            "laboratory",
            "function-test",
            "imaging",
            "dose",
            "event",
            "time-to-event",
            "category",
            "description",
        ),
        "definition": "what is measured and how, so that nobody has to guess whether two studies mean the same",
        "unit": ("unit of a value", "points"),
        "range": "lowest and highest value, with the page that says so",
        "better": "which direction is better, only where that is sure",
        "category": "given where the measure is one category of a scale",
        "grain": ("step in which a single value moves, where all move in equal steps", "1"),
        "calculator": (
            "what works the measure out for one patient; the site has the page of calculators once a measure names one",
            "total-improvement-score-adult",
            "total-improvement-score-juvenile",
            "imacs-definition",
        ),
        "thresholds": "values somebody calls important, each with its source",
    },
    Population: {
        "id": ("id of the population", "grown-ups"),
        "definition": "who belongs to it, so that two curators would decide alike",
    },
    Design: {
        "id": ("id of the design", "single-arm-trial"),
        "comparative": "true where groups are compared",
        "appraisal_tool": "label of the appraisal tool that fits; none where none does",
    },
    ToolAnswer: {
        "answer": "the answer, as appraisals write it",
        "level": "where it stands from good to bad, for pictures",
        "meaning": "what it means",
        "symbol": "sign that tells it from another answer of the same level",
    },
    ToolItem: {
        "id": ("id of the question", "D1"),
        "question": "the question, in our own words",
    },
    ToolOverall: {
        "rule": "how the overall answer is formed",
        "answers": "the overall answers the tool allows",
    },
    ToolSource: {
        "what": "what was read there",
    },
    AppraisalTool: {
        "label": "name used in appraisals and designs",
        "name": "full name",
        "version": "version",
        "unit": "what one appraisal is about",
        "designs": "ids of the designs it fits, from data/vocabulary/designs.yml",
        "items": "its questions",
        "items_if_comparative": "further questions where groups are compared",
        "answers": "the answers it allows",
        "overall": "how the answers form one judgement",
        "verified": "what was seen of the tool itself",
        "sources": "pages on which something about it was read",
    },
    GlossaryTerm: {
        "term": "the word as it stands on pages",
        "definition": "what it means, in plain words of our own",
        "also": "other spellings and abbreviations",
        "measure": "id of the measure the word names, if it names one",
    },
}
