"""What the whole record says of one study: one answer to each question its page asks."""

from made_up import Made

from generator.model.vocabulary import OTHER
from generator.synthesis.appraisal import Unappraised
from generator.synthesis.study_account import account_of


def test_results_stand_by_domain_in_the_order_of_the_vocabulary(made: Made) -> None:
    result = made.share("one", 3, 10)
    evidence = made.evidence
    by_domain = account_of(evidence, evidence.studies["one"]).by_domain
    assert [row for rows in by_domain.values() for row in rows] == [result]
    assert OTHER not in by_domain


def test_only_an_uncontrolled_study_of_patients_has_a_background(made: Made) -> None:
    made.share("one", 3, 10)
    made.share("two", 3, 10, design="randomised-trial")
    made.share("three", 3, 10, evidence="safety")
    evidence = made.evidence
    accounts = [account_of(evidence, evidence.studies[name]) for name in ("one", "two", "three")]
    assert [account.uncontrolled for account in accounts] == [True, False, False]
    assert [account.background is not None for account in accounts] == [True, False, False]


def test_the_appraisal_is_the_first_of_all_or_why_there_is_none(made: Made) -> None:
    made.share("one", 3, 10)
    evidence = made.evidence
    account = account_of(evidence, evidence.studies["one"])
    assert account.appraisals == ()
    assert isinstance(account.appraisal, Unappraised)
