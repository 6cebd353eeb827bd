"""Words of the vocabulary are seen where they literally stand, and nowhere else."""

import pytest
from made_records import found, trial

from generator.matching.vocabulary_mentions import Mention, mentioned, places_of
from generator.model.found import AbstractPart, RegisteredArm

DRUGS = [("alphaone", "Alphaone (ALF-1)"), ("alpha-two", "Alphatwo")]


@pytest.mark.parametrize(
    ("text", "drugs"),
    [
        ("ALPHAONE in river fever", ["alphaone"]),
        ("Two alphaones", ["alphaone"]),
        ("Alphaone (ALF-1) and alpha two", ["alphaone", "alpha-two"]),
        ("alpha-two", ["alpha-two"]),
        ("Alphaonex, preAlphaone, 5alphatwo", []),
        ("alphaone_5", []),
        ("alpha\ntwo", []),
        ("", []),
    ],
)
def test_a_word_stands_there_whole_by_its_label_or_its_id(text: str, drugs: list[str]) -> None:
    assert [mention.id for mention in mentioned({"title": text}, DRUGS)] == drugs


def test_a_mention_names_every_place_where_it_was_seen() -> None:
    places = {"title": "Alphaone", "abstract": "Betaone", "register": "of alphaone"}
    (mention,) = mentioned(places, DRUGS)
    assert mention == Mention("alphaone", "Alphaone (ALF-1)", ("title", "register"))
    assert mention.words == "alphaone (Alphaone (ALF-1); seen in title, register)"


def test_all_texts_of_a_record_and_of_its_register_entry_are_read() -> None:
    record = found(
        "The title",
        translated_title="Translated",
        original_title="Original",
        abstract=(AbstractPart("METHODS", "Swam."), AbstractPart("", "Slept.")),
        publication_types=("Review", "Letter"),
        subjects=("Fever",),
        keywords=("rivers",),
    )
    alone = {
        "title": "The title · Translated · Original",
        "abstract": "Swam. · Slept.",
        "publication types": "Review · Letter",
        "subject headings": "Fever · rivers",
    }
    assert places_of(record, None) == alone
    arms = (RegisteredArm("A", interventions=("alphaone", "sleep")), RegisteredArm("B"))
    entry = trial(brief_title="Brief", title="Official", arms=arms, conditions=("Fever", "Flood"))
    assert places_of(record, entry.register) == {
        **alone,
        "register arms": "A alphaone sleep · B",
        "register": "Brief · Official · Fever · Flood",
    }
