"""Two raters: what each answered beside what was settled, and how far they agree."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain

from generator.html.counts import computed_count
from generator.html.element import (
    Child,
    computed_number,
    facts,
    judged,
    line,
    link,
    missing,
    small,
    spaced,
    tag,
    together,
)
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.open_page import OpenPage
from generator.html.signs import light
from generator.model.judgement import SettlingRule
from generator.synthesis.appraisal import Appraised, Mark, RatedTwice
from generator.synthesis.two_raters import RaterAgreement, RatersOfStudies
from generator.tables.table import Cell, Column, Row, Table, render_if_filled, render_table
from generator.wording.raters import kappa_words, percent_words

_AGREEMENT = (
    Column("Tool"),
    Column("Studies", number=True),
    Column("Answers the same"),
    Column("Weighted kappa"),
    Column("Answers it rests on", number=True),
    Column("Overall the same"),
)


def rule_anchor(rule_id: str) -> str:
    """Return the id of a settling rule on the page of methods."""
    return f"_rule-{rule_id}"


def raters_table(page: OpenPage, twice: RatedTwice, name: str, shows: Child) -> Safe:
    """Return each question with both raters' answers and the settled one, side by side.

    `shows` counts the study and its people.
    """
    first, second = twice.first, twice.second
    return render_table(
        Table(
            name=name,
            caption=f"{first.tool_label}: both raters ({first.rater}; {second.rater})",
            shows=shows,
            key="In the order of the tool's questions. Shaded: they differed.",
            columns=(
                Column("Question"),
                Column(f"First rater, {first.date}"),
                Column(f"Second rater, {second.date}"),
                Column("Settled"),
            ),
            rows=[*_rows(page, twice), _overall(page, twice)],
            how=page.how("kinds"),
        )
    )


def agreements(twice: RatedTwice) -> tuple[int, int]:
    """Return to how many questions two raters gave the same answer, and how many there are."""
    answers = {mark.item_id: mark.answer for mark in twice.second.marks}
    same = sum(answers.get(mark.item_id) == mark.answer for mark in twice.first.marks)
    return same, len(twice.first.marks)


def agreement_table(page: OpenPage, raters: RatersOfStudies, name: str) -> Safe | None:
    """Return the agreement of two raters by tool and over all; None where nothing counts."""
    every = [raters.every] if raters.every and len(raters.tools) > 1 else []
    return render_if_filled(
        Table(
            name=name,
            caption="Agreement of two raters",
            shows=computed_count(
                raters.blind, "appraisal made twice, blind", "appraisals made twice, blind"
            ),
            key="In the order of the tools. Computed from the answers of both.",
            columns=_AGREEMENT,
            rows=[Row(tuple(_agreed(agreement))) for agreement in (*raters.tools, *every)],
            how=page.how("raters"),
        )
    )


def settling_rules(page: OpenPage) -> Safe | None:
    """Return the rules by which differences were settled, and how often each decided."""
    answers = chain.from_iterable(entry.items for entry in page.evidence.appraisals)
    uses = Counter(answered.rule for answered in answers)
    rules = page.evidence.settling_rules
    if not rules:
        return None
    return facts((rule.id, _rule(page, rule, uses[rule.id])) for rule in rules)


def _rule(page: OpenPage, rule: SettlingRule, uses: int) -> Safe:
    often = computed_count(uses, "answer settled by it", "answers settled by it")
    remarks = small(together((rule.note, often), " "))
    return tag("span", explain(page, rule.text), Safe(" "), remarks, id=rule_anchor(rule.id))


def _rows(page: OpenPage, twice: RatedTwice) -> Iterator[Row]:
    """Yield the questions of the settled entry with the answers of both raters beside it."""
    first, second = _by_item(twice.first), _by_item(twice.second)
    for mark in twice.settled.marks:
        one, other = first.get(mark.item_id), second.get(mark.item_id)
        differ = one is None or other is None or one.answer != other.answer
        question = spaced(
            tag("span", mark.item_id, class_="ev-item-id"), explain(page, mark.question)
        )
        settled_why = _settled_why(page, mark.rule) if differ else line(small("agreed"))
        yield Row(
            (
                question,
                Cell(_answer(page, one), differs=differ),
                Cell(_answer(page, other), differs=differ),
                spaced(light(mark.symbol, mark.level), judged(mark.answer), settled_why),
            )
        )


def _by_item(appraised: Appraised) -> Mapping[str, Mark]:
    return {mark.item_id: mark for mark in appraised.marks}


def _answer(page: OpenPage, mark: Mark | None) -> Safe:
    if mark is None:
        return missing("not answered")
    # Nobody may write a reason for somebody else afterwards.
    reason = explain(page, mark.reason) if mark.reason else missing("no reason written")
    return spaced(light(mark.symbol, mark.level), judged(mark.answer), line(small(reason)))


def _settled_why(page: OpenPage, rule_id: str | None) -> Safe:
    """Return the rule by which a difference was settled, in words, with the way to it."""
    for rule in page.evidence.settling_rules:
        if rule.id == rule_id:
            address = page.address(f"methods.html#{rule_anchor(rule.id)}")
            return line(small(rule.text, Safe(" "), link(address, f"Rule {rule.id}")))
    return line(small(missing("no rule written")))


def _overall(page: OpenPage, twice: RatedTwice) -> Row:
    first, second, settled = twice.first, twice.second, twice.settled
    differ = first.overall_answer != second.overall_answer
    why = explain(page, settled.overall_reason) if differ else "agreed"
    return Row(
        (
            "Overall",
            Cell(_overall_of(page, first), differs=differ),
            Cell(_overall_of(page, second), differs=differ),
            spaced(_overall_sign(settled), judged(settled.overall_answer), line(small(why))),
        )
    )


def _overall_of(page: OpenPage, rated: Appraised) -> Safe:
    reason = line(small(explain(page, rated.overall_reason)))
    return spaced(_overall_sign(rated), judged(rated.overall_answer), reason)


def _overall_sign(rated: Appraised) -> Safe | None:
    # A sum of points is no level and has no sign.
    return light(rated.overall_symbol, rated.overall_level) if rated.overall_symbol else None


def _agreed(agreement: RaterAgreement) -> Iterator[Child]:
    yield agreement.tool or "All tools"
    yield computed_number(str(agreement.studies))
    yield computed_number(percent_words(agreement.same, agreement.items))
    yield computed_number(kappa_words(agreement.kappa, one_sided=agreement.one_sided))
    yield computed_number(str(agreement.weighed))
    yield computed_number(percent_words(agreement.overalls_same, agreement.overalls))
