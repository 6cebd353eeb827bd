"""One element at a time: what is there is written, what is not is left out, foreign text is inert."""

from generator.html.element import (
    facts,
    fold,
    listed,
    remark,
    small_fold,
    spaced,
    tag,
    together,
)
from generator.html.escape import Safe


def test_none_and_false_are_left_out_and_true_has_no_value() -> None:
    written = tag("p", "a", None, class_="ev-x", data_ev_on=True, hidden=False, title=None)
    assert written == '<p class="ev-x" data-ev-on>a</p>'


def test_foreign_text_and_attributes_are_inert_and_ours_is_kept() -> None:
    assert (
        tag("p", "<i>", Safe("<i>x</i>"), title='"') == '<p title="&#34;">&#60;i&#62;<i>x</i></p>'
    )


def test_what_is_missing_leaves_no_space_behind() -> None:
    assert spaced("a", None, "b") == "a b"
    assert together(["a", None], "; ") == "a"
    assert remark("") is None
    assert remark(None) is None
    assert remark("as printed") == "<small>as printed</small>"


def test_facts_that_are_not_known_are_left_out() -> None:
    assert facts([("A", "1"), ("B", None), ("C", "")]) == (
        '<dl class="ev-facts"><div><dt>A</dt><dd>1</dd></div></dl>'
    )


def test_a_fold_opens_below_its_summary() -> None:
    expected = (
        '<details class="ev-fold" id="x"><summary>More</summary><ul><li>1</li></ul></details>'
    )
    assert fold("More", listed(["1"]), id="x") == expected
    assert small_fold("More", "1").startswith('<details class="ev-source"><summary>More</summary>')
