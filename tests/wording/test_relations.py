"""Reports around a study, under the name of the relation as it is read from the study's side."""

from made_up import Made

from generator.wording.relations import related_reports


def test_a_relation_is_named_from_the_side_of_the_study(made: Made) -> None:
    for name in ("one", "two", "three"):
        made.share(name, 5, 10)
    made.relate("one", "cites", "two")
    made.relate("three", "cites", "one")
    made.relate("one", "resembles", "three")
    evidence = made.evidence
    related = {
        name: dict(related_reports(evidence, evidence.studies[name])) for name in ("one", "two")
    }
    assert related["one"] == {"Cites": ("two",), "Cited by": ("three",), "resembles": ("three",)}
    assert related["two"] == {"Cited by": ("one",)}


def test_relations_stand_in_their_order_and_an_unknown_one_last(made: Made) -> None:
    for name in ("one", "two"):
        made.share(name, 5, 10)
    for relation in ("resembles", "overlaps", "cites", "report-of"):
        made.relate("one", relation, "two")
    evidence = made.evidence
    names = [name for name, _ in related_reports(evidence, evidence.studies["one"])]
    assert names == ["Is a report of", "Cites", "May share people with", "resembles"]


def test_a_report_is_not_related_to_its_own_study_and_stands_once(made: Made) -> None:
    for name in ("one", "two"):
        made.share(name, 5, 10)
    made.relate("one", "cites", "one")
    made.relate("one", "cites", "two")
    made.relate("two", "cited-by", "one")
    evidence = made.evidence
    assert related_reports(evidence, evidence.studies["one"]) == (("Cites", ("two",)),)
